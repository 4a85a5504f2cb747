"""What a file is, told from its bytes and never from its name.

Threat: a file that is two things at once, or says by its name that it is another thing, so that the program
that judges it and the program that opens it see different documents. Rule: only the bytes decide; what ends
as an archive without having begun as one is refused; everything that has no reader here is refused with what
it is. Residual risk: formats that nobody here has heard of are refused as unknown.
"""

from __future__ import annotations

import re
import struct
from enum import StrEnum

from ingest import refusals


class Content(StrEnum):
    """The kinds of content that have a reader."""

    ZIP = "zip"  # a Word or OpenDocument file, or an archive: its directory tells
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    EMAIL = "email"
    RTF = "rtf"
    DOC = "doc"
    OUTLOOK = "outlook"


_KNOWN: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a bitmap picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "a Windows shortcut"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"MSCF", "a Windows cabinet archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"%!PS", "a PostScript file"),
    (b"OggS", "a sound recording"),
    (b"ID3", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"\x1a\x45\xdf\xa3", "a video"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x00\x01\x00\x00Standard ", "a Microsoft Access database"),
    (b"\xffWPC", "a WordPerfect document"),
    (b"!BDN", "an Outlook data file (.pst)"),
    (b"\x78\x9f\x3e\x22", "an Outlook attachment package (winmail.dat)"),
    (b"ITSF", "a Windows help file"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, str], ...] = (  # names of streams are UTF-16LE
    ("Workbook", "an old Excel (.xls) workbook"),
    ("PowerPoint Document", "an old PowerPoint (.ppt) presentation"),
    ("VisioDocument", "a Visio drawing"),
)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_XML = re.compile(rb"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<[?!][^>]{0,500}>\s*){0,5}<([\w:.-]+)", re.S)
_XML_KINDS = {
    b"w:wordDocument": "a Word document in the XML of 2003",
    b"pkg:package": "a Word document in a single XML file",
    b"office:document": "an OpenDocument file in a single XML file (.fodt)",
    b"svg": "a drawing (SVG)",
}
_HEADER_LINE = re.compile(rb"(?P<name>[!-9;-~]{1,76}):(?:[ \t]|\r?$)")
_FOLDED = re.compile(rb"[ \t]+\S")
_MAIL_ONLY = (
    b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"dkim-signature",
    b"x-mailer", b"content-type", b"thread-index", b"thread-topic", b"x-sender", b"x-unsent",
)  # fmt: skip
_MAIL_ALSO = (b"from", b"to", b"cc", b"subject", b"date", b"reply-to", b"sender")
_MAIL_DATE = re.compile(rb"^date:\s*(?:[a-z]{3},\s*)?\d{1,2}\s[a-z]{3}\s\d{4}\s\d\d:\d\d", re.I | re.M)
_ANOTHER_MESSAGE = re.compile(rb"\r?\n\r?\nFrom [^\r\n]{3,200}\d\d:\d\d[^\r\n]{0,40}\r?\n[!-9;-~]{1,76}: ")
_PRINTED_HEAD = 4096
_END_OF_ARCHIVE = struct.Struct("<4s4H2LH")


def sniff(data: bytes) -> Content:
    """The kind of content, or `Refused` with what it is instead."""
    if not data.strip(b"\x00 \t\r\n"):
        raise refusals.empty()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Content.ZIP
    if _ends_as_archive(data):
        raise refusals.unsafe("it is an archive and another kind of file at once, so programs disagree on it")
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(b"{\\rt"):
        return Content.RTF
    if b"%PDF-" in data[:1024]:
        return Content.PDF
    _refuse_known(data)
    if not _reads_as_text(data):
        raise refusals.unsupported("not a kind of document that is known here")
    return _text(data)


def _refuse_known(data: bytes) -> None:
    for magic, what in _KNOWN:
        if data.startswith(magic) and not (len(magic) < 4 and _reads_as_text(data)):
            raise refusals.unsupported(what)
    if data[4:8] == b"ftyp":
        raise refusals.unsupported("a picture" if data[8:12] in (b"heic", b"mif1", b"avif") else "a video")
    if data.startswith(b"RIFF"):
        kind = {b"WEBP": "a WebP picture", b"WAVE": "a sound recording", b"AVI ": "a video"}.get(data[8:12])
        raise refusals.unsupported(kind or "a sound, video or picture file")
    if data[257:262] == b"ustar":
        raise refusals.unsupported("a tar archive")
    if data[0] == 0xFF and data[1:2] in (b"\xfb", b"\xf3", b"\xf2"):
        raise refusals.unsupported("a sound recording")


def _text(data: bytes) -> Content:
    """Which of the formats that are written in characters."""
    head = data[:_PRINTED_HEAD].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return Content.HTML
    if head.lstrip().startswith(b"<") and (root := _XML.match(head)):
        what = _XML_KINDS.get(root[1])
        if what:
            raise refusals.unsupported(what)
    if _is_mail(data[:65536]):
        if head.startswith(b"From ") and _ANOTHER_MESSAGE.search(data):
            raise refusals.unsupported("a mailbox of several e-mails")
        return Content.EMAIL
    return Content.TEXT


def _is_mail(head: bytes) -> bool:
    """True where the text begins with the header of an e-mail and not with a form's labels.

    A field that only mail programs write decides, or sender, subject and a date as RFC 5322 writes it: people
    write "From:", "To:" and "Subject:" above plain text too.
    """
    names: set[bytes] = set()
    lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if lines and lines[0].startswith(b"From "):
        lines = lines[1:]
    for line in lines[:400]:
        field = _HEADER_LINE.match(line)
        if field:
            names.add(field["name"].lower())
        elif not (names and _FOLDED.match(line)):
            break
    if names.isdisjoint(_MAIL_ALSO) and b"received" not in names:
        return b"mime-version" in names and b"content-type" in names
    if not names.isdisjoint(_MAIL_ONLY):
        return True
    return {b"from", b"subject"} <= names and bool(_MAIL_DATE.search(head[:8192]))


def _ole(data: bytes) -> Content:
    """Tell an encrypted Office package, an old Word document, a message and the rest."""
    if _named(data, "EncryptedPackage"):
        raise refusals.password("Office document")
    if _named(data, "__properties_version1.0"):
        return Content.OUTLOOK
    if _named(data, "WordDocument"):
        return Content.DOC
    for stream, what in _OLE_STREAMS:
        if _named(data, stream):
            raise refusals.unsupported(what)
    raise refusals.unsupported("an old Office file, or something else in its container")


def _named(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _ends_as_archive(data: bytes) -> bool:
    """True where the last bytes are the end record of a zip archive that reaches to the end of the file."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or at + _END_OF_ARCHIVE.size > len(data):
        return False
    *_, members, size, _, comment = _END_OF_ARCHIVE.unpack_from(data, at)
    return bool(at + _END_OF_ARCHIVE.size + comment == len(data) and members > 0 and size < at)


def _reads_as_text(data: bytes) -> bool:
    """True for text in UTF-8, UTF-16 with its mark, or an eight-bit alphabet with no control codes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    head = data[:65536]
    if b"\x00" in head:
        return False
    controls = sum(head.count(bytes([c])) for c in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    return controls * 200 <= len(head)
