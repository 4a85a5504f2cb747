"""Cases, a case's timeline, and figures over all documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from api.web.paging import Cursor, Limit, following, start
from api.web.permissions import Permission, needs
from api.web.shapes import CaseOut, CasePage, FiguresOut, TimelineOut
from api.web.state import actor_of, shared

router = APIRouter(tags=["cases"])

CaseId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The case's id.")]


@router.get("/api/v1/cases", summary="List cases")
@needs(Permission.READ)
def cases(
    request: Request,
    reference: Annotated[str, Query(max_length=100, description="A reference, or a part of one.")] = "",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> CasePage:
    """Cases, those that met last first."""
    begin, wanted = start(cursor), " ".join(reference.split())
    book = shared(request).service.case_book
    found = book.listed(wanted, actor_of(request), most=limit + 1, skip=begin)
    items = [CaseOut.model_validate(line, extra="ignore") for line in found[:limit]]
    return CasePage(items=items, next=following(begin, limit, len(found)))


@router.get("/api/v1/cases/{id}/timeline", summary="A case's meetings and referrals in order")
@needs(Permission.READ)
def timeline(request: Request, id: CaseId) -> TimelineOut:
    """The case's documents, oldest first, with level, risk of serious harm, marking, counts of findings."""
    return TimelineOut.of(shared(request).service.case_book.timeline(id, actor_of(request)))


@router.get("/api/v1/figures", summary="What inspectors ask for, by month")
@needs(Permission.FIGURES)
def figures(request: Request) -> FiguresOut:
    """Counts over all minutes: how soon they came in, how many have which faults. No document is opened."""
    return FiguresOut.of(shared(request).service.figure_book.all(actor_of(request)))
