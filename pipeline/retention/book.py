"""What may go, what is held and why, and what cannot be judged: the dry run, and holds.

Nothing here destroys anything: that is `pipeline.retention.disposing`. Every list holds names of files and
reasons that may name people, so that it was read is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from models.case import JobState
from models.errors import CountersignError
from models.review import DisclosureState
from pipeline.retention.judging import Judgement, Paper, judge
from pipeline.retention.schedules import Schedules, schedules
from pipeline.settings import Settings
from storage import audit
from storage.archive import Archive
from storage.disclosures import DisclosureRow
from storage.events import Event
from storage.retention import HoldRow
from storage.store import Store
from storage.tables import DocumentRow

_ENDED = (DisclosureState.REVOKED.value, DisclosureState.WITHDRAWN.value)
_READ = (JobState.READY.value, JobState.QUARANTINED.value)


@dataclass(frozen=True, slots=True)
class Standing:
    """One document in the dry run, with what a person needs to recognise it."""

    judgement: Judgement
    filename: str
    case: str
    form: str
    held: date | None
    received: date


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold as lists show it. `overdue`: its review date has passed, and it stands all the same."""

    id: str
    case_id: str
    case: str
    document_id: str | None
    filename: str
    reason: str
    review: date
    overdue: bool
    placed: datetime
    placed_by: str
    lifted: datetime | None
    lifted_by: str
    lifting: str


class RetentionBook:
    """What a page or a command asks about retention. `actor` is an account's id."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings

    def schedules(self) -> Schedules:
        """Those that hold here; raises `SettingsError`."""
        return schedules(self._settings.retention)

    def standings(self, actor: str, case_ref: str | None = None, today: date | None = None) -> list[Standing]:
        """The dry run: every document that is kept, the first to go first. It changes nothing."""
        known, day = self.schedules(), today or datetime.now(UTC).date()
        with self._store.reading() as (_, archive):
            case_id = archive.case(case_ref) if case_ref is not None else None
            if case_ref is not None and case_id is None:
                return []
            rows = kept(archive, case_id)
            judged = judge(papers_of(archive, rows), known, archive.retention.case_ends(), day)
            references = dict(archive.cases())
            found = [
                Standing(
                    j, archive.filename(r), references.get(r.case_id, ""), r.form, r.held, r.received.date()
                )
                for r, j in zip(rows, judged, strict=True)
            ]
        self._read(actor, case_id or "all", "retention")
        return sorted(found, key=lambda s: (s.judgement.due or date.max, s.case, s.judgement.document_id))

    def hold(
        self,
        actor: str,
        reason: str,
        review: date,
        case_ref: str = "",
        document_id: str = "",
        case_id: str | None = None,
    ) -> Hold:
        """Place a hold on a case, by its reference or its id, or on one document.

        Its review has to be still to come; raises `NoSuchDocument`.
        """
        if review <= datetime.now(UTC).date():
            raise CountersignError(
                "The day on which a hold is to be looked at again has to be still to come.",
                "Name a later day: a hold without review stands for ever.",
            )
        with self._store.writing() as (session, archive):
            if document_id:
                document: DocumentRow | None = archive.row(document_id)
                assert document is not None
                if not document.wrapped_key:
                    raise CountersignError("This document is not kept any more.", "There is nothing to hold.")
                case_id = document.case_id
            else:
                document, case_id = None, case_id or archive.case(case_ref)
            if case_id is None:
                raise CountersignError("There is no case of that reference.", "Check it against the list.")
            case = archive.case_row(case_id)
            if not case.wrapped_key:
                raise CountersignError("Nothing of this case is kept any more.", "There is nothing to hold.")
            row = archive.retention.hold(case, document, reason, review, actor)
            seen = _seen(archive, row)
            audit.append(
                session,
                self._store.keys,
                Event.HOLD_PLACED,
                actor,
                hold=row.id,
                case=case_id,
                document=row.document_id or "",
                review=review.isoformat(),
            )
        return seen

    def lift(self, actor: str, id: str, reason: str) -> Hold:
        """Lift a hold; raises `NoSuchHold`."""
        with self._store.writing() as (session, archive):
            row = archive.retention.lift(id, reason, actor)
            seen = _seen(archive, row)
            keys, document = self._store.keys, row.document_id or ""
            audit.append(
                session, keys, Event.HOLD_LIFTED, actor, hold=id, case=row.case_id, document=document
            )
        return seen

    def holds(self, actor: str, active: bool = True) -> list[Hold]:
        """Holds, those to be reviewed first."""
        with self._store.reading() as (_, archive):
            found = [_seen(archive, row) for row in archive.retention.holds(active)]
        self._read(actor, "all", "holds")
        return found

    def state_case_end(self, actor: str, case_ref: str, ended: date) -> None:
        """State on which day management of a case ended; some schedules run from then."""
        if ended > datetime.now(UTC).date():
            raise CountersignError("That day is still to come.", "State the end once it has come.")
        with self._store.writing() as (session, archive):
            case_id = archive.case(case_ref)
            if case_id is None:
                raise CountersignError("There is no case of that reference.", "Check it against the list.")
            archive.retention.case_ended(case_id, ended, actor)
            audit.append(
                session,
                self._store.keys,
                Event.CASE_END_STATED,
                actor,
                case=case_id,
                ended=ended.isoformat(),
            )

    def _read(self, actor: str, document: str, what: str) -> None:
        with self._store.writing() as (session, _):
            audit.append(session, self._store.keys, Event.SENSITIVE_READ, actor, document=document, what=what)


def kept(archive: Archive, case_id: str | None = None) -> Sequence[DocumentRow]:
    """The documents whose content is kept, in the order of their receipt."""
    wanted = archive.visible().where(DocumentRow.wrapped_key != b"")
    if case_id is not None:
        wanted = wanted.where(DocumentRow.case_id == case_id)
    return archive.session.scalars(wanted.order_by(DocumentRow.received, DocumentRow.id)).all()


def papers_of(archive: Archive, rows: Sequence[DocumentRow]) -> list[Paper]:
    """What a judgement needs to know of documents, asked in three statements however many there are."""
    holds = archive.retention.holds()
    held_cases = {hold.case_id for hold in holds if hold.document_id is None}
    held = {hold.document_id for hold in holds}
    changed: dict[str, date] = {}
    opened: set[str] = set()
    for row in archive.session.scalars(select(DisclosureRow)):
        changed[row.document_id] = max(changed.get(row.document_id, date.min), row.changed.date())
        if _open(row):
            opened.add(row.document_id)
    return [
        Paper(
            row.id,
            row.case_id,
            row.part_of or row.id,
            row.state,
            row.form,
            row.kind if row.state in _READ else "",
            row.held,
            row.received.date(),
            row.case_id in held_cases or row.id in held,
            row.id in opened,
            changed.get(row.id),
        )
        for row in rows
    ]


def _open(row: DisclosureRow) -> bool:
    """Whether somebody is at work on it, or a recipient may still fetch it."""
    if row.state == DisclosureState.RELEASED.value:
        return row.expires is None or row.expires > datetime.now(UTC)
    return row.state not in _ENDED


def _seen(archive: Archive, row: HoldRow) -> Hold:
    reason, lifting = archive.retention.reason(row)
    filename = archive.filename(archive.row(row.document_id)) if row.document_id else ""
    return Hold(
        row.id,
        row.case_id,
        archive.case_reference(row.case_id),
        row.document_id,
        filename,
        reason,
        row.review,
        row.lifted is None and row.review < datetime.now(UTC).date(),
        row.placed,
        row.placed_by,
        row.lifted,
        row.lifted_by,
        lifting,
    )
