"""What a table is a table of, and what stands in which column, told from its header row.

Areas name and order their columns as they like; the words in `_HEADERS` are the ones in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.structure.tables import Row, Table
from ingest.structure.words import fold


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    NAME = "name"
    ROLE = "role"
    AGENCY = "agency"
    NAME_AND_AGENCY = "name-and-agency"
    NAME_AND_ROLE = "name-and-role"
    ROLE_AND_AGENCY = "role-and-agency"
    PRESENCE = "presence"
    PRESENT = "present"  # a tick means present
    APOLOGY = "apology"  # a tick means apologies
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


_HEADERS: dict[Column, tuple[str, ...]] = {
    Column.NUMBER: ("no", "number", "ref", "action no", "action number", "item", "item no", "#", "action ref", "reference", "num", "nr", "point"),
    Column.NAME: (
        "name", "attendee", "representative", "full name", "person", "name of attendee", "name of representative", "member", "invitee", "participant",
        "names", "name of person", "who", "name of professional", "panel member", "delegate",
    ),
    Column.ROLE: (
        "role", "designation", "job title", "rank", "title", "position", "post", "rank/role", "role/designation", "rank/title", "role/title", "role/position", "capacity", "grade",
        "title/role", "designation/role", "role/rank", "job role", "post held", "role in case", "occupation", "rank/grade", "role/job title", "job title/role", "position held",
    ),
    Column.AGENCY: (
        "agency", "organisation", "organization", "service", "employer", "department", "agency/organisation", "organisation/agency", "body", "team", "agency represented", "agency/team",
        "representing", "partner agency", "service/agency", "team/agency", "organisation/team", "agency/department", "department/agency", "on behalf of", "force/agency",
    ),
    Column.NAME_AND_AGENCY: ("name and agency", "name/agency", "name & organisation", "name/organisation", "agency and name", "agency representative", "agency/name", "name (agency)", "attendee and agency"),
    Column.NAME_AND_ROLE: ("name and role", "name/role", "name/title", "name and title", "name and designation", "name/designation", "name and rank", "name and job title", "name & position", "name and position", "name/job title"),
    Column.ROLE_AND_AGENCY: ("role and agency", "role/agency", "role and organisation", "designation and agency", "job title and agency", "designation/agency", "position and agency", "role/organisation", "title and agency", "agency and role", "agency/role", "job title/agency", "position/agency", "role, agency"),
    Column.PRESENCE: (
        "attendance", "present/apologies", "attended y/n", "attended (y/n)", "attendance status", "status", "present y/n", "attended/apologies", "present/absent", "attended?", "present?", "present or apologies",
        "apologies/present", "attendance (p/a)", "present / apologies / absent", "in attendance?", "attendance y/n", "attended yes/no", "attendance or apologies", "mode of attendance", "attended or apologies",
    ),
    Column.PRESENT: ("present", "attended", "in attendance", "attending"),
    Column.APOLOGY: ("apologies", "apology", "absent", "apologies given", "apologies received", "not present"),
    Column.CONTACT: ("contact", "contact details", "email", "e-mail", "telephone", "phone", "email address", "tel", "telephone number", "contact number", "address", "contact detail", "email/telephone", "phone/email", "secure email"),
    Column.ACTION: (
        "action", "action point", "action agreed", "actions", "agreed action", "action required", "task", "description", "action description", "details of action", "what", "action to be taken",
        "action/decision", "what needs to be done", "actions agreed", "smart action", "description of action", "required action", "action points", "action detail", "previous action", "outstanding action", "what will be done",
    ),
    Column.OWNER: (
        "owner", "action owner", "by whom", "who", "responsible", "person responsible", "lead", "responsibility", "assigned to", "action by", "responsible person", "lead person", "allocated to", "named person",
        "who by", "person/agency responsible", "owner/agency", "agency/owner", "responsible agency/person", "lead officer", "officer responsible", "owner and agency", "person and agency responsible", "name and agency responsible",
        "action for", "responsible officer", "owner (name and agency)", "whom", "who is responsible", "actionee",
    ),
    Column.DUE: (
        "due", "due date", "by when", "deadline", "timescale", "target date", "date due", "when", "completion date", "date for completion", "complete by", "to be completed by", "timeframe", "target", "date to be completed",
        "review date", "due by", "completion by", "date by", "required by", "date",
    ),
    Column.STATUS: ("status", "completed", "complete", "progress", "completed?", "complete y/n", "completed y/n", "current status", "done", "rag", "state", "complete?", "open/closed", "action status", "completed (y/n)"),
    Column.OUTCOME: ("outcome", "result", "update", "comments", "outcome/update", "comment", "progress/outcome", "update/outcome", "outcome of action", "notes", "result/outcome", "outcome and date", "progress update", "update on action", "status/outcome", "outcome / comments", "findings"),
}  # fmt: skip

_BY_WORDS: dict[str, tuple[Column, ...]] = {}
for _column, _names in _HEADERS.items():
    for _name in _names:
        _BY_WORDS[fold(_name)] = (*_BY_WORDS.get(fold(_name), ()), _column)

_ACTION_SIDE = (Column.OWNER, Column.DUE, Column.STATUS, Column.OUTCOME, Column.NUMBER, Column.AGENCY)
_PEOPLE_SIDE = (
    Column.ROLE,
    Column.AGENCY,
    Column.ROLE_AND_AGENCY,
    Column.PRESENCE,
    Column.PRESENT,
    Column.APOLOGY,
    Column.CONTACT,
)
_NAMES = (Column.NAME, Column.NAME_AND_AGENCY, Column.NAME_AND_ROLE)


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
        if found := _header(row):
            kind, columns = found
            return Reading(kind, index, columns)
    return Reading(_unlabelled(table))


def _header(row: Row) -> tuple[TableKind, tuple[tuple[int, Column], ...]] | None:
    meanings = [
        (cell.column, _BY_WORDS.get(fold(cell.text), ())) for cell in row.cells if len(cell.text) < 60
    ]
    named = {column for _, could_be in meanings for column in could_be}
    if Column.ACTION in named and named.intersection(_ACTION_SIDE):
        return TableKind.ACTIONS, _assign(meanings, (Column.ACTION, *_ACTION_SIDE, Column.NAME))
    heads = sum(1 for _, could_be in meanings if set(could_be).intersection((*_NAMES, *_PEOPLE_SIDE)))
    if heads > 1 and (named.intersection(_NAMES) or {Column.AGENCY, Column.PRESENCE} <= named):
        return TableKind.ATTENDANCE, _assign(meanings, (*_NAMES, *_PEOPLE_SIDE, Column.NUMBER))
    return None


def _assign(
    meanings: list[tuple[int, tuple[Column, ...]]], order: tuple[Column, ...]
) -> tuple[tuple[int, Column], ...]:
    """Each column its meaning in this kind of table; the first of two that claim the same keeps it."""
    taken: dict[Column, int] = {}
    for place, could_be in meanings:
        free = [column for column in order if column in could_be and column not in taken]
        if free:
            taken[free[0]] = place
    return tuple((place, column) for column, place in taken.items())


def _unlabelled(table: Table) -> TableKind:
    """LABELS or DATA for a table whose header says nothing of people or actions."""
    first = table.rows[0]
    if table.width == 2 or first.header is False and table.width % 2 == 0 and _pairs(table):
        return TableKind.LABELS
    short = all(cell.text and len(cell.text.split()) <= 6 for cell in first.cells)
    several = len(table.rows) > 1 and len(first.cells) == table.width > 2
    return TableKind.DATA if several and short else TableKind.LABELS


def _pairs(table: Table) -> bool:
    """True where labels and values take turns across: the even columns are short and end like labels."""
    labels = [row.cells[i].text for row in table.rows for i in range(0, len(row.cells), 2)]
    return sum(text.endswith((":", "?")) for text in labels) * 2 > len(labels)
