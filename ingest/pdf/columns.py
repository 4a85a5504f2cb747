"""Reading order: columns of running text read one after the other, aligned cells read row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.pdf.geometry import Line, PlacedText
from ingest.pdf.paragraphs import marker_of

_LEAST_GUTTER = 9.0  # points
_NARROW_GUTTER = 4.5  # where rows enough have shown that there are columns
_LEAST_ROWS, _TELLING_ROWS = 3, 5
_MOST_COLUMNS = 9


@dataclass(slots=True)
class Flow:
    """Lines of one column, top down."""

    lines: list[Line]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(line.top for line in self.lines)


@dataclass(slots=True)
class Aligned:
    """Rows of cells told by the white space between them; a cell holds its lines."""

    rows: list[list[list[Line]]] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(line.top for row in self.rows for cell in row for line in cell)


Region = Flow | Aligned


def regions(lines: Sequence[Line]) -> list[Region]:
    """The page's lines as columns, aligned tables and plain flows, in reading order."""
    found: list[Region] = []
    plain: list[Line] = []
    at = 0
    while at < len(lines):
        end, gutters = _run(lines, at)
        if gutters:
            if plain:
                found.append(Flow(plain))
                plain = []
            found.extend(_split(lines[at:end], gutters))
            at = end
        else:
            plain.append(lines[at])
            at += 1
    if plain:
        found.append(Flow(plain))
    return found


Gap = tuple[float, float]


def _gaps(line: Line, least: float = _LEAST_GUTTER) -> list[Gap]:
    """White space inside a line wide enough to part columns; that after a bullet or number parts nothing."""
    least = max(least, 0.1 * least * line.size)
    gaps = [(one.right, other.left) for one, other in pairwise(line.words) if other.left - one.right >= least]
    if gaps and marker_of(line) and gaps[0][0] == line.words[0].right and len(gaps) == 1:
        return []  # a list's hanging indent; a number with columns to its right is a column itself
    return gaps


def _white(line: Line, least: float) -> list[Gap]:
    """All white space of a line, that before and after it included."""
    return [(-1e6, line.left), *_gaps(line, least), (line.right, 1e6)]


def _common(one: Sequence[Gap], other: Sequence[Gap], least: float) -> list[Gap]:
    shared = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return [gap for gap in shared if gap[1] - gap[0] >= least * 0.7]


def _run(lines: Sequence[Line], start: int) -> tuple[int, list[Gap]]:
    """The longest stretch of lines from `start` that share a gutter, and its gutters; none if too short."""
    gutters = _gaps(lines[start])
    if not gutters:
        return start, []
    end, both, last_both = start + 1, 1, start
    history = [gutters]
    while end < len(lines) and lines[end].top - lines[end - 1].bottom < 3.5 * lines[end - 1].size:
        least = _LEAST_GUTTER if both < _TELLING_ROWS else _NARROW_GUTTER
        white = _white(lines[end], least)
        shared = [gap for gap in _common(gutters, white, least) if gap[0] > -1e5 and gap[1] < 1e5]
        if not shared or (both >= _LEAST_ROWS and len(shared) < len(gutters)):
            break  # a line across columns that three rows have set is no row of theirs
        gutters = shared
        history.append(gutters)
        if _gaps(lines[end]):
            both, last_both = both + 1, end
        end += 1
    end = _without_tail(lines, last_both, end)
    gutters = history[end - 1 - start]  # what was left off the end has no say in where the columns part
    inside = [g for g in gutters if _has_both_sides(lines[start:end], g)]
    if both < _LEAST_ROWS or not inside or len(inside) >= _MOST_COLUMNS:
        return start, []
    return end, inside


def _without_tail(lines: Sequence[Line], last_both: int, end: int) -> int:
    """Leave off one-sided lines after the last full row that stand further off than its own lines do."""
    for index in range(last_both + 1, end):
        if lines[index].top - lines[index - 1].bottom > 0.6 * lines[index].size:
            return index
    return end


def _has_both_sides(lines: Sequence[Line], gap: Gap) -> bool:
    middle = (gap[0] + gap[1]) / 2
    left = sum(line.left < middle for line in lines)
    right = sum(line.right > middle for line in lines)
    return left >= 2 and right >= 2


def _split(lines: Sequence[Line], gutters: list[Gap]) -> list[Region]:
    edges = sorted((a + b) / 2 for a, b in gutters)
    rows = [_cut(line, edges) for line in lines]
    if _is_running_text(rows, len(edges) + 1):
        columns: list[Region] = []
        for index in range(len(edges) + 1):
            words = [word for row in rows for word in row[index]]
            column = [Line(row[index]) for row in rows if row[index]]
            if words:
                columns.append(Flow(column))
        return columns
    return [_aligned(rows)]


def _cut(line: Line, edges: Sequence[float]) -> list[list[PlacedText]]:
    cells: list[list[PlacedText]] = [[] for _ in range(len(edges) + 1)]
    for word in line.words:
        cells[sum(word.centre > edge for edge in edges)].append(word)
    return cells


def _is_running_text(rows: list[list[list[PlacedText]]], columns: int) -> bool:
    """Columns of prose: every column is made of lines of several words that mostly fill its width."""
    if columns > 3 or len(rows) < 4:
        return False
    for index in range(columns):
        cells = [row[index] for row in rows if row[index]]
        if len(cells) < 4:
            return False
        counts = sorted(len(cell) for cell in cells)
        widths = sorted(cell[-1].right - cell[0].left for cell in cells)
        if counts[len(counts) // 2] < 4 or widths[len(widths) // 2] < 0.6 * widths[-1]:
            return False
    return True


def _spaced(rows: list[list[list[PlacedText]]]) -> float | None:
    """The white space that parts rows but not the lines in one; None where rows stand as close as lines."""
    outlines = [Line([word for cell in row for word in cell]) for row in rows]
    gaps = sorted(below.top - above.bottom for above, below in pairwise(outlines))
    size = max(line.size for line in outlines)
    steps = [
        (wide - narrow, (wide + narrow) / 2, index) for index, (narrow, wide) in enumerate(pairwise(gaps))
    ]
    widest, middle, index = max(steps, default=(0.0, 0.0, 0))
    return middle if widest > 0.35 * size and len(gaps) - index > 2 else None


def _aligned(rows: list[list[list[PlacedText]]]) -> Aligned:
    """Rows of cells; a line whose first cell is empty goes on with the row above, if it is close.

    Where rows stand further apart than the lines in them, a line that leaves any cell empty goes on too.
    """
    table = Aligned()
    bottom = -1e6
    spaced = _spaced(rows)
    part = False
    for row in rows:
        lines = [Line(cell) for cell in row if cell]
        top, size = min(line.top for line in lines), max(line.size for line in lines)
        goes_on = bool(table.rows) and not row[0] and top - bottom < 0.7 * size
        if spaced is not None and table.rows:
            goes_on = top - bottom < spaced and (part or not all(row))
        part = not all(row)
        if not goes_on:
            table.rows.append([[] for _ in row])
        for cell, words in zip(table.rows[-1], row, strict=True):
            if words:
                cell.append(Line(words))
        bottom = max(line.bottom for line in lines)
    return table
