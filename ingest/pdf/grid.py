"""Tables drawn with rules: from lines on the page to cells, merged ones counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.pdf.geometry import PageContent, PlacedText, Rule

_NEAR = 3.5  # points: rules this close are one
_OPEN = 8.0  # points: what stands past the last rule is a row or column of its own
_MOST_RULES = 4_000
_MOST_LINES = 120  # rows or columns of one table


@dataclass(slots=True)
class GridCell:
    """A cell with its words; row and column count from 0."""

    row: int
    column: int
    down: int
    across: int
    left: float
    top: float
    right: float
    bottom: float
    words: list[PlacedText] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table on a page: the places of its upright and level rules, and its cells row by row."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    open_above: bool = False

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.ys[0]


def find_grids(content: PageContent, words: Sequence[PlacedText]) -> tuple[list[Grid], list[PlacedText]]:
    """The page's ruled tables with their words, and the words that are in none.

    A table may have words in one cell only where it is the rest of one on the page before: then it opens
    the page without a rule above it.
    """
    if len(content.level) + len(content.upright) > _MOST_RULES:
        return [], list(words)
    level, upright = _merged(content.level), _merged(content.upright)
    grids = [grid for part in _connected(level, upright) if (grid := _grid(*part)) is not None]
    rest: list[PlacedText] = []
    for word in words:
        cell = next((c for grid in grids for c in grid.cells if _in(c, word)), None)
        (rest if cell is None else cell.words).append(word)
    kept = []
    for grid in grids:
        filled = sum(bool(cell.words) for cell in grid.cells)
        if filled >= 2 or (filled and grid.open_above):
            kept.append(grid)
        else:  # a frame around something is no table
            rest.extend(word for cell in grid.cells for word in cell.words)
    return kept, rest


def _in(cell: GridCell, word: PlacedText) -> bool:
    return cell.left - 1 <= word.centre <= cell.right + 1 and cell.top - 1 <= word.middle <= cell.bottom + 1


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules on one line that touch or overlap, taken together."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.at / _NEAR), r.start)):
        for other in merged[-6:]:
            if (
                abs(other.at - rule.at) <= _NEAR
                and rule.start <= other.end + _NEAR
                and rule.end >= other.start - _NEAR
            ):
                other.start, other.end = min(other.start, rule.start), max(other.end, rule.end)
                break
        else:
            merged.append(Rule(rule.at, rule.start, rule.end))
    return merged


def _meets(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _connected(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch, gathered table by table."""
    left = set(range(len(upright)))
    parts: list[tuple[list[Rule], list[Rule]]] = []
    for index in range(len(level)):
        meeting = [u for u in left if _meets(level[index], upright[u])]
        joined = [p for p in parts if any(_meets(level[index], rule) for rule in p[1])]
        levels, uprights = [level[index]], [upright[u] for u in meeting]
        left.difference_update(meeting)
        for part in joined:
            levels.extend(part[0])
            uprights.extend(part[1])
            parts.remove(part)
        parts.append((levels, uprights))
    return [part for part in parts if len(part[1]) >= 2]


def _places(rules: Sequence[Rule]) -> list[float]:
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    return places


def _with_open_ends(places: list[float], across: Sequence[Rule]) -> list[float]:
    """The places, and the ends of rules that run on past them: a page's end cuts a table's edge off."""
    start, end = min(rule.start for rule in across), max(rule.end for rule in across)
    before = [start] if places[0] - start > _OPEN else []
    after = [end] if end - places[-1] > _OPEN else []
    return [*before, *places, *after]


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    ys = _with_open_ends(_places(level), upright)
    xs = _with_open_ends(_places(upright), level)
    if len(xs) < 3 or len(ys) < 2 or max(len(xs), len(ys)) > _MOST_LINES:
        return None  # a frame, or a heap of lines; words in a single column read the same without it
    rows, columns = len(ys) - 1, len(xs) - 1
    wall = [
        [_drawn(upright, xs[c + 1], (ys[r] + ys[r + 1]) / 2) for c in range(columns)] for r in range(rows)
    ]
    floor = [[_drawn(level, ys[r + 1], (xs[c] + xs[c + 1]) / 2) for c in range(columns)] for r in range(rows)]
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            across = 1
            while c + across < columns and not wall[r][c + across - 1] and (r, c + across) not in taken:
                across += 1
            down = 1
            while r + down < rows and not any(floor[r + down - 1][k] for k in range(c, c + across)):
                down += 1
            taken.update((r + i, c + k) for i in range(down) for k in range(across))
            cells.append(GridCell(r, c, down, across, xs[c], ys[r], xs[c + across], ys[r + down]))
    return Grid(xs, ys, cells, open_above=not _drawn(level, ys[0], (xs[0] + xs[1]) / 2))


def _drawn(rules: Sequence[Rule], at: float, through: float) -> bool:
    """True where a rule at that place passes that point."""
    return any(abs(r.at - at) <= _NEAR and r.start - 1 <= through <= r.end + 1 for r in rules)
