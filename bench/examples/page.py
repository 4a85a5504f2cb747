"""A paper as PDF, laid out as the forms are."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from bench.examples.paper import Kind, Paper, Piece, pieces, shares

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=14, spaceAfter=6)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9.5, leading=12, spaceAfter=0)
LABEL = ParagraphStyle("label", parent=CELL, fontName="Helvetica-Bold")
TITLE = ParagraphStyle(
    "title", parent=BODY, fontName="Helvetica-Bold", fontSize=16, leading=20, spaceAfter=12
)
HEADING = ParagraphStyle(
    "heading", parent=BODY, fontName="Helvetica-Bold", fontSize=13, leading=17, spaceBefore=8
)
SUBHEADING = ParagraphStyle("sub", parent=HEADING, fontSize=11, leading=14, spaceBefore=4)
WIDTH = A4[0] - 4.4 * cm
GRID = [
    ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def _table(piece: Piece) -> Table:
    fields = piece.kind is Kind.FIELDS
    rows = [
        [
            Paragraph(escape(words), LABEL if (column == 0 if fields else number == 0) else CELL)
            for column, words in enumerate(row)
        ]
        for number, row in enumerate(piece.rows)
    ]
    widths = [5.5 * cm, WIDTH - 5.5 * cm] if fields else [WIDTH * share for share in shares(piece.rows)]
    shaded = ("BACKGROUND", (0, 0), (0, -1) if fields else (-1, 0), colors.HexColor("#D9E2EC"))
    return Table(rows, colWidths=widths, repeatRows=0 if fields else 1, style=TableStyle([*GRID, shaded]))


def pdf(paper: Paper) -> bytes:
    """The bytes of the paper as PDF."""

    def furniture(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 1.2 * cm, paper.header)
        canvas.drawCentredString(A4[0] / 2, 1.4 * cm, paper.footer)
        canvas.setFont("Helvetica", 9)
        canvas.drawCentredString(A4[0] / 2, 0.9 * cm, f"Page {template.page}")
        canvas.restoreState()

    story: list[object] = [Paragraph(escape(paper.title), TITLE)]
    for piece in pieces(paper.body):
        if piece.kind in (Kind.FIELDS, Kind.TABLE):
            story += [_table(piece), Spacer(1, 8)]
        elif piece.kind is Kind.BULLET:
            story.append(ListFlowable([Paragraph(escape(piece.text), BODY)], bulletType="bullet", start="•"))
        else:
            style = {Kind.HEADING: HEADING, Kind.SUBHEADING: SUBHEADING}.get(piece.kind, BODY)
            story.append(Paragraph(escape(piece.text), style))
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=2.2 * cm,
        rightMargin=2.2 * cm,
        topMargin=2.2 * cm,
        bottomMargin=2.2 * cm,
        title=paper.title,
        author=paper.author,
        invariant=1,
    )
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()
