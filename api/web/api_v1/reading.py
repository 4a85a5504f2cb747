"""What a document says: its text, its people, its versions, and the minutes before beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus

from fastapi import APIRouter, Request

from api.report.beside import Shade, beside
from api.report.page import title as title_of
from api.web.api_v1.documents import Id
from api.web.paging import Cursor, Limit, following, start
from api.web.permissions import Permission, needs
from api.web.problems import Problem
from api.web.review import review
from api.web.shapes import reading as shapes
from api.web.state import actor_of, shared

router = APIRouter(prefix="/api/v1/documents/{id}", tags=["reading"])


@router.get("/text", summary="The document's text")
@needs(Permission.READ)
def text(request: Request, id: Id) -> shapes.TextOut:
    """The text that findings, mentions and decisions give their places on, and the form's parts in it."""
    content = shared(request).service.content(id, actor_of(request))
    document = content.document
    return shapes.TextOut(
        title=title_of(document),
        marking=str(content.marking.highest),
        text=document.text,
        sections=[
            shapes.SectionOut(
                name=section.name,
                heading=section.heading,
                state=section.state.value,
                start=section.span.start if section.span else None,
                end=section.span.end if section.span else None,
            )
            for section in document.sections
        ],
    )


@router.get("/people", summary="Whom it names, and where")
@needs(Permission.READ)
def people(request: Request, id: Id, limit: Limit = 100, cursor: Cursor = "") -> shapes.MentionPage:
    """Every mention by its place, a page at a time, with everybody whom the document names."""
    begin = start(cursor)
    found = shared(request).service.content(id, actor_of(request)).detection
    counted = Counter(mention.person for mention in found.mentions)
    items = [
        shapes.MentionPlace(
            start=m.start,
            end=m.end,
            type=m.type,
            person=m.person or None,
            score=round(m.score, 3),
            recogniser=m.recogniser,
            why=m.why,
        )
        for m in found.mentions[begin : begin + limit]
    ]
    named = [
        shapes.PersonOut(
            id=p.id,
            name=p.name,
            names=list(p.names),
            role=p.role,
            agency=p.agency,
            mentions=counted[p.id],
        )
        for p in found.people
    ]
    after = following(begin, limit, len(found.mentions) - begin)
    return shapes.MentionPage(items=items, next=after, total=len(found.mentions), people=named)


@router.get("/versions", summary="All versions of it")
@needs(Permission.READ)
def versions(request: Request, id: Id) -> shapes.VersionList:
    """From the first one on, whichever of them was asked for."""
    found = shared(request).service.versions(id, actor_of(request))
    return shapes.VersionList(items=[shapes.VersionOut.model_validate(e, extra="ignore") for e in found])


@router.get("/comparison", summary="Beside the minutes of the last meeting")
@needs(Permission.READ)
def comparison(request: Request, id: Id) -> shapes.Comparison:
    """Part by part, with how many meetings each sentence has stood at; 409 where nothing was before."""
    found = review(request, shared(request).service.document(id, actor_of(request)))
    compared = beside(found.content.document, found.past)
    if compared is None:
        raise Problem(
            HTTPStatus.CONFLICT,
            "nothing-before",
            "The case has no earlier minutes to compare with.",
            "Send those of the last meeting in; they can be dated before these.",
        )
    return shapes.Comparison(
        last_file=compared.last.filename,
        last_sha256=compared.last.sha256,
        last_held=compared.last_held,
        carried=compared.carried,
        parts=[
            shapes.ComparedPart(heading=part.heading, now=_lines(part.now), last=_lines(part.last))
            for part in compared.parts
        ],
    )


def _lines(lines: Sequence[Sequence[Shade]] | None) -> list[list[shapes.ShadeOut]] | None:
    if lines is None:
        return None
    return [
        [shapes.ShadeOut(text=shade.text, meetings=shade.meetings, gone=shade.gone) for shade in line]
        for line in lines
    ]
