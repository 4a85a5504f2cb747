"""Who may see what: the areas, an account's areas, a case's list of who needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import Response

from api.web import second_step
from api.web.pages.entrance import Typed, go, told
from api.web.people import account_to_deal_with, give_areas
from api.web.permissions import Permission, needs
from api.web.rendering import page
from api.web.state import account_of, actor_of, shared
from storage import access
from storage.access import Access
from storage.accounts import Account, AccountFault, Accounts
from storage.events import Event

router = APIRouter()

AccountId = Annotated[str, Path(pattern=r"^account-[0-9a-f]{24}$")]
CaseId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Several = Annotated[list[Annotated[str, Form(max_length=64)]], Form(max_length=500)]


@router.get("/areas")
@needs(Permission.ACCOUNTS)
def areas(request: Request) -> Response:
    """The areas that the administrator deals with, and the form to add one."""
    return _areas(request)


@router.post("/areas")
@needs(Permission.ACCOUNTS)
def add_area(request: Request, area: Typed = "", title: Typed = "") -> Response:
    """Add an area. Only an administrator of every area can: the others would not see it."""
    here, who = shared(request), account_of(request)
    try:
        if not who.every_area:
            raise AccountFault(
                "area", "You work in some areas only.", "Ask an administrator of every area to add it."
            )
        with here.store.database.writing() as session:
            made = access.add_area(session, area.strip(), title)
    except AccountFault as fault:
        return _areas(request, [told(fault)], area, title)
    here.service.record(Event.SENSITIVE_CREATE, who.id, document="all", what=f"area:{made.id}")
    return go("/areas")


@router.get("/accounts/{id}")
@needs(Permission.ACCOUNTS)
def account(request: Request, id: AccountId) -> Response:
    """One account: its areas, its second factor, its sessions."""
    return _account(request, account_to_deal_with(request, id))


@router.post("/accounts/{id}/areas")
@needs(Permission.ACCOUNTS)
def set_areas(
    request: Request,
    id: AccountId,
    areas: Several = [],  # noqa: B006
    every: Annotated[bool, Form()] = False,
) -> Response:
    """Say which areas the account works in. Its sessions end."""
    other = account_to_deal_with(request, id)
    try:
        give_areas(request, other, None if every else areas)
    except AccountFault as fault:
        return _account(request, other, [told(fault)])
    return go(f"/accounts/{id}")


@router.post("/accounts/{id}/second-factor")
@needs(Permission.ACCOUNTS)
def reset_factor(request: Request, id: AccountId) -> Response:
    """Take away the second factor of somebody who lost it. Their sessions end."""
    second_step.reset(request, account_to_deal_with(request, id))
    return go(f"/accounts/{id}")


@router.post("/accounts/{id}/sessions")
@needs(Permission.ACCOUNTS)
def end_sessions(request: Request, id: AccountId) -> Response:
    """End every session of an account."""
    here, other = shared(request), account_to_deal_with(request, id)
    with here.store.database.writing() as session:
        Accounts(session, here.store.keys).end_all(other.id)
    here.service.record(Event.SENSITIVE_DELETE, actor_of(request), document=other.id, what="sessions")
    return go(f"/accounts/{id}")


@router.get("/cases/{id}/access")
@needs(Permission.NEED_TO_KNOW)
def case_access(request: Request, id: CaseId) -> Response:
    """Who may see the case, and the form to change it."""
    return _case(request, id)


@router.post("/cases/{id}/access")
@needs(Permission.NEED_TO_KNOW)
def set_case_access(
    request: Request,
    id: CaseId,
    restricted: Annotated[bool, Form()] = False,
    people: Several = [],  # noqa: B006
) -> Response:
    """Keep the case to the people chosen, or open it to its area."""
    service = shared(request).service
    try:
        after = service.access_book.change(id, restricted, people, actor_of(request))
    except AccountFault as fault:
        return _case(request, id, [told(fault)])
    sees = not after.restricted or actor_of(request) in after.people
    return go(f"/cases/{id}/access" if sees else "/cases")


def _areas(
    request: Request, errors: Sequence[dict[str, str]] = (), area: str = "", title: str = ""
) -> Response:
    here, who = shared(request), account_of(request)
    with here.store.database.reading() as session:
        found = [a for a in access.areas(session) if a.id in who.areas]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return page(request, "areas.html.j2", status=status, areas=found, errors=errors, area=area, title=title)


def _account(request: Request, other: Account, errors: Sequence[dict[str, str]] = ()) -> Response:
    here, who = shared(request), account_of(request)
    with here.store.database.reading() as session:
        found = [a for a in access.areas(session) if a.id in who.areas]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return page(request, "account.html.j2", status=status, one=other, areas=found, who=who, errors=errors)


def _case(request: Request, id: str, errors: Sequence[dict[str, str]] = ()) -> Response:
    reference, found, people = shared(request).service.access_book.of(id)
    seen: Access = found
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return page(
        request,
        "case_access.html.j2",
        status=status,
        marking=shared(request).settings.ceiling,
        reference=reference,
        found=seen,
        people=people,
        errors=errors,
    )
