"""Entity tags: what a reader has already is not sent again, and nobody overwrites what they have not seen.

Threat: two people decide on the same disclosure or answer the same findings, and the later one undoes the
earlier one's decision without having seen it. Rule: whoever sends `If-Match` is refused with 412 where what
they looked at has changed, in the same transaction that would change it. Residual risk: who leaves the header
out is not guarded.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import Header, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.problems import Problem
from pipeline.disclosing import Overview

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=200,
        description="The `ETag` of what was looked at: 412 where it has changed since.",
        examples=['"d-64b1f0a2c8e11"'],
    ),
]
_SINCE = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LARGEST = 4 * 2**20
"""Answers larger than this go out without a tag: they are not held back to be hashed."""


def tagged(response: Response, tag: str) -> None:
    """Say which state of the thing the answer shows."""
    response.headers["ETag"] = f'"{tag}"'


def of_disclosure(overview: Overview) -> str:
    """The tag of a disclosure: when it was changed last."""
    return f"d-{(overview.changed - _SINCE) // _MICROSECOND:x}"


def moment(match: str | None) -> datetime | None:
    """The moment that a disclosure's tag stands for; None where nothing is to be guarded."""
    if (tag := seen(match)) is None:
        return None
    try:
        return _SINCE + int(tag.removeprefix("d-"), 16) * _MICROSECOND
    except (ValueError, OverflowError):
        raise changed() from None


def seen(match: str | None) -> str | None:
    """The tag in `If-Match`; None where there is none, or `*`. Of several, or a weak one, none fits."""
    if match is None or match.strip() == "*":
        return None
    tag = match.strip()
    if len(tag) < 2 or (tag[0], tag[-1]) != ('"', '"') or '"' in tag[1:-1]:
        raise changed()
    return tag[1:-1]


def changed() -> Problem:
    """What was looked at is no longer what is there."""
    return Problem(
        HTTPStatus.PRECONDITION_FAILED,
        "changed-meanwhile",
        "It is not what `If-Match` says any more, or never was.",
        "Look at it again, then do it once more with its new ETag.",
    )


class Tagged:
    """Gives every JSON answer of the API to GET its tag, and answers 304 where the reader has it already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith("/api/v1/"):
            send = _Held(send, Headers(scope=scope).get("if-none-match", "")).send
        await self._app(scope, receive, send)


class _Held:
    """An answer held back until it is whole."""

    def __init__(self, send: Send, known: str) -> None:
        self._send, self._known = send, known
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_json(message):
            self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        more = message.get("more_body", False)
        if more and len(self._body) <= _LARGEST:
            return
        start, self._start = self._start, None
        if not more:
            self._tag(start)
        await self._send(start)
        await self._send({"type": "http.response.body", "body": bytes(self._body), "more_body": more})

    def _tag(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        tag = headers.setdefault("ETag", f'"{hashlib.sha256(self._body).hexdigest()[:32]}"')
        known = [one.strip().removeprefix("W/") for one in self._known.split(",")]
        if tag in known or known == ["*"]:
            start["status"] = int(HTTPStatus.NOT_MODIFIED)
            self._body.clear()
            del headers["content-length"]
            del headers["content-type"]


def _is_json(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] == HTTPStatus.OK and kind.startswith("application/json")
