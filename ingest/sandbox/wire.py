"""What crosses between the service and a child: lengths, bytes, and a fixed set of answers.

A request is the limits, the name and the file, and the remarks where the file is to be annotated. An answer
is one tag byte and a body: `P` and an opened file, `U` and the format that has to be converted first, both in
`parcels`; `A` and an annotated file, `R` and a refusal, or `F` and a fault that is not the file's. The parent
trusts none of it.
"""

from __future__ import annotations

import socket
import struct

import msgspec

from ingest import refusals
from ingest.limits import Limits
from models.errors import CountersignError, RefusalCode, Refused

ANNOTATED, REFUSAL, FAULT = b"A", b"R", b"F"
_LENGTH = struct.Struct("!Q")
_LONGEST_REFUSAL = 4096


class Request(msgspec.Struct, frozen=True):
    """What a child needs to know besides the bytes."""

    filename: str
    limits: Limits
    annotating: bool = False  # the remarks follow the file
    made: bool = False  # the conversion of the file follows it
    carried: bool = False  # the files that it carries are wanted too
    sees: str = ""  # the program that recognises words in pictures, which the child may ask; "" where none


class Answer(msgspec.Struct, frozen=True):
    """A refusal on its way back."""

    code: RefusalCode
    message: str
    remedy: str


class Fault(msgspec.Struct, frozen=True):
    """Why no file could be read, on its way back."""

    message: str
    remedy: str


class ReaderFailed(CountersignError):
    """The reader itself cannot work: nothing is read, and no file is to blame."""


class Outcome(msgspec.Struct, frozen=True):
    """How a child ended, told by the template: status or signal, seconds, largest memory in bytes."""

    status: int = 0
    signal: int = 0
    timed_out: bool = False
    seconds: float = 0.0
    memory: int = 0


def send(channel: socket.socket, *parts: bytes) -> None:
    """Each part after its length."""
    for part in parts:
        channel.sendall(_LENGTH.pack(len(part)))
        channel.sendall(part)


def receive(channel: socket.socket, most: int) -> bytes:
    """One part; raises `EOFError` where the other side ended, `ValueError` where it is too large."""
    length = _LENGTH.unpack(_exactly(channel, _LENGTH.size))[0]
    if length > most:
        raise ValueError("larger than allowed")
    return _exactly(channel, length)


def _exactly(channel: socket.socket, count: int) -> bytes:
    buffer = bytearray(count)
    view, at = memoryview(buffer), 0
    while at < count:
        got = channel.recv_into(view[at:], min(count - at, 1 << 20))
        if not got:
            raise EOFError
        at += got
    return bytes(buffer)


def pack_annotated(data: bytes) -> bytes:
    """An annotated file as an answer."""
    return ANNOTATED + data


def pack_refusal(refused: Refused) -> bytes:
    """A refusal as an answer."""
    return REFUSAL + msgspec.json.encode(Answer(refused.code, refused.message, refused.remedy))


def pack_fault(error: CountersignError) -> bytes:
    """A fault that is not the file's as an answer."""
    return FAULT + msgspec.json.encode(Fault(error.message, error.remedy))


def unpack_annotated(answer: bytes) -> bytes:
    """The annotated file of an answer, or `Refused`. Trust it no more than the file it was made of."""
    if answer[:1] != ANNOTATED:
        raise fault_of(answer[:1], answer[1:])
    return answer[1:]


def fault_of(tag: bytes, body: bytes) -> CountersignError:
    """The refusal or fault of an answer; one that is neither is a damaged file."""
    try:
        if tag == REFUSAL and len(body) <= _LONGEST_REFUSAL:
            said = msgspec.json.decode(body, type=Answer)
            return Refused(said.code, said.message, said.remedy)
        if tag == FAULT and len(body) <= _LONGEST_REFUSAL:
            fault = msgspec.json.decode(body, type=Fault)
            return ReaderFailed(fault.message, fault.remedy)
    except (msgspec.MsgspecError, ValueError, UnicodeError):
        return refusals.damaged("file")
    return refusals.damaged("file")
