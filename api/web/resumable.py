"""Large files in parts: the core of tus 1.0 (https://tus.io/protocols/resumable-upload), and what ends it.

A file is announced with its length, sent in as many requests as it takes, each from the byte where the
last one stopped, and accepted as a document when its last byte is there. What the server acknowledged
survives it being killed (`storage.partial`); what a broken connection had brought is kept as well.
"""

from __future__ import annotations

import base64
import binascii
from email.utils import format_datetime
from http import HTTPStatus

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from api.web.problems import Problem
from api.web.state import actor_of, shared
from models.errors import CountersignError, Refused
from pipeline.entries import plain_name
from pipeline.service import Busy
from storage.partial import PIECE, About, OtherOffset, Partial, Partials

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
BODY = "application/offset+octet-stream"


def headers(upload: Partial) -> dict[str, str]:
    """What tus says of an upload beside each answer."""
    return {
        "Tus-Resumable": VERSION,
        "Upload-Offset": str(upload.received),
        "Upload-Length": str(upload.length),
        "Upload-Expires": format_datetime(upload.expires, usegmt=True),
    }


def check_version(request: Request) -> None:
    """Refuse who speaks another version of tus."""
    if request.headers.get("tus-resumable", VERSION) != VERSION:
        raise Problem(
            HTTPStatus.PRECONDITION_FAILED,
            "other-version",
            "That version of tus is not spoken here.",
            f"Send Tus-Resumable: {VERSION}.",
            headers={"Tus-Version": VERSION},
        )


def begin(request: Request, length: int, metadata: str) -> Partial:
    """A new upload; raises `Problem` for one that could not be accepted when it is whole."""
    here = shared(request)
    if length > here.settings.limits.file_bytes:
        raise Problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "over-limit",
            f"The file is larger than {here.settings.max_file_mb} MB.",
            "Split it into smaller documents.",
        )
    told = _metadata(metadata)
    case = " ".join(told.get("case", "").split())
    if not case or len(case) > 100 or not case.isprintable():
        raise _wrong("Say in Upload-Metadata which case the file belongs to, in at most 100 characters.")
    about = About(
        plain_name(told.get("filename", "")),
        case,
        told.get("supersedes", "").strip() or None,
        told.get("area", "").strip() or None,
    )
    with here.store.database.writing() as session:
        return Partials(session, here.store.keys, actor_of(request)).begin(length, about)


def find(request: Request, id: str) -> Partial:
    """One's own upload; raises `NoSuchUpload`."""
    here = shared(request)
    with here.store.database.reading() as session:
        return Partials(session, here.store.keys, actor_of(request)).find(id)


def remove(request: Request, id: str) -> None:
    """Give one's own upload up."""
    here = shared(request)
    with here.store.database.writing() as session:
        Partials(session, here.store.keys, actor_of(request)).remove(id)


async def go_on(request: Request, id: str, offset: int) -> Partial:
    """Take more bytes in, and the document when the last of them is there."""
    upload = await run_in_threadpool(find, request, id)
    if offset != upload.received:
        raise OtherOffset(upload.received)
    held = bytearray()
    try:
        async for chunk in request.stream():
            if upload.received + len(held) + len(chunk) > upload.length:
                raise _too_much(upload.length)
            held += chunk
            while len(held) >= PIECE:
                upload = await run_in_threadpool(_add, request, upload, bytes(held[:PIECE]))
                del held[:PIECE]
    except ClientDisconnect:
        pass  # what came is kept, and whoever sent it asks how far it got
    if held:
        upload = await run_in_threadpool(_add, request, upload, bytes(held))
    if upload.received == upload.length and not upload.end:
        upload = await run_in_threadpool(_finish, request, upload)
    return upload


def _add(request: Request, upload: Partial, data: bytes) -> Partial:
    here = shared(request)
    with here.store.database.writing() as session:
        return Partials(session, here.store.keys, actor_of(request)).add(upload.id, upload.received, data)


def _finish(request: Request, upload: Partial) -> Partial:
    """Accept the document. `Busy` leaves all as it is: the same request may be made again."""
    here, actor, about = shared(request), actor_of(request), upload.about
    with here.store.database.reading() as session:
        data = Partials(session, here.store.keys, actor).whole(upload.id)
    fault: CountersignError | None = None
    try:
        new = here.service.accept(
            data, about.filename, about.case, actor, supersedes=about.supersedes, area=about.area
        )
        end = {"document_id": new.document_id, "job_id": new.job_id}
    except Busy:
        raise
    except CountersignError as refusal:
        code = refusal.code.value if isinstance(refusal, Refused) else "not-possible"
        end = {"code": code, "message": refusal.message, "remedy": refusal.remedy}
        fault = refusal
    with here.store.database.writing() as session:
        done = Partials(session, here.store.keys, actor).finish(upload.id, end)
    if fault is not None:
        raise fault
    return done


def _metadata(said: str) -> dict[str, str]:
    """`key base64, key base64` as tus has it."""
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in said.split(","))):
        key, _, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError):
            raise _wrong("Upload-Metadata holds something that is not UTF-8 in base 64.") from None
    return found


def _wrong(message: str) -> Problem:
    errors = [{"field": "Upload-Metadata", "message": message}]
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", message, "Nothing was begun.", errors=errors)


def _too_much(length: int) -> Problem:
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "over-length",
        f"More was sent than the {length} bytes that were announced.",
        "Begin the upload again with the file's true length.",
    )
