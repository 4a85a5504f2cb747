"""Who asks: the guard before every route, and the cookie that a session hangs on.

Threat: a session that is stolen, guessed, fixed beforehand, or used for ever; a route that nobody protects.
Rule: the cookie holds 32 random bytes made at sign-in, is for this site only (HttpOnly, SameSite=Strict, over
HTTPS also Secure and bound to the host by its name), and the session behind it ends by idling, by age, at
sign-out and with the account. Every route goes through `guard`. Residual risk: over plain HTTP whoever sees
the traffic has the cookie: put a TLS proxy before the server wherever it leaves the machine.
"""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response

from api.web import bearer
from api.web.permissions import PUBLIC, Permission, declared, may
from api.web.problems import Problem
from api.web.state import Shared, account_of, address_of, ask_as, shared
from storage.accounts import (
    LONGEST,
    Account,
    AccountFault,
    Accounts,
    Locked,
    hash_password,
    matches,
)
from storage.events import Event

log = logging.getLogger("countersign.web")

CHANGING = ("/password", "/sign-out", "/api/v1/session", "/api/v1/session/password")
"""What may be done while the password is still the one that an administrator gave out."""

ENROLLING = (*CHANGING, "/second-factor", "/second-factor/code")
"""What may be done while a second factor is needed and not there."""


def guard(request: Request) -> None:
    """Let the request through, or raise a `Problem`. A dependency of the whole application."""
    wanted = declared(getattr(request.scope.get("route"), "endpoint", None))
    if wanted is None:
        log.error("a route declares no permission and is refused")
        raise _forbidden()
    if bearer.offered(request):
        request.state.account, request.state.token = bearer.owner(request, wanted), ""
        ask_as(request, request.state.account.scope)
        return
    token = request.cookies.get(cookie_name(request), "")
    account = _owner(shared(request), token) if token else None
    request.state.account, request.state.token = account, token
    if wanted == PUBLIC:
        return
    if account is None:
        raise Problem(
            HTTPStatus.UNAUTHORIZED,
            "signed-out",
            "Nobody is signed in, or the session has ended.",
            "Sign in.",
            headers={"WWW-Authenticate": 'Session realm="countersign"'},
        )
    if account.must_change and request.url.path not in CHANGING:
        raise Problem(
            HTTPStatus.FORBIDDEN,
            "change-password",
            "The password is one that somebody else chose.",
            "Change it first, at /password or with PUT /api/v1/session/password.",
        )
    if _lacks_factor(request, account) and request.url.path not in ENROLLING:
        raise Problem(
            HTTPStatus.FORBIDDEN,
            "second-factor-needed",
            "Accounts of your role need a second factor, and yours has none yet.",
            "Set it up at /second-factor.",
        )
    if not may(account.role, Permission(wanted)):
        shared(request).service.record(Event.AUTHZ_FAIL, account.id, resource=wanted)
        raise _forbidden()
    ask_as(request, account.scope)


def present(request: Request, wanted: Permission) -> Account | None:
    """Who asks, if they still may, for an answer that goes on for long. It is no use of the session."""
    if bearer.offered(request):
        try:
            return bearer.owner(request, wanted)
        except Problem:
            return None
    here = shared(request)
    with here.store.database.reading() as session:
        account, _ = Accounts(session, here.store.keys).owner(request.state.token)
    return account if account is not None and may(account.role, wanted) else None


def sign_in(request: Request, name: str, password: str) -> tuple[Account, str]:
    """The account and a new session's token; raises `Problem` or `Locked`.

    The same words whether the name, the password or the account is at fault. Where the account has a second
    factor the session waits for it: `second_step` goes on from there.
    """
    here, address = shared(request), address_of(request)
    if wait := here.attempts.wait(address):
        here.service.record(Event.EXCESS_RATE_LIMIT_EXCEEDED, "anonymous", most="sign-in")
        raise Locked(wait)
    with here.store.database.reading() as session:
        accounts = Accounts(session, here.store.keys)
        accounts.refuse_locked(name)
        account, hashed = accounts.password_of(name)
    right = matches(hashed, password)
    if account is None or not right:
        note_failure(here, name, address, account)
        raise Problem(
            HTTPStatus.UNAUTHORIZED,
            "wrong-password",
            "The name or the password is wrong.",
            "Check both. An administrator can give you a new password.",
        )
    with here.store.database.writing() as session:
        accounts = Accounts(session, here.store.keys)
        if not account.second_factor:  # else failures go on counting: the code may still be wrong
            accounts.succeeded(name)
        token = accounts.begin(account.id, waits=account.second_factor)
    if not account.second_factor:
        here.service.record(Event.AUTHN_LOGIN_SUCCESS, account.id)
    return account, token


def sign_out(request: Request) -> None:
    """End the session of whoever asks."""
    here = shared(request)
    with here.store.database.writing() as session:
        Accounts(session, here.store.keys).end(request.state.token)


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Hand the token to the browser; an empty one takes it away."""
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=int(LONGEST.total_seconds()) if token else 0,
        path="/",
        secure=_https(request),
        httponly=True,
        samesite="strict",
    )


def cookie_name(request: Request) -> str:
    """Over HTTPS a name that browsers accept only with Secure, for this host and every path."""
    return "__Host-countersign" if _https(request) else "countersign"


def _https(request: Request) -> bool:
    return request.url.scheme == "https"


def _lacks_factor(request: Request, account: Account) -> bool:
    needed = shared(request).settings.second_factor_for.split(",")
    return account.role.value in needed and not account.second_factor


def _owner(here: Shared, token: str) -> Account | None:
    with here.store.database.reading() as session:
        account, touch = Accounts(session, here.store.keys).owner(token)
    if touch:
        with here.store.database.writing() as session:
            Accounts(session, here.store.keys).touch(token)
    return account


def note_failure(
    here: Shared, name: str, address: str, account: Account | None, why: str = "password"
) -> None:
    """Count a failed sign-in for the name and for the address, and write it down."""
    here.attempts.failed(address)
    with here.store.database.writing() as session:
        locked = Accounts(session, here.store.keys).failed(name)
    actor = account.id if account else "anonymous"
    event = Event.AUTHN_LOGIN_LOCK if locked else Event.AUTHN_LOGIN_FAIL
    here.service.record(event, actor, why=why if account else "unknown-name")


def _forbidden() -> Problem:
    return Problem(
        HTTPStatus.FORBIDDEN,
        "forbidden",
        "Your role does not allow that.",
        "Ask an administrator, if you need it for your work.",
    )


def change_password(request: Request, present: str, new: str) -> None:
    """Give the account that is signed in another password and end its sessions.

    Raises `Problem` where the present one is wrong, which counts as a failed sign-in, and `AccountFault`.
    """
    here, account = shared(request), account_of(request)
    with here.store.database.reading() as session:
        accounts = Accounts(session, here.store.keys)
        accounts.refuse_locked(account.name)
        _, hashed = accounts.password_of(account.name)
    if not matches(hashed, present):
        note_failure(here, account.name, address_of(request), account)
        raise AccountFault("present", "The present password is wrong.", "Type it again.")
    if new == present:
        raise AccountFault("new", "The new password is the present one.", "Choose another one.")
    kept = hash_password(new, account.name)
    with here.store.database.writing() as session:
        Accounts(session, here.store.keys).set_password(account.id, kept)
    here.service.record(Event.SENSITIVE_UPDATE, account.id, document=account.id, what="password")
