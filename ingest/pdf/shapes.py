"""The shapes of a page: rectangles that may cover words, pictures, and the rules of tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import pypdfium2.raw as pdfium

from ingest.pdf.geometry import PageContent, Rule, Shape

_MOST_OBJECTS = 60_000
_DEEPEST_FORM = 6
_THIN = 3.0  # points: a rectangle thinner than this is a rule
_MOST_SEGMENTS = 400
_MOST_CLIPS = 8  # of one object
_MANY_CURVES = 12
_MOVE, _LINE, _BEZIER = 2, 0, 1


class Seen(Protocol):
    """Turns a page's own coordinates into what a reader sees."""

    def seen(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom from the top left corner."""
        ...


@dataclass(frozen=True, slots=True)
class Matrix:
    """A PDF transformation."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, outer: Matrix) -> Matrix:
        """This one, then the outer one."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def collect_shapes(page: Any, frame: Seen, content: PageContent) -> dict[int, tuple[int, Matrix]]:
    """Fill the page's shapes and rules; the order and surrounding matrix of text objects by their addresses.

    On a page without shapes nothing can cover a word, and only words inside forms are listed.
    """
    texts: list[tuple[int, Any, Matrix]] = []
    plain = Matrix()
    for order, (handle, kind, outer) in enumerate(_objects(page, plain)):
        if order >= _MOST_OBJECTS:
            break
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts.append((order, handle, outer))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            _picture(handle, outer, order, frame, content)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(handle, outer, order, frame, content)
    return {
        ctypes.addressof(handle.contents): (order, outer)
        for order, handle, outer in texts
        if content.shapes or outer is not plain
    }


def _objects(page: Any, plain: Matrix) -> Iterator[tuple[Any, int, Matrix]]:
    get, kind_of, form = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_FORM
    for index in range(max(pdfium.FPDFPage_CountObjects(page), 0)):
        handle = get(page, index)
        if not handle:
            continue
        kind = kind_of(handle)
        if kind == form:
            yield from _inside(handle, plain, 0)
        else:
            yield handle, kind, plain


def _inside(handle: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    kind = pdfium.FPDFPageObj_GetType(handle)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield handle, kind, outer
        return
    if depth >= _DEEPEST_FORM:
        return
    inner = _matrix(handle).then(outer)
    for index in range(max(pdfium.FPDFFormObj_CountObjects(handle), 0)):
        part = pdfium.FPDFFormObj_GetObject(handle, index)
        if part:
            yield from _inside(part, inner, depth + 1)


def _matrix(handle: Any) -> Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, raw):
        return Matrix()
    return Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _picture(handle: Any, outer: Matrix, order: int, frame: Seen, content: PageContent) -> None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(handle, *sides):
        return
    left, bottom, right, top = (side.value for side in sides)
    corners = [outer.point(x, y) for x in (left, right) for y in (bottom, top)]
    seen = frame.seen(*_around(corners))
    content.shapes.append(Shape(*seen, order, None, not pdfium.FPDFPageObj_HasTransparency(handle)))


def _path(handle: Any, outer: Matrix, order: int, frame: Seen, content: PageContent) -> None:
    segments = pdfium.FPDFPath_CountSegments(handle)
    if segments < 2 or segments > _MOST_SEGMENTS:
        content.curves += segments > _MOST_SEGMENTS
        return
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, mode, stroked)
    if not mode.value and not stroked.value:
        return
    parts, curved = _polygons(handle, segments, _matrix(handle).then(outer))
    if curved >= _MANY_CURVES // 4:
        content.curves += 1
        return
    colour: tuple[int, int, int] | None = None
    opaque = False
    if mode.value:
        shade = [ctypes.c_uint() for _ in range(4)]
        pdfium.FPDFPageObj_GetFillColor(handle, *shade)
        colour = (shade[0].value, shade[1].value, shade[2].value)
        opaque = shade[3].value >= 250 and not pdfium.FPDFPageObj_HasTransparency(handle)
    for points in parts:
        left, top, right, bottom = frame.seen(*_around(points))
        if colour is not None and right - left > _THIN and bottom - top > _THIN:
            if len(points) in (4, 5) and _is_rectangle(points):
                content.shapes.append(Shape(left, top, right, bottom, order, colour, opaque))
        elif colour is not None:
            _thin(left, top, right, bottom, content)
        if stroked.value:
            _strokes(points, handle, order, frame, content)


def _polygons(handle: Any, segments: int, matrix: Matrix) -> tuple[list[list[tuple[float, float]]], int]:
    """The straight-lined parts of a path, and how many of its segments are curves."""
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[tuple[float, float]]] = []
    curved = 0
    for index in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        curved += kind == _BEZIER
        if kind == _MOVE or not parts:
            parts.append([])
        parts[-1].append(matrix.point(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and parts[-1][0] != parts[-1][-1]:
            parts[-1].append(parts[-1][0])
    return [part for part in parts if len(part) > 1], curved


def _strokes(
    points: list[tuple[float, float]], handle: Any, order: int, frame: Seen, content: PageContent
) -> None:
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(handle, width)
    thick = width.value if width.value > 5.0 else 0.0
    shade = [ctypes.c_uint() for _ in range(4)]
    if thick:
        pdfium.FPDFPageObj_GetStrokeColor(handle, *shade)
    for one, other in pairwise(points):
        left, top, right, bottom = frame.seen(*_around([one, other]))
        if thick and min(right - left, bottom - top) < 1.0 and shade[3].value >= 250:
            colour = (shade[0].value, shade[1].value, shade[2].value)
            half = thick / 2
            content.shapes.append(Shape(left - half, top - half, right + half, bottom + half, order, colour))
        elif not thick:
            _thin(left, top, right, bottom, content)


def _thin(left: float, top: float, right: float, bottom: float, content: PageContent) -> None:
    wide, high = right - left, bottom - top
    if wide <= _THIN < high:
        content.upright.append(Rule((left + right) / 2, top, bottom))
    elif high <= _THIN < wide:
        content.level.append(Rule((top + bottom) / 2, left, right))


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    across = {round(x) for x, _ in points}
    down = {round(y) for _, y in points}
    return all(abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1 for a, b in pairwise(points)) and (
        len(across) <= 3 and len(down) <= 3
    )


def _around(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def clipping(handle: Any, outer: Matrix, frame: Seen) -> tuple[float, float, float, float] | None:
    """Left, top, right, bottom of what the clipping paths of an object leave of it; None where it has none.

    A path that is no rectangle counts by the rectangle around it, so that only what is surely gone is.
    """
    clip = pdfium.FPDFPageObj_GetClipPath(handle)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    window: tuple[float, float, float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(min(count, _MOST_CLIPS)):
        points = []
        for index in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), _MOST_SEGMENTS)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append(outer.point(x.value, y.value))
        if points:
            left, top, right, bottom = frame.seen(*_around(points))
            window = (
                (left, top, right, bottom)
                if window is None
                else (
                    max(left, window[0]),
                    max(top, window[1]),
                    min(right, window[2]),
                    min(bottom, window[3]),
                )
            )
    return window
