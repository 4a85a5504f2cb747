"""Cases, a case's timeline, and figures over all documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request

from api.web.permissions import Permission, needs
from api.web.shapes import CaseList, CaseOut, FiguresOut, TimelineOut
from api.web.state import actor_of, shared

router = APIRouter(tags=["cases"])

CaseId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The case's id.")]


@router.get("/api/v1/cases", summary="List cases")
@needs(Permission.READ)
def cases(request: Request) -> CaseList:
    """All cases, in order of reference."""
    found = shared(request).service.cases(actor_of(request))
    return CaseList(items=[CaseOut(id=id, reference=reference) for id, reference in found])


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
