"""Earlier states of a PDF that was saved by adding to its end: what was deleted is still in the file."""

from __future__ import annotations

import ctypes
import re
import time
from collections.abc import Iterator

import pypdfium2.raw as pdfium

from ingest.canonical import one_line
from ingest.limits import Limits

_END = re.compile(rb"%%EOF")
_MOST_REVISIONS = 8
_SHORTEST = 200  # bytes: less is no PDF


class NotAllRead(Exception):
    """Some earlier state could not be read in the time allowed."""


def earlier_lines(data: bytes, now: str, limits: Limits) -> Iterator[tuple[int, str]]:
    """Lines (with their page) that an earlier state of the file shows and `now`, its text, does not hold.

    Raises `NotAllRead` where there are too many states, or they take too long, to read them all.
    """
    ends = [found.end() for found in _END.finditer(data)]
    tail = ends[-1] if ends else 0
    earlier = [end for end in ends if end < tail and end > _SHORTEST and len(data) - end > _SHORTEST]
    if not earlier:
        return
    until = time.monotonic() + limits.structure_seconds
    told = squeezed(now)
    seen: set[str] = set()
    for end in earlier[-_MOST_REVISIONS:]:
        for page, line in _lines(data[:end], limits.pages, until):
            said = squeezed(line)
            if said and said not in told and said not in seen:
                seen.add(said)
                yield page, line
    if len(earlier) > _MOST_REVISIONS:
        raise NotAllRead


def squeezed(text: str) -> str:
    """Without white space and hyphens, which depend on how lines were joined."""
    return re.sub(r"[\s\xad-]+", "", text)


def _lines(data: bytes, pages: int, until: float) -> Iterator[tuple[int, str]]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return  # an end mark inside something else; PDFium sees no file that ends here
    try:
        for index in range(min(pdfium.FPDF_GetPageCount(document), pages)):
            if time.monotonic() > until:
                raise NotAllRead
            page = pdfium.FPDF_LoadPage(document, index)
            if not page:
                continue
            text_page = pdfium.FPDFText_LoadPage(page)
            count = min(max(pdfium.FPDFText_CountChars(text_page), 0), 200_000) if text_page else 0
            buffer = (ctypes.c_ushort * (count * 2 + 2))()
            got = pdfium.FPDFText_GetText(text_page, 0, count, buffer) if count else 0
            if text_page:
                pdfium.FPDFText_ClosePage(text_page)
            pdfium.FPDF_ClosePage(page)
            for line in bytes(buffer)[: max(got - 1, 0) * 2].decode("utf-16-le", "replace").splitlines():
                yield index + 1, one_line(line)
    finally:
        pdfium.FPDF_CloseDocument(document)
