"""Pictures that stand among other things: which of them are looked at, and what they say as pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from ingest.assemble import Piece, PlacedWord
from ingest.canonical import clean
from ingest.scans.eyes import SeenWord
from ingest.scans.upright import DPI
from models.document import Box, Channel, Provenance

Inset = tuple[float, float, float, float]
"""Left, top, right, bottom of a picture on its page, in points."""

_LEAST_SIDE = 28.0  # points, 1 cm: a line of writing with nothing around it
_LEAST_AREA = 10_000.0  # square points, 5 cm by 2.5 cm: a crest is smaller, a pasted message larger
_MOST = 12  # on one page
_NEAR = 3.0  # points: strips of one scan touch


def insets(boxes: Iterable[Inset], width: float, height: float) -> list[Inset]:
    """The pictures of a page of that size which are large enough to hold words, the largest first.

    Pictures that touch are taken as one: some programs store a scan in strips.
    """
    joined: list[Inset] = []
    for box in boxes:
        left, top, right, bottom = max(box[0], 0), max(box[1], 0), min(box[2], width), min(box[3], height)
        if left >= right or top >= bottom:
            continue
        part = (left, top, right, bottom)
        touching = [other for other in joined[-50:] if _touch(part, other)]
        for other in touching:
            joined.remove(other)
            part = (
                min(part[0], other[0]),
                min(part[1], other[1]),
                max(part[2], other[2]),
                max(part[3], other[3]),
            )
        joined.append(part)
    large = [box for box in joined if large_enough(box[2] - box[0], box[3] - box[1])]
    return sorted(large, key=lambda b: (b[0] - b[2]) * (b[3] - b[1]))[:_MOST]


def large_enough(width: float, height: float) -> bool:
    """True for a picture, by its sides in points, that may hold words worth a look."""
    return min(width, height) >= _LEAST_SIDE and width * height >= _LEAST_AREA


def _touch(one: Inset, other: Inset) -> bool:
    return (
        one[0] <= other[2] + _NEAR
        and other[0] <= one[2] + _NEAR
        and one[1] <= other[3] + _NEAR
        and other[1] <= one[3] + _NEAR
    )


def pieces_of(
    words: Sequence[SeenWord], page: int = 0, inset: Inset = (0.0, 0.0, 0.0, 0.0), part: str = ""
) -> list[Piece]:
    """What a picture says, a piece for each of its lines; `inset` is where it stands on its page.

    `page` 0 is a file without pages, whose `part` holds the picture.
    """
    found: list[Piece] = []
    for _, members in groupby(words, key=lambda w: w.line):
        text, placed = "", list[PlacedWord]()
        line = list(members)
        for word in line:
            said = clean(word.text)
            start = len(text) + bool(text)
            text = f"{text} {said}" if text else said
            placed.append(PlacedWord(start, len(text), page, _box([word], inset), word.confidence))
        where = Provenance(page=page or None, box=_box(line, inset) if page else None, part=part, ocr=True)
        found.append(Piece(text, channel=Channel.PICTURE, provenance=where, words=placed))
    return found


def _box(words: Sequence[SeenWord], inset: Inset) -> Box:
    scale, left, top = 72 / DPI, inset[0], inset[1]
    return Box(
        round(left + min(w.left for w in words) * scale, 1),
        round(top + min(w.top for w in words) * scale, 1),
        round(left + max(w.right for w in words) * scale, 1),
        round(top + max(w.bottom for w in words) * scale, 1),
    )
