"""Old word-processor files: every word found with its channel, nothing run or fetched, nothing believed."""

from __future__ import annotations

import http.server
import io
import os
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import olefile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ingest
from ingest.limits import Limits
from ingest.office import convert as office
from ingest.office.rtf import read_rtf
from ingest.opening import Unconverted
from ingest.reading import open_file
from ingest.sniff import sniff
from models.document import Channel, Document, FileFormat
from models.errors import RefusalCode, Refused
from tests.growth import assert_linear
from tests.ingest.compound import compound
from tests.ingest.old_files import MIME, ODT_CHANNELS, ODT_WORDS, RTF_CHANNELS, RTF_WORDS, odt, rtf
from tests.ingest.packages import docx, p, part, tbl, zipped

needs_office = pytest.mark.skipif(
    office.soffice() is None, reason="LibreOffice is not installed (Debian: libreoffice-writer-nogui)"
)


@pytest.fixture(scope="module")
def pool() -> Iterator[ingest.ReaderPool]:
    with ingest.ReaderPool() as pool:
        yield pool


def channels(document: Document, word: str) -> set[str]:
    return {block.channel.value for block in document.blocks if word in document.content(block)}


def missing(document: Document, words: dict[str, list[str]]) -> list[str]:
    """Words that are not there, or not in their channel ("": any)."""
    return [
        f"{channel or 'any'}: {word} in {sorted(channels(document, word))}"
        for channel, those in words.items()
        for word in those
        if not ({channel} if channel else set(Channel)) & channels(document, word)
    ]


@needs_office
@pytest.mark.parametrize(
    ("data", "words", "format"), [(ODT_CHANNELS, ODT_WORDS, "odt"), (RTF_CHANNELS, RTF_WORDS, "rtf")]
)
def test_a_word_in_every_place_is_found_with_its_channel(
    pool: ingest.ReaderPool, data: bytes, words: dict[str, list[str]], format: str
) -> None:
    document = pool.read(data, f"minutes.{format}")
    assert missing(document, words) == []
    assert document.format == format
    converted = next(problem for problem in document.problems if problem.code == "converted")
    assert f".{format}" in converted.message
    assert document.readable
    assert "LibreOffice" not in document.text


def as_doc(data: bytes, folder: Path) -> bytes:
    """A Word file saved as an old one by LibreOffice."""
    (folder / "a.docx").write_bytes(data)
    command = [
        str(office.soffice()), f"-env:UserInstallation=file://{folder}/profile", "--headless",
        "--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(folder / "a.docx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "a.doc").read_bytes()


OLD = docx(
    p("Bodyword")
    + '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hiddenword</w:t></w:r></w:p>'
    + '<w:p><w:ins w:id="1" w:author="Insertauthor" w:date="2024-03-04T10:00:00Z"><w:r><w:t>Insertedword'
    '</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> and </w:t></w:r><w:del w:id="2" '
    'w:author="Deleteauthor" w:date="2024-03-04T10:00:00Z"><w:r><w:delText>Deletedword</w:delText>'
    '</w:r></w:del></w:p>'
    '<w:p><w:bookmarkStart w:id="3" w:name="Bookmarkword"/><w:r><w:t>mark</w:t></w:r>'
    '<w:bookmarkEnd w:id="3"/><w:r><w:footnoteReference w:id="2"/></w:r>'
    '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    + tbl(["Cellword", "other"])
    + '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/></w:sectPr>',
    parts={
        "word/footnotes.xml": part(
            "footnotes",
            '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="1" '
            'w:type="continuationSeparator"><w:p/></w:footnote><w:footnote w:id="2">'
            + p("Footnoteword")
            + "</w:footnote>",
        ),
        "word/comments.xml": part(
            "comments",
            '<w:comment w:id="0" w:author="Commentauthor" w:initials="CM">'
            + p("Commentword")
            + "</w:comment>",
        ),
        "word/header1.xml": part("hdr", p("Headerword")),
    },
    relations=[
        ("rId2", "footnotes", "footnotes.xml"),
        ("rId4", "comments", "comments.xml"),
        ("rId5", "header", "header1.xml"),
    ],
    types="".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"), ("footnotes", "footnotes"), ("comments", "comments"),
            ("header1", "header"),
        )
    ),
)  # fmt: skip
OLD_WORDS = {
    "body": ["Bodyword", "Cellword"],
    "hidden": ["Hiddenword"],
    "tracked-insertion": ["Insertedword"],
    "tracked-deletion": ["Deletedword"],
    "author": ["Insertauthor", "Deleteauthor", "Commentauthor"],
    "bookmark": ["Bookmarkword"],
    "footnote": ["Footnoteword"],
    "comment": ["Commentword"],
    "header": ["Headerword"],
}


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    if office.soffice() is None:
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    return as_doc(OLD, tmp_path_factory.mktemp("doc"))


def streams(data: bytes) -> dict[str, bytes]:
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


def test_a_doc_gives_its_words_and_what_an_earlier_save_left_in_it(
    pool: ingest.ReaderPool, old: bytes
) -> None:
    parts = streams(old)
    left = "The panel was told of Forgottenword Street by nobody"
    parts["WordDocument"] += bytes(64) + left.encode("utf-16-le") + bytes(64)
    table = "1Table" if "1Table" in parts else "0Table"
    assert table in parts
    document = pool.read(compound(parts), "minutes.doc")
    assert missing(document, {**OLD_WORDS, "earlier-revision": ["Forgottenword"]}) == []
    assert document.format is FileFormat.DOC


def test_a_doc_with_a_password_says_so(pool: ingest.ReaderPool, old: bytes) -> None:
    parts = streams(old)
    stream = bytearray(parts["WordDocument"])
    stream[0x0B] |= 0x01
    parts["WordDocument"] = bytes(stream)
    with pytest.raises(Refused) as caught:
        pool.read(compound(parts), "minutes.doc")
    assert caught.value.code is RefusalCode.PASSWORD


def test_macros_of_a_doc_are_reported(pool: ingest.ReaderPool, old: bytes) -> None:
    document = pool.read(compound({**streams(old), "Macros/VBA/dir": b"x"}), "minutes.doc")
    assert {problem.code for problem in document.problems} == {"converted", "macros"}


class Asked(http.server.BaseHTTPRequestHandler):
    """Notes that somebody asked for something."""

    seen: list[str] = []  # noqa: RUF012 - the server makes an instance a request

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    Asked.seen.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1], Asked.seen
        server.shutdown()
        thread.join()


def linked(port: int) -> bytes:
    """An OpenDocument text with pictures and a section that stand elsewhere."""
    return odt(
        '<text:p>Bodyword<draw:frame draw:name="f" svg:width="2cm" svg:height="2cm"><draw:image '
        f'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" xlink:href="http://127.0.0.1:{port}/a.png"/>'
        "</draw:frame></text:p>"
        f'<text:section text:name="s"><text:section-source xlink:type="simple" xlink:href="http://127.0.0.1:{port}/b.odt"/>'
        "<text:p>old</text:p></text:section>"
        '<text:section text:name="t"><text:section-source xlink:type="simple" xlink:href="file:///etc/passwd"/>'
        "<text:p>older</text:p></text:section>"
    )


@needs_office
@pytest.mark.parametrize("boxed", [True, False], ids=["bubblewrap", "without it"])
def test_nothing_is_fetched_and_no_file_of_the_machine_comes_in(
    asked: tuple[int, list[str]], boxed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if boxed and not office.bubblewrap_works():
        pytest.skip("bubblewrap is not permitted on this system")
    if not boxed and os.geteuid() != 0:
        pytest.skip("without bubblewrap LibreOffice runs for root alone")
    monkeypatch.setattr(office, "bubblewrap_works", lambda: boxed)
    port, seen = asked
    document = ingest.read(linked(port), "linked.odt")
    assert "Bodyword" in document.text
    assert "root:" not in document.text
    assert seen == []


@needs_office
def test_where_it_cannot_be_locked_down_it_is_not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "bubblewrap_works", lambda: False)
    monkeypatch.setattr(office.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(office, "_run", lambda *_: pytest.fail("it was started"))
    with pytest.raises(Refused, match="cannot be locked down") as caught:
        office.convert(RTF_CHANNELS, FileFormat.RTF, Limits())
    assert "bubblewrap" in caught.value.remedy


def test_where_it_is_not_installed_the_remedy_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "soffice", lambda: None)
    with pytest.raises(Refused, match="not installed") as caught:
        ingest.read(RTF_CHANNELS, "a.rtf")
    assert caught.value.code is RefusalCode.UNSUPPORTED
    assert ".docx" in caught.value.remedy


@needs_office
def test_a_conversion_that_takes_too_long_is_ended_with_all_its_processes() -> None:
    with pytest.raises(Refused) as caught:
        office.convert(RTF_CHANNELS, FileFormat.RTF, Limits(office_seconds=0.2))
    assert caught.value.code is RefusalCode.TOO_SLOW
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "countersign-office-" not in listed
    assert "/work/profile" not in listed


@needs_office
def test_what_libreoffice_cannot_read_is_damaged_though_it_says_nothing() -> None:
    with pytest.raises(Refused) as caught:
        office.convert(b"\x00" * 5000, FileFormat.DOC, Limits())
    assert caught.value.code is RefusalCode.DAMAGED


def test_an_encrypted_opendocument_and_other_kinds_of_it() -> None:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    locked = odt("<text:p>x</text:p>", parts={"META-INF/manifest.xml": manifest})
    assert refusal(locked).code is RefusalCode.PASSWORD
    sheet = zipped({"mimetype": MIME.replace("text", "spreadsheet"), "content.xml": "<a/>"})
    assert "spreadsheet" in refusal(sheet).message


def refusal(data: bytes, name: str = "minutes.docx") -> Refused:
    with pytest.raises(Refused) as caught:
        ingest.read(data, name)
    return caught.value


def ole(stream: str) -> bytes:
    return compound({stream: bytes(5000)})


def pdf_and_zip() -> bytes:
    from tests.ingest.test_hostile import pdf

    buffer = io.BytesIO(pdf())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


OTHERS = {
    "a picture called a document": (b"\x89PNG\r\n\x1a\n" + bytes(40), RefusalCode.UNSUPPORTED, "PNG"),
    "a program": (b"MZ" + bytes(60), RefusalCode.UNSUPPORTED, "program"),
    "a video": (b"\x00\x00\x00\x20ftypisom" + bytes(40), RefusalCode.UNSUPPORTED, "video"),
    "a workbook": (
        zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<x/>"}), RefusalCode.UNSUPPORTED, "Excel"),
    "an old workbook": (ole("Workbook"), RefusalCode.UNSUPPORTED, "Excel"),
    "a presentation": (ole("PowerPoint Document"), RefusalCode.UNSUPPORTED, "PowerPoint"),
    "an Office file with a password": (ole("EncryptedPackage"), RefusalCode.PASSWORD, "password"),
    "another thing in that container": (ole("Something"), RefusalCode.UNSUPPORTED, "container"),
    "a PDF that is an archive too": (pdf_and_zip(), RefusalCode.UNSAFE, "archive"),
    "an Outlook data file": (b"!BDN" + bytes(60), RefusalCode.UNSUPPORTED, ".pst"),
    "winmail.dat": (b"\x78\x9f\x3e\x22" + bytes(60), RefusalCode.UNSUPPORTED, "winmail"),
    "a Java program": (
        zipped({"META-INF/MANIFEST.MF": "x", "A.class": "y"}), RefusalCode.UNSUPPORTED, "Java"),
    "Word in the XML of 2003": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x"/>',
        RefusalCode.UNSUPPORTED, "2003"),
    "a mailbox": (
        b"From a@example.org Tue Mar  4 10:00:00 2025\nFrom: a@example.org\nSubject: x\nMessage-ID: <1>\n"
        b"\nx\n\n"
        b"From b@example.org Tue Mar  4 10:00:00 2025\nFrom: b@example.org\n\ny\n",
        RefusalCode.UNSUPPORTED, "mailbox"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_anything_else_is_refused_by_what_it_is(name: str) -> None:
    data, code, word = OTHERS[name]
    refused = refusal(data)
    assert refused.code is code
    assert word in refused.message
    assert refused.remedy.endswith(".")


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (docx(p("Words")), "minutes.pdf", "docx"),
        (b"<html><body><p>Words</p></body></html>", "minutes.docx", "html"),
        (b"Words of the minutes.", "minutes.doc", "text"),
    ],
)
def test_a_file_with_another_ending_is_read_as_what_it_is_and_says_so(
    data: bytes, name: str, format: str
) -> None:
    document = ingest.read(data, name)
    assert document.format == format
    told = [problem for problem in document.problems if problem.code == "other-format"]
    assert len(told) == 1
    assert name[-4:] in told[0].message
    assert ingest.read(data, f"minutes.{'md' if format == 'text' else format}").problems == tuple(
        problem for problem in document.problems if problem.code != "other-format"
    )


def test_macros_in_a_word_file_are_told_and_stop_nothing() -> None:
    document = ingest.read(docx(p("Words"), {"word/vbaProject.bin": b"\x00" * 40}), "minutes.docm")
    assert [problem.code for problem in document.problems] == ["macros"]


def test_rtf_groups_without_end_are_refused_and_many_are_read() -> None:
    with pytest.raises(Refused, match="deep"):
        read_rtf(b"{\\rtf1 " + b"{" * 1_000_000)
    assert "end" in read_rtf(b"{\\rtf1 " + b"{x}" * 100_000 + b"end}").pieces[-1].text


def test_rtf_is_read_in_time_that_grows_with_it() -> None:
    some = b"{\\v x}\\u8217?\\'e9 {\\*\\annotation y}\\par "
    assert_linear(lambda n: read_rtf(b"{\\rtf1 " + some * n + b"}"), 3_000)


def test_rtf_text_survives_alphabets_binary_data_and_lone_halves() -> None:
    words = " ".join(piece.text for piece in read_rtf(
        rb"{\rtf1\ansi{\fonttbl{\f1\fcharset204 A;}}{\f1\'cf\'f0} {\bin5 {}{}\}\uc1\u-10179?\u-8704? "
        rb"\u55357? x}"
    ).pieces)  # fmt: skip
    assert "Пр" in words
    assert "\U0001f600" in words
    assert words.endswith("x")


@needs_office
def test_objects_and_templates_from_elsewhere_are_told_and_not_fetched(pool: ingest.ReaderPool) -> None:
    """An RTF that names programs, objects and templates elsewhere is text and nothing else."""
    bad = rtf(
        r"{\*\template http://127.0.0.1:9/x.dotm}{\object\objautlink\rsltpict{\*\objclass Word.Document.8}"
        r"{\*\objdata 0105000002000000}{\result Resultword}}{\field{\*\fldinst INCLUDEPICTURE "
        r'"http://127.0.0.1:9/p.png" \\d}{\fldrslt }}Bodyword\par'
    )
    document = pool.read(bad, "a.rtf")
    assert {"Bodyword", "Resultword"} <= set(document.text.split())
    assert not document.readable


def test_sniffing_takes_time_that_grows_with_the_file() -> None:
    mailbox = b"From a 10:00 \nSubject: x\nReceived: y\n\n"
    assert_linear(lambda n: sniff(b"Subject: x\n" * n + b"text"), 20_000)
    assert_linear(lambda n: sniff(b"<!-- x -->" * n + b"text"), 20_000)
    assert_linear(lambda n: sniff(mailbox + b"\n\nFrom x" * n), 20_000)


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_only_refusals_escape_before_anything_is_converted(data: st.DataObject) -> None:
    stream = bytes([0xEC, 0xA5, 0xC1, 0]) + bytes(2000)
    some = [ODT_CHANNELS, RTF_CHANNELS, compound({"WordDocument": stream, "0Table": bytes(range(200)) * 30})]
    source = bytearray(data.draw(st.sampled_from(some)))
    for _ in range(data.draw(st.integers(1, 10))):
        at = data.draw(st.integers(0, len(source) - 1))
        source[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    try:
        opened = open_file(bytes(source), "a.doc", Limits())
    except Refused:
        return
    assert isinstance(opened, Unconverted | ingest.Opened)
