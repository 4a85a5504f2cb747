"""Signing in and out, for programs."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from api.web import identity
from api.web.permissions import Permission, needs, public
from api.web.shapes import NewPassword, SignIn, Who
from api.web.state import account_of

router = APIRouter(prefix="/api/v1/session", tags=["session"])


@router.post("", summary="Sign in")
@public
def sign_in(request: Request, response: Response, sent: SignIn) -> Who:
    """Begin a session: the answer sets the cookie that every other request needs."""
    account, token = identity.sign_in(request, sent.name, sent.password)
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


@router.delete("", summary="Sign out", status_code=HTTPStatus.NO_CONTENT)
@needs(Permission.SIGNED_IN)
def sign_out(request: Request, response: Response) -> None:
    """End the session on the server."""
    identity.sign_out(request)
    identity.set_cookie(request, response, "")
