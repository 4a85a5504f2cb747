"""Documents inside a document: an embedded workbook, an attached PDF, a page that Word takes in when opened.

Threat: documents in documents without end, and few bytes that unfold to many at each step. Rule: each step
goes one deeper towards `Limits.embedded_depth`, past which nothing is opened, and is read under the limits of
the file around it, in the same locked-down child and on the same clock. What a reader refuses, or has no
reader for, is not read; the caller says so, and no copy is called complete. Residual risk: the readers' own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module

from ingest.assemble import Gathered, Piece
from ingest.canonical import one_line
from ingest.embedded import objects, packages
from ingest.html import read_html
from ingest.limits import Limits
from ingest.text import decode
from models.document import Channel, Provenance
from models.errors import Refused

__all__ = ["load", "read_embedded"]

_TEXTS = ("text/plain", "text/csv", "text/markdown")
_PAGES = ("text/html", "application/xhtml+xml")
_PAGE_NAMES = (".htm", ".html", ".xhtml")
_TEXT_NAMES = (".txt", ".csv", ".md", ".log")
_MESSAGES = ("message/rfc822", "multipart/related", "application/x-mimearchive")
_MESSAGE_NAMES = (".mht", ".mhtml", ".eml")
_PDF_HEAD = 1024


def load() -> None:
    """Load the readers that are imported where they are needed: they read what is embedded themselves.

    To be called before a process is locked down, after which it can load nothing any more.
    """
    for reader in ("docx", "pdf", "office.rtf", "embedded.messages"):
        import_module(f"ingest.{reader}")


def read_embedded(data: bytes, part: str, kind: str, limits: Limits) -> Gathered | None:
    """The words in an embedded document, each in `Channel.EMBEDDED` but for names of what it holds itself.

    `part` is where it lies in the file around it, `kind` the content type that file gives it, or "". None
    where it is no document that has a reader, lies too deep, or was refused.
    """
    if limits.embedded_depth < 1:
        return None
    try:
        found = _read(data, part.lower(), kind, replace(limits, embedded_depth=limits.embedded_depth - 1))
    except Refused:
        return None
    if found is None:
        return None
    for piece in found.pieces:
        inner = piece.provenance.part
        piece.provenance = Provenance(part=f"{part}!{inner}" if inner else part)
        piece.cell, piece.more_in_row, piece.words = None, False, ()
        if piece.channel is not Channel.ATTACHMENT:
            piece.channel = Channel.EMBEDDED
    found.pages = []
    found.pieces = [piece for piece in found.pieces if piece.text.strip() or piece.joined]
    found.problems = [
        replace(p, part=f"{part}!{p.part}" if p.part else part, page=None) for p in found.problems
    ]
    return found


def _read(data: bytes, name: str, kind: str, limits: Limits) -> Gathered | None:
    if data.startswith(b"PK\x03\x04"):
        return _package(data, limits)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return objects.read_object(data, limits)
    if b"%PDF-" in data[:_PDF_HEAD]:
        from ingest.pdf import read_pdf

        return read_pdf(data, limits)
    if data.startswith(b"{\\rt"):
        return _rich_text(data)
    if kind in _MESSAGES or name.endswith(_MESSAGE_NAMES):
        from ingest.embedded.messages import read_message

        return read_message(data, limits)
    if kind in _PAGES or name.endswith(_PAGE_NAMES):
        return read_html(decode(data))
    if kind in _TEXTS or name.endswith(_TEXT_NAMES) or _is_text(data):
        return _of(Piece(one_line(line)) for line in decode(data).splitlines() if line.strip())
    return None


def _package(data: bytes, limits: Limits) -> Gathered | None:
    from ingest.docx import read_docx

    return read_docx(data, limits) if packages.is_word(data, limits) else packages.read_package(data, limits)


def _rich_text(data: bytes) -> Gathered | None:
    """The words of rich text; None where it holds objects of its own."""
    from ingest.office.rtf import read_rtf

    rich = read_rtf(data)
    if rich.objects:
        return None
    if rich.html:
        return read_html(rich.html)
    return _of(Piece(one_line(piece.text)) for piece in rich.pieces)


def _of(pieces: Iterable[Piece]) -> Gathered:
    found = Gathered()
    found.pieces.extend(pieces)
    return found


def _is_text(data: bytes) -> bool:
    """True for UTF-8 without control characters; an eight-bit alphabet needs a name or type to say so."""
    if not data or any(code in data[:65_536] for code in range(9)):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
