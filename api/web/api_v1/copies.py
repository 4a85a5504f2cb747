"""Redacted copies: made by POST, fetched by GET."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.answers.redaction import redact_answer
from api.web import copies
from api.web.api_v1.documents import Id
from api.web.attachments import attachment
from api.web.permissions import Permission, needs
from api.web.shapes import CopyOut, NewCopy, PolicyList, PolicyOut
from api.web.shelf import KEPT_SECONDS

router = APIRouter(prefix="/api/v1", tags=["copies"])

CopyId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The copy's id.")]


@router.get("/policies", summary="Disclosure policies")
@needs(Permission.READ)
def policies() -> PolicyList:
    """What copies can be made by."""
    from redact import load_policy, policy_names

    found = [load_policy(name) for name in policy_names()]
    return PolicyList(items=[PolicyOut.model_validate(p, extra="ignore") for p in found])


@router.post("/documents/{id}/copies", summary="Make a redacted copy", status_code=HTTPStatus.CREATED)
@needs(Permission.COPY)
def make(request: Request, response: Response, id: Id, sent: NewCopy) -> CopyOut:
    """Build the copy, verify it, and keep it for half an hour for whoever made it.

    409 where something that was to go could still be found in it, or where no copy may be made yet.
    """
    kept = copies.make(request, id, sent.policy)
    href = f"/api/v1/documents/{id}/copies/{kept.id}"
    response.headers["Location"] = href
    told = redact_answer("", kept.filename, kept.decisions, kept.log, kept.verification)
    told = {key: value for key, value in told.items() if key not in ("file", "out")}
    return CopyOut(
        id=kept.id,
        document_id=id,
        filename=kept.filename,
        href=href,
        seconds=KEPT_SECONDS,
        **told,
    )


@router.get("/documents/{id}/copies/{copy}", summary="Fetch a redacted copy", response_class=Response)
@needs(Permission.COPY)
def fetch(request: Request, id: Id, copy: CopyId) -> Response:
    """The verified copy, to be saved."""
    kept, data = copies.fetch(request, id, copy)
    return attachment(data, kept.filename, kept.extension)


@router.get("/documents/{id}/copies/{copy}/log", summary="Fetch a copy's log", response_class=Response)
@needs(Permission.COPY)
def log(request: Request, id: Id, copy: CopyId) -> Response:
    """What was removed and why, as plain text."""
    kept = copies.find(request, id, copy)
    return attachment(copies.log_file(kept), f"{kept.filename}.log.txt", "txt")
