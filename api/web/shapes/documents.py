"""Documents and jobs: lists, progress, and what became of an upload."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from api.web.shapes.base import Given
from models.case import Job, JobState, Stage
from models.finding import Severity
from models.marking import MarkingOutcome
from models.structure import DocumentKind
from pipeline.entries import Entry


class StageState(Given):
    """One step of the pipeline, and whether the document has passed it."""

    stage: Stage
    state: Literal["done", "current", "waiting"]


class JobOut(Given):
    """One document's way through the pipeline. `reason` and `remedy` are set where it ended otherwise."""

    id: str
    document_id: str
    state: JobState
    stage: Stage
    stages: list[StageState]
    attempts: int
    created: datetime
    updated: datetime
    reason: str
    remedy: str

    @classmethod
    def of(cls, job: Job) -> JobOut:
        """The job with its progress."""
        return cls(
            id=job.id,
            document_id=job.document_id,
            state=job.state,
            stage=job.stage,
            stages=progress(job),
            attempts=job.attempts,
            created=job.created,
            updated=job.updated,
            reason=job.reason,
            remedy=job.remedy,
        )


class DocumentOut(Given):
    """A document as lists show it. `declared` and `proposed` are markings without caveats, or empty.

    `part_of` is the e-mail or archive that the file came in; `parts` counts those that came in it, by state.
    """

    id: str
    filename: str
    case_id: str
    case: str
    series: str
    version: int
    superseded_by: str | None
    duplicate_of: str | None
    part_of: str | None
    parts: dict[JobState, int]
    sha256: str
    size: int
    state: JobState
    received: datetime
    received_by: str
    format: str
    form: str
    kind: DocumentKind | Literal[""]
    held: date | None
    declared: str
    proposed: str
    outcome: MarkingOutcome | Literal[""]
    findings: dict[Severity, int]
    not_assessed: int
    mentions: int
    people: int

    @classmethod
    def of(cls, entry: Entry) -> DocumentOut:
        """The entry."""
        return cls.model_validate(entry)


class DocumentAndJob(DocumentOut):
    """One document with the job that brought it where it is."""

    job: JobOut | None


class DocumentPage(Given):
    """Some documents; `next` is the cursor of those after them, null at the end."""

    items: list[DocumentOut]
    next: str | None


class JobPage(Given):
    """Some jobs, the newest first."""

    items: list[JobOut]
    next: str | None


class AcceptedOut(Given):
    """A document that will not be lost."""

    filename: str
    document_id: str
    job_id: str
    case_id: str
    version: int
    duplicate_of: str | None


class TurnedOut(Given):
    """A file that was not accepted."""

    filename: str
    code: str
    message: str
    remedy: str


class Uploaded(Given):
    """What became of the files of one request."""

    accepted: list[AcceptedOut]
    refused: list[TurnedOut]


def progress(job: Job) -> list[StageState]:
    """All stages in order, with how far the job has come."""
    stages = list(Stage)
    ended = job.state in (JobState.READY, JobState.QUARANTINED, JobState.UNPACKED)
    at = len(stages) if ended else stages.index(job.stage)
    return [
        StageState(stage=s, state="done" if n < at else "current" if n == at else "waiting")
        for n, s in enumerate(stages)
    ]
