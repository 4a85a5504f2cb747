"""The corners of ISO 32000-2 where words can stand and few programs look, one row each.

Every file goes through the locked-down pool, as the service reads it. The rows are the table of
docs/reading.md, which a test holds to them.
"""

# ruff: noqa: E501 - a row of PDF objects is read whole

from __future__ import annotations

import io

import pypdf
import pytest

import ingest
from models.document import Channel
from tests.ingest.packages import docx, p
from tests.ingest.pages import made

WORD = "Quillington"
C = Channel
SHOWN = f"BT /F1 12 Tf 72 400 Td ({WORD}) Tj ET"
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>"
NOTE = "/Type /Annot /Rect [72 300 200 320]"
UTF16 = "FEFF" + WORD.encode("utf-16-be").hex().upper()
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d:title xmlns:d="d">{WORD}</d:title></x:xmpmeta>'.encode()
CERTIFICATE = (b"\x06\x03\x55\x04\x03\x0c" + bytes([len(WORD)]) + WORD.encode()).ljust(80, b"\x00").hex()
TYPE3 = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 /Widths [10] /Encoding << /Differences [97 /a] >> /CharProcs << /a 11 0 R >> /Resources << /Font << /F1 5 0 R >> >> >>"


def noted(entries: str) -> bytes:
    return made(page="/Annots [10 0 R]", objects={10: f"<< {NOTE} {entries} >>"})


def formed(entries: str, *, xfa: str = "", objects: dict[int, object] | None = None) -> bytes:
    widget = f"<< {NOTE} /Subtype /Widget /FT /Tx {entries} >>"
    return made(
        catalogue=f"/AcroForm << /Fields [10 0 R] {xfa} >>",
        page="/Annots [10 0 R]",
        objects={10: widget, **(objects or {})},  # type: ignore[dict-item]
    )


def layered(
    default: str, content: str, objects: dict[int, object] | None = None, resources: str = ""
) -> bytes:
    return made(
        content,
        catalogue=f"/OCProperties << /OCGs [10 0 R] /D << {default} >> >>",
        resources=f"/Properties << /MC0 10 0 R /MC1 12 0 R >> {resources}",
        objects={
            10: "<< /Type /OCG /Name (Draft notes) >>",
            12: "<< /Type /OCMD /OCGs [10 0 R] /P /AllOn >>",
            **(objects or {}),  # type: ignore[dict-item]
        },
    )


def attached(name: str, data: bytes, entries: str = "") -> bytes:
    return made(
        catalogue="/Names << /EmbeddedFiles << /Names [(a) 10 0 R] >> >>",
        objects={
            10: f"<< /Type /Filespec /F ({name}) /UF ({name}) {entries} /EF << /F 11 0 R >> >>",
            11: ("/Type /EmbeddedFile", data),
        },
    )


IN_LAYER = f"/OC /MC0 BDC {SHOWN} EMC"
PLACES: dict[str, tuple[bytes, set[Channel]]] = {
    # drawn on the page
    "in a form": (made("/X Do", resources="/XObject << /X 10 0 R >>", objects={10: (FORM, SHOWN.encode())}), {C.BODY}),
    "in a form of a form": (
        made("/X Do", resources="/XObject << /X 10 0 R >>", objects={
            10: (FORM.replace("/Font", "/XObject << /Y 11 0 R >> /Font"), b"/Y Do"), 11: (FORM, SHOWN.encode())}), {C.BODY}),
    "turned by a quarter": (made(f"BT /F1 12 Tf 0 1 -1 0 300 400 Tm ({WORD}) Tj ET"), {C.TEXT_BOX}),
    "letter by letter from the right": (
        made("BT /F1 12 Tf 200 400 Td " + "".join(f"({c}) Tj " for c in WORD) + "ET"), {C.BODY}),
    "outside of the part of the page that is shown": (made(SHOWN.replace("72 400", "72 30"), page="/CropBox [0 100 595 842]"), {C.HIDDEN}),
    "without ink": (made(SHOWN.replace("Td", "Td 3 Tr")), {C.HIDDEN}),
    "only as a clipping path": (made(SHOWN.replace("Td", "Td 7 Tr")), {C.HIDDEN}),
    "clear as glass": (
        made(f"q /G gs {SHOWN} Q", resources="/ExtGState << /G << /ca 0 >> >>"), {C.HIDDEN}),
    "clipped away": (made(f"q 0 0 10 10 re W n {SHOWN} Q"), {C.HIDDEN}),
    "in a layer that is on": (layered("/ON [10 0 R]", IN_LAYER), {C.BODY}),
    "in a layer that is off": (layered("/OFF [10 0 R]", IN_LAYER), {C.HIDDEN}),
    "in a layer that is off unless said": (layered("/BaseState /OFF", IN_LAYER), {C.HIDDEN}),
    "in a group of layers that is off": (layered("/OFF [10 0 R]", f"/OC /MC1 BDC {SHOWN} EMC"), {C.HIDDEN}),
    "in a form of a layer that is off": (
        layered("/OFF [10 0 R]", "/X Do", {11: (FORM + " /OC 10 0 R", SHOWN.encode())}, "/XObject << /X 11 0 R >>"), {C.HIDDEN}),
    "a layer's name": (made(catalogue="/OCProperties << /OCGs [10 0 R] >>", objects={10: f"<< /Type /OCG /Name ({WORD}) >>"}), {C.OTHER}),
    # drawn where no page is seen to draw it
    "in a pattern": (
        made("/Pattern cs /P scn 0 0 200 200 re f", resources="/Pattern << /P 10 0 R >>", objects={
            10: ("/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 99 99] /XStep 99 /YStep 99 /Resources << /Font << /F1 5 0 R >> >>", SHOWN.encode())}), {C.OTHER}),
    "in a letter that is a drawing": (
        made("BT /T 12 Tf 72 300 Td (a) Tj ET", resources="/ColorSpace << >>", objects={
            3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /T 10 0 R >> >> >>",
            10: TYPE3, 11: ("", b"10 0 d0 " + SHOWN.encode())}), {C.OTHER}),
    "in a form that no page draws": (made(objects={10: (FORM, SHOWN.encode())}), {C.OTHER}),
    "in a page that was taken out": (
        made(objects={10: "<< /Type /Page /Contents 11 0 R /Resources << /Font << /F1 5 0 R >> >> >>", 11: ("", SHOWN.encode())}), {C.OTHER}),
    "in the looks of a pressed button": (
        formed("/T (b) /AP << /N 11 0 R /D 12 0 R >>", objects={11: (FORM, b""), 12: (FORM, SHOWN.encode())}), {C.OTHER}),
    # said in place of what is drawn
    "said in place of marked words": (made(f"/Span << /ActualText ({WORD}) >> BDC BT /F1 12 Tf 72 400 Td (x) Tj ET EMC"), {C.BODY}),
    "shown in place of what is said": (made(f"/Span << /ActualText (other) >> BDC {SHOWN} EMC"), {C.OTHER}),
    "said of a marked picture": (made(f"/Figure << /Alt ({WORD}) >> BDC 0 0 9 9 re f EMC"), {C.ALT_TEXT}),
    "said in place of a tag": (made(objects={10: f"<< /Type /StructElem /S /Figure /ActualText <{UTF16}> >>"}), {C.ALT_TEXT}),
    "what an abbreviation stands for": (made(objects={10: f"<< /Type /StructElem /S /Span /E ({WORD}) >>"}), {C.ALT_TEXT}),
    # notes
    "a note's subject": (noted(f"/Subtype /Text /Subj ({WORD})"), {C.ANNOTATION}),
    "a note's formatted words": (noted(f"/Subtype /FreeText /RC (<body><p>{WORD}</p></body>)"), {C.ANNOTATION}),
    "words of a pop-up": (noted(f"/Subtype /Popup /Contents ({WORD})"), {C.ANNOTATION}),
    "words put over a redaction": (noted(f"/Subtype /Redact /OverlayText ({WORD})"), {C.ANNOTATION}),
    "a link that starts a program": (noted(f"/Subtype /Link /A << /S /Launch /F ({WORD}.exe) >>"), {C.LINK}),
    "a link into another file": (noted(f"/Subtype /Link /A << /S /GoToR /F << /UF ({WORD}.pdf) >> >>"), {C.LINK}),
    "a script of a note": (noted(f"/Subtype /Screen /AA << /E << /S /JavaScript /JS (x = '{WORD}') >> >>"), {C.SCRIPT}),
    "the name of a sound or film": (noted(f"/Subtype /RichMedia /RichMediaContent << /Assets << /Names [({WORD}.mp4) 9 0 R] >> >>"), {C.OTHER}),
    # forms
    "a field's value in a stream": (formed("/T (a) /V 11 0 R", objects={11: ("", WORD.encode())}), {C.FORM_FIELD}),
    "a field's default": (formed(f"/T (a) /V (x) /DV ({WORD})"), {C.OTHER}),
    "a field's choices": (formed(f"/FT /Ch /T (a) /V (x) /Opt [(x) [(1) ({WORD})]]").replace(b"/FT /Tx", b""), {C.OTHER}),
    "a field's name for export": (formed(f"/T (a) /TM ({WORD})"), {C.OTHER}),
    "a field's formatted value": (formed(f"/T (a) /V (x) /RV (<body>{WORD}</body>)"), {C.OTHER}),
    "a button's caption": (formed(f"/FT /Btn /T (a) /MK << /CA ({WORD}) >>").replace(b"/FT /Tx", b""), {C.OTHER}),
    "a script of a field": (formed(f"/T (a) /AA << /K << /S /JavaScript /JS ({WORD}) >> >>"), {C.SCRIPT}),
    "who signed, and why": (
        formed(f"/FT /Sig /T (s) /V << /Type /Sig /Reason ({WORD}) >>").replace(b"/FT /Tx", b""), {C.FORM_FIELD}),
    "the certificate of a signature": (
        formed(f"/FT /Sig /T (s) /V << /Type /Sig /ByteRange [0 1 2 3] /Contents <{CERTIFICATE}> >>").replace(b"/FT /Tx", b""), {C.PROPERTY}),
    "data of a dynamic form": (
        formed("/T (a)", xfa="/XFA [(datasets) 11 0 R]", objects={11: ("", f"<data><who>{WORD}</who></data>".encode())}), {C.CUSTOM_XML}),
    "the template of a dynamic form": (
        formed("/T (a)", xfa="/XFA 11 0 R", objects={11: ("", f"<xdp><template><caption>{WORD}</caption></template></xdp>".encode())}), {C.CUSTOM_XML}),
    # properties and names
    "a property of its own": (made(information=f"/Case ({WORD})"), {C.PROPERTY}),
    "XMP of a page": (made(page="/Metadata 10 0 R", objects={10: ("/Type /Metadata /Subtype /XML", XMP)}), {C.PROPERTY}),
    "XMP of a picture": (made(objects={10: ("/Type /Metadata /Subtype /XML", XMP)}), {C.PROPERTY}),
    "private data of a program": (made(page=f"/PieceInfo << /Editor << /Private << /Note ({WORD}) >> >> >>"), {C.OTHER}),
    "a thread of articles": (made(catalogue="/Threads [10 0 R]", objects={10: f"<< /Type /Thread /I << /Title ({WORD}) >> >>"}), {C.PROPERTY}),
    "a label of pages": (made(catalogue=f"/PageLabels << /Nums [0 << /P ({WORD}-) >>] >>"), {C.OTHER}),
    "a named place": (made(catalogue=f"/Names << /Dests << /Names [({WORD}) [3 0 R /Fit]] >> >>"), {C.BOOKMARK}),
    "a named place of old": (made(catalogue=f"/Dests << /{WORD} [3 0 R /Fit] >>"), {C.BOOKMARK}),
    "a column of a collection": (made(catalogue=f"/Collection << /Schema << /a << /N ({WORD}) >> >> >>"), {C.OTHER}),
    "the unit of a scale": (made(page=f"/VP [<< /Measure << /X [<< /U (m) >>] /R ({WORD} to one) >> >>]"), {C.OTHER}),
    "a page that was captured": (made(catalogue="/SpiderInfo 10 0 R", objects={10: f"<< /C [<< /URL ({WORD}) >>] >>"}), {C.OTHER}),
    "a script of the document": (
        made(catalogue="/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS 10 0 R >>] >> >>", objects={10: ("", WORD.encode())}), {C.SCRIPT}),
    "a script when a page opens": (made(page=f"/AA << /O << /S /JavaScript /JS ({WORD}) >> >>"), {C.SCRIPT}),
    # files in the file
    "the description of an attached file": (attached("a.txt", b"x", f"/Desc ({WORD})"), {C.ATTACHMENT}),
    "an attached Word file": (attached("a.docx", docx(p(WORD))), {C.EMBEDDED}),
    "an attached PDF": (attached("a.pdf", made(SHOWN)), {C.EMBEDDED}),
    "an attached file that nothing names": (made(objects={10: ("/Type /EmbeddedFile", WORD.encode())}), {C.EMBEDDED}),
    # lying in the file
    "an object that nothing leads to": (made(objects={10: f"<< /Note ({WORD}) >>"}), {C.OTHER}),
    "an object in a stream that nothing leads to": (made(objects={10: f"<< /Note ({WORD}) >>"}, packed=(10,)), {C.OTHER}),
    "a string written in digits": (made(objects={10: f"<< /Note <{WORD.encode().hex()}> >>"}), {C.OTHER}),
    "a string with signs of escape": (made(objects={10: r"<< /Note (\121uill\151ngton) >>"}), {C.OTHER}),
    "a comment between objects": (made().replace(b"%PDF-1.7\n", f"%PDF-1.7\n% {WORD}\n".encode()), {C.OTHER}),
    "a comment in an object": (made(objects={10: f"<< /A 1 % {WORD}\n >>"}), {C.OTHER}),
    "before the header": (made(before=WORD.encode() + b"\n"), {C.OTHER}),
    "after the end": (made(after=WORD.encode() + b"\n"), {C.OTHER}),
}  # fmt: skip


def channels(reader: ingest.ReaderPool, data: bytes) -> set[Channel]:
    document = reader.read(data, "minutes.pdf")
    return {b.channel for b in document.blocks if WORD in document.content(b)}


@pytest.mark.parametrize("place", PLACES)
def test_a_word_in_a_corner_is_found_in_its_channel(reader: ingest.ReaderPool, place: str) -> None:
    data, expected = PLACES[place]
    assert channels(reader, data) == expected


def test_a_page_of_the_builder_has_nothing_in_corners(reader: ingest.ReaderPool) -> None:
    document = reader.read(made(), "minutes.pdf")
    assert {b.channel for b in document.blocks} == {Channel.BODY}
    assert not document.problems


def test_the_layer_that_hid_a_word_is_said(reader: ingest.ReaderPool) -> None:
    document = reader.read(PLACES["in a layer that is off"][0], "minutes.pdf")
    block = next(b for b in document.blocks if WORD in document.content(b))
    assert block.provenance.part == "layer Draft notes"
    assert block.provenance.page == 1
    assert [problem.code for problem in document.problems] == ["hidden-layers"]


def test_a_file_that_opens_without_its_password_is_read_whole(reader: ingest.ReaderPool) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made(SHOWN, information=f"/Case (Of {WORD})")))
    writer.encrypt("", "owner", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert channels(reader, buffer.getvalue()) == {Channel.BODY, Channel.PROPERTY}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_field_on_a_turned_page_stands_where_a_reader_sees_it(reader: ingest.ReaderPool, turn: int) -> None:
    data = formed(f"/T (a) /V ({WORD})").replace(b"/Annots", f"/Rotate {turn} /Annots".encode())
    document = reader.read(data, "minutes.pdf")
    block = next(b for b in document.blocks if b.channel is Channel.FORM_FIELD)
    box = block.provenance.box
    assert box is not None
    seen = {0: (72, 522), 90: (300, 72), 180: (395, 300), 270: (522, 395)}[turn]
    assert (round(box.left), round(box.top)) == seen


def test_a_program_hung_on_the_end_blocks_release(reader: ingest.ReaderPool) -> None:
    document = reader.read(made(after=bytes(range(256))), "minutes.pdf")
    assert ("loose-bytes", True) in [(p.code, p.blocks_release) for p in document.problems]


def test_words_that_only_a_second_reader_finds_are_told_and_block_release(reader: ingest.ReaderPool) -> None:
    sentence = f"The panel agreed that {WORD} would not be told of the plan before the meeting in autumn"
    data = made(
        f"BT /F1 12 Tf 72 400 Td ({sentence}) Tj ET", objects={5: "<< /Type /Font /Subtype /Type3 >>"}
    )
    document = reader.read(data, "minutes.pdf")
    assert [(p.code, p.page, p.blocks_release) for p in document.problems] == [("readers-disagree", 1, True)]
    assert channels(reader, data) == {Channel.OTHER}
