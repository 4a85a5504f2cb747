"""A new Word file of a document's running text, with comments beside the places that remarks are about.

For minutes that came as a PDF or as text: the minute-taker gets the words with the comments, not the look. It
is built from the text that was read, so that nothing of the original file but its words gets into it.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

import docx
from docx.shared import Pt

from models.document import Block, BlockKind, Document
from models.remark import Remark
from models.text import Span

AUTHOR, INITIALS = "Countersign", "CS"
_STYLES = {BlockKind.TITLE: "Title", BlockKind.LIST_ITEM: "List Bullet"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST = 63  # columns: Word takes no more


def new_document(document: Document, remarks: Sequence[Remark], marking: str, made: datetime) -> bytes:
    """The file. `marking` goes to the head and foot of every page; `made` is the file's time."""
    page = docx.Document()
    page.core_properties.author = page.core_properties.title = ""
    page.core_properties.comments = ""
    page.core_properties.created = page.core_properties.modified = made
    page.styles["Normal"].font.name, page.styles["Normal"].font.size = "Arial", Pt(11)
    for margin in (page.sections[0].header, page.sections[0].footer):
        margin.paragraphs[0].text = _plain(marking)
    end = document.main_end
    blocks = [b for b in document.blocks if b.start < end]
    cuts = _cuts(remarks)
    runs: list[tuple[int, Any]] = []
    for table, group in groupby(blocks, key=lambda b: b.cell.table if b.cell else None):
        if table is None:
            for block in group:
                runs += _write(_paragraph(page, block), document, block, cuts)
        else:
            runs += _table(page, document, list(group), cuts)
    if not runs:
        runs.append((0, page.add_paragraph().add_run("")))
    starts = [start for start, _ in runs]
    for remark in remarks:
        text = "\n".join(_plain(line) for line in remark.lines)
        comment = page.add_comment(_around(remark.span, runs, starts), text, AUTHOR, INITIALS)
        comment.paragraphs[0].runs[0].bold = True
    written = io.BytesIO()
    page.save(written)
    return written.getvalue()


def _cuts(remarks: Sequence[Remark]) -> list[int]:
    """Where a run has to begin, so that comments stand around exactly their words."""
    spans = [r.span for r in remarks if r.span is not None]
    return sorted({offset for span in spans for offset in (span.start, span.end)})


def _paragraph(page: Any, block: Block) -> Any:
    if block.kind is BlockKind.HEADING:
        return page.add_paragraph(style=f"Heading {min(max(block.level, 1), 9)}")
    return page.add_paragraph(style=_STYLES.get(block.kind))


def _write(paragraph: Any, document: Document, block: Block, cuts: list[int]) -> list[tuple[int, Any]]:
    """The block's words as runs, each with its place in the text."""
    span = document.content_span(block)
    if block.marker and block.kind is not BlockKind.LIST_ITEM:
        paragraph.add_run(_plain(f"{block.marker} "))
    inner = cuts[bisect_right(cuts, span.start) : bisect_left(cuts, span.end)]
    return [
        (start, paragraph.add_run(_plain(document.text[start:end])))
        for start, end in pairwise([span.start, *inner, span.end])
        if end > start
    ]


def _table(page: Any, document: Document, blocks: list[Block], cuts: list[int]) -> list[tuple[int, Any]]:
    rows: defaultdict[int, dict[int, list[Block]]] = defaultdict(dict)
    for block in blocks:
        assert block.cell is not None
        column = min(block.cell.column, _WIDEST - 1)
        rows[block.cell.row].setdefault(column, []).append(block)
    columns = max(column for cells in rows.values() for column in cells) + 1
    table = page.add_table(0, columns, style="Table Grid")
    runs: list[tuple[int, Any]] = []
    for number in sorted(rows):
        cells = table.add_row().cells
        for column, held in sorted(rows[number].items()):
            for at, block in enumerate(held):
                paragraph = cells[column].paragraphs[0] if at == 0 else cells[column].add_paragraph()
                runs += _write(paragraph, document, block, cuts)
    page.add_paragraph()
    return runs


def _around(span: Span | None, runs: list[tuple[int, Any]], starts: list[int]) -> list[Any]:
    """The first and the last run of a comment; both of one cell or of the body, as ranges across are lost."""
    if span is None:
        return [runs[0][1]]
    first = max(bisect_right(starts, span.start) - 1, 0)
    last = max(bisect_left(starts, max(span.end, span.start + 1)) - 1, first)
    home = _home(runs[first][1])
    while last > first and _home(runs[last][1]) is not home:
        last -= 1
    return [runs[first][1], runs[last][1]]


def _home(run: Any) -> Any:
    """What the run's paragraph stands in."""
    return run._r.getparent().getparent()


def _plain(text: str) -> str:
    return _ILLEGAL.sub("", text)
