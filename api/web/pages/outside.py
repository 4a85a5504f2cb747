"""Signing in at an identity provider, and coming back from it."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.web import identity
from api.web.claims import areas_of, role_of
from api.web.pages.entrance import told
from api.web.permissions import public
from api.web.problems import Problem, not_found
from api.web.provider import SIGN_IN_SECONDS, OutsideFault, Person
from api.web.rendering import page
from api.web.state import Shared, address_of, shared
from storage.accounts import Account, Accounts, Locked, hash_password
from storage.events import Event
from storage.outside import Outside

router = APIRouter()

Sent = Annotated[str, Query(max_length=4000)]
_PATH = "/sign-in/return"


@router.get("/sign-in/outside")
@public
def begin(request: Request) -> Response:
    """To the provider, with a cookie that the browser has to bring back."""
    here = shared(request)
    if not here.provider.there:
        raise not_found()
    if wait := here.attempts.wait(address_of(request)):
        raise Locked(wait)
    try:
        address, cookie = here.provider.begin()
    except OutsideFault as fault:
        return _failed(request, fault)
    response = RedirectResponse(address, status_code=HTTPStatus.SEE_OTHER)
    # Lax: the browser comes back by a link of another site, with which it sends no Strict cookie
    response.set_cookie(
        _cookie(request),
        cookie,
        max_age=SIGN_IN_SECONDS,
        path=_PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


@router.get(_PATH)
@public
def come_back(
    request: Request, state: Sent = "", code: Sent = "", iss: Sent = "", error: Sent = ""
) -> Response:
    """Back from the provider: the session begins, or it is said why not."""
    here = shared(request)
    if not here.provider.there:
        raise not_found()
    if wait := here.attempts.wait(address_of(request)):
        raise Locked(wait)
    try:
        if error or not code:
            raise OutsideFault("provider", "The provider did not sign you in.")
        person = here.provider.finish(request.cookies.get(_cookie(request), ""), state, code, iss)
        account = _admitted(here, person)
    except OutsideFault as fault:
        return _failed(request, fault)
    with here.store.database.writing() as session:
        token = Accounts(session, here.store.keys).begin(account.id)
    here.service.record(Event.AUTHN_LOGIN_SUCCESS, account.id)
    # not a redirect: the browser would go on as if from the other site, without the session's Strict cookie
    response = page(request, "signed_in.html.j2")
    response.headers["Refresh"] = "0; url=/documents"
    identity.set_cookie(request, response, token)
    response.delete_cookie(_cookie(request), path=_PATH)
    return response


def _admitted(here: Shared, person: Person) -> Account:
    """Their account with the role and the areas that their claims stand for; none without a role."""
    role = role_of(person.claims, here.settings)
    if role is None:
        raise OutsideFault(
            "no-role", "You have no role here.", "Ask whoever gives out roles at the provider."
        )
    nobodys = hash_password(secrets.token_urlsafe(32))
    with here.store.database.writing() as session:
        areas = areas_of(person.claims, here.settings, session)
        outside = Outside(session, here.store.keys)
        account, changed = outside.known(person.issuer, person.subject, person.name, role, areas, nobodys)
    if changed:
        what = f"account:{role.value}"
        here.service.record(Event.SENSITIVE_UPDATE, "provider", document=account.id, what=what)
    if not account.active:
        raise OutsideFault("kept-out", "You may not sign in here.", "Ask an administrator.")
    return account


def _failed(request: Request, fault: OutsideFault) -> Response:
    here = shared(request)
    here.attempts.failed(address_of(request))
    here.service.record(Event.AUTHN_LOGIN_FAIL, "anonymous", why=f"provider-{fault.why}"[:40])
    problem = Problem(HTTPStatus.FORBIDDEN, "not-signed-in", fault.message, fault.remedy)
    errors = [{**told(problem), "field": "name"}]
    status = HTTPStatus.FORBIDDEN
    return page(
        request, "sign_in.html.j2", status=status, errors=errors, name="", outside=here.provider.there
    )


def _cookie(request: Request) -> str:
    return "__Secure-countersign-begun" if request.url.scheme == "https" else "countersign-begun"
