"""The destruction itself, in steps that are each safe to do twice.

Threat: a document is said to be destroyed and is not: the process was killed half way, a key stands in the
database's log, a back-up brings the document back, another document's findings go on quoting it. Rule: once
more, for holds, in the transaction that destroys the keys; then the pieces go from the store, the keys are
searched for in the database's files, the certificate is written to the list that outlives a restore, and only
then is it done. A process that is killed leaves a row that says how far it came, and the next one that opens
the installation goes on from there. Documents that were compared with it are checked again. Residual risk:
what left the building before, and what `storage.traces` and the certificate say remains.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.case import JobState
from pipeline.retention import certificate
from pipeline.retention.book import papers_of
from pipeline.retention.tombstones import NAME, Tombstone, Tombstones
from pipeline.settings import Settings
from storage import audit, company, jobs, traces
from storage.archive import Archive
from storage.disclosures import DisclosureRow
from storage.events import Event
from storage.retention import DisposalRow, DisposalState, sharing
from storage.scope import INSTALLATION
from storage.store import Store
from storage.tables import DocumentRow, JobRow

log = logging.getLogger("countersign.retention")

SYSTEM = "system"
_AT_ONCE = 1000  # ids in one statement


class Destruction:
    """Carries out what was confirmed. It is the installation's own work: it sees every area."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store.seen_by(INSTALLATION)
        self._stones = Tombstones(settings.keys.with_name(NAME), store.keys)

    def resume(self) -> int:
        """Go on with what a killed process left; how many were carried to their end."""
        with self._store.reading() as (_, archive):
            rows = archive.retention.disposals([DisposalState.CONFIRMED, DisposalState.DESTROYED])
            ids = [row.id for row in rows]
        self.carry_out(ids)
        return len(ids)

    def settle(self) -> int:
        """What opening the installation begins with; how many documents a back-up had brought back.

        Raises `SettingsError` where the list of disposals was changed. What cannot be cleared away now,
        because something reads the database, is left for the next time: its keys are gone all the same.
        """
        try:
            again = self.again()
            self.resume()
        except traces.StillWritten as fault:
            log.warning("a disposal is not over: %s", fault.message)
            return 0
        return again

    @property
    def listed(self) -> bool:
        """Whether there is a list of disposals beside the keys."""
        return self._stones.there

    def again(self) -> int:
        """Destroy again what a back-up brought back, by the list beside the keys; how many documents."""
        stones = {stone.document: stone for stone in self._stones.all()}
        ids = list(stones)
        back: list[str] = []
        with self._store.reading() as (session, _):
            for at in range(0, len(ids), _AT_ONCE):
                there = DocumentRow.id.in_(ids[at : at + _AT_ONCE])
                back += session.scalars(select(DocumentRow.id).where(there, DocumentRow.wrapped_key != b""))
        for id in back:
            self._destroy_again(stones[id])
        return len(back)

    def carry_out(self, ids: Sequence[str]) -> None:
        """The steps of several disposals: the database's files are cleared once for all of them."""
        taken: dict[str, tuple[bytes, ...] | None] = {}
        for id in ids:
            keys = self._destroy(id)
            if keys is not _STOPPED:
                taken[id] = keys
        if not taken:
            return
        for id in taken:
            self._clear_store(id)
        known = [keys for keys in taken.values() if keys is not None]
        searched = traces.clear(
            self._store.database,
            [k for keys in known for k in keys] if len(known) == len(taken) else None,
        )
        for id in taken:
            self._finish(id, searched)

    def _destroy(self, id: str) -> tuple[bytes, ...] | None:
        """The keys gone, in one transaction: the wrapped keys that were; None where that was done before."""
        with self._store.writing() as (session, archive):
            disposal = archive.retention.disposal(id, lock=True)
            if disposal.state == DisposalState.DESTROYED.value:
                return None
            if disposal.state != DisposalState.CONFIRMED.value:
                return _STOPPED
            row = archive.row(disposal.document_id)
            archive.retention.lock(row)
            why = self._obstacle(session, archive, row)
            if why:
                disposal.state, disposal.ended = DisposalState.STOPPED.value, datetime.now(UTC)
                self._note(session, Event.DISPOSAL_STOPPED, SYSTEM, disposal=id, document=row.id, why=why)
                return _STOPPED
            touched = self._touched(session, archive, row)
            keys, pieces = _take(session, archive, row)
            now = datetime.now(UTC)
            disposal.pieces = json.dumps(
                {
                    "names": pieces,
                    "keys": [hashlib.sha256(key).hexdigest() for key in keys],
                    "at": now.isoformat(),
                }
            )
            disposal.state = DisposalState.DESTROYED.value
            for other in touched:
                if not jobs.has_open(session, other):
                    jobs.enqueue(session, other, jobs.Priority.LATER, jobs.Task.CHECK_AGAIN)
            self._note(
                session,
                Event.DISPOSAL_DESTROYED,
                SYSTEM,
                disposal=id,
                document=row.id,
                data_keys=len(keys),
                pieces=len(pieces),
            )
            return keys

    def _clear_store(self, id: str) -> None:
        with self._store.reading() as (_, archive):
            names = json.loads(archive.retention.disposal(id).pieces)["names"]
        for name in names:
            self._store.blobs.remove(name)

    def _finish(self, id: str, searched: traces.Searched) -> None:
        """Certified: on the list first, then in the row."""
        with self._store.reading() as (_, archive):
            disposal = archive.retention.disposal(id)
            gone = json.loads(disposal.pieces)
            assert disposal.confirmed is not None
            at = datetime.fromisoformat(gone["at"])
            words = certificate.written(
                json.loads(disposal.facts) | {"disposal": id},
                (disposal.proposed_by, disposal.proposed),
                (disposal.confirmed_by, disposal.confirmed),
                certificate.Destroyed(at, tuple(gone["keys"]), len(gone["names"])),
                searched,
                sum(self._store.blobs.holds(name) for name in gone["names"]),
                datetime.now(UTC),
            )
            document = disposal.document_id
        signature = self._store.keys.sign(words.encode())
        self._stones.add(Tombstone(id, document, words, signature))
        with self._store.writing() as (session, archive):
            disposal = archive.retention.disposal(id, lock=True)
            if disposal.state != DisposalState.DESTROYED.value:
                return  # another process was quicker
            disposal.state, disposal.ended = DisposalState.DONE.value, datetime.now(UTC)
            disposal.certificate, disposal.signature, disposal.pieces = words, signature, ""
            self._note(
                session,
                Event.DISPOSAL_COMPLETE,
                SYSTEM,
                disposal=id,
                document=document,
                certificate=certificate.sha256_of(words),
            )
        log.info("disposal %s is done", id)

    def _destroy_again(self, stone: Tombstone) -> None:
        """As before, by the list: who proposed and confirmed it, and when, its certificate says."""
        with self._store.writing() as (session, archive):
            row = archive.row(stone.document)
            touched = self._touched(session, archive, row)
            keys, pieces = _take(session, archive, row)
            self._record_again(session, row, stone)
            for other in touched:
                if not jobs.has_open(session, other):
                    jobs.enqueue(session, other, jobs.Priority.LATER, jobs.Task.CHECK_AGAIN)
            self._note(session, Event.DISPOSAL_AGAIN, SYSTEM, disposal=stone.disposal, document=row.id)
        for name in pieces:
            self._store.blobs.remove(name)
        traces.clear(self._store.database, keys)

    def _record_again(self, session: Session, row: DocumentRow, stone: Tombstone) -> None:
        said = json.loads(stone.certificate)
        kept_row = session.get(DisposalRow, stone.disposal)
        if kept_row is None:
            kept_row = DisposalRow(
                id=stone.disposal,
                batch=stone.disposal[:16],
                document_id=row.id,
                case_id=row.case_id,
                proposed=datetime.fromisoformat(said["proposed"]["at"]),
                proposed_by=said["proposed"]["by"],
                confirmed=datetime.fromisoformat(said["confirmed"]["at"]),
                confirmed_by=said["confirmed"]["by"],
                facts=stone.certificate,
            )
            session.add(kept_row)
        kept_row.state, kept_row.ended = DisposalState.DONE.value, datetime.now(UTC)
        kept_row.certificate, kept_row.signature, kept_row.pieces = stone.certificate, stone.signature, ""

    def _obstacle(self, session: Session, archive: Archive, row: DocumentRow) -> str:
        """What stands in the way now, whatever was so when it was confirmed; a word for the trail."""
        if not row.wrapped_key:
            return "gone"
        if archive.retention.held(row):
            return "held"
        [paper] = papers_of(archive, [row])
        if paper.disclosure_open:
            return "disclosure"
        running = session.scalars(
            select(JobRow).where(JobRow.document_id == row.id, JobRow.state.in_(_AT_WORK))
        ).all()
        if any(job.task == jobs.Task.PROCESS.value for job in running):
            return "processing"
        for job in running:  # it was to be compared again: nothing to compare any more
            jobs.cancel(session, job.id)
        return ""

    def _touched(self, session: Session, archive: Archive, row: DocumentRow) -> list[str]:
        """Documents whose findings may quote this one: the case's, and others' that share wording."""
        shared = sharing(session, row.id, archive.wording)
        mine = archive.visible().where(DocumentRow.case_id == row.case_id)
        near = {r.id: r for r in session.scalars(mine)}
        near |= {id: archive.row(id) for id in shared if id not in near}
        return sorted(
            id
            for id, other in near.items()
            if id != row.id and other.wrapped_key and other.state in company.COMPARABLE
        )

    def _note(self, session: Session, event: Event, actor: str, **detail: str | int) -> None:
        audit.append(session, self._store.keys, event, actor, **detail)


_STOPPED: tuple[bytes, ...] = (b"",)
_AT_WORK = (JobState.QUEUED.value, JobState.RUNNING.value)


def _take(session: Session, archive: Archive, row: DocumentRow) -> tuple[tuple[bytes, ...], list[str]]:
    """Destroy the keys: what they were in their wrapped form, and the pieces that they opened."""
    disclosed = session.scalars(
        select(DisclosureRow.wrapped_key).where(
            DisclosureRow.document_id == row.id, DisclosureRow.wrapped_key != b""
        )
    ).all()
    keys = [row.wrapped_key, *disclosed]
    case = archive.case_row(row.case_id)
    case_key = case.wrapped_key
    pieces = archive.destroy(row)
    row.state = JobState.DISPOSED.value
    session.flush()
    archive.forget_case(row.case_id)
    if case_key and not case.wrapped_key:
        keys.append(case_key)
    session.flush()
    return tuple(keys), pieces
