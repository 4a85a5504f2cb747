"""The words of a PDF page with their boxes and looks, and the shapes that may hide them, through PDFium.

PDFium is called directly: one call a word, not one a character, keeps a page within a few milliseconds.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from ingest.canonical import SYMBOLS, clean
from ingest.pdf.alternatives import alternatives
from ingest.pdf.appearances import added_words, draw_notes, has_drawn_notes
from ingest.pdf.geometry import Frame, PageContent, PlacedText, Sight
from ingest.pdf.shapes import Matrix, clipping, collect_shapes
from ingest.pdf.sight import judge_sight

_WORD = re.compile("[^\\s\\x00\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")  # a broken word is two words
_HYPHENS = {0x02: "", 0xFFFE: "", 0xAD: ""}  # how PDFium writes a hyphen at the end of a line
_CONTROL = re.compile("[\x01\x03-\x08\x0b\x0c\x0e-\x1f]")
_UNMAPPED = re.compile("[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\ufffd\ue000-\uf8ff]")
_FEW_ODD = 0.05
_HALF = re.compile("[\ud800-\udfff]")
_LIGATURES = str.maketrans(
    {"\x03": " ", "\x0b": "\ufb00", "\x0c": "\ufb01", "\x0e": "\ufb03", "\x0f": "\ufb04", "\x1b": "\ufb00",
     "\x1c": "\ufb01", "\x1d": "\ufb02", "\x1e": "\ufb03", "\x1f": "\ufb04"}
)  # fmt: skip
_SAME_PLACE = 2.0  # points
_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6
_MOST_CHARACTERS = 500_000
_INVISIBLE = (3, 7)
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.I)
_ITALIC_NAME = re.compile(r"italic|oblique", re.I)


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run of text is drawn, and where it stands among the page's objects."""

    size: float
    bold: bool
    italic: bool
    upright: bool
    invisible: bool
    colour: tuple[int, int, int] | None
    order: int
    window: tuple[float, float, float, float] | None = (
        None  # left, top, right, bottom of what clipping leaves
    )


def read_page(document: Any, index: int, tagged: bool = False) -> PageContent:
    """The content of the page at `index`, counted from 0; `failed` where PDFium cannot load it.

    `tagged` says that the file has a tree of tags, with descriptions for those who cannot see the page.
    """
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return PageContent(index + 1, 0.0, 0.0, failed=True)
    try:
        content = _content(page, index)
        content.alternatives = list(alternatives(page)) if tagged else []
        drawn = not content.failed and has_drawn_notes(page) and draw_notes(page)
    finally:
        pdfium.FPDF_ClosePage(page)
    if drawn:
        content.drawn_by_notes = _drawn_by_notes(document, index, content)
    return content


def _drawn_by_notes(document: Any, index: int, content: PageContent) -> list[PlacedText]:
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return []
    try:
        return added_words(content, _content(page, index))
    finally:
        pdfium.FPDF_ClosePage(page)


def _content(page: Any, index: int) -> PageContent:
    frame = _frame(page)
    wide, high = frame.size
    content = PageContent(index + 1, round(wide, 2), round(high, 2), frame=frame)
    orders = collect_shapes(page, frame, content)
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        content.failed = True
        return content
    try:
        inks = _words(text_page, frame, content, orders)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    judge_sight(content, inks)
    content.words = _once(content.words)
    return content


def _once(words: list[PlacedText]) -> list[PlacedText]:
    """The words without those struck twice: some programs make letters bold by drawing them again."""
    struck: set[tuple[str, Sight, int, int, int]] = set()
    kept = []
    for word in words:
        places = {
            (
                word.text,
                word.sight,
                shift,
                int(word.left / _SAME_PLACE + shift / 2),
                int(word.top / _SAME_PLACE),
            )
            for shift in (0, 1)
        }
        if struck.isdisjoint(places):
            kept.append(word)
        struck |= places
    return kept


def _frame(page: Any) -> Frame:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, box) or box.right <= box.left:
        return Frame(0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page), 0)
    turns = pdfium.FPDFPage_GetRotation(page) % 4
    return Frame(box.left, min(box.top, box.bottom), box.right, max(box.top, box.bottom), turns)


def _characters(text_page: Any) -> str:
    """One character for each of PDFium's, so that a place in the string is its index."""
    count = min(max(pdfium.FPDFText_CountChars(text_page), 0), _MOST_CHARACTERS)
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    got = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: max(got - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) != count:  # PDFium leaves characters without a meaning out of the string
        unicode_at = pdfium.FPDFText_GetUnicode
        text = "".join(chr(min(unicode_at(text_page, i), 0x10FFFF)) for i in range(count))
    return text


def _mapped(text: str) -> tuple[str, int]:
    """The text, and how many of its characters only their own fonts can explain.

    Fonts of TeX keep ligatures where other alphabets keep control codes (the Cork encoding and the older
    OT1); where such a font does not say so, a few control codes among many letters are these. A TrueType
    font's third glyph is its space.
    """
    odd = len(_CONTROL.findall(text))
    if 0 < odd <= _FEW_ODD * len(text):
        text = text.translate(_LIGATURES)
    return text, sum(c not in SYMBOLS for c in _UNMAPPED.findall(text))


def _words(
    text_page: Any, frame: Frame, content: PageContent, orders: dict[int, tuple[int, Matrix]]
) -> list[Ink]:
    """Fill the page's words; the ink of each, in the same order."""
    text = _characters(text_page)
    if _UNMAPPED.search(text):
        text, content.unmapped = _mapped(text)
    box = pdfium.FS_RECTF()
    at = ctypes.byref(box)
    loose = pdfium.FPDFText_GetLooseCharBox
    palette = _Palette(text_page, frame, orders)
    inks: list[Ink] = []
    for found in _WORD.finditer(text):
        start, end = found.span()
        raw = found[0]
        if not raw.isascii() and _HALF.search(raw):  # PDFium counts the halves of a character as two
            raw = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        hyphen = ord(raw[-1]) in _HYPHENS
        words = clean(raw.translate(_HYPHENS)) if hyphen or not raw.isascii() else clean(raw)
        if not words and not hyphen:
            continue
        loose(text_page, start, at)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if end - start > 1:
            loose(text_page, end - 1, at)
            left, right = min(left, box.left), max(right, box.right)
            bottom, top = min(bottom, box.bottom), max(top, box.top)
        ink = palette.ink(start)
        words = words + "\xad" if hyphen else words
        seen = frame.seen(left, bottom, right, top)
        content.words.append(
            PlacedText(words, *seen, ink.size, ink.bold, ink.italic, ink.upright, order=start)
        )
        inks.append(ink)
    return inks


class _Palette:
    """The inks of one page. Buffers are made once: a page may hold one text object for each word."""

    def __init__(self, text_page: Any, frame: Frame, orders: dict[int, tuple[int, Matrix]]) -> None:
        self._text_page, self._orders, self._frame = text_page, orders, frame
        self._turned = 90 * frame.turns
        self._inks: dict[int, Ink] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._size, self._matrix = ctypes.c_float(), pdfium.FS_MATRIX()
        self._shade = [ctypes.c_uint() for _ in range(4)]
        self._plain = (-1, Matrix())

    def ink(self, character: int) -> Ink:
        """The ink of the text object that the character stands in."""
        handle = pdfium.FPDFText_GetTextObject(self._text_page, character)
        if not handle:
            return Ink(10.0, False, False, True, False, None, -1)
        address = ctypes.addressof(handle.contents)
        ink = self._inks.get(address)
        if ink is None:
            ink = self._inks[address] = self._mix(handle, *self._orders.get(address, self._plain))
        return ink

    def _mix(self, handle: Any, order: int, outer: Matrix) -> Ink:
        pdfium.FPDFTextObj_GetFontSize(handle, self._size)
        raw = self._matrix
        pdfium.FPDFPageObj_GetMatrix(handle, raw)
        a, b, c, d = raw.a, raw.b, raw.c, raw.d
        if outer is not self._plain[1]:
            turned = Matrix(a, b, c, d).then(outer)
            a, b, c, d = turned.a, turned.b, turned.c, turned.d
        size = abs(self._size.value * (math.hypot(c, d) or 1.0))
        upright = b == 0 < a and not self._turned
        if not upright:
            angle = math.degrees(math.atan2(b, a))
            upright = abs((angle - self._turned + 180) % 360 - 180) < 8
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        bold, italic = self._weight(pdfium.FPDFTextObj_GetFont(handle))
        red, green, blue, alpha = self._shade
        coloured = mode in (0, 4) and pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
        colour = (red.value, green.value, blue.value) if coloured else None
        invisible = mode in _INVISIBLE or size < 1.0 or bool(coloured and not alpha.value)
        window = clipping(handle, outer, self._frame)
        return Ink(round(size, 1), bold, italic, upright, invisible, colour, order, window)

    def _weight(self, font: Any) -> tuple[bool, bool]:
        """Bold and italic, by what the font says of itself and by its name."""
        if not font:
            return False, False
        address = ctypes.addressof(font.contents)
        if address not in self._fonts:
            self._fonts[address] = _weight(font)
        return self._fonts[address]


def _weight(font: Any) -> tuple[bool, bool]:
    buffer = ctypes.create_string_buffer(200)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
    name = buffer.raw[: max(min(length, 200) - 1, 0)].decode("latin-1")
    flags = pdfium.FPDFFont_GetFlags(font)
    bold = bool(_BOLD_NAME.search(name)) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
    return bold, bool(_ITALIC_NAME.search(name)) or (flags > 0 and bool(flags & _ITALIC_FLAG))
