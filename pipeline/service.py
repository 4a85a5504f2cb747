"""What the doors call: accept a document, say how far it is, give its findings, its text, a clean copy.

What is given out is written down first: no audit record, no content. `actor` is always an account's id, never
a name.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Self

from models.case import Job, JobState, Stage
from models.errors import CountersignError, Refused, VerificationFailed
from models.finding import Finding
from models.marking import MarkingOutcome, MarkingReason, MarkingVerdict, ProtectiveMarking
from pipeline import checkpoints
from pipeline.access import AccessBook
from pipeline.answers import AnswerBook
from pipeline.bell import ring
from pipeline.checkpoints import Checkpoints
from pipeline.disclosing import Approvers, Counter, Officers
from pipeline.entries import Entry, NotReady, entries_of, entry_of, plain_name, processed_of, whole
from pipeline.figures import FigureBook
from pipeline.outages import outage
from pipeline.receiving import receive
from pipeline.retention import Disposals, RetentionBook
from pipeline.reviewing import ReviewDesk
from pipeline.settings import Settings
from pipeline.tally import Tally
from pipeline.timeline import CaseBook
from pipeline.versions import VERSIONS
from storage import audit, jobs
from storage.archive import seal_original
from storage.audit import Anchor, Record, Trail
from storage.events import Event
from storage.integrity import Fault, faults, sweep
from storage.jobs import Priority
from storage.rotation import Rotation, rotate
from storage.scope import INSTALLATION, Scope
from storage.store import Store
from storage.succession import give_back, take_again
from storage.tables import DocumentRow, JobRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pipeline.stages import Processed
    from redact import Release

log = logging.getLogger("countersign.service")


class Busy(CountersignError):
    """Too much is waiting already; nothing was kept of this document."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A document that will not be lost. `duplicate_of` is one with the same bytes that was there before."""

    document_id: str
    job_id: str
    case_id: str
    version: int
    duplicate_of: str | None


@dataclass(frozen=True, slots=True)
class Soundness:
    """What `verify` found: the audit trail, pieces that are missing or changed, stray bytes removed."""

    trail: Trail
    faults: tuple[Fault, ...]
    swept: int

    @property
    def sound(self) -> bool:
        """True where nothing was lost or changed."""
        return self.trail.whole and not self.faults


class Service:
    """One installation's documents. Safe to share between the threads of a server."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        review: ReviewDesk | None = None,
        tally: Tally | None = None,
    ) -> None:
        self._store, self._settings = store, settings
        self.answers = AnswerBook(store)
        self.access_book = AccessBook(store)
        self.case_book = CaseBook(store)
        self.figure_book = FigureBook(store)
        self.officers = Officers(store, settings)
        self.approvers = Approvers(store, settings)
        self.counter = Counter(store, settings)
        self.review = review or ReviewDesk(store, settings)
        self.tally = tally or Tally()
        self.retention = RetentionBook(store, settings)
        self.disposals = Disposals(store, settings)
        self.checkpoints = Checkpoints(settings.keys.with_name(checkpoints.NAME))

    @classmethod
    def open(cls, settings: Settings, part: str = "service") -> Service:
        """Open the database, the store and the keys, made where they are not there yet."""
        service = cls(Store.open(settings.database, settings.store, settings.keys), settings)
        service.begin(part)
        return service

    def begin(self, part: str) -> None:
        """What every start does: it is recorded, goes on with disposals, and leaves a checkpoint."""
        self.record(Event.SYS_STARTUP, "system", version=version("countersign"), part=part)
        self.disposals.settle()
        self.checkpoints.add(self.anchor())

    def seen_by(self, scope: Scope) -> Self:
        """The same service, for whoever sees that much; it is closed with this one."""
        store = self._store.seen_by(scope)
        return type(self)(store, self._settings, self.review.seen_by(store), self.tally)

    def close(self) -> None:
        """Give everything back."""
        self.review.close()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # in

    def accept(
        self,
        data: bytes,
        filename: str,
        case_ref: str,
        actor: str,
        *,
        priority: Priority = Priority.WAITING,
        supersedes: str | None = None,
        area: str | None = None,
    ) -> Accepted:
        """Take a document in: when this returns, its original, its row and its job are kept.

        A new case goes into `area`, which may be left out by whoever works in one. Raises `Refused` by size
        alone, `Busy`, `WhichArea`, and `CountersignError` where the case has no name. What the file holds is
        found out later, by a worker, and told by its job.
        """
        if not case_ref.strip():
            raise CountersignError("The document has no case.", "Say which case it belongs to.")
        try:
            receive(data, self._settings)
        except Refused as refusal:
            self.tally.add("door", refusal.code.value)
            raise
        with self._store.seen_by(INSTALLATION).reading() as (session, _):  # everybody's documents wait
            if jobs.waiting(session) >= self._settings.max_waiting_jobs:
                self.tally.add("door", "busy")
                raise Busy(
                    f"{self._settings.max_waiting_jobs} documents are waiting to be processed already.",
                    "Nothing was kept of this one; send it again in some minutes.",
                )
        number = 1
        if supersedes:
            with self._store.reading() as (_, archive):
                number = archive.version_after(supersedes)
        new = seal_original(self._store.keys, self._store.blobs, data, number)
        try:
            with self._store.writing() as (session, archive):
                case_id = archive.case(case_ref, create=True, area=area)
                assert case_id is not None
                row = archive.add(new, case_id, plain_name(filename), actor, supersedes)
                job_id = jobs.enqueue(session, row.id, priority)
                self._note(
                    session,
                    Event.UPLOAD_COMPLETE,
                    actor,
                    document=row.id,
                    case=case_id,
                    job=job_id,
                    size=new.size,
                    version=number,
                )
        except BaseException as error:
            if not outage(error):  # the row may be there where the database went away at the end
                self._store.blobs.remove(new.original)
            raise
        ring(self._settings, [job_id])
        return Accepted(row.id, job_id, case_id, number, row.duplicate_of)

    # how far

    def job(self, id: str) -> Job:
        """A job as it stands; raises `NotReady` where there is none of that id."""
        with self._store.reading() as (session, _):
            row = session.get(JobRow, id)
        if row is None:
            raise NotReady("There is no such job.", "Check the id.")
        return jobs.seen(row)

    def jobs(
        self, state: JobState | None = None, document_id: str | None = None, most: int = 200
    ) -> list[Job]:
        """Jobs, the newest first: with `FAILED`, the dead letters."""
        with self._store.reading() as (session, _):
            return jobs.listed(session, state, document_id, most)

    def retry(self, job_id: str, actor: str) -> Job:
        """Try a failed, refused or cancelled job again, from the stage where it stopped."""
        return self._rerun(job_id, actor, Event.JOB_RETRY)

    def cancel(self, job_id: str, actor: str) -> Job:
        """End a job that has not ended; its document stays, cancelled, and can be tried again."""
        return self._rerun(job_id, actor, Event.JOB_CANCEL)

    def documents(
        self,
        case_ref: str | None = None,
        state: JobState | None = None,
        *,
        actor: str,
        most: int = 200,
        skip: int = 0,
        part_of: str | None = None,
    ) -> list[Entry]:
        """Documents, those received last first. The list holds names, so that it was read is recorded."""
        with self._store.reading() as (_, archive):
            case_id = archive.case(case_ref) if case_ref is not None else None
            rows = (
                []
                if case_ref is not None and case_id is None
                else archive.rows(case_id, state, most, skip, part_of)
            )
            found = entries_of(archive, rows)
        self.record(Event.SENSITIVE_READ, actor, document=case_id or "all", what="list")
        return found

    def cases(self, actor: str) -> list[tuple[str, str]]:
        """Ids and references of all cases, in order of reference."""
        with self._store.reading() as (_, archive):
            found = sorted(archive.cases(), key=lambda case: case[1].casefold())
        self.record(Event.SENSITIVE_READ, actor, document="all", what="cases")
        return found

    # out

    def document(self, id: str, actor: str) -> Entry:
        """What lists show of one document; raises `NoSuchDocument`."""
        with self._store.reading() as (_, archive):
            entry = entry_of(archive, archive.row(id))
        self.record(Event.SENSITIVE_READ, actor, document=id, what="entry")
        return entry

    def versions(self, id: str, actor: str) -> list[Entry]:
        """Every version of that document, the first one first; raises `NoSuchDocument`."""
        with self._store.reading() as (session, archive):
            series = archive.visible().where(DocumentRow.series == archive.row(id).series)
            rows = session.scalars(series.order_by(DocumentRow.version)).all()
            found = entries_of(archive, rows)
        self.record(Event.SENSITIVE_READ, actor, document=id, what="versions")
        return found

    def findings(self, id: str, actor: str) -> tuple[Finding, ...]:
        """The document's findings; raises `NotReady` before it was checked."""
        with self._store.reading() as (_, archive):
            row = whole(archive.row(id))
            found = tuple(archive.findings(row))
        self.record(Event.SENSITIVE_READ, actor, document=id, what="findings")
        return found

    def content(self, id: str, actor: str) -> Processed:
        """The document's text and all that is known of it; raises `NotReady`."""
        with self._store.reading() as (_, archive):
            processed = processed_of(archive, whole(archive.row(id)))
        self.record(Event.SENSITIVE_READ, actor, document=id, what="content")
        return processed

    def original(self, id: str, actor: str) -> tuple[str, bytes]:
        """The name and the bytes as they were received; raises `NoSuchDocument` where they were not kept."""
        with self._store.reading() as (_, archive):
            row = archive.row(id)
            found = archive.filename(row), archive.original(row)
        self.record(Event.SENSITIVE_READ, actor, document=id, what="original")
        return found

    def make_copy(self, id: str, policy: str, actor: str) -> Release:
        """A verified redacted copy, made now and not kept.

        Raises `VerificationFailed`, `NotReady`, `SettingsError` for an unknown policy, and `CountersignError`
        for a quarantined document or one that was not read in full.
        """
        from pipeline.stages import clean_copy, disclosure_policy

        rules = disclosure_policy(policy, self._settings)
        with self._store.reading() as (_, archive):
            processed = processed_of(archive, whole(archive.row(id)))
        try:
            release = clean_copy(processed, rules)
        except VerificationFailed:
            self.record(Event.COPY_STOPPED, actor, document=id, policy=rules.name)
            raise
        removed = sum(entry.count for entry in release.log.removed)
        self.record(
            Event.COPY_RELEASED,
            actor,
            document=id,
            policy=rules.name,
            policy_version=rules.version,
            sha256=release.log.copy_sha256,
            removed=removed,
        )
        return release

    # decisions

    def settle(self, id: str, marking: ProtectiveMarking, reason: str, actor: str) -> Entry:
        """Take a document out of quarantine with the marking that somebody with the authority gives it.

        Never below what its content calls for, nor above the ceiling. The reason is kept with the document.
        """
        if not reason.strip():
            raise CountersignError("A marking is settled with a reason.", "Say why this marking is right.")
        with self._store.writing() as (session, archive):
            row = archive.row(id)
            verdict = archive.result(MarkingVerdict, row, Stage.MARK) if row.wrapped_key else None
            if verdict is None or row.state != JobState.QUARANTINED.value:
                raise NotReady("The document is not in quarantine.", "There is nothing to settle.")
            self._may_settle(verdict, marking)
            told = MarkingReason("settled", "Settled by a person with the authority", reason.strip())
            settled = replace(
                verdict, outcome=MarkingOutcome.AGREED, proposed=marking, reasons=(*verdict.reasons, told)
            )
            blob = archive.store_result(row, Stage.MARK, settled)
            archive.note_result(row, Stage.MARK, VERSIONS[Stage.MARK], blob)
            row.state, row.outcome = JobState.READY.value, MarkingOutcome.AGREED.value
            tier = f"{marking.tier}-SENSITIVE" if marking.sensitive else str(marking.tier)
            row.proposed = tier
            entry = entry_of(archive, row)
            self._note(session, Event.MARKING_SETTLED, actor, document=id, marking=tier)
        return entry

    # the record

    def record(self, event: Event, actor: str, **detail: str | int) -> None:
        """Write an event that stands by itself."""
        with self._store.writing() as (session, _):
            self._note(session, event, actor, **detail)

    def trail(self, after: int = 0, most: int = 200) -> list[Record]:
        """Audit events in order."""
        with self._store.reading() as (session, _):
            return audit.records(session, after, most)

    def anchor(self) -> Anchor:
        """The audit trail's end, signed, to be kept elsewhere and given to `verify` later."""
        with self._store.reading() as (session, _):
            return audit.anchor(session, self._store.keys)

    def verify(self, anchors: Sequence[Anchor] = ()) -> Soundness:
        """Check the audit trail, by these checkpoints too, and every stored piece; remove stray bytes."""
        with self._store.reading() as (session, _):
            trail = audit.verify(session, self._store.keys, [*anchors, *self.checkpoints.latest()])
        if trail.whole:
            self.checkpoints.add(self.anchor())
        return Soundness(trail, tuple(faults(self._store)), sweep(self._store))

    def rotate_keys(self, actor: str, resume: bool = False) -> Rotation:
        """A new key-encryption key for everything that is kept; safe while the service runs."""
        done = rotate(self._store, resume)
        self.record(
            Event.KEYS_ROTATED, actor, key=done.key, rewrapped=done.rewrapped, retired=len(done.retired)
        )
        return done

    # within

    def _rerun(self, job_id: str, actor: str, event: Event) -> Job:
        change = jobs.retry if event is Event.JOB_RETRY else jobs.cancel
        with self._store.writing() as (session, archive):
            row = change(session, job_id)
            if row is None:
                raise NotReady(
                    "The job is not in a state in which that can be done.",
                    "Those that failed, were refused or cancelled can be tried again; others be cancelled.",
                )
            document = archive.row(row.document_id)
            if not document.wrapped_key or not document.size:
                raise NotReady("The content of this document was not kept.", "Send the file again.")
            if row.task == jobs.Task.PROCESS:
                document.state = row.state
                (take_again if event is Event.JOB_RETRY else give_back)(session, document)
            self._note(session, event, actor, job=job_id, document=row.document_id)
        if event is Event.JOB_RETRY:
            ring(self._settings, [job_id])
        return jobs.seen(row)

    def _may_settle(self, verdict: MarkingVerdict, marking: ProtectiveMarking) -> None:
        if marking.rank < verdict.assessed.rank:
            raise CountersignError(
                f"The content calls for {verdict.assessed}; a lower marking cannot be settled here.",
                "Settle it at that marking, or send a version without what calls for it.",
            )
        if marking.rank > self._settings.ceiling.rank:
            raise CountersignError(
                f"{marking} is above {self._settings.marking_ceiling}, the highest that may be held here.",
                "Handle the document on a system that is accredited for that marking.",
            )

    def _note(self, session: Session, event: Event, actor: str, **detail: str | int) -> None:
        audit.append(session, self._store.keys, event, actor, **detail)
