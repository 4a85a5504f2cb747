"""People who may sign in and systems that use the API, for administrators."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.web.paging import Cursor, Limit, following, start
from api.web.people import account_to_deal_with, accounts_to_deal_with, areas_to_give, give_areas
from api.web.permissions import Permission, needs
from api.web.problems import not_found
from api.web.shapes import people as shapes
from api.web.state import actor_of, shared
from storage.accounts import AccountRole, Accounts, hash_password
from storage.clients import Client, Clients, new_secret
from storage.events import Event

router = APIRouter(prefix="/api/v1", tags=["people"])

AccountId = Annotated[str, Path(pattern=r"^account-[0-9a-f]{24}$", description="The account's id.")]


@router.get("/accounts", summary="List accounts")
@needs(Permission.ACCOUNTS)
def accounts(request: Request, limit: Limit = 50, cursor: Cursor = "") -> shapes.AccountPage:
    """Everybody who may sign in in one's own areas, systems and those kept out included; in order of name."""
    begin = start(cursor)
    found = accounts_to_deal_with(request)[begin:]
    items = [shapes.AccountOut.of(a) for a in found[:limit]]
    return shapes.AccountPage(items=items, next=following(begin, limit, len(found)))


@router.post("/accounts", summary="Let somebody in", status_code=HTTPStatus.CREATED)
@needs(Permission.ACCOUNTS)
def add(request: Request, response: Response, sent: shapes.NewAccount) -> shapes.AccountMade:
    """A new account. Its first password is told this once and has to be changed at the first sign-in."""
    here, password = shared(request), secrets.token_urlsafe(12)
    hashed, areas = hash_password(password), areas_to_give(request, sent.areas)
    with here.store.database.writing() as session:
        made = Accounts(session, here.store.keys).add(sent.name, hashed, sent.role, True, areas)
    _note(request, Event.SENSITIVE_CREATE, made.id, f"account:{sent.role.value}")
    response.headers["Location"] = f"/api/v1/accounts/{made.id}"
    known = shapes.AccountOut.of(made).model_dump()
    return shapes.AccountMade(**known, password=password)


@router.get("/accounts/{id}", summary="One account")
@needs(Permission.ACCOUNTS)
def account(request: Request, id: AccountId) -> shapes.AccountOut:
    """Who it is, whether they may sign in, and for which areas."""
    return shapes.AccountOut.of(account_to_deal_with(request, id))


@router.put("/accounts/{id}", summary="Keep somebody out, let them in again, say where they work")
@needs(Permission.ACCOUNTS)
def change(request: Request, id: AccountId, sent: shapes.AccountChange) -> shapes.AccountOut:
    """Who is kept out is signed out at once, and whose areas change. The last administrator stays: 422."""
    here, other = shared(request), account_to_deal_with(request, id)
    if "areas" in sent.model_fields_set:
        other = give_areas(request, other, sent.areas)
    with here.store.database.writing() as session:
        found = Accounts(session, here.store.keys).set_active(id, sent.active)
    _note(request, Event.SENSITIVE_UPDATE, id, "account:active" if sent.active else "account:inactive")
    return shapes.AccountOut.of(found or other)


@router.get("/clients", summary="List systems", tags=["systems"])
@needs(Permission.ACCOUNTS)
def clients(request: Request, limit: Limit = 50, cursor: Cursor = "") -> shapes.SystemPage:
    """Systems that use the API by themselves, in order of name."""
    here, begin = shared(request), start(cursor)
    mine = {account.id for account in accounts_to_deal_with(request)}
    with here.store.database.reading() as session:
        found = [c for c in Clients(session, here.store.keys).all() if c.account.id in mine][begin:]
    items = [_system(client) for client in found[:limit]]
    return shapes.SystemPage(items=items, next=following(begin, limit, len(found)))


@router.post("/clients", summary="Let a system in", status_code=HTTPStatus.CREATED, tags=["systems"])
@needs(Permission.ACCOUNTS)
def add_client(request: Request, sent: shapes.NewSystem) -> shapes.SystemSecret:
    """A system of its own name, role and scopes. Its secret is told this once."""
    here, secret = shared(request), new_secret()
    hashed, role, areas = hash_password(secret), AccountRole(sent.role), areas_to_give(request, sent.areas)
    with here.store.database.writing() as session:
        made = Clients(session, here.store.keys).add(
            sent.name, role, sent.scopes, areas, actor_of(request), hashed
        )
    _note(request, Event.SENSITIVE_CREATE, made.account.id, f"system:{role.value}")
    return shapes.SystemSecret(client_id=made.account.id, client_secret=secret)


@router.post("/clients/{id}/secret", summary="Give a system another secret", tags=["systems"])
@needs(Permission.ACCOUNTS)
def new_client_secret(request: Request, id: AccountId) -> shapes.SystemSecret:
    """The secret before it, and every token that was got with it, ends at once."""
    account_to_deal_with(request, id)
    here, secret = shared(request), new_secret()
    account_to_deal_with(request, id)
    hashed = hash_password(secret)
    with here.store.database.writing() as session:
        if not Clients(session, here.store.keys).set_secret(id, hashed):
            raise not_found()
    _note(request, Event.SENSITIVE_UPDATE, id, "system:secret")
    return shapes.SystemSecret(client_id=id, client_secret=secret)


@router.delete(
    "/clients/{id}", summary="Keep a system out", status_code=HTTPStatus.NO_CONTENT, tags=["systems"]
)
@needs(Permission.ACCOUNTS)
def end_client(request: Request, id: AccountId) -> None:
    """Its tokens end at once and it gets no others. `PUT /accounts/{id}` lets it in again."""
    account_to_deal_with(request, id)
    here = shared(request)
    account_to_deal_with(request, id)
    with here.store.database.writing() as session:
        clients = Clients(session, here.store.keys)
        if clients.find(id) is None:
            raise not_found()
        clients.end_all(id)
        Accounts(session, here.store.keys).set_active(id, False)
    _note(request, Event.SENSITIVE_UPDATE, id, "system:inactive")


def _system(client: Client) -> shapes.SystemOut:
    account = client.account
    return shapes.SystemOut(
        id=account.id,
        name=account.name,
        role=account.role,
        scopes=sorted(client.scopes),
        areas=sorted(account.areas),
        every_area=account.every_area,
        active=account.active,
        created=account.created,
        created_by=client.created_by,
    )


def _note(request: Request, event: Event, id: str, what: str) -> None:
    shared(request).service.record(event, actor_of(request), document=id, what=what)
