"""The list of what was destroyed, kept beside the keys and apart from the data: it outlives a restore.

Threat: a back-up of an earlier day is restored, and documents that were destroyed since are there again, with
their keys. Rule: each disposal is written to this file, signed and on disk, before it counts as done; a
service that is opened, and a restore before it says that it is over, destroys again whatever of the list is
there. Residual risk: where the file itself is lost or left behind, nothing tells what was destroyed: copy it
wherever the key file's copy is. It holds ids, dates and hashes, no content.

One line a disposal, JSON. A line that does not carry our signature stops everything: somebody changed it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.errors import SettingsError
from storage.keys import KeyProvider

NAME = "disposals.jsonl"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What one line says: the disposal, its document, and the certificate as it was signed."""

    disposal: str
    document: str
    certificate: str
    signature: bytes


class Tombstones:
    """The file of one installation."""

    def __init__(self, path: Path, keys: KeyProvider) -> None:
        self._path, self._keys = path, keys

    @property
    def there(self) -> bool:
        """Whether there is a list at all."""
        return self._path.exists()

    def add(self, stone: Tombstone) -> None:
        """Put a line at the end; it is on disk when this returns."""
        said = {"certificate": stone.certificate, "disposal": stone.disposal, "document": stone.document}
        line = json.dumps({**said, "signature": stone.signature.hex()}, sort_keys=True) + "\n"
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if os.fstat(descriptor).st_size and not self._ends_whole():
                line = "\n" + line  # a process was killed while it wrote
            os.write(descriptor, line.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def all(self) -> Iterator[Tombstone]:
        """The lines, the latest of a document last; raises `SettingsError` for one that is not ours.

        A last line without its end is what a killed process left; its disposal is not done and comes again.
        """
        if not self.there:
            return
        lines = self._path.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            if line.strip():
                stone = self._read(line)
                if stone is not None:
                    yield stone
                elif number != len(lines) and not self._torn(line):
                    raise SettingsError(
                        f"Line {number} of {self._path.name}, the list of disposals, is not as written.",
                        "Put the list back from its copy: without it a back-up brings documents back.",
                    )

    def _read(self, line: str) -> Tombstone | None:
        try:
            said = json.loads(line)
            stone = Tombstone(
                said["disposal"], said["document"], said["certificate"], bytes.fromhex(said["signature"])
            )
        except (ValueError, KeyError, TypeError):
            return None
        return stone if self._keys.signed(stone.certificate.encode(), stone.signature) else None

    def _torn(self, line: str) -> bool:
        """Whether the line is the beginning of one that was written whole afterwards."""
        try:
            json.loads(line)
        except ValueError:
            return not line.endswith("}")
        return False

    def _ends_whole(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"
