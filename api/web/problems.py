"""Every error as a problem: RFC 9457 JSON for programs, a page for people, the same words for both.

Threat: an error that repeats what was sent or what a document says, into a page or a log. Rule: messages are
those of the product's own faults, which quote nothing; of a validation fault only the field and the kind are
told, never the value; anything unforeseen says that it happened and no more. Residual risk: none known.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.web.rendering import page
from models.errors import CountersignError, Refused, SettingsError, VerificationFailed
from pipeline.answers import AnswersChanged, NoReason, NoSuchFinding
from pipeline.disclosing import ChangedMeanwhile, FourEyes, NotNow
from pipeline.entries import NotReady
from pipeline.retention import CannotDispose, OwnProposal
from pipeline.reviewing import NothingToSend
from pipeline.service import Busy
from pipeline.timeline import NoSuchCase
from storage.access import NoSuchCaseHere
from storage.accounts import AccountFault, Locked
from storage.archive import NoSuchDocument, WhichArea
from storage.blobs import StoreAway
from storage.disclosures import NoSuchDisclosure
from storage.partial import NoSuchUpload, OtherOffset, TooManyUploads
from storage.retention import NoSuchDisposal, NoSuchHold
from storage.token_keys import KeysUnavailable

PROBLEM = "application/problem+json"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")


class Problem(CountersignError):
    """An error of the doors themselves. `code` is stable; `headers` go with the answer, `more` into it."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        message: str,
        remedy: str = "",
        *,
        headers: dict[str, str] | None = None,
        errors: list[dict[str, str]] | None = None,
    ) -> None:
        super().__init__(message, remedy)
        self.status = status
        self.code = code
        self.headers = headers or {}
        self.errors = errors or []
        self.more: dict[str, str] = {}


def not_found() -> Problem:
    """There is nothing at that address, or nothing that whoever asks may know of."""
    return Problem(
        HTTPStatus.NOT_FOUND, "not-found", "There is nothing at this address.", "Check the address."
    )


def as_problem(fault: Exception) -> Problem:
    """The fault with its status and its stable code."""
    match fault:
        case Problem():
            return fault
        case Refused():
            return _from(fault, HTTPStatus.UNPROCESSABLE_ENTITY, fault.code.value)
        case NoSuchDocument():
            return _from(fault, HTTPStatus.NOT_FOUND, "no-such-document")
        case NoSuchCase() | NoSuchCaseHere():
            return _from(fault, HTTPStatus.NOT_FOUND, "no-such-case")
        case NotReady():
            return _from(fault, HTTPStatus.CONFLICT, "not-ready")
        case NoSuchFinding():
            return _from(fault, HTTPStatus.NOT_FOUND, "no-such-finding")
        case NoReason():
            problem = _from(fault, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid")
            problem.errors = [{"field": "reason", "message": f"{fault.message} {fault.remedy}"}]
            return problem
        case NoSuchDisclosure():
            return _from(fault, HTTPStatus.NOT_FOUND, "no-such-disclosure")
        case ChangedMeanwhile() | AnswersChanged():
            return _from(fault, HTTPStatus.PRECONDITION_FAILED, "changed-meanwhile")
        case OtherOffset():
            return _from(fault, HTTPStatus.CONFLICT, "other-offset", {"Upload-Offset": str(fault.received)})
        case NoSuchUpload():
            return _from(fault, HTTPStatus.NOT_FOUND, "no-such-upload")
        case TooManyUploads():
            return _from(fault, HTTPStatus.TOO_MANY_REQUESTS, "too-many-uploads", {"Retry-After": "60"})
        case NotNow():
            return _from(fault, HTTPStatus.CONFLICT, "not-now")
        case FourEyes() | OwnProposal():
            return _from(fault, HTTPStatus.CONFLICT, "four-eyes")
        case CannotDispose():
            return _from(fault, HTTPStatus.CONFLICT, "cannot-dispose")
        case NoSuchHold():
            return _from(fault, HTTPStatus.NOT_FOUND, "no-such-hold")
        case NoSuchDisposal():
            return _from(fault, HTTPStatus.NOT_FOUND, "no-such-disposal")
        case NothingToSend():
            return _from(fault, HTTPStatus.CONFLICT, "nothing-to-send")
        case VerificationFailed():
            return _from(fault, HTTPStatus.CONFLICT, "verification-failed")
        case Busy():
            return _from(fault, HTTPStatus.SERVICE_UNAVAILABLE, "busy", {"Retry-After": "60"})
        case StoreAway():
            return _from(fault, HTTPStatus.SERVICE_UNAVAILABLE, "store-unavailable", {"Retry-After": "60"})
        case KeysUnavailable():
            return _from(fault, HTTPStatus.SERVICE_UNAVAILABLE, "keys-unavailable", {"Retry-After": "60"})
        case Locked():
            wait = {"Retry-After": str(fault.seconds)}
            return _from(fault, HTTPStatus.TOO_MANY_REQUESTS, "locked", wait)
        case WhichArea():
            problem = _from(fault, HTTPStatus.UNPROCESSABLE_ENTITY, "which-area")
            problem.errors = [{"field": "area", "message": f"{fault.message} {fault.remedy}"}]
            return problem
        case AccountFault():
            problem = _from(fault, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid")
            problem.errors = [{"field": fault.field, "message": f"{fault.message} {fault.remedy}"}]
            return problem
        case SettingsError():
            return _from(fault, HTTPStatus.UNPROCESSABLE_ENTITY, "settings")
        case CountersignError():
            return _from(fault, HTTPStatus.CONFLICT, "not-possible")
        case RequestValidationError():
            return _invalid(fault)
        case HTTPException():
            return _plain(fault)
        case _:
            return Problem(
                HTTPStatus.INTERNAL_SERVER_ERROR,
                "internal",
                "Something went wrong inside the service. Nothing was changed by this request.",
                "Try again; if it happens again, tell whoever runs the service at what time it did.",
            )


def as_json(problem: Problem) -> dict[str, Any]:
    """The body of the answer to a program."""
    return {
        "type": f"/api/v1/problems#{problem.code}",
        "title": problem.status.phrase,
        "status": int(problem.status),
        "code": problem.code,
        "detail": problem.message,
        "remedy": problem.remedy,
        "errors": problem.errors,
        **problem.more,
    }


def is_api(path: str) -> bool:
    """Whether a program asks rather than a person."""
    return path.startswith(("/api/", "/health", "/ready"))


def answer(request: Request, fault: Exception) -> Response:
    """The answer to a request that failed."""
    problem = as_problem(fault)
    if isinstance(fault, RequestValidationError) and _no_json(request, fault):
        problem = Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "The body is not of the kind that this address takes.",
            "Send JSON, with Content-Type: application/json.",
        )
    if problem.status is HTTPStatus.METHOD_NOT_ALLOWED:
        problem.headers["Allow"] = _allowed(request)
    if is_api(request.url.path):
        return JSONResponse(
            as_json(problem), status_code=problem.status, headers=problem.headers, media_type=PROBLEM
        )
    if problem.status is HTTPStatus.UNAUTHORIZED:
        return RedirectResponse("/sign-in", status_code=HTTPStatus.SEE_OTHER)
    response = page(request, "problem.html.j2", status=problem.status, problem=problem)
    response.headers.update(problem.headers)
    return response


def install(app: FastAPI) -> None:
    """Have the application answer with problems. The unforeseen is caught further out, by `protection`."""
    for kind in (CountersignError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer)


def _allowed(request: Request) -> str:
    """Every method that some route takes at this address: the framework tells those of the first alone."""
    there = (r for r in request.app.state.routes if r.matches(request.scope)[0] is not Match.NONE)
    return ", ".join(sorted({m for route in there for m in getattr(route, "methods", None) or ()}))


def _no_json(request: Request, fault: RequestValidationError) -> bool:
    """Whether a body that should be JSON says that it is something else."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    forms = ("application/x-www-form-urlencoded", "multipart/form-data")
    of_body = any(error["loc"] == ("body",) for error in fault.errors())
    return is_api(request.url.path) and of_body and bool(kind) and "json" not in kind and kind not in forms


def _from(
    fault: CountersignError, status: HTTPStatus, code: str, headers: dict[str, str] | None = None
) -> Problem:
    return Problem(status, code, fault.message, fault.remedy, headers=headers)


def _plain(fault: HTTPException) -> Problem:
    status = HTTPStatus(fault.status_code)
    headers = dict(fault.headers or {})
    match status:
        case HTTPStatus.NOT_FOUND:
            return not_found()
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            said = (
                "The request is larger than this address takes.",
                "Send files to the address for uploads.",
            )
            return Problem(status, "too-large", *said)
        case HTTPStatus.METHOD_NOT_ALLOWED:
            said = ("The address does not take requests of this kind.", "Use one of those in Allow.")
            return Problem(status, "method-not-allowed", *said, headers=headers)
        case _:
            said = ("The request cannot be understood.", "Check it against the documentation.")
            return Problem(status, status.phrase.lower().replace(" ", "-"), *said, headers=headers)


def _named(part: object) -> str:
    """A part of a field's path; a key that the sender made up is not repeated."""
    return str(part) if _NAME.fullmatch(str(part)) else "..."


def _invalid(fault: RequestValidationError) -> Problem:
    errors = [
        {"field": ".".join(map(_named, e["loc"][1:])) or _named(e["loc"][0]), "message": str(e["msg"])}
        for e in fault.errors()
        if e["type"] != "extra_forbidden"
    ]
    if len(errors) < len(fault.errors()):
        errors.append({"field": "body", "message": "There is a field too many."})
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid",
        "Some of what was sent cannot be used.",
        "Correct the fields that `errors` names.",
        errors=errors,
    )
