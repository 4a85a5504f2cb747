"""Both copies say the same, in the shape of the original, and carry nothing of it but its surviving words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import docx
import pypdfium2
import pytest
from pypdf import PdfReader

from models.document import Block, BlockKind, CellPosition, Channel, Document, Emphasis, FileFormat
from models.marking import Caveat, CaveatKind, ProtectiveMarking, Tier
from redact import decide, load_policy, verify_copy, write_copy
from tests.redact.scene import MARKING, scene

POLICY = load_policy("third-party")
Format = Literal["docx", "pdf"]
SOURCE = """
# 1. Attendance
| Name | Role | Agency |
| <P2 professional|Ann Archer> | Chair | Probation |
| DC Ali Farrow | Offender manager | Police |
## 1.1 Apologies
None.
- first point about <P1 victim|Jean Pennock>
- second point
HEADER: SECRET CLUB
COMMENT: a remark
"""


def copy(source: str, format: Format, marking: ProtectiveMarking = MARKING) -> bytes:
    drawn = scene(source)
    made = decide(drawn.document, drawn.detection, POLICY, seed=1)
    return write_copy(drawn.document, made, format, marking)


def word(source: str) -> Any:
    return docx.Document(io.BytesIO(copy(source, "docx")))


def words_of(data: bytes) -> str:
    """The running text of either copy."""
    if not data.startswith(b"%PDF"):
        body = docx.Document(io.BytesIO(data)).element.body
        lines = (
            "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t"))
            for p in body.iter()
            if p.tag.endswith("}p")
        )
        return "\n".join(lines)
    document = pypdfium2.PdfDocument(data)
    return "\n".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def test_headings_lists_and_tables_are_what_they_were() -> None:
    made = word(SOURCE)
    styles = [(p.style.name, p.text) for p in made.paragraphs if p.text]
    assert ("Heading 1", "1. Attendance") in styles
    assert ("Heading 2", "1.1 Apologies") in styles
    assert ("List Bullet", "second point") in styles
    table = made.tables[0]
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["Name", "Role", "Agency"],
        ["Ann Archer", "Chair", "Probation"],
        ["DC Ali Farrow", "Offender manager", "Police"],
    ]
    assert "tblHeader" in table.rows[0]._tr.xml


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_nothing_comes_along_but_the_running_text(format: Format) -> None:
    said = words_of(copy(SOURCE, format))
    assert "SECRET CLUB" not in said
    assert "a remark" not in said
    assert "Ann Archer" in said
    assert "second point" in said


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_the_same_decisions_give_the_same_bytes(format: Format) -> None:
    assert copy(SOURCE, format) == copy(SOURCE, format)


def test_the_two_copies_say_the_same() -> None:
    both = [" ".join(words_of(copy(SOURCE, f)).split()) for f in ("docx", "pdf")]
    for words in (
        "1. Attendance",
        "Ann Archer",
        "Offender manager",
        "1.1 Apologies",
        "first point about [PERSON",
    ):
        assert all(words in said for said in both)


LONG = "\n".join(
    f"Paragraph {n} of a long discussion, which says little and takes a line." for n in range(150)
)


def test_the_marking_and_the_page_number_stand_on_every_page_of_a_pdf() -> None:
    document = pypdfium2.PdfDocument(copy(LONG, "pdf"))
    assert len(document) > 3
    for number in range(len(document)):
        page = document[number]
        height = page.get_height()
        text = page.get_textpage()
        top = text.get_text_bounded(bottom=height - 60)
        foot = text.get_text_bounded(top=60)
        assert "OFFICIAL-SENSITIVE" in top
        assert "OFFICIAL-SENSITIVE" in foot
        assert f"Page {number + 1} of {len(document)}" in foot


def test_the_marking_stands_in_header_and_footer_of_word_with_its_caveats() -> None:
    marking = ProtectiveMarking(Tier.OFFICIAL, True, (Caveat(CaveatKind.HANDLING, "RECIPIENTS ONLY"),))
    section = docx.Document(io.BytesIO(copy(LONG, "docx", marking))).sections[0]
    for place in (section.header, section.footer):
        assert "OFFICIAL-SENSITIVE - RECIPIENTS ONLY" in "\n".join(p.text for p in place.paragraphs)


def test_a_word_copy_holds_only_the_parts_it_needs_and_no_properties_of_anybody() -> None:
    with zipfile.ZipFile(io.BytesIO(copy(SOURCE, "docx"))) as package:
        names = set(package.namelist())
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in package.infolist())
    assert not {n for n in names if "comment" in n or "custom" in n or "app.xml" in n or "media" in n}
    properties = word(SOURCE).core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("", "", "Redacted copy")


def test_a_pdf_copy_has_no_properties_of_anybody_and_is_tagged_and_says_its_language() -> None:
    reader = PdfReader(io.BytesIO(copy(SOURCE, "pdf")))
    said = {k: v for k, v in (reader.metadata or {}).items() if v and "Date" not in k and k != "/Trapped"}
    assert said["/Title"] == "Redacted copy"
    assert not [
        v for k, v in said.items() if k != "/Title" and "anonymous" not in v and "unspecified" not in v
    ]
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, dict) and "/S" in node:
            found.append(str(node["/S"]))
        for kid in node.get("/K", []) if isinstance(node, dict) else []:
            walk(kid)

    walk(root["/StructTreeRoot"]["/K"][0])
    for tag in ("/Document", "/H1", "/H2", "/Table", "/TR", "/TH", "/TD", "/L", "/LI"):
        assert tag in found


def built(*cells: tuple[str, CellPosition]) -> Document:
    text, blocks = "", []
    for words, place in cells:
        start = len(text)
        text += words + "\n"
        blocks.append(Block(start, len(text), BlockKind.CELL, cell=place))
    return Document("d.docx", "0" * 64, FileFormat.DOCX, text, tuple(blocks))


MERGED = built(
    ("Across", CellPosition(0, 0, 0, column_span=2, header=True)),
    ("Down", CellPosition(0, 1, 0, row_span=2)),
    ("One", CellPosition(0, 1, 1)),
    ("Two", CellPosition(0, 2, 1)),
    ("Outer", CellPosition(0, 3, 0)),
    ("Nested", CellPosition(1, 0, 0, within=0)),
)


def test_merged_and_nested_cells_stay_merged_and_nested_in_word() -> None:
    table = docx.Document(io.BytesIO(write_copy(MERGED, (), "docx", MARKING))).tables[0]
    assert table.cell(0, 0).text == table.cell(0, 1).text == "Across"
    assert table.cell(1, 0).text == table.cell(2, 0).text == "Down"
    assert [table.cell(n, 1).text for n in (1, 2)] == ["One", "Two"]
    assert table.cell(3, 0).tables[0].cell(0, 0).text == "Nested"


def test_merged_and_nested_cells_are_all_in_the_pdf() -> None:
    said = words_of(write_copy(MERGED, (), "pdf", MARKING)).split()
    assert [w for w in said if w in ("Across", "Down", "One", "Two", "Outer", "Nested")] == [
        "Across", "Down", "One", "Two", "Outer", "Nested",
    ]  # fmt: skip


def test_bold_and_italic_stay_and_cover_only_what_they_covered() -> None:
    block = Block(0, 16, emphasis=(Emphasis(4, 8, bold=True), Emphasis(9, 15, italic=True)))
    document = Document("d.docx", "0" * 64, FileFormat.DOCX, "the bold italic\n", (block,))
    made = docx.Document(io.BytesIO(write_copy(document, (), "docx", MARKING))).paragraphs[-1]
    assert [(r.text, bool(r.bold), bool(r.italic)) for r in made.runs if r.text.strip()] == [
        ("the ", False, False), ("bold", True, False), ("italic", False, True),
    ]  # fmt: skip


def test_notes_stand_at_the_end_and_are_referred_to() -> None:
    text = "See this here.\nA note.\n"
    blocks = (Block(0, 15), Block(15, 23, channel=Channel.FOOTNOTE, anchor=8))
    document = Document("d.docx", "0" * 64, FileFormat.DOCX, text, blocks)
    said = words_of(write_copy(document, (), "docx", MARKING))
    assert "See this [note 1] here." in said
    assert said.index("Notes") < said.index("A note.")


def one_line(words: str, kind: BlockKind = BlockKind.PARAGRAPH, **more: Any) -> Document:
    return Document(
        "d.docx", "0" * 64, FileFormat.DOCX, words + "\n", (Block(0, len(words) + 1, kind, **more),)
    )


def test_an_author_s_words_in_a_list_marker_do_not_travel() -> None:
    document = one_line("point", BlockKind.LIST_ITEM, marker="Pennock:")
    assert "Pennock" not in words_of(write_copy(document, (), "docx", MARKING))
    assert "3.1" in words_of(
        write_copy(
            replace(document, blocks=(replace(document.blocks[0], marker="3.1"),)), (), "docx", MARKING
        )
    )


ODD: dict[str, Callable[[], Document]] = {
    "empty": lambda: Document("d.docx", "0" * 64, FileFormat.DOCX, "", ()),
    "nothing but spaces": lambda: one_line("   "),
    "control characters": lambda: one_line("a\x00b\x07c\x1b[31m d\ufffee\u200bf"),
    "a lone surrogate": lambda: one_line("a\ud800b"),
    "markup in the text": lambda: one_line("<b>x</b> &amp; ]]> <para> {body} %s"),
    "one endless word": lambda: one_line("x" * 20_000),
    "a list item deep in": lambda: one_line("point", BlockKind.LIST_ITEM, level=40),
    "a heading deep down": lambda: one_line("head", BlockKind.HEADING, level=9),
    "a table of 60 columns": lambda: built(*((f"c{n}", CellPosition(0, 0, n)) for n in range(60))),
    "a table of 300 columns": lambda: built(*((f"c{n}", CellPosition(0, 0, n)) for n in range(300))),
    "a cell taller than a page": lambda: built(
        ("line\u2028" * 5 + "word " * 4000, CellPosition(0, 0, 0)), ("b", CellPosition(0, 0, 1))
    ),
    "cells over each other": lambda: built(
        ("a", CellPosition(0, 0, 0, 3, 3)), ("b", CellPosition(0, 1, 1, 3, 3))
    ),
    "a span beyond the table": lambda: built(
        ("a", CellPosition(0, 0, 0, 1, 50)), ("b", CellPosition(0, 0, 1))
    ),
}


@pytest.mark.parametrize("document", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_an_odd_document_gives_a_copy_that_opens_and_verifies(
    document: Callable[[], Document], format: Format
) -> None:
    made = write_copy(document(), (), format, MARKING)
    found = verify_copy(made, document(), ())
    assert found.clean, found.leaks
    assert "Redacted copy" in words_of(made)


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_markup_in_the_text_is_text_in_the_copy(format: Format) -> None:
    assert "<b>x</b> &amp; ]]> <para> {body} %s" in words_of(
        write_copy(one_line("<b>x</b> &amp; ]]> <para> {body} %s"), (), format, MARKING)
    )


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_document_that_is_all_removals_is_all_marks(format: Format) -> None:
    said = words_of(
        copy("# <P1 victim|Jean Pennock>\n<P1|Jean Pennock>\n| <P1|Jean> | <P1|Pennock> |", format)
    )
    assert said.count("[PERSON") == 4
    assert "Jean" not in said


def test_an_empty_copy_says_that_nothing_had_to_be_removed() -> None:
    assert "Nothing in its text had to be removed" in words_of(copy("Fine.", "docx"))


SCRIPTS = {
    "Polish": "Zażółć gęślą jaźń",
    "Welsh": "tŷ a gŵr",
    "Turkish": "İşçi Ğülşen",
    "Vietnamese": "Nguyễn Thị Hồng",
    "Greek": "Ελληνικά",
    "Cyrillic": "Пётр Ильич",
    "Yoruba": "Ọlá Ṣẹ́gun",
}


@pytest.mark.parametrize("words", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_writings_that_the_faces_cover_can_be_read_and_searched_in_a_pdf(words: str) -> None:
    assert words in words_of(write_copy(one_line(words), (), "pdf", MARKING))


@pytest.mark.parametrize("words", ["姓名王小明", "नमस्ते", "ਸਤਿ"])
def test_what_no_face_covers_is_shown_as_boxes_and_the_copy_says_so(words: str) -> None:
    said = words_of(write_copy(one_line(f"Name {words} end"), (), "pdf", MARKING))
    assert "□" in said
    assert "cannot be shown" in said
    assert words in words_of(write_copy(one_line(f"Name {words} end"), (), "docx", MARKING))


def test_arabic_and_hebrew_are_in_the_pdf_and_the_copy_says_how_they_are_set() -> None:
    made = write_copy(one_line("Name \u05e2\u05de\u05d9\u05ea end"), (), "pdf", MARKING)
    drawn = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "runs from the left" in drawn
    assert {"\u05e2", "\u05de", "\u05d9", "\u05ea"} <= set(drawn)
