"""What a table is a table of, and what stands in which column, told from its header row.

Areas name and order their columns as they like; `ingest/forms/words/columns.toml` has the words in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ingest.structure.aliases import WORDS, aliases, read_words
from ingest.structure.asked import LABELS
from ingest.structure.tables import Row, Table
from ingest.structure.words import bare_number, fold, sides, split_number
from models.dates import find_dates


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    NAME = "name"
    FORENAME = "forename"
    SURNAME = "surname"
    ROLE = "role"
    AGENCY = "agency"
    NAME_AND_AGENCY = "name-and-agency"
    NAME_AND_ROLE = "name-and-role"
    ROLE_AND_AGENCY = "role-and-agency"
    PRESENCE = "presence"
    PRESENT = "present"  # a tick means present
    APOLOGY = "apology"  # a tick means apologies
    ABSENT = "absent"  # a tick means neither
    CONTACT = "contact"
    ACTION = "action"
    OWNER = "owner"
    DUE = "due"
    STATUS = "status"
    OUTCOME = "outcome"


class TableKind(StrEnum):
    """What a table is for. LABELS has a label on the left and its value on the right."""

    ATTENDANCE = "attendance"
    ACTIONS = "actions"
    LABELS = "labels"
    LAYOUT = "layout"  # one column: a box around text
    DATA = "data"


_HEADERS = {Column(name): names for name, names in read_words(WORDS / "columns.toml").items()}
_BY_WORDS: dict[str, tuple[Column, ...]] = {}
for _column, _names in _HEADERS.items():
    for _name in filter(fold, _names):
        _BY_WORDS[fold(_name)] = (*_BY_WORDS.get(fold(_name), ()), _column)

_SQUEEZED = {words.replace(" ", ""): meant for words, meant in _BY_WORDS.items() if len(words) > 1}
_ACTION_SIDE = (Column.OWNER, Column.DUE, Column.STATUS, Column.OUTCOME, Column.NUMBER, Column.AGENCY)
_PEOPLE_SIDE = (
    Column.ROLE,
    Column.AGENCY,
    Column.ROLE_AND_AGENCY,
    Column.PRESENCE,
    Column.PRESENT,
    Column.APOLOGY,
    Column.ABSENT,
    Column.CONTACT,
)
_LISTS = (Column.PRESENT, Column.PRESENCE, Column.APOLOGY, Column.ABSENT)
_NAMES = (Column.SURNAME, Column.FORENAME, Column.NAME, Column.NAME_AND_AGENCY, Column.NAME_AND_ROLE)


_LONGEST_HEAD = 7  # words; what is longer stands under a head and is none
_OF_THE_PAST = frozenset(
    ["set", "raised", "agreed", "created", "opened", "allocated", "added", "logged", "given"]
)
_ACTION_WORDS = (
    (Column.OWNER, frozenset(["owner", "who", "whom", "responsible", "lead", "officer", "person"])),
    (Column.STATUS, frozenset(["status", "rag", "complete", "completed", "done", "closed", "open"])),
    (Column.DUE, frozenset(["due", "date", "deadline", "timescale", "when", "target", "timeframe"])),
    (Column.OUTCOME, frozenset(["outcome", "update", "comment", "result", "note", "progress"])),
    (Column.AGENCY, frozenset(["agency", "organisation", "service"])),
    (Column.NUMBER, frozenset(["ref", "no", "number"])),
)
_PEOPLE_WORDS = (
    (Column.PRESENCE, frozenset(["present", "attended", "attendance", "apology", "signed", "attending"])),
    (Column.CONTACT, frozenset(["email", "mail", "tel", "telephone", "phone", "contact"])),
    (Column.ROLE, frozenset(["role", "title", "designation", "position", "post", "rank", "grade", "job"])),
    (Column.AGENCY, frozenset(["agency", "organisation", "service", "department", "team", "force"])),
)
"""Words that tell a column in a table of a known kind, the most telling column first; folded."""
_WAYS = {
    **dict.fromkeys(("p", "present", "attended", "attendance", "y", "ye", "in", "attend", "attending"), 1),
    **dict.fromkeys(("a", "ap", "apol", "apology", "apologie", "sent"), 2),
    **dict.fromkeys(("dna", "absent", "n", "no", "d"), 3),
    **dict.fromkeys(("r", "report", "t", "team", "telephone", "phone", "v", "virtual"), 4),
}
"""The words and letters for each way of taking part, folded."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table is, which row is its header (-1 for none), and the column that each kind stands in."""

    kind: TableKind
    header: int = -1
    columns: tuple[tuple[int, Column], ...] = ()


def read_table(table: Table) -> Reading:
    """What the table is a table of."""
    if table.width == 1:
        return Reading(TableKind.LAYOUT)
    for index, row in enumerate(table.rows[:4]):
        if not any(bare_number(cell.text) for cell in row.cells) and (found := _header(row)):
            kind, columns = found
            return Reading(kind, index, _by_values(table, index, columns))
    return Reading(_unlabelled(table))


def parts(table: Table) -> list[Table]:
    """A table cut where another begins within it: at a row that heads columns of people or of actions.

    Tables that stand close together are one in the file, and a form may be one table from end to end.
    """
    if not table.drawn or len(table.rows) < 3:
        return [table]
    cuts, heads = [0], ""
    for index, row in enumerate(table.rows):
        folded = fold(" ".join(cell.text for cell in row.cells))
        if len(row.filled) > 1 and folded != heads and not bare_number(row.cells[0].text) and _header(row):
            heads = folded
            if index > 1:
                cuts.append(index)
        elif heads and _heads_part(row, table):
            heads = ""
            cuts.append(index)
    return [Table(table.rows[start:end]) for start, end in pairwise([*cuts, len(table.rows)]) if start < end]


def _heads_part(row: Row, table: Table) -> bool:
    """True for a row that is one numbered heading across, with which the table above it ends."""
    filled = row.filled
    number = len(filled) == 2 and len(row.cells) < table.width and bare_number(filled[0].text)
    alone = len(row.cells) == 1 and len(filled) == 1 and split_number(filled[0].text)[0]
    return bool((number or alone) and aliases().nearly(filled[-1].text[split_number(filled[-1].text)[1] :]))


def _by_values(
    table: Table, header: int, columns: tuple[tuple[int, Column], ...]
) -> tuple[tuple[int, Column], ...]:
    """A column called "By" that holds days is when, not who."""
    owner = next((place for place, column in columns if column is Column.OWNER), None)
    if owner is None or any(column is Column.DUE for _, column in columns):
        return columns
    said = [cell.text for row in table.rows[header + 1 :] if (cell := row.at(owner)) and cell.text]
    days = sum(1 for text in said if len(text) < 40 and find_dates(text))
    if days * 2 <= len(said):
        return columns
    return tuple((place, Column.DUE if place == owner else column) for place, column in columns)


def _header(row: Row) -> tuple[TableKind, tuple[tuple[int, Column], ...]] | None:
    meanings = [(cell.column, _meanings(cell.text)) for cell in row.cells if len(cell.text) < 60]
    named = {column for _, could_be in meanings for column in could_be}
    if Column.ACTION in named and named.intersection(_ACTION_SIDE):
        meanings = _by_keyword(row, meanings, _ACTION_WORDS)
        return TableKind.ACTIONS, _assign(meanings, (Column.ACTION, *_ACTION_SIDE, Column.NAME))
    if len(row.filled) == len(meanings) > 1 and all(set(could_be) & set(_LISTS) for _, could_be in meanings):
        return TableKind.ATTENDANCE, _assign(meanings, _LISTS)
    heads = sum(1 for _, could_be in meanings if set(could_be).intersection((*_NAMES, *_PEOPLE_SIDE)))
    if heads > 1 and (named.intersection(_NAMES) or {Column.AGENCY, Column.PRESENCE} <= named):
        meanings = _by_keyword(row, meanings, _PEOPLE_WORDS)
        return TableKind.ATTENDANCE, _assign(meanings, (*_NAMES, *_PEOPLE_SIDE, Column.NUMBER))
    return None


def _by_keyword(
    row: Row, meanings: list[tuple[int, tuple[Column, ...]]], words: tuple[tuple[Column, frozenset[str]], ...]
) -> list[tuple[int, tuple[Column, ...]]]:
    """In a table whose kind is known, a head that no list has means what its telling word does."""
    said = {cell.column: set(fold(cell.text).split()) for cell in row.cells if len(cell.text) < 60}
    return [
        (place, could_be or _told_by(said.get(place, set()), words)) for place, could_be in meanings
    ]  # fmt: skip


def _told_by(said: set[str], words: tuple[tuple[Column, frozenset[str]], ...]) -> tuple[Column, ...]:
    if said & _OF_THE_PAST:
        return ()  # "Date set" is no day by which
    return next(((column,) for column, telling in words if said & telling), ())


def _meanings(text: str) -> tuple[Column, ...]:
    """What a column's name may mean; one that a narrow column broke apart ("Sta tus") is put together."""
    if text.strip() == "#":
        return (Column.NUMBER,)
    folded = fold(text)
    if len(folded.split()) > _LONGEST_HEAD:
        return ()
    return (
        _BY_WORDS.get(folded)
        or _SQUEEZED.get(fold(text.replace(" ", "")))
        or _SQUEEZED.get(folded.replace(" ", ""))
        or ((Column.PRESENCE,) if _several_ways(folded) else ())
        or next((_BY_WORDS[fold(half)] for half in sides(text) if fold(half) in _BY_WORDS), ())
    )


def _several_ways(folded: str) -> bool:
    """True for a head that lists ways of taking part: "P / A / DNA", "Present, apologies or absent"."""
    words = folded.split()
    told = {_WAYS[word] for word in words if word in _WAYS}
    return len(told) > 1 and all(
        word in _WAYS or word in ("or", "and", "did", "not", "status") for word in words
    )


def _assign(
    meanings: list[tuple[int, tuple[Column, ...]]], order: tuple[Column, ...]
) -> tuple[tuple[int, Column], ...]:
    """Each column its meaning in this kind of table; the first of two that claim the same keeps it.

    Columns that can mean one thing choose first: "By" is who beside "When", and when beside "Owner".
    """
    taken: dict[Column, int] = {}
    possible = [(place, [c for c in order if c in could_be]) for place, could_be in meanings]
    for place, could_be in sorted(possible, key=lambda one: len(one[1]) > 1):
        free = [column for column in order if column in could_be and column not in taken]
        if free:
            taken[free[0]] = place
    return tuple((place, column) for column, place in taken.items())


def _unlabelled(table: Table) -> TableKind:
    """LABELS or DATA for a table whose header says nothing of people or actions."""
    first = table.rows[0]
    if table.width == 2 or (table.width % 2 == 0 and (_holds_values(first) or _across(table))):
        return TableKind.LABELS
    if sections_down(table):
        return TableKind.LABELS
    short = all(cell.text and len(cell.text.split()) <= 6 for cell in first.cells)
    several = len(table.rows) > 1 and len(first.cells) == table.width > 2
    return TableKind.DATA if several and short else TableKind.LABELS


def sections_down(table: Table) -> bool:
    """True for minutes in one table: the names of sections stand one below the other, their words beside."""
    known, rows = aliases(), [row for row in table.rows if len(row.cells) > 1]
    names = [row.cells[1 if bare_number(row.cells[0].text) else 0].text for row in rows]
    names = [text[split_number(text)[1] :] for text in names]
    found = {name for text in names if len(text) < 90 and (name := known.nearly(text))}
    return len(found) > 2 and len(found) * 2 > len(rows)


def _holds_values(row: Row) -> bool:
    """True for "Name | Ann Archer | Born | 3/11/1988": a label with a figure beside it heads nothing."""
    labels, values = row.cells[::2], row.cells[1::2]
    figures = any(char.isdigit() for cell in values for char in cell.text)
    return (
        figures and any(_asks(cell.text) for cell in labels) and not any(_asks(cell.text) for cell in values)
    )


def _across(table: Table) -> bool:
    """True where labels and values take turns and the first row, if it is marked as a header, is no other."""
    asking = [any(_asks(cell.text) for cell in row.cells[::2]) for row in table.rows]
    return _pairs(table) and (not table.rows[0].header or all(asking))


def _pairs(table: Table) -> bool:
    """True where labels and values take turns across: the even columns are labels, or end like them."""
    rows = [row for row in table.rows if len(row.cells) > 1 and not _numbered(row)]
    labels = [row.cells[i].text for row in rows for i in range(0, len(row.cells), 2)]
    values = [row.cells[i].text for row in rows for i in range(1, len(row.cells), 2)]
    if sum(text.endswith((":", "?")) or _asks(text) for text in labels) * 2 > len(labels):
        return True
    telling = sum(any(_asks(cell.text) for cell in row.cells[::2]) for row in rows)
    return telling * 2 > len(rows) > 0 and not any(_asks(text) for text in values)


def _numbered(row: Row) -> bool:
    """True for a row whose first cell is a number, or left blank under one."""
    return not row.cells[0].text or bool(bare_number(row.cells[0].text))


def _asks(text: str) -> bool:
    """True for a label that forms put before a fact."""
    folded = fold(text) if len(text) < 60 else ""
    return folded in LABELS or "date" in folded.split()
