"""Files as they arrive: streamed, one at a time in memory, the rest encrypted in a spool.

Threat: a body of any size fills memory or disk; the usual parser leaves files in the clear in the temporary
folder; a part with a strange header or name confuses who reads it. Rule: the body is parsed as it comes, a
file over the limit ends the request, a finished file goes into a spool whose key is in memory alone, and
nothing is accepted before the whole request has been read. Residual risk: a client that sends slowly keeps a
connection open for as long as the server's own limits allow.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from api.web.once import repeated
from api.web.problems import Problem
from api.web.state import actor_of, shared
from models.errors import CountersignError, Refused
from pipeline.entries import plain_name
from pipeline.filing import UNFILED
from pipeline.service import Accepted, Busy
from pipeline.spool import Spool
from storage.jobs import Priority

MOST_FILES = 200
LONGEST_FIELD = 1000
A_LOAD = 5
"""A request with more files than this is a bulk load: what a person sends by itself goes before it."""
DRAINED = 256 * 2**20
"""So much of a request that is refused is still read, so that the sender gets to see the answer."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A file that was not accepted, and what to do. `filename` is told to whoever sent it alone."""

    filename: str
    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of the files of one request."""

    case: str
    accepted: tuple[tuple[str, Accepted], ...]
    turned: tuple[Turned, ...]


@dataclass(slots=True)
class _Form:
    """The request as the parser builds it up: fields, the names of finished files, the part in hand."""

    spool: Spool
    file_bytes: int
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    header: bytearray = field(default_factory=bytearray)
    value: bytearray = field(default_factory=bytearray)
    headers: dict[bytes, bytes] = field(default_factory=dict)
    data: bytearray = field(default_factory=bytearray)
    name: str = ""
    filename: str | None = None

    def begin(self) -> None:
        self.headers, self.data, self.name, self.filename = {}, bytearray(), "", None

    def header_end(self) -> None:
        self.headers[bytes(self.header).lower()] = bytes(self.value)
        self.header, self.value = bytearray(), bytearray()

    def headers_end(self) -> None:
        _, options = parse_options_header(self.headers.get(b"content-disposition", b""))
        self.name = options.get(b"name", b"").decode("utf-8", "replace")
        given = options.get(b"filename")
        self.filename = None if given is None else plain_name(given.decode("utf-8", "replace"))

    def take(self, data: bytes, start: int, end: int) -> None:
        most = LONGEST_FIELD if self.filename is None else self.file_bytes
        if len(self.data) + end - start > most:
            raise _over(len(self.files) + 1, self.file_bytes) if self.filename is not None else _unreadable()
        self.data += data[start:end]

    def end(self) -> None:
        if self.filename is None:
            self.fields[self.name] = self.data.decode("utf-8", "replace")
        elif self.data or self.filename != "unnamed":  # a form without a chosen file sends an empty one
            if len(self.files) >= MOST_FILES:
                raise Problem(
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                    "too-many",
                    f"At most {MOST_FILES} files go into one request. Nothing was kept of these.",
                    "Send them in several requests.",
                )
            self.spool.put(str(len(self.files)), bytes(self.data))
            self.hashes.append(hashlib.sha256(self.data).hexdigest())
            self.files.append(self.filename)
        self.data = bytearray()

    def digest(self) -> bytes:
        """What is asked, whatever the boundary between its parts."""
        return repr((sorted(self.fields.items()), self.files, self.hashes)).encode("utf-8", "surrogatepass")


async def receive_files(request: Request) -> Batch:
    """Read the request and accept its files; raises `Problem` where nothing at all could be accepted."""
    here = shared(request)
    spool = Spool.open()
    try:
        form = _Form(spool, here.settings.limits.file_bytes)
        await _read(request, form)
        case = " ".join(form.fields.get("case", "").split())
        if not case and form.fields.get("unfiled") == "yes":
            case = UNFILED  # a person says later which case it is, with what was read to go by
        if not case or len(case) > 100 or not case.isprintable():
            raise _missing("case", "Say which case the files belong to, in at most 100 characters.")
        if not form.files:
            raise _missing("files", "Choose at least one file.")
        supersedes = form.fields.get("supersedes", "").strip() or None
        if supersedes and len(form.files) > 1:
            raise _missing("supersedes", "Send a new version of a document by itself.")
        await run_in_threadpool(repeated, request, form.digest())
        return await run_in_threadpool(_accept, request, form, case, supersedes)
    finally:
        spool.close()


def _accept(request: Request, form: _Form, case: str, supersedes: str | None) -> Batch:
    here = shared(request)
    accepted: list[tuple[str, Accepted]] = []
    turned: list[Turned] = []
    actor = actor_of(request)
    area = form.fields.get("area", "").strip() or None
    priority = Priority.BULK if len(form.files) > A_LOAD else Priority.WAITING
    for number, filename in enumerate(form.files):
        data = form.spool.get(str(number))
        try:
            new = here.service.accept(
                data, filename, case, actor, priority=priority, supersedes=supersedes, area=area
            )
            accepted.append((filename, new))
        except Refused as fault:
            turned.append(Turned(filename, fault.code.value, fault.message, fault.remedy))
        except CountersignError as fault:
            if not accepted:
                raise
            code = "busy" if isinstance(fault, Busy) else "not-possible"
            turned.append(Turned(filename, code, fault.message, fault.remedy))
    return Batch(case, tuple(accepted), tuple(turned))


async def _read(request: Request, form: _Form) -> None:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "Files are sent as multipart/form-data.",
            "See docs/api.md for an example.",
        )
    ended: list[bool] = []
    parser = MultipartParser(
        boundary,
        {
            "on_part_begin": form.begin,
            "on_header_field": lambda data, start, end: _grow(form.header, data[start:end]),
            "on_header_value": lambda data, start, end: _grow(form.value, data[start:end]),
            "on_header_end": form.header_end,
            "on_headers_finished": form.headers_end,
            "on_part_data": form.take,
            "on_part_end": form.end,
            "on_end": lambda: ended.append(True),
        },
    )
    chunks = request.stream()
    try:
        async for chunk in chunks:
            parser.write(chunk)
        parser.finalize()
    except FormParserError:
        raise _unreadable() from None
    except Problem:
        await _drain(chunks)
        raise
    if not ended:
        raise _unreadable()


async def _drain(chunks: AsyncIterator[bytes]) -> None:
    seen = 0
    async for chunk in chunks:
        seen += len(chunk)
        if seen > DRAINED:
            return


def _grow(held: bytearray, more: bytes) -> None:
    held += more
    if len(held) > LONGEST_FIELD * 4:
        raise _unreadable()


def _over(number: int, file_bytes: int) -> Problem:
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "over-limit",
        f"File number {number} is larger than {file_bytes // 2**20} MB. Nothing was kept of this request.",
        "Send the others without it, or split it into smaller documents.",
    )


def _missing(name: str, message: str) -> Problem:
    errors = [{"field": name, "message": message}]
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", message, "Nothing was kept.", errors=errors)


def _unreadable() -> Problem:
    return Problem(
        HTTPStatus.BAD_REQUEST,
        "unreadable",
        "The request broke off, or is not multipart/form-data as it says. Nothing was kept.",
        "Send it again.",
    )
