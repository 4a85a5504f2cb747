"""What the plain columns tell when they are counted: cases and their last meetings, minutes and their faults.

Nothing sealed is opened here. Every statement begins with the archive's `visible`, so that whoever may not
see a document does not see it counted either.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.answer import AnswerKind
from models.case import JobState
from models.structure import DocumentKind
from storage.answers import AnswerRow
from storage.tables import CaseRow, DocumentRow, FindingRow

Month = tuple[int, int] | None
"""Year and month of a meeting; None where its minutes gave no date."""


@dataclass(frozen=True, slots=True)
class CaseCount:
    """A case with the number of its documents, older versions apart, and the date of its last minutes."""

    case_id: str
    documents: int
    last_meeting: date | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The minutes of one meeting: when it was held, when they first came in, their area, what is wrong.

    `faults` are codes of findings, and codes with the section ("STL-01@rmp"): see `DocumentRow.faults`.
    """

    held: date | None
    received: datetime
    area: str
    faults: frozenset[str]


class Counts:
    """The questions that are answered by counting, in one transaction."""

    def __init__(self, session: Session, visible: Select[DocumentRow]) -> None:
        self._session, self._visible = session, visible

    def cases(self, only: Collection[str] | None, most: int, skip: int) -> list[CaseCount]:
        """Cases, those whose last meeting was latest first; with `only`, none but these."""
        meeting = case((DocumentRow.kind == DocumentKind.MINUTES.value, DocumentRow.held))
        last = func.max(meeting)
        wanted = (
            self._visible.with_only_columns(DocumentRow.case_id, func.count(), last)
            .where(current())
            .group_by(DocumentRow.case_id)
            .order_by(last.desc().nulls_last(), DocumentRow.case_id)
        )
        if only is not None:
            wanted = wanted.where(DocumentRow.case_id.in_(only))
        found = self._session.execute(wanted.limit(most).offset(skip))
        return [CaseCount(id, int(number), held) for id, number, held in found]

    def timeline(self, case_id: str, most: int) -> Sequence[DocumentRow]:
        """A case's documents, those held last first and those without a date at the end."""
        wanted = self._visible.where(DocumentRow.case_id == case_id, current())
        last_first = wanted.order_by(DocumentRow.held.desc().nulls_last(), DocumentRow.received.desc())
        return self._session.scalars(last_first.limit(most)).all()

    def meetings(self) -> list[Meeting]:
        """The minutes of each meeting, once, with their faults that nobody has waived."""
        first = aliased(DocumentRow)
        wanted = (
            self._visible.with_only_columns(
                DocumentRow.id, DocumentRow.held, first.received, CaseRow.area, DocumentRow.faults
            )
            .join(first, first.id == DocumentRow.series)
            .join(CaseRow, CaseRow.id == DocumentRow.case_id)
            .where(_minutes())
        )
        standing = self._standing()
        return [
            Meeting(held, received, area, _kept(faults, standing.get(id)))
            for id, held, received, area, faults in self._session.execute(wanted)
        ]

    def _standing(self) -> dict[str, set[str]]:
        """Of each document with a finding that was waived, the codes of the findings that were not."""
        waived = select(AnswerRow.series).where(AnswerRow.kind == AnswerKind.WAIVED.value)
        touched = self._visible.with_only_columns(DocumentRow.id).where(DocumentRow.series.in_(waived))
        found: dict[str, set[str]] = {id: set() for (id,) in self._session.execute(touched)}
        if not found:
            return found
        this_one = exists().where(
            AnswerRow.series == DocumentRow.series,
            AnswerRow.key == FindingRow.key,
            AnswerRow.kind == AnswerKind.WAIVED.value,
        )
        left = (
            self._visible.with_only_columns(DocumentRow.id, FindingRow.code)
            .join(FindingRow, FindingRow.document_id == DocumentRow.id)
            .where(DocumentRow.series.in_(waived), ~this_one)
            .distinct()
        )
        for id, code in self._session.execute(left):
            found[id].add(code)
        return found


@lru_cache(maxsize=20_000)
def _faults(told: str) -> frozenset[str]:
    return frozenset(told.split())


def _kept(told: str, standing: set[str] | None) -> frozenset[str]:
    faults = _faults(told)
    if standing is None:
        return faults
    return frozenset(fault for fault in faults if fault.partition("@")[0] in standing)


def current() -> ColumnElement[bool]:
    """True of a document that no later version which was checked stands in place of.

    Most have no later version at all, which their own row says: only the others are looked for.
    """
    later = aliased(DocumentRow)
    checked = exists().where(
        later.series == DocumentRow.series, later.version > DocumentRow.version, *_checked(later)
    )
    return or_(DocumentRow.superseded_by.is_(None), ~checked)


def _minutes() -> ColumnElement[bool]:
    """Minutes that were checked, each meeting's once: no older version, no second copy of the same bytes."""
    same = aliased(DocumentRow)
    again = exists().where(
        same.id == DocumentRow.duplicate_of,
        same.case_id == DocumentRow.case_id,
        same.series != DocumentRow.series,
        *_checked(same),
    )
    is_minutes = DocumentRow.kind == DocumentKind.MINUTES.value
    return and_(is_minutes, *_checked(DocumentRow), current(), ~again)


def _checked(row: type[DocumentRow]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether the document went through all stages."""
    through = (JobState.READY.value, JobState.QUARANTINED.value)
    return row.state.in_(through), row.outcome != ""
