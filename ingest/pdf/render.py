"""A page drawn as a grey picture, by PDFium, in the process that reads the file and in no other."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium
from PIL import Image

from ingest.scans.eyes import MOST_PIXELS
from ingest.scans.upright import DPI

_LEAST_DPI = 60  # a sheet so large that its letters would be lost is not looked at


def drawn(document: Any, index: int, width: float, height: float) -> tuple[Image.Image, float] | None:
    """The page at `index`, counted from 0, and its dots to the inch; None where it cannot be drawn.

    Width and height are those of the page as seen, in points.
    """
    inches = (width / 72) * (height / 72)
    dpi = min(DPI, (0.98 * MOST_PIXELS / max(inches, 0.01)) ** 0.5)
    wide, high = round(width * dpi / 72), round(height * dpi / 72)
    if dpi < _LEAST_DPI or min(wide, high) < 1:
        return None
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return None
    buffer = ctypes.create_string_buffer(wide * high)
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_Gray, buffer, wide)
    try:
        if not bitmap:
            return None
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, 0)
        return Image.frombuffer("L", (wide, high), buffer.raw, "raw", "L", 0, 1), dpi
    finally:
        if bitmap:
            pdfium.FPDFBitmap_Destroy(bitmap)
        pdfium.FPDF_ClosePage(page)
