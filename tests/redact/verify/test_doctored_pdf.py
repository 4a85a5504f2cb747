"""Test the tester: whatever is put back into a PDF copy, and wherever, the verifier says so."""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    RectangleObject,
    TextStringObject,
)

from redact import verify_copy
from redact.verify import STRUCTURE
from tests.redact.verify.original import clean, original


def doctored(doctor: Callable[[PdfWriter], object], incremental: bool = False) -> bytes:
    if incremental:
        writer = PdfWriter(io.BytesIO(clean("pdf")), incremental=True)
    else:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(clean("pdf"))))
    doctor(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def drawn(operators: str, packed: bool = True) -> Callable[[PdfWriter], None]:
    """Put operators at the end of the first page, with a face called /H."""

    def doctor(writer: PdfWriter) -> None:
        page = writer.pages[0]
        face = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page["/Resources"]["/Font"][NameObject("/H")] = writer._add_object(face)
        more = DecodedStreamObject()
        more.set_data(f"BT /H 12 Tf 60 60 Td {operators} ET".encode("latin-1"))
        old = page.raw_get("/Contents")
        page[NameObject("/Contents")] = ArrayObject(
            [old, writer._add_object(more.flate_encode() if packed else more)]
        )

    return doctor


def stream(data: bytes, packed: bool = True) -> Callable[[PdfWriter], None]:
    """An object that nothing points at."""

    def doctor(writer: PdfWriter) -> None:
        made = DecodedStreamObject()
        made.set_data(data)
        writer._add_object(made.flate_encode() if packed else made)

    return doctor


def entry(key: str, value: str) -> Callable[[PdfWriter], None]:
    def doctor(writer: PdfWriter) -> None:
        writer.pages[0][NameObject(key)] = TextStringObject(value)

    return doctor


def filtered(name: str, data: bytes) -> Callable[[PdfWriter], None]:
    def doctor(writer: PdfWriter) -> None:
        made = EncodedStreamObject()
        made._data = data
        made[NameObject("/Filter")] = NameObject(name)
        writer._add_object(made)

    return doctor


def structure(key: str) -> Callable[[PdfWriter], None]:
    def doctor(writer: PdfWriter) -> None:
        root = writer._root_object["/StructTreeRoot"]["/K"][0].get_object()
        root[NameObject(key)] = TextStringObject("Jean Pennock")

    return doctor


def annotated(writer: PdfWriter) -> None:
    writer.add_annotation(0, FreeText(text="ask Jean Pennock", rect=(50, 50, 200, 80)))


def script(code: str) -> Callable[[PdfWriter], None]:
    def doctor(writer: PdfWriter) -> None:
        writer._root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(code)}
        )

    return doctor


def named_destination(writer: PdfWriter) -> None:
    writer.add_named_destination("pennock", 0)


def form(writer: PdfWriter) -> None:
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("name"),
            NameObject("/V"): TextStringObject("Pennock"),
            NameObject("/Rect"): RectangleObject((0, 0, 9, 9)),
        }
    )
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([writer._add_object(field)])}
    )


def xmp(writer: PdfWriter) -> None:
    data = DecodedStreamObject()
    data.set_data(b"<x:xmpmeta><dc:creator>Jean Pennock</dc:creator></x:xmpmeta>")
    data[NameObject("/Type")] = NameObject("/Metadata")
    writer._root_object[NameObject("/Metadata")] = writer._add_object(data)


def x_object(writer: PdfWriter) -> None:
    drawn("")(writer)
    page = writer.pages[0]
    made = DecodedStreamObject()
    made.set_data(b"BT /H 12 Tf 60 60 Td (Pennock) Tj ET")
    made |= {
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): RectangleObject((0, 0, 500, 500)),
        NameObject("/Resources"): page["/Resources"],
    }
    page["/Resources"][NameObject("/XObject")] = DictionaryObject(
        {NameObject("/X"): writer._add_object(made)}
    )
    more = DecodedStreamObject()
    more.set_data(b"/X Do")
    page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), writer._add_object(more)])


def leaks(copy: bytes) -> list[str]:
    found = verify_copy(copy, *original())
    assert found.clean == (not found.leaks)
    return [f"{leak.where}: {leak.how}" for leak in found.leaks if leak.removal != STRUCTURE]


def strangers(copy: bytes) -> list[str]:
    return [
        f"{leak.where}: {leak.how}"
        for leak in verify_copy(copy, *original()).leaks
        if leak.removal == STRUCTURE
    ]


def test_the_copy_itself_is_clean() -> None:
    found = verify_copy(clean("pdf"), *original())
    assert found.clean, found.leaks
    assert len(found.readers) >= 2


def test_the_doctor_s_own_opening_leaks_nothing() -> None:
    assert not leaks(doctored(lambda writer: None))


PLACES: dict[str, Callable[[], bytes]] = {
    "on the page": lambda: doctored(drawn("(told Pennock) Tj")),
    "in capitals": lambda: doctored(drawn("(PENNOCK) Tj")),
    "surname first": lambda: doctored(drawn("(Pennock, Jean) Tj")),
    "with an initial": lambda: doctored(drawn("(J Pennock) Tj")),
    "possessive": lambda: doctored(drawn("(Pennock's) Tj")),
    "letters spaced out": lambda: doctored(drawn("(P e n n o c k) Tj")),
    "kerned apart": lambda: doctored(drawn("[(Pen) -20 (no) -20 (ck)] TJ")),
    "broken over a line": lambda: doctored(drawn("(told Pen-) Tj 0 -14 Td (nock) Tj")),
    "in hexadecimal": lambda: doctored(drawn("<50656e6e6f636b> Tj")),
    "in octal": lambda: doctored(drawn(r"(P\145nn\157ck) Tj")),
    "not drawn": lambda: doctored(drawn("3 Tr (Pennock) Tj")),
    "white": lambda: doctored(drawn("1 1 1 rg (Pennock) Tj")),
    "under the edge": lambda: doctored(drawn("0 -500 Td (Pennock) Tj")),
    "tiny": lambda: doctored(drawn("/H 0.1 Tf (Pennock) Tj")),
    "telephone number": lambda: doctored(drawn("(077 0090-0123) Tj")),
    "in an unpacked stream": lambda: doctored(drawn("(Pennock) Tj", packed=False)),
    "in a form drawn on the page": lambda: doctored(x_object),
    "properties": lambda: doctored(lambda w: w.add_metadata({"/Author": "Jean Pennock"})),
    "a property of its own": lambda: doctored(lambda w: w.add_metadata({"/Case": "Pennock"})),
    "XMP": lambda: doctored(xmp),
    "annotation": lambda: doctored(annotated),
    "outline": lambda: doctored(lambda w: w.add_outline_item("Pennock", page_number=0)),
    "attachment": lambda: doctored(lambda w: w.add_attachment("note.txt", b"Jean Pennock")),
    "attachment's name": lambda: doctored(lambda w: w.add_attachment("pennock.txt", b"x")),
    "script": lambda: doctored(script("app.alert('Pennock')")),
    "named destination": lambda: doctored(named_destination),
    "form field": lambda: doctored(form),
    "alternative text": lambda: doctored(structure("/Alt")),
    "actual text": lambda: doctored(structure("/ActualText")),
    "title of an element": lambda: doctored(structure("/T")),
    "a private entry": lambda: doctored(entry("/Note", "Pennock")),
    "a private entry beyond Latin": lambda: doctored(entry("/Note", "Jean Pennock \u0142")),
    "earlier revision": lambda: doctored(drawn("(Pennock) Tj"), incremental=True),
    "object that nothing points at": lambda: doctored(stream(b"Jean Pennock")),
    "the same, not packed": lambda: doctored(stream(b"Jean Pennock", packed=False)),
    "UTF-16": lambda: doctored(stream("seen: Jean Pennock".encode("utf-16-be"))),
    "base 64": lambda: doctored(stream(base64.b64encode(b"seen: Jean Pennock"))),
    "percent signs": lambda: doctored(stream(b"%50ennoc%6B")),
    "hexadecimal": lambda: doctored(stream(b"seen Jean Pennock".hex().encode())),
    "packed by ASCII": lambda: doctored(filtered("/ASCIIHexDecode", b"Jean Pennock".hex().encode() + b">")),
    "packed in base 85": lambda: doctored(
        filtered("/ASCII85Decode", base64.a85encode(b"Jean Pennock") + b"~>")
    ),
    "after the end": lambda: clean("pdf") + b"\n% Pennock\n",
    "in a remark": lambda: clean("pdf").replace(b"\n%\x93", b"\n% Jean Pennock\n%\x93", 1),
    "packed after the end": lambda: (
        clean("pdf") + b"\n9 0 obj <<>> stream\n" + zlib.compress(b"Jean Pennock") + b"\nendstream endobj\n"
    ),
}


@pytest.mark.parametrize("doctor", PLACES.values(), ids=PLACES.keys())
def test_a_removed_string_is_found_wherever_it_is(doctor: Callable[[], bytes]) -> None:
    assert leaks(doctor())


def pictured(writer: PdfWriter) -> None:
    made = DecodedStreamObject()
    made.set_data(b"\x00")
    made |= {NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image")}
    writer._add_object(made)


SHAPES: dict[str, Callable[[], bytes]] = {
    "an earlier revision": lambda: doctored(drawn("(more) Tj"), incremental=True),
    "text that is not drawn": lambda: doctored(drawn("3 Tr (fine) Tj")),
    "a picture": lambda: doctored(pictured),
    "a picture in the page's own drawing": lambda: doctored(
        drawn("ET BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI BT")
    ),
    "XMP": lambda: doctored(lambda w: setattr(w, "xmp_metadata", b"<x:xmpmeta/>")),
    "an annotation": lambda: doctored(annotated),
    "an attachment": lambda: doctored(lambda w: w.add_attachment("a.txt", b"b")),
    "an outline": lambda: doctored(lambda w: w.add_outline_item("Actions", page_number=0)),
    "a script": lambda: doctored(script("1")),
    "an author": lambda: doctored(lambda w: w.add_metadata({"/Author": "somebody"})),
    "bytes after the end": lambda: clean("pdf") + b"more",
    "bytes before the start": lambda: b"more\n" + clean("pdf"),
}


@pytest.mark.parametrize("doctor", SHAPES.values(), ids=SHAPES.keys())
def test_what_a_copy_has_no_need_of_is_a_stranger_even_if_it_names_nobody(
    doctor: Callable[[], bytes],
) -> None:
    assert strangers(doctor())


@pytest.mark.parametrize("broken", [b"%PDF-1.4", b"%PDF-1.4\n%%EOF", clean("pdf")[:800]])
def test_a_copy_that_cannot_be_read_is_not_clean(broken: bytes) -> None:
    assert not verify_copy(broken, *original()).clean


def test_the_writer_leaves_no_signature_of_its_tools() -> None:
    assert not re.search(rb"reportlab|python|opensource", clean("pdf"), re.IGNORECASE)
