"""One job done, from the lease to its end.

Every stage's result is kept under the stage's version as soon as it is there, so that a job taken over from a
dead worker goes on where that one stopped. Reading and marking are kept together: nothing is kept of a
document whose marking is not known, and what is above the ceiling is destroyed, its original and its key too.
Every change names the lease; a worker that has lost it changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

from checks.reuse import Prints, prints
from ingest import Member, Opened, ReaderKilled
from models.case import History, JobState, Stage
from models.document import Document
from models.errors import CountersignError, Refused
from models.finding import CheckReport
from models.marking import MarkingVerdict
from models.people import Detection
from pipeline import stages, unpacking
from pipeline.antivirus import ScannerUnavailable
from pipeline.bell import ring
from pipeline.endings import Endings, measures_of
from pipeline.faults import place_of
from pipeline.heartbeat import Heartbeat
from pipeline.order import own_date
from pipeline.outages import LONGEST_SECONDS, WAIT_SECONDS, outage
from pipeline.settings import Settings
from pipeline.stages import Opener, Processed
from pipeline.tally import Tally
from pipeline.versions import VERSIONS
from storage import company, jobs
from storage.archive import Archive
from storage.blobs import StoreAway
from storage.jobs import Lease, LeaseLost, Priority, Task
from storage.measures import measure
from storage.store import Store
from storage.tables import DocumentRow
from storage.token_keys import KeysUnavailable

log = logging.getLogger("countersign.worker")

T = TypeVar("T")


class Workshop:
    """Takes jobs from the table, one at a time. `owner` tells workers apart in the table."""

    def __init__(
        self, store: Store, reader: Opener, settings: Settings, owner: str, tally: Tally | None = None
    ) -> None:
        self._store, self._reader, self._settings, self._owner = store, reader, settings, owner
        self._tally = tally or Tally()
        self._endings = Endings(store.keys, self._tally)
        self._prints_key = store.keys.secret("fingerprints")
        self._held: Lease | None = None

    def do_next(self, job_id: str | None = None) -> bool:
        """Do the job that is due next, or that one; False where none is due."""
        lease = self._lease(job_id)
        if lease is None or lease.attempt > self._settings.attempts:
            return lease is not None
        self._held = lease
        with Heartbeat(self._store, lease, self._settings):
            self._attempt(lease)
        self._held = None
        return True

    def release(self) -> None:
        """Give the job in hand back, if there is one: another worker goes on from its last finished stage."""
        lease = self._held
        if lease is not None:
            self._put_off(lease, "The worker that had it was stopped.", 0.0)

    def _lease(self, job_id: str | None) -> Lease | None:
        """The next job. One that was begun too often is ended in the same transaction: it always is."""
        with self._store.writing() as (session, archive):
            now = self._store.database.now(session)
            lease = jobs.lease(session, self._owner, now, self._settings.lease_seconds, job_id)
            if lease is not None and lease.attempt > self._settings.attempts:
                reason = (
                    f"It was started {self._settings.attempts} times and never ended: the worker died or ran "
                    "out of time each time."
                )
                remedy = "Process the file by itself to see why; retry the job once the cause is mended."
                session.flush()
                state = JobState.FAILED
                self._endings.write(session, archive, lease, state, "attempts", reason, remedy)
        return lease

    def _attempt(self, lease: Lease) -> None:
        try:
            if lease.task is Task.PROCESS:
                self._process(lease)
            else:
                self._check_again(lease)
        except LeaseLost:
            log.info("job %s: the lease was lost, and this worker's result with it", lease.job_id)
        except ScannerUnavailable as fault:
            self._stumble(lease, fault.message, fault.remedy, JobState.QUARANTINED, fault.code.value)
        except ReaderKilled as refusal:  # by the file, or by something that has nothing to do with it
            self._stumble(lease, refusal.message, refusal.remedy, JobState.REFUSED, refusal.code.value)
        except Refused as refusal:
            self._end(lease, JobState.REFUSED, refusal.code.value, refusal.message, refusal.remedy)
        except (KeysUnavailable, StoreAway) as fault:  # nobody's document's: waited out, and no attempt
            self._wait_out(lease, fault)
        except CountersignError as error:
            self._stumble(lease, error.message, error.remedy)
        except Exception as error:  # noqa: BLE001 - one bad document must not stop the worker
            log.error("job %s: %s", lease.job_id, place_of(error))
            away = outage(error)
            if away:
                self._tally.add("away", "database" if "database" in away else "store")
            if away and lease.age < LONGEST_SECONDS:
                self._put_off(lease, away, WAIT_SECONDS)
                return
            self._stumble(
                lease,
                f"A fault inside the product ({place_of(error)}).",
                "Please report it, with these words.",
            )

    def _wait_out(self, lease: Lease, fault: CountersignError) -> None:
        self._tally.add("away", "store" if isinstance(fault, StoreAway) else "keys")
        if lease.age < LONGEST_SECONDS:
            self._put_off(lease, fault.message, WAIT_SECONDS)
        else:
            self._stumble(lease, fault.message, fault.remedy)

    def _process(self, lease: Lease) -> None:
        with self._store.reading() as (_, archive):
            row = archive.row(lease.document_id)

            def kept(kind: type[T], stage: Stage) -> T | None:
                return None if lease.fresh else archive.result(kind, row, stage, VERSIONS[stage])

            document, verdict = kept(Document, Stage.READ), kept(MarkingVerdict, Stage.MARK)
            report = kept(CheckReport, Stage.CHECK)
            detection = kept(Detection, Stage.DETECT)  # of a document that is processed again
        if document is None or verdict is None:
            read = self._read_and_mark(lease, row)
            if read is None:
                return
            document, verdict = read
        marks = prints(document.text[: document.main_end], self._prints_key)
        compared: Sequence[str] | None = None
        if report is None:
            with self._tally.timed(Stage.CHECK):
                report, compared = self._check(row, document, marks)
            self._keep(lease, row, {Stage.CHECK: report}, then=Stage.DETECT)
        if detection is None:
            with self._tally.timed(Stage.DETECT):
                detection = stages.detect(document, self._settings)
        with self._tally.timed(Stage.STORE):
            done = Processed(document, verdict, report, detection)
            self._store_as_ready(lease, row, done, marks, compared)

    def _read_and_mark(self, lease: Lease, row: DocumentRow) -> tuple[Document, MarkingVerdict] | None:
        """The document and its marking; None for an archive, whose job ends here, the files in it kept."""
        with self._store.reading() as (_, archive):
            data, filename = archive.original(row), archive.filename(row)
        stages.receive(data, self._settings)
        stages.scan(data, self._settings)
        with self._tally.timed(Stage.READ):
            if row.part_of is None:
                opened = self._reader.open(data, filename)
            else:  # what it carries itself was taken out with it
                opened = Opened(self._reader.read(data, filename))
        if opened.document is None:
            self._unpack(lease, row, opened.members)
            return None
        with self._tally.timed(Stage.MARK):
            verdict = stages.mark(opened.document, self._settings)
        results = {Stage.READ: opened.document, Stage.MARK: verdict}
        self._keep(lease, row, results, then=Stage.CHECK, carried=opened.members)
        return opened.document, verdict

    def _unpack(self, lease: Lease, row: DocumentRow, members: Sequence[Member]) -> None:
        """The end of an archive: the files in it are there, each with its job, or nothing has changed."""
        parts = unpacking.seal_parts(self._store, members)
        with self._store.writing() as (session, archive):
            state = JobState.UNPACKED
            jobs.finish(session, lease, state, state.value, unpacking.told(members))
            row = archive.row(lease.document_id)
            row.state = state.value
            waiting = unpacking.take_in(session, archive, self._store.keys, row, lease.job_id, parts)
            self._endings.note(session, lease, state, state.value)
        ring(self._settings, waiting)

    def _check(self, row: DocumentRow, document: Document, marks: Prints) -> tuple[CheckReport, list[str]]:
        with company.around(self._store, row).reading() as (_, archive):
            earlier = company.earlier(archive, row, own_date(document), self._settings.earlier_documents)
            seen = archive.wording.sightings(row.id, marks.sketches)
            others = company.most_like(archive, row, seen, self._settings.other_case_documents)
            history = History(
                self._documents(archive, earlier),
                self._documents(archive, others),
                marks.held_widely(seen.cases_by_value(row.case_id)),
            )
        return stages.check(document, history, self._settings), [r.id for r in earlier]

    def _documents(self, archive: Archive, rows: Sequence[DocumentRow]) -> tuple[Document, ...]:
        found = (archive.result(Document, row, Stage.READ) for row in rows)
        return tuple(d for d in found if d is not None)

    def _store_as_ready(
        self,
        lease: Lease,
        row: DocumentRow,
        done: Processed,
        marks: Prints,
        compared: Sequence[str] | None,
    ) -> None:
        """The end of a document's way: everything about it becomes visible in one transaction, or nothing.

        What detection found is kept in the same one: a transaction of its own would cost more than it saves
        in the rare case that a worker dies between the two.
        """
        held = own_date(done.document)
        state = JobState.QUARANTINED if done.quarantined else JobState.READY
        reason = "Its marking has to be settled by somebody with the authority." if done.quarantined else ""
        with self._store.reading() as (_, archive):
            blob = archive.store_result(row, Stage.DETECT, done.detection)
        with self._store.writing() as (session, archive):
            jobs.finish(session, lease, state, done.marking.outcome.value, reason, stage=Stage.STORE)
            row = archive.row(lease.document_id)
            archive.note_result(row, Stage.DETECT, VERSIONS[Stage.DETECT], blob)
            measure(row, measures_of(done))
            row.state = state.value
            archive.keep_findings(row, done.report.findings)
            archive.wording.keep(row.id, row.case_id, marks.sketches)
            now_earlier = company.earlier(archive, row, held, self._settings.earlier_documents)
            stale = [row] if compared != [r.id for r in now_earlier] else []
            for other in [*stale, *company.later(archive, row, held)]:
                if not jobs.has_open(session, other.id):
                    jobs.enqueue(session, other.id, Priority.LATER, Task.CHECK_AGAIN)
            self._endings.note(session, lease, state, done.marking.outcome.value)

    def _check_again(self, lease: Lease) -> None:
        """Findings made anew, because an earlier document of the case came in later. No state changes."""
        self._enter(lease, Stage.CHECK)
        with self._store.reading() as (_, archive):
            row = archive.row(lease.document_id)
            document = archive.result(Document, row, Stage.READ)
        if document is None or not row.wrapped_key:
            self._end(lease, JobState.REFUSED, "gone", "The document is no longer kept.", "")
            return
        marks = prints(document.text[: document.main_end], self._prints_key)
        report, _ = self._check(row, document, marks)
        with self._store.reading() as (_, archive):
            blob = archive.store_result(row, Stage.CHECK, report)
        with self._store.writing() as (session, archive):
            row = archive.row(lease.document_id)
            jobs.finish(session, lease, JobState(row.state))
            archive.note_result(row, Stage.CHECK, VERSIONS[Stage.CHECK], blob)
            archive.keep_findings(row, report.findings)
            archive.wording.keep(row.id, row.case_id, marks.sketches)
            row.not_assessed = len(report.not_assessed)

    def _enter(self, lease: Lease, stage: Stage) -> None:
        with self._store.writing() as (session, _):
            jobs.enter(session, lease, stage)

    def _keep(
        self,
        lease: Lease,
        row: DocumentRow,
        results: Mapping[Stage, object],
        then: Stage,
        carried: Sequence[Member] = (),
    ) -> None:
        """Results of stages, in the store first; their rows under the lease, with the stage that follows.

        Files that the document carried become documents in the same transaction.
        """
        parts = unpacking.seal_parts(self._store, carried)
        with self._store.reading() as (_, archive):
            blobs = {stage: archive.store_result(row, stage, value) for stage, value in results.items()}
        with self._store.writing() as (session, archive):
            jobs.enter(session, lease, then)
            for stage, blob in blobs.items():
                archive.note_result(row, stage, VERSIONS[stage], blob)
            keys = self._store.keys
            waiting = unpacking.take_in(session, archive, keys, row, lease.job_id, parts) if parts else []
        ring(self._settings, waiting)

    def _stumble(
        self,
        lease: Lease,
        reason: str,
        remedy: str,
        state: JobState = JobState.FAILED,
        code: str = "fault",
    ) -> None:
        """Try again later, or end in that state where that was the last attempt."""
        if lease.attempt >= self._settings.attempts:
            self._end(lease, state, code, reason, remedy)
            return
        self._tally.add("again")
        with suppress(LeaseLost), self._store.writing() as (session, _):
            jobs.give_back(session, lease, self._store.database.now(session), reason)

    def _put_off(self, lease: Lease, reason: str, seconds: float) -> None:
        """Let another attempt be made for a fault that is not the document's: this one is not counted."""
        with suppress(LeaseLost), self._store.writing() as (session, _):
            jobs.put_off(session, lease, self._store.database.now(session) + seconds, reason)

    def _end(self, lease: Lease, state: JobState, code: str, reason: str, remedy: str) -> None:
        """Refused, failed, or quarantined unread. What is above the ceiling or infected is destroyed."""
        gone: list[str] = []
        with suppress(LeaseLost), self._store.writing() as (session, archive):
            gone = self._endings.write(session, archive, lease, state, code, reason, remedy)
        for name in gone:
            self._store.blobs.remove(name)
