"""Copies set as their pages are."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from ingest import ReaderPool
from models.document import Document
from models.errors import CountersignError
from models.people import Detection
from redact import detect, load_policy, release
from tests.redact.scene import MARKING, scene

EXAMPLES = Path(__file__).parents[3] / "examples"
POLICY = load_policy("third-party")
MINUTES = EXAMPLES / "riverhaven-2023-0032" / "MAPPA C 2023-09-28.pdf"


@pytest.fixture(scope="module")
def read() -> tuple[Document, Detection]:
    with ReaderPool() as pool:
        document = pool.read(MINUTES.read_bytes(), MINUTES.name)
    return document, detect(document)


@pytest.fixture(scope="module")
def copy(read: tuple[Document, Detection]) -> bytes:
    made = release(*read, POLICY, "pdf", MARKING, seed=7, layout="pages")
    assert made.verification.clean
    return made.copy


def places(data: bytes, page: int) -> dict[str, tuple[float, float]]:
    """Where the first of each word stands on a page, from the top left."""
    opened = pypdfium2.PdfDocument(data)
    text = opened[page].get_textpage()
    height = opened[page].get_height()
    found: dict[str, tuple[float, float]] = {}
    word, start = "", (0.0, 0.0)
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        left, _, _, top = text.get_charbox(index)
        if character.isalnum():
            start = start if word else (left, height - top)
            word += character
        elif word:
            found.setdefault(word, start)
            word = ""
    return found


def test_lines_begin_where_they_began_on_pages_of_the_same_size(copy: bytes) -> None:
    original = MINUTES.read_bytes()
    before, after = places(original, 0), places(copy, 1)
    for word in ("Riverhaven", "Confidentiality", "Practitioner", "Apologies"):
        (x, y), (at_x, at_y) = before[word], after[word]
        assert abs(y - at_y) < 4
        assert abs(x - at_x) < 30
    sizes = [pypdfium2.PdfDocument(d)[n].get_size() for d, n in ((original, 0), (copy, 1))]
    assert sizes[0] == pytest.approx(sizes[1], abs=0.1)
    assert len(pypdfium2.PdfDocument(copy)) == len(pypdfium2.PdfDocument(original)) + 1


def test_what_goes_is_in_no_reader_s_text_and_every_page_has_its_marking(
    copy: bytes, read: tuple[Document, Detection]
) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(copy)).pages]
    assert all("OFFICIAL-SENSITIVE" in page for page in pages)
    words = " ".join(" ".join(pages).split())
    assert "Wieczorek" not in words
    assert "Yusuf" not in words
    assert "[PERSON" in words
    assert "not to leave it for even one night without approval" in words


def test_it_holds_no_picture_no_annotation_and_no_property_but_its_title(copy: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(copy))
    assert not any(page.images or page.annotations for page in reader.pages)
    assert reader.metadata is not None
    assert reader.metadata.title == "Redacted copy"
    assert "/StructTreeRoot" in reader.root_object


def test_the_same_decisions_give_the_same_bytes(read: tuple[Document, Detection], copy: bytes) -> None:
    assert release(*read, POLICY, "pdf", MARKING, seed=7, layout="pages").copy == copy


def test_the_words_after_a_mark_do_not_tell_how_long_the_name_was() -> None:
    """Two pages that differ in a removed name alone give copies that differ in nothing but the file's id."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from models.people import EntityType, Mention, Person, Role

    def drawn(name: str) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=A4, invariant=1)
        canvas.drawString(72, 700, f"It was agreed that {name} will be told of the plan on Monday.")
        canvas.save()
        with ReaderPool() as pool:
            document = pool.read(out.getvalue(), "minutes.pdf")
        start = document.text.index(name)
        mention = Mention(start, start + len(name), EntityType.PERSON, 1.0, person="P1")
        detection = Detection((mention,), (Person("P1", name, (name,), Role.VICTIM),))
        return release(document, detection, POLICY, "pdf", MARKING, seed=7, layout="pages").copy

    short, long = (places(drawn(name), 1) for name in ("Jo Li", "Bartholomew Featherstonehaugh"))
    assert short.keys() == long.keys()
    assert all(short[word] == pytest.approx(long[word], abs=0.01) for word in short)


def test_a_document_without_pages_is_refused_with_the_remedy() -> None:
    drawn = scene("It was agreed.")
    with pytest.raises(CountersignError) as caught:
        release(drawn.document, drawn.detection, POLICY, "pdf", MARKING, layout="pages")
    assert "flowing" in caught.value.remedy
