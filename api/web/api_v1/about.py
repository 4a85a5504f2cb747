"""The audit trail, health, readiness, and the API's own description."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from api.web.paging import Limit
from api.web.permissions import Permission, needs, public
from api.web.problems import Problem
from api.web.shapes import Health, Readiness, RecordOut, RecordPage
from api.web.state import actor_of, shared
from pipeline import antivirus
from pipeline.faults import place_of
from storage import jobs
from storage.events import Event
from storage.scope import INSTALLATION

log = logging.getLogger("countersign.web")

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
    """200 where the database and the keys answer; otherwise the fault."""
    store = shared(request).store
    try:
        with store.database.reading(INSTALLATION) as session:
            waiting = jobs.waiting(session)
        store.keys.secret("readiness")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is not ready
        log.error("not ready: %s", place_of(error))
        raise Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "unavailable",
            "The database or the keys cannot be reached.",
            "Look at the server's log; documents that were accepted are not lost.",
        ) from None
    return Readiness(status="ready", waiting=waiting, virus_scanner=antivirus.state(shared(request).settings))
