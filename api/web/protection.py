"""What stands before every route: where requests come from, how large they are, what leaves with the answer.

Threat: another site makes a signed-in browser act here (CSRF), frames a page, or runs a script in it; a huge
body fills the memory; an error or a log repeats what a document says. Rules, in order:
- A request by a name that is none of ours is refused (`hosts`).
- A request that changes something and that a browser says comes from elsewhere is refused. The algorithm is
  Filippo Valsorda's (https://words.filippo.io/csrf/): `Sec-Fetch-Site` where there is one, else `Origin`
  against `Host`; with neither it is no browser, or one so old that the cookie's SameSite has to do.
- Bodies are small, but for uploads, which count for themselves.
- Every answer carries a policy that allows no script but our own files, no frame, and is not cached.
- What nobody foresaw is answered without its message, and logged by its kind and place.
Residual risk: a browser from before 2020 over plain HTTP that sends neither header nor honours SameSite.
"""

from __future__ import annotations

import logging
import time
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web import problems
from api.web.hosts import FREE, Hosts
from pipeline.faults import place_of

log = logging.getLogger("countersign.web")
access = logging.getLogger("countersign.access")

SMALL_BODY = 64 * 1024
UPLOADS = ("/upload", "/api/v1/documents")
PARTS = "/api/v1/uploads/"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # not no-referrer: with that a browser sends `Origin: null` with our own forms, and over plain HTTP, where
    # there is no Sec-Fetch-Site, they could not be told from another site's
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class TooLarge(HTTPException):
    """A body larger than the address takes. Of this kind, since body parsers let it through unchanged."""

    def __init__(self) -> None:
        super().__init__(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


class Protection:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send)
        started = time.monotonic()
        fault = _refusal(scope, self._hosts)
        try:
            if fault is None:
                await self._app(scope, exchange.receive, exchange.send)
        except Exception as error:  # noqa: BLE001 - the boundary: a message may quote a document
            log.error("a request failed: %s", place_of(error))
            fault = error
        if fault is not None and not exchange.begun:
            await problems.answer(Request(scope), fault)(scope, receive, exchange.send)
        route = getattr(scope.get("route"), "path", "(no route)")
        took = (time.monotonic() - started) * 1000
        access.info("%s %s %s %.0fms", _method(scope), route, exchange.status, took)


class _Exchange:
    """One request's way in and out."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._left = None if _is_upload(scope) else SMALL_BODY
        self._https = scope.get("scheme") == "https"
        self.begun = False
        self.status = 0

    async def receive(self) -> Message:
        message = await self._receive()
        if self._left is not None and message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise TooLarge
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun, self.status = True, message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if self._https:
                headers["Strict-Transport-Security"] = "max-age=63072000"
        await self._send(message)


def is_ours(method: str, headers: Headers) -> bool:
    """Whether the request changes nothing, or comes from one of our own pages, or from no browser."""
    if method in SAFE:
        return True
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc.casefold() == headers.get("host", "").casefold() != ""


def _refusal(scope: Scope, hosts: Hosts) -> Exception | None:
    headers = Headers(scope=scope)
    if scope["path"] not in FREE and not hosts.know(headers.get("host", "")):
        return problems.Problem(
            HTTPStatus.MISDIRECTED_REQUEST,
            "unknown-host",
            "The service is not asked by that name.",
            "Use its own name; whoever runs it sets further ones with COUNTERSIGN_HOSTS.",
        )
    if not is_ours(scope["method"], headers):
        return problems.Problem(
            HTTPStatus.FORBIDDEN,
            "other-site",
            "The request comes from another site's page.",
            "Open the page of this service and do it there.",
        )
    length = headers.get("content-length", "0")
    if not _is_upload(scope) and (not length.isdecimal() or int(length) > SMALL_BODY):
        return TooLarge()
    return None


def _is_upload(scope: Scope) -> bool:
    """Whether the address counts the bytes of a body itself."""
    path: str = scope["path"]
    return path in UPLOADS or (scope["method"] == "PATCH" and path.startswith(PARTS))


def _method(scope: Scope) -> str:
    method: str = scope["method"]
    return method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "OTHER"
