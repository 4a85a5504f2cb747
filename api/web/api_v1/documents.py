"""Documents: sending them in, how far they are, what was found in them."""

from __future__ import annotations

import hashlib
from collections import Counter
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from api.answers.findings import finding_answer, since_answer
from api.answers.marking import mark_answer
from api.web import tags, uploads
from api.web.attachments import attachment
from api.web.markings import marking_of
from api.web.paging import Cursor, Limit, following, start
from api.web.permissions import Permission, needs
from api.web.review import names_of
from api.web.shapes import (
    AcceptedOut,
    DocumentAndJob,
    DocumentOut,
    DocumentPage,
    FindingOut,
    FindingPage,
    JobOut,
    MarkingOut,
    MentionCounts,
    NotAssessedOut,
    Settle,
    SinceOut,
    TurnedOut,
    Uploaded,
)
from api.web.state import actor_of, shared
from api.web.tags import IfMatch
from models.case import JobState
from pipeline.answers import Answered

router = APIRouter(prefix="/api/v1/documents", tags=["documents"])

Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The document's id.")]
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["case", "files"],
                    "properties": {
                        "case": {
                            "type": "string",
                            "maxLength": 100,
                            "pattern": r"^[!-~]+( [!-~]+)*$",
                            "description": "The case's reference.",
                            "examples": ["northshire-2018-0147"],
                        },
                        "supersedes": {
                            "type": "string",
                            "pattern": "^[0-9a-f]{32}$",
                            "description": "Id of the version before.",
                        },
                        "area": {"type": "string", "description": "The area of a case that is new."},
                        "files": {
                            "type": "array",
                            "maxItems": uploads.MOST_FILES,
                            "items": {"type": "string", "format": "binary"},
                        },
                    },
                }
            }
        },
    }
}


@router.post("", summary="Send documents in", status_code=HTTPStatus.ACCEPTED, openapi_extra=_FORM)
@needs(Permission.UPLOAD)
async def upload(request: Request, response: Response) -> Uploaded:
    """Accept files into a case. What is in `accepted` will not be lost; its job tells how far it is.

    413 where a file is over the limit: then nothing of the request was kept. 422 where no file was accepted.
    """
    batch = await uploads.receive_files(request)
    if not batch.accepted:
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return Uploaded(
        accepted=[
            AcceptedOut(
                filename=name,
                document_id=a.document_id,
                job_id=a.job_id,
                case_id=a.case_id,
                version=a.version,
                duplicate_of=a.duplicate_of,
            )
            for name, a in batch.accepted
        ],
        refused=[TurnedOut.model_validate(t) for t in batch.turned],
    )


@router.get("", summary="List documents")
@needs(Permission.READ)
def documents(
    request: Request,
    case: Annotated[str | None, Query(max_length=100, description="A case's reference.")] = None,
    state: Annotated[JobState | None, Query(description="Only documents in this state.")] = None,
    part_of: Annotated[
        str | None, Query(pattern=r"^[0-9a-f]{32}$", description="Only files that came in this document.")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> DocumentPage:
    """Documents, those received last first."""
    begin = start(cursor)
    found = shared(request).service.documents(
        case, state, actor=actor_of(request), most=limit + 1, skip=begin, part_of=part_of
    )
    return DocumentPage(
        items=[DocumentOut.of(e) for e in found[:limit]], next=following(begin, limit, len(found))
    )


@router.get("/{id}", summary="One document and its job")
@needs(Permission.READ)
def document(request: Request, response: Response, id: Id) -> DocumentAndJob:
    """What is known of a document, and how far it is. Its `ETag` goes into `If-Match` of its marking."""
    known = _known(request, id)
    tags.tagged(response, _tag(known))
    return known


def _known(request: Request, id: str) -> DocumentAndJob:
    service = shared(request).service
    entry = service.document(id, actor_of(request))
    jobs = service.jobs(document_id=id, most=1)
    known = DocumentOut.of(entry).model_dump()
    return DocumentAndJob(**known, job=JobOut.of(jobs[0]) if jobs else None)


def _tag(known: DocumentAndJob) -> str:
    return hashlib.sha256(known.model_dump_json().encode("utf-8", "surrogatepass")).hexdigest()[:32]


@router.get("/{id}/findings", summary="What is wrong with it")
@needs(Permission.READ)
def findings(request: Request, id: Id, limit: Limit = 100, cursor: Cursor = "") -> FindingPage:
    """Findings in the document's order, with what could not be judged and what passed."""
    begin = start(cursor)
    service, actor = shared(request).service, actor_of(request)
    found = service.review.read(id, actor, beside=False)
    report, answered = found.content.report, found.answered
    names = names_of(request, answered.answers.values())
    some = range(begin, min(begin + limit, len(report.findings)))
    return FindingPage(
        items=[_finding(answered, number, names) for number in some],
        next=following(begin, limit, len(report.findings) - begin),
        total=len(report.findings),
        not_assessed=[NotAssessedOut.model_validate(n) for n in report.not_assessed],
        passed=list(report.passed),
        profile=report.profile,
        since=SinceOut.model_validate(since_answer(answered.progress)) if answered.progress else None,
    )


def _finding(answered: Answered, number: int, names: dict[str, str]) -> FindingOut:
    finding = answered.findings[number]
    answer = answered.answer(finding)
    by = names.get(answer.by, "") if answer else ""
    return FindingOut.model_validate(finding_answer(finding, answer, answered.standing(number), by))


@router.get("/{id}/marking", summary="Its protective marking")
@needs(Permission.READ)
def marking(request: Request, id: Id) -> MarkingOut:
    """What the document says its marking is, what its content calls for, and why."""
    content = shared(request).service.content(id, actor_of(request))
    return MarkingOut.model_validate(mark_answer(content.marking, content.document.filename))


@router.put("/{id}/marking", summary="Settle the marking of a document in quarantine")
@needs(Permission.SETTLE)
def settle(request: Request, id: Id, sent: Settle, match: IfMatch = None) -> DocumentOut:
    """Take the document out of quarantine; never below what its content calls for."""
    wanted = tags.seen(match)
    if wanted is not None and wanted != _tag(_known(request, id)):
        raise tags.changed()
    entry = shared(request).service.settle(id, marking_of(sent.marking), sent.reason, actor_of(request))
    return DocumentOut.of(entry)


@router.get("/{id}/mentions", summary="How many mentions of people and identifiers it has")
@needs(Permission.READ)
def mentions(request: Request, id: Id) -> MentionCounts:
    """Counts by kind, and people by role. Whom they name is in the document alone."""
    found = shared(request).service.content(id, actor_of(request)).detection
    return MentionCounts(
        mentions=len(found.mentions),
        people=len(found.people),
        by_type=dict(sorted(Counter(m.type for m in found.mentions).items())),
        by_role=dict(sorted(Counter(p.role for p in found.people).items())),
    )


@router.get("/{id}/original", summary="The file as it was received", response_class=Response)
@needs(Permission.ORIGINAL)
def original(request: Request, id: Id) -> Response:
    """The bytes, to be saved."""
    filename, data = shared(request).service.original(id, actor_of(request))
    return attachment(data, filename)
