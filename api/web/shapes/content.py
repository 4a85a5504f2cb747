"""What was found in a document: findings, marking, mentions. The keys are those of `api.answers`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.web.shapes.base import Given, Sent
from models.answer import AnswerKind, Standing
from models.finding import Severity
from models.marking import MarkingOutcome
from models.people import EntityType, Role
from models.structure import Confidence


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


class AnswerOut(Given):
    """What a chair said to a finding. `by` is an account's id, `version` the document's at that time."""

    key: str
    answer: AnswerKind
    reason: str
    by: str
    name: str
    at: datetime
    version: int


class FindingOut(Given):
    """One fault. Offsets are code points on the document's text; null where the fault is an absence.

    `standing` compares with the version before; it is null for a first version.
    """

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
    answer: AnswerOut | None
    standing: Standing | None


class SinceOut(Given):
    """What this version did to the `before` findings of the version before."""

    before: int
    cleared: list[FindingOut]
    still_there: int
    reworded: int
    new: int


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
    since: SinceOut | None


class NewAnswer(Sent):
    """An answer to a finding. A waiver needs a reason."""

    answer: Literal["acknowledged", "waived"]
    reason: Annotated[str, Field(max_length=2000, examples=["The agency confirmed it by telephone."])] = ""


class AnswerList(Given):
    """The answers of a document's series, also those to findings that a later version cleared."""

    items: list[AnswerOut]


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
