"""Areas, and the lists of those who need to know a case.

Threat: somebody who works in the area reads a case that only a few may know of; a list is left without
anybody who can open the case; somebody gives away what is not theirs. Rule: a restricted case is seen by the
people on its list who also work in its area, and a list holds at least one who may sign in; an administrator
deals with accounts whose areas are all their own, and gives no others. Residual risk: who is on the list can
add anybody of the area to it; that is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.errors import CountersignError
from storage.accounts import Account, AccountAreaRow, AccountFault, AccountRow
from storage.tables import AreaRow, CaseAccessRow, CaseRow

AREA_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class NoSuchCaseHere(CountersignError):
    """There is no case of that id, or none that may be seen."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the installation."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Access:
    """Who may see a case: everybody of its area, or where it is restricted those `people` alone."""

    case_id: str
    area: str
    restricted: bool
    people: frozenset[str]


def areas(session: Session) -> list[Area]:
    """Every area, in order."""
    return [Area(row.id, row.title) for row in session.scalars(select(AreaRow).order_by(AreaRow.id))]


def add_area(session: Session, id: str, title: str) -> Area:
    """A new area; raises `AccountFault` where the id is taken or cannot be one."""
    if not AREA_ID.fullmatch(id):
        raise AccountFault(
            "area", "That cannot be an area's id.", "Use up to 40 small letters, figures and dashes."
        )
    title = " ".join(title.split())[:100]
    if not title or not title.isprintable():
        raise AccountFault("title", "The area has no title.", "Say what it is called.")
    if session.get(AreaRow, id) is not None:
        raise AccountFault("area", "There is an area of that id already.", "Choose another id.")
    session.add(AreaRow(id=id, title=title, created=datetime.now(UTC)))
    session.flush()
    return Area(id, title)


def administers(who: Account, other: Account) -> bool:
    """Whether an administrator may deal with that account: all of its areas have to be theirs."""
    return who.every_area or (not other.every_area and other.areas <= who.areas)


def may_give(who: Account, wanted: Collection[str] | None) -> bool:
    """Whether an administrator may give those areas, or every one with None."""
    return who.every_area or (wanted is not None and set(wanted) <= who.areas)


def access(session: Session, case_id: str) -> Access:
    """Who may see the case; raises `NoSuchCaseHere`."""
    row = _case(session, case_id)
    listed = select(CaseAccessRow.account_id).where(CaseAccessRow.case_id == case_id)
    return Access(row.id, row.area, row.restricted, frozenset(session.scalars(listed)))


def candidates(session: Session, area: str) -> set[str]:
    """The ids of the accounts that may sign in and work in that area: a list is made of these."""
    named = select(AccountAreaRow.account_id).where(AccountAreaRow.area == area)
    wanted = select(AccountRow.id).where(
        AccountRow.active.is_(True), AccountRow.every_area.is_(True) | AccountRow.id.in_(named)
    )
    return set(session.scalars(wanted))


def set_access(
    session: Session, case_id: str, restricted: bool, people: Collection[str], by: str
) -> tuple[Access, Access]:
    """Keep the case to those people, or open it to its area: who saw it before, and who does now.

    Raises `NoSuchCaseHere`, and `AccountFault` where nobody would be left, or somebody does not work there.
    """
    before = access(session, case_id)
    row = _case(session, case_id)
    wanted = set(people) if restricted else set()
    there = candidates(session, row.area)
    if restricted and not wanted & there:
        raise AccountFault("people", "Nobody would be left who sees the case.", "Choose at least one person.")
    if wanted - there - before.people:
        raise AccountFault(
            "people", "Somebody on the list does not work in the case's area.", "Leave them out."
        )
    row.restricted = restricted
    gone = before.people - wanted
    session.execute(
        delete(CaseAccessRow).where(CaseAccessRow.case_id == case_id, CaseAccessRow.account_id.in_(gone))
    )
    for id in sorted(wanted - before.people):
        given = datetime.now(UTC)
        session.add(CaseAccessRow(case_id=case_id, account_id=id, area=row.area, given=given, given_by=by))
    session.flush()
    return before, Access(case_id, row.area, restricted, frozenset(wanted))


def _case(session: Session, id: str) -> CaseRow:
    found = session.scalar(select(CaseRow).where(CaseRow.id == id))
    if found is None:
        raise NoSuchCaseHere("There is no such case.", "Check the id.")
    return found
