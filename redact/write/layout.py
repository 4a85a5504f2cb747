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
from dataclasses import dataclass, field

from models.disclosure import Decision, Verdict
from models.document import MAIN, Block, BlockKind, CellPosition, Channel, Document
from redact.labels import WITHHELD

NOTES = (Channel.FOOTNOTE, Channel.ENDNOTE)
MARKER = re.compile(r"[\d.()\[\]/-]{1,10}|\(?[A-Za-z][.)]|\(?[ivxlcIVXLC]{1,7}[.)]|\W{1,2}")
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
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

    @property
    def shares(self) -> list[float]:
        """Each column's part of the width: by its longest word at least, and by how much it says."""
        longest = [6] * self.columns
        most = [6] * self.columns
        for (_, column), cell in self.cells.items():
            if cell.place.column_span > 1:
                continue
            text = " ".join(p.text if isinstance(p, Paragraph) else "x" * 40 for p in cell.content)
            words = [len(word) for word in text.split()]
            longest[column] = max(longest[column], *(min(w, 22) for w in words), 6)
            most[column] = max(most[column], min(len(text), 120))
        wanted = [low + (high - low) * 0.35 for low, high in zip(longest, most, strict=True)]
        return [w / sum(wanted) for w in wanted]


Layout = list[Paragraph | Table]


def lay_out(document: Document, decisions: Iterable[Decision]) -> Layout:
    """The surviving words of the running text in order, then of the notes and of the diagrams."""
    gone = _removals(decisions)
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


def _removals(decisions: Iterable[Decision]) -> list[tuple[int, int, str]]:
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
        for left, right in zip(edges, edges[1:], strict=False):
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
            last = Paragraph(_kind(block), block.level, _marker(block), runs)
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


def _marker(block: Block) -> str:
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
        elif not item.text.strip() or (_withheld(item) and found and _withheld(found[-1])):
            continue
        found.append(item)
    return found


def _tidy_table(table: Table) -> Table:
    """A table whose every word is withheld leaves one mark, so that it does not tell how much there was."""
    marks = [p for cell in table.cells.values() for p in cell.content if _says_something(p)]
    if len(marks) > 1 and all(map(_withheld, marks)):
        first = next(iter(table.cells.values())).place
        return Table({(0, 0): Cell(CellPosition(first.table, 0, 0), [marks[0]])})
    for cell in table.cells.values():
        cell.content = _tidy(cell.content)
    return table


def _says_something(item: Paragraph | Table) -> bool:
    return isinstance(item, Table) or bool(item.text.strip())


def by_rows(table: Table) -> list[Paragraph]:
    """A table as one paragraph a row, for where no grid would fit: "first | second | third"."""
    found = []
    for row in range(table.rows):
        runs: list[Run] = []
        for at in sorted(a for a in table.cells if a[0] == row):
            cell = table.cells[at]
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
