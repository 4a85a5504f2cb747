"""The objects of a PDF as they lie in its bytes, whether or not anything leads to them.

Readers follow references from the trailer. What was replaced by a later save, cut loose by an editor or put
between two objects is in the file all the same; here the bytes are gone through from end to end, and object
streams are unpacked. No object is interpreted: a body is its bytes, a stream what its filters give back.

Threat: streams that unfold without end, objects without end. Rule: what is unpacked is bounded for each
stream and in all, and a pass over the bytes never goes back. Residual risk: a fault in zlib.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_BLANK = rb"[\x00\t\n\f\r ]"
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})" + _BLANK + rb"{1,8}\d{1,5}" + _BLANK + rb"{1,8}obj(?![a-zA-Z])")
_END = re.compile(rb"endobj|(?<!end)stream(?:\r\n|\n|\r)")
_LENGTH = re.compile(
    rb"/Length" + _BLANK + rb"{1,8}(\d{1,10})(?!" + _BLANK + rb"{1,8}\d{1,5}" + _BLANK + rb"{1,8}R)"
)
_FILTERS = re.compile(rb"/Filter" + _BLANK + rb"{0,8}(?:\[([^\]]{0,200})\]|/(\w{1,30}))")
_FIRST = re.compile(rb"/First" + _BLANK + rb"{1,8}(\d{1,9})")
_NUMBERS = re.compile(rb"\d{1,10}")
_LEFT = (
    rb"/(?:Image|ICCBased|XRef|FontFile\d?)\b|/Length[123]\b|/Subtype\s?/(?:Type1C|CIDFontType0C|OpenType)\b"
)
_NO_WORDS = re.compile(_LEFT)
_LARGEST = 8 << 20  # bytes of one stream, unpacked
_MOST = 48 << 20  # of all
_MOST_OBJECTS = 200_000


@dataclass(slots=True)
class RawObject:
    """An object: its number, its bytes without a stream's, and the stream as it lies in the file."""

    number: int
    body: bytes
    packed: bytes | None = None
    in_stream: bool = False

    @property
    def may_hold_words(self) -> bool:
        """False for pictures, fonts, colour profiles and tables of references."""
        return self.packed is not None and not _NO_WORDS.search(self.body)


@dataclass(slots=True)
class Raw:
    """All objects in the order of the file, and the bytes that belong to none of them."""

    objects: list[RawObject] = field(default_factory=list)
    between: list[bytes] = field(default_factory=list)
    unpacked: int = 0
    complete: bool = True  # False where a bound was met before the end

    def stream(self, held: RawObject) -> bytes:
        """What the stream of an object unpacks to; empty where its filters are not known here."""
        if held.packed is None or not self.complete:
            return b""
        data = _decoded(held.packed, _filters(held.body))
        self.unpacked += len(data)
        if len(data) >= _LARGEST or self.unpacked > _MOST:
            self.complete = False
        return data


def read_raw(data: bytes) -> Raw:
    """Every object in the bytes, those in object streams after the stream that holds them."""
    raw = Raw()
    at = 0
    while found := _OBJECT.search(data, at):
        if len(raw.objects) >= _MOST_OBJECTS:
            raw.complete = False
            break
        raw.between.append(data[at : found.start()])
        held, at = _object(data, found)
        raw.objects.append(held)
        if held.packed is not None and b"/ObjStm" in held.body:
            raw.objects.extend(_inside(raw.stream(held), held.body))
    raw.between.append(data[at:])
    return raw


def _object(data: bytes, found: re.Match[bytes]) -> tuple[RawObject, int]:
    start = found.end()
    end = _END.search(data, start)
    if end is None:
        return RawObject(int(found[1]), data[start:]), len(data)
    body = data[start : end.start()]
    if end[0] == b"endobj":
        return RawObject(int(found[1]), body), end.end()
    length = _LENGTH.search(body)
    stop = end.end() + int(length[1]) if length else -1
    if length is None or b"endstream" not in data[stop : stop + 20]:
        stop = data.find(b"endstream", end.end())
        stop = len(data) if stop < 0 else stop
    after = data.find(b"endobj", stop, stop + 60)
    return RawObject(int(found[1]), body, data[end.end() : stop]), after + 6 if after >= 0 else stop


def _inside(data: bytes, body: bytes) -> Iterator[RawObject]:
    """The objects of an object stream (ISO 32000-2, 7.5.7): pairs of number and place, then the objects."""
    first = _FIRST.search(body)
    if first is None or not data:
        return
    head = [int(number) for number in _NUMBERS.findall(data[: int(first[1])])]
    places = sorted(zip(head[1::2], head[::2], strict=False))
    for index, (place, number) in enumerate(places):
        stop = places[index + 1][0] if index + 1 < len(places) else len(data)
        yield RawObject(number, data[int(first[1]) + place : int(first[1]) + stop], in_stream=True)


def _filters(body: bytes) -> list[bytes]:
    found = _FILTERS.search(body)
    if found is None:
        return []
    return re.findall(rb"/(\w+)", found[1]) if found[1] is not None else [found[2]]


def _decoded(data: bytes, filters: list[bytes]) -> bytes:
    for name in filters:
        try:
            match name:
                case b"FlateDecode" | b"Fl":
                    data = zlib.decompressobj().decompress(data, _LARGEST)
                case b"ASCII85Decode" | b"A85":
                    data = base64.a85decode(data.strip().removeprefix(b"<~").removesuffix(b"~>"))
                case b"ASCIIHexDecode" | b"AHx":
                    digits = b"".join(data.partition(b">")[0].split())
                    data = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii", "replace"))
                case _:
                    return b""
        except (zlib.error, ValueError, binascii.Error):
            return b""
    return data[:_LARGEST]
