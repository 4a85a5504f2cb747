"""Sending files in, seeing how far they are, trying again what failed, and filing what came without a case.

The page of an upload is named by the documents in it, so that it can be looked at again, without anything
being kept for it. With scripts the same page is fetched again and again, and its rows put in place.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import Response

from api.web import uploads
from api.web.pages.entrance import go
from api.web.permissions import Permission, needs
from api.web.problems import Problem, not_found
from api.web.rendering import page
from api.web.state import actor_of, shared
from models.case import Job, JobState, Stage
from models.errors import CountersignError
from pipeline.entries import Entry
from pipeline.filing import UNFILED, FilingDesk, Proposal, sent_in
from storage.archive import NoSuchDocument
from storage.events import Event

router = APIRouter()

Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Batch = Annotated[str, Query(max_length=5000, pattern=r"^[A-Za-z0-9_-]*$")]
WAITING = 50
LATELY = 200
"""Documents received last, whose cases the form offers by their references."""
DOING = {
    Stage.RECEIVE: "Scanning",
    Stage.READ: "Reading",
    Stage.IDENTIFY: "Reading",
    Stage.MARK: "Marking",
    Stage.CHECK: "Checking",
    Stage.DETECT: "Finding people",
    Stage.STORE: "Storing",
}
"""What a worker does to a document at each stage, in the words of the page."""
_IN_WORDS = {
    "unmarked": "It has no protective marking.",
    "under-marked": "Its marking is lower than its content calls for.",
    "conflicting": "It says more than one marking.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One file of an upload: a state with its kind of tag, and what a person has to do about it."""

    entry: Entry
    state: str
    kind: str
    ended: bool
    reason: str = ""
    remedy: str = ""
    again: bool = False  # whether it can be tried again as it is
    proposals: tuple[Proposal, ...] = ()

    @property
    def attention(self) -> bool:
        """Whether somebody has to do something."""
        return bool(self.reason)

    @property
    def unfiled(self) -> bool:
        """Whether it waits for a case."""
        return self.entry.case.casefold() == UNFILED.casefold()


@router.get("/upload")
@needs(Permission.UPLOAD)
def upload_form(request: Request, case: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The form to send files with."""
    return _form(request, case)


@router.post("/upload")
@needs(Permission.UPLOAD)
async def upload(request: Request) -> Response:
    """Take files in, and say of each what became of it."""
    try:
        batch = await uploads.receive_files(request)
    except CountersignError as fault:
        return _form(request, "", fault)
    return _progress(request, [new.document_id for _, new in batch.accepted], batch.turned)


@router.get("/upload/progress")
@needs(Permission.UPLOAD)
def progress(request: Request, of: Batch = "") -> Response:
    """How far the files of an upload are."""
    return _progress(request, _ids(of))


@router.post("/upload/retry")
@needs(Permission.JOBS)
def retry(request: Request, of: Annotated[str, Form(max_length=5000)]) -> Response:
    """Try again what failed, and that alone."""
    here, actor = shared(request), actor_of(request)
    for entry, job in sent_in(here.store, _ids(of), actor):
        if job and _row(entry, job).again:
            here.service.retry(job.id, actor)
    return go(f"/upload/progress?of={_key(_ids(of))}")


@router.get("/filing")
@needs(Permission.UPLOAD)
def filing(request: Request) -> Response:
    """Documents that came in without a case, with the cases that their words point to."""
    return _filing(request)


@router.post("/documents/{id}/case")
@needs(Permission.UPLOAD)
def file(
    request: Request,
    id: Id,
    case: Annotated[str, Form(max_length=100)] = "",
    other: Annotated[str, Form(max_length=100)] = "",
    of: Annotated[str, Form(max_length=5000)] = "",
) -> Response:
    """File a document under a case: one of those proposed, or another by its reference."""
    here = shared(request)
    wanted = " ".join((other or case).split())
    try:
        FilingDesk(here.store, here.settings).file(id, wanted, actor_of(request))
    except NoSuchDocument:
        raise not_found() from None
    except CountersignError as fault:
        return _filing(request, [{"field": f"other-{id}", "message": f"{fault.message} {fault.remedy}"}])
    return go(f"/upload/progress?of={_key(_ids(of))}" if of else "/filing")


def _filing(request: Request, errors: list[dict[str, str]] | None = None) -> Response:
    here = shared(request)
    waiting = FilingDesk(here.store, here.settings).waiting(actor_of(request), WAITING)
    return page(
        request,
        "filing.html.j2",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        marking=here.settings.ceiling,
        waiting=waiting,
        most=WAITING,
        errors=errors or [],
    )


def _progress(request: Request, ids: list[str], turned: Iterable[uploads.Turned] = ()) -> Response:
    here = shared(request)
    found = sent_in(here.store, ids, actor_of(request))
    if ids and not found:
        raise not_found()
    rows = [_row(entry, job) for entry, job in found]
    unfiled = [row.entry.id for row in rows if row.unfiled and row.ended]
    proposals = FilingDesk(here.store, here.settings).proposals(unfiled) if unfiled else {}
    rows = [_row(entry, job, proposals.get(entry.id, ())) for entry, job in found]
    cases = {row.entry.case for row in rows} - {UNFILED}
    return page(
        request,
        "uploaded.html.j2",
        marking=here.settings.ceiling,
        rows=rows,
        turned=tuple(turned),
        of=_key(ids),
        ended=sum(row.ended for row in rows),
        attention=sum(row.attention for row in rows),
        again=sum(row.again for row in rows),
        query=urlencode({"case": min(cases)}) if len(cases) == 1 else "",
    )


def _row(entry: Entry, job: Job | None, proposals: tuple[Proposal, ...] = ()) -> Row:
    reason, remedy = (job.reason, job.remedy) if job else ("", "")
    match entry.state:
        case JobState.QUEUED:
            return Row(entry, "Waiting", "plain", False)
        case JobState.RUNNING:
            return Row(entry, DOING[job.stage] if job else "In progress", "low", False)
        case JobState.QUARANTINED if entry.outcome:
            told = _IN_WORDS.get(entry.outcome, "Its protective marking has to be settled.")
            settle = "A chair settles it on the document's page. No copy is made of it before that."
            return Row(entry, "Marking to settle", "medium", True, told, settle, False, proposals)
        case JobState.QUARANTINED:
            said = reason or "It could not be scanned for viruses."
            return Row(entry, "Needs attention", "high", True, said, remedy, True)
        case JobState.FAILED | JobState.CANCELLED:
            said = reason or "It was not processed."
            return Row(entry, "Needs attention", "high", True, said, remedy, bool(entry.filename))
        case JobState.REFUSED:
            said = reason or "It was refused."
            return Row(entry, "Needs attention", "high", True, said, remedy, bool(entry.filename))
        case JobState.UNPACKED:
            return Row(entry, "Unpacked", "good", True)
        case _:
            return Row(entry, "Ready", "good", True, proposals=proposals)


def _form(request: Request, case: str, fault: CountersignError | None = None) -> Response:
    here = shared(request)
    errors, status = [], HTTPStatus.OK
    if fault:
        named = isinstance(fault, Problem) and fault.errors
        field = fault.errors[0]["field"] if named else "files"  # type: ignore[attr-defined]
        errors = [{"field": field, "message": f"{fault.message} {fault.remedy}".strip()}]
        status = fault.status if isinstance(fault, Problem) else HTTPStatus.CONFLICT
    with here.store.reading() as (_, archive):
        areas = archive.areas()
        lately = archive.cases_named({row.case_id for row in archive.rows(most=LATELY)})
        cases = sorted({archive.case_reference(one.id) for one in lately} - {UNFILED, ""})
    here.service.record(Event.SENSITIVE_READ, actor_of(request), document="all", what="cases")
    return page(
        request,
        "upload.html.j2",
        status=status,
        marking=here.settings.ceiling,
        errors=errors,
        case=case,
        cases=cases,
        areas=areas,
        most_mb=here.settings.max_file_mb,
        most_files=uploads.MOST_FILES,
    )


def _key(ids: Iterable[str]) -> str:
    """The ids of an upload's documents in one word, short enough for an address."""
    return base64.urlsafe_b64encode(b"".join(bytes.fromhex(id) for id in ids)).decode().rstrip("=")


def _ids(key: str) -> list[str]:
    """Back again; raises `Problem` for what is none of ours."""
    try:
        raw = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
    except ValueError:
        raise not_found() from None
    if len(raw) % 16 or len(raw) > 16 * uploads.MOST_FILES:
        raise not_found()
    return list(dict.fromkeys(raw[at : at + 16].hex() for at in range(0, len(raw), 16)))
