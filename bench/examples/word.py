"""A paper as DOCX, laid out as the forms are: tables for facts, attendance and actions; the marking in the
header and footer of every page."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from bench.examples.paper import Kind, Paper, Piece, pieces, shares

MADE = datetime(2024, 1, 1, tzinfo=UTC)
"""One date for all, so that making the examples again gives the same properties."""


def _shade(cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shading)


def _page_number(paragraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _repeat_header(row) -> None:
    flag = OxmlElement("w:tblHeader")
    flag.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(flag)


def _add_table(document, piece: Piece) -> None:
    table = document.add_table(rows=0, cols=max(len(row) for row in piece.rows))
    table.style = "Table Grid"
    for number, row in enumerate(piece.rows):
        cells = table.add_row().cells
        for column, words in enumerate(row):
            cells[column].text = words
            label = column == 0 if piece.kind is Kind.FIELDS else number == 0
            if label:
                _shade(cells[column], "D9E2EC")
                for run in cells[column].paragraphs[0].runs:
                    run.bold = True
    fields = piece.kind is Kind.FIELDS
    widths = [Cm(5.5), Cm(11.1)] if fields else [Cm(16.6 * share) for share in shares(piece.rows)]
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    if not fields:
        _repeat_header(table.rows[0])
    document.add_paragraph()


def _add_heading(document, paper: Paper, piece: Piece) -> None:
    if paper.look.heading_in_table and piece.kind is Kind.HEADING:
        table = document.add_table(rows=1, cols=1)
        table.style = "Table Grid"
        cell = table.rows[0].cells[0]
        _shade(cell, "243B53")
        run = cell.paragraphs[0].add_run(piece.text)
        run.bold = True
        document.add_paragraph().paragraph_format.space_after = Pt(0)
        return
    document.add_heading(piece.text, level=1 if piece.kind is Kind.HEADING else 2)


def docx(paper: Paper) -> bytes:
    """The bytes of the paper as DOCX."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = paper.look.font, Pt(paper.look.size)
    section = document.sections[0]
    for edge in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, edge, Cm(2.2))
    for place, words in ((section.header, paper.header), (section.footer, paper.footer)):
        paragraph = place.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(words).bold = True
    number = section.footer.add_paragraph("Page ")
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(number)
    document.add_heading(paper.title, level=0)
    for piece in pieces(paper.body):
        if piece.kind in (Kind.HEADING, Kind.SUBHEADING):
            _add_heading(document, paper, piece)
        elif piece.kind in (Kind.FIELDS, Kind.TABLE):
            _add_table(document, piece)
        elif piece.kind is Kind.BULLET:
            document.add_paragraph(piece.text, style="List Bullet")
        else:
            document.add_paragraph(piece.text)
    properties = document.core_properties
    properties.title, properties.author = paper.title, paper.author
    properties.created = properties.modified = MADE
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
