"""Properties of an Outlook item as a .msg file stores them: [MS-OXMSG] 2.1 and 2.4, tags by [MS-OXPROPS].

Strings stand in streams called `__substg1.0_` and the tag in hexadecimal; times and numbers in one stream of
entries of sixteen bytes behind a header whose length depends on what the storage is.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ingest.compound import Compound
from ingest.text import decode

SUBJECT, BODY, HTML, RTF = 0x0037, 0x1000, 0x1013, 0x1009
SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
FOR_NAME, FOR_ADDRESS, FOR_SMTP = 0x0042, 0x0065, 0x5D02
DISPLAY_TO, DISPLAY_CC, DISPLAY_BCC = 0x0E04, 0x0E03, 0x0E02
SENT, DELIVERED, CREATED = 0x0039, 0x0E06, 0x3007
HEADERS, CLASS = 0x007D, 0x001A
NAME, ADDRESS, SMTP, RECIPIENT_TYPE = 0x3001, 0x3003, 0x39FE, 0x0C15
DATA, METHOD, LONG_NAME, SHORT_NAME, PATH, MIME = 0x3701, 0x3705, 0x3707, 0x3704, 0x370D, 0x370E
CONTENT_ID, EXTENSION, HIDDEN = 0x3712, 0x3703, 0x7FFE
CODE_PAGE, INTERNET_CODE_PAGE = 0x3FFD, 0x3FDE

_STREAM = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})(?:-([0-9A-F]{8}))?$", re.I)
_UNICODE, _EIGHT_BIT, _BINARY, _TIME = 0x001F, 0x001E, 0x0102, 0x0040
_MULTIPLE = 0x1000
_ENTRY = struct.Struct("<HHI8s")
_BEFORE_ENTRIES = {"item": 32, "inner": 24, "part": 8}
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_EVEN = {65001: "utf-8", 20127: "ascii", 28591: "latin-1", 1200: "utf-16-le"}


class Properties:
    """The properties of one storage: the item, one inside it ("inner"), a recipient or a file ("part")."""

    def __init__(self, file: Compound, path: tuple[str, ...], kind: str, encoding: str = "") -> None:
        self._file, self._path = file, path
        self._fixed = _fixed(file.read(*path, "__properties_version1.0"), _BEFORE_ENTRIES[kind])
        self._streams: dict[int, list[tuple[int, str]]] = {}
        for name in file.below(*path):
            found = _STREAM.match(name)
            if found:
                self._streams.setdefault(int(found[1], 16), []).append((int(found[2], 16), name))
        self.encoding = self._own_encoding() or encoding or "cp1252"

    def text(self, *tags: int) -> str:
        """The first of these properties that is text and not empty."""
        for tag in tags:
            for kind, name in self._streams.get(tag, ()):
                words = self._words(kind, name).strip()
                if words:
                    return words
        return ""

    def bytes(self, tag: int) -> bytes:
        """The bytes of a binary property."""
        names = [name for kind, name in self._streams.get(tag, ()) if kind == _BINARY]
        return self._file.read(*self._path, names[0]) if names else b""

    def number(self, tag: int) -> int:
        """A whole number, 0 where there is none."""
        kind, value = self._fixed.get(tag, (0, bytes(8)))
        return int.from_bytes(value[:4], "little") if kind in (0x0003, 0x000B, 0x0002) else 0

    def time(self, *tags: int) -> str:
        """The first of these times, in UTC, as people write it; empty where there is none."""
        for tag in tags:
            kind, value = self._fixed.get(tag, (0, bytes(8)))
            ticks = int.from_bytes(value, "little")
            if kind == _TIME and 0 < ticks < 2650467744000000000:  # the year 9999 and a day less
                moment = _EPOCH + timedelta(microseconds=ticks // 10)
                return f"{moment.day} {moment:%B %Y %H:%M} UTC"
        return ""

    def others(self, told: frozenset[int]) -> Iterator[tuple[str, str]]:
        """Every text property that is not among `told`, by the number of its tag."""
        for tag, streams in sorted(self._streams.items()):
            for kind, name in streams:
                if tag in told or kind & ~_MULTIPLE not in (_UNICODE, _EIGHT_BIT):
                    continue
                if kind & _MULTIPLE and "-" not in name:
                    continue  # only the lengths of the values; each has a stream of its own
                words = self._words(kind, name).strip()
                if words:
                    yield f"{tag:04X}", words

    def _words(self, kind: int, name: str) -> str:
        kind &= ~_MULTIPLE
        if kind == _UNICODE:
            return self._file.read(*self._path, name).decode("utf-16-le", "replace").rstrip("\x00")
        if kind == _EIGHT_BIT:
            data = self._file.read(*self._path, name).rstrip(b"\x00")
            try:
                return data.decode(self.encoding)
            except (UnicodeDecodeError, LookupError):
                return decode(data)
        return ""

    def _own_encoding(self) -> str:
        return encoding_of(self.number(CODE_PAGE) or self.number(INTERNET_CODE_PAGE))


def encoding_of(code_page: int) -> str:
    """Python's name for a Windows code page; empty for none."""
    return "" if not code_page else _EVEN.get(code_page, f"cp{code_page}")


def _fixed(data: bytes, before: int) -> dict[int, tuple[int, bytes]]:
    entries = data[before : before + (len(data) - before) // _ENTRY.size * _ENTRY.size]
    return {tag: (kind, value) for kind, tag, _, value in _ENTRY.iter_unpack(entries)}
