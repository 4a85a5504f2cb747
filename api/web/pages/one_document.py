"""One document: what is wrong with it, its marking, its redacted copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import Response

from api.report.changes import compare
from api.report.order import counts, headlines
from api.report.page import OUTCOMES
from api.report.page import title as title_of
from api.web import copies
from api.web.attachments import attachment
from api.web.markings import CHOICES, marking_of, of_entry
from api.web.pages.entrance import go
from api.web.permissions import Permission, needs
from api.web.problems import not_found
from api.web.rendering import page
from api.web.review import review
from api.web.shapes import progress
from api.web.state import actor_of, shared
from models.case import JobState
from pipeline.entries import Entry

router = APIRouter(prefix="/documents/{id}")

Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.get("")
@needs(Permission.READ)
def document(request: Request, id: Id) -> Response:
    """The page of one document: how far it is, or what was found in it."""
    return review_page(request, id)


def review_page(
    request: Request, id: str, errors: Sequence[dict[str, str]] = (), reason: str = "", settled: str = ""
) -> Response:
    """The page; with `errors` it says what could not be done, and keeps what a form held."""
    entry = shared(request).service.document(id, actor_of(request))
    if entry.state not in (JobState.READY, JobState.QUARANTINED) or not entry.outcome:
        return _underway(request, entry)
    found = review(request, entry)
    content, told = found.content, found.told
    return page(
        request,
        "document.html.j2",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        marking=found.marking,
        entry=entry,
        title=title_of(content.document),
        document=content.document,
        verdict=content.marking,
        outcome=OUTCOMES[content.marking.outcome],
        report=content.report,
        people=content.detection.people,
        mentions=content.detection.mentions,
        counts=counts(told),
        headlines=headlines(told),
        groups=found.groups,
        answered=found.answered,
        standing=sum(not t.waived for t in told),
        last=found.past.last,
        compare=compare,
        why=why,
        errors=list(errors),
        reason=reason,
        settled=settled,
        policies=policies(),
        policy=shared(request).settings.policy,
        choices=_may_be_settled(request, content.marking.assessed.rank),
        proposed=str(replace(content.marking.proposed, caveats=())),
    )


@router.post("/copies")
@needs(Permission.COPY)
def make_copy(request: Request, id: Id, policy: Annotated[str, Form(max_length=64)]) -> Response:
    """Make a redacted copy, and go to its page."""
    kept = copies.make(request, id, policy)
    return go(f"/documents/{id}/copies/{kept.id}")


@router.get("/copies/{copy}")
@needs(Permission.COPY)
def copy_page(request: Request, id: Id, copy: Id) -> Response:
    """What was removed from a copy, what stayed, how it was verified; and where to fetch it."""
    kept = copies.find(request, id, copy)
    entry = shared(request).service.document(id, actor_of(request))
    marking = of_entry(entry, shared(request).settings)
    return page(request, "copy.html.j2", marking=marking, entry=entry, kept=kept)


@router.get("/copies/{copy}/file")
@needs(Permission.COPY)
def copy_file(request: Request, id: Id, copy: Id) -> Response:
    """The copy, to be saved."""
    kept, data = copies.fetch(request, id, copy)
    return attachment(data, kept.filename, kept.extension)


@router.get("/copies/{copy}/log")
@needs(Permission.COPY)
def copy_log(request: Request, id: Id, copy: Id) -> Response:
    """The log that goes with the copy, to be saved."""
    kept = copies.find(request, id, copy)
    return attachment(copies.log_file(kept), f"{kept.filename}.log.txt", "txt")


@router.get("/original")
@needs(Permission.ORIGINAL)
def original(request: Request, id: Id) -> Response:
    """The file as it was received, to be saved."""
    filename, data = shared(request).service.original(id, actor_of(request))
    return attachment(data, filename)


@router.post("/marking")
@needs(Permission.SETTLE)
def settle(
    request: Request,
    id: Id,
    marking: Annotated[str, Form(pattern="^(" + "|".join(CHOICES) + ")$")],
    reason: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Take the document out of quarantine with the marking that somebody with the authority gives it."""
    if not reason.strip():
        wrong = {
            "field": "reason",
            "message": "A marking is settled with a reason. Say why this one is right.",
        }
        return review_page(request, id, [wrong], settled=marking)
    shared(request).service.settle(id, marking_of(marking), reason, actor_of(request))
    return go(f"/documents/{id}")


@router.post("/retry")
@needs(Permission.JOBS)
def retry(request: Request, id: Id) -> Response:
    """Try the document's last job again."""
    service = shared(request).service
    latest = service.jobs(document_id=id, most=1)
    if not latest:
        raise not_found()
    service.retry(latest[0].id, actor_of(request))
    return go(f"/documents/{id}")


@router.post("/cancel")
@needs(Permission.JOBS)
def cancel(request: Request, id: Id) -> Response:
    """Stop the document's work: what the stages had made is kept, for another try."""
    service = shared(request).service
    latest = service.jobs(document_id=id, most=1)
    if not latest:
        raise not_found()
    service.cancel(latest[0].id, actor_of(request))
    return go(f"/documents/{id}")


@cache
def why(code: str) -> str:
    """A rule's reason; empty for one that is no longer there."""
    import checks

    return next((rule.why for rule in checks.catalogue() if rule.code == code), "")


@cache
def policies() -> tuple[tuple[str, str, str], ...]:
    """Name, title and purpose of every disclosure policy."""
    from redact import load_policy, policy_names

    found = [load_policy(name) for name in policy_names()]
    return tuple((p.name, p.title, p.purpose) for p in found)


def _underway(request: Request, entry: Entry) -> Response:
    jobs = shared(request).service.jobs(document_id=entry.id, most=1)
    return page(
        request,
        "underway.html.j2",
        marking=of_entry(entry, shared(request).settings),
        entry=entry,
        job=jobs[0] if jobs else None,
        stages=progress(jobs[0]) if jobs else [],
    )


def _may_be_settled(request: Request, least: tuple[int, bool]) -> list[str]:
    most = shared(request).settings.ceiling.rank
    return [words for words in CHOICES if least <= marking_of(words).rank <= most]
