"""The doorway of the writing rooms: decisions in, the bytes of a new file out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from models.disclosure import Decision
from models.document import Document
from models.errors import CountersignError
from models.marking import ProtectiveMarking
from redact.write.docx import write_docx
from redact.write.layout import lay_out
from redact.write.note import cover_note, marking_line
from redact.write.pages import write_pages
from redact.write.pdf import write_pdf

Layout = Literal["flowing", "pages"]
"""How a copy is laid out."""


def write_copy(
    document: Document,
    decisions: Iterable[Decision],
    format: Literal["docx", "pdf"],
    marking: ProtectiveMarking,
    layout: Layout = "flowing",
) -> bytes:
    """A new file of what the decisions leave. The same decisions give the same bytes.

    A PDF of a paged document may be laid out as its pages are (`layout="pages"`).
    What comes out has not been verified: use `redact.release` for a file that leaves the building.
    """
    decisions = tuple(decisions)
    note, line = cover_note(decisions), marking_line(marking)
    if layout == "pages":
        if format != "pdf" or not document.pages:
            raise CountersignError(
                "Only the PDF copy of a PDF can be set as its pages are.", "Make the copy as flowing text."
            )
        return write_pages(document, decisions, note, line)
    flow = lay_out(document, decisions)
    return write_docx(flow, note, line) if format == "docx" else write_pdf(flow, note, line)
