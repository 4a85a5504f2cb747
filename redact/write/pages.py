"""The copy of a paged document set as its pages are: each surviving line where it stood, in type of its size.

Threat: a picture of a page with bars over it. What lies beside a bar is still the original's ink: a serif, a
signature, a stamp, a face that nobody painted over; and the width of a bar tells the width of a name (Bland,
Iyer and Levchenko, "Story Beyond the Eye: Glyph Positions Break PDF Text Redaction", 2023). Rule: nothing of
the original's page is taken, neither as a picture nor as drawing but for long straight rules; each line is
set anew from its left, with marks of one size for each label, so that what follows a mark stands where the
mark ends. A rule under or through words is left out: it would tell their length. Page headers and footers
stay behind, as in every copy. Residual risk: how many lines and pages there were, and where each begins.
"""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from statistics import median

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from models.disclosure import Decision
from models.document import MAIN, Block, BlockKind, Document, Page, Word
from models.errors import CountersignError
from redact.write.fonts import FACE, by_face, load_faces, set_wrongly
from redact.write.layout import CONTROL, NOTES, marker_of, removals
from redact.write.note import LANGUAGE, SET_WRONGLY, TITLE
from redact.write.tagging import Element, TaggingCanvas

CHANNELS = frozenset({*MAIN, *NOTES})
BOX = 1.18
"""The height of a word's box in its type's size: from the top of its line to the foot."""
FOOT = 0.22
"""How far the line's foot lies below the letters', in the same."""
SMALLEST, LARGEST = 4.0, 40.0
NARROWEST = 0.6
"""How far a line may be squeezed before its type is made smaller."""
GREY = HexColor("#505a5f")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line, or a mark."""

    text: str
    bold: bool = False
    italic: bool = False
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is left of one line, and where it stood; `marker` is the bullet or number before its first."""

    block: Block
    left: float
    top: float
    bottom: float
    size: float
    pieces: tuple[Piece, ...]
    marker: str = ""


def write_pages(document: Document, decisions: Iterable[Decision], note: list[str], marking: str) -> bytes:
    """The file's bytes, a first page that says what it is and then a page for each of the document's.

    Raises `CountersignError` where something of the text has no place on any page: set such a copy as flowing
    text instead.
    """
    gone = removals(decisions)
    _refuse_what_has_no_place(document, gone)
    load_faces()
    pages = [(page, _lines(document, page, gone)) for page in document.pages]
    if any(set_wrongly(p.text) for _, lines in pages for line in lines for p in line.pieces):
        note = [*note, SET_WRONGLY]
    out = io.BytesIO()
    root = Element("Document")
    canvas = TaggingCanvas(
        out, pagesize=A4, invariant=1, pageCompression=1, lang=LANGUAGE, initialFontName=f"{FACE}00",
        furniture=partial(_furniture, marking), root=root, title=TITLE,
    )  # fmt: skip
    _cover(canvas, root, note)
    tags = _Tags(root)
    for page, lines in pages:
        canvas.setPageSize((page.width, page.height))
        _rules(canvas, page)
        for number, line in enumerate(lines):
            _draw(canvas, page, line, _room(page, lines, number), tags.element(line.block))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _refuse_what_has_no_place(document: Document, gone: list[tuple[int, int, str]]) -> None:
    words = sorted((w.start, w.end) for page in document.pages for w in page.words)
    ends = [end for _, end in words]
    gone_ends = [end for _, end, _ in gone]
    for block in document.blocks:
        if block.channel not in CHANNELS:
            continue
        span = document.content_span(block)
        for at in range(span.start, span.end):
            if not document.text[at].isalnum():
                continue
            word = bisect_right(ends, at)
            removal = bisect_right(gone_ends, at)
            placed = word < len(words) and words[word][0] <= at
            removed = removal < len(gone) and gone[removal][0] <= at
            if not placed and not removed:
                raise CountersignError(
                    "The copy cannot be set as the pages are: some of its words have no place on a page.",
                    "Make the copy as flowing text.",
                )


def _lines(document: Document, page: Page, gone: list[tuple[int, int, str]]) -> list[Line]:
    """The lines of a page that say something, in the order of the text."""
    words = sorted(page.words, key=lambda w: w.start)
    starts = [w.start for w in words]
    found = []
    for block in document.blocks:
        if block.channel not in CHANNELS:
            continue
        inside = words[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        for group in _grouped(inside):
            pieces = tuple(_pieces(document, block, group[0].start, group[-1].end, gone))
            if any(p.text.strip() for p in pieces):
                found.append(_line(block, group, pieces))
    return found


def _grouped(words: list[Word]) -> Iterator[list[Word]]:
    """Words that stand on one line, in order."""
    line: list[Word] = []
    for word in words:
        if line and not _follows(line[-1], word):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _follows(before: Word, word: Word) -> bool:
    high = max(before.box.bottom - before.box.top, 1.0)
    level = abs(before.box.bottom - word.box.bottom) < 0.5 * high
    return level and word.box.left >= before.box.left and word.box.left - before.box.right < 4 * high


def _line(block: Block, words: list[Word], pieces: tuple[Piece, ...]) -> Line:
    high = median(w.box.bottom - w.box.top for w in words)
    size = min(max(high / BOX, SMALLEST), LARGEST)
    top, bottom = min(w.box.top for w in words), median(w.box.bottom for w in words)
    begins = words[0].start <= block.start or not block.marker
    return Line(block, words[0].box.left, top, bottom, size, pieces, marker_of(block) if begins else "")


def _pieces(
    document: Document, block: Block, start: int, end: int, gone: list[tuple[int, int, str]]
) -> Iterator[Piece]:
    """What is left between two places of the text; a removal has its mark where it begins."""
    at = start
    for removed_from, removed_to, mark in gone[bisect_left(gone, start, key=lambda g: g[1] - 1) :]:
        if removed_from >= end:
            break
        if removed_from >= start:
            yield from _plain(document, block, at, removed_from)
            yield Piece(mark, mark=True)
        at = max(at, min(removed_to, end))
    yield from _plain(document, block, at, end)


def _plain(document: Document, block: Block, start: int, end: int) -> Iterator[Piece]:
    edges = sorted({start, end, *(e for m in block.emphasis for e in (m.start, m.end) if start < e < end)})
    for left, right in pairwise(edges):
        text = " ".join(CONTROL.sub("", document.text[left:right]).replace("\n", " ").split(" "))
        over = [e for e in block.emphasis if e.start <= left < e.end]
        if text:
            heading = block.kind in (BlockKind.HEADING, BlockKind.TITLE)
            bold, italic = heading or any(e.bold for e in over), any(e.italic for e in over)
            yield Piece(text, bold, italic)


def _room(page: Page, lines: list[Line], number: int) -> float:
    """How wide the line may be: to the next upright rule, the next words beside it, or the page's margin."""
    line = lines[number]
    middle = (line.top + line.bottom) / 2
    bounds = [page.width - 36.0]
    bounds += [
        r.left
        for r in page.rules
        if r.left == r.right and r.top <= middle <= r.bottom and r.left > line.left + 4
    ]
    bounds += [
        other.left
        for other in lines
        if other is not line and other.top < middle < other.bottom and other.left > line.left + 4
    ]
    return max(min(bounds) - 3.0 - line.left, 12.0)


def _draw(canvas: Canvas, page: Page, line: Line, room: float, element: Element) -> None:
    size = line.size
    wide = _width(line.pieces, size)
    squeeze = min(1.0, room / wide) if wide else 1.0
    if squeeze < NARROWEST:
        size, squeeze = max(size * squeeze / NARROWEST, 2.0), NARROWEST
    foot = page.height - line.bottom + FOOT * size
    at = line.left
    if line.marker:
        before = _width((Piece(line.marker),), size)
        _set(canvas, element, max(at - before - size / 2, 2.0), foot, size, 1.0, Piece(line.marker))
    for piece in line.pieces:
        width = _width((piece,), size) * squeeze
        if piece.mark:
            canvas.begin_content(None)
            canvas.setFillColor(black)
            canvas.rect(at, foot - 0.2 * size, width, 1.12 * size, stroke=0, fill=1)
            canvas.end_content()
        _set(canvas, element, at, foot, size, squeeze, piece)
        at += width


def _set(
    canvas: Canvas, element: Element, at: float, foot: float, size: float, squeeze: float, piece: Piece
) -> None:
    canvas.begin_content(element)
    text = canvas.beginText(at, foot)
    text.setHorizScale(100 * squeeze)
    text.setFillColor(white if piece.mark else black)
    for face, run in by_face(piece.text):
        text.setFont(_font(face, piece), size)
        text.textOut(run)
    canvas.drawText(text)
    canvas.end_content()


def _font(face: str, piece: Piece) -> str:
    return f"{FACE}{int(piece.bold or piece.mark)}{int(piece.italic)}" if face == FACE else face


def _width(pieces: Iterable[Piece], size: float) -> float:
    return sum(float(stringWidth(run, _font(face, p), size)) for p in pieces for face, run in by_face(p.text))


def _rules(canvas: Canvas, page: Page) -> None:
    """The page's long rules, without those that go under or through words."""
    canvas.begin_content(None)
    canvas.setStrokeColor(GREY)
    canvas.setLineWidth(0.6)
    for rule in page.rules:
        if rule.left == rule.right or not _touches_words(rule.top, rule.left, rule.right, page):
            canvas.line(rule.left, page.height - rule.top, rule.right, page.height - rule.bottom)
    canvas.end_content()


def _touches_words(level: float, left: float, right: float, page: Page) -> bool:
    if right - left > 0.5 * page.width:
        return False
    return any(
        w.box.top < level < w.box.bottom + 2 and w.box.left < right and left < w.box.right for w in page.words
    )


def _cover(canvas: Canvas, root: Element, note: list[str]) -> None:
    """The first page: what this is."""
    y = A4[1] - 90.0
    for words, size, tag in [(TITLE, 18.0, "H1"), *((text, 10.5, "P") for text in note)]:
        font = f"{FACE}10" if tag == "H1" else f"{FACE}00"
        canvas.begin_content(root.add(tag))
        text = canvas.beginText(57, y)
        text.setFont(font, size, size * 1.4)
        text.setFillColor(black)
        for row in simpleSplit(words, font, size, A4[0] - 114):
            text.textLine(row)
        canvas.drawText(text)
        canvas.end_content()
        y = text.getY() - 8
    canvas.showPage()


def _furniture(marking: str, canvas: Canvas, page: int, pages: int) -> None:
    width, height = canvas._pagesize
    canvas.setFillColor(black)
    canvas.setFont(f"{FACE}10", 10)
    canvas.drawCentredString(width / 2, height - 20, marking)
    canvas.drawCentredString(width / 2, 12, marking)
    canvas.setFont(f"{FACE}00", 8)
    canvas.drawCentredString(width / 2, 25, f"Page {page} of {pages}")


class _Tags:
    """The element that each block is the content of; cells lie in their rows and tables."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._blocks: dict[int, Element] = {}
        self._tables: dict[int, Element] = {}
        self._rows: dict[tuple[int, int], Element] = {}
        self._cells: dict[tuple[int, int, int], Element] = {}

    def element(self, block: Block) -> Element:
        """The block's element, made where it is not there yet."""
        if block.start not in self._blocks:
            self._blocks[block.start] = self._parent(block).add(_tag(block))
        return self._blocks[block.start]

    def _parent(self, block: Block) -> Element:
        cell = block.cell
        if cell is None:
            return self._root
        if cell.table not in self._tables:
            self._tables[cell.table] = self._root.add("Table")
        row = (cell.table, cell.row)
        if row not in self._rows:
            self._rows[row] = self._tables[cell.table].add("TR")
        place = (*row, cell.column)
        if place not in self._cells:
            self._cells[place] = self._rows[row].add("TH" if cell.header else "TD")
            self._cells[place].spans = (max(1, cell.column_span), max(1, cell.row_span))
        return self._cells[place]


def _tag(block: Block) -> str:
    if block.kind is BlockKind.TITLE:
        return "H1"
    return f"H{min(max(block.level, 1), 4)}" if block.kind is BlockKind.HEADING else "P"
