"""One file opened: what it is, its document, and the files that it carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ingest import refusals
from ingest.archives import Packed, packed, unpacked
from ingest.assemble import Gathered, assemble
from ingest.html import read_html
from ingest.limits import Limits
from ingest.mail import Message, compose, members, read_eml, read_msg
from ingest.markdown import looks_like_markdown, read_markdown
from ingest.office import read_converted, read_own
from ingest.parcel import Member, Opened, Parcel
from ingest.scans.eyes import Eyes
from ingest.sniff import Content, sniff
from ingest.text import decode, read_text
from models.document import Document, FileFormat, ReadProblem

WORDS = {
    Content.ZIP: "Word document",
    Content.PDF: "PDF",
    Content.HTML: "web page",
    Content.TEXT: "text file",
    Content.EMAIL: "e-mail",
    Content.OUTLOOK: "Outlook message",
    Content.RTF: "RTF file",
    Content.DOC: "old Word document",
}
_CALLED = {
    FileFormat.DOCX: "a Word document (.docx)",
    FileFormat.DOC: "an old Word document (.doc)",
    FileFormat.ODT: "an OpenDocument text (.odt)",
    FileFormat.RTF: "a Rich Text file (.rtf)",
    FileFormat.PDF: "a PDF",
    FileFormat.TEXT: "plain text",
    FileFormat.MARKDOWN: "Markdown text",
    FileFormat.HTML: "a web page (HTML)",
    FileFormat.EMAIL: "an e-mail (.eml)",
    FileFormat.OUTLOOK: "an Outlook message (.msg)",
}
_ENDINGS = {
    ".docx": {FileFormat.DOCX}, ".docm": {FileFormat.DOCX}, ".dotx": {FileFormat.DOCX},
    ".doc": {FileFormat.DOC}, ".odt": {FileFormat.ODT}, ".rtf": {FileFormat.RTF}, ".pdf": {FileFormat.PDF},
    ".txt": {FileFormat.TEXT, FileFormat.MARKDOWN}, ".md": {FileFormat.MARKDOWN, FileFormat.TEXT},
    ".htm": {FileFormat.HTML}, ".html": {FileFormat.HTML}, ".eml": {FileFormat.EMAIL},
    ".msg": {FileFormat.OUTLOOK}, ".zip": set(), ".xlsx": set(), ".pptx": set(), ".png": set(),
    ".jpg": set(), ".jpeg": set(), ".exe": set(), ".mp4": set(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unconverted:
    """A file of an old format, found fit to be converted: its document comes of that and of its own bytes."""

    format: FileFormat


def opened(
    data: bytes,
    filename: str,
    content: Content,
    limits: Limits,
    eyes: Eyes,
    made: bytes | None,
    carried: bool,
) -> Opened | Unconverted:
    """The file's document, before its structure is told, and the files in it where `carried` asks for them.

    `made` is the conversion of an old format, once it is there.
    """
    match content:
        case Content.ZIP:
            kind = packed(data, limits)
            if kind is Packed.ARCHIVE:
                return Opened(None, _members(data, content, limits) if carried else ())
            old = FileFormat.ODT if kind is Packed.OPEN_DOCUMENT else None
        case Content.DOC | Content.RTF:
            old = FileFormat(content.value)
        case _:
            old = None
    if old is not None:
        own = read_own(data, old, limits)
        if made is None:
            return Unconverted(old)
        found = read_converted(own, made, old, limits, eyes)
        return _whole(found, data, filename, old, _reader(f"{old.value}/1", found, eyes), limits)
    if content in (Content.EMAIL, Content.OUTLOOK):
        message = _message(data, content, limits)
        format = FileFormat.EMAIL if content is Content.EMAIL else FileFormat.OUTLOOK
        document = _whole(compose(message), data, filename, format, f"{format.value}/1", limits).document
        return Opened(document, _members(data, content, limits) if carried else ())
    return _plain(data, filename, content, limits, eyes)


def _plain(data: bytes, filename: str, content: Content, limits: Limits, eyes: Eyes) -> Opened:
    """Formats that are read as they are and carry no document of their own."""
    if content is Content.ZIP:
        from ingest.docx import read_docx

        found = read_docx(data, limits, eyes)
        return _whole(found, data, filename, FileFormat.DOCX, _reader("docx/2", found, eyes), limits)
    if content is Content.PDF:
        from ingest.pdf import read_pdf

        found = read_pdf(data, limits, eyes)
        return _whole(found, data, filename, FileFormat.PDF, _reader("pdf/2", found, eyes), limits)
    text = decode(data)
    if content is Content.HTML:
        return _whole(read_html(text), data, filename, FileFormat.HTML, "html/1", limits)
    if looks_like_markdown(text):
        return _whole(read_markdown(text), data, filename, FileFormat.MARKDOWN, "markdown/1", limits)
    return _whole(read_text(text), data, filename, FileFormat.TEXT, "text/1", limits)


def _whole(
    found: Gathered, data: bytes, filename: str, format: FileFormat, reader: str, limits: Limits
) -> Opened:
    document = assemble(found, data, filename, format, reader, limits)
    return Opened(_named_otherwise(document))


def _named_otherwise(document: Document) -> Document:
    """With a note where the name says another format than the bytes are."""
    ending = PurePosixPath(document.filename).suffix.lower()
    if document.format in _ENDINGS.get(ending, {document.format}):
        return document
    told = ReadProblem(
        "other-format",
        f"The file's name ends in {ending}, but it is {_CALLED[document.format]} and was read so.",
    )
    return replace(document, problems=(*document.problems, told))


def _reader(name: str, found: Gathered, eyes: Eyes) -> str:
    """The reader's name, with that of the program which recognised words where it did."""
    recognised = any(word.confidence < 100 for piece in found.pieces for word in piece.words)
    return f"{name}, {eyes.name}" if recognised else name


def _members(data: bytes, content: Content, limits: Limits) -> tuple[Member, ...]:
    """Every file inside, at any depth."""

    def inner(data: bytes, content: Content) -> Iterator[Member] | None:
        if content is Content.ZIP:
            return unpacked(data, limits) if packed(data, limits) is Packed.ARCHIVE else None
        if content in (Content.EMAIL, Content.OUTLOOK):
            return members(_message(data, content, limits))
        return None

    first = inner(data, content)
    return () if first is None else tuple(Parcel(limits, inner).of(first))


def _message(data: bytes, content: Content, limits: Limits) -> Message:
    return read_eml(data, limits) if content is Content.EMAIL else read_msg(data, limits)


def content_of(data: bytes, limits: Limits) -> Content:
    """What the bytes are; raises `Refused` where nothing reads that, or there is too much of it."""
    if len(data) > limits.file_bytes:
        raise refusals.over_limit(f"more than {limits.file_bytes // 1024 // 1024} MB")
    return sniff(data)
