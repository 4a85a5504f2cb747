"""An opened file on its way from the child: its document and the files it carries, by length.

The parent trusts none of it: the number of files and their bytes are held to the limits once more, names are
cut to one line, and the document's own name and digest are the parent's.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import msgspec

from ingest import refusals
from ingest.limits import Limits
from ingest.opening import Unconverted
from ingest.parcel import INSIDE, Member, Opened, told_name
from ingest.sandbox.wire import fault_of
from models import codec
from models.document import Document, FileFormat
from models.errors import RefusalCode, Refused

OPENED, UNCONVERTED = b"P", b"U"
_LENGTH = 8


class Told(msgspec.Struct, frozen=True):
    """A file inside, without its bytes: how many there are, or why there are none."""

    name: str
    size: int = 0
    code: RefusalCode | None = None
    message: str = ""
    remedy: str = ""


class Contents(msgspec.Struct, frozen=True):
    """What follows: the JSON of a document of that length (0: none), then each file's bytes."""

    document: int
    members: tuple[Told, ...] = ()


def pack_opened(found: Opened | Unconverted) -> bytes:
    """An opened file as an answer."""
    if isinstance(found, Unconverted):
        return UNCONVERTED + found.format.value.encode()
    document = codec.to_json(found.document) if found.document is not None else b""
    head = msgspec.json.encode(Contents(len(document), tuple(_told(m) for m in found.members)))
    length = len(head).to_bytes(_LENGTH, "big")
    return b"".join((OPENED, length, head, document, *(member.data for member in found.members)))


def unpack_opened(answer: bytes, data: bytes, filename: str, limits: Limits) -> Opened | Unconverted:
    """The opened file of an answer, or `Refused`; an answer that is neither is a damaged file."""
    if answer[:1] not in (OPENED, UNCONVERTED):
        raise fault_of(answer[:1], answer[1:])
    try:
        if answer[:1] == UNCONVERTED:
            return Unconverted(FileFormat(answer[1:].decode()))
        return _opened(memoryview(answer), hashlib.sha256(data).hexdigest(), filename, limits)
    except (msgspec.MsgspecError, ValueError, UnicodeError) as error:
        raise refusals.damaged("file") from error


def _opened(answer: memoryview, sha256: str, filename: str, limits: Limits) -> Opened:
    at = 1 + _LENGTH
    head = at + int.from_bytes(answer[1:at], "big")
    contents = msgspec.json.decode(answer[at:head], type=Contents)
    if len(contents.members) > limits.parcel_members:
        raise ValueError("more files than allowed")
    at = head + contents.document
    document = None
    if contents.document:
        document = replace(
            codec.from_json(Document, bytes(answer[head:at])), filename=filename, sha256=sha256
        )
    members = []
    for told in contents.members:
        end = at + told.size
        if told.size < 0 or end > len(answer):
            raise ValueError("an answer that is shorter than it says")
        members.append(_member(told, bytes(answer[at:end])))
        at = end
    return Opened(document, tuple(members))


def _told(member: Member) -> Told:
    refused = member.refused
    if refused is None:
        return Told(member.name, len(member.data))
    return Told(member.name, len(member.data), refused.code, refused.message, refused.remedy)


def _member(told: Told, data: bytes) -> Member:
    name = INSIDE.join(told_name(part) for part in told.name.split(INSIDE))
    refused = None if told.code is None else Refused(told.code, told.message, told.remedy)
    return Member(name, data, refused)
