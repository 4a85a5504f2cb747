"""The sheet that a Word file is printed on, and what stands off it or is given no room.

Text that is set to begin beyond the edge of the paper, in a row or line of no height, or in a box of no size
is in the file and on no page. Only what is plainly out of sight is called so: lengths are in twentieths of a
point (twips) for text and in EMU (914,400 to the inch) for drawings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ingest.docx.names import attribute, child, local, whole_number

_A4 = (11_906, 16_838)
_EMU = 635  # to the twip
_FLAT = 40  # twips: two points
_SPECK = 12_700  # EMU: one point
_MARGIN = 2_880  # twips: two inches, more than any margin that text hangs into
_STYLE = re.compile(r"([a-z-]{1,40})\s*:\s*([^;]{1,60})", re.I)
_POINTS = re.compile(r"^(-?\d{1,7}(?:\.\d{1,4})?)(pt|in|cm|mm|px)?$")
_IN_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, None: 1.0}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The largest paper of the document, in twips."""

    width: int = _A4[0]
    height: int = _A4[1]

    def hides(self, properties: Any) -> bool:
        """True for paragraph properties (`w:pPr`) that put it off the paper or give its lines no height."""
        for element in () if properties is None else properties:
            match local(element):
                case "spacing" if attribute(element, "lineRule") == "exact":
                    if 0 < whole_number(attribute(element, "line"), 240) < _FLAT:
                        return True
                case "ind":
                    left = whole_number(attribute(element, "left", attribute(element, "start")))
                    if left >= self.width or left <= -2 * self.width:
                        return True
                case "framePr":
                    across, down = (whole_number(attribute(element, name)) for name in ("x", "y"))
                    if not -self.width < across < self.width or not -self.height < down < self.height:
                        return True
        return False

    def hides_drawing(self, element: Any) -> bool:
        """True for a `w:drawing` or `w:pict` that is hidden, of no size, or placed beside the paper."""
        for part in element.iter("{*}docPr", "{*}extent", "{*}anchor", "{*}shape", "{*}rect"):
            match local(part):
                case "docPr" if part.get("hidden") in ("1", "true"):
                    return True
                case "extent" if part.getparent().getparent() is element:
                    wide, high = (whole_number(part.get(name, ""), _SPECK) for name in ("cx", "cy"))
                    if min(wide, high) < _SPECK:
                        return True
                case "anchor" if self._beside(part):
                    return True
                case "shape" | "rect" if self._styled_away(part.get("style", "")):
                    return True
        return False

    def _beside(self, anchor: Any) -> bool:
        size = child(anchor, "extent")
        for name, side, paper in (("positionH", "cx", self.width), ("positionV", "cy", self.height)):
            position = child(anchor, name)
            offset = None if position is None else child(position, "posOffset")
            if position is None or offset is None:
                continue
            at = whole_number(offset.text or "") / _EMU
            long = 0.0 if size is None else whole_number(size.get(side, "")) / _EMU
            exact = position.get("relativeFrom") == "page"
            if at >= paper or at + long <= (0 if exact else -_MARGIN - paper * (name == "positionV")):
                return True
        return False

    def _styled_away(self, style: str) -> bool:
        said = {name.lower(): value.strip() for name, value in _STYLE.findall(style)}
        if said.get("visibility") == "hidden" or said.get("display") == "none":
            return True
        for name, paper in (("margin-left", self.width), ("margin-top", self.height)):
            found = _POINTS.match(said.get(name, ""))
            if found and abs(float(found[1]) * _IN_POINTS[found[2]]) * 20 >= paper + _MARGIN:
                return True
        return False


def read_sheet(body: Any) -> Sheet:
    """The largest paper that any section of the body names."""
    sizes = [
        (whole_number(attribute(size, "w")), whole_number(attribute(size, "h")))
        for size in body.iter("{*}pgSz")
    ]
    return Sheet(*(max([_A4[side], *(size[side] for size in sizes)]) for side in (0, 1)))


def is_flat(properties: Any) -> bool:
    """True for row properties (`w:trPr`) that give the row no height to show anything in."""
    height = child(properties, "trHeight")
    if height is None or attribute(height, "hRule") != "exact":
        return False
    return whole_number(attribute(height, "val"), 240) < _FLAT
