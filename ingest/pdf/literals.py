"""Strings in the bytes of PDF objects, with the key that each stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.canonical import one_line

_BLANK = rb"[\x00\t\n\f\r ]"
_PLAIN, _ESCAPED = rb"[^()\\]++", rb"\\."
_STRING = re.compile(
    rb"(?:/([A-Za-z0-9_.#:-]{1,60}+)" + _BLANK + rb"{0,8}\[?" + _BLANK + rb"{0,8})?(?:"
    # round brackets, which may stand in each other three deep
    rb"\(((?:" + _PLAIN + rb"|" + _ESCAPED + rb"|\((?:" + _PLAIN + rb"|" + _ESCAPED + rb"|\((?:"
    + _PLAIN + rb"|" + _ESCAPED + rb")*+\))*+\))*+)\)"
    rb"|<(?!<)([0-9A-Fa-f\x00\t\n\f\r ]{6,}+)>)",
    re.S,
)  # fmt: skip
_IN_ARRAY = re.compile(rb"[\x00\t\n\f\r \dR]{0,60}")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_COMMENT = re.compile(rb"%([^\r\n]{4,2000})")
_ENCODING: dict[int, str] = dict(
    zip(
        (*range(0x18, 0x20), *range(0x80, 0x9F), 0xA0),
        "˘ˇˆ˙˝˛˚˜•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž€",
        strict=True,
    )
)
"""Where PDFDocEncoding differs from Latin-1 (ISO 32000-2, annex D)."""


def strings_in(body: bytes) -> Iterator[tuple[str, str]]:
    """Key ("" for none) and value of each string, in order, on one line.

    A string that follows another with nothing but references between stands under the same key: in an array.
    """
    if b"(" not in body and b"<" not in body:
        return
    key, end = "", 0
    for found in _STRING.finditer(body):
        if found[1] is not None:
            key = found[1].decode("latin-1")
        elif not _IN_ARRAY.fullmatch(body, end, found.start()):
            key = ""
        end = found.end()
        raw = found[2]
        if raw is None:
            digits = b"".join(found[3].split(None)).replace(b"\x00", b"")
            raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        elif b"\\" in raw:
            raw = _ESCAPE.sub(_unescaped, raw)
        yield key, one_line(decoded(raw))


def comments_in(data: bytes) -> Iterator[str]:
    """What follows a percent sign to the end of the line, strings left aside."""
    if b"%" in data:
        for found in _COMMENT.finditer(_STRING.sub(b"", data)):
            yield one_line(found[1].decode("utf-8", "replace"))


def decoded(raw: bytes) -> str:
    """A text string in any of its three encodings."""
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    if raw.startswith(b"\xff\xfe"):
        return raw[2:].decode("utf-16-le", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("latin-1").translate(_ENCODING)


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1] is not None:
        return bytes([int(found[1], 8) & 0xFF])
    if found[2] in (b"\n", b"\r", b"\r\n"):
        return b""
    return _LETTERS.get(found[2], found[2])
