"""The second step of a sign-in, one's own second factor, and one's own sessions."""

from __future__ import annotations

import io
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated

import segno
from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from api.web import identity, second_step
from api.web.pages.entrance import Typed, go, told
from api.web.permissions import Permission, needs, public
from api.web.problems import Problem, not_found
from api.web.rendering import page
from api.web.state import account_of, actor_of, shared
from storage.accounts import AccountFault, Accounts, Locked
from storage.events import Event
from storage.sessions import end_session, sessions_of, token_hash

router = APIRouter()


@router.get("/sign-in/code")
@public
def code_form(request: Request) -> Response:
    """The form for the code, for whoever has just given the password."""
    if second_step.waiting(request) is None:
        return go("/sign-in")
    return page(request, "sign_in_code.html.j2", errors=[])


@router.post("/sign-in/code")
@public
def code(request: Request, code: Typed = "") -> Response:
    """The code, or a recovery code; the session begins here."""
    try:
        account, token = second_step.finish(request, code)
    except (Problem, Locked) as fault:
        if second_step.waiting(request) is None:
            return go("/sign-in")
        locked = isinstance(fault, Locked)
        status = HTTPStatus.TOO_MANY_REQUESTS if locked else HTTPStatus.UNAUTHORIZED
        error = {**told(fault), "field": "code"}
        return page(request, "sign_in_code.html.j2", status=status, errors=[error])
    response = go("/password" if account.must_change else "/documents")
    identity.set_cookie(request, response, token)
    return response


@router.get("/second-factor")
@needs(Permission.SIGNED_IN)
def factor(request: Request) -> Response:
    """One's own second factor: how to set it up, or what can be done with it."""
    return _factor(request)


@router.get("/second-factor/code")
@needs(Permission.SIGNED_IN)
def picture(request: Request) -> Response:
    """The secret as a picture for the authenticator, as long as it is not confirmed."""
    found = second_step.enrolment(request)
    if found is None:
        raise not_found()
    drawn = io.BytesIO()
    segno.make(found.uri, error="m").save(drawn, kind="svg", scale=4, border=4, light="#fff", svgclass=None)
    return Response(drawn.getvalue(), media_type="image/svg+xml")


@router.post("/second-factor")
@needs(Permission.SIGNED_IN)
def confirm(request: Request, code: Typed = "") -> Response:
    """The first code: from here on the factor counts. The recovery codes are shown once."""
    if account_of(request).second_factor:
        return go("/second-factor")
    try:
        codes = second_step.confirm(request, code)
    except (AccountFault, Locked) as fault:
        return _factor(request, [{**told(fault), "field": "code"}])
    return page(request, "recovery_codes.html.j2", codes=codes)


@router.post("/second-factor/off")
@needs(Permission.SIGNED_IN)
def off(request: Request, code: Typed = "") -> Response:
    """Take it away, with a code."""
    try:
        second_step.take_away(request, code)
    except (AccountFault, Locked) as fault:
        return _factor(request, [{**told(fault), "field": "code"}])
    return go("/second-factor")


@router.post("/second-factor/recovery")
@needs(Permission.SIGNED_IN)
def recovery(request: Request, code: Typed = "") -> Response:
    """New recovery codes in place of the old ones, with a code."""
    try:
        codes = second_step.renew_codes(request, code)
    except (AccountFault, Locked) as fault:
        return _factor(request, [{**told(fault), "field": "code"}])
    return page(request, "recovery_codes.html.j2", codes=codes)


@router.get("/sessions")
@needs(Permission.SIGNED_IN)
def sessions(request: Request) -> Response:
    """Where one is signed in."""
    here = shared(request)
    with here.store.database.reading() as session:
        found = sessions_of(session, actor_of(request))
    return page(request, "sessions.html.j2", sessions=found, asking=token_hash(request.state.token))


@router.post("/sessions/end")
@needs(Permission.SIGNED_IN)
def end(request: Request, session_id: Annotated[str, Form(pattern=r"^([0-9a-f]{64})?$")] = "") -> Response:
    """End one of one's own sessions, or with nothing said every one, this one too."""
    here, actor = shared(request), actor_of(request)
    with here.store.database.writing() as session:
        if session_id and not end_session(session, actor, session_id):
            raise not_found()
        if not session_id:
            Accounts(session, here.store.keys).end_all(actor)
    what = "session" if session_id else "sessions"
    here.service.record(Event.SENSITIVE_DELETE, actor, document=actor, what=what)
    return go("/sessions" if session_id else "/sign-in")


def _factor(request: Request, errors: Sequence[dict[str, str]] = ()) -> Response:
    found = second_step.enrolment(request)
    needed = account_of(request).role.value in shared(request).settings.second_factor_for.split(",")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return page(request, "second_factor.html.j2", status=status, found=found, needed=needed, errors=errors)
