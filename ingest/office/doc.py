"""Old Word documents (.doc), for what their conversion leaves out: [MS-DOC].

The text of all stories stands in pieces of the stream `WordDocument`, which a table (the Clx) puts in order.
What a fast save took out of the table still stands in the stream: runs of letters outside every piece are an
earlier revision. Lists of names (authors of changes and comments, who saved it last and where, bookmarks,
variables) stand in the table stream. Residual risk: text inside embedded objects, which are reported.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ingest import refusals
from ingest.compound import Compound
from ingest.limits import Limits
from ingest.office.own import Own
from models.document import Channel

_WORD = "WordDocument"
_IDENT, _OLDEST = 0xA5EC, 0xC1  # Word 97
_FLAGS, _COUNTS, _PAIRS = 0x0A, 0x4C, 0x9A
_ENCRYPTED, _SECOND_TABLE, _OBFUSCATED = 0x0100, 0x0200, 0x8000
_CLX = 33
_STORIES = (
    Channel.BODY, Channel.FOOTNOTE, Channel.HEADER, Channel.OTHER, Channel.COMMENT, Channel.ENDNOTE,
    Channel.TEXT_BOX, Channel.TEXT_BOX,
)  # fmt: skip
_NAMES = {
    21: Channel.BOOKMARK, 32: Channel.PROPERTY, 45: Channel.FORM_FIELD, 51: Channel.AUTHOR,
    60: Channel.PROPERTY, 71: Channel.AUTHOR,
}  # fmt: skip
"""Tables of strings by their number in the list of tables (FibRgFcLcb97)."""
_DRAWINGS = 50  # shapes, with what is told of them
_TOLD = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}")
_OWNERS = 36  # of comments: strings one after another
_FORGOTTEN = re.compile(
    rb"(?:[\x20-\x7e\x91-\x97\xa0-\xff\r\t]\x00){12,}|[\x20-\x7e\x91-\x97\xc0-\xff\r\t]{24,}"
)
_LETTERS = re.compile(r"[A-Za-z]{3,}(?:[ ,.;:'’-]+[A-Za-z]{2,}){2,}")
_FIELD_PARTS = re.compile("([\x01-\x08\x0e-\x1f])")
_CODE_BEGINS = "\x13"
_OBJECTS = "objectpool"
_MOST_PIECES = 200_000


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of the text: characters from `first` on, and where its bytes are."""

    first: int
    count: int
    start: int
    wide: bool

    @property
    def end(self) -> int:
        return self.start + self.count * (2 if self.wide else 1)


def read_doc(data: bytes, limits: Limits) -> Own:
    """Every text in the file; raises `Refused` where it is encrypted, too old, damaged or past a limit."""
    file = Compound(data, "old Word document", limits)
    stream = file.read(_WORD)
    if len(stream) < _PAIRS + (_CLX + 1) * 8:
        raise refusals.damaged("old Word document")
    ident, version = struct.unpack_from("<HH", stream)
    flags = struct.unpack_from("<H", stream, _FLAGS)[0]
    if flags & (_ENCRYPTED | _OBFUSCATED):
        raise refusals.password("old Word document")
    if ident != _IDENT or version < _OLDEST:
        raise refusals.unsupported("a document of Word 95 or older")
    table = file.read("1Table" if flags & _SECOND_TABLE else "0Table")
    own = Own(loosely=True)  # its lines hold what was deleted in the midst of what was not
    try:
        pieces = _pieces(stream, table)
        _stories(stream, pieces, own)
        _forgotten(stream, pieces, own)
        _names(stream, table, own)
        _drawn(table, *_pair(stream, _DRAWINGS), own)
        _drawn(file.read("Data"), 0, limits.part_bytes, own)
    except (struct.error, IndexError) as error:
        raise refusals.damaged("old Word document") from error
    _objects(file, own)
    return own


def _pair(stream: bytes, number: int) -> tuple[int, int]:
    """Where a table stands in the table stream, and how long it is."""
    start, length = struct.unpack_from("<II", stream, _PAIRS + number * 8)
    return start, length


def _pieces(stream: bytes, table: bytes) -> list[_Piece]:
    start, length = _pair(stream, _CLX)
    clx = table[start : start + length]
    at = 0
    while at < len(clx) and clx[at] == 1:  # properties, which say how pieces look
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise refusals.damaged("old Word document")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    count = (min(size, len(clx) - at - 5) - 4) // 12
    if not 0 <= count <= _MOST_PIECES:
        raise refusals.damaged("old Word document")
    firsts = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    found = []
    for number in range(count):
        where = struct.unpack_from("<I", clx, at + 5 + (count + 1) * 4 + number * 8 + 2)[0]
        narrow = bool(where & 0x40000000)
        where = (where & 0x3FFFFFFF) // 2 if narrow else where & 0x3FFFFFFF
        length = max(firsts[number + 1] - firsts[number], 0)
        found.append(_Piece(firsts[number], min(length, len(stream)), where, not narrow))
    return found


def _text(stream: bytes, piece: _Piece) -> str:
    data = stream[piece.start : piece.end]
    return data.decode("utf-16-le" if piece.wide else "cp1252", "replace")


def _stories(stream: bytes, pieces: list[_Piece], own: Own) -> None:
    """The text, story by story; marks of fields, cells and objects end a run."""
    counts = struct.unpack_from("<8I", stream, _COUNTS)
    whole, total = [], 0
    for piece in pieces:
        words = _text(stream, piece)
        whole.append(words)
        total += len(words)
        if total > 2 * len(stream):  # pieces that repeat each other: no program writes them so
            raise refusals.unsafe("its text is told many times over by the same bytes")
    text, at = "".join(whole), 0
    for channel, count in zip(_STORIES, counts, strict=True):
        for line in re.split(r"[\r\x07\x0b\x0c\n]", text[at : at + count]):
            mark = ""
            for run in _FIELD_PARTS.split(line):
                if _FIELD_PARTS.fullmatch(run):
                    mark = run
                else:
                    own.add(run, Channel.FIELD_CODE if mark == _CODE_BEGINS else channel, _WORD)
        at += count
        if at >= len(text):
            return


def _forgotten(stream: bytes, pieces: list[_Piece], own: Own) -> None:
    """Letters between the pieces: what an earlier save held and the text no longer does."""
    at = _PAIRS
    for start, end in [*sorted((p.start, p.end) for p in pieces), (len(stream), len(stream))]:
        for run in _FORGOTTEN.findall(stream, at, max(start, at)):
            words = run.decode("utf-16-le" if run[1:2] == b"\x00" else "cp1252", "replace")
            if _LETTERS.search(words):
                own.add(words.replace("\r", " "), Channel.EARLIER, _WORD)
        at = max(at, end)


def _drawn(data: bytes, start: int, length: int, own: Own) -> None:
    """Names and descriptions of shapes and pictures: strings of two bytes a letter amid binary data."""
    for run in _TOLD.findall(data, start, min(start + length, len(data))):
        words = run.decode("utf-16-le")
        if re.search("[A-Za-z]{3}", words):
            own.add(words, Channel.ALT_TEXT, "drawing")


def _names(stream: bytes, table: bytes, own: Own) -> None:
    for number, channel in _NAMES.items():
        start, length = _pair(stream, number)
        for words in _strings(table[start : start + length]):
            own.add(words, channel, "table")
    start, length = _pair(stream, _OWNERS)
    at, end = start, min(start + length, len(table))
    while at + 2 <= end:
        count = struct.unpack_from("<H", table, at)[0]
        own.add(table[at + 2 : at + 2 + count * 2].decode("utf-16-le", "replace"), Channel.AUTHOR, "table")
        at += 2 + count * 2


def _strings(data: bytes) -> Iterator[str]:
    """A table of strings (STTB): a mark where they are wide, how many, how much more follows each."""
    if len(data) < 6:
        return
    wide = data[:2] == b"\xff\xff"
    at = 2 if wide else 0
    count, extra = struct.unpack_from("<HH", data, at)
    at += 4
    for _ in range(count):
        if at >= len(data):
            return
        length = struct.unpack_from("<H", data, at)[0] if wide else data[at]
        at += 2 if wide else 1
        size = length * (2 if wide else 1)
        yield data[at : at + size].decode("utf-16-le" if wide else "cp1252", "replace")
        at += size + extra


def _objects(file: Compound, own: Own) -> None:
    streams = {path[0].lower() for path in file.streams}
    if "macros" in streams or "_vba_project_cur" in streams:
        own.problem(
            "macros", "The file holds macros. They were not run and are not part of any copy.", "Macros"
        )
    if _OBJECTS in streams:
        own.problem(
            "embedded-object",
            "Something is embedded in the document whose text could not be read. Take it out, or send it as "
            "a document of its own.",
            "ObjectPool",
            blocks=True,
        )
