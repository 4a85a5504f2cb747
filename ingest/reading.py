"""Bytes to a `Document`: sniff, read, and let nothing but a `Refused` out."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from ingest import refusals
from ingest.assemble import assemble
from ingest.html import read_html
from ingest.limits import Limits
from ingest.markdown import looks_like_markdown, read_markdown
from ingest.sniff import Content, sniff
from ingest.text import decode, read_text
from models.document import Document, FileFormat
from models.errors import CountersignError

_WORDS = {
    Content.ZIP: "Word document",
    Content.PDF: "PDF",
    Content.HTML: "web page",
    Content.TEXT: "text file",
}


def read(data: bytes, filename: str, limits: Limits | None = None) -> Document:
    """The document in these bytes, with its structure; raises `Refused` and nothing else
    but a `SettingsError` where a form or profile of the site is wrong.

    Runs in the caller's process: use `ReaderPool` for files from outside. The name is kept for people to
    recognise the file by, and decides nothing.
    """
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        raise refusals.over_limit(f"more than {limits.file_bytes // 1024 // 1024} MB")
    content = sniff(data)
    try:
        document = _read(content, data, filename, limits)
        return _structured(document)
    except CountersignError:
        raise  # a refusal, or a setting that is wrong: the file is not to blame for that
    except (MemoryError, RecursionError) as error:
        raise refusals.over_limit("it unfolds to more than there is room for") from error
    except Exception as error:  # parsers raise every kind of exception on damaged input
        raise refusals.damaged(_WORDS[content]) from error


def _read(content: Content, data: bytes, filename: str, limits: Limits) -> Document:
    if content is Content.ZIP:
        from ingest.docx import read_docx

        return assemble(read_docx(data, limits), data, filename, FileFormat.DOCX, "docx/1", limits)
    if content is Content.PDF:
        from ingest.pdf import read_pdf

        return assemble(read_pdf(data, limits), data, filename, FileFormat.PDF, "pdf/1", limits)
    text = decode(data)
    if content is Content.HTML:
        return assemble(read_html(text), data, filename, FileFormat.HTML, "html/1", limits)
    if looks_like_markdown(text):
        return assemble(read_markdown(text), data, filename, FileFormat.MARKDOWN, "markdown/1", limits)
    return assemble(read_text(text), data, filename, FileFormat.TEXT, "text/1", limits)


def _structured(document: Document) -> Document:
    found = find_spec("ingest.structure")
    if found is None or found.origin is None:
        return document
    structured: Document = import_module("ingest.structure").structure(document)
    return structured
