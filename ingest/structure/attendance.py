"""Who was at the table: from tables with any columns in any order, and from lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.structure.attendance_lists import chair_above, from_lines, list_around, presence_here
from ingest.structure.attendance_tables import from_bare_table, from_table
from ingest.structure.columns import Reading, TableKind
from ingest.structure.lines import Line
from ingest.structure.places import Places
from ingest.structure.side_by_side import lists_in, read_lists
from ingest.structure.tables import Table
from models.structure import Attendee, Presence


def read_attendance(
    lines: Sequence[Line], tables: Sequence[tuple[Table, Reading]], places: Places
) -> tuple[Attendee, ...]:
    """Everybody that the lists of people name, in order."""
    found: list[Attendee] = []
    in_tables: set[int] = set()
    for table, reading in tables:
        here = list_around(table.rows[max(reading.header, 0)].start, places)
        if reading.kind is TableKind.ATTENDANCE and (beside := lists_in(table, reading)):
            found.extend(read_lists(table, reading, beside))
        elif reading.kind is TableKind.ATTENDANCE:
            found.extend(from_table(table, reading, presence_here(here, Presence.PRESENT)))
        elif here is not None and (table.width > 1) and reading.kind is not TableKind.ACTIONS:
            found.extend(from_bare_table(table, presence_here(here, Presence.PRESENT)))
        else:
            continue
        in_tables.update(cell.start for row in table.rows for cell in row.cells)
        in_tables.update(line.start for row in table.rows for cell in row.cells for line in cell.lines)
    found.extend(from_lines(lines, places, in_tables))
    if found:
        named = {one.name for one in found}
        found.extend(one for one in chair_above(lines) if one.name not in named)
    return tuple(_once(sorted(found, key=lambda a: a.span.start if a.span else 0)))


def _once(found: Sequence[Attendee]) -> Iterator[Attendee]:
    """The same entry is not told twice where two readings of one place agree."""
    seen: set[tuple[str, int]] = set()
    for one in found:
        key = (one.name or one.agency, one.span.start if one.span else -1)
        if key not in seen:
            seen.add(key)
            yield one
