"""The list of documents, and the quarantine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.web.markings import CHOICES, of_entries
from api.web.paging import Cursor, following, start
from api.web.permissions import Permission, may, needs
from api.web.rendering import STATES, page
from api.web.shapes import progress
from api.web.state import account_of, actor_of, shared
from models.case import Job, JobState
from models.finding import Severity
from models.structure import DocumentKind
from pipeline.entries import Entry
from pipeline.searching import Wanted, found

router = APIRouter()

SHOWN = 50
_UNSETTLED = (JobState.REFUSED, JobState.FAILED, JobState.QUARANTINED, JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Line:
    """One document of a list. `job` is there where it says more than the state does."""

    entry: Entry
    job: Job | None
    passed: int  # stages done, of `of`
    of: int


@router.get("/documents")
@needs(Permission.SIGNED_IN)
def documents(
    request: Request,
    case: Annotated[str, Query(max_length=100)] = "",
    state: Annotated[JobState | Literal[""], Query()] = "",
    kind: Annotated[DocumentKind | Literal[""], Query()] = "",
    marking: Annotated[str, Query(pattern="^(" + "|".join(CHOICES) + ")?$")] = "",
    since: Annotated[date | Literal[""], Query()] = "",
    until: Annotated[date | Literal[""], Query()] = "",
    part_of: Annotated[str, Query(pattern=r"^([0-9a-f]{32})?$")] = "",
    cursor: Cursor = "",
) -> Response:
    """Documents, the newest first, with the state of each and what to do about it."""
    if not may(account_of(request).role, Permission.READ):
        return page(request, "nothing.html.j2")
    wanted = Wanted(
        " ".join(case.split()), state or None, kind or None, marking, since or None, until or None, part_of
    )
    return _list(request, "documents.html.j2", wanted, cursor)


@router.get("/quarantine")
@needs(Permission.READ)
def quarantine(request: Request, cursor: Cursor = "") -> Response:
    """Documents whose marking somebody with the authority has to settle."""
    return _list(request, "quarantine.html.j2", Wanted(state=JobState.QUARANTINED), cursor)


def _list(request: Request, template: str, wanted: Wanted, cursor: str) -> Response:
    here, begin = shared(request), start(cursor)
    listed = found(here.store, wanted, actor_of(request), most=SHOWN + 1, skip=begin)
    after = following(begin, SHOWN, len(listed))
    shown = listed[:SHOWN]
    filters = {name: str(value) for name, value in asdict(wanted).items() if value}
    return page(
        request,
        template,
        marking=of_entries(shown, here.settings),
        lines=_lines(request, shown),
        wanted=wanted,
        searched=bool(filters),
        kinds=list(DocumentKind),
        markings=CHOICES,
        states=STATES,
        severities=list(Severity),
        first=begin == 0,
        again=urlencode(filters),
        more=urlencode({**filters, "cursor": after}) if after else "",
    )


def _lines(request: Request, entries: Sequence[Entry]) -> list[Line]:
    service = shared(request).service
    lines = []
    for entry in entries:
        read = entry.state is JobState.QUARANTINED and entry.outcome
        wanted = entry.state in _UNSETTLED and not read
        jobs = service.jobs(document_id=entry.id, most=1) if wanted else []
        stages = progress(jobs[0]) if jobs else []
        lines.append(
            Line(entry, jobs[0] if jobs else None, sum(s.state == "done" for s in stages), len(stages))
        )
    return lines
