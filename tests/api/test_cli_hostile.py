"""Bad input gets an answer that names the file, the fault and the remedy, and nothing else happens."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from tests.api.conftest import Said, fits

Run = Callable[..., Said]
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(200)


def pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 720, f"Disclosure was considered on page {number + 1} of these minutes.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("a secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(document_xml: bytes | None = None) -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("Disclosure was considered.")
    document.save(out)
    if document_xml is None:
        return out.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, document_xml if name == "word/document.xml" else old.read(name))
    return changed.getvalue()


ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)
LOCKED_OFFICE = (
    bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
)

REFUSED = {
    "empty.docx": (b"", "empty"),
    "photo.docx": (JPEG, "unsupported"),
    "locked.pdf": (locked_pdf(), "password"),
    "locked.docx": (LOCKED_OFFICE, "password"),
    "bomb.docx": (docx(b"<w>" + b" " * 200_000_000 + b"</w>"), "over-limit"),
    "entity.docx": (docx(ENTITY), "unsafe"),
    "cut.pdf": (pdf()[:300], "damaged"),
    "cut.docx": (docx()[:900], "damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_the_fault_and_the_remedy(countersign: Run, tmp_path: Path, name: str) -> None:
    data, code = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    said = countersign("read", tmp_path / name, "--json")
    assert said.code == 3
    fits("error", said.answer)
    error = said.answer["error"]
    assert error["code"] == code
    assert error["file"].endswith(name)
    assert error["remedy"]
    assert name in said.err


def test_a_long_pdf_is_read(countersign: Run, tmp_path: Path) -> None:
    (tmp_path / "long.pdf").write_bytes(pdf(300))
    said = countersign("read", tmp_path / "long.pdf", "--json")
    assert said.code == 0
    assert len(said.answer["pages"]) == 300


def test_a_file_name_in_arabic_is_kept(countersign: Run, tmp_path: Path) -> None:
    path = tmp_path / "محضر الاجتماع.docx"
    path.write_bytes(docx())
    said = countersign("read", path, "--json")
    assert said.code == 0
    assert said.answer["file"].endswith("محضر الاجتماع.docx")


def test_what_is_no_file_is_the_callers_to_mend(countersign: Run, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.docx"):
        said = countersign("read", path, "--json")
        assert said.code == 2
        fits("error", said.answer)
    assert countersign("run", tmp_path / "nothing", "--out", tmp_path / "o").code == 2
    assert countersign("run", tmp_path, "--out", tmp_path).code == 2


def test_an_unknown_policy_lists_those_there_are(countersign: Run, minutes: Path, tmp_path: Path) -> None:
    said = countersign("redact", minutes, "--policy", "everybody", "--out", tmp_path / "o.docx")
    assert said.code == 2
    assert "third-party" in said.err


def test_escape_sequences_in_a_name_do_not_reach_the_terminal(countersign: Run, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2Jb.docx"
    path.write_bytes(b"")
    said = countersign("read", path)
    assert said.code == 3
    assert "\x1b" not in said.err + said.out
