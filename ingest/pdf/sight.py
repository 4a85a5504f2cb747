"""Which words of a page a reader sees.

A black rectangle over a name hides it from the eye and from nobody else. What is covered, drawn without
ink, in the colour of its ground, or off the page is told apart here, from the order in which the page is
painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ingest.pdf.geometry import PageContent, PlacedText, Shape, Sight

_BAND = 24.0  # points of height in one band of the index
_SAME = 24  # of 255 in each colour: nobody tells these apart on a page
_SCAN = 0.5  # share of the page that a scanned picture fills at least
_PART_SCAN = 0.3  # and one with a layer of words of its own


class Drawn(Protocol):
    """What the judgement needs to know of a word's ink."""

    @property
    def invisible(self) -> bool: ...

    @property
    def colour(self) -> tuple[int, int, int] | None: ...

    @property
    def order(self) -> int: ...

    @property
    def window(self) -> tuple[float, float, float, float] | None: ...


def judge_sight(content: PageContent, inks: Sequence[Drawn]) -> None:
    """Set `sight` on each word of the page."""
    scanned = content.pictured() >= _PART_SCAN
    bands = _bands(content.shapes)
    for word, ink in zip(content.words, inks, strict=True):
        around = bands.get(int(word.middle // _BAND), ()) if bands else ()
        word.sight = _sight(word, ink, around, content, scanned)


def _sight(
    word: PlacedText, ink: Drawn, around: Sequence[Shape], content: PageContent, scanned: bool
) -> Sight:
    if not (-2 < word.centre < content.width + 2 and -2 < word.middle < content.height + 2):
        return Sight.HIDDEN
    if ink.window is not None and not _inside(word, ink.window):
        return Sight.HIDDEN
    if ink.invisible:
        on_picture = scanned and any(s.colour is None and s.holds(word.centre, word.middle) for s in around)
        return Sight.LAYER if on_picture else Sight.HIDDEN
    ground: tuple[int, int, int] | None = (255, 255, 255)
    for shape in around:  # in the order in which they are painted
        if (not shape.opaque and shape.order > ink.order) or not shape.holds(word.centre, word.middle):
            continue
        if shape.order > ink.order >= 0:
            if not _covers(shape, word):
                continue
            large = shape.area >= _SCAN * content.width * content.height
            return Sight.LAYER if shape.colour is None and large else Sight.COVERED
        ground = shape.colour
    if ink.colour is not None and ground is not None and _alike(ink.colour, ground):
        return Sight.HIDDEN if ground == (255, 255, 255) else Sight.COVERED
    return Sight.SEEN


def _inside(word: PlacedText, window: tuple[float, float, float, float]) -> bool:
    """True where some of the word may lie in the window."""
    left, top, right, bottom = window
    return word.right > left and word.left < right and word.bottom > top and word.top < bottom


def _covers(shape: Shape, word: PlacedText) -> bool:
    """True where most of the word lies under the shape."""
    wide = min(shape.right, word.right) - max(shape.left, word.left)
    return wide >= 0.6 * (word.right - word.left) and shape.bottom - shape.top >= 0.4 * word.size


def _alike(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def _bands(shapes: Sequence[Shape]) -> dict[int, list[Shape]]:
    bands: dict[int, list[Shape]] = {}
    for shape in shapes:
        first, last = int(max(shape.top, -100) // _BAND), int(min(shape.bottom, 20_000) // _BAND)
        for band in range(first, last + 1):
            bands.setdefault(band, []).append(shape)
    return bands
