"""Outlook's third rendering of a message: RTF, packed ([MS-OXRTFCP]), which may wrap HTML ([MS-OXRTFEX]).

Packed text is a dictionary of 4,096 bytes that begins with words RTF often uses; flags of eight tell literal
bytes from references of twelve bits of place and four of length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from ingest import refusals
from ingest.limits import MEBIBYTE
from ingest.office.rtf import Rtf, read_rtf
from models.document import MAIN, Channel

_HEADER = struct.Struct("<III4s")
_PACKED, _PLAIN = b"LZFu", b"MELA"
_FIRST = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_SIZE = 4096
_MOST = 32 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class RtfBody:
    """The text of a message in RTF: HTML where it wraps that, else plain; and what the page does not show."""

    html: str
    plain: str
    unseen: tuple[tuple[str, Channel], ...]


def body_of(packed: bytes) -> RtfBody:
    """The text in a packed RTF body; raises `Refused` where it is damaged."""
    rtf: Rtf = read_rtf(unpacked(packed))
    shown = [piece.text for piece in rtf.pieces if piece.channel in MAIN]
    unseen = tuple((piece.text, piece.channel) for piece in rtf.pieces if piece.channel not in MAIN)
    return RtfBody(rtf.html, "" if rtf.html else "\n".join(shown), unseen)


def unpacked(data: bytes) -> bytes:
    """The RTF in a packed body."""
    if len(data) < _HEADER.size:
        raise refusals.damaged("text of the message")
    _, size, kind, _ = _HEADER.unpack_from(data)
    if size > _MOST:
        raise refusals.over_limit(f"a text of more than {_MOST // MEBIBYTE} MB")
    if kind == int.from_bytes(_PLAIN, "little"):
        return data[_HEADER.size : _HEADER.size + size]
    if kind != int.from_bytes(_PACKED, "little"):
        raise refusals.damaged("text of the message")
    return _unfolded(data[_HEADER.size :], size)


def _unfolded(data: bytes, size: int) -> bytes:
    window = bytearray(_FIRST.ljust(_SIZE, b" "))
    place, at = len(_FIRST), 0
    out = bytearray()
    while at < len(data) and len(out) < size:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data) or len(out) >= size:
                break
            if flags >> bit & 1:
                reference = int.from_bytes(data[at : at + 2], "big")
                start, length = reference >> 4, (reference & 0xF) + 2
                at += 2
                if start == place:
                    return bytes(out)  # the sign that the text ends
                sources: Iterable[int] = range(start, start + length)
            else:
                window[place] = data[at]
                at += 1
                sources = (place,)
            for source in sources:  # byte by byte: a reference may run into what it writes
                byte = window[source % _SIZE]
                window[place] = byte
                out.append(byte)
                place = (place + 1) % _SIZE
    return bytes(out)
