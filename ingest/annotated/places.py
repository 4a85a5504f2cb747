"""From spans on a document's text to places in the paragraphs of its Word file.

A place is counted in letters: characters that are no white space, from 0 in each paragraph. Readers trim and
fold white space, and letters stay; so the count holds on both sides.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from models.document import MAIN, Block, Document
from models.remark import Remark
from models.text import Span

LONGEST_LINE = 4000
_SOUGHT = 200
_WORD = re.compile(r"\S+")


class Point(NamedTuple):
    """A letter of a paragraph of the main part; `letters` are all that the reader saw in that paragraph."""

    paragraph: int
    letter: int
    letters: int


class Placed(msgspec.Struct, frozen=True):
    """A remark and where it goes: from one letter to another, both included; None for the document's start.

    `sought` begins the words themselves, for a paragraph in which the letters do not count up.
    """

    first: Point | None
    last: Point | None
    sought: str
    lines: tuple[str, ...]


class Remarks(msgspec.Struct, frozen=True):
    """All remarks on one file. `part` holds its body; `made` is their time, ISO 8601 in UTC with a Z."""

    part: str
    placed: list[Placed]
    made: str


@dataclass(frozen=True, slots=True)
class _Paragraph:
    number: int
    blocks: tuple[Block, ...]


def place(document: Document, remarks: Sequence[Remark], made: str) -> Remarks:
    """The remarks with their places in the Word file that the document was read from."""
    ruler = _Ruler(document)
    return Remarks(ruler.part, [ruler.place(remark) for remark in remarks], made)


class _Ruler:
    """The document's paragraphs in order of place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.part = next((b.provenance.part for b in document.blocks if b.channel in MAIN), "")
        parts: defaultdict[int, list[Block]] = defaultdict(list)
        for block in document.blocks:
            where = block.provenance
            if block.channel in MAIN and where.part == self.part and where.paragraph is not None:
                parts[where.paragraph].append(block)
        self._of = {id(b): _Paragraph(n, tuple(blocks)) for n, blocks in parts.items() for b in blocks}
        self._blocks = [b for b in document.blocks if id(b) in self._of]
        self._starts = [b.start for b in self._blocks]
        self._ends = [b.end for b in self._blocks]
        self._words, self._counted, letters = array("Q"), array("Q"), 0
        for word in _WORD.finditer(document.text):
            self._words.append(word.start())
            self._counted.append(letters)
            letters += len(word.group())
        self._all = letters

    def place(self, remark: Remark) -> Placed:
        lines = tuple(line[:LONGEST_LINE] for line in remark.lines)
        span = self._visible(remark.span) if remark.span is not None else None
        if span is None:
            return Placed(None, None, "", lines)
        inside = self._blocks[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]
        inside = [b for b in inside if self._letters(max(b.start, span.start), min(b.end, span.end))]
        if not inside:
            return Placed(None, None, "", lines)
        first, last = inside[0], inside[-1]
        start = self._point(first, max(first.start, span.start), 0)
        end = self._point(last, min(last.end, span.end), 1)
        sought = "".join(self._document.text[max(first.start, span.start) : first.end].split())[:_SOUGHT]
        return Placed(start, end, sought, lines)

    def _visible(self, span: Span) -> Span | None:
        """The span; what stands out of sight (a note, a comment) is remarked on where it is anchored."""
        if any(span.start < b.end and span.end > b.start for b in self._near(span.start)):
            return span
        for block in self._document.blocks_in(span):
            if block.anchor is not None:
                at = bisect_right(self._starts, block.anchor) - 1
                if at >= 0:
                    return self._document.content_span(self._blocks[at])
        return None

    def _near(self, offset: int) -> list[Block]:
        at = bisect_right(self._ends, offset)
        return self._blocks[at : at + 1]

    def _point(self, block: Block, offset: int, back: int) -> Point:
        """The letter at `offset`, or with `back` the last letter before it."""
        paragraph = self._of[id(block)]
        counted, before = 0, 0
        for piece in paragraph.blocks:
            counted += self._letters(piece.start, piece.end)
            if piece.start < offset:
                before += self._letters(piece.start, min(piece.end, offset))
        return Point(paragraph.number, max(before - back, 0), counted)

    def _letters(self, start: int, end: int) -> int:
        """How many letters stand from `start` to `end`."""
        return self._before(end) - self._before(start) if end > start else 0

    def _before(self, offset: int) -> int:
        at = bisect_left(self._words, offset) - 1
        if at < 0:
            return 0
        last = self._counted[at + 1] if at + 1 < len(self._counted) else self._all
        return min(self._counted[at] + offset - self._words[at], last)
