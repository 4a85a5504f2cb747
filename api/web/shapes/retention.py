"""What may go and what is held; holds, disposals and their certificates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from api.web.shapes.base import Given, Sent
from pipeline.retention import Disposal, Fate, Hold, Standing
from storage.retention import LONGEST_REASON, SHORTEST_REASON, DisposalState

Reason = Annotated[str, Field(min_length=SHORTEST_REASON, max_length=LONGEST_REASON)]
Day = Annotated[str, Field(json_schema_extra={"format": "date"}, pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""A day as ISO 8601 writes it: JSON has no dates, and what is sent is strict."""


class StandingOut(Given):
    """A document in the dry run. `due` is the first day on which it may go; null where there is none."""

    document_id: str
    case_id: str
    filename: str
    case: str
    fate: Fate
    why: str
    schedule: str | None
    due: date | None
    held: Annotated[date | None, Field(description="The date of the meeting, as the document states it.")]
    received: date

    @classmethod
    def of(cls, found: Standing) -> StandingOut:
        """The document with its judgement."""
        judged = found.judgement
        return cls(
            document_id=judged.document_id,
            case_id=judged.case_id,
            filename=found.filename,
            case=found.case,
            fate=judged.fate,
            why=judged.why,
            schedule=judged.schedule.name if judged.schedule else None,
            due=judged.due,
            held=found.held,
            received=found.received,
        )


class StandingPage(Given):
    """A page of the dry run, the first to go first. `totals` counts all documents by their fate."""

    items: list[StandingOut]
    totals: dict[Fate, int]
    next: str | None


class NewHold(Sent):
    """A hold to be placed. `review` is the day on which it is looked at again, still to come."""

    reason: Reason
    review: Annotated[Day, Field(examples=["2031-03-12"])]


class Lifting(Sent):
    """Why a hold is lifted."""

    reason: Reason


class HoldOut(Given):
    """A hold; `document_id` is null where it is on the whole case. `overdue` lifts nothing."""

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

    @classmethod
    def of(cls, hold: Hold) -> HoldOut:
        """The hold as it stands."""
        return cls.model_validate(hold)


class HoldPage(Given):
    """A page of holds."""

    items: list[HoldOut]
    next: str | None


class NewProposal(Sent):
    """Documents to be proposed together, by their ids."""

    documents: Annotated[
        list[Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]], Field(min_length=1, max_length=200)
    ]


class DisposalOut(Given):
    """One document's disposal. Those proposed together have one `batch`, and are decided on together."""

    id: str
    batch: str
    document_id: str
    case_id: str
    state: DisposalState
    schedule: str
    due: Annotated[date, Field(description="When its time was over, by the schedule.")]
    proposed: datetime
    proposed_by: str
    confirmed: datetime | None
    confirmed_by: str
    ended: datetime | None
    certified: bool

    @classmethod
    def of(cls, disposal: Disposal) -> DisposalOut:
        """The disposal as lists show it."""
        return cls.model_validate(disposal)


class DisposalList(Given):
    """The disposals of one proposal."""

    items: list[DisposalOut]


class DisposalPage(Given):
    """A page of disposals, those proposed last first."""

    items: list[DisposalOut]
    next: str | None


class CertificateOut(Given):
    """A certificate: JSON, signed as it stands in `certificate` with Ed25519; both others are in hex."""

    certificate: str
    signature: str
    public_key: str
