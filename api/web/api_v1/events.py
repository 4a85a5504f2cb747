"""A job's progress as server-sent events, for who would not ask again and again."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from api.web.api_v1.jobs import JobId, found
from api.web.identity import present
from api.web.permissions import Permission, needs
from api.web.shapes import JobOut
from api.web.state import actor_of, shared
from api.web.watching import Watch, too_many
from models.case import Job
from models.errors import CountersignError

router = APIRouter(prefix="/api/v1/jobs", tags=["jobs"])

BEAT_SECONDS = 15.0
"""Something is sent so often where nothing happens, so that nobody between believes the other end gone."""
NOTICE_SECONDS = 1.0
"""A stream that somebody has left is noticed within this, and no longer counts."""
_EVENT = {
    "type": "object",
    "description": "`data` is JSON: of `job` what `GET /jobs/{id}` says, of the others an empty object.",
    "properties": {
        "event": {"type": "string", "enum": ["job", "end", "closed"]},
        "id": {"type": "string"},
        "data": {"type": "string", "contentMediaType": "application/json"},
        "retry": {"type": "integer"},
    },
}
_EVENTS: dict[str, Any] = {"content": {"text/event-stream": {"schema": _EVENT}}, "description": "Events"}


@router.get(
    "/{id}/events",
    summary="A job's progress, as it happens",
    response_class=Response,
    responses={200: _EVENTS, 204: {"description": "It has ended, and its end was told: do not come back"}},
)
@needs(Permission.READ)
async def events(
    request: Request,
    id: JobId,
    last: Annotated[
        str | None,
        Header(alias="Last-Event-ID", max_length=64, description="The last event that came through."),
    ] = None,
) -> Response:
    """An event `job` for each change, with what `GET /jobs/{id}` would say; after the last one `end`.

    A stream that broke off goes on with `Last-Event-ID`: what is the same as then is not told again. It ends
    with `closed` where whoever listens is signed out or may no longer see the job.
    """
    job = await run_in_threadpool(found, request, id)
    if job.state.terminal and last == _id(job):
        return Response(status_code=HTTPStatus.NO_CONTENT)

    def look() -> Job | None:
        account = present(request, Permission.READ)
        if account is None:
            return None
        try:
            return shared(request).seen_by(account.scope).service.job(id)
        except CountersignError:
            return None

    watchers = shared(request).watchers
    if not watchers.room(actor_of(request)):
        raise too_many()  # a stream that has begun can refuse nothing any more
    return StreamingResponse(
        _told(request, job, last, look), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


async def _told(
    request: Request, job: Job, last: str | None, look: Callable[[], Job | None]
) -> AsyncIterator[bytes]:
    yield b"retry: 2000\n\n"
    async with shared(request).watchers.watching(actor_of(request), job, look) as watch:
        while (now := watch.job) is not None:
            if _id(now) != last:
                last = _id(now)
                yield _event("job", JobOut.of(now).model_dump_json(), last)
            if now.state.terminal:
                yield _event("end", "{}", last)
                return
            quiet = 0.0
            while not await _changed(watch):
                if await request.is_disconnected():
                    return
                quiet += NOTICE_SECONDS
                if quiet >= BEAT_SECONDS:
                    quiet = 0.0
                    yield b": still here\n\n"
    yield _event("closed", "{}", "")


async def _changed(watch: Watch) -> bool:
    """Wait for the next change; False where there was none for a while."""
    try:
        await asyncio.wait_for(watch.changed.wait(), NOTICE_SECONDS)
    except TimeoutError:
        return False
    watch.changed.clear()
    return True


def _event(kind: str, data: str, id: str) -> bytes:
    """One event. Its data is JSON on one line: nothing in it can begin another event."""
    return (f"id: {id}\n" if id else "").encode() + f"event: {kind}\ndata: {data}\n\n".encode()


def _id(job: Job) -> str:
    """The same for as long as nothing about the job has changed."""
    return hashlib.sha256(JobOut.of(job).model_dump_json().encode()).hexdigest()[:24]
