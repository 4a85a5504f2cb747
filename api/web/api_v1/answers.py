"""Answers to findings, and the annotated file for the minute-taker."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.answers.findings import answer_answer
from api.web import tags
from api.web.api_v1.documents import Id
from api.web.attachments import attachment
from api.web.permissions import Permission, needs
from api.web.review import names_of
from api.web.shapes import AnswerList, AnswerOut, NewAnswer
from api.web.state import actor_of, shared
from api.web.tags import IfMatch
from models.answer import AnswerKind

router = APIRouter(prefix="/api/v1/documents/{id}", tags=["answers"])

Key = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="The finding's key.")]


@router.get("/answers", summary="What was said to its findings")
@needs(Permission.READ)
def answers(request: Request, response: Response, id: Id) -> AnswerList:
    """All answers of the document's versions, the oldest first, those to cleared findings included.

    Its `ETag` goes into `If-Match` of an answer.
    """
    found = shared(request).service.answers.of(id, actor_of(request))
    tags.tagged(response, found.state)
    given = found.answers.values()
    names = names_of(request, given)
    told = [AnswerOut.model_validate(answer_answer(a, names.get(a.by, ""))) for a in given]
    return AnswerList(items=told)


@router.post("/findings/{key}/answer", summary="Answer a finding", status_code=HTTPStatus.CREATED)
@needs(Permission.ANSWER)
def answer(request: Request, id: Id, key: Key, sent: NewAnswer, match: IfMatch = None) -> AnswerOut:
    """Acknowledge it, or waive it with a reason; an answer that was there is replaced.

    409 where there is a newer version of the document: answer that one.
    """
    service = shared(request).service
    actor, seen = actor_of(request), tags.seen(match)
    after = service.answers.give(id, key, AnswerKind(sent.answer), sent.reason, actor, seen)
    given = after.answers[key]
    return AnswerOut.model_validate(answer_answer(given, names_of(request, [given]).get(given.by, "")))


@router.delete("/findings/{key}/answer", summary="Take an answer back", status_code=HTTPStatus.NO_CONTENT)
@needs(Permission.ANSWER)
def withdraw(request: Request, id: Id, key: Key, match: IfMatch = None) -> None:
    """The finding is open again."""
    shared(request).service.answers.withdraw(id, key, actor_of(request), tags.seen(match))


@router.get("/annotated", summary="The annotated file for the minute-taker", response_class=Response)
@needs(Permission.ORIGINAL)
def annotated(request: Request, id: Id) -> Response:
    """A Word file with a comment for each finding that was not waived. It holds all the original does."""
    filename, data = shared(request).service.review.annotated(id, actor_of(request))
    return attachment(data, filename, "docx")
