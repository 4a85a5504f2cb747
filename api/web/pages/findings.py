"""Answering findings, the minutes with findings in the margin, the last meeting's beside them, and the file
that goes back to the minute-taker."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import Response

from api.report.beside import beside
from api.report.margin import margin
from api.report.page import title as title_of
from api.web.attachments import attachment
from api.web.pages.entrance import go
from api.web.pages.one_document import Id, review_page
from api.web.permissions import Permission, needs
from api.web.rendering import page
from api.web.review import review
from api.web.state import actor_of, shared
from models.answer import AnswerKind
from pipeline.answers import NoReason

router = APIRouter(prefix="/documents/{id}")

Key = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]


@router.post("/findings/{key}/answer")
@needs(Permission.ANSWER)
def answer(
    request: Request,
    id: Id,
    key: Key,
    answer: Annotated[Literal["acknowledged", "waived", "open"], Form()],
    reason: Annotated[str, Form(max_length=4000)] = "",
    number: Annotated[int, Form(ge=0, le=100_000)] = 0,
) -> Response:
    """Acknowledge or waive a finding, or take the answer back; `number` is where the page goes on."""
    answers, actor = shared(request).service.answers, actor_of(request)
    try:
        if answer == "open":
            answers.withdraw(id, key, actor)
        else:
            answers.give(id, key, AnswerKind(answer), reason, actor)
    except NoReason as fault:
        wrong = {"field": f"reason-{number}", "message": f"{fault.message} {fault.remedy}"}
        return review_page(request, id, [wrong], reason)
    return go(f"/documents/{id}#finding-{number}" if number else f"/documents/{id}")


@router.get("/text")
@needs(Permission.READ)
def text(request: Request, id: Id) -> Response:
    """The minutes as text, with the findings in the margin."""
    found = review(request, shared(request).service.document(id, actor_of(request)), beside=False)
    document = found.content.document
    return page(
        request,
        "minutes.html.j2",
        marking=found.marking,
        entry=found.entry,
        title=title_of(document),
        document=document,
        margin=margin(document, [told for told in found.told if not told.waived]),
        waived=sum(told.waived for told in found.told),
    )


@router.get("/beside")
@needs(Permission.READ)
def beside_last(request: Request, id: Id) -> Response:
    """These minutes and the last meeting's, side by side, with how long each sentence has stood."""
    found = review(request, shared(request).service.document(id, actor_of(request)))
    document = found.content.document
    return page(
        request,
        "beside.html.j2",
        marking=found.marking,
        entry=found.entry,
        title=title_of(document),
        document=document,
        beside=beside(document, found.past),
    )


@router.get("/annotated")
@needs(Permission.ORIGINAL)
def annotated(request: Request, id: Id) -> Response:
    """The Word file for the minute-taker, to be saved: all that the original holds, and the findings."""
    filename, data = shared(request).service.review.annotated(id, actor_of(request))
    return attachment(data, filename, "docx")
