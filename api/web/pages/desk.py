"""The desk: every proposed removal, one by one and by groups; search; the summary; the preview."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from api.web import desk as view
from api.web.attachments import attachment
from api.web.names import names_by_id
from api.web.pages.disclosures import Id, marking_of
from api.web.pages.entrance import go
from api.web.permissions import Permission, needs
from api.web.rendering import page
from api.web.state import actor_of, shared
from models.errors import CountersignError, VerificationFailed
from models.people import EntityType, Role
from models.review import ActKind, FoundBy
from pipeline.disclosing import Desk, NotNow, Step

router = APIRouter(prefix="/disclosures/{id}")

Place = Annotated[str, Form(pattern=r"^\d{1,9}-\d{1,9}$")]
Reason = Annotated[str, Form(max_length=4000)]
Search = Annotated[str, Query(max_length=200)]
Part = Annotated[str, Form(max_length=20_000)]


@router.get("")
@needs(Permission.DISCLOSURES)
def desk(request: Request, id: Id, at: Annotated[int | None, Query(ge=0)] = None) -> Response:
    """The document with every decision, one of them open for deciding."""
    return desk_page(request, id, at)


@router.post("/acts")
@needs(Permission.DISCLOSE)
def act(
    request: Request,
    id: Id,
    kind: Annotated[ActKind, Form()],
    place: Annotated[list[Place], Form(min_length=1, max_length=2000)],
    everywhere: Annotated[bool, Form()] = False,
    type: Annotated[EntityType | None, Form()] = None,
    role: Annotated[Role | None, Form()] = None,
    reason: Reason = "",
    found_by: Annotated[FoundBy | None, Form()] = None,
    at: Annotated[int | None, Form(ge=0)] = None,
) -> Response:
    """Do one thing to one place, or to several; `at` is where the page goes on."""
    try:
        spans = view.places_of((int(p.partition("-")[0]), int(p.partition("-")[2])) for p in place)
        step = Step(kind, spans, everywhere, type, role, reason, found_by)
        shared(request).service.officers.act(id, step, actor_of(request))
    except NotNow as fault:
        return desk_page(request, id, at, fault)
    return go(f"/disclosures/{id}?at={spans[0].start if at is None else at}#panel")


@router.post("/undo")
@needs(Permission.DISCLOSE)
def undo(
    request: Request,
    id: Id,
    number: Annotated[int, Form(ge=1)],
    again: Annotated[bool, Form()] = False,
    at: Annotated[int | None, Form(ge=0)] = None,
) -> Response:
    """Undo an act, or do it once more."""
    shared(request).service.officers.undo(id, number, actor_of(request), again)
    return go(f"/disclosures/{id}" + (f"?at={at}#panel" if at is not None else "#record"))


@router.post("/confirm")
@needs(Permission.DISCLOSE)
def confirm(request: Request, id: Id, number: Annotated[list[int], Form(min_length=1)]) -> Response:
    """Make proposals from an earlier version one's own."""
    for one in number:
        shared(request).service.officers.confirm(id, one, actor_of(request))
    return go(f"/disclosures/{id}#proposals")


@router.get("/search")
@needs(Permission.DISCLOSE)
def search(request: Request, id: Id, what: Search = "", how: FoundBy = FoundBy.EXACT) -> Response:
    """What stands where, to be chosen and removed."""
    officers, actor = shared(request).service.officers, actor_of(request)
    found = officers.desk(id, actor)
    finds: list[view.Find] = []
    errors: list[dict[str, str]] = []
    if what.strip():
        try:
            finds = list(view.finds(found, officers.search(id, what, how, actor)))
        except CountersignError as fault:
            errors = [{"field": "what", "message": f"{fault.message} {fault.remedy}"}]
    return page(
        request,
        "desk_search.html.j2",
        marking=marking_of(request, found.overview),
        overview=found.overview,
        what=what,
        how=how,
        finds=finds,
        errors=errors,
        types=list(EntityType),
    )


@router.get("/summary")
@needs(Permission.DISCLOSURES)
def summary(request: Request, id: Id) -> Response:
    """The executive summary as it stands, beside where its lines come from."""
    return _summary_page(request, shared(request).service.officers.desk(id, actor_of(request)))


@router.post("/summary/draft")
@needs(Permission.DISCLOSE)
def draft(request: Request, id: Id) -> Response:
    """Draft it anew from what may go, in place of what was there."""
    shared(request).service.officers.draft_summary(id, actor_of(request))
    return go(f"/disclosures/{id}/summary")


@router.post("/summary")
@needs(Permission.DISCLOSE)
def keep_summary(
    request: Request,
    id: Id,
    meeting: Part = "",
    agencies: Part = "",
    considered: Part = "",
    risk: Part = "",
    decisions: Part = "",
    actions: Part = "",
    next_review: Part = "",
    drop: Annotated[bool, Form()] = False,
) -> Response:
    """Keep what the officer wrote, a line for each sentence; or, with `drop`, have no summary."""
    officers, actor = shared(request).service.officers, actor_of(request)
    if drop:
        officers.keep_summary(id, None, actor)
        return go(f"/disclosures/{id}/summary")
    sent = {
        "meeting": meeting,
        "agencies": agencies,
        "considered": considered,
        "risk": risk,
        "decisions": decisions,
        "actions": actions,
        "next-review": next_review,
    }
    return _keep(request, id, sent)


@router.get("/preview")
@needs(Permission.DISCLOSURES)
def preview(request: Request, id: Id) -> Response:
    """Exactly what the recipient will see: the text of the file, verified."""
    officers, actor = shared(request).service.officers, actor_of(request)
    found = officers.desk(id, actor)
    copy, summary, fault = None, None, None
    try:
        copy, summary = officers.preview(id, actor)
    except VerificationFailed as raised:
        fault = raised
    return page(
        request,
        "desk_preview.html.j2",
        marking=marking_of(request, found.overview),
        overview=found.overview,
        copy=copy,
        summary=summary,
        passages=view.passages(found.document, copy.decisions) if copy else (),
        desk=found,
        errors=[{"field": "main", "message": f"{fault.message} {fault.remedy}"}] if fault else [],
    )


@router.get("/preview/{what}")
@needs(Permission.DISCLOSURES)
def preview_file(request: Request, id: Id, what: str) -> Response:
    """The file itself as it would be now, to be looked at; it is not approved."""
    copy, summary = shared(request).service.officers.preview(id, actor_of(request))
    made = summary if what == "summary" else copy
    if made is None:
        raise view.no_summary()
    kind = "pdf" if made.copy.startswith(b"%PDF") else "docx"
    return attachment(made.copy, f"not-approved-{what}.{kind}", kind)


def desk_page(request: Request, id: str, at: int | None, fault: CountersignError | None = None) -> Response:
    """The desk, with what could not be done."""
    found = shared(request).service.officers.desk(id, actor_of(request))
    by_person, by_kind = view.groups(found)
    shown, seen = view.tally(found)
    return page(
        request,
        "desk.html.j2",
        marking=marking_of(request, found.overview),
        desk=found,
        overview=found.overview,
        passages=view.passages(found.document, found.reviewed.decisions),
        by_person=by_person,
        by_kind=by_kind,
        chosen=view.chosen(found, at),
        shown=shown,
        seen=seen,
        last_act=view.last_act(found),
        roles=list(Role),
        types=list(EntityType),
        acts=view.WORDS,
        names=names_by_id(request, [a.by for a, _ in found.record]),
        changeable=found.overview.state.open,
        errors=[{"field": "panel", "message": f"{fault.message} {fault.remedy}"}] if fault else [],
    )


def _keep(request: Request, id: str, sent: dict[str, str]) -> Response:
    officers, actor = shared(request).service.officers, actor_of(request)
    lines = {name: words.splitlines() for name, words in sent.items()}
    changed = view.rewritten(officers.desk(id, actor).summary, lines, actor)
    telling = officers.keep_summary(id, changed, actor)
    if telling:
        headings = {part.name: part.heading for part in changed.parts}
        wrong = [
            {
                "field": f"part-{name}",
                "message": f"{headings[name]}, line {number + 1}: it tells what is removed. Change it.",
            }
            for name, number in telling
        ]
        return _summary_page(request, officers.desk(id, actor), wrong)
    return go(f"/disclosures/{id}/summary")


def _summary_page(request: Request, found: Desk, wrong: list[dict[str, str]] | None = None) -> Response:
    return page(
        request,
        "desk_summary.html.j2",
        marking=marking_of(request, found.overview),
        desk=found,
        overview=found.overview,
        summary=found.summary,
        changeable=found.overview.state.open,
        errors=wrong or [],
    )
