"""Large files, sent in parts by tus 1.0."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Request, Response

from api.web import resumable
from api.web.permissions import Permission, needs
from api.web.problems import Problem
from api.web.shapes.uploads import UploadOut
from api.web.state import shared
from storage.partial import Partial

router = APIRouter(prefix="/api/v1/uploads", tags=["uploads"])

UploadId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The upload's id.")]
_BYTES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {resumable.BODY: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.options("", summary="What is spoken here", status_code=HTTPStatus.NO_CONTENT)
@needs(Permission.UPLOAD)
def options(request: Request, response: Response) -> None:
    """The version of tus, its extensions, and the largest file that is taken."""
    response.headers["Tus-Resumable"] = response.headers["Tus-Version"] = resumable.VERSION
    response.headers["Tus-Extension"] = resumable.EXTENSIONS
    response.headers["Tus-Max-Size"] = str(shared(request).settings.limits.file_bytes)


@router.post("", summary="Begin an upload", status_code=HTTPStatus.CREATED)
@needs(Permission.UPLOAD)
def begin(
    request: Request,
    response: Response,
    length: Annotated[
        int,
        Header(alias="Upload-Length", ge=1, le=2**40, description="The file's bytes.", examples=[73400320]),
    ],
    metadata: Annotated[
        str,
        Header(
            alias="Upload-Metadata",
            max_length=4000,
            description="`case`, `filename`, and where wanted `supersedes` and `area`: each with its "
            "value in base 64 after a space, and commas between.",
            examples=["case bm9ydGhzaGlyZS0yMDE4LTAxNDc=,filename MDIgTWludXRlcy5kb2N4"],
        ),
    ],
) -> UploadOut:
    """Say how long the file is, what it is called and to which case it belongs; `Location` is where it goes.

    413 where it is over the limit. An upload that nobody goes on with for a day is removed.
    """
    resumable.check_version(request)
    upload = resumable.begin(request, length, metadata)
    response.headers.update(resumable.headers(upload))
    response.headers["Location"] = f"/api/v1/uploads/{upload.id}"
    return _out(upload)


@router.head("/{id}", summary="Where an upload stopped", response_class=Response)
@needs(Permission.UPLOAD)
def offset(request: Request, id: UploadId) -> Response:
    """`Upload-Offset` is the byte to go on from."""
    resumable.check_version(request)
    return Response(headers=resumable.headers(resumable.find(request, id)))


@router.get("/{id}", summary="How far an upload is")
@needs(Permission.UPLOAD)
def upload(request: Request, id: UploadId) -> UploadOut:
    """The same in JSON, and what became of it."""
    return _out(resumable.find(request, id))


@router.patch(
    "/{id}", summary="Go on with an upload", status_code=HTTPStatus.NO_CONTENT, openapi_extra=_BYTES
)
@needs(Permission.UPLOAD)
async def go_on(
    request: Request,
    id: UploadId,
    start: Annotated[int, Header(alias="Upload-Offset", ge=0, le=2**40, examples=[0])],
) -> Response:
    """More bytes, from where it stopped: 409 with `Upload-Offset` where that is elsewhere.

    With the last byte the document is accepted, or refused as any other; `GET` tells its ids.
    """
    resumable.check_version(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().casefold() != resumable.BODY:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            f"The bytes of an upload are sent as {resumable.BODY}.",
            "See docs/api.md for an example.",
        )
    upload = await resumable.go_on(request, id, start)
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=resumable.headers(upload))


@router.delete("/{id}", summary="Give an upload up", status_code=HTTPStatus.NO_CONTENT)
@needs(Permission.UPLOAD)
def remove(request: Request, id: UploadId) -> None:
    """What has arrived of it is removed; a document that was accepted stays."""
    resumable.check_version(request)
    resumable.remove(request, id)


def _out(upload: Partial) -> UploadOut:
    end = upload.end
    accepted = "document_id" in end
    return UploadOut(
        id=upload.id,
        filename=upload.about.filename,
        case=upload.about.case,
        length=upload.length,
        received=upload.received,
        expires=upload.expires,
        state="accepted" if accepted else "refused" if end else "open",
        document_id=end.get("document_id"),
        job_id=end.get("job_id"),
        code=end.get("code", ""),
        message=end.get("message", ""),
        remedy=end.get("remedy", ""),
    )
