"""The ruled lines of a picture, so that its tables are found as those of a drawn page are, and its ink."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PIL import Image, ImageChops

from ingest.scans.upright import DPI, paper

_STEP = 8  # pixels along a line that are taken together, by the lightest of them: letters let paper through
_BESIDE = 6  # pixels to either side of a line, where it is lighter
_FAINTEST = 18  # of 255 that a rule is darker than what lies beside it: grey, half a point wide, and blurred
_INK = 70
_LEVEL = 0.45  # inches: longer than a stroke of a heading's letters
_UPRIGHT = 0.16  # a row of small type
_THICKEST = 0.06  # inches: a bar is no rule
_EDGE = 0.12  # inches at the rim, where scanners leave shadows
_LEVEL_GAP, _UPRIGHT_GAP = 0.6, 0.2  # inches of a line that speckles may hide; tables stand one above another
_OFF = 4.0  # pixels
_HALF = 3  # pixels to either side of a line
_REACH = 20.0  # pixels: lines are found in steps, and their ends fade
_MOST = 600
_ROUNDS = 12


@dataclass(slots=True)
class Stroke:
    """A straight line: `at` across it, from `start` to `end` along it, in pixels."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The lines of the tables in a picture."""

    level: tuple[Stroke, ...] = ()
    upright: tuple[Stroke, ...] = ()


NO_RULES = Rules()


def ruled(image: Image.Image) -> Rules:
    """The level and the upright lines of the tables in an upright picture.

    Only lines that end at a line across them: half of a table's lines, where speckles broke the others, would
    put its words into wrong cells, and without any lines they are placed by the white space between them.
    """
    level = _joined(_strokes(image, _LEVEL), _LEVEL_GAP)
    upright = _joined(_strokes(image.transpose(Image.Transpose.TRANSPOSE), _UPRIGHT), _UPRIGHT_GAP)
    for _ in range(_ROUNDS):
        framed = [s for s in level if _ends_at(s, upright)], [s for s in upright if _ends_at(s, level)]
        if (len(framed[0]), len(framed[1])) == (len(level), len(upright)):
            return Rules(tuple(level), tuple(upright))
        level, upright = framed
    return NO_RULES  # a heap of lines that hold each other up is no table


def without(rules: Rules, image: Image.Image) -> Image.Image:
    """The picture with its paper where the rules were: words beside a line are read better without it."""
    if not rules.level:
        return image
    bare = image.copy()
    ground = paper(image)
    for stroke in rules.level:
        bare.paste(ground, _around(stroke.start - _STEP, stroke.at, stroke.end + _STEP, stroke.at))
    for stroke in rules.upright:
        bare.paste(ground, _around(stroke.at, stroke.start - _STEP, stroke.at, stroke.end + _STEP))
    return bare


def _around(left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
    return int(left) - _HALF, int(top) - _HALF, int(right) + _HALF + 1, int(bottom) + _HALF + 1


def _joined(strokes: list[Stroke], gap: float) -> list[Stroke]:
    """Strokes on one line with a short gap between them, taken together."""
    joined: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: s.start):
        for other in joined:
            if abs(other.at - stroke.at) <= _OFF and stroke.start - other.end <= gap * DPI:
                other.end = max(other.end, stroke.end)
                break
        else:
            joined.append(stroke)
    return joined


def _ends_at(stroke: Stroke, across: list[Stroke]) -> bool:
    """True where there is a line across at either end."""
    return all(
        any(
            abs(other.at - end) <= _REACH and other.start - _REACH <= stroke.at <= other.end + _REACH
            for other in across
        )
        for end in (stroke.start, stroke.end)
    )


def ink(image: Image.Image) -> float:
    """The share of the picture, its rim left out, that is plainly darker or lighter than its paper."""
    rim = int(_EDGE * DPI)
    if min(image.size) <= 4 * rim:
        rim = 0
    inner = image.crop((rim, rim, image.width - rim, image.height - rim)).reduce(2)
    ground = paper(image)
    other = sum(count for grey, count in enumerate(inner.histogram()) if abs(grey - ground) > _INK)
    return other / max(inner.width * inner.height, 1)


def _cells(image: Image.Image) -> Image.Image:
    """255 where `_STEP` pixels beside each other are all darker than what lies above and below them."""
    lightest = image.reduce((2, 1))
    for by in (1, 2):
        lightest = ImageChops.lighter(lightest, ImageChops.offset(lightest, -by, 0))
    lightest = lightest.resize((max(image.width // _STEP, 1), image.height), Image.Resampling.NEAREST)
    beside = ImageChops.darker(
        ImageChops.offset(lightest, 0, _BESIDE), ImageChops.offset(lightest, 0, -_BESIDE)
    )
    return ImageChops.subtract(beside, lightest)


def _strokes(image: Image.Image, least: float) -> list[Stroke]:
    """Runs of dark cells row by row; those of neighbouring rows are one line, if a thin one."""
    squeezed = _cells(image)
    table = bytes(int(value > _FAINTEST) for value in range(256))
    cells = squeezed.tobytes().translate(table).replace(b"\x01\x00\x01", b"\x01\x01\x01")
    wide = squeezed.width
    run = re.compile(b"\x01{%d,}" % max(int(least * DPI / _STEP), 2))
    open_lines: list[tuple[int, int, int, int]] = []  # first row, last row, start, end
    done: list[tuple[int, int, int, int]] = []
    for row in range(squeezed.height):
        found = [m.span() for m in run.finditer(cells, row * wide, (row + 1) * wide)]
        still: list[tuple[int, int, int, int]] = []
        for first, last, start, end in open_lines:
            (still if last >= row - 1 else done).append((first, last, start, end))
        open_lines = still
        for begin, stop in found:
            start, end = begin - row * wide, stop - row * wide
            touching = [line for line in open_lines if line[2] <= end and start <= line[3]]
            for line in touching:
                open_lines.remove(line)
            first = min([row, *(line[0] for line in touching)])
            span = [start, *(line[2] for line in touching)], [end, *(line[3] for line in touching)]
            open_lines.append((first, row, min(span[0]), max(span[1])))
        if len(done) > _MOST:
            return []
    thin = [line for line in (*done, *open_lines) if line[1] - line[0] < _THICKEST * DPI]
    return [Stroke((first + last + 1) / 2, start * _STEP, end * _STEP) for first, last, start, end in thin]
