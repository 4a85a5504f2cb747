"""The audit trail, health, readiness, and the API's own description."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from api.web.paging import Limit
from api.web.permissions import Permission, needs, public
from api.web.problems import Problem
from api.web.shapes import Health, Readiness, RecordOut, RecordPage
from api.web.state import actor_of, shared
from pipeline.readiness import readiness
from storage.events import Event

router = APIRouter()


@router.get("/api/v1/audit", tags=["audit"], summary="The audit trail")
@needs(Permission.AUDIT)
def audit(
    request: Request,
    after: Annotated[int, Query(ge=0, le=2**62, description="Events after this number.")] = 0,
    limit: Limit = 100,
) -> RecordPage:
    """Who did what, in order. That it was read is recorded as well."""
    service = shared(request).service
    found = service.trail(after, limit + 1)
    service.record(Event.SENSITIVE_READ, actor_of(request), document="all", what="audit")
    items = [RecordOut.model_validate(r) for r in found[:limit]]
    return RecordPage(items=items, next=items[-1].seq if len(found) > limit else None)


@router.get("/api/v1/openapi.json", tags=["about"], summary="This description")
@public
def description(request: Request) -> dict[str, Any]:
    """The API in OpenAPI 3.1."""
    described: dict[str, Any] = request.app.openapi()
    return described


@router.get("/health", tags=["about"], summary="Whether the server answers")
@public
def health() -> Health:
    """Says nothing of the database: that is readiness."""
    return Health(status="ok")


@router.get("/ready", tags=["about"], summary="Whether documents can be taken in")
@public
def ready(request: Request) -> Readiness:
    """200 where everything that is needed answers; otherwise which parts do not."""
    here = shared(request)
    found = readiness(here.store, here.settings)
    if found.missing:
        raise Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "unavailable",
            f"Not ready: {' and '.join(found.missing)} cannot be reached.",
            "Look at the server's log; documents that were accepted are not lost.",
        )
    return Readiness(status="ready", waiting=found.waiting, virus_scanner=found.virus_scanner)
