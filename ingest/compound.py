"""Compound files (OLE, [MS-CFB]): the container of .msg, of .doc, and of objects inside others.

Threat: a directory that goes round in circles, streams that share sectors so that few bytes read as many, a
stream said to be larger than the file. Rule: `olefile` walks the directory; a circle, or an entry that two
others name, is a damaged file; what is read in all is bounded by the limit on unpacked bytes. Residual risk:
a fault in the library, which is pure Python and runs in the locked-down child.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import olefile

from ingest import refusals
from ingest.limits import MEBIBYTE, Limits

Path = tuple[str, ...]


class Compound:
    """The streams of a compound file. Names are compared without case, as the format says."""

    def __init__(self, data: bytes, what: str, limits: Limits) -> None:
        self._what, self._limits, self._spent = what, limits, 0
        try:
            self._file = olefile.OleFileIO(io.BytesIO(data))
            paths = self._file.listdir(streams=True, storages=False)
            folders = self._file.listdir(streams=False, storages=True)
        except (OSError, RecursionError, IndexError, ValueError) as error:
            raise refusals.damaged(what) from error
        if any("more than once" in why for _, why in self._file.parsing_issues):
            raise refusals.damaged(what)
        if len(paths) > limits.zip_members * 10:
            raise refusals.over_limit(f"more than {limits.zip_members * 10:,} streams inside")
        self._streams = {_key(path): tuple(path) for path in paths}
        self._folders = {_key(path): tuple(path) for path in folders}

    def has(self, *path: str) -> bool:
        """Whether there is a stream of that path."""
        return _key(path) in self._streams

    def holds(self, *path: str) -> bool:
        """Whether there is a storage, a folder of streams, of that path."""
        return _key(path) in self._folders

    def below(self, *path: str) -> Iterator[str]:
        """The names of the streams directly in a storage, in the file's order."""
        return (p[-1] for key, p in self._streams.items() if key[:-1] == _key(path))

    def storages(self, *path: str) -> Iterator[str]:
        """The names of the storages directly in a storage."""
        return (p[-1] for key, p in self._folders.items() if key[:-1] == _key(path))

    @property
    def streams(self) -> tuple[Path, ...]:
        """All streams, in the file's order."""
        return tuple(self._streams.values())

    def read(self, *path: str) -> bytes:
        """A stream's bytes, empty where there is none; raises `Refused` where too much was read in all."""
        found = self._streams.get(_key(path))
        if found is None:
            return b""
        try:
            size = self._file.get_size(list(found))
            if self._spent + size > self._limits.unpacked_bytes:
                raise refusals.over_limit(
                    f"it unfolds to more than {self._limits.unpacked_bytes // MEBIBYTE} MB"
                )
            data: bytes = self._file.openstream(list(found)).read()
        except (OSError, IndexError, ValueError) as error:
            raise refusals.damaged(self._what) from error
        self._spent += len(data)
        return data


def _key(path: tuple[str, ...] | list[str]) -> Path:
    return tuple(name.lower() for name in path)
