"""Lists of people that stand side by side in one table: "Present | Agency | Apologies | Agency"."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.structure.columns import Column, Reading
from ingest.structure.people import read_entry
from ingest.structure.tables import Table
from models.structure import Attendee, Presence
from models.text import Span

_LISTS = {
    Column.PRESENT: Presence.PRESENT,
    Column.PRESENCE: Presence.PRESENT,  # "Present" heads a column of ticks or of names
    Column.APOLOGY: Presence.APOLOGIES,
    Column.ABSENT: Presence.ABSENT,
}
_NAMES = (Column.NAME, Column.NAME_AND_AGENCY, Column.NAME_AND_ROLE)


def lists_in(table: Table, reading: Reading) -> dict[int, Presence]:
    """The columns that are lists of names, by how those named took part; empty for a table of other kinds."""
    if any(column in _NAMES for _, column in reading.columns):
        return {}
    places = {place: _LISTS[column] for place, column in reading.columns if column in _LISTS}
    rows = table.rows[reading.header + 1 :]
    said = [cell.text for row in rows for place in places if (cell := row.at(place)) and cell.text]
    entries = [read_entry(text) for text in said]
    named = sum(1 for entry in entries if entry is not None and " " in entry.name)
    return places if named * 2 > len(said) else {}


def read_lists(table: Table, reading: Reading, places: dict[int, Presence]) -> Iterator[Attendee]:
    """Everybody whom the lists name, with what stands beside them up to the next list."""
    starts = sorted(places)
    for row in table.rows[reading.header + 1 :]:
        for place, after in zip(starts, [*starts[1:], table.width], strict=True):
            cells = [cell for cell in row.cells if place <= cell.column < after and cell.text]
            entry = read_entry(", ".join(cell.text for cell in cells)) if cells else None
            if entry is None or not entry.name:
                continue
            at = cells[0].start + max(cells[0].text.find(entry.name), 0)
            yield Attendee(
                entry.name,
                entry.role,
                entry.agency,
                entry.presence or places[place],
                Span(cells[0].start, cells[-1].end),
                Span(at, at + len(entry.name)),
            )
