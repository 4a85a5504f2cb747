"""Files inside a file: what an e-mail or an archive carries, each to be a document of its own.

Threat: files inside files inside files, few bytes that unpack to many, and one bad file that takes the good
ones down with it. Rule: the whole tree is opened at once, in one locked-down child, against one bound on the
number of files, one on their bytes together and one on the depth; past the first two nothing of it is read,
past the depth the file that lies too deep is told as not read. Each file found is then read by a child of
its own. Residual risk: what the readers of archives and messages say of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest import refusals
from ingest.canonical import one_line
from ingest.limits import MEBIBYTE, Limits
from ingest.sniff import Content, sniff
from models.document import Document
from models.errors import Refused

INSIDE = " > "
"""Between the name of a file and that of a file inside it."""
_LONGEST_NAME = 120
_ARCHIVE = b"PK"


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another: its name, those of inner parcels before it, and its bytes or why it has none."""

    name: str
    data: bytes = b""
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file from outside: the document it is, if it is one, and the files it carries."""

    document: Document | None
    members: tuple[Member, ...] = ()


Inner = Callable[[bytes, Content], Iterator[Member] | None]
"""The files directly inside one; None where it can carry none."""


class _Overfull(Refused):
    """The parcel as a whole is past a bound."""


@dataclass(slots=True)
class Parcel:
    """The walk through all files inside one, against one set of bounds."""

    limits: Limits
    inner: Inner
    members: int = 0
    unpacked: int = 0  # bytes

    def of(self, found: Iterator[Member], depth: int = 1, before: str = "") -> Iterator[Member]:
        """Every file inside, at any depth, in order; raises `Refused` where there is too much of it."""
        for member in found:
            name = before + member.name
            self._charge(member)
            if member.refused is not None:
                yield Member(name, b"", member.refused)
                continue
            more = self._inside(member.data)
            if more is None or not member.data.startswith(_ARCHIVE):
                yield Member(name, member.data)
            if more is not None:
                yield from self._deeper(more, name, depth)

    def _inside(self, data: bytes) -> Iterator[Member] | None:
        """What the file carries; None where it carries nothing, or has no reader, as its reading will say."""
        try:
            return self.inner(data, sniff(data))
        except Refused:
            return None

    def _deeper(self, more: Iterator[Member], name: str, depth: int) -> Iterator[Member]:
        try:
            if depth < self.limits.parcel_depth:
                yield from self.of(more, depth + 1, f"{name}{INSIDE}")
            elif next(more, None) is not None:
                yield Member(f"{name}{INSIDE}...", b"", refusals.too_deep(self.limits.parcel_depth))
        except _Overfull:
            raise
        except Refused as refused:
            yield Member(name, b"", refused)

    def _charge(self, member: Member) -> None:
        self.members += 1
        self.unpacked += len(member.data)
        if self.members > self.limits.parcel_members:
            raise _overfull(f"more than {self.limits.parcel_members} files inside")
        if self.unpacked > self.limits.parcel_bytes:
            raise _overfull(f"it unfolds to more than {self.limits.parcel_bytes // MEBIBYTE} MB")


def told_name(name: str) -> str:
    """The name of a file inside another, fit to be shown: one line, folders like the files around it."""
    plain = one_line(name.replace("\\", "/")).replace(">", "_")[-_LONGEST_NAME:]
    return (
        INSIDE.join(part for part in map(str.strip, plain.split("/")) if part not in ("", ".")) or "unnamed"
    )


def _overfull(what: str) -> _Overfull:
    said = refusals.over_limit(what)
    return _Overfull(said.code, said.message, said.remedy)
