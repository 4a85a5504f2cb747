"""Cases, their meetings, and what happens to a document on its way in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.document import Document
from models.text import Span


class Stage(StrEnum):
    """The steps of the pipeline, in order. Marking comes before storage."""

    RECEIVE = "receive"
    READ = "read"
    IDENTIFY = "identify"
    MARK = "mark"
    CHECK = "check"
    DETECT = "detect"
    STORE = "store"


class JobState(StrEnum):
    """Where a job stands. The last seven are terminal: every accepted document reaches exactly one."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    QUARANTINED = "quarantined"
    REFUSED = "refused"
    FAILED = "failed"
    UNPACKED = "unpacked"  # an archive: no document itself, each file in it has a job of its own
    CANCELLED = "cancelled"  # stopped by a person; it can be taken up again where it was
    DISPOSED = "disposed"  # of documents alone: destroyed when its time was over, with a certificate

    @property
    def terminal(self) -> bool:
        """True where nothing more will happen by itself."""
        return self not in (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Job:
    """One document's way through the pipeline. Times are UTC."""

    id: str
    document_id: str
    state: JobState
    stage: Stage
    attempts: int
    created: datetime
    updated: datetime
    reason: str = ""  # in plain English, no document text
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One person under management. `reference` is the area's own; it names nobody."""

    id: str
    reference: str
    area: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a case, or its referral."""

    id: str
    case_id: str
    held: date | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What a document is compared with: the case's earlier documents, oldest first, and other cases'.

    `held_widely` are the document's own passages that many other cases hold too: a form's or a house's words.
    """

    earlier: tuple[Document, ...] = ()
    other_cases: tuple[Document, ...] = ()
    held_widely: tuple[Span, ...] = ()
