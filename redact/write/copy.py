"""The doorway of the writing rooms: decisions in, the bytes of a new file out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from models.disclosure import Decision
from models.document import Document
from models.marking import ProtectiveMarking
from redact.write.docx import write_docx
from redact.write.layout import lay_out
from redact.write.note import cover_note, marking_line
from redact.write.pdf import write_pdf


def write_copy(
    document: Document,
    decisions: Iterable[Decision],
    format: Literal["docx", "pdf"],
    marking: ProtectiveMarking,
) -> bytes:
    """A new file of what the decisions leave. The same decisions give the same bytes.

    What comes out has not been verified: use `redact.release` for a file that leaves the building.
    """
    decisions = tuple(decisions)
    layout, note, line = lay_out(document, decisions), cover_note(decisions), marking_line(marking)
    return write_docx(layout, note, line) if format == "docx" else write_pdf(layout, note, line)
