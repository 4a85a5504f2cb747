"""The copy as a Word document, written element by element.

The package is made here from nothing, not from a template: the one that python-docx starts with brings an
author, a thumbnail and printer settings along. It holds the parts named in `_parts` and no other, no revision
marks, no identifiers that tell when or by whom, and the same date in every entry.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from models.document import BlockKind
from redact.write import wordparts
from redact.write.layout import Cell, Layout, Paragraph, Run, Table
from redact.write.note import TITLE

WIDTH = 9638
"""Of the text, in twentieths of a point: A4 less two margins of 2 cm."""

AFTER_TABLE = '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
"""Keeps two tables apart, which Word would make one; a cell must end in a paragraph too."""


def write_docx(layout: Layout, note: list[str], marking: str, title: str = TITLE) -> bytes:
    """The package's bytes."""
    body = [_paragraph(Paragraph(BlockKind.TITLE, runs=[Run(title)]))]
    body += [_styled("CopyNote", _run(Run(text))) for text in note]
    body.append(AFTER_TABLE)
    body += [_item(item, WIDTH) for item in layout]
    parts = _parts("".join(body), escape(marking), escape(title))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, wordparts.PROLOGUE + text)
    return out.getvalue()


def _parts(body: str, marking: str, title: str) -> dict[str, str]:
    return {
        "[Content_Types].xml": wordparts.CONTENT_TYPES,
        "_rels/.rels": wordparts.PACKAGE_RELATIONS,
        "docProps/core.xml": wordparts.CORE_PROPERTIES.format(title=title),
        "word/document.xml": wordparts.DOCUMENT.format(body=body),
        "word/_rels/document.xml.rels": wordparts.DOCUMENT_RELATIONS,
        "word/styles.xml": wordparts.STYLES,
        "word/numbering.xml": wordparts.NUMBERING,
        "word/settings.xml": wordparts.SETTINGS,
        "word/header1.xml": wordparts.HEADER.format(marking=marking),
        "word/footer1.xml": wordparts.FOOTER.format(marking=marking),
    }


def _item(item: Paragraph | Table, width: int) -> str:
    return _table(item, width) if isinstance(item, Table) else _paragraph(item)


def _paragraph(paragraph: Paragraph) -> str:
    runs = "".join(map(_run, paragraph.runs))
    marker = paragraph.marker
    if paragraph.kind is BlockKind.TITLE:
        return _styled("Title", runs)
    if paragraph.kind is BlockKind.HEADING:
        lead = _run(Run(marker + " ")) if marker else ""
        return _styled(f"Heading{min(max(paragraph.level, 1), 4)}", lead + runs)
    if paragraph.kind is BlockKind.LIST_ITEM:
        level = min(max(paragraph.level, 0), 8)
        if not any(c.isalnum() for c in marker):
            numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
            return _styled("ListBullet", runs, numbering)
        indent = f'<w:ind w:left="{567 + 425 * level}" w:hanging="567"/>'
        return _styled("ListNumber", _run(Run(marker)) + "<w:r><w:tab/></w:r>" + runs, indent)
    lead = _run(Run(marker + " ")) if marker else ""
    return _styled("", lead + runs)


def _styled(style: str, runs: str, more: str = "") -> str:
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{name}{more}</w:pPr>" if name or more else ""
    return f"<w:p>{properties}{runs}</w:p>"


def _run(run: Run) -> str:
    bold = "<w:b/>" if run.bold or run.mark else ""
    italic = "<w:i/>" if run.italic else ""
    properties = f"<w:rPr>{bold}{italic}</w:rPr>" if bold or italic else ""
    lines = run.text.split("\n")
    inner = "<w:br/>".join(
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in line.split("\t")
        )
        for line in lines
    )
    return f"<w:r>{properties}{inner}</w:r>"


def _table(table: Table, width: int) -> str:
    widths = [max(300, int(share * width)) for share in table.shares]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    headers, covering = table.header_rows, table.covering()
    rows = "".join(_row(table, row, widths, row < headers, covering) for row in range(table.rows))
    look = (
        f'<w:tblPr><w:tblStyle w:val="CopyTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{"0620" if headers else "0600"}" '
        f'w:firstRow="{int(headers > 0)}" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
    )
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{AFTER_TABLE}"


def _row(
    table: Table, row: int, widths: list[int], header: bool, covering: dict[tuple[int, int], Cell]
) -> str:
    properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if header else "<w:trPr/>"
    cells, column = [], 0
    while column < len(widths):
        above = covering.get((row, column))
        cell = above or table.cells.get((row, column))
        span = min(max(1, cell.place.column_span), len(widths) - column) if cell else 1
        merge = ""
        if cell is not None and cell.place.row_span > 1:
            merge = "<w:vMerge/>" if above else '<w:vMerge w:val="restart"/>'
        wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        width = sum(widths[column : column + span])
        content = "" if cell is None or above else _content(cell, width - 220, header)
        look = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}{merge}</w:tcPr>'
        cells.append(f"<w:tc>{look}{content or '<w:p/>'}</w:tc>")
        column += span
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _content(cell: Cell, width: int, header: bool) -> str:
    items = cell.content
    if header:
        items = [
            Paragraph(i.kind, i.level, i.marker, [Run(r.text, True, r.italic, r.mark) for r in i.runs])
            if isinstance(i, Paragraph)
            else i
            for i in items
        ]
    return "".join(_item(item, width) for item in items)
