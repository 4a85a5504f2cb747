"""One document: what is wrong with it, its marking, its redacted copies."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import Response

from api.report.changes import compare
from api.report.order import by_section, headlines, severity_name
from api.report.page import OUTCOMES, carried
from api.report.page import title as title_of
from api.web import copies
from api.web.attachments import attachment
from api.web.markings import CHOICES, marking_of, of_entry
from api.web.pages.entrance import go
from api.web.permissions import Permission, needs
from api.web.rendering import page
from api.web.shapes import progress
from api.web.state import actor_of, shared
from models.case import JobState
from models.finding import Severity
from pipeline.entries import Entry, NotReady

router = APIRouter(prefix="/documents/{id}")

Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.get("")
@needs(Permission.READ)
def document(request: Request, id: Id) -> Response:
    """The page of one document: how far it is, or what was found in it."""
    service, actor = shared(request).service, actor_of(request)
    entry = service.document(id, actor)
    if entry.state not in (JobState.READY, JobState.QUARANTINED):
        return _underway(request, entry)
    found = service.content(id, actor)
    report, marking = found.report, carried(found.marking)
    return page(
        request,
        "document.html.j2",
        marking=marking,
        entry=entry,
        title=title_of(found.document),
        document=found.document,
        verdict=found.marking,
        outcome=OUTCOMES[found.marking.outcome],
        report=report,
        people=found.detection.people,
        mentions=found.detection.mentions,
        counts=[(s, severity_name(s), sum(f.severity is s for f in report.findings)) for s in Severity],
        headlines=headlines(report.findings),
        groups=by_section(found.document, report.findings),
        compare=compare,
        severity_name=severity_name,
        why=why,
        policies=policies(),
        policy=shared(request).settings.policy,
        choices=_may_be_settled(request, found.marking.assessed.rank),
        proposed=f"{found.marking.proposed.tier}{'-SENSITIVE' if found.marking.proposed.sensitive else ''}",
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
    shared(request).service.settle(id, marking_of(marking), reason, actor_of(request))
    return go(f"/documents/{id}")


@router.post("/retry")
@needs(Permission.JOBS)
def retry(request: Request, id: Id) -> Response:
    """Try the document's last job again."""
    service = shared(request).service
    latest = service.jobs(document_id=id, most=1)
    if not latest:
        raise NotReady("The document has no job.", "Send the file again.")
    service.retry(latest[0].id, actor_of(request))
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
