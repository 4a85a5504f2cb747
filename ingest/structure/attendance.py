"""Who was at the table: from tables with any columns in any order, and from lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ingest.structure.columns import Column, Reading, TableKind
from ingest.structure.lexicon import is_agency, is_name, split_title
from ingest.structure.lines import Line
from ingest.structure.people import Entry, names_somebody, presence_in, read_entry, split_entries
from ingest.structure.places import Places
from ingest.structure.side_by_side import lists_in, read_lists
from ingest.structure.spoken import ENDING, SPOKEN, told
from ingest.structure.tables import Cell, Row, Table
from ingest.structure.words import fold, split_number
from models.document import BlockKind
from models.structure import Attendee, Presence, Section
from models.text import Span

_SECTIONS = {"attendance": Presence.PRESENT, "apologies": Presence.APOLOGIES, "invitees": Presence.INVITED}
_ABSENT = re.compile(r"\b(absent|did not attend|not present|non[- ]attend\w*|not attended)\b", re.IGNORECASE)
_APOLOGIES = re.compile(r"\bapolog(y|ies)\b", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:attendance|attendees?|those present|present|sederunt|welcome|introductions)\b(?<!not present)",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\s+(?:came|attended|joined|spoke|was there|was present)(?=\s+(?:from|for|on behalf of)\b)"
)
_NO_APOLOGIES = re.compile(r"\b(?:no|without) apolog(?:y|ies)\b", re.IGNORECASE)
_OPENING = 12  # lines
_CHAIR_LINE = re.compile(r"(?:Chair|Chaired by|In the chair) (?P<who>[A-Z][^.:;]{3,80})$")
_CHAIRS = re.compile(r"\b(?:in the chair|chair(?:ing|ed|person|man|woman)?)\b", re.IGNORECASE)
_LONGEST = 1200  # characters; what is longer is no list of people
_LISTS = re.compile(
    r"(?:(?!(?<=[.;)\]])\s+(?:(?:Apologies|Absent|In attendance|Present|Invited)\b[^:]{0,20}:"
    r"|Apol(?:ogie)?s\b)).)+",
    re.DOTALL,
)  # the lists that one line holds: "Present: Ann Archer (Police). Apologies: Bo Boyd (Health)."
_REPORT = re.compile(r"\breports? (received|from|sent)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?P<label>present|in attendance|attendees?|attended|those present|apologies(?: received)?(?: from)?"
    r"|apologies for absence|absent|did not attend"
    r"|apols|not present|invited|by telephone|by phone|by video|via teams|chair(?:ed by|person)?|minutes?(?: "
    r"taken by|[- ]taker)?)(?:\s*[:–—-]\s*|(?<=apols) (?:from )?(?=[A-Z]))",
    re.IGNORECASE,
)
_AGENCY_LIST = re.compile(r"(?P<agency>[A-Z][^:;,()]{1,60})\s*[:–—]\s+(?P<names>.+)")
_NO_PERSON = frozenset(["none", "na", "n", "a", "nil", "none", "received", "no", "apology", "not",
    "applicable", "none", "given", "tbc", "vacant", "no", "apologie", "received", "none", "known"]) | {
    "none received", "no apology", "no apology received", "not applicable", "none given", "none known",
    "no absence", "as above",
}  # fmt: skip


def read_attendance(
    lines: Sequence[Line], tables: Sequence[tuple[Table, Reading]], places: Places
) -> tuple[Attendee, ...]:
    """Everybody that the lists of people name, in order."""
    found: list[Attendee] = []
    in_tables: set[int] = set()
    for table, reading in tables:
        here = _list_around(table.rows[max(reading.header, 0)].start, places)
        if reading.kind is TableKind.ATTENDANCE and (beside := lists_in(table, reading)):
            found.extend(read_lists(table, reading, beside))
        elif reading.kind is TableKind.ATTENDANCE:
            found.extend(_from_table(table, reading, _presence_here(here, Presence.PRESENT)))
        elif here is not None and (table.width > 1) and reading.kind is not TableKind.ACTIONS:
            found.extend(_from_bare_table(table, _presence_here(here, Presence.PRESENT)))
        else:
            continue
        in_tables.update(cell.start for row in table.rows for cell in row.cells)
        in_tables.update(line.start for row in table.rows for cell in row.cells for line in cell.lines)
    found.extend(_from_lines(lines, places, in_tables))
    if found:
        found.extend(one for one in _chair_above(lines) if one.name not in {other.name for other in found})
    return tuple(_once(sorted(found, key=lambda a: a.span.start if a.span else 0)))


def _list_around(place: int, places: Places) -> Section | None:
    """The list of people that a place lies in, if it lies in one."""
    section = places.named(place)
    return section if section is not None and section.name in _SECTIONS else None


def _presence_here(section: Section | None, otherwise: Presence) -> Presence:
    if section is None:
        return otherwise
    if section.name == "apologies" and _APOLOGIES.search(section.heading) and _BOTH.search(section.heading):
        return Presence.PRESENT  # one list of both: what is said of each tells
    if (
        section.name != "invitees"
        and _ABSENT.search(section.heading)
        and (not _APOLOGIES.search(section.heading) or _NO_APOLOGIES.search(section.heading))
    ):
        return Presence.ABSENT
    return _SECTIONS[section.name]


def _from_table(table: Table, reading: Reading, default: Presence) -> Iterator[Attendee]:
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
    if _APOLOGIES.search(text) and not _NO_APOLOGIES.search(text):
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
    if fold(name) in _NO_PERSON:
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
        return Presence.ABSENT if _ABSENT.search(said(Column.APOLOGY)) else Presence.APOLOGIES
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


def _from_bare_table(table: Table, default: Presence) -> Iterator[Attendee]:
    """A table without column heads under "Present": each row is an entry, told by its words."""
    for row in table.rows:
        label = fold(row.cells[0].text)
        if label in ("present", "attendee", "in attendance", "attendance", "apology", "absent", "invited"):
            here = presence_in(row.cells[0].text) or default
            for cell in row.cells[1:]:
                for line in cell.lines or ():
                    yield from _from_text(line.text, line.start, here)
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
            (presence_in(marks[-1].text) if marks else None) or _presence_said(entry, default),
            Span(row.start, row.end),
            _place(entry.name, holder),
        )


def _from_lines(lines: Sequence[Line], places: Places, taken: set[int]) -> Iterator[Attendee]:
    here: Section | None = None
    default, agency = Presence.PRESENT, ""
    for index, line in enumerate(lines):
        section = _list_around(max(line.end - 1, line.start), places)
        if section is None or section.span is None or line.start in taken:
            continue
        if section is not here:
            here, default, agency = section, _presence_here(section, Presence.PRESENT), ""
        at = max(section.span.start - line.start, 0)
        words = line.text[at:]
        if _is_banner(words):
            default, agency = presence_in(words) or default, ""
            continue
        if _agency_above(line, lines[index + 1 : index + 2]):
            agency = words.strip(" :-–—")
            continue
        people = (
            list(_from_sentences(line.text, line.start, default)) if _in_sentences(line.text, default) else []
        )
        yield from people
        if not people:
            for piece in _LISTS.finditer(words):
                for one in _from_text(piece[0], line.start + at + piece.start(), default):
                    yield _of(agency, one) if agency else one


def _agency_above(line: Line, following: Sequence[Line]) -> bool:
    """True for an agency's name on a line of its own over the people that came from there."""
    if not is_agency(line.text) or not following or not names_somebody(following[0].text):
        return False
    entry = read_entry(following[0].text)
    set_off = line.kind is BlockKind.HEADING or line.bold or line.text.rstrip().endswith(":")
    return entry is not None and (set_off or not entry.agency)


def _of(agency: str, one: Attendee) -> Attendee:
    """Somebody under an agency's name; what they gave for an agency is a part of it."""
    return replace(one, agency=agency, role=", ".join(filter(None, (one.role, one.agency))))


def _in_sentences(text: str, default: Presence) -> bool:
    """True where somebody wrote who came in whole sentences."""
    if len(text) > _LONGEST:
        return False
    ending = ENDING.search(text[-120:])
    tells = ending is not None and (default is Presence.PRESENT or not ending["came"])
    return tells or SPOKEN.match(text) is not None


def _from_sentences(text: str, start: int, default: Presence) -> Iterator[Attendee]:
    for one in told(text, default):
        entry = read_entry(_CAME.sub("", one.words, count=1))
        if entry is None or not entry.name:
            continue
        place = start + one.at
        at = place + max(one.words.find(entry.name), 0)
        chairs = "Chair" if one.chairs or _CHAIRS.search(one.words) else ""
        yield Attendee(
            entry.name,
            entry.role or chairs,
            entry.agency,
            _presence_said(entry, one.presence),
            Span(place, place + len(one.words)),
            Span(at, at + len(entry.name)),
        )


def _chair_above(lines: Sequence[Line]) -> Iterator[Attendee]:
    """The chair whom the opening names without a colon: "Chair Ann Archer (Probation)"."""
    for line in lines[:_OPENING]:
        led = _CHAIR_LINE.match(line.text)
        entry = read_entry(led["who"]) if led is not None else None
        if led is not None and entry is not None and entry.name:
            at = line.start + led.start("who") + max(led["who"].find(entry.name), 0)
            where = Span(at, at + len(entry.name))
            yield Attendee(
                entry.name,
                entry.role or "Chair",
                entry.agency,
                Presence.PRESENT,
                Span(line.start, line.end),
                where,
            )
            return


def _is_banner(words: str) -> bool:
    return len(words) < 50 and fold(words.rstrip(":")) in (
        "apology", "present", "in attendance", "attendee", "absent", "invited", "apology received",
        "by telephone", "by phone",
    )  # fmt: skip


def _from_text(text: str, start: int, default: Presence) -> Iterator[Attendee]:
    at = len(text) - len(text.lstrip(" \t-–•*·"))
    number, past = split_number(text[at:])
    at += past if number[:1].isdigit() or ")" in text[at : at + past] else 0  # "P. Ince" is no item P
    presence, chair = default, ""
    while (lead := _LEAD.match(text[at:])) is not None:
        label = lead["label"].lower()
        if label.startswith(("chair", "minute")):
            chair = lead["label"].capitalize() if label.startswith("chair") else "Minute taker"
        else:
            presence = Presence.APOLOGIES if _APOLOGIES.search(label) else presence_in(label) or presence
        at += lead.end()
    agency = ""
    if (
        (listed := _AGENCY_LIST.match(text[at:]))
        and is_agency(listed["agency"])
        and _several(listed["names"])
    ):
        agency = listed["agency"]
        at += listed.start("names")
    words = text[at:]
    if len(words) > _LONGEST or fold(words) in _NO_PERSON:
        return
    from_here = at
    for piece in split_entries(words):
        place = text.find(piece, from_here)
        from_here = place + len(piece) if place >= 0 else from_here
        entry = read_entry(piece)
        if entry is None or (not entry.name and not _short_stand_in(piece)):
            continue
        inside = text.find(entry.name, max(place, 0)) if entry.name else -1
        where = Span(start + inside, start + inside + len(entry.name)) if inside >= 0 else None
        place = max(place, 0)
        yield Attendee(
            entry.name, entry.role or chair.replace("Chaired by", "Chair").replace("Chairperson", "Chair"),
            entry.agency or agency,
            _presence_said(entry, presence), Span(start + place, start + place + len(piece)), where,
        )  # fmt: skip


def _several(words: str) -> bool:
    """True where each piece of a list opens with a name: "Ann Archer (Chair), DS Bo Bell"."""
    pieces = split_entries(words)
    return len(pieces) > 1 and all(
        (entry := read_entry(piece)) is not None and entry.name for piece in pieces
    )


def _presence_said(entry: Entry, default: Presence) -> Presence:
    """What the entry says; "for whom a colleague attended" does not undo an apology."""
    if entry.presence is None or (entry.presence is Presence.PRESENT and default is not Presence.UNKNOWN):
        return default
    return entry.presence


def _short_stand_in(piece: str) -> bool:
    """An agency that sent its apologies without a name."""
    return is_agency(piece.strip(" .")) and not is_name(piece)


def _once(found: Sequence[Attendee]) -> Iterator[Attendee]:
    """The same entry is not told twice where two readings of one place agree."""
    seen: set[tuple[str, int]] = set()
    for one in found:
        key = (one.name or one.agency, one.span.start if one.span else -1)
        if key not in seen:
            seen.add(key)
            yield one
