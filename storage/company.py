"""What a document is compared with: its case's other documents, and other cases' that share wording."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from models.case import JobState
from storage.archive import Archive
from storage.scope import Scope
from storage.store import Store
from storage.tables import CaseRow, DocumentRow
from storage.wording import Sightings

COMPARABLE = (JobState.READY.value, JobState.QUARANTINED.value)
"""Documents in these states are whole, and others are compared with them."""


def around(store: Store, row: DocumentRow) -> Store:
    """What a document may be compared with: open cases of its own area, and its own case.

    A finding quotes what it compares with, so that whoever may read it has to be allowed to read that.
    """
    with store.reading() as (session, _):
        area = session.scalar(select(CaseRow.area).where(CaseRow.id == row.case_id)) or ""
    return store.seen_by(Scope(areas=frozenset({area}), case=row.case_id))


def earlier(archive: Archive, row: DocumentRow, held: date | None, most: int) -> list[DocumentRow]:
    """The case's latest `most` documents before this one, oldest first.

    Before means an earlier date, or the same and received earlier; where one of the two has no date, the
    order of receipt decides. Superseded versions and files with the same bytes are left out.
    """
    received = or_(
        DocumentRow.received < row.received,
        and_(DocumentRow.received == row.received, DocumentRow.id < row.id),
    )
    before: ColumnElement[bool] = received
    if held is not None:
        before = or_(
            DocumentRow.held < held,
            and_(or_(DocumentRow.held == held, DocumentRow.held.is_(None)), received),
        )
    wanted = _companions(archive, row).where(before)
    when = func.coalesce(DocumentRow.held, func.date(DocumentRow.received))
    latest = archive.session.scalars(
        wanted.order_by(when.desc(), DocumentRow.received.desc()).limit(most)
    ).all()
    return list(reversed(latest))


def later(archive: Archive, row: DocumentRow, held: date | None) -> Sequence[DocumentRow]:
    """The case's documents with a later date, which have not seen this one if they came in before it."""
    if held is None:
        return []
    return archive.session.scalars(_companions(archive, row).where(DocumentRow.held > held)).all()


def most_like(archive: Archive, row: DocumentRow, seen: Sightings, most: int) -> list[DocumentRow]:
    """Documents of other cases that share wording; what many cases share counts for little."""
    scores: dict[str, float] = {}
    for value, places in seen.places.items():
        cases = len(seen.cases(value, row.case_id))
        for id in {place.document_id for place in places if place.case_id != row.case_id}:
            scores[id] = scores.get(id, 0.0) + 1 / cases
    best = sorted(scores, key=lambda id: (-scores[id], id))
    rows = [archive.row(id) for id in best[: 2 * most]]
    return [r for r in rows if r.sha256 != row.sha256 and not r.superseded_by][:most]


def _companions(archive: Archive, row: DocumentRow) -> Select[DocumentRow]:
    return archive.visible().where(
        DocumentRow.case_id == row.case_id,
        DocumentRow.id != row.id,
        DocumentRow.sha256 != row.sha256,
        DocumentRow.superseded_by.is_(None),
        DocumentRow.state.in_(COMPARABLE),
    )
