"""The JSON of the HTTP API, for its validation and its OpenAPI description.

What is sent in is strict: no field too many, no number for a string. What goes out about a document's content
has the keys of the command line's `--json` (`api.answers`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from models.case import Job, JobState, Stage
from models.finding import Severity
from models.marking import MarkingOutcome
from models.people import EntityType, Role
from models.structure import Confidence, DocumentKind
from pipeline.entries import Entry
from storage.accounts import AccountRole


class Sent(BaseModel):
    """What a client sends."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Given(BaseModel):
    """What a client gets."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class FieldError(Given):
    """A field that cannot be used, and why; never its value."""

    field: str
    message: str


class ProblemDetails(Given):
    """RFC 9457 problem details. `code` is stable, `detail` and `remedy` are for people."""

    type: str = Field(examples=["/api/v1/problems#not-ready"])
    title: str = Field(examples=["Conflict"])
    status: int = Field(examples=[409])
    code: str = Field(examples=["not-ready"])
    detail: str = Field(examples=["The document is not processed yet."])
    remedy: str = Field(examples=["Ask again in a moment."])
    errors: list[FieldError] = []


class SignIn(Sent):
    """Who signs in."""

    name: Annotated[str, Field(min_length=1, max_length=100, examples=["Records office"])]
    password: Annotated[str, Field(min_length=1, max_length=256)]


class NewPassword(Sent):
    """A change of one's own password."""

    present: Annotated[str, Field(min_length=1, max_length=256)]
    new: Annotated[str, Field(min_length=12, max_length=256)]


class Who(Given):
    """The account that is signed in."""

    id: str
    name: str
    role: AccountRole
    must_change: bool


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
    """A document as lists show it. `declared` and `proposed` are markings without caveats, or empty."""

    id: str
    filename: str
    case_id: str
    case: str
    series: str
    version: int
    superseded_by: str | None
    duplicate_of: str | None
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


class SourceOut(Given):
    """Where a rule comes from."""

    title: str
    paragraph: str


class EarlierOut(Given):
    """A passage of another document that a finding rests on."""

    sha256: str
    file: str
    start: int | None
    end: int | None
    quote: str
    dated: str | None


class FindingOut(Given):
    """One fault. Offsets are code points on the document's text; null where the fault is an absence."""

    code: str
    severity: Severity
    confidence: Confidence
    title: str
    message: str
    hint: str
    source: str
    sources: list[SourceOut]
    section: str
    start: int | None
    end: int | None
    quote: str
    key: str
    earlier: list[EarlierOut]


class NotAssessedOut(Given):
    """A rule that could not be judged: never to be read as passed."""

    code: str
    title: str
    reason: str


class FindingPage(Given):
    """Some findings, with all that was not assessed and what passed."""

    items: list[FindingOut]
    next: str | None
    total: int
    not_assessed: list[NotAssessedOut]
    passed: list[str]
    profile: str


class PlaceOut(Given):
    """A place in the text."""

    start: int | None
    end: int | None


class CaveatOut(Given):
    """An additional marking."""

    kind: str
    text: str


class MarkingDetail(Given):
    """A marking in its parts."""

    tier: str
    sensitive: bool
    caveats: list[CaveatOut]
    when_complete: bool
    legacy: str | None


class DeclaredPlace(PlaceOut):
    """Where the document says its marking."""

    text: str
    marking: str
    channel: str
    page: int | None


class ReasonOut(Given):
    """A criterion that the content meets."""

    code: str
    title: str
    why: str
    spans: list[PlaceOut]
    calls_for: str | None


class MarkingProblemOut(Given):
    """Something wrong with the marking as declared."""

    code: str
    message: str
    remedy: str
    spans: list[PlaceOut]


class MarkingOut(Given):
    """Everything that marking says of the document."""

    file: str
    outcome: MarkingOutcome
    quarantine: bool
    declared: str | None
    declared_detail: MarkingDetail | None
    assessed: str
    proposed: str
    caveats: list[CaveatOut]
    places: list[DeclaredPlace]
    reasons: list[ReasonOut]
    problems: list[MarkingProblemOut]


class Settle(Sent):
    """A marking that somebody with the authority gives a document in quarantine."""

    marking: Literal["OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"]
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class MentionCounts(Given):
    """How many mentions there are, without saying whom they name."""

    mentions: int
    people: int
    by_type: dict[EntityType, int]
    by_role: dict[Role, int]


class NewCopy(Sent):
    """A redacted copy to be made. Without a policy, the installation's default."""

    policy: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$", examples=["third-party"])] | None = None


class LeakOut(Given):
    """A removed string that was found again: never in a copy that is given out."""

    removal: int
    where: str
    how: str


class VerificationOut(Given):
    """What the verifier did."""

    clean: bool
    readers: list[str]
    searched: int
    leaks: list[LeakOut]
    notes: list[str]


class LogEntryOut(Given):
    """What went, or stayed, and why; never the text itself."""

    label: str
    type: EntityType
    role: Role
    reason: str
    why: str
    count: int
    sections: list[str]


class ReasonWords(Given):
    """A reason's code in words."""

    code: str
    words: str


class LogOut(Given):
    """The log that goes with a copy."""

    policy: str
    policy_version: str
    original_sha256: str
    copy_sha256: str
    marking: str
    made: str
    removed: list[LogEntryOut]
    kept: list[LogEntryOut]
    reasons: list[ReasonWords]


class CopyOut(Given):
    """A verified copy. `href` gives the file, for `seconds` and to the account that made it."""

    id: str
    document_id: str
    filename: str
    href: str
    seconds: int
    policy: str
    policy_version: str
    removed: int
    kept: int
    verification: VerificationOut
    log: LogOut


class CaseOut(Given):
    """A case: its id here and the area's own reference."""

    id: str
    reference: str


class CaseList(Given):
    """All cases, in order of reference."""

    items: list[CaseOut]


class PolicyOut(Given):
    """A disclosure policy that copies can be made by."""

    name: str
    version: str
    title: str
    purpose: str


class PolicyList(Given):
    """All policies."""

    items: list[PolicyOut]


class RecordOut(Given):
    """One event of the audit trail. `actor` is an account's id."""

    seq: int
    at: str
    event: str
    actor: str
    detail: dict[str, str | int]


class RecordPage(Given):
    """Some events in order; `next` is the number to ask after, null where there are no more for now."""

    items: list[RecordOut]
    next: int | None


class Health(Given):
    """Whether the server answers."""

    status: Literal["ok"]


class Readiness(Given):
    """Whether documents can be taken in: the database and the keys answer."""

    status: Literal["ready"]
    waiting: int


def progress(job: Job) -> list[StageState]:
    """All stages in order, with how far the job has come."""
    stages = list(Stage)
    at = len(stages) if job.state in (JobState.READY, JobState.QUARANTINED) else stages.index(job.stage)
    return [
        StageState(stage=s, state="done" if n < at else "current" if n == at else "waiting")
        for n, s in enumerate(stages)
    ]
