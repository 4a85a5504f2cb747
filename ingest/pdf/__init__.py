"""PDF, whole: the words on its pages through PDFium, everything beside them through pypdf.

Covered: words in reading order with page and box; headers and footers page by page; ruled and aligned
tables; words that are invisible, covered, off the page or in the colour of their ground; notes and their
authors and what they draw, form fields, outline, properties (document information and XMP), link targets,
attachments, scripts, names of layers, earlier states of the file; words in pictures, and words drawn as
shapes, where somebody looks at them (a page that is only a picture, and that nobody looked at, is "not
read"); words of layers that are off; and whatever else lies in the file (`sweep`). What is not covered stands
in docs/reading.md.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2.raw as pdfium

from ingest import refusals
from ingest.assemble import Gathered, Piece
from ingest.limits import Limits
from ingest.pdf.beside import place_fields, tell_beside, tell_layers, tell_loose
from ingest.pdf.compose import Composer
from ingest.pdf.content import read_page
from ingest.pdf.geometry import PageContent
from ingest.pdf.layers import Split, split_layers
from ingest.pdf.raw import Raw, read_raw
from ingest.pdf.revisions import NotAllRead, earlier_lines
from ingest.pdf.scanned import Judgement, even_sizes, judge
from ingest.pdf.structure import read_structure
from ingest.scans.eyes import Eyes, NoEyes
from ingest.scans.report import tell_of_pictures
from models.document import Channel, Provenance
from models.errors import Refused

__all__ = ["read_pdf"]

_PDFIUM = threading.RLock()  # PDFium works for one thread at a time


def read_pdf(data: bytes, limits: Limits, eyes: Eyes | None = None) -> Gathered:
    """Everything in a PDF; raises `Refused` where it needs a password, is damaged or over a limit.

    `eyes` look at pages whose words the file does not give, or not surely; without them those are not read.
    """
    with _PDFIUM:
        raw = read_raw(data)
        layered = any(b"/OCProperties" in held.body for held in raw.objects)
        split = split_layers(data, limits) if layered else Split(data)
        contents, judgements = _contents(split.seen, limits, eyes or NoEyes())
        return _gather(data, raw, split, contents, judgements, limits)


def _contents(data: bytes, limits: Limits, eyes: Eyes) -> tuple[list[PageContent], list[Judgement]]:
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
        contents = [read_page(document, index, tagged) for index in range(count)]
        if all(content.failed for content in contents):
            raise refusals.damaged("PDF")
        judgements = [judge(document, content, eyes) for content in contents]
        even_sizes(contents)
        return contents, judgements
    finally:
        pdfium.FPDF_CloseDocument(document)


def _refusal(code: int) -> Refused:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return refusals.password("PDF")
    if code == pdfium.FPDF_ERR_SECURITY:
        return refusals.unsupported("a PDF locked in a way that is not known here")
    return refusals.damaged("PDF")


def _pages(data: bytes) -> list[PageContent]:
    """The pages of another version of a file that was read before."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return []
    try:
        return [read_page(document, index) for index in range(pdfium.FPDF_GetPageCount(document))]
    finally:
        pdfium.FPDF_CloseDocument(document)


def _gather(
    data: bytes,
    raw: Raw,
    split: Split,
    contents: Sequence[PageContent],
    judgements: Sequence[Judgement],
    limits: Limits,
) -> Gathered:
    gathered = Gathered()
    for content, judgement in zip(contents, judgements, strict=True):
        for note in judgement.notes:
            gathered.problem(note.code, note.message, page=content.number, blocks=note.blocks)
    Composer(gathered).compose(contents, [judgement.state for judgement in judgements])
    for at, judgement in enumerate(judgements):
        gathered.pages[at] = replace(gathered.pages[at], confidence=judgement.confidence)
        gathered.pieces.extend(judgement.pieces)
    tell_of_pictures(gathered)
    tell_layers(gathered, split, contents, _pages)
    structure = read_structure(data, limits)
    place_fields(gathered, structure.fields, contents)
    _doubts(data, contents, len(structure.pages), gathered)
    gathered.pieces.extend(structure.gathered.pieces)
    tell_beside(gathered, contents)
    gathered.problems.extend(structure.gathered.problems)
    _earlier(data, gathered, limits)
    tell_loose(gathered, data, raw, structure, contents, limits)
    return gathered


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
