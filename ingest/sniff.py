"""What a file is, told from its bytes and never from its name."""

from __future__ import annotations

import re
from enum import StrEnum

from ingest import refusals
from models.errors import Refused


class Content(StrEnum):
    """The kinds of content that have a reader."""

    ZIP = "zip"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"


_KNOWN: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a bitmap picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"{\\rtf", "a Rich Text (.rtf) file"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"%!PS", "a PostScript file"),
    (b"OggS", "a sound recording"),
    (b"ID3", "a sound recording"),
    (b"SQLite format 3\x00", "a database"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_PRINTED_HEAD = 4096


def sniff(data: bytes) -> Content:
    """The kind of content, or `Refused` with what it is instead."""
    if not data.strip(b"\x00 \t\r\n"):
        raise refusals.empty()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Content.ZIP
    if data.startswith(_OLE):
        raise _ole(data)
    head = data[:1024]
    if b"%PDF-" in head:
        return Content.PDF
    for magic, what in _KNOWN:
        if data.startswith(magic) and not (len(magic) < 4 and _reads_as_text(data)):
            raise refusals.unsupported(what)
    if data[4:8] == b"ftyp":
        raise refusals.unsupported("a video or picture")
    if data.startswith(b"RIFF"):
        raise refusals.unsupported("a sound, video or picture file")
    if not _reads_as_text(data):
        raise refusals.unsupported("not a kind of document that is known here")
    if _HTML.match(data[:_PRINTED_HEAD].lstrip(b"\xef\xbb\xbf")):
        return Content.HTML
    return Content.TEXT


def _ole(data: bytes) -> Refused:
    """Tell an encrypted Office package from an old Word document and the rest (names are UTF-16LE)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusals.password("Word document")
    if "WordDocument".encode("utf-16-le") in data:
        return refusals.unsupported("an old Word (.doc) document")
    if "__properties_version1.0".encode("utf-16-le") in data:
        return refusals.unsupported("an Outlook message (.msg)")
    return refusals.unsupported("an old Office file")


def _reads_as_text(data: bytes) -> bool:
    """True for text in UTF-8, UTF-16 with its mark, or an eight-bit alphabet with no control codes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    head = data[:65536]
    if b"\x00" in head:
        return False
    controls = sum(head.count(bytes([c])) for c in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    return controls * 200 <= len(head)
