"""The copy as a PDF: reflowed, tagged, searchable, with its marking and page numbers on every page.

Nothing of an original PDF is opened here: no page, font, image or object of it can come along.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate, Spacer
from reportlab.platypus.doctemplate import LayoutError

from models.document import BlockKind
from models.errors import CountersignError
from redact.write.fonts import FACE, by_face, load_faces, set_wrongly
from redact.write.layout import Cell, Layout, Paragraph, Run, Table, by_rows
from redact.write.note import LANGUAGE, SET_WRONGLY, TITLE
from redact.write.tagging import Element, TaggedParagraph, TaggedTable, TaggingCanvas

NOT_SET = "The copy could not be set as a PDF."
MARGIN = 2 * cm
WIDTH = A4[0] - 2 * MARGIN
SIZE, LEADING = 10.5, 14.5
GREY = HexColor("#505a5f")
HEADING_SIZES = {1: 14, 2: 12.5, 3: 11.5, 4: 11}
CELL_PADDING = 4


def write_pdf(layout: Layout, note: list[str], marking: str, title: str = TITLE) -> bytes:
    """The file's bytes. Tables that no page can hold are set row by row, as paragraphs."""
    try:
        return _build(layout, note, marking, title)
    except LayoutError:
        flat: Layout = [p for item in layout for p in (by_rows(item) if isinstance(item, Table) else [item])]
        return _build(flat, note, marking, title)
    except Exception:  # noqa: BLE001 - the boundary to reportlab
        # whatever reportlab trips over, its message quotes the text it was setting: that goes nowhere
        raise CountersignError(NOT_SET, "Make the copy as a Word document instead.") from None


def _build(layout: Layout, note: list[str], marking: str, title: str) -> bytes:
    load_faces()
    if any(set_wrongly(run.text) for run in _runs(layout)):
        note = [*note, SET_WRONGLY]
    root = Element("Document")
    story: list[Flowable] = [_paragraph(Paragraph(BlockKind.TITLE, runs=[Run(title)]), root)]
    story += [TaggedNote(text, root) for text in note]
    story.append(Spacer(0, 8))
    story += _flow(layout, root, WIDTH)
    out = io.BytesIO()
    frame = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=2.2 * cm, bottomMargin=2.4 * cm,
        lang=LANGUAGE, invariant=1, pageCompression=1, initialFontName=f"{FACE}00",
    )  # fmt: skip
    frame.build(
        story,
        canvasmaker=partial(TaggingCanvas, furniture=partial(_furniture, marking), root=root, title=title),
    )
    return out.getvalue()


def _runs(layout: Layout) -> Iterator[Run]:
    for item in layout:
        if isinstance(item, Paragraph):
            yield from item.runs
        else:
            for cell in item.cells.values():
                yield from _runs(cell.content)


def _furniture(marking: str, canvas: Canvas, page: int, pages: int) -> None:
    canvas.setFillColor(black)
    canvas.setFont(f"{FACE}10", 10)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 1.3 * cm, marking)
    canvas.drawCentredString(A4[0] / 2, 1.0 * cm, marking)
    canvas.setFont(f"{FACE}00", 8.5)
    canvas.drawCentredString(A4[0] / 2, 1.5 * cm, f"Page {page} of {pages}")


def _style(
    name: str, size: float = SIZE, leading: float = 0, bold: bool = False, **more: object
) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=f"{FACE}{int(bold)}0", fontSize=size, leading=leading or size * 1.38, splitLongWords=1,
        bulletFontName=f"{FACE}00", bulletFontSize=size, allowOrphans=0, allowWidows=0, **more,
    )  # fmt: skip


BODY = _style("body", leading=LEADING, spaceAfter=6)
CELL = _style("cell", 9.5, 12.5, spaceAfter=2)
NOTE = _style("note", 9.5, 13, leftIndent=10, spaceAfter=4, borderPadding=4, textColor=GREY)
TITLE_STYLE = _style("title", 18, bold=True, spaceAfter=8)


class TaggedNote(TaggedParagraph):
    """A paragraph of the cover note, with a bar at its left."""

    def __init__(
        self, text: str, root: Element | None, style: ParagraphStyle = NOTE, **kwargs: object
    ) -> None:
        super().__init__(text if text is None else _markup([Run(text)]), style, **kwargs)
        self.element = root.add("P") if isinstance(root, Element) else None

    def draw(self) -> None:
        """The bar, then the words."""
        self.canv.begin_content(None)
        self.canv.setStrokeColor(GREY)
        self.canv.setLineWidth(2.5)
        self.canv.line(2, 0, 2, self.height)
        self.canv.end_content()
        super().draw()


def _flow(items: Layout, parent: Element, width: float, style: ParagraphStyle = BODY) -> list[Flowable]:
    found: list[Flowable] = []
    for in_list, group in groupby(
        items, lambda i: isinstance(i, Paragraph) and i.kind is BlockKind.LIST_ITEM
    ):
        holder = parent.add("L") if in_list else parent
        for item in group:
            if isinstance(item, Table):
                found += _table(item, holder, width)
            else:
                found.append(_paragraph(item, holder, style))
    return found


def _paragraph(paragraph: Paragraph, parent: Element, style: ParagraphStyle = BODY) -> TaggedParagraph:
    marker = escape(paragraph.marker)
    text = _markup(paragraph.runs)
    if paragraph.kind is BlockKind.LIST_ITEM:
        indent = 20 + 16 * min(max(paragraph.level, 0), 8) if style is BODY else 14
        item = _style(
            "item", style.fontSize, style.leading, leftIndent=indent, bulletIndent=indent - 14, spaceAfter=3
        )
        drawn = TaggedParagraph(f"<bullet>{marker}</bullet>{text}", item)
        drawn.element = parent.add("LI").add("LBody")
        return drawn
    lead = f"{marker} " if marker else ""
    if paragraph.kind is BlockKind.TITLE:
        drawn = TaggedParagraph(lead + text, TITLE_STYLE)
        drawn.element = parent.add("H1" if style is BODY else "P")
    elif paragraph.kind is BlockKind.HEADING and style is BODY:
        level = min(max(paragraph.level, 1), 4)
        size = HEADING_SIZES[level]
        heading = _style(
            f"heading{level}", size, bold=True, spaceBefore=size * 0.9, spaceAfter=4, keepWithNext=1
        )
        drawn = TaggedParagraph(lead + text, heading)
        drawn.element = parent.add(f"H{level + 1}")
    else:
        drawn = TaggedParagraph(lead + text, style)
        drawn.element = parent.add("P")
    return drawn


def _markup(runs: list[Run]) -> str:
    return "".join(_marked_up(run) for run in runs)


def _marked_up(run: Run) -> str:
    pieces = []
    for face, piece in by_face(run.text):
        text = escape(piece).replace("\n", "<br/>").replace("\t", "\u00a0\u00a0 ")
        pieces.append(text if face == FACE else f'<font face="{face}">{text}</font>')
    text = "".join(pieces)
    text = f"<b>{text}</b>" if run.bold or run.mark else text
    return f"<i>{text}</i>" if run.italic else text


def _table(table: Table, parent: Element, width: float) -> list[Flowable]:
    widths = [share * width for share in table.shares]
    if min(widths) < 2 * CELL_PADDING + 16:
        return _flow(list(by_rows(table)), parent, width)
    element = parent.add("Table")
    grid: list[list[list[Flowable]]] = []
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#808080")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *((f"{side}PADDING", (0, 0), (-1, -1), CELL_PADDING) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
    ]
    headers, rows, columns = table.header_rows, table.rows, table.columns
    if headers:
        commands.append(("BACKGROUND", (0, 0), (-1, headers - 1), HexColor("#e8ecef")))
    for row in range(rows):
        line = element.add("TR")
        cells: list[list[Flowable]] = []
        for column in range(columns):
            cell = table.cells.get((row, column))
            if cell is None:
                cells.append([])
                continue
            right = min(column + max(1, cell.place.column_span), columns) - 1
            below = min(row + max(1, cell.place.row_span), rows) - 1
            if (right, below) != (column, row):
                commands.append(("SPAN", (column, row), (right, below)))
            inner = sum(widths[column : right + 1]) - 2 * CELL_PADDING
            cells.append(_cell(cell, line, row < headers, inner, (right - column + 1, below - row + 1)))
        grid.append(cells)
    drawn = TaggedTable(grid, colWidths=widths, repeatRows=headers, splitInRow=1, style=commands)
    return [Spacer(0, 2), drawn, Spacer(0, 8)]


def _cell(cell: Cell, line: Element, header: bool, width: float, spans: tuple[int, int]) -> list[Flowable]:
    element = line.add("TH" if header else "TD")
    element.spans = spans
    content = cell.content
    if header:
        content = [
            Paragraph(i.kind, i.level, i.marker, [Run(r.text, True, r.italic, r.mark) for r in i.runs])
            if isinstance(i, Paragraph)
            else i
            for i in content
        ]
    return _flow(content, element, width, CELL)
