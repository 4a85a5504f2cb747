"""Whether the colours of text and of its ground let a reader of the page see it.

White words on a white page, and black words on a black bar, are in the file for everybody who selects them.
Colours are "RRGGBB" in capitals; "" where nothing is set; UNKNOWN where something is that is not worked out
here (a pattern, a picture, a table's style), on which any text may well be seen.
"""

from __future__ import annotations

from typing import Any

from ingest.docx.names import attribute
from models.document import Channel

UNKNOWN = "?"
WHITE, BLACK = "FFFFFF", "000000"
_SAME = 24  # of 255 in each colour: nobody tells these apart on a page
_HIGHLIGHTS = {
    "black": BLACK,
    "white": WHITE,
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}
_WHITE_THEMES = frozenset({"background1", "bg1", "light1"})


def text_colour(element: Any) -> str:
    """The colour that `w:color` gives to text; "" for automatic."""
    if attribute(element, "themeColor") in _WHITE_THEMES and not (
        attribute(element, "themeShade") or attribute(element, "themeTint")
    ):
        return WHITE
    return _hexadecimal(attribute(element, "val"))


def shading(element: Any) -> str:
    """The ground that `w:shd` lays."""
    fill, pattern = _hexadecimal(attribute(element, "fill")), attribute(element, "val", "clear")
    if pattern in ("clear", "nil"):
        return fill
    return (_hexadecimal(attribute(element, "color")) or BLACK) if pattern == "solid" else UNKNOWN


def highlighting(element: Any) -> str:
    """The ground that `w:highlight` lays; "" for none."""
    return _HIGHLIGHTS.get(attribute(element, "val"), "")


def out_of_sight(colour: str, ground: str, marked: bool) -> Channel | None:
    """The channel of text that its ground hides; None where it is seen.

    `marked` says that the ground is a highlighter's. Automatic text turns white on a dark shading, but stays
    black under the highlighter: a line of black highlighting is what a bad redaction looks like.
    """
    if ground == UNKNOWN:
        return None
    if not colour and not (marked and ground == BLACK):
        return None
    if not _alike(colour or BLACK, ground or WHITE):
        return None
    return Channel.HIDDEN if _alike(ground or WHITE, WHITE) else Channel.COVERED


def _hexadecimal(value: str) -> str:
    value = value.upper()
    return value if len(value) == 6 and all(c in "0123456789ABCDEF" for c in value) else ""


def _alike(one: str, other: str) -> bool:
    return all(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) <= _SAME for at in (0, 2, 4))
