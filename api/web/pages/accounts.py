"""The people who may sign in, for administrators; the audit trail, for auditors."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import Response

from api.web.pages.entrance import go, told
from api.web.people import account_to_deal_with, accounts_to_deal_with, areas_to_give
from api.web.permissions import Permission, needs
from api.web.problems import not_found
from api.web.rendering import page
from api.web.state import account_of, actor_of, shared
from storage import access
from storage.accounts import AccountFault, AccountRole, Accounts, hash_password
from storage.events import Event

router = APIRouter()

AccountId = Annotated[str, Path(pattern=r"^account-[0-9a-f]{24}$")]
_SHOWN = 100


@router.get("/accounts")
@needs(Permission.ACCOUNTS)
def accounts(request: Request) -> Response:
    """Everybody who may sign in, and the form to add somebody."""
    return _page(request)


@router.post("/accounts")
@needs(Permission.ACCOUNTS)
def add(
    request: Request,
    role: Annotated[AccountRole, Form()],
    name: Annotated[str, Form(max_length=300)] = "",
    areas: Annotated[list[Annotated[str, Form(max_length=64)]], Form(max_length=500)] = [],  # noqa: B006
    every: Annotated[bool, Form()] = False,
) -> Response:
    """Add an account. Its first password is shown once and has to be changed at the first sign-in."""
    here = shared(request)
    password = secrets.token_urlsafe(12)
    try:
        hashed = hash_password(password)
        given = areas_to_give(request, None if every else areas)
        with here.store.database.writing() as session:
            made = Accounts(session, here.store.keys).add(name, hashed, role, True, given)
    except AccountFault as fault:
        return _page(request, [told(fault)], name)
    here.service.record(
        Event.SENSITIVE_CREATE, actor_of(request), document=made.id, what=f"account:{role.value}"
    )
    return page(request, "account_made.html.j2", made=made, password=password)


@router.post("/accounts/{id}/active")
@needs(Permission.ACCOUNTS)
def set_active(request: Request, id: AccountId, active: Annotated[bool, Form()]) -> Response:
    """Keep somebody out, or let them in again."""
    here = shared(request)
    account_to_deal_with(request, id)
    try:
        with here.store.database.writing() as session:
            if Accounts(session, here.store.keys).set_active(id, active) is None:
                raise not_found()
    except AccountFault as fault:
        return _page(request, [told(fault)])
    what = "account:active" if active else "account:inactive"
    here.service.record(Event.SENSITIVE_UPDATE, actor_of(request), document=id, what=what)
    return go("/accounts")


@router.get("/audit")
@needs(Permission.AUDIT)
def audit(request: Request, after: Annotated[int, Query(ge=0, le=2**62)] = 0) -> Response:
    """Who did what, in order. That it was read is recorded as well."""
    service = shared(request).service
    found = service.trail(after, _SHOWN + 1)
    service.record(Event.SENSITIVE_READ, actor_of(request), document="all", what="audit")
    shown = found[:_SHOWN]
    more = shown[-1].seq if len(found) > _SHOWN else None
    return page(request, "audit.html.j2", records=shown, more=more, after=after)


def _page(request: Request, errors: list[dict[str, str]] | None = None, name: str = "") -> Response:
    here, who = shared(request), account_of(request)
    with here.store.database.reading() as session:
        areas = [a for a in access.areas(session) if a.id in who.areas]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return page(
        request,
        "accounts.html.j2",
        status=status,
        accounts=accounts_to_deal_with(request),
        areas=areas,
        who=who,
        roles=list(AccountRole),
        errors=errors or [],
        name=name,
    )
