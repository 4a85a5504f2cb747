"""Disclosures: open, decide, summarise, submit, approve, release."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from api.web import tags
from api.web.api_v1.documents import Id
from api.web.attachments import attachment
from api.web.desk import no_summary, places_of, rewritten
from api.web.paging import Cursor, Limit, following, start
from api.web.permissions import Permission, needs
from api.web.shapes import disclosures as shapes
from api.web.state import actor_of, shared
from api.web.tags import IfMatch
from models.review import Act, DisclosureRequest, DisclosureState, FoundBy
from pipeline.disclosing import Desk, File, Officers, Overview, Step

router = APIRouter(prefix="/api/v1", tags=["disclosures"])

DisclosureId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The disclosure's id.")]
Number = Annotated[int, Path(ge=1, le=1_000_000, description="The act's number.")]


@router.get("/disclosures", summary="List disclosures")
@needs(Permission.DISCLOSURES)
def listed(
    request: Request,
    document_id: Annotated[str | None, Query(pattern=r"^[0-9a-f]{32}$")] = None,
    state: DisclosureState | None = None,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> shapes.DisclosurePage:
    """Those that were changed last first, of one document or in one state where asked."""
    begin, officers = start(cursor), shared(request).service.officers
    found = officers.listed(actor_of(request), document_id, state, begin + limit + 1)[begin:]
    after = following(begin, limit, len(found))
    return shapes.DisclosurePage(items=[_out(one) for one in found[:limit]], next=after)


@router.post("/documents/{id}/disclosures", summary="Open a disclosure", status_code=HTTPStatus.CREATED)
@needs(Permission.DISCLOSE)
def create(request: Request, response: Response, id: Id, sent: shapes.NewDisclosure) -> shapes.DisclosureOut:
    """A draft; what was decided on an earlier version under the same policy is proposed in it.

    409 where the document is not ready, in quarantine, was not read in full, or has a newer version.
    """
    asked = DisclosureRequest(sent.requester, sent.basis, sent.purpose, sent.recipient, sent.layout)
    opened = shared(request).service.officers.open(id, sent.policy, asked, actor_of(request))
    response.headers["Location"] = f"/api/v1/disclosures/{opened.id}"
    return _out(opened)


@router.get("/disclosures/{id}", summary="One disclosure with all its decisions")
@needs(Permission.DISCLOSURES)
def desk(request: Request, response: Response, id: DisclosureId) -> shapes.DeskOut:
    """What goes, what stays and why, the acts on record, conflicts and remarks.

    Its `ETag` goes into `If-Match` of whatever changes the disclosure.
    """
    found = shared(request).service.officers.desk(id, actor_of(request))
    tags.tagged(response, tags.of_disclosure(found.overview))
    return shapes.DeskOut(
        disclosure=_out(found.overview),
        text_length=len(found.document.text),
        decisions=[shapes.DecisionOut.model_validate(d, extra="ignore") for d in found.reviewed.decisions],
        conflicts=[
            shapes.ConflictOut(act=int(c.act), start=c.span.start, end=c.span.end, why=c.why, remedy=c.remedy)
            for c in found.reviewed.conflicts
        ],
        acts=[_act(act, undone) for act, undone in found.record],
        remarks=[shapes.RemarkOut.model_validate(r) for r in found.remarks],
    )


@router.get("/disclosures/{id}/search", summary="Search a disclosure's document")
@needs(Permission.DISCLOSE)
def search(
    request: Request,
    id: DisclosureId,
    what: Annotated[str, Query(min_length=1, max_length=200)],
    how: FoundBy = FoundBy.EXACT,
) -> shapes.Finds:
    """Where words stand, hidden parts included: exactly, by sound, or by a pattern (`#` a digit)."""
    spans = shared(request).service.officers.search(id, what, how, actor_of(request))
    return shapes.Finds(items=[shapes.SpanOut.model_validate(s) for s in spans])


@router.post("/disclosures/{id}/acts", summary="Decide on something", status_code=HTTPStatus.CREATED)
@needs(Permission.DISCLOSE)
def act(request: Request, id: DisclosureId, sent: shapes.NewAct, match: IfMatch = None) -> shapes.ActOut:
    """Accept, remove, keep, add, give a role, join or part. It holds at once and can be undone."""
    spans = places_of((s.start, s.end) for s in sent.spans)
    step = Step(sent.kind, spans, sent.everywhere, sent.type, sent.role, sent.reason)
    return _act(_officers(request, match).act(id, step, actor_of(request)), False)


@router.post("/disclosures/{id}/acts/{number}/confirm", summary="Take a proposal over")
@needs(Permission.DISCLOSE)
def confirm(request: Request, id: DisclosureId, number: Number, match: IfMatch = None) -> shapes.ActOut:
    """Make an act proposed from an earlier version one's own."""
    return _act(_officers(request, match).confirm(id, number, actor_of(request)), False)


@router.delete("/disclosures/{id}/acts/{number}", summary="Undo an act", status_code=HTTPStatus.NO_CONTENT)
@needs(Permission.DISCLOSE)
def undo(request: Request, id: DisclosureId, number: Number, match: IfMatch = None) -> None:
    """It no longer holds; the record keeps it."""
    _officers(request, match).undo(id, number, actor_of(request))


@router.post(
    "/disclosures/{id}/acts/{number}/redo", summary="Do an act again", status_code=HTTPStatus.NO_CONTENT
)
@needs(Permission.DISCLOSE)
def redo(request: Request, id: DisclosureId, number: Number, match: IfMatch = None) -> None:
    """An act that was undone holds once more."""
    _officers(request, match).undo(id, number, actor_of(request), again=True)


@router.get("/disclosures/{id}/summary", summary="The executive summary")
@needs(Permission.DISCLOSURES)
def summary(request: Request, id: DisclosureId) -> shapes.SummaryOut:
    """As it stands; 409 where there is none."""
    return _summary(shared(request).service.officers.desk(id, actor_of(request)))


@router.post("/disclosures/{id}/summary", summary="Draft the summary", status_code=HTTPStatus.CREATED)
@needs(Permission.DISCLOSE)
def draft(request: Request, id: DisclosureId, match: IfMatch = None) -> shapes.SummaryOut:
    """From the document's own sentences that may go, in place of what was there."""
    officers, actor = _officers(request, match), actor_of(request)
    officers.draft_summary(id, actor)
    return _summary(officers.desk(id, actor))


@router.put("/disclosures/{id}/summary", summary="Change the summary")
@needs(Permission.DISCLOSE)
def change(
    request: Request, id: DisclosureId, sent: shapes.SummaryIn, match: IfMatch = None
) -> shapes.SummaryOut:
    """Replace its lines; `telling` names those that tell what is removed."""
    officers, actor = _officers(request, match), actor_of(request)
    lines = {str(name): said for name, said in sent.parts.items()}
    changed = rewritten(officers.desk(id, actor).summary, lines, actor)
    telling = officers.keep_summary(id, changed, actor)
    return _summary(officers.desk(id, actor), telling)


@router.delete("/disclosures/{id}/summary", summary="Have no summary", status_code=HTTPStatus.NO_CONTENT)
@needs(Permission.DISCLOSE)
def drop(request: Request, id: DisclosureId, match: IfMatch = None) -> None:
    """Only the redacted copy is disclosed."""
    _officers(request, match).keep_summary(id, None, actor_of(request))


@router.get("/disclosures/{id}/preview/{what}", summary="Preview a file", response_class=Response)
@needs(Permission.DISCLOSURES)
def preview(request: Request, id: DisclosureId, what: Literal["copy", "summary"]) -> Response:
    """The file as the recipient would get it now: verified, not approved."""
    copy, summary = shared(request).service.officers.preview(id, actor_of(request))
    made = summary if what == "summary" else copy
    if made is None:
        raise no_summary()
    return _file(made.copy, f"not-approved-{what}")


@router.post("/disclosures/{id}/steps", summary="Submit, give up or revoke")
@needs(Permission.DISCLOSE)
def step(
    request: Request, id: DisclosureId, sent: shapes.NewStep, match: IfMatch = None
) -> shapes.DisclosureOut:
    """409 where the state does not allow it, or where something is in conflict."""
    officers, actor = _officers(request, match), actor_of(request)
    steps = {
        "submit": officers.submit,
        "withdraw": officers.withdraw,
        "revoke": shared(request).service.counter.if_unchanged(tags.moment(match)).revoke,
    }
    return _out(steps[sent.step](id, actor))


@router.post("/disclosures/{id}/approval", summary="Approve or send back")
@needs(Permission.APPROVE)
def approval(
    request: Request, id: DisclosureId, sent: shapes.NewApproval, match: IfMatch = None
) -> shapes.DisclosureOut:
    """Whoever had a hand in it cannot: 409."""
    approvers = shared(request).service.approvers.if_unchanged(tags.moment(match))
    actor = actor_of(request)
    if sent.answer == "approve":
        return _out(approvers.approve(id, actor, sent.remark))
    return _out(approvers.send_back(id, sent.remark, actor))


@router.post("/disclosures/{id}/release", summary="Release to the recipient")
@needs(Permission.DISCLOSE)
def release(
    request: Request, id: DisclosureId, sent: shapes.NewRelease, match: IfMatch = None
) -> shapes.ReleaseOut:
    """The recipient's link, which ends any before it. It is not told again."""
    counter = shared(request).service.counter.if_unchanged(tags.moment(match))
    overview, secret = counter.release(id, sent.days, actor_of(request))
    link = str(request.url_for("received_page", secret=secret))
    return shapes.ReleaseOut(disclosure=_out(overview), link=link)


@router.get("/disclosures/{id}/files/{what}", summary="Fetch an approved file", response_class=Response)
@needs(Permission.DISCLOSURES)
def approved_file(request: Request, id: DisclosureId, what: File) -> Response:
    """The file that was approved, to be saved."""
    data = shared(request).service.counter.file(id, what, actor_of(request))
    return _file(data, f"{what}-{id[:8]}")


def _officers(request: Request, match: str | None) -> Officers:
    """The officer's side, guarded by the tag of what was looked at."""
    return shared(request).service.officers.if_unchanged(tags.moment(match))


def _file(data: bytes, name: str) -> Response:
    kind = "pdf" if data.startswith(b"%PDF") else "docx"
    return attachment(data, f"{name}.{kind}", kind)


def _out(overview: Overview) -> shapes.DisclosureOut:
    return shapes.DisclosureOut.model_validate(overview, extra="ignore")


def _act(act: Act, undone: bool) -> shapes.ActOut:
    return shapes.ActOut(
        number=int(act.id),
        kind=act.kind,
        spans=[shapes.SpanOut.model_validate(s) for s in act.spans],
        by=act.by,
        at=act.at,
        everywhere=act.everywhere,
        type=act.type,
        role=act.role,
        reason=act.reason,
        found_by=act.found_by,
        proposed=act.proposed,
        undone=undone,
    )


def _summary(found: Desk, telling: tuple[tuple[str, int], ...] | None = None) -> shapes.SummaryOut:
    from redact.summary import spoken_of

    if found.summary is None:
        raise no_summary()
    if telling is None:
        telling = spoken_of(found.document, found.reviewed.decisions, found.summary)
    return shapes.SummaryOut(
        parts=[shapes.SummaryPartOut.model_validate(p) for p in found.summary.parts],
        left_out=found.summary.left_out,
        telling=[shapes.TellingLine(part=name, line=number) for name, number in telling],
    )
