"""A PDF reads as its pages do: order, columns, tables, headings, headers, and a box for every word."""

from __future__ import annotations

import io

import pypdf
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

import ingest
from models.document import Block, BlockKind, Channel, Document
from tests.ingest.pages import FONT, made

STYLES = getSampleStyleSheet()
SENTENCE = (
    "The lead agency reported that contact had been regular and that the conditions of the licence were "
    "being kept, with one lapse that was dealt with by a warning and a change to the reporting times. "
)


def laid_out(*story: object, header: str = "") -> Document:
    buffer = io.BytesIO()
    template = SimpleDocTemplate(buffer, pagesize=A4)

    def margin(canvas: Canvas, _: object) -> None:
        canvas.drawCentredString(297, 810, header)
        canvas.drawCentredString(297, 30, f"Page {canvas.getPageNumber()}")

    template.build(list(story), onFirstPage=margin, onLaterPages=margin)  # type: ignore[arg-type]
    return ingest.read(buffer.getvalue(), "minutes.pdf")


def body(document: Document) -> list[str]:
    return [document.content(b) for b in document.blocks if b.channel is Channel.BODY]


def test_lines_become_the_paragraphs_they_were() -> None:
    document = laid_out(*(Paragraph(SENTENCE * 3, STYLES["BodyText"]) for _ in range(3)))
    assert body(document) == [(SENTENCE * 3).strip()] * 3


def test_headings_are_told_by_size_and_weight() -> None:
    document = laid_out(
        Paragraph("Minutes of the panel", STYLES["Heading1"]),
        Paragraph(SENTENCE, STYLES["Normal"]),
        Paragraph("Disclosure", STYLES["Heading2"]),
        Paragraph(SENTENCE, STYLES["Normal"]),
        Paragraph("<b>Media</b>", STYLES["Normal"]),
        Paragraph(SENTENCE * 3, STYLES["Normal"]),
    )
    found = [(document.content(b), b.level) for b in document.blocks if b.kind is BlockKind.HEADING]
    assert found == [("Disclosure", 1), ("Media", 2)]
    assert (document.blocks[0].kind, document.content(document.blocks[0])) == (
        BlockKind.TITLE,
        "Minutes of the panel",
    )


def test_headers_and_footers_are_kept_page_by_page() -> None:
    document = laid_out(
        *(Paragraph(SENTENCE * 8, STYLES["Normal"]) for _ in range(8)), header="OFFICIAL-SENSITIVE"
    )
    pages = len(document.pages)
    headers = [b for b in document.blocks if b.channel is Channel.HEADER]
    assert pages > 1
    assert [document.content(b) for b in headers] == ["OFFICIAL-SENSITIVE"] * pages
    assert [b.provenance.page for b in headers] == list(range(1, pages + 1))
    assert sum(b.channel is Channel.FOOTER for b in document.blocks) == pages
    assert not any("OFFICIAL" in words for words in body(document))


def test_a_ruled_table_is_rows_of_cells() -> None:
    rows = [["Action", "Owner", "Due"], ["Visit the\nhome", "A Archer", "1 May"], ["Write up", "", "2 May"]]
    table = Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    document = laid_out(Paragraph(SENTENCE, STYLES["Normal"]), table, Paragraph(SENTENCE, STYLES["Normal"]))
    cells = {(b.cell.row, b.cell.column): document.content(b) for b in document.blocks if b.cell}
    assert cells[0, 0] == "Action"
    assert cells[1, 0] == "Visit the home"
    assert cells[2, 1] == ""
    assert cells[2, 2] == "2 May"
    assert len(cells) == 9
    assert "Write up\t\t2 May\n" in document.text


def test_merged_cells_of_a_ruled_table_appear_once() -> None:
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("SPAN", (0, 0), (1, 0))])
    document = laid_out(
        Table([["Wide title", "", "Last"], ["a", "b", "c"]], colWidths=[80, 80, 80], style=style)
    )
    wide = next(b.cell for b in document.blocks if document.content(b) == "Wide title")
    assert wide is not None
    assert wide.column_span == 2


def test_a_table_that_goes_on_over_the_page_is_one_table() -> None:
    rows = [[f"Action {n}", "Owner"] for n in range(80)]
    document = laid_out(Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])))
    cells = [b.cell for b in document.blocks if b.cell]
    assert {c.table for c in cells} == {0}
    assert max(c.row for c in cells) == 79


def test_a_header_row_that_is_printed_again_is_no_row_of_the_table() -> None:
    rows = [["Action", "Owner"], *([f"Visit {n}", "A Archer"] for n in range(60))]
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    document = laid_out(Table(rows, style=style, repeatRows=1))
    first = [document.content(b) for b in document.blocks if b.cell and b.cell.column == 0]
    assert first == ["Action", *(f"Visit {n}" for n in range(60))]
    again = [document.content(b) for b in document.blocks if b.channel is Channel.HEADER]
    assert again == ["Action", "Owner"] * (len(document.pages) - 1)


def test_a_row_that_the_page_cuts_in_two_is_one_row() -> None:
    words = Paragraph(SENTENCE * 30, STYLES["Normal"])
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    document = laid_out(Table([["1", words], ["2", "Next"]], colWidths=[40, 300], style=style, splitInRow=1))
    assert len(document.pages) > 1
    assert [(b.cell.row, document.content(b)) for b in document.blocks if b.cell] == [
        (0, "1"),
        (0, (SENTENCE * 30).strip()),
        (1, "2"),
        (1, "Next"),
    ]


def test_a_table_without_rules_is_rows_of_cells() -> None:
    rows = [["Name", "Role", "Agency"], ["A Archer", "Chair", "Police"], ["B Boyd", "Manager", "Probation"]]
    document = laid_out(Table(rows, colWidths=[120, 120, 120], hAlign="LEFT"))
    assert document.text.startswith(
        "Name\tRole\tAgency\nA Archer\tChair\tPolice\nB Boyd\tManager\tProbation\n"
    )


def test_a_column_of_numbers_is_a_column_of_a_table_without_rules() -> None:
    rows = [["Ref", "Owner", "Action"], ["3.1", "DC Zhang", "Call her"], ["3.2", "S Grant", "Chase it"]]
    document = laid_out(Table(rows, colWidths=[80, 100, 160], hAlign="LEFT"))
    assert document.text.startswith("Ref\tOwner\tAction\n3.1\tDC Zhang\tCall her\n3.2\tS Grant\tChase it\n")


def test_a_numbered_list_with_a_hanging_indent_is_no_table() -> None:
    items = [[f"{n}.", f"Point {n} of the list, which goes on"] for n in range(1, 6)]
    document = laid_out(Table(items, colWidths=[40, 300], hAlign="LEFT"))
    assert not any(block.cell for block in document.blocks)


def test_what_follows_a_table_without_rules_does_not_join_its_columns() -> None:
    rows = [["Action", "Lead", "Deadline"], ["Alarm", "DC Zhang", "asap"], ["Recall", "Probation", "6 March"]]
    after = Paragraph("Signed: A Prydderch, who wrote this line right across the page", STYLES["Normal"])
    document = laid_out(Table(rows, colWidths=[120, 120, 120], hAlign="LEFT"), after)
    assert "Alarm\tDC Zhang\tasap\n" in document.text
    assert "\nSigned: A Prydderch, who wrote this line right across the page\n" in document.text


def test_two_columns_are_read_one_after_the_other() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for side, x in (("left", 60), ("right", 320)):
        for line in range(12):
            canvas.drawString(x, 700 - 14 * line, f"the {side} column goes on line {line:02d} here")
    canvas.save()
    text = ingest.read(buffer.getvalue(), "a.pdf").text
    assert text.index("left column goes on line 11") < text.index("right column goes on line 00")


def test_a_word_broken_at_the_end_of_a_line_is_whole_and_mapped_in_both_halves() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for line, words in enumerate(
        ("The officer will look again at the super-", "vision of the case and at self-", "harm when")
    ):
        canvas.drawString(60, 700 - 14 * line, words)
    canvas.save()
    document = ingest.read(buffer.getvalue(), "a.pdf")
    assert "the supervision of the case and at self-harm when" in document.text
    at = document.text.index("supervision")
    halves = [w for w in document.pages[0].words if at <= w.start < at + len("supervision")]
    assert [document.text[w.start : w.end] for w in halves] == ["super", "vision"]
    assert halves[1].box.top > halves[0].box.bottom - 2


def test_every_word_lies_in_the_text_and_on_the_page() -> None:
    document = laid_out(Paragraph(SENTENCE * 2, STYLES["Normal"]), header="OFFICIAL")
    page = document.pages[0]
    for word in page.words:
        assert document.text[word.start : word.end].strip() == document.text[word.start : word.end] != ""
        assert 0 <= word.box.left < word.box.right <= page.width
        assert 0 <= word.box.top < word.box.bottom <= page.height
    covered = sum(word.end - word.start for word in page.words)
    drawn = [document.content(b) for b in document.blocks if b.provenance.page == 1]
    assert covered == len("".join("".join(drawn).split()))


def test_a_turned_page_is_read_upright() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.rotate(90)
    for line in range(3):
        canvas.drawString(100, -100 - 14 * line, f"line {line} of a page that lies on its side")
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=buffer)
    writer.pages[0].rotate(90)
    turned = io.BytesIO()
    writer.write(turned)
    document = ingest.read(turned.getvalue(), "a.pdf")
    page = document.pages[0]
    assert page.width > page.height
    assert document.text.index("line 0") < document.text.index("line 2")
    assert document.blocks[0].channel is Channel.BODY
    assert page.words[0].box.left < page.words[1].box.left


def test_a_paragraph_that_a_page_cuts_in_two_is_one_paragraph_on_two_pages() -> None:
    long = ", ".join(["heard from each of the agencies in turn"] * 16)
    paragraphs = [Paragraph(f"The panel {long}.", STYLES["Normal"]) for _ in range(12)]
    document = laid_out(*[Paragraph("Before.", STYLES["Normal"])] * 4, *paragraphs)

    def pages_of(block: Block) -> set[int]:
        return {p.number for p in document.pages for w in p.words if block.start <= w.start < block.end}

    cut = next(block for block in document.blocks if pages_of(block) == {1, 2})
    assert document.content(cut) == f"The panel {long}."


def test_two_tables_of_one_width_under_two_headings_are_two() -> None:
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    tables = [Table([["a", "b"], ["c", "d"]], colWidths=[80, 80], style=style) for _ in range(2)]
    document = laid_out(tables[0], Paragraph("Between", STYLES["Heading2"]), tables[1])
    assert {b.cell.table for b in document.blocks if b.cell} == {0, 1}


def test_a_word_that_its_cell_is_too_narrow_for_is_whole() -> None:
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    narrow = Paragraph("Attended", STYLES["Normal"])
    document = laid_out(Table([[narrow, "x"], ["Yes", "y"]], colWidths=[40, 80], style=style))
    assert document.text.startswith("Attended\tx\nYes\ty\n")


def test_ligatures_of_a_font_that_does_not_name_them_are_the_letters_they_show() -> None:
    document = ingest.read(made("BT /F1 12 Tf 72 400 Td (Mr Gri\\036n was not noti\\034ed.) Tj ET"), "a.pdf")
    assert body(document)[-1] == "Mr Griffin was not notified."


def test_words_struck_twice_to_look_bold_are_read_once() -> None:
    struck = "BT /F1 12 Tf 1 0 0 1 {} 400 Tm (Ann Archer chaired the panel.) Tj ET "
    document = ingest.read(made(struck.format(72) + struck.format(72.4)), "a.pdf")
    assert body(document)[-1] == "Ann Archer chaired the panel."


def test_characters_beyond_the_first_plane_are_whole() -> None:
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfchar <61> <D835DC5D> endbfchar endcmap end"
    )
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 10 0 R >>"
    content = "BT /F2 12 Tf 72 400 Td (a) Tj ET"
    data = made(content, objects={5: FONT, 10: ("", cmap), 11: font})
    data = data.replace(b"/F1 5 0 R >>", b"/F1 5 0 R /F2 11 0 R >>", 1)
    assert body(ingest.read(data, "a.pdf"))[-1] == "\U0001d45d"


def test_the_number_of_a_page_set_high_in_a_wide_margin_is_a_footer() -> None:
    document = ingest.read(made("BT /F1 12 Tf 290 150 Td (1) Tj ET"), "a.pdf")
    assert [(b.channel, document.content(b)) for b in document.blocks][1:] == [(Channel.FOOTER, "1")]
    other = ingest.read(made("BT /F1 12 Tf 290 150 Td (7) Tj ET"), "a.pdf")
    assert body(other)[-1] == "7"


def test_columns_that_nearly_touch_on_one_line_are_still_columns() -> None:
    left = [f"Left line {n} says what was agreed there." for n in range(8)]
    right = [f"Right line {n} says what else was agreed." for n in range(8)]
    left[6] = "Left line 6 goes on until it nearly meets it."
    lines = "".join(
        f"1 0 0 1 72 {400 - 14 * n} Tm ({one}) Tj 1 0 0 1 315 {400 - 14 * n} Tm ({other}) Tj "
        for n, (one, other) in enumerate(zip(left, right, strict=True))
    )
    document = ingest.read(made(f"BT /F1 12 Tf {lines} ET"), "a.pdf")
    text = " ".join(body(document)[1:])
    assert all(one in text for one in left)
    assert text.index(left[7]) < text.index(right[0])
