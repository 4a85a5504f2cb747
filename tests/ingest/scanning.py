"""Scanned papers for tests: a page set in type, drawn, and put back into a PDF as a picture."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from shutil import which

import numpy as np
import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.scans.eyes import Blind, Glance, Picture, SeenWord

needs_tesseract = pytest.mark.skipif(which("tesseract") is None, reason="tesseract is not installed")
DPI = 200
WIDE, HIGH = 595, 842
HEADING = "2. Those present"
PEOPLE = (
    ("Name", "Role", "Agency"),
    ("Rowena Castellan", "Chair", "Police"),
    ("Ngozi Hartley", "Probation Practitioner", "Probation Service"),
    ("Farrukh Iqbal", "Housing Officer", "Housing"),
)
PROSE = (
    "The meeting was told that he has kept his curfew and goes to work each day.",
    "Ngozi Hartley will see him again before the end of the month and tell the panel.",
)


def minutes(canvas: Canvas) -> None:
    """A heading, a ruled table of who was there, another heading, two lines."""
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 760, HEADING)
    canvas.setFont("Helvetica", 10.5)
    for row, cells in enumerate(PEOPLE):
        for column, said in enumerate(cells):
            canvas.drawString(78 + 150 * column, 727 - 24 * row, said)
    canvas.grid([72, 222, 372, 522], [743 - 24 * row for row in range(len(PEOPLE) + 1)])
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 600, "3. Information shared")
    canvas.setFont("Helvetica", 10.5)
    for row, said in enumerate(PROSE):
        canvas.drawString(72, 575 - 15 * row, said)


def letter(canvas: Canvas, name: str = "Beatrix Oyelaran") -> None:
    """Nothing but lines of writing, with a name in them."""
    canvas.setFont("Times-Roman", 12)
    for row, said in enumerate(
        (
            "Dear colleague,",
            f"I am writing to you about {name} who lives near the school.",
            "She has asked that nobody should be told where her children are now.",
            "Please take care that this is not said in the minutes of the meeting.",
        )
    ):
        canvas.drawString(72, 760 - 16 * row, said)


def page(draw: Callable[[Canvas], None]) -> bytes:
    """One page as a PDF."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDE, HIGH))
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


@cache
def photograph(draw: Callable[[Canvas], None], askew: float = 0.0, noise: float = 4.0) -> Image.Image:
    """The page as a scanner would see it."""
    with pypdfium2.PdfDocument(page(draw)) as document:
        image = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
    image = image.rotate(askew, Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(image, dtype=np.float32) * 0.88 + 12
    grey += np.random.default_rng(7).normal(0, noise, grey.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def scan(*images: Image.Image) -> bytes:
    """A PDF whose pages are these pictures."""
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", resolution=DPI, save_all=True, append_images=list(images[1:]))
    return buffer.getvalue()


def with_layer(image: Image.Image, lines: Sequence[str]) -> bytes:
    """A page that is a picture, with these lines stored invisibly over it."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, WIDE, HIGH)
        text = canvas.beginText(72, 760)
        text.setTextRenderMode(3)
        for line in lines:
            text.textLine(line)
        canvas.drawText(text)

    return page(draw)


def lying_font(data: bytes) -> bytes:
    """The PDF, whose fonts now say that every letter is the next one of the alphabet."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    codes = [(c, chr(c + 1)) for c in range(ord("A"), ord("z") + 1) if chr(c).isalpha()]
    lines = "\n".join(f"<{code:02X}> <{ord(said):04X}>" for code, said in codes)
    table = DecodedStreamObject()
    table.set_data(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        b"1 begincodespacerange <00> <FF> endcodespacerange "
        + f"{len(codes)} beginbfchar\n{lines}\nendbfchar endcmap end end".encode()
    )
    resources = writer.pages[0]["/Resources"]
    assert isinstance(resources, DictionaryObject)
    fonts = resources["/Font"]
    assert isinstance(fonts, DictionaryObject)
    for font in fonts.values():
        held = font.get_object()
        assert isinstance(held, DictionaryObject)
        held[NameObject("/ToUnicode")] = writer._add_object(table)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def scribble() -> Image.Image:
    """A page full of strokes that are no letters."""
    image = Image.new("L", (1654, 2339), 245)
    pen = ImageDraw.Draw(image)
    places = np.random.default_rng(3).integers(100, 1500, (160, 8))
    for x, y, *steps in places.tolist():
        points = [(x, y * 1.4)]
        for step in steps:
            points.append((points[-1][0] + step % 90 - 40, points[-1][1] + step % 70 - 35))
        pen.line(points, fill=40, width=4)
    return image


class Told:
    """Eyes that see what they are told to, and count what they are shown."""

    name = "told"

    def __init__(
        self, *lines: str, confidence: int = 95, unsure: str = "", blind: Blind | None = None
    ) -> None:
        self.lines, self.confidence, self.unsure, self.blind = lines, confidence, unsure, blind
        self.shown: list[Picture] = []

    def words(self, picture: Picture, table: bool) -> Glance:
        """The lines, one below the other from the top left."""
        self.shown.append(picture)
        return Glance(blind=self.blind) if self.blind else Glance(tuple(self._words()))

    def turns(self, picture: Picture) -> Glance:
        """Upright."""
        return Glance()

    def _words(self) -> Iterator[SeenWord]:
        for row, line in enumerate(self.lines):
            left = 200
            for word in line.split():
                right = left + 14 * len(word)
                confidence = 30 if word == self.unsure else self.confidence
                yield SeenWord(word, confidence, left, 100 + 40 * row, right, 124 + 40 * row, row, row)
                left = right + 10
