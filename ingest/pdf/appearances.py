"""Words that notes and form fields draw on the page by themselves: stamps, captions, signatures.

A note's stored words may differ from what it draws. PDFium is asked to draw the notes into a copy of the
page in memory; the words that this adds are those that a reader sees and the page's own content does not
hold.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

from ingest.pdf.geometry import PageContent, PlacedText

_MOST_NOTES = 2_000
_WITHOUT_WORDS = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_UNKNOWN)


def has_drawn_notes(page: Any) -> bool:
    """True where the page has a note or field that may draw words."""
    for index in range(min(max(pdfium.FPDFPage_GetAnnotCount(page), 0), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind not in _WITHOUT_WORDS:
            return True
    return False


def draw_notes(page: Any) -> bool:
    """Draw the page's notes into it, in memory; the page must be loaded anew to see them."""
    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def added_words(before: PageContent, after: PageContent) -> list[PlacedText]:
    """The words that are there only once the notes are drawn."""
    had = Counter(_key(word) for word in before.words)
    added = []
    for word in after.words:
        if had[_key(word)]:
            had[_key(word)] -= 1
        else:
            added.append(word)
    return added


def _key(word: PlacedText) -> tuple[str, int, int]:
    return word.text, round(word.left), round(word.middle)
