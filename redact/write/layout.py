"""What of a document may go on the page: its surviving words, in order, as paragraphs and tables.

Threat: a corner of the original's format that nobody thought of, carrying what was to go.
Rule: nothing is carried over but characters of visible channels outside every removal, a block's kind, level
and place in its table, bold and italic, and a marker that is plainly a number or a bullet. Page headers and
footers stay behind: they are the original's, and the copy has its own.
Residual risk: the order and number of paragraphs and cells are those of the original.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from models.disclosure import Decision, Verdict
from models.document import MAIN, Block, BlockKind, CellPosition, Channel, Document
from redact.labels import WITHHELD

NOTES = (Channel.FOOTNOTE, Channel.ENDNOTE)
MARKER = re.compile(r"[\d.()\[\]/-]{1,10}|\(?[A-Za-z][.)]|\(?[ivxlcIVXLC]{1,7}[.)]|\W{1,2}")
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
LINE = 80
"""Characters of a table's size that the page is wide."""
MIN_COLUMN, MAX_WORD, MAX_CELL = 4, 22, 120
"""Characters: the narrowest column, the longest word that one is widened for, and when a cell is long."""
MAX_COLUMNS = 60
"""Word opens no table of more than 63 columns; a wider one is set row by row, as paragraphs."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one writing."""

    text: str
    bold: bool = False
    italic: bool = False
    mark: bool = False  # stands for something removed


@dataclass(slots=True)
class Paragraph:
    """One paragraph. `level` is a heading's depth from 1, or a list item's indent from 0."""

    kind: BlockKind
    level: int = 0
    marker: str = ""
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, without their writing."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Cell:
    """One cell and its place."""

    place: CellPosition
    content: list[Paragraph | Table] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """Cells by place; rows and columns count from 0. `shares` are the columns' parts of the width."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows."""
        return max((c.place.row + max(1, c.place.row_span) for c in self.cells.values()), default=0)

    @property
    def columns(self) -> int:
        """How many columns."""
        return max((c.place.column + max(1, c.place.column_span) for c in self.cells.values()), default=0)

    @property
    def header_rows(self) -> int:
        """How many rows from the top are headers."""
        headers = {c.place.row for c in self.cells.values() if c.place.header}
        count = 0
        while count in headers:
            count += 1
        return count if count < self.rows else 0

    def by_row(self) -> list[list[Cell]]:
        """The cells that begin in each row, from left to right."""
        found: list[list[Cell]] = [[] for _ in range(self.rows)]
        for (row, _), cell in sorted(self.cells.items()):
            found[row].append(cell)
        return found

    def covering(self) -> dict[tuple[int, int], Cell]:
        """Which cell each place below a cell's first row belongs to, where cells run over rows."""
        last = self.rows
        return {
            (row, column): cell
            for (top, column), cell in self.cells.items()
            for row in range(top + 1, min(last, top + cell.place.row_span))
            if (row, column) not in self.cells
        }

    @property
    def shares(self) -> list[float]:
        """Each column's part of the width: room for its longest word first, the rest by how much it says."""
        longest = [MIN_COLUMN] * self.columns
        most = [MIN_COLUMN] * self.columns
        for (_, column), cell in self.cells.items():
            if cell.place.column_span > 1:
                continue
            text = " ".join(p.text if isinstance(p, Paragraph) else "x" * 40 for p in cell.content)
            longest[column] = max(longest[column], *(min(len(w), MAX_WORD) for w in text.split()), 0)
            most[column] = max(most[column], min(len(text), MAX_CELL))
        least = [word + 3 for word in longest]
        spare = max(0, LINE - sum(least))
        more = [high - low for low, high in zip(longest, most, strict=True)]
        wanted = [low + spare * m / (sum(more) or 1) for low, m in zip(least, more, strict=True)]
        return [w / sum(wanted) for w in wanted]


Layout = list[Paragraph | Table]


def lay_out(document: Document, decisions: Iterable[Decision]) -> Layout:
    """The surviving words of the running text in order, then of the notes and of the diagrams."""
    gone = removals(decisions)
    notes = [b for b in document.blocks if b.channel in NOTES]
    references = sorted((b.anchor, n) for n, b in enumerate(notes, 1) if b.anchor is not None)
    ink = _Ink(document, gone, references)
    found = _flow(document, [b for b in document.blocks if b.channel in MAIN], ink)
    for heading, channels in (("Notes", NOTES), ("Text in diagrams", (Channel.DIAGRAM,))):
        blocks = [b for b in document.blocks if b.channel in channels]
        if any(document.content(b).strip() for b in blocks):
            found.append(Paragraph(BlockKind.HEADING, 1, runs=[Run(heading)]))
            for number, block in enumerate(blocks, 1):
                marker = f"{number}." if channels is NOTES else ""
                found.append(
                    Paragraph(
                        BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH, 0, marker, ink.runs(block)
                    )
                )
    return _tidy(found)


def removals(decisions: Iterable[Decision]) -> list[tuple[int, int, str]]:
    """What goes, without overlap, each with the mark of the widest removal there: (start, end, mark)."""
    found: list[tuple[int, int, str]] = []
    removed = (d for d in decisions if d.verdict is not Verdict.KEEP)
    for decision in sorted(removed, key=lambda d: (d.start, -d.end)):
        touching = decision.label == WITHHELD == found[-1][2] if found else False
        if found and decision.start < found[-1][1] + touching:
            start, end, mark = found[-1]
            found[-1] = (start, max(end, decision.end), mark)
        elif decision.start < decision.end:
            found.append((decision.start, decision.end, decision.label))
    return found


@dataclass(frozen=True, slots=True)
class _Ink:
    """Turns a block into runs of what may be seen of it."""

    document: Document
    gone: list[tuple[int, int, str]]
    references: list[tuple[int, int]]

    def runs(self, block: Block) -> list[Run]:
        end = self.document.content_span(block).end
        found: list[Run] = []
        at = block.start
        first = bisect_left(self.gone, block.start, key=lambda g: g[1] - 1)
        for start, stop, mark in self.gone[first:]:
            if start >= end:
                break
            if start >= block.start:  # what runs on from the block before has had its mark there
                found += self._plain(block, at, start)
                found.append(Run(mark, *self._emphasis(block, start), mark=True))
            at = max(at, min(stop, end))
        return found + list(self._plain(block, at, end))

    def _plain(self, block: Block, start: int, end: int) -> Iterator[Run]:
        """Surviving text cut where its writing changes, and where a note is referred to."""
        cuts = {start, end}
        for emphasis in block.emphasis:
            cuts |= {max(start, min(end, emphasis.start)), max(start, min(end, emphasis.end))}
        here = [(at, n) for at, n in self.references if start < at <= end]
        cuts |= {at for at, _ in here}
        edges = sorted(cuts)
        for left, right in pairwise(edges):
            text = CONTROL.sub("", self.document.text[left:right])
            if text:
                yield Run(text, *self._emphasis(block, left))
            for at, number in here:
                if at == right:
                    yield Run(f" [note {number}]")

    def _emphasis(self, block: Block, at: int) -> tuple[bool, bool]:
        around = [e for e in block.emphasis if e.start <= at < e.end]
        return any(e.bold for e in around), any(e.italic for e in around)


def _flow(document: Document, blocks: list[Block], ink: _Ink) -> Layout:
    found: Layout = []
    tables: dict[int, Table] = {}
    last_cell: dict[int, Cell] = {}
    last: Paragraph | None = None
    joined = False  # the block before ended inside its paragraph
    for block in blocks:
        runs = ink.runs(block)
        if joined and last is not None:
            last.runs += runs
        else:
            last = Paragraph(_kind(block), block.level, marker_of(block), runs)
            if block.cell is None:
                found.append(last)
            else:
                _place(block.cell, last, found, tables, last_cell)
        joined = not document.text[block.start : block.end].endswith(("\n", "\t"))
    return found


def _place(
    place: CellPosition,
    paragraph: Paragraph,
    found: Layout,
    tables: dict[int, Table],
    last_cell: dict[int, Cell],
) -> None:
    """Put a paragraph into its cell, and a table that is met first where it stands."""
    table = tables.get(place.table)
    if table is None:
        table = tables[place.table] = Table()
        around = last_cell.get(place.within) if place.within is not None else None
        (found if around is None else around.content).append(table)
    cell = table.cells.get((place.row, place.column))
    if cell is None:
        cell = table.cells[place.row, place.column] = Cell(place)
    last_cell[place.table] = cell
    cell.content.append(paragraph)


def _kind(block: Block) -> BlockKind:
    return BlockKind.PARAGRAPH if block.kind in (BlockKind.CELL, BlockKind.OTHER) else block.kind


def marker_of(block: Block) -> str:
    """The block's marker where it is plainly a number or a bullet: an author may have typed anything."""
    marker = block.marker.strip()
    if marker and MARKER.fullmatch(marker):
        return marker
    return "•" if block.kind is BlockKind.LIST_ITEM else ""


def _tidy(layout: Layout) -> Layout:
    """Without empty paragraphs, and with one mark for passages withheld one after the other."""
    found: Layout = []
    for item in layout:
        if isinstance(item, Table):
            item = _tidy_table(item)
            if item.columns > MAX_COLUMNS:
                found += by_rows(item)
                continue
            only = item.cells[min(item.cells)].content if len(item.cells) == 1 else []
            if only and all(map(_withheld, only)):
                item = only[0]  # a table of nothing but one mark
        if isinstance(item, Paragraph) and not item.text.strip():
            continue
        if _withheld(item) and found and _withheld(found[-1]):
            continue
        found.append(item)
    return found


def _tidy_table(table: Table) -> Table:
    """Withheld rows one after the other leave one mark: a table does not tell how much was in it."""
    for cell in table.cells.values():
        cell.content = _tidy(cell.content)
    rows = table.by_row()
    gone = [_row_withheld(row) for row in rows]
    if not any(gone) or any(c.place.row_span > 1 for row in rows for c in row):
        return table
    columns = table.columns
    left = [
        [_one_mark(row, columns)] if out else row
        for number, (row, out) in enumerate(zip(rows, gone, strict=True))
        if not (out and number and gone[number - 1])
    ]
    made = Table()
    for at, row in enumerate(left):
        for cell in row:
            made.cells[at, cell.place.column] = Cell(replace(cell.place, row=at), cell.content)
    return made


def _row_withheld(row: list[Cell]) -> bool:
    said = [item for cell in row for item in cell.content if _says_something(item)]
    return bool(said) and all(map(_withheld, said))


def _one_mark(row: list[Cell], columns: int) -> Cell:
    first = row[0]
    mark = next(item for cell in row for item in cell.content if _withheld(item))
    return Cell(CellPosition(first.place.table, first.place.row, 0, columns), [mark])


def _says_something(item: Paragraph | Table) -> bool:
    return isinstance(item, Table) or bool(item.text.strip())


def by_rows(table: Table) -> list[Paragraph]:
    """A table as one paragraph a row, for where no grid would fit: "first | second | third"."""
    found = []
    for row in table.by_row():
        runs: list[Run] = []
        for cell in row:
            for item in cell.content:
                inner = [item] if isinstance(item, Paragraph) else by_rows(item)
                for paragraph in inner:
                    runs += [Run(" | ")] if runs else []
                    runs += paragraph.runs
        if runs:
            found.append(Paragraph(BlockKind.PARAGRAPH, runs=runs))
    return found


def _withheld(item: Paragraph | Table) -> bool:
    """True for a paragraph that is one removal and nothing else, whose mark carries no number."""
    if isinstance(item, Table):
        return False
    return bool(item.runs) and all(r.mark and r.text == WITHHELD for r in item.runs if r.text.strip())
