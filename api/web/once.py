"""Requests that are sent again because their answer was lost: done once, answered the same each time.

A client gives a POST an `Idempotency-Key` of its own. The first request under that key is done and its
answer kept for a day, sealed (`storage.repeats`); the same request again gets that answer with
`Idempotency-Replayed: true`; another request under the key gets 409, and so does the same one while the
first is being done. Only what succeeded is kept: a request that was refused changed nothing and may be
sent again as it is. Keys are each account's own. The rules are those of the IETF draft "The
Idempotency-Key HTTP Header Field".
"""

from __future__ import annotations

import hashlib
import json
import re
from http import HTTPStatus
from typing import cast

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.permissions import PUBLIC, declared
from api.web.problems import Problem
from api.web.state import shared
from storage.accounts import Account
from storage.repeats import Claim, OtherRequest, Repeats, Underway, Unknown

HEADER = "Idempotency-Key"
STREAMED = ("/api/v1/documents",)
"""Bodies that are read as they come: their route says what was asked, by `repeated`."""
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_KEPT_HEADERS = ("content-type", "location", "etag")


class Replayed(Exception):
    """The request was done before: this is its answer."""

    def __init__(self, kept: bytes) -> None:
        super().__init__("replayed")
        status, headers, body = json.loads(kept)
        told = {**headers, "Idempotency-Replayed": "true"}
        self.response = Response(body.encode(), status_code=status, headers=told)


async def once(request: Request) -> None:
    """Let a new request through; raise `Replayed` or a `Problem`. A dependency of the application."""
    account: Account | None = request.state.account
    key = request.headers.get(HEADER)
    if key is None or account is None or request.method != "POST" or not _is_api(request):
        return
    if declared(request.scope["route"].endpoint) == PUBLIC:
        return  # signing in, above all: its answer holds what is given out once
    if not _KEY.fullmatch(key):
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "invalid",
            "The Idempotency-Key cannot be used.",
            "Send 1 to 255 letters, figures or signs, new for each request: a UUID is good.",
            errors=[{"field": HEADER, "message": "Not 1 to 255 visible ASCII characters."}],
        )
    if request.url.path not in STREAMED:
        await run_in_threadpool(_claim, request, account, key, await request.body())


def repeated(request: Request, asked: bytes) -> None:
    """The same for a body that was read as it came: `asked` is a digest of all that it said."""
    account: Account | None = request.state.account
    if (key := request.headers.get(HEADER)) and account is not None and _is_api(request):
        _claim(request, account, key, asked)


def _claim(request: Request, account: Account, key: str, body: bytes) -> None:
    asked = f"{request.method} {request.url.path}?{request.url.query} {hashlib.sha256(body).hexdigest()}"
    claim = Claim(account.id, key, asked)
    repeats = Repeats(shared(request).store)
    try:
        kept = repeats.claim(claim)
    except OtherRequest:
        raise _refused(
            HTTPStatus.CONFLICT,
            "key-used",
            "The Idempotency-Key was used for another request.",
            "Give each request a key of its own.",
        ) from None
    except Underway:
        raise _refused(
            HTTPStatus.CONFLICT,
            "underway",
            "The same request is being done at this moment.",
            "Send it again in some seconds, with the same key.",
        ) from None
    except Unknown:
        raise _refused(
            HTTPStatus.CONFLICT,
            "outcome-unknown",
            "The service stopped while it did this request, before it answered.",
            "Look whether it was done; if it was not, send it with another key.",
        ) from None
    if kept is not None:
        raise Replayed(kept)
    request.state.claim = claim


def _refused(status: HTTPStatus, code: str, message: str, remedy: str) -> Problem:
    headers = {"Retry-After": "5"} if code == "underway" else {}
    return Problem(status, code, message, remedy, headers=headers)


class KeepsAnswers:
    """Keeps the answers of claimed requests before they go out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def sending(message: Message) -> None:
            claim = scope.get("state", {}).get("claim")
            if claim is None:
                await send(message)
                return
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                await run_in_threadpool(_settle, _repeats(scope), claim, held)
                for one in held:
                    await send(one)

        try:
            await self._app(scope, receive, sending)
        except BaseException:
            claim = scope.get("state", {}).get("claim")
            if claim is not None:
                await run_in_threadpool(_repeats(scope).drop, claim)
            raise


def _repeats(scope: Scope) -> Repeats:
    return Repeats(shared(cast(Request, Request(scope))).store)


def _settle(repeats: Repeats, claim: Claim, held: list[Message]) -> None:
    """Keep a success; forget the claim of anything else."""
    status: int = held[0]["status"]
    body = b"".join(m.get("body", b"") for m in held[1:])
    headers = Headers(raw=held[0]["headers"])
    kind = headers.get("content-type", "application/json")
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or not kind.startswith("application/json"):
        repeats.drop(claim)
        return
    told = {name: headers[name] for name in _KEPT_HEADERS if name in headers}
    repeats.keep(claim, json.dumps([status, told, body.decode()]).encode())


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/v1/")
