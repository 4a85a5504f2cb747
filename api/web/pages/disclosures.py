"""Disclosures: the request, the list, and each step up to the release."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import Response

from api.web.attachments import attachment
from api.web.markings import of_entry
from api.web.names import names_by_id
from api.web.pages.entrance import go
from api.web.pages.one_document import policies
from api.web.permissions import Permission, needs
from api.web.rendering import page
from api.web.state import actor_of, shared
from models.errors import CountersignError, VerificationFailed
from models.marking import ProtectiveMarking
from models.review import DisclosureRequest
from pipeline.disclosing import File, FourEyes, NotNow, Overview

router = APIRouter()

Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Words = Annotated[str, Form(max_length=4000)]
ASKED = (
    ("requester", "Who asks?", "The person or body that asked, as the request names them."),
    ("basis", "On what basis?", "The law, order or arrangement under which it may be disclosed."),
    ("purpose", "What for?", "What the recipient needs it for."),
    ("recipient", "Who gets it?", "The person or body that the file goes to."),
)
"""What a request says: field, question, hint."""


@router.get("/disclosures")
@needs(Permission.DISCLOSURES)
def listed(request: Request) -> Response:
    """All disclosures, those changed last first."""
    found = shared(request).service.officers.listed(actor_of(request))
    names = names_by_id(request, [o.created_by for o in found])
    return page(
        request, "disclosures.html.j2", marking=shared(request).settings.ceiling, found=found, names=names
    )


@router.get("/documents/{id}/disclosures/new")
@needs(Permission.DISCLOSE)
def new(request: Request, id: Id) -> Response:
    """The form that opens a disclosure."""
    return _form(request, id, {}, [])


@router.post("/documents/{id}/disclosures")
@needs(Permission.DISCLOSE)
def create(
    request: Request,
    id: Id,
    policy: Annotated[str, Form(max_length=64)] = "",
    requester: Words = "",
    basis: Words = "",
    purpose: Words = "",
    recipient: Words = "",
    layout: Annotated[Literal["flowing", "pages"], Form()] = "flowing",
) -> Response:
    """Open a disclosure, and go to its desk."""
    sent = {"requester": requester, "basis": basis, "purpose": purpose, "recipient": recipient}
    wrong = [
        {"field": field, "message": f"Say {question[0].lower() + question[1:].rstrip('?')}."}
        for field, question, _ in ASKED
        if not sent[field].strip()
    ]
    if policy not in {name for name, _, _ in policies()}:
        wrong.append({"field": "policy-" + policies()[0][0], "message": "Choose who the copy is for."})
    if wrong:
        return _form(request, id, {**sent, "policy": policy}, wrong)
    asked = DisclosureRequest(requester, basis, purpose, recipient, layout)
    opened = shared(request).service.officers.open(id, policy, asked, actor_of(request))
    return go(f"/disclosures/{opened.id}")


@router.post("/disclosures/{id}/steps")
@needs(Permission.DISCLOSE)
def officer_step(
    request: Request,
    id: Id,
    step: Annotated[Literal["submit", "withdraw", "revoke"], Form()],
) -> Response:
    """Submit it for approval, give it up, or take it back from its recipient."""
    service, actor = shared(request).service, actor_of(request)
    try:
        if step == "submit":
            service.officers.submit(id, actor)
        elif step == "withdraw":
            service.officers.withdraw(id, actor)
        else:
            service.counter.revoke(id, actor)
    except (NotNow, VerificationFailed) as fault:
        return status_page(request, id, fault)
    return go(f"/disclosures/{id}/status")


@router.post("/disclosures/{id}/approval")
@needs(Permission.APPROVE)
def approval(
    request: Request,
    id: Id,
    step: Annotated[Literal["approve", "send-back"], Form()],
    remark: Words = "",
) -> Response:
    """Approve what was submitted, or send it back with what is to be changed."""
    approvers, actor = shared(request).service.approvers, actor_of(request)
    try:
        if step == "approve":
            approvers.approve(id, actor, remark)
        else:
            approvers.send_back(id, remark, actor)
    except (NotNow, FourEyes, VerificationFailed) as fault:
        return status_page(request, id, fault, remark)
    return go(f"/disclosures/{id}/status")


@router.post("/disclosures/{id}/release")
@needs(Permission.DISCLOSE)
def release(request: Request, id: Id, days: Annotated[int, Form(ge=1, le=365)] = 14) -> Response:
    """Let the recipient have it; the page that follows shows the link, this once."""
    overview, secret = shared(request).service.counter.release(id, days, actor_of(request))
    link = str(request.url_for("received_page", secret=secret))
    return page(
        request, "released.html.j2", marking=marking_of(request, overview), overview=overview, address=link
    )


@router.get("/disclosures/{id}/status")
@needs(Permission.DISCLOSURES)
def status(request: Request, id: Id) -> Response:
    """Where it stands, who did what, and what comes next."""
    return status_page(request, id)


@router.get("/disclosures/{id}/files/{what}")
@needs(Permission.DISCLOSURES)
def approved_file(request: Request, id: Id, what: File) -> Response:
    """An approved file, to be saved."""
    data = shared(request).service.counter.file(id, what, actor_of(request))
    kind = "pdf" if data.startswith(b"%PDF") else "docx"
    return attachment(data, f"{what}-{id[:8]}.{kind}", kind)


def status_page(
    request: Request, id: str, fault: CountersignError | None = None, remark: str = ""
) -> Response:
    """The page of where a disclosure stands, with what could not be done."""
    desk = shared(request).service.officers.desk(id, actor_of(request))
    overview = desk.overview
    by = [overview.created_by, overview.submitted_by, overview.decided_by, *(r.by for r in desk.remarks)]
    return page(
        request,
        "disclosure_status.html.j2",
        marking=marking_of(request, overview),
        desk=desk,
        overview=overview,
        names=names_by_id(request, [*by, *(a.by for a, _ in desk.record)]),
        errors=[{"field": "steps", "message": f"{fault.message} {fault.remedy}"}] if fault else [],
        remark=remark,
    )


def marking_of(request: Request, overview: Overview) -> ProtectiveMarking:
    """The marking of a page that shows something of a disclosure's document."""
    entry = shared(request).service.document(overview.document_id, actor_of(request))
    return of_entry(entry, shared(request).settings)


def _form(request: Request, id: str, sent: dict[str, str], wrong: list[dict[str, str]]) -> Response:
    entry = shared(request).service.document(id, actor_of(request))
    return page(
        request,
        "disclosure_new.html.j2",
        status=422 if wrong else 200,  # type: ignore[arg-type]
        marking=of_entry(entry, shared(request).settings),
        entry=entry,
        asked=ASKED,
        sent=sent,
        errors=wrong,
        policies=policies(),
        policy=sent.get("policy") or shared(request).settings.policy,
    )
