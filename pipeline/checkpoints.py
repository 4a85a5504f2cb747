"""Checkpoints of the audit trail, kept beside the keys and apart from the database.

Threat: somebody who may do anything to the database cuts the trail back to a state that was once whole, or
empties it, with the signed end of that day. Rule: every start of the service, every verification and every
back-up puts the trail's signed end on this list, and a verification has to find all of them again. A restore
puts the list aside, because the trail is then rightly an earlier one. Residual risk: who can also write to
the folder of the keys can shorten the list; `countersign verify --write-anchor` gives a checkpoint to keep
where this machine cannot reach, and `--anchor` is given it later.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from models.errors import SettingsError
from storage.audit import Anchor

NAME = "checkpoints.jsonl"
_MOST = 200
"""So many of the latest are asked for: an older one holds where they do, since each hangs on all before."""


class Checkpoints:
    """The list of one installation."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, anchor: Anchor) -> None:
        """Put the trail's end on the list, where it is not there already."""
        there = self.latest()
        if not anchor.seq or (there and there[-1].seq == anchor.seq):
            return
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(
                descriptor, ("\n" + written(anchor)).encode()
            )  # after what a killed process may have left
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def latest(self) -> Sequence[Anchor]:
        """The latest on the list, in order. A line that is no checkpoint is left out."""
        if not self._path.exists():
            return ()
        found = []
        for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines()[-_MOST:]:
            try:
                found.append(read(line))
            except SettingsError:
                continue
        return found

    def put_aside(self) -> None:
        """Begin anew, after a restore; the old list is kept under another name."""
        if self._path.exists():
            at = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
            os.replace(self._path, self._path.with_name(f"{self._path.stem}-before-{at}.jsonl"))


def written(anchor: Anchor) -> str:
    """A checkpoint as a line, and as the file that is kept elsewhere."""
    return json.dumps(asdict(anchor), sort_keys=True)


def read(words: str) -> Anchor:
    """The checkpoint that a file holds; raises `SettingsError`."""
    try:
        said = json.loads(words)
        anchor = Anchor(said["seq"], said["chained"], said["signature"], said["public_key"])
        bytes.fromhex(anchor.signature)
    except (ValueError, KeyError, TypeError):
        raise SettingsError(
            "That is no checkpoint of an audit trail.", "Give a file that `verify --write-anchor` wrote."
        ) from None
    if not isinstance(anchor.seq, int):
        raise SettingsError("That is no checkpoint of an audit trail.", "Give the file as it was written.")
    return anchor
