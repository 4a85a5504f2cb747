"""A word planted in every place of a PDF that can hold one comes out in the channel of that place."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest
from PIL import Image
from pypdf.annotations import FreeText, Link, Text
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import ingest
from models.document import Channel, Document, PageState

WORD = "Quillington"
BODY = "The panel met in the usual room and agreed the plan for the next three months."


def drawn(*steps: Callable[[Canvas], None]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for line in range(4):
        canvas.drawString(72, 640 - 14 * line, BODY)
    for step in steps:
        step(canvas)
    canvas.save()
    return buffer.getvalue()


def edited(change: Callable[[pypdf.PdfWriter], object], data: bytes | None = None) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data or drawn()))
    change(writer)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def channels(
    data: bytes, word: str = WORD, read: Callable[[bytes, str], Document] = ingest.read
) -> set[Channel]:
    document = read(data, "minutes.pdf")
    return {b.channel for b in document.blocks if word in document.content(b)}


def codes(document: Document) -> dict[str, bool]:
    return {problem.code: problem.blocks_release for problem in document.problems}


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(72, 400)
    text.setTextRenderMode(3)
    text.textLine(WORD)
    canvas.drawText(text)


def white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.drawString(72, 400, WORD)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.5)
    canvas.drawString(72, 400, WORD)


def off_page(canvas: Canvas) -> None:
    canvas.drawString(72, 1200, WORD)


def under_black(canvas: Canvas) -> None:
    canvas.drawString(72, 400, WORD)
    canvas.rect(70, 396, 100, 16, fill=1)


def black_on_black(canvas: Canvas) -> None:
    canvas.rect(70, 396, 100, 16, fill=1)
    canvas.drawString(72, 400, WORD)


def under_thick_line(canvas: Canvas) -> None:
    canvas.drawString(72, 400, WORD)
    canvas.setLineWidth(14)
    canvas.line(70, 404, 170, 404)


def under_picture(canvas: Canvas) -> None:
    canvas.drawString(72, 400, WORD)
    canvas.drawImage(ImageReader(Image.new("RGB", (20, 20))), 70, 396, 100, 16)


def on_grey(canvas: Canvas) -> None:
    canvas.setFillGray(0.8)
    canvas.rect(70, 396, 100, 16, fill=1, stroke=0)
    canvas.setFillGray(0)
    canvas.drawString(72, 400, WORD)


def white_on_blue(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0.2, 0.5)
    canvas.rect(70, 396, 200, 16, fill=1, stroke=0)
    canvas.setFillGray(1)
    canvas.drawString(72, 400, WORD)


DRAWN = {
    "on the page": (lambda c: c.drawString(72, 400, WORD), Channel.BODY),
    "on a grey ground": (on_grey, Channel.BODY),
    "in white on blue": (white_on_blue, Channel.BODY),
    "at the head of the page": (lambda c: c.drawString(250, 810, WORD), Channel.HEADER),
    "at the foot of the page": (lambda c: c.drawString(250, 25, WORD), Channel.FOOTER),
    "without ink": (invisible, Channel.HIDDEN),
    "in white": (white, Channel.HIDDEN),
    "too small to see": (tiny, Channel.HIDDEN),
    "off the page": (off_page, Channel.HIDDEN),
    "under a black rectangle": (under_black, Channel.COVERED),
    "in black on black": (black_on_black, Channel.COVERED),
    "under a thick line": (under_thick_line, Channel.COVERED),
    "under a picture": (under_picture, Channel.COVERED),
}


@pytest.mark.parametrize("place", DRAWN)
def test_a_drawn_word_is_found_in_its_channel(reader: ingest.ReaderPool, place: str) -> None:
    step, channel = DRAWN[place]
    assert channels(drawn(step), read=reader.read) == {channel}


def xmp(writer: pypdf.PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title xmlns:dc="d">{WORD}</dc:title></x:xmpmeta>'.encode()
    )
    stream.update({NameObject("/Type"): NameObject("/Metadata")})
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)


def script(writer: pypdf.PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(f"app.alert('{WORD}')"),
        }
    )


def field(writer: pypdf.PdfWriter, **entries: object) -> None:
    widget = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/Rect"): ArrayObject([FloatObject(v) for v in (72, 380, 200, 400)]),
        }
    )
    for key, value in entries.items():
        widget[NameObject(f"/{key}")] = TextStringObject(value)
    reference = writer._add_object(widget)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([reference])})
    writer.root_object[NameObject("/AcroForm")] = writer._add_object(form)


def note(writer: pypdf.PdfWriter, annotation: DictionaryObject, **entries: str) -> None:
    for key, value in entries.items():
        annotation[NameObject(f"/{key}")] = TextStringObject(value)
    writer.add_annotation(0, annotation)


def layer(writer: pypdf.PdfWriter) -> None:
    group = DictionaryObject(
        {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject(WORD)}
    )
    groups = ArrayObject([writer._add_object(group)])
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject({NameObject("/OCGs"): groups})


RECT = (72, 300, 200, 320)
HELD = {
    "title": (lambda w: w.add_metadata({"/Title": WORD}), {Channel.PROPERTY}),
    "a property of its own": (lambda w: w.add_metadata({"/Case": WORD}), {Channel.PROPERTY}),
    "XMP": (xmp, {Channel.PROPERTY}),
    "outline": (lambda w: w.add_outline_item(title=WORD, page_number=0), {Channel.OUTLINE}),
    "a note": (lambda w: note(w, Text(rect=RECT, text=WORD)), {Channel.ANNOTATION}),
    "a note's author": (lambda w: note(w, Text(rect=RECT, text="x"), T=WORD), {Channel.AUTHOR}),
    "words written on the page": (lambda w: note(w, FreeText(text=WORD, rect=RECT)), {Channel.ANNOTATION}),
    "a link": (lambda w: note(w, Link(rect=RECT, url=f"https://example.org/{WORD}")), {Channel.LINK}),
    "a form field": (lambda w: field(w, T="who", V=WORD), {Channel.FORM_FIELD}),
    "a field's name": (lambda w: field(w, T=WORD, V="x"), {Channel.OTHER}),
    "a field's tooltip": (lambda w: field(w, T="a", TU=WORD), {Channel.ALT_TEXT}),
    "an attachment's name": (lambda w: w.add_attachment(f"{WORD}.txt", b"x"), {Channel.ATTACHMENT}),
    "an attached text": (lambda w: w.add_attachment("a.txt", WORD.encode()), {Channel.EMBEDDED}),
    "a script": (script, {Channel.SCRIPT}),
    "a layer's name": (layer, {Channel.OTHER}),
}  # fmt: skip


@pytest.mark.parametrize("place", HELD)
def test_a_word_beside_the_page_is_found_in_its_channel(reader: ingest.ReaderPool, place: str) -> None:
    change, expected = HELD[place]
    assert channels(edited(change), read=reader.read) == expected


def test_words_deleted_in_a_later_state_are_still_found() -> None:
    first = drawn(lambda c: c.drawString(72, 400, WORD))
    writer = pypdf.PdfWriter(io.BytesIO(first), incremental=True)
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 72 640 Td (Nothing to see) Tj ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    buffer = io.BytesIO()
    writer.write(buffer)
    document = ingest.read(buffer.getvalue(), "a.pdf")
    assert channels(buffer.getvalue()) == {Channel.EARLIER}
    assert "earlier-states" in codes(document)


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)


def test_a_page_that_is_only_a_picture_is_not_read_and_blocks_release() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.drawString(72, 700, BODY)
    canvas.showPage()
    picture(canvas)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    document = ingest.read(buffer.getvalue(), "scan.pdf")
    assert [page.state for page in document.pages] == [PageState.TEXT, PageState.NOT_READ, PageState.BLANK]
    assert [(p.page, p.blocks_release) for p in document.problems] == [(2, True)]


def test_the_text_layer_of_a_scan_is_read_as_the_page_and_said_to_be_a_machines() -> None:
    def layer_of(canvas: Canvas) -> None:
        picture(canvas)
        text = canvas.beginText(72, 500)
        text.setTextRenderMode(3)
        for _ in range(3):
            text.textLine(f"{WORD} attended the meeting and said little.")
        canvas.drawText(text)

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    layer_of(canvas)
    canvas.save()
    document = ingest.read(buffer.getvalue(), "scan.pdf")
    assert document.pages[0].state is PageState.OCR
    assert document.blocks[0].provenance.ocr
    assert channels(buffer.getvalue()) == {Channel.BODY}


def test_a_script_and_an_unread_attachment_are_reported() -> None:
    assert codes(ingest.read(edited(script), "a.pdf")) == {"script": False}
    assert codes(ingest.read(edited(lambda w: w.add_attachment("a.bin", b"\x00\x01")), "a.pdf")) == {
        "embedded-object": True
    }


def test_a_redaction_that_was_never_applied_is_reported() -> None:
    def mark(writer: pypdf.PdfWriter) -> None:
        rectangle = ArrayObject([NumberObject(v) for v in RECT])
        writer.add_annotation(
            0,
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Annot"),
                    NameObject("/Subtype"): NameObject("/Redact"),
                    NameObject("/Rect"): rectangle,
                }
            ),
        )

    assert "redaction-not-applied" in codes(ingest.read(edited(mark), "a.pdf"))


def test_words_that_a_stamp_draws_and_does_not_store_are_found() -> None:
    def stamp(writer: pypdf.PdfWriter) -> None:
        drawing = DecodedStreamObject()
        drawing.set_data(f"BT /F1 12 Tf 4 4 Td ({WORD}) Tj ET".encode())
        box = ArrayObject([FloatObject(v) for v in (0, 0, 128, 20)])
        fonts = writer.pages[0]["/Resources"]
        drawing.update(
            {NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")}
        )
        drawing.update({NameObject("/BBox"): box})
        drawing.update({NameObject("/Resources"): fonts})
        looks = DictionaryObject({NameObject("/N"): writer._add_object(drawing)})
        rectangle = ArrayObject([FloatObject(v) for v in RECT])
        annotation = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/AP"): looks})
        annotation.update({NameObject("/Subtype"): NameObject("/Stamp"), NameObject("/Rect"): rectangle})
        writer.add_annotation(0, annotation)

    assert channels(edited(stamp)) == {Channel.ANNOTATION}


def test_the_description_of_a_picture_in_a_tagged_file_is_found() -> None:
    def tag(writer: pypdf.PdfWriter) -> None:
        page = writer.pages[0]
        page[NameObject("/StructParents")] = NumberObject(0)
        figure = DictionaryObject(
            {NameObject("/S"): NameObject("/Figure"), NameObject("/Alt"): TextStringObject(WORD)}
        )
        figure.update({NameObject("/Pg"): page.indirect_reference, NameObject("/K"): NumberObject(0)})
        held = writer._add_object(figure)
        numbers = ArrayObject([NumberObject(0), ArrayObject([held])])
        tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot"), NameObject("/K"): held})
        tree[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): numbers})
        root = writer._add_object(tree)
        figure[NameObject("/P")] = root
        writer.root_object[NameObject("/StructTreeRoot")] = root
        writer.root_object[NameObject("/MarkInfo")] = DictionaryObject(
            {NameObject("/Marked"): BooleanObject(True)}
        )

    assert channels(edited(tag)) == {Channel.ALT_TEXT}
