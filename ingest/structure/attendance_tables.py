"""Who was at the table, from tables with any columns in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.structure.attendance_lists import (
    ABSENT,
    APOLOGIES,
    NO_APOLOGIES,
    NO_PERSON,
    from_text,
    presence_said,
)
from ingest.structure.columns import Column, Reading
from ingest.structure.lexicon import split_title
from ingest.structure.people import Entry, presence_in, read_entry
from ingest.structure.tables import Cell, Row, Table
from ingest.structure.words import fold
from models.structure import Attendee, Presence
from models.text import Span


def from_table(table: Table, reading: Reading, default: Presence) -> Iterator[Attendee]:
    """Those whom a table with heads to its columns names, a row each."""
    columns = {column: place for place, column in reading.columns}
    heads = fold(" ".join(cell.text for cell in table.rows[reading.header].cells))
    marks = {fold_mark(c.text) for c in _column(table, columns.get(Column.PRESENCE, -1))}
    for index, row in enumerate(table.rows):
        if index <= reading.header or fold(" ".join(cell.text for cell in row.cells)) == heads:
            continue
        if len(row.filled) == 1 and len(row.cells) == 1:
            default = _banner(row.cells[0].text, default)
            continue
        if (one := _from_row(row, columns, default, bool(marks & {"✓", "✔", "y", "yes"}))) is not None:
            yield one


def fold_mark(text: str) -> str:
    """A mark in a cell as one of few."""
    return text.strip().lower()


def _column(table: Table, place: int) -> list[Cell]:
    return [cell for row in table.rows if (cell := row.at(place)) is not None] if place >= 0 else []


def _banner(text: str, default: Presence) -> Presence:
    """A row across the table that says what follows: "Apologies", "In attendance"."""
    if len(text) > 60:
        return default
    if APOLOGIES.search(text) and not NO_APOLOGIES.search(text):
        return Presence.APOLOGIES
    return presence_in(text) or default


def _from_row(row: Row, columns: dict[Column, int], default: Presence, ticks: bool) -> Attendee | None:
    def said(column: Column) -> str:
        cell = row.at(columns[column]) if column in columns else None
        return cell.text.strip() if cell else ""

    name, role, agency = said(Column.NAME), said(Column.ROLE), said(Column.AGENCY)
    source = Column.NAME
    if not name and said(Column.SURNAME):
        name, source = f"{said(Column.FORENAME)} {said(Column.SURNAME)}".strip(), Column.SURNAME
    joint = None
    for column in (Column.NAME_AND_AGENCY, Column.NAME_AND_ROLE, Column.ROLE_AND_AGENCY):
        if said(column):
            joint = read_entry(said(column))
            source = column if column is not Column.ROLE_AND_AGENCY and not name else source
    if joint is not None:
        name, role, agency = name or joint.name, role or joint.role, agency or joint.agency
    elif not name:
        name = said(source)
    if name and not role and not agency and (entry := read_entry(name)) is not None and entry.name:
        name, role, agency = entry.name, entry.role, entry.agency
    elif name and (entry := _told_in_name(name)) is not None:
        name, role, agency = entry.name, role or entry.role, agency or entry.agency
        default = entry.presence or default
    if fold(name) in NO_PERSON:
        name = ""
    role = role or split_title(name)[0]
    if not name and not (role or agency):
        return None
    if not name and not any(
        said(c) for c in (Column.PRESENCE, Column.PRESENT, Column.APOLOGY, Column.ABSENT)
    ):
        return None  # a row of the form that nobody filled in
    cell = row.at(columns.get(source, -1))
    return Attendee(
        name, role, agency, _presence(said, default, ticks), Span(row.start, row.end), _place(name, cell)
    )


def _told_in_name(text: str) -> Entry | None:
    """A name cell that holds more than the name: "Ann Archer (chair)"."""
    if "(" not in text and "," not in text and "\n" not in text:
        return None
    entry = read_entry(text)
    return entry if entry is not None and entry.name else None


def _presence(said: Callable[[Column], str], default: Presence, ticks: bool) -> Presence:
    status = said(Column.PRESENCE)
    if status:
        if ticks and fold_mark(status) == "x":
            return Presence.ABSENT
        return presence_in(status) or Presence.UNKNOWN
    if said(Column.APOLOGY) and fold(said(Column.APOLOGY)) not in ("no", "n"):
        return Presence.ABSENT if ABSENT.search(said(Column.APOLOGY)) else Presence.APOLOGIES
    if said(Column.ABSENT) and fold(said(Column.ABSENT)) not in ("no", "n"):
        return Presence.ABSENT
    if said(Column.PRESENT):
        return presence_in(said(Column.PRESENT)) or Presence.UNKNOWN
    return default


def _place(name: str, cell: Cell | None) -> Span | None:
    """Where the name stands within its cell."""
    if not name or cell is None:
        return None
    for line in cell.lines or ():
        at = line.text.find(name)
        if at >= 0:
            return Span(line.start + at, line.start + at + len(name))
    at = cell.text.find(name)
    return Span(cell.start + at, cell.start + at + len(name)) if at >= 0 and not cell.lines else cell.span


def from_bare_table(table: Table, default: Presence) -> Iterator[Attendee]:
    """A table without column heads under "Present": each row is an entry, told by its words."""
    for row in table.rows:
        label = fold(row.cells[0].text)
        if label in ("present", "attendee", "in attendance", "attendance", "apology", "absent", "invited"):
            here = presence_in(row.cells[0].text) or default
            for cell in row.cells[1:]:
                for line in cell.lines or ():
                    yield from from_text(line.text, line.start, here)
            continue
        marks = [c for c in row.filled if len(c.text) <= 3 and presence_in(c.text) is not None]
        entry = read_entry(", ".join(cell.text for cell in row.filled if cell not in marks))
        if entry is None or not entry.name:
            continue
        holder = next((c for c in row.cells if entry.name in c.text), None)
        yield Attendee(
            entry.name,
            entry.role,
            entry.agency,
            (presence_in(marks[-1].text) if marks else None) or presence_said(entry, default),
            Span(row.start, row.end),
            _place(entry.name, holder),
        )
