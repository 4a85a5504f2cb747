"""Actions agreed, and what became of those agreed before: from tables and from lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.structure.action_lists import listed_actions, read_sentence
from ingest.structure.aliases import aliases
from ingest.structure.columns import Column, Reading, TableKind, sections_down
from ingest.structure.lines import Line
from ingest.structure.outcomes import NO_ACTION, beyond_status, status_of
from ingest.structure.people import read_owner
from ingest.structure.places import Places
from ingest.structure.tables import Cell, Row, Table
from ingest.structure.words import bare_number, fold, split_number
from models.dates import read_date
from models.structure import Action
from models.text import Span


def read_actions(
    lines: Sequence[Line], tables: Sequence[tuple[Table, Reading]], places: Places
) -> tuple[Action, ...]:
    """Every action, in order, those of earlier meetings marked as such."""
    found: list[Action] = []
    taken: set[int] = set()
    for table, reading in tables:
        if reading.kind is not TableKind.ACTIONS:
            continue
        section = places.named(table.rows[reading.header].start)
        if sections_down(table) and not {Column.OWNER, Column.DUE} & {c for _, c in reading.columns}:
            found.extend(_beside_notes(table, reading))
        else:
            previous = section is not None and section.name == "previous_actions"
            found.extend(_from_table(table, reading, previous))
        taken.update(cell.start for row in table.rows for cell in row.cells)
        taken.update(line.start for row in table.rows for cell in row.cells for line in cell.lines)
    found.extend(listed_actions(lines, places, taken))
    return tuple(sorted(found, key=lambda a: a.span.start if a.span else 0))


def _from_table(table: Table, reading: Reading, previous: bool) -> Iterator[Action]:
    columns = {column: place for place, column in reading.columns}
    heads = fold(" ".join(cell.text for cell in table.rows[reading.header].cells))
    previous = previous or "previou" in heads or "outstanding" in heads
    for index, row in enumerate(table.rows):
        if index != reading.header and fold(" ".join(cell.text for cell in row.cells)) != heads:
            if len(row.filled) == 1 and len(row.cells) == 1:
                previous = _banner(row.cells[0].text, previous)
            elif index > reading.header and (action := _from_row(row, columns, previous)) is not None:
                yield action


def _beside_notes(table: Table, reading: Reading) -> Iterator[Action]:
    """Minutes in one table, a section a row: its actions stand beside its notes, as sentences.

    The notes of the row on earlier actions are those actions.
    """
    place = next(place for place, column in reading.columns if column is Column.ACTION)
    for index, row in enumerate(table.rows):
        cell = row.at(place)
        if index <= reading.header or cell is None or cell is row.cells[0]:
            continue
        label = row.cells[1 if bare_number(row.cells[0].text) else 0]
        earlier = aliases().nearly(label.text[split_number(label.text)[1] :]) == "previous_actions"
        cells = row.cells[row.cells.index(label) + 1 :] if earlier else (cell,)
        for line in (line for one in cells for line in one.lines if fold(line.text) not in NO_ACTION):
            if (action := read_sentence(line, earlier)) is not None:
                yield action


def _banner(text: str, previous: bool) -> bool:
    folded = fold(text)
    if "action" not in folded or len(folded) > 80:
        return previous
    return any(word in folded for word in ("previou", "last", "outstanding", "review of", "brought forward"))


def _from_row(row: Row, columns: dict[Column, int], previous: bool) -> Action | None:
    def cell(column: Column) -> Cell | None:
        found = row.at(columns[column]) if column in columns else None
        return found if found is not None and found.text.strip(" -–—") else None

    def said(column: Column) -> str:
        found = cell(column)
        return found.text.strip() if found else ""

    action, owner_cell, due_cell = (
        cell(Column.ACTION),
        cell(Column.OWNER) or cell(Column.NAME),
        cell(Column.DUE),
    )
    text = said(Column.ACTION)
    if fold(text) in NO_ACTION or not (action or owner_cell or due_cell):
        return None
    owner, agency = read_owner(owner_cell.text) if owner_cell else ("", "")
    agency = said(Column.AGENCY) or agency
    due = due_cell.text.strip() if due_cell else ""
    status, outcome = said(Column.STATUS), said(Column.OUTCOME)
    number = said(Column.NUMBER) or split_number(text)[0]
    return Action(
        text, number.rstrip("."), owner, agency, due, read_date(due), status_of(status, outcome),
        outcome or beyond_status(status), previous,
        Span(row.start, row.end), action.span if action else None,
        _inside(owner_cell, owner or agency), due_cell.span if due_cell else None,
    )  # fmt: skip


def _inside(cell: Cell | None, words: str) -> Span | None:
    if cell is None:
        return None
    at = cell.text.find(words)
    return (
        Span(cell.start + at, cell.start + at + len(words)) if at >= 0 and len(cell.lines) < 2 else cell.span
    )
