"""A Word file reads as its page does: order, tables, lists, headings, and where each block came from."""

from __future__ import annotations

import pytest

import ingest
from models.document import BlockKind, Channel, Document
from tests.ingest.packages import docx, p, part, r, tbl

STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Ours"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="H2"/></w:style>',
)
NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>',
)


def read(body: str, **rest: object) -> Document:
    return ingest.read(docx(body, **rest), "minutes.docx")  # type: ignore[arg-type]


def main(document: Document) -> list[str]:
    return [document.content(b) for b in document.blocks if b.start < document.main_end]


def item(words: str, number: int, depth: int) -> str:
    return p(words, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_blocks_stand_in_the_order_of_the_page_and_say_where_they_came_from() -> None:
    document = read(p("one") + tbl(["two", "three"]) + p("four ", r("five")))
    assert main(document) == ["one", "two", "three", "four five"]
    last = document.blocks[3].provenance
    assert (last.part, last.paragraph, last.runs) == ("word/document.xml", 3, (0, 1))


def test_merged_cells_appear_once_with_their_spans() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("wide")}</w:tc>'
    top = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("tall")}</w:tc>'
    below = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc>"
    document = read(tbl([wide], [top, "x"], [below, "y"]))
    cells = {document.content(b): b.cell for b in document.blocks if b.cell}
    assert cells["wide"] is not None
    assert cells["wide"].column_span == 2
    assert cells["tall"] is not None
    assert cells["tall"].row_span == 2
    assert list(cells) == ["wide", "tall", "x", "y"]
    assert document.text.startswith("wide\ntall\tx\ny\n")


def test_a_nested_table_knows_the_table_it_stands_in() -> None:
    document = read(tbl(["outer", tbl(["inner"]) + p("")]))
    inner = next(b.cell for b in document.blocks if document.content(b) == "inner")
    assert inner is not None
    assert (inner.table, inner.within) == (1, 0)


def test_an_empty_cell_is_still_a_cell() -> None:
    document = read(tbl(["Owner", ""], ["", "Due"]))
    assert document.text == "Owner\t\n\tDue\n"


def test_several_paragraphs_of_a_cell_keep_its_place() -> None:
    document = read(tbl([p("a") + p("") + p("b"), "c"]))
    assert [(document.content(b), b.cell and b.cell.column) for b in document.blocks] == [
        ("a", 0),
        ("b", 0),
        ("c", 1),
    ]
    assert document.text == "a\nb\tc\n"


def test_a_tracked_insertion_splits_a_paragraph_that_stays_in_one_piece() -> None:
    document = read(p("Ann ", f'<w:ins w:author="C">{r("did not ")}</w:ins>', r("attend.")))
    assert document.text.startswith("Ann did not attend.\n")
    assert [b.channel for b in document.blocks[:3]] == [Channel.BODY, Channel.INSERTION, Channel.BODY]


def test_a_deletion_stands_out_of_line_with_its_place() -> None:
    document = read(
        p("Ann ", '<w:del w:author="C"><w:r><w:delText>Archer</w:delText></w:r></w:del>', r("left."))
    )
    gone = next(b for b in document.blocks if b.channel is Channel.DELETION)
    assert document.text.startswith("Ann left.\n")
    assert gone.anchor == len("Ann ")


def test_list_numbers_are_those_that_the_page_shows() -> None:
    body = (
        item("a", 5, 0)
        + item("b", 5, 1)
        + item("c", 5, 1)
        + item("d", 5, 0)
        + item("e", 5, 1)
        + item("f", 6, 0)
    )
    document = read(
        body, parts={"word/numbering.xml": NUMBERING}, relations=[("n", "numbering", "numbering.xml")]
    )
    assert [b.marker for b in document.blocks] == ["1.", "1.a)", "1.b)", "2.", "2.a)", "4."]
    assert all(b.kind is BlockKind.LIST_ITEM for b in document.blocks)
    assert "1." not in document.text


def test_headings_are_told_by_style_outline_level_and_look() -> None:
    bold = "<w:b/>"
    body = (
        p("By style", properties='<w:pStyle w:val="H2"/>')
        + p("By outline", properties='<w:pStyle w:val="Mine"/>')
        + p("By inheritance", properties='<w:pStyle w:val="Sub"/>')
        + p(r("5. Disclosure", bold))
        + p("Disclosure was considered.")
        + p(r("Chair:", bold), r(" Ann Archer"))
        + p(r("A whole bold sentence is not a heading.", bold))
        + p("End.")
    )
    document = read(body, parts={"word/styles.xml": STYLES}, relations=[("s", "styles", "styles.xml")])
    headings = [(document.content(b), b.level) for b in document.blocks if b.kind is BlockKind.HEADING]
    assert headings == [("By style", 2), ("By outline", 1), ("By inheritance", 2), ("5. Disclosure", 1)]
    chair = next(b for b in document.blocks if document.content(b).startswith("Chair"))
    assert [document.text[e.start : e.end] for e in chair.emphasis] == ["Chair:"]


def test_a_note_and_a_comment_know_what_they_belong_to() -> None:
    body = p("Before") + p("Marked", '<w:r><w:commentReference w:id="7"/></w:r>')
    comment = part("comments", f'<w:comment w:id="7" w:author="A">{p("why")}</w:comment>')
    document = read(body, parts={"word/comments.xml": comment}, relations=[("c", "comments", "comments.xml")])
    said = next(b for b in document.blocks if b.channel is Channel.COMMENT)
    assert said.anchor == document.text.index("Marked") + len("Marked")


def test_old_form_fields_show_their_ticks_and_choices() -> None:
    ticked = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    box = f'<w:r><w:fldChar w:fldCharType="begin">{ticked}</w:fldChar></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert read(p(box + end, r(" Level 2"))).text.startswith("☒ Level 2\n")


def test_white_words_on_a_dark_ground_are_read_with_the_page() -> None:
    white = r("HEADER CELL", '<w:color w:val="FFFFFF"/>')
    assert read(tbl([p(white)])).blocks[0].channel is Channel.BODY
    assert read(p(white, properties='<w:shd w:fill="003366"/>')).blocks[0].channel is Channel.BODY


def test_names_are_found_whatever_invisible_characters_break_them() -> None:
    assert "Ann Archer" in read(p("Ann​\xadn Archer".replace("Ann​\xadn", "An​\xadn"))).text
    assert "Ann Archer" in read(p("Ann Archer")).text


@pytest.mark.timeout(120)
def test_a_large_document_is_read_whole() -> None:
    words = " ".join(["supervision"] * 20)
    body = (p(words) * 5 + tbl([words, words], [words, words]) + p(words)) * 500
    document = read(body)
    assert len(document.text.split()) >= 100_000
