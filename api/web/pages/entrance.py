"""Getting in: first-run set-up, sign-in, sign-out, one's own password; and the style that every page needs.

Threat: whoever finds a fresh installation first makes themselves its administrator. Rule: the first account
takes the code that the server printed where it was started; it works once, and wrong codes are counted like
wrong passwords. Residual risk: who reads the server's terminal or its journal before set-up has the code.
"""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.web import identity
from api.web.permissions import Permission, needs, public
from api.web.problems import Problem, not_found
from api.web.rendering import page, script, stylesheet
from api.web.state import Shared, account_of, address_of, shared
from storage.accounts import AccountFault, AccountRole, Accounts, Locked, hash_password
from storage.events import Event
from storage.outside import Outside

router = APIRouter()

Typed = Annotated[str, Form(max_length=300)]


@router.get("/")
@public
def root(request: Request) -> Response:
    """Where to go first."""
    if shared(request).setup_code:
        return go("/set-up")
    return go("/documents" if request.state.account else "/sign-in")


@router.get("/static/countersign.css")
@public
def style() -> Response:
    """The pages' style, the same for everybody."""
    return Response(stylesheet(), media_type="text/css", headers={"Cache-Control": "max-age=300"})


@router.get("/favicon.ico")
@public
def icon() -> Response:
    """Browsers ask for one; there is none, and that is no fault."""
    return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Cache-Control": "max-age=86400"})


@router.get("/static/desk.js")
@public
def desk_script() -> Response:
    """What makes the disclosure desk quicker for those whose browser runs it; the desk works without."""
    return Response(script("desk.js"), media_type="text/javascript", headers={"Cache-Control": "max-age=300"})


@router.get("/set-up")
@public
def set_up_form(request: Request) -> Response:
    """The form that makes the first administrator; gone once somebody has an account."""
    if not shared(request).setup_code:
        raise not_found()
    return page(request, "set_up.html.j2", errors=[], name="")


@router.post("/set-up")
@public
def set_up(request: Request, code: Typed = "", name: Typed = "", password: Typed = "") -> Response:
    """Make the first administrator and sign them in."""
    here = shared(request)
    with here.first_run.lock:
        if not here.setup_code:
            raise not_found()
        try:
            _check_code(request, here, code)
            _first_account(here, name, password)
        except (AccountFault, Locked) as fault:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return page(request, "set_up.html.j2", status=status, errors=[told(fault)], name=name)
        here.first_run.code = ""
    _, token = identity.sign_in(request, name, password)
    response = go("/documents")
    identity.set_cookie(request, response, token)
    return response


@router.get("/sign-in")
@public
def sign_in_form(request: Request) -> Response:
    """The form to sign in with."""
    if shared(request).setup_code:
        return go("/set-up")
    outside = shared(request).provider.there
    return page(request, "sign_in.html.j2", errors=[], name="", outside=outside)


@router.post("/sign-in")
@public
def sign_in(request: Request, name: Typed = "", password: Typed = "") -> Response:
    """Begin a session. A session that the browser had before ends with it."""
    try:
        account, token = identity.sign_in(request, name, password)
    except (Problem, Locked) as fault:
        locked = isinstance(fault, Locked)
        status = HTTPStatus.TOO_MANY_REQUESTS if locked else HTTPStatus.UNAUTHORIZED
        outside, errors = shared(request).provider.there, [told(fault)]
        return page(request, "sign_in.html.j2", status=status, errors=errors, name=name, outside=outside)
    if request.state.account:
        identity.sign_out(request)
    if account.second_factor:
        response = go("/sign-in/code")
    else:
        response = go("/password" if account.must_change else "/documents")
    identity.set_cookie(request, response, token)
    return response


@router.post("/sign-out")
@needs(Permission.SIGNED_IN)
def sign_out(request: Request) -> Response:
    """End the session on the server and in the browser; who came by a provider is told of the one there."""
    here, account = shared(request), account_of(request)
    identity.sign_out(request)
    with here.store.database.reading() as session:
        outside = here.provider.there and Outside(session, here.store.keys).is_outside(account.id)
    elsewhere = here.provider.sign_out_address() if outside else ""
    response: Response = go("/sign-in")
    if elsewhere:
        request.state.account = None
        response = page(request, "signed_out.html.j2", elsewhere=elsewhere)
    identity.set_cookie(request, response, "")
    return response


@router.get("/password")
@needs(Permission.SIGNED_IN)
def password_form(request: Request) -> Response:
    """The form to change one's own password with."""
    return page(request, "password.html.j2", errors=[])


@router.post("/password")
@needs(Permission.SIGNED_IN)
def change_password(request: Request, present: Typed = "", new: Typed = "") -> Response:
    """Change it; every session ends, so sign in again."""
    try:
        identity.change_password(request, present, new)
    except (AccountFault, Locked) as fault:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return page(request, "password.html.j2", status=status, errors=[told(fault)])
    response = go("/sign-in")
    identity.set_cookie(request, response, "")
    return response


def go(path: str) -> RedirectResponse:
    """To another page of ours: only ever a path of our own, never one that was sent."""
    return RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER)


def told(fault: Problem | AccountFault | Locked) -> dict[str, str]:
    """A fault for the summary at the top of a form: the field it is about, and the words."""
    return {"field": getattr(fault, "field", "name"), "message": f"{fault.message} {fault.remedy}".strip()}


def _check_code(request: Request, here: Shared, code: str) -> None:
    address = address_of(request)
    if wait := here.attempts.wait(address):
        raise Locked(wait)
    typed = "".join(c for c in code.upper() if c.isalnum()).encode("utf-8", "replace")
    if not hmac.compare_digest(typed, here.setup_code.replace("-", "").encode()):
        here.attempts.failed(address)
        here.service.record(Event.AUTHN_LOGIN_FAIL, "anonymous", why="setup-code")
        raise AccountFault(
            "code", "That is not the set-up code.", "Copy it from where the server was started."
        )


def _first_account(here: Shared, name: str, password: str) -> None:
    hashed = hash_password(password, name)
    with here.store.database.writing() as session:
        accounts = Accounts(session, here.store.keys)
        if accounts.any():
            raise not_found()
        made = accounts.add(name, hashed, AccountRole.ADMINISTRATOR, areas=None)
    here.service.record(Event.SENSITIVE_CREATE, made.id, document=made.id, what="account:administrator")
