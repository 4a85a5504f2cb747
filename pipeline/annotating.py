"""The minutes as they go back to the minute-taker: a Word file with the findings as comments at their places.

A Word file comes back as it came, with the comments beside the words; it holds everything that the original
does, hidden text and properties too, and is to be protected like it. Of any other file a new Word file is
made of the text that was read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from models.document import Document, FileFormat
from models.finding import Finding
from models.marking import ProtectiveMarking
from models.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE = b"PK\x03\x04"
_WORDS_OWN = frozenset({".docm", ".dotx", ".dotm"})


class Annotator(Protocol):
    """What puts remarks into a hostile Word file: an `ingest.ReaderPool`."""

    def annotate(self, data: bytes, document: Document, remarks: Sequence[Remark], made: str) -> bytes:
        """The file with the remarks as comments."""
        ...


def annotated(
    document: Document,
    original: bytes,
    findings: Iterable[Finding],
    marking: ProtectiveMarking,
    annotator: Annotator,
) -> bytes:
    """A Word file with a comment for each finding. `marking` heads a file that is made anew.

    Raises `Refused` for an original that can no longer be read, and `ReaderFailed`.
    """
    from checks.annotated import new_document, remarks

    told, now = remarks(document, findings), datetime.now(UTC).replace(microsecond=0)
    if is_word(document, original):
        return annotator.annotate(original, document, told, f"{now:%Y-%m-%dT%H:%M:%SZ}")
    return new_document(document, told, str(marking), now)


def is_word(document: Document, original: bytes) -> bool:
    """Whether comments can go into the original: it is the Word file that the document was read from."""
    if document.format is not FileFormat.DOCX or not original.startswith(_PACKAGE):
        return False
    return hashlib.sha256(original).hexdigest() == document.sha256


def annotated_name(filename: str) -> str:
    """What the annotated file is called: as the original, so that whoever wrote it knows it again.

    Word opens a file with macros, or a template, only under an ending of its own.
    """
    path = PurePath(filename)
    ending = path.suffix.lower() if path.suffix.lower() in _WORDS_OWN else ".docx"
    return f"{path.stem or 'document'}.annotated{ending}"
