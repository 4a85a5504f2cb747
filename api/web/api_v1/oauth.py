"""Tokens for systems: the client credentials grant of OAuth 2 (RFC 6749, 4.4), and revocation (RFC 7009).

Errors are problems like all others here, with the `error` that OAuth names beside them.
"""

from __future__ import annotations

import base64
import binascii
from http import HTTPStatus
from typing import Annotated
from urllib.parse import unquote_plus

from fastapi import APIRouter, Form, Request

from api.web.permissions import public
from api.web.problems import Problem
from api.web.shapes.people import TokenOut
from api.web.state import Shared, address_of, shared
from storage.accounts import Locked, matches
from storage.clients import TOKEN_LIVES, Clients
from storage.events import Event

router = APIRouter(prefix="/api/v1/oauth", tags=["systems"])

Given = Annotated[str, Form(max_length=400)]


@router.post("/token", summary="Get a token for a system")
@public
def token(
    request: Request,
    grant_type: Annotated[str, Form(max_length=100, examples=["client_credentials"])] = "",
    scope: Annotated[str, Form(max_length=400, examples=["read upload"])] = "",
    client_id: Given = "",
    client_secret: Given = "",
) -> TokenOut:
    """With the system's id and secret, by HTTP Basic or in the form. Without `scope`, all it was given.

    The token goes into `Authorization: Bearer` and ends after a quarter of an hour.
    """
    here, id = shared(request), _client(request, client_id, client_secret)
    if grant_type != "client_credentials":
        raise _fault("unsupported_grant_type", "Only `grant_type=client_credentials` is there.")
    asked = frozenset(scope.split())
    with here.store.database.writing() as session:
        clients = Clients(session, here.store.keys)
        client = clients.find(id)
        given = client.scopes if client else frozenset()
        if not asked <= given:
            raise _fault("invalid_scope", "The system was not given all of these scopes.")
        made = clients.begin(id, asked or given)
    told = " ".join(sorted(asked or given))
    here.service.record(Event.AUTHN_TOKEN_CREATED, id, scopes=told)
    return TokenOut(access_token=made, expires_in=int(TOKEN_LIVES.total_seconds()), scope=told)


@router.post("/revoke", summary="End a token")
@public
def revoke(
    request: Request,
    token: Annotated[str, Form(max_length=400)] = "",
    client_id: Given = "",
    client_secret: Given = "",
) -> dict[str, str]:
    """200 also where there is no such token any more, as RFC 7009 has it."""
    here, id = shared(request), _client(request, client_id, client_secret)
    with here.store.database.writing() as session:
        ended = Clients(session, here.store.keys).end(token, id)
    if ended:
        here.service.record(Event.AUTHN_TOKEN_REVOKED, id, client=id)
    return {}


def _client(request: Request, id: str, secret: str) -> str:
    """The id of the system that asks; raises `Problem`, or `Locked` after too many failures."""
    here, address = shared(request), address_of(request)
    if wait := here.attempts.wait(address):
        here.service.record(Event.EXCESS_RATE_LIMIT_EXCEEDED, "anonymous", most="token")
        raise Locked(wait)
    id, secret = _basic(request) or (id, secret)
    with here.store.database.reading() as session:
        kept = Clients(session, here.store.keys).secret_of(id)
    if kept is None or not matches(kept, secret):
        _note_failure(here, address)
        raise _fault("invalid_client", "The system's id or its secret is wrong.", HTTPStatus.UNAUTHORIZED)
    return id


def _note_failure(here: Shared, address: str) -> None:
    here.attempts.failed(address)
    here.service.record(Event.AUTHN_LOGIN_FAIL, "anonymous", why="client-secret")


def _basic(request: Request) -> tuple[str, str] | None:
    """Id and secret from HTTP Basic, each form-encoded as RFC 6749 has it."""
    kind, _, said = request.headers.get("authorization", "").partition(" ")
    if kind.casefold() != "basic":
        return None
    try:
        id, _, secret = base64.b64decode(said, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return unquote_plus(id), unquote_plus(secret)


def _fault(error: str, message: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> Problem:
    headers = {"WWW-Authenticate": 'Basic realm="countersign"'} if status == HTTPStatus.UNAUTHORIZED else {}
    problem = Problem(status, error.replace("_", "-"), message, "See docs/api.md.", headers=headers)
    problem.more = {"error": error, "error_description": message}
    return problem
