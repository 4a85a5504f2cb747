"""Minutes that came as a PDF or as text go back as a new Word file with the findings as comments."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from lxml import etree

import checks
import ingest
from checks.annotated import new_document, remarks
from models.document import Document, FileFormat
from models.finding import Finding, Severity, Source
from models.remark import Remark
from models.structure import Confidence
from models.text import Span
from tests.building import build

MADE = datetime(2026, 3, 5, 10, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "examples").rglob("*.pdf"))
SOURCE = """
    # 4. Plan
    He is seen weekly at the office.
    - Visits by PC Lindley
    | Action | Owner |
    | Visit him | PC Lindley |
    # 5. Disclosure
    See body of notes.
"""


def text_file(source: str = SOURCE) -> Document:
    return build(source, "minutes.txt", FileFormat.TEXT)


def made(document: Document, *told: Remark, marking: str = "OFFICIAL-SENSITIVE") -> bytes:
    return new_document(document, told, marking, MADE)


def around(data: bytes) -> dict[str, str]:
    """What each comment says, and the words that it stands around."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = {}
    for comment in docx.Document(io.BytesIO(data)).comments:
        inside, held = False, ""
        for element in root.iter(f"{w}t", f"{w}commentRangeStart", f"{w}commentRangeEnd"):
            if element.get(f"{w}id") == str(comment.comment_id):
                inside = element.tag.endswith("Start")
            elif inside and element.tag == f"{w}t":
                held += element.text or ""
        found[comment.text] = held
    return found


def test_each_comment_stands_around_its_words_in_paragraphs_lists_and_tables() -> None:
    document = text_file()
    quotes = ["seen weekly", "PC Lindley", "Visit him", "See body of notes."]
    told = [Remark(Span(at := document.text.index(q), at + len(q)), (f"on {q}",)) for q in quotes]
    assert around(made(document, *told)) == {f"on {q}": q for q in quotes}


def test_the_words_are_all_there_with_headings_and_tables_as_such() -> None:
    page = docx.Document(io.BytesIO(made(text_file())))
    assert [p.text for p in page.paragraphs if p.style.name.startswith("Heading")] == [
        "4. Plan",
        "5. Disclosure",
    ]
    assert [[c.text for c in row.cells] for row in page.tables[0].rows] == [
        ["Action", "Owner"],
        ["Visit him", "PC Lindley"],
    ]


def test_every_page_carries_the_marking() -> None:
    section = docx.Document(io.BytesIO(made(text_file()))).sections[0]
    assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == "OFFICIAL-SENSITIVE"


def test_a_remark_without_a_place_stands_at_the_beginning_and_an_empty_text_still_takes_one() -> None:
    assert around(made(text_file(), Remark(None, ("Who chaired?",)))) == {"Who chaired?": "4. Plan"}
    assert around(made(text_file(""), Remark(None, ("Empty.",)))) == {"Empty.": ""}


def test_a_comment_says_what_to_do_and_by_which_source_and_waits_at_the_heading() -> None:
    document = ingest.read(b"# 4. Plan\n\nWords.\n\n# 5. Disclosure\n\n", "minutes.md")
    finding = Finding(
        "DIS-01", Severity.BLOCK, Confidence.HIGH, "Disclosure was not considered", "Nothing is said of it.",
        "Record the decision.", (Source("The inspection", "5.14"), Source("The inspection", "5.20")),
        section=document.sections[-1].name,
    )  # fmt: skip
    [remark] = remarks(document, [finding])
    assert remark.lines == (
        "Must not go out: Disclosure was not considered",
        "Nothing is said of it.",
        "What to do: Record the decision.",
        "Source: The inspection, 5.14, 5.20 (DIS-01)",
    )
    assert remark.span is not None
    assert document.quote(remark.span) == "5. Disclosure"


def test_hostile_words_stay_words() -> None:
    hostile = "</w:t><w:p> & <script>"
    document = build(f"# {hostile}\n| {hostile} | b |", "minutes.txt", FileFormat.TEXT)
    data = made(document, Remark(None, (f"{hostile}\x00\x1b",)), marking=hostile)
    page = docx.Document(io.BytesIO(data))
    assert page.paragraphs[0].text == page.tables[0].rows[0].cells[0].text == hostile
    assert [c.text for c in page.comments] == [hostile]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_pdf_of_the_examples_comes_back_with_its_words_and_findings(path: Path) -> None:
    document = ingest.read(path.read_bytes(), path.name)
    findings = checks.check(document).findings
    data = made(document, *remarks(document, findings), Remark(None, ("Thank you.",)))
    told = around(data)
    assert len(list(docx.Document(io.BytesIO(data)).comments)) == len(findings) + 1
    for finding in findings:
        assert any(finding.message in said and finding.hint in said for said in told)
    again = ingest.read(data, "annotated.docx")
    wanted = "".join(document.text[: document.main_end].split())
    there = "".join(again.text[: again.main_end].split())
    assert len(there) >= 0.99 * len(wanted)


def test_another_word_processor_opens_every_example_and_shows_the_comments(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed: soffice is not on the path")
    wanted: dict[str, int] = {}
    with ingest.ReaderPool() as pool:
        for number, path in enumerate([*sorted((ROOT / "examples").rglob("*.docx")), *FILES[:1]]):
            data = path.read_bytes()
            document = pool.read(data, path.name)
            told = [*remarks(document, checks.check(document).findings), Remark(None, ("Thank you.",))]
            if document.format is FileFormat.DOCX:
                data = pool.annotate(data, document, told, "2026-03-05T10:00:00Z")
            else:
                data = made(document, *told)
            (tmp_path / f"{number}.docx").write_bytes(data)
            wanted[f"{number}.odt"] = len(told)
    command = [soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "odt", "--outdir", str(tmp_path), *map(str, sorted(tmp_path.glob("*.docx")))]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    found: dict[str, int] = {}
    for name in wanted:
        with zipfile.ZipFile(tmp_path / name) as archive:
            root = etree.fromstring(archive.read("content.xml"))
        found[name] = len(list(root.iter(f"{office}annotation")))
    assert found == wanted
