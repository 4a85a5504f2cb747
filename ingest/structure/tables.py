"""Tables as rows of cells, however the file drew them.

A table of a DOCX or a PDF comes as cells. One of a text file, or one whose grid the PDF's reader could not
see, comes as lines whose columns are parted by bars, tabs or runs of spaces: these become tables too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.structure.lines import EmptyCell, Line
from models.text import Span

_GAP = re.compile(r"[ \t\u00a0|]+")
_WIDE = 3  # spaces that part columns; two stand after a full stop
_RULE = re.compile(r"^[\s|:+=_–—-]+$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words on one line, and its lines."""

    text: str
    start: int
    end: int
    column: int
    width: int
    lines: tuple[Line, ...] = ()

    @property
    def span(self) -> Span:
        """Where its words stand."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a cell with no words is there with an empty text."""

    cells: tuple[Cell, ...]
    header: bool = False

    @property
    def start(self) -> int:
        """Where its first cell starts."""
        return self.cells[0].start

    @property
    def end(self) -> int:
        """Where its last cell ends."""
        return max(cell.end for cell in self.cells)

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that say something."""
        return tuple(cell for cell in self.cells if cell.text)

    def at(self, column: int) -> Cell | None:
        """The cell over that column."""
        return next((c for c in self.cells if c.column <= column < c.column + c.width), None)


@dataclass(frozen=True)
class Table:
    """Rows in order. `drawn` is False where it was put together from lines of text."""

    rows: tuple[Row, ...]
    drawn: bool = True

    @cached_property
    def width(self) -> int:
        """Columns across."""
        return max((c.column + c.width for row in self.rows for c in row.cells), default=0)

    @property
    def start(self) -> int:
        """Where it starts."""
        return self.rows[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(row.end for row in self.rows)


def tables(lines: list[Line], empty: list[EmptyCell]) -> list[Table]:
    """All tables, in the order in which they start."""
    return sorted([*_drawn(lines, empty), *_typed(lines)], key=lambda table: table.start)


def _drawn(lines: list[Line], empty: list[EmptyCell]) -> Iterator[Table]:
    found: dict[int, dict[int, dict[int, list[Line | EmptyCell]]]] = {}
    items: list[Line | EmptyCell] = [*lines, *empty]
    for item in items:
        if item.cell is not None:
            rows = found.setdefault(item.cell.table, {})
            rows.setdefault(item.cell.row, {}).setdefault(item.cell.column, []).append(item)
    for rows in found.values():
        made = [
            Row(tuple(_cell(column, items) for column, items in sorted(cells.items())), _is_header(cells))
            for _, cells in sorted(rows.items())
        ]
        yield Table(tuple(made))


def _is_header(cells: dict[int, list[Line | EmptyCell]]) -> bool:
    return all(item.cell is not None and item.cell.header for items in cells.values() for item in items)


def _cell(column: int, items: list[Line | EmptyCell]) -> Cell:
    said = sorted((i for i in items if isinstance(i, Line)), key=lambda line: line.start)
    place = items[0].cell
    width = place.column_span if place is not None else 1
    if not said:
        return Cell("", items[0].start, items[0].start, column, width)
    text = " ".join(line.text for line in said)
    return Cell(text, said[0].start, said[-1].end, column, width, tuple(said))


def _typed(lines: list[Line]) -> Iterator[Table]:
    """Two or more lines in a row that fall into columns."""
    run: list[Row] = []
    for line in lines:
        if line.cell is None and run and _RULE.match(line.text):
            continue
        row = _split(line) if line.cell is None else None
        if row is not None:
            run.append(row)
            continue
        if len(run) > 1:
            yield Table(tuple(run), drawn=False)
        run = []
    if len(run) > 1:
        yield Table(tuple(run), drawn=False)


def _split(line: Line) -> Row | None:
    if _RULE.match(line.text):
        return None
    cells: list[Cell] = []
    at = 0
    for start, end, empty in _gaps(line.text):
        if start or not empty:
            cells.append(_piece(line, at, start, len(cells)))
        cells.extend(_piece(line, end, end, len(cells) + i) for i in range(empty - 1))
        at = end
    if at < len(line.text):
        cells.append(_piece(line, at, len(line.text), len(cells)))
    return Row(tuple(cells)) if len([c for c in cells if c.text]) > 1 else None


def _gaps(text: str) -> Iterator[tuple[int, int, int]]:
    """Where columns part: start, end, and how many bars stand there."""
    for gap in _GAP.finditer(text):
        bars = gap[0].count("|")
        if bars or "\t" in gap[0] or len(gap[0]) >= _WIDE:
            yield gap.start(), gap.end(), bars


def _piece(line: Line, start: int, end: int, column: int) -> Cell:
    return Cell(line.text[start:end], line.start + start, line.start + end, column, 1)
