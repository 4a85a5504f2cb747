"""Files that the product writes into a folder of somebody's choosing.

Threat: a run that overwrites somebody's own file, leaves half a file behind that looks whole, or writes
through a link to elsewhere. Rule: a file is written beside its place and moved there whole; one that is there
already is replaced only where the outbox wrote it and nobody has changed it since, which a manifest in the
folder tells; nothing is written outside the folder. What an earlier run over the same folder wrote and this
one did not (the copy of a document that is now quarantined) is removed when the run ends. Residual risk: two
runs into one folder at the same time.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from models.errors import CountersignError, SettingsError

MANIFEST = ".countersign.jsonl"


class NotOurs(CountersignError):
    """A file stands where an output would go, and it is not one of ours."""


@dataclass(frozen=True, slots=True)
class _Note:
    """A file that was written, its hash, and the folder of the run that wrote it."""

    file: str
    sha256: str
    source: str


class Outbox:
    """The folder, what is known of the files written there, and the run that now writes."""

    def __init__(self, folder: Path, source: Path) -> None:
        if folder.exists() and not folder.is_dir():
            raise SettingsError(f"{folder} is a file, not a folder.", "Choose another folder with --out.")
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder.resolve()
        self._source = str(source.resolve())
        self._ours = self._noted()
        self._stale = {name for name, note in self._ours.items() if note.source == self._source}

    def write(self, name: str, data: bytes) -> Path:
        """Put a file there as a whole; raises `NotOurs` where another stands in its place."""
        place = self._place(name)
        if place.is_symlink() or (place.exists() and not self._unchanged(name, place)):
            raise NotOurs(
                f"There is a file called {name} in the output folder that this run did not make, or that was "
                "changed since. It was left as it is.",
                "Move it elsewhere, or choose an empty folder with --out.",
            )
        place.parent.mkdir(parents=True, exist_ok=True)
        self._stale.discard(name)
        self._note(_Note(name, hashlib.sha256(data).hexdigest(), self._source))
        _write_whole(place, data)
        return place

    def free(self, name: str, taken: set[str]) -> str:
        """The name, with a number where this run has used it for another file."""
        path = PurePosixPath(name)
        stem, _, extension = path.name.partition(".")
        number = 1
        while name in taken:
            number += 1
            name = str(path.parent / f"{stem}-{number}.{extension}")
        taken.add(name)
        return name

    def close(self) -> None:
        """Remove what an earlier run over the same folder wrote, unchanged since, and this one did not."""
        for name in sorted(self._stale):
            place = self.folder / name
            if not place.is_symlink() and place.is_file() and self._unchanged(name, place):
                place.unlink()
            del self._ours[name]
        self._stale.clear()
        self._compact()

    def _place(self, name: str) -> Path:
        place = self.folder / name
        if ".." in PurePosixPath(name).parts or not place.parent.resolve().is_relative_to(self.folder):
            raise NotOurs(f"{name} would lie outside the output folder.", "Choose another folder with --out.")
        return place

    def _unchanged(self, name: str, place: Path) -> bool:
        known = self._ours.get(name)
        return known is not None and hashlib.sha256(place.read_bytes()).hexdigest() == known.sha256

    def _noted(self) -> dict[str, _Note]:
        """What the manifest says, a line a file; of several about one file the last holds."""
        path = self.folder / MANIFEST
        if not path.exists():
            return {}
        whole = path.read_text().rpartition("\n")[0]  # a last line without an end was cut off by a crash
        try:
            notes = [_Note(**json.loads(line)) for line in whole.splitlines()]
        except (ValueError, TypeError):
            raise NotOurs(
                f"{MANIFEST} in the output folder is damaged: nobody can tell which files there are ours.",
                "Choose an empty folder with --out.",
            ) from None
        return {note.file: note for note in notes}

    def _note(self, note: _Note) -> None:
        """Written before the file itself: a note whose file is not there does no harm."""
        self._ours[note.file] = note
        with (self.folder / MANIFEST).open("a") as manifest:
            manifest.write(json.dumps(asdict(note)) + "\n")
            manifest.flush()
            os.fsync(manifest.fileno())

    def _compact(self) -> None:
        whole = "".join(json.dumps(asdict(self._ours[name])) + "\n" for name in sorted(self._ours))
        _write_whole(self.folder / MANIFEST, whole.encode())


def _write_whole(place: Path, data: bytes) -> None:
    passing = place.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with passing.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(passing, place)
    finally:
        passing.unlink(missing_ok=True)
