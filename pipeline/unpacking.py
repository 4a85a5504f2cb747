"""Files that an e-mail or archive carried, taken in as documents of their own, each exactly once.

Threat: a worker that dies while it unpacks, so that a file is lost, or is there twice. Rule: the bytes of all
files go to the store first; then one transaction, under the lease, makes all their rows and jobs and says
that the file around them was unpacked. Killed before the commit nothing is there but bytes that are swept;
killed after it there is nothing left to do. The database holds each file's number within the one around it to
be there once. Residual risk: none known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ingest import INSIDE, Member
from models.case import JobState
from models.errors import Refused
from pipeline.entries import plain_name
from storage import audit, jobs
from storage.archive import Archive, Sealed, seal_original
from storage.events import Event
from storage.keys import KeyProvider
from storage.store import Store
from storage.tables import DocumentRow, JobRow


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside another, its bytes in the store; or why it was not taken out."""

    name: str
    sealed: Sealed
    refused: Refused | None


def seal_parts(store: Store, members: Sequence[Member]) -> list[Part]:
    """Put the files' bytes in the store, each under a key of its own. Safe outside any transaction."""
    return [Part(m.name, seal_original(store.keys, store.blobs, m.data), m.refused) for m in members]


def take_in(
    session: Session,
    archive: Archive,
    keys: KeyProvider,
    parent: DocumentRow,
    job_id: str,
    parts: Sequence[Part],
) -> list[str]:
    """Make the parts' rows and jobs; the ids of jobs that wait. Nothing where they are there already."""
    if archive.parts([parent.id]):
        return []
    job = session.get_one(JobRow, job_id)
    around = archive.filename(parent)
    waiting = []
    for number, part in enumerate(parts):
        name = plain_name(f"{around}{INSIDE}{part.name}")
        row = archive.add(part.sealed, parent.case_id, name, parent.received_by, part_of=(parent.id, number))
        if part.refused is None:
            id = jobs.enqueue(session, row.id, jobs.Priority(job.priority))
            waiting.append(id)
        else:
            row.state = JobState.REFUSED.value
            id = jobs.enqueue_refused(session, row.id, part.refused)
        audit.append(
            session,
            keys,
            Event.UPLOAD_COMPLETE,
            parent.received_by,
            document=row.id,
            case=parent.case_id,
            job=id,
            size=part.sealed.size,
            version=part.sealed.version,
        )
    return waiting


def told(members: Sequence[Member]) -> str:
    """What the job of an archive says at its end."""
    files = "1 file" if len(members) == 1 else f"{len(members)} files"
    lost = sum(m.refused is not None for m in members)
    said = f"It was unpacked: {files}, each a document of its own."
    return said if not lost else f"{said} {lost} of them could not be taken out."
