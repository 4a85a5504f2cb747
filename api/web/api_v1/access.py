"""Areas, and who may see a case, for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request

from api.web.permissions import Permission, needs
from api.web.problems import Problem
from api.web.shapes.access import AreaList, AreaOut, CaseAccessChange, CaseAccessOut, NewArea
from api.web.state import account_of, actor_of, shared
from storage import access
from storage.access import Access
from storage.events import Event

router = APIRouter(prefix="/api/v1", tags=["people"])

CaseId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The case's id.")]


@router.get("/areas", summary="List areas")
@needs(Permission.SIGNED_IN)
def areas(request: Request) -> AreaList:
    """The areas that whoever asks works in."""
    here, who = shared(request), account_of(request)
    with here.store.database.reading() as session:
        found = [a for a in access.areas(session) if a.id in who.areas]
    return AreaList(items=[AreaOut(id=a.id, title=a.title) for a in found])


@router.post("/areas", summary="Add an area", status_code=HTTPStatus.CREATED)
@needs(Permission.ACCOUNTS)
def add_area(request: Request, sent: NewArea) -> AreaOut:
    """Only for administrators of every area."""
    here, who = shared(request), account_of(request)
    if not who.every_area:
        raise Problem(
            HTTPStatus.FORBIDDEN,
            "forbidden",
            "You work in some areas only.",
            "Ask an administrator of every area.",
        )
    with here.store.database.writing() as session:
        made = access.add_area(session, sent.id, sent.title)
    here.service.record(Event.SENSITIVE_CREATE, who.id, document="all", what=f"area:{made.id}")
    return AreaOut(id=made.id, title=made.title)


@router.get("/cases/{id}/access", summary="Who may see a case")
@needs(Permission.NEED_TO_KNOW)
def case_access(request: Request, id: CaseId) -> CaseAccessOut:
    """Everybody of its area, or where it is restricted the people on its list."""
    _, found, _ = shared(request).service.access_book.of(id)
    return _out(found)


@router.put("/cases/{id}/access", summary="Say who may see a case")
@needs(Permission.NEED_TO_KNOW)
def set_case_access(request: Request, id: CaseId, sent: CaseAccessChange) -> CaseAccessOut:
    """Keep it to those people, or open it to its area. Who is not on the list finds no such case."""
    book = shared(request).service.access_book
    return _out(book.change(id, sent.restricted, sent.people, actor_of(request)))


def _out(found: Access) -> CaseAccessOut:
    return CaseAccessOut(
        case_id=found.case_id,
        area=found.area,
        restricted=found.restricted,
        people=sorted(found.people),
    )
