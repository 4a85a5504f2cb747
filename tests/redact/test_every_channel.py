"""A name in every channel that the reader knows of Word files and PDFs, and none of it in any copy.

The files are those of the reader's own channel tests. The scan is written apart from the verifier: it takes
the file to pieces by the standard library and looks at what PDFium shows.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal

import pypdfium2
import pytest

import ingest
from models.document import Document
from models.errors import CountersignError, VerificationFailed
from models.people import Detection, EntityType, Mention, Person, Role
from redact import load_policy, release
from tests.ingest import test_docx_channels as word_places
from tests.ingest import test_docx_corners as word_corners
from tests.ingest import test_pdf_channels as page_places
from tests.ingest import test_pdf_corners as page_corners
from tests.ingest.packages import docx
from tests.redact.scene import MARKING

WORD = "Quillington"
POLICY = load_policy("third-party")


def files() -> Iterator[tuple[str, bytes]]:
    """Each place by name, and the file that has the word there."""
    for place, (body, _) in word_places.IN_BODY.items():
        yield f"word body: {place}", docx(word_places.TEXT + body)
    for place, (made, _) in word_places.IN_PARTS.items():
        yield f"word part: {place}", docx(**made)  # type: ignore[arg-type]
    for place, (made, _) in word_corners.PLACES.items():
        yield f"corner of a Word file: {place}", docx(**made)  # type: ignore[arg-type]
    for place, (data, _) in word_corners.AROUND.items():
        yield f"word file: {place}", data
    for place, (step, _) in page_places.DRAWN.items():
        yield f"page: {place}", page_places.drawn(step)
    for place, (change, _) in page_places.HELD.items():
        yield f"beside the page: {place}", page_places.edited(change)
    for place, (data, _) in page_corners.PLACES.items():
        yield f"corner of a PDF: {place}", data


FILES = dict(files())


@pytest.fixture(scope="module")
def reader() -> Iterator[ingest.ReaderPool]:
    with ingest.ReaderPool() as pool:
        yield pool


def found(document: Document) -> Detection:
    """Every place of the word in the text, as the detection of a victim's name."""
    mentions = tuple(
        Mention(m.start(), m.end(), EntityType.PERSON, 1.0, person="P1")
        for m in re.finditer(WORD, document.text, re.IGNORECASE)
    )
    return Detection(mentions, (Person("P1", WORD, (WORD,), Role.VICTIM),))


def laid_out(document: Document, detection: Detection) -> bool:
    """Whether the copy can be set as the pages are; where it cannot, it says what to do instead."""
    try:
        release(document, detection, POLICY, "pdf", MARKING, seed=1, layout="pages")
    except VerificationFailed:
        raise
    except CountersignError as refused:
        return "flowing" not in refused.remedy
    return True


def scanned(copy: bytes) -> str:
    """Everything in the copy that an outsider gets at: members, unpacked streams, what PDFium shows."""
    seen = [copy.decode("latin-1"), copy.decode("utf-16-le", "ignore"), copy.decode("utf-16-be", "ignore")]
    if copy.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(copy)) as package:
            for entry in package.infolist():
                text = package.read(entry).decode("utf-8", "replace")
                seen += [entry.filename, text, re.sub(r"<[^>]+>", "", text)]
        return "\n".join(seen)
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", copy, re.S):
        try:
            unpacked = zlib.decompress(stream)
        except zlib.error:
            continue  # it is in `seen` as it stands
        seen += [unpacked.decode("latin-1"), unpacked.decode("utf-16-be", "ignore")]
    opened = pypdfium2.PdfDocument(copy)
    seen += [page.get_textpage().get_text_range() for page in opened]
    return "\n".join(seen)


@pytest.mark.parametrize("place", FILES)
def test_the_name_is_in_no_copy(reader: ingest.ReaderPool, place: str) -> None:
    document = reader.read(FILES[place], "minutes")
    detection = found(document)
    assert detection.mentions, "the reader's own test says that it finds it"
    kinds: list[tuple[Literal["docx", "pdf"], Literal["flowing", "pages"]]]
    kinds = [("docx", "flowing"), ("pdf", "flowing"), ("pdf", "pages")]
    for format, layout in kinds:
        if layout == "pages" and not laid_out(document, detection):
            continue
        made = release(document, detection, POLICY, format, MARKING, seed=1, layout=layout)
        assert made.verification.clean
        assert WORD.casefold() not in scanned(made.copy).casefold(), f"{format}, {layout}"


def test_the_scan_finds_what_is_there() -> None:
    """The scan itself: in each of the original files the word is found by it, or lies packed or encoded."""
    hidden = [place for place, data in FILES.items() if WORD.casefold() not in scanned(data).casefold()]
    assert len(hidden) < len(FILES) / 4
