"""Pages as a scanner makes them: pictures of invented papers, at three qualities, the same at every run."""

from __future__ import annotations

import io
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from models.document import MAIN, Block, BlockKind, Document

TYPED = ParagraphStyle("typed", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=5)
HEADING = ParagraphStyle("heading", parent=TYPED, fontName="Helvetica-Bold", fontSize=13, leading=18)


@dataclass(frozen=True)
class Quality:
    """How a page was scanned: dots to the inch, degrees askew, and what was lost on the way."""

    name: str
    dpi: int
    askew: float
    noise: float
    blur: float
    jpeg: int
    fade: float
    stamped: bool


STAMP = "RECEIVED 14 MAR"
QUALITIES = (
    Quality("good", 300, 0.4, 6, 0.3, 85, 0.95, stamped=False),
    Quality("fair", 200, -0.9, 14, 0.6, 60, 0.85, stamped=True),
    Quality("poor", 150, 1.7, 24, 0.7, 35, 0.70, stamped=True),
)


def scanned(pdf: bytes, quality: Quality, seed: int = 1) -> bytes:
    """The PDF's pages as a PDF of pictures."""
    pages = [photocopied(picture, quality, seed + at) for at, picture in enumerate(_drawn(pdf, quality.dpi))]
    buffer = io.BytesIO()
    pages[0].save(
        buffer, "PDF", resolution=quality.dpi, save_all=True, append_images=pages[1:], quality=quality.jpeg
    )
    return buffer.getvalue()


def _drawn(pdf: bytes, dpi: int) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def photocopied(page: Image.Image, quality: Quality, seed: int) -> Image.Image:
    """One page stamped, laid askew, faded, blurred, speckled and pressed into a JPEG."""
    if quality.stamped:
        _stamp(page, quality.dpi)
    page = page.rotate(quality.askew, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(quality.blur))
    grey = np.asarray(page, dtype=np.float32)
    grey = 240 - (255 - grey) * quality.fade * 0.9
    grey += np.random.default_rng(seed).normal(0, quality.noise, grey.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def _stamp(page: Image.Image, dpi: int) -> None:
    """A date stamp, aslant, in the upper right corner, over nothing."""
    size = (int(1.9 * dpi), int(0.5 * dpi))
    stamp = Image.new("L", size, 255)
    pen = ImageDraw.Draw(stamp)
    pen.rectangle((3, 3, size[0] - 4, size[1] - 4), outline=90, width=max(dpi // 70, 2))
    pen.text((0.12 * dpi, 0.13 * dpi), STAMP, fill=90, font=ImageFont.load_default(0.18 * dpi))
    turned = stamp.rotate(8, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    page.paste(turned, (page.width - turned.width - int(0.3 * dpi), int(0.15 * dpi)))


def typed(document: Document) -> bytes:
    """The running text of an invented document as a PDF with a text layer, tables as ruled tables."""
    story: list[object] = []
    rows: dict[int, dict[int, list[str]]] = {}

    def close() -> None:
        for table in list(rows):
            cells = rows.pop(table)
            lines = [[Paragraph(escape(c), TYPED) for c in cells[row]] for row in sorted(cells)]
            wide = max(len(line) for line in lines)
            lines = [line + [""] * (wide - len(line)) for line in lines]
            widths = [(A4[0] - 130) / wide] * wide
            story.extend(
                [Table(lines, widths, style=[("GRID", (0, 0), (-1, -1), 0.6, colors.black)]), Spacer(1, 8)]
            )

    for block in document.blocks:
        if block.channel not in MAIN:
            continue
        said = document.content(block)
        if block.cell is not None:
            rows.setdefault(block.cell.table, {}).setdefault(block.cell.row, []).append(said)
            continue
        close()
        story.append(Paragraph(escape(said), _style(block)))
    close()
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, leftMargin=65, rightMargin=65, topMargin=65, invariant=1).build(
        story
    )
    return buffer.getvalue()


def _style(block: Block) -> ParagraphStyle:
    return HEADING if block.kind in (BlockKind.HEADING, BlockKind.TITLE) else TYPED
