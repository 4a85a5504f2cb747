"""Disclosures: the request, what was decided, the steps, the summary."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.web.shapes.base import Given, Sent, Whole
from models.disclosure import Verdict
from models.people import EntityType, Role
from models.review import ActKind, DisclosureState, FoundBy

Words = Annotated[str, Field(min_length=1, max_length=2000)]
Value = Annotated[int, Field(ge=0, le=1_000_000_000), Whole]


class NewDisclosure(Sent):
    """A request from outside, and the policy that it is answered by."""

    policy: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$", examples=["third-party"])]
    requester: Words = Field(examples=["A solicitor"])
    basis: Words = Field(examples=["Order of the court, 3 March"])
    purpose: Words = Field(examples=["Family proceedings"])
    recipient: Words = Field(examples=["The family court"])
    layout: Literal["flowing", "pages"] = "flowing"


class RequestOut(Given):
    """Who asked, on what basis, for what, and who gets it."""

    requester: str
    basis: str
    purpose: str
    recipient: str
    layout: Literal["flowing", "pages"]


class DisclosureOut(Given):
    """Where a disclosure stands. Accounts are given by id; `request` is null once its key was destroyed."""

    id: str
    document_id: str
    policy: str
    policy_version: str
    state: DisclosureState
    created: datetime
    created_by: str
    changed: datetime
    submitted_by: str
    decided_by: str
    expires: datetime | None
    downloads: int
    files: list[Literal["copy", "summary"]]
    request: RequestOut | None


class DisclosurePage(Given):
    """Some disclosures, those changed last first."""

    items: list[DisclosureOut]
    next: str | None


class SpanIn(Sent):
    """A place on the document's text, in code points."""

    start: Value
    end: Value


class SpanOut(Given):
    """A place on the document's text, in code points."""

    start: int
    end: int


class NewAct(Sent):
    """One step of an officer. An addition needs a `type`, a role its `role`, a join two places."""

    kind: Annotated[ActKind, Field(strict=False)]
    spans: Annotated[list[SpanIn], Field(min_length=1, max_length=2000)]
    everywhere: bool = False
    type: Annotated[EntityType, Field(strict=False)] | None = None
    role: Annotated[Role, Field(strict=False)] | None = None
    reason: Annotated[str, Field(max_length=2000)] = ""


class ActOut(Given):
    """A step on record. `proposed` marks one that was taken over from an earlier version."""

    number: int
    kind: ActKind
    spans: list[SpanOut]
    by: str
    at: str
    everywhere: bool
    type: EntityType | None
    role: Role | None
    reason: str
    found_by: FoundBy | None
    proposed: bool
    undone: bool


class DecisionOut(Given):
    """What happens to one place of the document, and why; never its words."""

    start: int
    end: int
    type: EntityType
    verdict: Verdict
    label: str
    reason: str
    why: str
    recogniser: str
    score: float
    person: str
    role: Role
    by: str


class ConflictOut(Given):
    """Something that is to be kept and cannot be."""

    act: int
    start: int
    end: int
    why: str
    remedy: str


class RemarkOut(Given):
    """What an approver wrote."""

    text: str
    by: str
    at: str


class DeskOut(Given):
    """A disclosure with every decision, conflict, act and remark. `text_length` is in code points."""

    disclosure: DisclosureOut
    text_length: int
    decisions: list[DecisionOut]
    conflicts: list[ConflictOut]
    acts: list[ActOut]
    remarks: list[RemarkOut]


class Finds(Given):
    """Where something stands."""

    items: list[SpanOut]


class SummaryLineOut(Given):
    """A sentence, where it was drafted from, and who wrote it if it was not drafted."""

    text: str
    sources: list[SpanOut]
    by: str


class SummaryPartOut(Given):
    """A heading and what stands under it."""

    name: str
    heading: str
    lines: list[SummaryLineOut]


class TellingLine(Given):
    """A line of the summary that tells what the decisions remove."""

    part: str
    line: int


class SummaryOut(Given):
    """The executive summary. No file is made while a line is `telling`."""

    parts: list[SummaryPartOut]
    left_out: int
    telling: list[TellingLine]


class SummaryIn(Sent):
    """The lines of each part, by the part's name; a part that is not named has none."""

    parts: dict[
        Literal["meeting", "agencies", "considered", "risk", "decisions", "actions", "next-review"],
        Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=200)],
    ]


class NewStep(Sent):
    """A step of the officer's: submit it, give it up, or take it back from its recipient."""

    step: Literal["submit", "withdraw", "revoke"]


class NewApproval(Sent):
    """The approver's answer. Sending back needs a remark."""

    answer: Literal["approve", "send-back"]
    remark: Annotated[str, Field(max_length=2000)] = ""


class NewRelease(Sent):
    """For how many days the recipient may fetch the files."""

    days: Annotated[int, Field(ge=1, le=365), Whole] = 14


class ReleaseOut(Given):
    """The recipient's link, told this once."""

    disclosure: DisclosureOut
    link: str
