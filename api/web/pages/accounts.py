"""The people who may sign in, for administrators; the audit trail, for auditors."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import Response

from api.web.pages.entrance import go, told
from api.web.permissions import Permission, needs
from api.web.problems import not_found
from api.web.rendering import page
from api.web.state import actor_of, shared
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
    request: Request, role: Annotated[AccountRole, Form()], name: Annotated[str, Form(max_length=300)] = ""
) -> Response:
    """Add an account. Its first password is shown once and has to be changed at the first sign-in."""
    here = shared(request)
    password = secrets.token_urlsafe(12)
    try:
        hashed = hash_password(password)
        with here.store.database.writing() as session:
            made = Accounts(session, here.store.keys).add(name, hashed, role, must_change=True)
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
    here = shared(request)
    with here.store.database.reading() as session:
        found = Accounts(session, here.store.keys).all()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return page(
        request,
        "accounts.html.j2",
        status=status,
        accounts=found,
        roles=list(AccountRole),
        errors=errors or [],
        name=name,
    )
