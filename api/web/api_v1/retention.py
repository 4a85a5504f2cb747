"""Retention for programs: the dry run, holds, disposals that two people decide on, certificates."""

from __future__ import annotations

from collections import Counter
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from api.web.paging import Cursor, Limit, following, start
from api.web.permissions import Permission, needs
from api.web.problems import Problem
from api.web.shapes.retention import (
    CertificateOut,
    DisposalList,
    DisposalOut,
    DisposalPage,
    HoldOut,
    HoldPage,
    Lifting,
    NewHold,
    NewProposal,
    StandingOut,
    StandingPage,
)
from api.web.state import actor_of, shared
from pipeline.retention import Fate

router = APIRouter(prefix="/api/v1", tags=["retention"])

DocumentId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The document's id.")]
CaseId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The case's id.")]
HoldId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The hold's id.")]
DisposalId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The disposal's id.")]
Batch = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="What was proposed together.")]


@router.get("/retention", summary="What may go, what is held, what cannot be judged")
@needs(Permission.RETENTION)
def dry_run(
    request: Request,
    fate: Annotated[Fate | None, Query(description="Those of that fate alone.")] = None,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> StandingPage:
    """Every document that is kept, by the schedules of today, the first to go first. It changes nothing."""
    begin = start(cursor)
    found = shared(request).service.retention.standings(actor_of(request))
    wanted = [s for s in found if fate is None or s.judgement.fate is fate]
    return StandingPage(
        items=[StandingOut.of(s) for s in wanted[begin : begin + limit]],
        totals=Counter(s.judgement.fate for s in found),
        next=following(begin, limit, len(wanted) - begin),
    )


@router.get("/holds", summary="List legal holds")
@needs(Permission.RETENTION)
def holds(request: Request, limit: Limit = 50, cursor: Cursor = "") -> HoldPage:
    """The holds that stand, those to be reviewed first."""
    begin = start(cursor)
    found = shared(request).service.retention.holds(actor_of(request))
    items = [HoldOut.of(hold) for hold in found[begin : begin + limit]]
    return HoldPage(items=items, next=following(begin, limit, len(found) - begin))


@router.post("/cases/{id}/holds", summary="Place a legal hold on a case", status_code=HTTPStatus.CREATED)
@needs(Permission.RETENTION)
def hold_case(request: Request, id: CaseId, sent: NewHold) -> HoldOut:
    """Nothing of the case is destroyed until somebody lifts it, nor what comes into it."""
    book = shared(request).service.retention
    return HoldOut.of(book.hold(actor_of(request), sent.reason, _day(sent.review), case_id=id))


@router.post(
    "/documents/{id}/holds", summary="Place a legal hold on a document", status_code=HTTPStatus.CREATED
)
@needs(Permission.RETENTION)
def hold_document(request: Request, id: DocumentId, sent: NewHold) -> HoldOut:
    """It is not destroyed until somebody lifts the hold, even where that was proposed."""
    book = shared(request).service.retention
    return HoldOut.of(book.hold(actor_of(request), sent.reason, _day(sent.review), document_id=id))


@router.post("/holds/{id}/lift", summary="Lift a legal hold")
@needs(Permission.RETENTION)
def lift(request: Request, id: HoldId, sent: Lifting) -> HoldOut:
    """With a reason, which is kept with the hold."""
    return HoldOut.of(shared(request).service.retention.lift(actor_of(request), id, sent.reason))


@router.get("/disposals", summary="List proposals that are not over")
@needs(Permission.RETENTION)
def disposals(request: Request, limit: Limit = 50, cursor: Cursor = "") -> DisposalPage:
    """What was proposed, or confirmed and is being carried out."""
    begin = start(cursor)
    found = shared(request).service.disposals.disposals(actor_of(request), unfinished=True)
    items = [DisposalOut.of(one) for one in found[begin : begin + limit]]
    return DisposalPage(items=items, next=following(begin, limit, len(found) - begin))


@router.post("/disposals", summary="Propose documents for disposal", status_code=HTTPStatus.CREATED)
@needs(Permission.RETENTION)
def propose(request: Request, sent: NewProposal) -> DisposalList:
    """Each has to be due; what came in the same e-mail or archive is proposed with it."""
    made = shared(request).service.disposals.propose(actor_of(request), sent.documents)
    return DisposalList(items=[DisposalOut.of(one) for one in made])


@router.post("/disposals/{batch}/confirm", summary="Confirm what somebody else proposed")
@needs(Permission.DISPOSE)
def confirm(request: Request, batch: Batch) -> DisposalList:
    """Each is judged once more, then destroyed. Who proposed it is refused: `four-eyes`."""
    done = shared(request).service.disposals.confirm(actor_of(request), batch)
    return DisposalList(items=[DisposalOut.of(one) for one in done])


@router.post("/disposals/{batch}/withdraw", summary="Take a proposal back")
@needs(Permission.RETENTION)
def withdraw(request: Request, batch: Batch) -> DisposalList:
    """Before it is confirmed."""
    gone = shared(request).service.disposals.withdraw(actor_of(request), batch)
    return DisposalList(items=[DisposalOut.of(one) for one in gone])


@router.get("/certificates", summary="List disposals that are certified")
@needs(Permission.CERTIFICATES)
def certificates(request: Request, limit: Limit = 50, cursor: Cursor = "") -> DisposalPage:
    """Ids and dates of what was destroyed, no content."""
    begin = start(cursor)
    found = [d for d in shared(request).service.disposals.disposals(actor_of(request)) if d.certified]
    items = [DisposalOut.of(one) for one in found[begin : begin + limit]]
    return DisposalPage(items=items, next=following(begin, limit, len(found) - begin))


@router.get("/certificates/{id}", summary="A certificate of disposal")
@needs(Permission.CERTIFICATES)
def certificate(request: Request, id: DisposalId) -> CertificateOut:
    """What went, when, by whom and by which schedule, signed as it stands."""
    words = shared(request).service.disposals.certificate(actor_of(request), id)
    return CertificateOut.model_validate_json(words)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "invalid",
            "There is no such day.",
            "Name a day of the calendar, as 2031-03-12.",
            errors=[{"field": "review", "message": "Not a day of the calendar."}],
        ) from None
