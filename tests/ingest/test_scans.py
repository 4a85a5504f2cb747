"""Pages that are pictures: their words read and judged, or the page told as not read; nothing in between."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import ingest
from api.answers.document import read_answer
from ingest.sandbox.sights import answer
from ingest.scans.eyes import Blind
from ingest.scans.tesseract import Tesseract, eyes
from models.case import History
from models.document import Channel, Document, PageState
from models.errors import CountersignError
from models.structure import Presence
from pipeline import stages
from pipeline.settings import load_settings
from tests.api.conftest import fits
from tests.ingest.packages import docx, p
from tests.ingest.scanning import (
    HEADING,
    PEOPLE,
    PROSE,
    Told,
    letter,
    lying_font,
    minutes,
    needs_tesseract,
    page,
    photograph,
    scan,
    scribble,
    with_layer,
)

LINES = (*(" ".join(row) for row in PEOPLE), *PROSE)


@pytest.fixture(scope="module")
def pool() -> Iterator[ingest.ReaderPool]:
    with ingest.ReaderPool() as pool:
        yield pool


@pytest.fixture(scope="module")
def read_minutes(pool: ingest.ReaderPool) -> Document:
    return pool.read(scan(photograph(minutes)), "scan.pdf")


def codes(document: Document) -> dict[str, bool]:
    return {problem.code: problem.blocks_release for problem in document.problems}


def said(document: Document, channel: Channel) -> str:
    return " ".join(document.content(b) for b in document.blocks if b.channel is channel)


# a page that is a picture


@needs_tesseract
def test_a_scanned_page_is_read_in_the_locked_down_child(read_minutes: Document) -> None:
    only = read_minutes.pages[0]
    assert only.state is PageState.OCR
    assert only.confidence is not None
    assert only.confidence > 85
    assert all(line in said(read_minutes, Channel.BODY) for line in PROSE)
    assert all(block.provenance.ocr for block in read_minutes.blocks if block.channel is Channel.BODY)
    assert "tesseract" in read_minutes.reader


@needs_tesseract
def test_a_scanned_document_counts_as_read_and_says_how_surely(read_minutes: Document) -> None:
    assert read_minutes.readable
    problem = next(p for p in read_minutes.problems if p.code == "read-from-picture")
    assert "read from a picture" in problem.message
    assert "uncertain" in problem.message


@needs_tesseract
def test_each_word_of_a_scan_has_its_place_on_the_page(read_minutes: Document) -> None:
    place = next(w for w in read_minutes.pages[0].words if read_minutes.text[w.start : w.end] == "Castellan")
    assert place.box.left == pytest.approx(78 + 42, abs=8)
    assert place.box.top == pytest.approx(842 - 703 - 8, abs=6)


@needs_tesseract
def test_headings_tables_and_attendance_are_found_in_a_scanned_form(read_minutes: Document) -> None:
    cells = {(b.cell.row, b.cell.column): read_minutes.content(b) for b in read_minutes.blocks if b.cell}
    assert cells == {(r, c): cell for r, row in enumerate(PEOPLE) for c, cell in enumerate(row)}
    assert HEADING in [section.heading for section in read_minutes.sections]
    assert [(a.name, a.agency, a.presence) for a in read_minutes.attendance] == [
        (name, agency, Presence.PRESENT) for name, _, agency in PEOPLE[1:]
    ]


@needs_tesseract
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_scanned_on_its_side_or_head_is_turned(pool: ingest.ReaderPool, turns: int) -> None:
    document = pool.read(scan(photograph(minutes).rotate(90 * turns, expand=True)), "turned.pdf")
    assert all(line in said(document, Channel.BODY) for line in PROSE)
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((595, 842), abs=2)


@needs_tesseract
@pytest.mark.parametrize("askew", [-3.0, 2.0])
def test_the_rows_of_a_table_stay_together_on_a_page_laid_askew(
    pool: ingest.ReaderPool, askew: float
) -> None:
    document = pool.read(scan(photograph(minutes, askew=askew)), "askew.pdf")
    rows: dict[tuple[int, int], list[str]] = {}
    for block in document.blocks:
        if block.cell:
            rows.setdefault((block.cell.table, block.cell.row), []).append(document.content(block))
    assert [row for row in rows.values() if "Police" in row] == [list(PEOPLE[1])]


# what is not made out is not read


def test_without_tesseract_a_scan_is_not_read_and_nothing_passes_on_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    settings = load_settings(folder=tmp_path)
    with ingest.ReaderPool(settings.limits) as blind:
        done = stages.process(
            scan(photograph(minutes)), "scan.pdf", reader=blind, history=History(), settings=settings
        )
    assert done.document.pages[0].state is PageState.NOT_READ
    assert not done.document.readable
    assert codes(done.document) == {"page-not-read": True}
    assert done.report.passed == ()
    with pytest.raises(CountersignError, match="No copy is made"):
        stages.clean_copy(done, stages.disclosure_policy("third-party", settings))


@needs_tesseract
def test_a_copy_of_a_scan_is_made_of_what_was_read(read_minutes: Document, tmp_path: Path) -> None:
    settings = load_settings(folder=tmp_path)
    done = stages.judge(read_minutes, history=History(), settings=settings)
    names = {read_minutes.text[m.start : m.end] for m in done.detection.mentions}
    assert {"Rowena Castellan", "Ngozi Hartley", "Farrukh Iqbal"} <= names


@needs_tesseract
def test_pages_past_the_limit_are_not_read_and_say_why() -> None:
    with ingest.ReaderPool(ingest.Limits(ocr_pictures=1)) as one:
        document = one.read(scan(photograph(letter), photograph(minutes)), "two.pdf")
    assert [page.state for page in document.pages] == [PageState.OCR, PageState.NOT_READ]
    assert "More of the document's pages" in next(p.message for p in document.problems if p.page == 2)
    assert not document.readable


def test_recognition_can_be_switched_off_and_the_pool_says_so() -> None:
    limits = ingest.Limits(ocr_pictures=0)
    assert eyes(limits).name == ""
    assert any("such pages are not read" in said for said in ingest.ReaderPool(limits).protections)


@pytest.mark.parametrize("blind", [Blind.TIME, Blind.FAILED, Blind.MANY])
def test_a_page_that_was_not_looked_at_is_not_read(blind: Blind) -> None:
    document = ingest.read(scan(photograph(letter)), "scan.pdf", eyes=Told(blind=blind))
    assert document.pages[0].state is PageState.NOT_READ
    assert not document.readable


def test_a_page_of_low_confidence_is_not_read() -> None:
    document = ingest.read(scan(photograph(letter)), "scan.pdf", eyes=Told(*LINES, confidence=45))
    assert document.pages[0].state is PageState.NOT_READ
    assert "could not be made out" in document.problems[0].message


@needs_tesseract
def test_writing_that_is_no_letters_is_not_read(pool: ingest.ReaderPool) -> None:
    assert pool.read(scan(scribble()), "hand.pdf").pages[0].state is PageState.NOT_READ


@needs_tesseract
def test_marks_beside_the_words_are_told(pool: ingest.ReaderPool, read_minutes: Document) -> None:
    assert "marks-not-read" not in codes(read_minutes)
    signed = photograph(minutes).copy()
    signed.paste(scribble().crop((300, 300, 900, 700)), (600, 1700))
    assert codes(pool.read(scan(signed), "signed.pdf"))["marks-not-read"] is False


def test_the_empty_back_of_a_sheet_is_blank() -> None:
    document = ingest.read(scan(Image.new("L", (1654, 2339), 236)), "back.pdf", eyes=Told())
    assert document.pages[0].state is PageState.BLANK
    assert document.readable


def test_words_of_low_confidence_are_marked_in_the_document_and_its_answer() -> None:
    document = ingest.read(scan(photograph(letter)), "scan.pdf", eyes=Told(*LINES, unsure="Hartley"))
    assert {document.text[w.start : w.end] for w in document.unsure} == {"Hartley"}
    assert {w.confidence for w in document.unsure} == {30}
    fits("read", read_answer(document, "scan.pdf"))


# the program


@needs_tesseract
def test_tesseract_is_stopped_when_its_time_is_over() -> None:
    with ingest.ReaderPool(ingest.Limits(ocr_picture_seconds=0.05)) as hurried:
        document = hurried.read(scan(photograph(letter)), "scan.pdf")
    assert document.pages[0].state is PageState.NOT_READ
    assert "no time left" in document.problems[0].message


@pytest.mark.parametrize("program", ["/bin/false", "/usr/bin/yes", "/nowhere/tesseract"])
def test_a_program_that_fails_or_babbles_leaves_the_page_unread(program: str) -> None:
    document = ingest.read(scan(photograph(letter)), "scan.pdf", eyes=Other(program))
    assert document.pages[0].state is PageState.NOT_READ
    assert "failed on it" in document.problems[0].message


class Other(Tesseract):
    """Another program in tesseract's place, under a name of its own."""

    name = "other"

    def __init__(self, program: str) -> None:
        super().__init__(program, ingest.Limits())


@pytest.mark.parametrize("question", [b"L", b"LW", b"LW" + bytes(10), b"LX" + bytes(10) + b"1", b"D{}"])
def test_a_child_that_asks_nonsense_is_answered_nothing(question: bytes) -> None:
    with pytest.raises(ValueError, match=r"question|picture"):
        answer(question, Told())


# words that are not those of the page


def test_a_layer_that_says_something_else_than_the_picture_is_flagged_and_both_are_read() -> None:
    data = with_layer(
        photograph(minutes), [f"Nothing of the kind happened to Imelda Staveley {n}" for n in range(6)]
    )
    document = ingest.read(data, "scan.pdf", eyes=Told(*LINES))
    assert codes(document)["text-differs-from-page"] is False
    assert "Ngozi Hartley" in said(document, Channel.BODY)
    assert "Imelda Staveley" in said(document, Channel.HIDDEN)
    assert "Imelda" not in said(document, Channel.BODY)


def test_a_layer_that_agrees_is_kept_and_said_to_be_borne_out() -> None:
    document = ingest.read(with_layer(photograph(minutes), LINES), "scan.pdf", eyes=Told(*LINES))
    assert "bears them out" in next(p.message for p in document.problems if p.code == "text-layer")
    assert not {b.channel for b in document.blocks} & {Channel.PICTURE, Channel.HIDDEN}


def test_a_name_that_only_the_picture_shows_is_read_beside_a_layer_that_agrees() -> None:
    seen = Told(*LINES, "Seen by Imelda Staveley")
    document = ingest.read(with_layer(photograph(minutes), LINES), "scan.pdf", eyes=seen)
    assert said(document, Channel.PICTURE) == "Seen by Imelda Staveley"


def test_without_eyes_a_layer_is_taken_as_it_is_with_a_warning() -> None:
    document = ingest.read(with_layer(photograph(minutes), LINES), "scan.pdf")
    assert codes(document) == {"text-layer": False}
    assert document.pages[0].state is PageState.OCR


@needs_tesseract
def test_a_font_that_says_other_letters_than_it_shows_is_found_out(pool: ingest.ReaderPool) -> None:
    data = lying_font(page(minutes))
    assert "Hartley" not in ingest.read(data, "font.pdf").text
    document = pool.read(data, "font.pdf")
    assert codes(document)["text-differs-from-page"] is False
    assert "Ngozi Hartley" in said(document, Channel.BODY)


def test_an_ordinary_page_is_never_looked_at() -> None:
    seen = Told(*LINES)
    ingest.read(page(minutes), "minutes.pdf", eyes=seen)
    assert seen.shown == []


# pictures among other things


def test_a_letter_pasted_into_a_pdf_is_read_and_a_crest_is_not_looked_at() -> None:
    def draw(canvas: Canvas) -> None:
        minutes(canvas)
        canvas.drawImage(ImageReader(photograph(letter)), 72, 60, 300, 420)
        canvas.drawImage(ImageReader(scribble().resize((60, 60))), 500, 780, 50, 50)

    seen = Told("A word about Imelda Staveley")
    document = ingest.read(page(draw), "pasted.pdf", eyes=seen)
    assert len(seen.shown) == 1
    assert said(document, Channel.PICTURE) == "A word about Imelda Staveley"
    assert document.pages[0].state is PageState.TEXT
    box = next(b.provenance.box for b in document.blocks if b.channel is Channel.PICTURE)
    assert box is not None
    assert box.left >= 72
    assert box.top >= 842 - 480


def picture(image: Image.Image, centimetres: float) -> bytes:
    """A Word file with the picture, as wide and as high as that."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    size = int(centimetres * 360_000)
    drawing = (
        f'<w:drawing><wp:inline><wp:extent cx="{size}" cy="{size}"/><a:graphic><a:graphicData>'
        '<a:blip r:embed="rId9"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    return docx(
        p("Words of the page.") + p(f"<w:r>{drawing}</w:r>"),
        {"word/media/image1.png": buffer.getvalue()},
        [("rId9", "image", "media/image1.png")],
    )


@needs_tesseract
def test_a_letter_pasted_into_a_word_file_is_read_and_holds_nothing_back(pool: ingest.ReaderPool) -> None:
    document = pool.read(picture(photograph(letter).crop((0, 0, 1654, 700)), 15), "pasted.docx")
    assert "Beatrix Oyelaran" in said(document, Channel.PICTURE)
    assert document.readable
    assert "picture-read" in codes(document)
    assert "Oyelaran" not in said(document, Channel.BODY)


def test_a_large_picture_that_is_not_made_out_holds_a_word_file_back() -> None:
    assert not ingest.read(picture(scribble(), 15), "drawn.docx", eyes=Told()).readable
    assert not ingest.read(picture(scribble(), 15), "drawn.docx").readable


def test_a_small_picture_in_a_word_file_costs_no_look() -> None:
    seen = Told("Crest")
    document = ingest.read(picture(scribble(), 2), "crest.docx", eyes=seen)
    assert seen.shown == []
    assert document.readable


def test_a_picture_too_large_to_unpack_is_told_as_not_read() -> None:
    seen = Told("Words")
    document = ingest.read(picture(Image.new("1", (9000, 9000)), 15), "bomb.docx", eyes=seen)
    assert seen.shown == []
    assert not document.readable
