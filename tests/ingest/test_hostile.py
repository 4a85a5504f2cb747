"""Files made to hurt, and files that are not what they say: each a refusal that names the fault."""

from __future__ import annotations

import io
import struct
import zipfile

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

import ingest
from bench.mutations import mutants, read_copies
from ingest.docx import read_docx
from ingest.pdf import read_pdf
from models.errors import RefusalCode, Refused
from tests.growth import assert_linear
from tests.ingest.packages import docx, p, part, r, tbl, zipped
from tests.ingest.pages import made

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def pdf(pages: int = 1, password: str = "") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(pages):
        canvas.drawString(72, 700, f"Page {number + 1} of the minutes")
        canvas.showPage()
    canvas.save()
    if not password:
        return buffer.getvalue()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(buffer.getvalue()))
    writer.encrypt(password, algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def refusal(data: bytes, name: str = "minutes.docx", limits: ingest.Limits | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        ingest.read(data, name, limits)
    return caught.value


def encrypted_zip() -> bytes:
    """A member whose flag says that it is encrypted, in the local header and in the directory."""
    data = bytearray(docx(p("x")))
    at = data.index(b"PK\x03\x04")
    data[at + 6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def lying_bomb() -> bytes:
    """A part that says it unfolds to a kilobyte, and unfolds to sixty megabytes."""
    data = bytearray(docx(p("x") + "<!--" + "a" * 60_000_000 + "-->"))
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = 0
        while (at := data.find(sign, at)) >= 0:
            if struct.unpack_from("<I", data, at + offset)[0] > 1_000_000:
                struct.pack_into("<I", data, at + offset, 1000)
            at += 4
    return bytes(data)


def duplicate_names() -> bytes:
    buffer = io.BytesIO(docx(p("one")))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return buffer.getvalue()


def loose_zip(start: str) -> bytes:
    """A Word file, not packed, so that no ratio gives it away, whose body opens elements and closes none."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", part("document", start))
    return buffer.getvalue()


CIRCLE = "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>"
DTD = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
DEEP = tbl([tbl([tbl([tbl([tbl(["x"]) + p("")]) + p("")]) + p("")]) + p("")])
HOSTILE = {
    "an empty file": (b"", RefusalCode.EMPTY),
    "nothing but zeros": (b"\x00" * 100, RefusalCode.EMPTY),
    "a renamed picture": (b"\xff\xd8\xff\xe0" + b"\x00" * 50, RefusalCode.UNSUPPORTED),
    "unknown bytes": (bytes(range(256)) * 20, RefusalCode.UNSUPPORTED),
    "an old Word file": (OLE + "WordDocument".encode("utf-16-le"), RefusalCode.DAMAGED),
    "a Word file with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), RefusalCode.PASSWORD),
    "a PDF with a password": (pdf(password="locked"), RefusalCode.PASSWORD),
    "a truncated PDF": (pdf(20)[:900], RefusalCode.DAMAGED),
    "a truncated Word file": (docx(p("x"))[:400], RefusalCode.DAMAGED),
    "a zip archive of something else": (zipped({"a.txt": "words"}), RefusalCode.UNSUPPORTED),
    "a workbook": (zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<x/>"}), RefusalCode.UNSUPPORTED),
    "an encrypted member": (encrypted_zip(), RefusalCode.PASSWORD),
    "a member that names a place outside": (docx(p("x"), {"../../etc/x": "y"}), RefusalCode.UNSAFE),
    "an absolute member": (docx(p("x"), {"/etc/x": "y"}), RefusalCode.UNSAFE),
    "a zip bomb": (docx(p("x"), {"word/media/a.png": b"\x00" * 20_000_000}), RefusalCode.OVER_LIMIT),
    "a body with entities of its own": (
        zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": DTD}), RefusalCode.UNSAFE),
    "a header with entities of its own": (docx(p("x"), {"word/header9.xml": DTD}), RefusalCode.UNSAFE),
    "entities hidden in another encoding": (
        docx(p("x"), {"word/h.xml": ("\ufeff" + DTD).encode("utf-16-le")}), RefusalCode.UNSAFE),
    "a thousand elements deep": (docx("<w:x>" * 1000 + "</w:x>" * 1000), RefusalCode.OVER_LIMIT),
    "tables a hundred thousand deep": (loose_zip("<w:tbl><w:tr><w:tc>" * 100_000), RefusalCode.OVER_LIMIT),
    "pages of pages in a circle": (
        made(objects={2: "<< /Type /Pages /Kids [10 0 R] /Count 1 >>", 10: CIRCLE}), RefusalCode.DAMAGED),
    "a hundred thousand pages": (
        made(objects={2: f"<< /Type /Pages /Kids [{'3 0 R ' * 100_000}] /Count 100000 >>"}),
        RefusalCode.OVER_LIMIT),
    "broken XML": (docx("<w:p>"), RefusalCode.DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_fault_and_a_remedy(name: str) -> None:
    data, code = HOSTILE[name]
    refused = refusal(data)
    assert refused.code is code
    assert refused.message.endswith(".")
    assert refused.remedy.endswith(".")


def test_a_size_that_lies_is_caught_while_unpacking() -> None:
    assert refusal(lying_bomb()).code in (RefusalCode.OVER_LIMIT, RefusalCode.DAMAGED)


def test_two_parts_of_one_name_are_refused() -> None:
    assert refusal(duplicate_names()).code is RefusalCode.UNSAFE


def test_each_limit_refuses_by_name() -> None:
    many = docx(p("x"), {f"word/{number}.xml": "<x/>" for number in range(30)})
    assert "parts" in refusal(many, limits=ingest.Limits(zip_members=20)).message
    assert "pages" in refusal(pdf(3), limits=ingest.Limits(pages=2)).message
    assert "MB" in refusal(b"words", limits=ingest.Limits(file_bytes=2)).message
    assert "deep" in refusal(docx(DEEP), limits=ingest.Limits(nesting=3)).message
    assert "characters" in refusal(docx(p("word " * 50)), limits=ingest.Limits(text_characters=100)).message
    assert "paragraphs" in refusal(docx(p("x") * 50), limits=ingest.Limits(blocks=20)).message


def test_a_name_decides_nothing() -> None:
    assert ingest.read(pdf(), "minutes.docx").format == "pdf"
    assert ingest.read(docx(p("x")), "picture.jpg").format == "docx"
    assert ingest.read(docx(p("x")), "محضر الاجتماع.docx").filename == "محضر الاجتماع.docx"


def test_three_hundred_pages_are_read() -> None:
    document = ingest.read(pdf(300), "long.pdf")
    assert len(document.pages) == 300
    assert "Page 300 of the minutes" in document.text


CELL = f"<w:tc>{p('x')}</w:tc>"
GROWING = {
    "cells in one row": lambda n: f"<w:tbl><w:tr>{CELL * n}</w:tr></w:tbl>",
    "rows of a table": lambda n: f"<w:tbl>{('<w:tr>' + CELL + '</w:tr>') * n}</w:tbl>",
    "changes in a paragraph": lambda n: p(f"<w:ins w:author='A'>{r('a')}</w:ins>{r('b')}" * n),
    "deletions in a paragraph": lambda n: p(f"<w:del w:author='A'>{r('a')}</w:del>{r('b')}" * n),
    "marks where no text is": lambda n: '<w:p><w:bookmarkStart w:name="mark"/></w:p>' * n,
}


@pytest.mark.parametrize("what", GROWING)
def test_a_word_file_is_read_in_time_linear_in(what: str) -> None:
    body = GROWING[what]
    assert_linear(lambda n: read_docx(loose_zip(f"<w:body>{body(n)}</w:body>"), ingest.Limits()), 500)


@pytest.mark.parametrize(
    "loose", ["<< /A (a(a(a", "% a word here\n", "1 0 obj << /A (word) >>", "BT (x) Tj "]
)
def test_loose_bytes_of_a_pdf_are_gone_through_in_time_linear_in_them(loose: str) -> None:
    assert_linear(lambda n: read_pdf(made(objects={10: loose * n}), ingest.Limits()), 2_000)


SELF = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 10 0 R >> >>"


def test_a_drawing_that_draws_itself_ends_at_the_limit_of_memory_and_is_refused_for_that() -> None:
    data = made("/X Do", resources="/XObject << /X 10 0 R >>", objects={10: (SELF, b"/X Do /X Do")})
    with ingest.ReaderPool(ingest.Limits(memory_bytes=320 * 1024 * 1024)) as pool:
        with pytest.raises(Refused) as caught:
            pool.read(data, "minutes.pdf")
        assert caught.value.code in (RefusalCode.OVER_LIMIT, RefusalCode.TOO_SLOW)
        assert pool.read(b"Words.", "notes.txt").text == "Words.\n"


def test_damaged_copies_end_in_a_document_or_a_refusal(reader: ingest.ReaderPool) -> None:
    table = tbl(["Name", "Agency"], ["A", "B"])
    files = [docx(p("Minutes of the panel") + table), pdf(2), made(), b"# Minutes\n\nOf the panel.\n"]
    found = read_copies(reader, mutants(files, 120, seed=7))
    assert not found.escaped
    assert not found.late
    assert found.ended.total() == 120
    assert len(found.ended) > 1
