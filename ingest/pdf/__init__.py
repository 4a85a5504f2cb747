"""PDF, whole: the words on its pages through PDFium, everything beside them through pypdf.

Covered: words in reading order with page and box; headers and footers page by page; ruled and aligned
tables; words that are invisible, covered, off the page or in the colour of their ground; notes and their
authors and what they draw, form fields, outline, properties (document information and XMP), link targets,
attachments, scripts, names of layers, earlier states of the file. Not covered: words in pictures (a page that
is only a picture is "not read") and words drawn as shapes; objects that nothing on a page or in the
catalogue leads to.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pypdfium2.raw as pdfium

from ingest import refusals
from ingest.assemble import Gathered, Piece
from ingest.limits import Limits
from ingest.pdf.compose import Composer
from ingest.pdf.content import read_page
from ingest.pdf.fields import FieldValue
from ingest.pdf.geometry import PageContent, Sight, lines_of, outline
from ingest.pdf.revisions import NotAllRead, earlier_lines, squeezed
from ingest.pdf.structure import read_structure
from models.document import MAIN, BlockKind, Box, Channel, PageState, Provenance
from models.errors import Refused

__all__ = ["read_pdf"]

_PDFIUM = threading.Lock()  # PDFium works for one thread at a time
_FEW_WORDS = 8
_SCAN = 0.5  # share of a page
_PICTURE = 0.04
_MANY_CURVES = 25
_GARBLED = 0.3


def read_pdf(data: bytes, limits: Limits) -> Gathered:
    """Everything in a PDF; raises `Refused` where it needs a password, is damaged or over a limit."""
    with _PDFIUM:
        contents = _contents(data, limits)
        return _gather(data, contents, limits)


def _contents(data: bytes, limits: Limits) -> list[PageContent]:
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refusal(pdfium.FPDF_GetLastError())
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > limits.pages:
            raise refusals.over_limit(f"more than {limits.pages:,} pages")
        if count < 1:
            raise refusals.damaged("PDF")
        tagged = bool(pdfium.FPDFCatalog_IsTagged(document))
        return [read_page(document, index, tagged) for index in range(count)]
    finally:
        pdfium.FPDF_CloseDocument(document)


def _refusal(code: int) -> Refused:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return refusals.password("PDF")
    if code == pdfium.FPDF_ERR_SECURITY:
        return refusals.unsupported("a PDF locked in a way that is not known here")
    return refusals.damaged("PDF")


def _gather(data: bytes, contents: Sequence[PageContent], limits: Limits) -> Gathered:
    gathered = Gathered()
    if all(content.failed for content in contents):
        raise refusals.damaged("PDF")
    states = [_state(content, gathered) for content in contents]
    Composer(gathered).compose(contents, states)
    structure = read_structure(data, limits)
    _place_fields(gathered, structure.fields, contents)
    _doubts(data, contents, structure.pages, gathered)
    gathered.pieces.extend(structure.gathered.pieces)
    _beside(gathered, contents)
    gathered.problems.extend(structure.gathered.problems)
    _earlier(data, gathered, limits)
    return gathered


def _state(content: PageContent, gathered: Gathered) -> PageState:
    """Whether the page's words are known."""
    readable = [w for w in content.words if w.sight in (Sight.SEEN, Sight.LAYER)]
    layer = sum(w.sight is Sight.LAYER for w in readable)
    letters = sum(len(w.text) for w in readable)
    pictured = content.pictured()
    if content.failed:
        return _not_read(content, gathered, "It is damaged.")
    if letters and content.unmapped > _GARBLED * letters:
        return _not_read(content, gathered, "Its fonts do not say which letters they show.")
    if layer and layer >= 0.5 * len(readable):
        gathered.problem(
            "text-layer",
            "The page is a picture; its words were put there by a machine and may differ from what is seen.",
            page=content.number,
        )
        return PageState.OCR
    if len(readable) < _FEW_WORDS and pictured >= (_PICTURE if not readable else _SCAN):
        return _not_read(content, gathered, "It is a picture, and a picture's words are not known.")
    if pictured >= _SCAN:
        gathered.problem(
            "large-picture", "A picture fills much of the page and may hold words.", page=content.number
        )
    if not readable and content.curves >= _MANY_CURVES:
        return _not_read(content, gathered, "Its letters are drawn as shapes.")
    return PageState.TEXT if readable else PageState.BLANK


def _not_read(content: PageContent, gathered: Gathered, why: str) -> PageState:
    gathered.problem(
        "page-not-read",
        f"Page {content.number} was not read. {why} Send the document as Word or as a PDF made from it.",
        page=content.number,
        blocks=True,
    )
    return PageState.NOT_READ


def _place_fields(gathered: Gathered, fields: Sequence[FieldValue], contents: Sequence[PageContent]) -> None:
    """Put what form fields show where they stand on the page."""
    for value in fields:
        content = contents[value.page - 1] if value.page and value.page <= len(contents) else None
        box = None
        if content is not None and value.rectangle is not None:
            left, bottom, right, top = value.rectangle
            box = Box(left, content.height - max(top, bottom), right, content.height - min(top, bottom))
        piece = Piece(
            value.text,
            BlockKind.PARAGRAPH,
            Channel.FORM_FIELD,
            Provenance(page=value.page, box=box, part="/AcroForm"),
        )
        gathered.pieces.insert(_place(gathered.pieces, piece), piece)


def _place(pieces: Sequence[Piece], piece: Piece) -> int:
    """Before the first running text of the page that stands lower, and never inside a row of a table."""
    where, at = piece.provenance, 0
    for index, other in enumerate(pieces):
        page, box = other.provenance.page, other.provenance.box
        if other.channel not in MAIN or page is None or where.page is None:
            continue
        lower = box is not None and where.box is not None and box.top > (where.box.top + where.box.bottom) / 2
        if page > where.page or (
            page == where.page and lower and (other.cell is None or other.cell.column == 0)
        ):
            return index
        at = index + 1
    while 0 < at < len(pieces) and pieces[at - 1].more_in_row:
        at += 1
    return at if at else len(pieces)


def _beside(gathered: Gathered, contents: Sequence[PageContent]) -> None:
    """Descriptions in the tree of tags, and words that notes draw and nothing read of them says."""
    told = squeezed(" ".join(p.text for p in gathered.pieces if p.provenance.part))
    for content in contents:
        for said in content.alternatives:
            where = Provenance(page=content.number, part="/StructTreeRoot")
            gathered.pieces.append(Piece(said, channel=Channel.ALT_TEXT, provenance=where))
        for line in lines_of(content.drawn_by_notes):
            if squeezed(line.text) not in told:
                where = Provenance(page=content.number, box=outline(line.words), part="appearance")
                gathered.pieces.append(
                    Piece(line.text.replace("\xad", "-"), channel=Channel.ANNOTATION, provenance=where)
                )


def _doubts(data: bytes, contents: Sequence[PageContent], pages: int, gathered: Gathered) -> None:
    """Say where the file breaks off, and where the two readers count different pages."""
    if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:]:
        gathered.problem(
            "file-incomplete",
            "The PDF breaks off before its end; some of it may be missing. Send a complete copy.",
            blocks=True,
        )
    if pages and pages != len(contents):
        gathered.problem(
            "readers-disagree",
            f"One reader finds {len(contents)} pages and another {pages}. Print the file to a new PDF and "
            "send that.",
            blocks=True,
        )


def _earlier(data: bytes, gathered: Gathered, limits: Limits) -> None:
    now = " ".join(piece.text for piece in gathered.pieces)
    found = False
    try:
        for page, line in earlier_lines(data, now, limits):
            found = True
            where = Provenance(page=page, part="earlier state")
            gathered.pieces.append(Piece(line, channel=Channel.EARLIER, provenance=where))
    except NotAllRead:
        gathered.problem(
            "earlier-states-not-read",
            "The PDF keeps earlier states of itself that were not all read. Print it to a new PDF and send "
            "that.",
            blocks=True,
        )
    if found:
        gathered.problem("earlier-states", "The PDF still holds words that were deleted from its pages.")
