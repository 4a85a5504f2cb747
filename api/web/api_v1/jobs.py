"""Jobs: how far each document is, and trying again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from api.web.paging import Cursor, Limit, following, start
from api.web.permissions import Permission, needs
from api.web.problems import not_found
from api.web.shapes import JobOut, JobPage
from api.web.state import actor_of, shared
from models.case import Job, JobState
from pipeline.entries import NotReady

router = APIRouter(prefix="/api/v1/jobs", tags=["jobs"])

JobId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The job's id.")]


@router.get("", summary="List jobs")
@needs(Permission.READ)
def jobs(
    request: Request,
    state: Annotated[JobState | None, Query(description="Only jobs in this state.")] = None,
    document: Annotated[str | None, Query(pattern=r"^[0-9a-f]{32}$", description="Of this document.")] = None,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> JobPage:
    """Jobs, the newest first; with `state=failed`, the dead letters."""
    begin = start(cursor)
    some = shared(request).service.jobs(state, document, begin + limit + 1)[begin:]
    return JobPage(items=[JobOut.of(j) for j in some[:limit]], next=following(begin, limit, len(some)))


@router.get("/{id}", summary="One job")
@needs(Permission.READ)
def job(request: Request, id: JobId) -> JobOut:
    """How far it is, and where it ended badly, why and what to do."""
    return JobOut.of(found(request, id))


@router.post("/{id}/retry", summary="Try a failed or refused job again")
@needs(Permission.JOBS)
def retry(request: Request, id: JobId) -> JobOut:
    """From the stage where it stopped."""
    found(request, id)
    return JobOut.of(shared(request).service.retry(id, actor_of(request)))


@router.post("/{id}/cancel", summary="Cancel a job")
@needs(Permission.JOBS)
def cancel(request: Request, id: JobId) -> JobOut:
    """End a job that has not ended; its document stays and can be retried."""
    found(request, id)
    return JobOut.of(shared(request).service.cancel(id, actor_of(request)))


def found(request: Request, id: str) -> Job:
    """The job, where there is one that may be seen."""
    try:
        return shared(request).service.job(id)
    except NotReady:
        raise not_found() from None
