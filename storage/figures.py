"""What the plain columns tell when they are counted: cases and their last meetings, minutes and their faults.

Nothing sealed is opened here. Every statement begins with the archive's `visible`, so that whoever may not
see a document does not see it counted either.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, extract, func, select
from sqlalchemy.orm import Session, aliased

from models.answer import AnswerKind
from models.case import JobState
from models.structure import DocumentKind
from storage.answers import AnswerRow
from storage.tables import DocumentRow, FindingRow

Month = tuple[int, int] | None
"""Year and month of a meeting; None where its minutes gave no date."""


@dataclass(frozen=True, slots=True)
class CaseCount:
    """A case with the number of its documents, older versions apart, and the date of its last minutes."""

    case_id: str
    documents: int
    last_meeting: date | None


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

    def minutes(self) -> list[tuple[date | None, datetime]]:
        """When each meeting was held, and when its minutes first came in."""
        first = aliased(DocumentRow)
        wanted = (
            self._visible.with_only_columns(DocumentRow.held, first.received)
            .join(first, first.id == DocumentRow.series)
            .where(_minutes())
        )
        return [(held, received) for held, received in self._session.execute(wanted)]

    def with_findings(self, labels: Mapping[str, str]) -> dict[tuple[Month, str], int]:
        """How many minutes of each month have a finding, not waived, of a code with that label.

        `labels` gives each code its label; minutes with several findings of one label count once.
        """
        label = case(labels, value=FindingRow.code)
        year, month = extract("year", DocumentRow.held), extract("month", DocumentRow.held)
        waived = exists().where(
            AnswerRow.series == DocumentRow.series,
            AnswerRow.key == FindingRow.key,
            AnswerRow.kind == AnswerKind.WAIVED.value,
        )
        marked = (
            self._visible.with_only_columns(
                year.label("year"), month.label("month"), label.label("label"), DocumentRow.id.label("id")
            )
            .join(FindingRow, FindingRow.document_id == DocumentRow.id)
            .where(_minutes(), FindingRow.code.in_(list(labels)), ~waived)
            .distinct()
            .subquery()
        )
        of = (marked.c.year, marked.c.month, marked.c.label)
        found = self._session.execute(select(*of, func.count()).group_by(*of))
        return {((int(y), int(m)) if y else None, str(code)): int(number) for y, m, code, number in found}


def current() -> ColumnElement[bool]:
    """True of a document that no later version which was checked stands in place of."""
    later = aliased(DocumentRow)
    return ~exists().where(
        later.series == DocumentRow.series, later.version > DocumentRow.version, *_checked(later)
    )


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
