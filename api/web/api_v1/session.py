"""Signing in and out, for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.web import identity, second_step
from api.web.permissions import Permission, needs, public
from api.web.problems import not_found
from api.web.shapes import NewPassword, SignIn, Who
from api.web.shapes.reading import SessionList, SessionOut
from api.web.state import account_of, actor_of, shared
from storage.events import Event
from storage.sessions import end_session, sessions_of, token_hash

router = APIRouter(prefix="/api/v1/session", tags=["session"])

SessionId = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="The session's id.")]


@router.post("", summary="Sign in")
@public
def sign_in(request: Request, response: Response, sent: SignIn) -> Who:
    """Begin a session: the answer sets the cookie that every other request needs."""
    account, token = second_step.sign_in_at_once(request, sent.name, sent.password, sent.code)
    identity.set_cookie(request, response, token)
    return Who.model_validate(account, extra="ignore")


@router.get("", summary="Who is signed in")
@needs(Permission.SIGNED_IN)
def who(request: Request) -> Who:
    """The account of this session."""
    return Who.model_validate(account_of(request), extra="ignore")


@router.put("/password", summary="Change one's own password", status_code=HTTPStatus.NO_CONTENT)
@needs(Permission.SIGNED_IN)
def change_password(request: Request, response: Response, sent: NewPassword) -> None:
    """Every session of the account ends, this one as well: sign in again."""
    identity.change_password(request, sent.present, sent.new)
    identity.set_cookie(request, response, "")


@router.get("/all", summary="One's own sessions")
@needs(Permission.SIGNED_IN)
def sessions(request: Request) -> SessionList:
    """Where one is signed in now."""
    here = shared(request)
    with here.store.database.reading() as session:
        found = sessions_of(session, actor_of(request))
    asking = token_hash(request.state.token)
    return SessionList(
        items=[SessionOut(id=s.id, begun=s.begun, used=s.used, here=s.id == asking) for s in found]
    )


@router.delete("/all/{id}", summary="End one of one's own sessions", status_code=HTTPStatus.NO_CONTENT)
@needs(Permission.SIGNED_IN)
def end(request: Request, id: SessionId) -> None:
    """One that was left open somewhere else; 404 where there is none of that id."""
    here, actor = shared(request), actor_of(request)
    with here.store.database.writing() as session:
        if not end_session(session, actor, id):
            raise not_found()
    here.service.record(Event.SENSITIVE_DELETE, actor, document=actor, what="session")


@router.delete("", summary="Sign out", status_code=HTTPStatus.NO_CONTENT)
@needs(Permission.SIGNED_IN)
def sign_out(request: Request, response: Response) -> None:
    """End the session on the server."""
    identity.sign_out(request)
    identity.set_cookie(request, response, "")
