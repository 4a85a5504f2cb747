"""Where a document says what it is: its markings, each with its place, and never a sentence.

A marking stands in a page header or footer, at the top or foot of the text or of a page, on a line of its
own in capitals, in a box labelled for it, in the file's properties, or at the start of an e-mail's subject.
"Keep in the RESTRICTED section of the agency's file", "restricted patient", "in confidence" are prose: they
are evidence of how people speak, and no marking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from marking.words import leading_marking, read_marking
from models.document import MAIL, MAIN, Block, BlockKind, Channel, Document
from models.marking import DeclaredMarking, ProtectiveMarking, Tier
from models.text import Span

_TOP, _FOOT = 5, 3  # lines at either end of the text that count as its cover
_LONGEST = 300  # characters of a header's line; what is longer is no header
_EDGE = 2  # lines at either end of a page
_LINE = re.compile(r"[^\n\x0b\x0c\r]+")
_GAP = re.compile(r"[ \u00a0]*[\t|][\t| \u00a0]*|[ \u00a0]{2,}")
_EDGES = (Channel.HEADER, Channel.FOOTER)
_CAPITALS = re.compile(
    r"(?<![\w-])(?:UK )?OFFICIAL[ ]?[-–—: ][ ]?\(?SENSITIVE\)?(?:[ -]+\(?WHEN COMPLETED?\)?)?(?![\w-])"
    r"|(?<![\w-])TOP SECRET(?![\w-])"
    r"|(?<![\w-])NOT PROTECTIVELY MARKED(?![\w-])|(?<![\w-])RESTRICTED \(?WHEN COMPLETED?\)?(?![\w-])"
)
_ASKS = re.compile(
    r"^\W*(?:(?:document|security|protective|government)\s+)*(?:classification|protective marking|marking"
    r"|gpms|gsc|sensitivity(?: label)?)\W*$",
    re.I,
)
_NAMED = re.compile(r"^[\w .:/-]{1,80}?\s*[:=]\s*(?=\S)")
_SUBJECT = re.compile(r"^(?:e-?mail )?subject\s*:\s*", re.IGNORECASE)
_PROSE = re.compile(
    r"\b(?:marked|classified|marking|classification"
    r"|treated)\b[^.\n]{0,60}?\b(?P<words>OFFICIAL[-–— :]?\(?SENSITIVE\)?|OFFICIAL|RESTRICTED"
    r"|CONFIDENTIAL|SECRET|TOP SECRET)\b"
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    block: Block
    first: bool  # among the first lines of the text
    last: bool
    edge: bool  # at the top or foot of its page


def declared_markings(document: Document) -> tuple[DeclaredMarking, ...]:
    """Every marking with its place, in the order of the text."""
    found = [*_in_body(document), *_at_edges(document), *_in_properties(document)]
    return tuple(sorted(found, key=lambda one: one.span.start))


def in_prose(document: Document) -> tuple[Span, ...]:
    """Sentences of the running text that say how the document is marked."""
    end = document.main_end
    return tuple(Span(m.start(), m.end()) for m in _PROSE.finditer(document.text, 0, end))


def _pieces(document: Document, block: Block) -> Iterator[tuple[str, int]]:
    for match in _LINE.finditer(document.text, block.start, block.end):
        text = match[0].strip()
        if text:
            yield text, match.start() + len(match[0]) - len(match[0].lstrip())


def _place(marking: ProtectiveMarking, text: str, start: int, block: Block) -> DeclaredMarking:
    where = Span(start, start + len(text))
    return DeclaredMarking(marking, text, where, block.channel, block.provenance.page)


def _at_edges(document: Document) -> Iterator[DeclaredMarking]:
    for block in document.blocks:
        if block.channel in _EDGES:
            for text, start in _pieces(document, block):
                yield from _in_edge_line(text, start, block)


def _in_edge_line(text: str, start: int, block: Block) -> Iterator[DeclaredMarking]:
    """A header's line: the marking alone, one of its columns, or plain capitals beside the title."""
    if marking := read_marking(text):
        yield _place(marking, text, start, block)
        return
    if len(text) > _LONGEST:
        return
    found = False
    at = 0
    for gap in [*_GAP.finditer(text), None]:
        piece = text[at : gap.start() if gap else len(text)]
        if marking := read_marking(piece):
            yield _place(marking, piece, start + at, block)
            found = True
        at = gap.end() if gap else at
    if not found:
        for match in _CAPITALS.finditer(text):
            if marking := read_marking(match[0]):
                yield _place(marking, match[0], start + match.start(), block)


def _body_lines(document: Document) -> list[_Line]:
    raw = [
        (text, start, block)
        for block in document.blocks
        if block.channel in MAIN
        for text, start in _pieces(document, block)
    ]
    pages: dict[int, list[int]] = {}
    for index, (_, _, block) in enumerate(raw):
        if block.provenance.page is not None:
            pages.setdefault(block.provenance.page, []).append(index)
    edges = {index for lines in pages.values() for index in (*lines[:_EDGE], *lines[-_EDGE:])}
    return [
        _Line(text, start, block, index < _TOP, index >= len(raw) - _FOOT, index in edges)
        for index, (text, start, block) in enumerate(raw)
    ]


def _in_body(document: Document) -> Iterator[DeclaredMarking]:
    asked = False
    for line in _body_lines(document):
        answer, asked = asked, bool(_ASKS.match(line.text))
        if document.format in MAIL and (subject := _SUBJECT.match(line.text)):
            if marking := leading_marking(line.text[subject.end() :]):
                yield _place(marking, line.text, line.start, line.block)
            continue
        marking = read_marking(line.text)
        if marking is not None and (answer or _stands_as_marking(line, marking)):
            yield _place(marking, line.text, line.start, line.block)


def _stands_as_marking(line: _Line, marking: ProtectiveMarking) -> bool:
    """True where a line of the running text that reads as a marking is in a marking's place.

    The full words of a marking in capitals may stand anywhere on a line of their own. A single word
    ("CONFIDENTIAL", "RESTRICTED", "OFFICIAL") may be a heading of the text, so it counts only at the edge of
    the text or of a page; SECRET counts anywhere, since to overlook it costs more than to ask.
    """
    words = re.findall(r"[^\W\d_]+", line.text)
    capitals = line.text == line.text.upper()
    edge = line.first or line.last or line.edge
    labelled = bool(re.search(r"[:=]", line.text)) and len(words) > 2
    if len(words) > 1:
        return capitals or edge or labelled
    cell = line.block.kind is BlockKind.CELL
    return capitals and (edge or (marking.tier is not Tier.OFFICIAL and not cell))


def _in_properties(document: Document) -> Iterator[DeclaredMarking]:
    for block in document.blocks:
        if block.channel is not Channel.PROPERTY:
            continue
        for text, start in _pieces(document, block):
            name = _NAMED.match(text)
            value = text[name.end() :] if name else text
            marking = read_marking(value) or read_marking(text)
            subject = bool(name) and "subject" in text[: name.end() if name else 0].lower()
            if marking is None and subject:
                marking = leading_marking(value)
            several = len(re.findall(r"[^\W\d_]+", text)) > 1
            if marking is not None and (several or value == value.upper() or "official" in value.lower()):
                yield _place(marking, text, start, block)
