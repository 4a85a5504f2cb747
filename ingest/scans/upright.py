"""A picture set straight: turned on its feet, its lines level, its speckles gone.

Lines that lean by a degree end a whole line lower on the other side of the page, where a table's row would be
read with the next one's. The lean is found on a small copy: ink that lies in level lines makes rows of pixels
that are either dark or light, so the angle is taken whose rows differ most from their neighbours (the method
of projection profiles).
"""

from __future__ import annotations

from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter

from ingest.scans.eyes import LEAST_SIDE, MOST_PIXELS, Picture

DPI = 200
"""Dots to the inch at which pictures are looked at; measured with `bench/scans.py --resolution`."""

_LEAN = 5.0  # degrees either way; what leans more was not meant to be level
_COARSE, _FINE = 0.5, 0.1
_WORTH = 0.25  # degrees: less does no harm
_SMALL = 500  # pixels across the small copy, about
_BLUR = 0.8  # pixels
_MOST_ENLARGED = 3.0


def prepared(image: Image.Image, dpi: float) -> Image.Image:
    """Grey, at `DPI`, without speckles; `dpi` is what the image has. Paper that is dark becomes light."""
    grey = image.convert("L")
    scale = min(DPI / dpi, _MOST_ENLARGED, (0.98 * MOST_PIXELS / max(grey.width * grey.height, 1)) ** 0.5)
    if abs(scale - 1) > 0.02:
        size = max(round(grey.width * scale), 1), max(round(grey.height * scale), 1)
        grey = grey.resize(size, Image.Resampling.BICUBIC)
    return grey.filter(ImageFilter.GaussianBlur(_BLUR))


def paper(image: Image.Image) -> int:
    """The grey of the paper: the commonest there is, by bands of eight."""
    bands = [sum(image.histogram()[at : at + 8]) for at in range(0, 256, 8)]
    return bands.index(max(bands)) * 8 + 4


def turned(image: Image.Image, turns: int) -> Image.Image:
    """By quarter turns clockwise."""
    ways = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    return image.transpose(ways[turns % 4]) if turns % 4 else image


def levelled(image: Image.Image) -> tuple[Image.Image, float]:
    """The picture with its lines level, and by how many degrees, counter-clockwise, it was turned."""
    angle = lean(image)
    if abs(angle) < _WORTH:
        return image, 0.0
    straight = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=paper(image))
    return straight, angle


def lean(image: Image.Image) -> float:
    """The angle, in degrees counter-clockwise, that sets the picture's lines level."""
    factor = max(round(min(image.width, image.height) / _SMALL), 1)
    small = ImageChops.invert(image.reduce(factor))
    if min(small.size) < LEAST_SIDE:
        return 0.0

    def unevenness(angle: float) -> int:
        level = small.rotate(angle, Image.Resampling.BILINEAR, fillcolor=0)
        rows = level.resize((1, level.height), Image.Resampling.BOX).tobytes()
        return sum((a - b) ** 2 for a, b in pairwise(rows))

    steps = int(_LEAN / _COARSE)
    coarse = max(
        (_COARSE * step for step in range(-steps, steps + 1)), key=lambda a: (unevenness(a), -abs(a))
    )
    steps = int(_COARSE / _FINE)
    return max((coarse + _FINE * step for step in range(-steps, steps + 1)), key=unevenness)


def picture(image: Image.Image) -> Picture:
    """The bitmap that is looked at; raises `ValueError` where it is too small or too large."""
    return Picture(image.width, image.height, DPI, image.tobytes())
