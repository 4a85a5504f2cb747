"""The minutes as text, cut where findings begin and end, so that they can stand in the margin beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from api.report.order import Told
from models.document import Block, BlockKind, Document

MOST_ROOM = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and the findings that are about them, begin with them and end with them."""

    text: str
    found: tuple[Told, ...] = ()
    begins: tuple[Told, ...] = ()
    ends: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading or list item, or one paragraph of a cell."""

    pieces: tuple[Piece, ...]
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands on one line of the page, with its margin. `kind` is heading, paragraph, item or row.

    A row's `cells` hold the lines of each cell; everything else has one cell with one line. `notes` are the
    findings that begin here, and `room` the passages beside which the margin is theirs, `MOST_ROOM` at most.
    """

    kind: str
    cells: tuple[tuple[Line, ...], ...]
    notes: tuple[Told, ...]
    room: int = 1


@dataclass(frozen=True, slots=True)
class Margin:
    """The text in order. `above` are the findings about no place in it."""

    passages: tuple[Passage, ...]
    above: tuple[Told, ...]


def margin(document: Document, findings: Iterable[Told]) -> Margin:
    """The running text with each finding at its words; what is missing stands at its section's heading."""
    placed: list[tuple[int, int, Told]] = []
    above: list[Told] = []
    end = document.main_end
    for told in findings:
        place = _range(document, told, end)
        if place is None:
            above.append(told)
        else:
            placed.append((*place, told))
    cutter = _Cutter(document, sorted(placed, key=lambda p: (p[0], p[1], p[2].number)))
    blocks = [b for b in document.blocks if b.start < end]
    return Margin(_with_room(list(_passages(blocks, cutter))), tuple(above))


def _with_room(passages: list[Passage]) -> tuple[Passage, ...]:
    """Notes may run on beside the passages that have none of their own."""
    free = 0
    for number in reversed(range(len(passages))):
        free = min(free + 1, MOST_ROOM)
        if passages[number].notes:
            passages[number] = replace(passages[number], room=free)
            free = 0
    return tuple(passages)


def _range(document: Document, told: Told, end: int) -> tuple[int, int] | None:
    """The part of the running text, which ends at `end`, that a finding is about."""
    finding, span = told.finding, told.finding.span
    if span is None or span.start >= end:
        section = document.section(finding.section) if finding.section else None
        span = (section.heading_span or section.span) if section and section.span else None
    if span is None or not document.text[span.start : min(span.end, end)].strip():
        return None
    return span.start, min(span.end, end)


def _passages(blocks: Sequence[Block], cutter: _Cutter) -> Iterator[Passage]:
    for place, group in groupby(blocks, key=_row):
        lines = [(block, cutter.line(block)) for block in group]
        if place is None:
            for block, line in lines:
                if line.pieces:
                    yield Passage(_kind(block), ((line,),), _notes([line]))
            continue
        cells: dict[int, list[Line]] = {}
        for block, line in lines:
            cells.setdefault(block.cell.column if block.cell else 0, []).append(line)
        if any(line.pieces for _, line in lines):
            ordered = tuple(tuple(cell) for _, cell in sorted(cells.items()))
            yield Passage("row", ordered, _notes([line for _, line in lines]))


def _row(block: Block) -> tuple[int, int] | None:
    return (block.cell.table, block.cell.row) if block.cell else None


def _kind(block: Block) -> str:
    if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
        return "heading"
    return "item" if block.kind is BlockKind.LIST_ITEM else "paragraph"


def _notes(lines: Iterable[Line]) -> tuple[Told, ...]:
    return tuple(told for line in lines for piece in line.pieces for told in piece.begins)


class _Cutter:
    """Cuts blocks, which come in order, where findings begin and end; time grows with both together."""

    def __init__(self, document: Document, placed: Sequence[tuple[int, int, Told]]) -> None:
        self._document, self._coming = document, list(reversed(placed))
        self._open: list[tuple[int, int, Told]] = []
        self._cuts = sorted({offset for start, end, _ in placed for offset in (start, end)})
        self._begun: set[int] = set()

    def line(self, block: Block) -> Line:
        """The block's own words in pieces."""
        span = self._document.content_span(block)
        while self._coming and self._coming[-1][0] < span.end:
            self._open.append(self._coming.pop())
        self._open = [p for p in self._open if p[1] > span.start]
        if not self._document.text[span.start : span.end].strip():
            return Line((), block.marker)
        inner = self._cuts[bisect_right(self._cuts, span.start) : bisect_left(self._cuts, span.end)]
        edges = pairwise([span.start, *inner, span.end])
        return Line(tuple(self._piece(start, end, block) for start, end in edges), block.marker)

    def _piece(self, start: int, end: int, block: Block) -> Piece:
        over = [p for p in self._open if p[0] < end and p[1] > start]
        begins = tuple(told for _, _, told in over if told.number not in self._begun)
        self._begun.update(told.number for told in begins)
        last = block.end if end == block.end or not self._document.text[end : block.end].strip() else end
        ends = tuple(told for _, stop, told in over if stop <= last)
        return Piece(self._document.text[start:end], tuple(t for _, _, t in over), begins, ends)
