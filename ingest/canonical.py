"""Characters as every later stage meets them.

A name broken by an invisible character is still that name to a reader of the page, but not to a search. So
characters without width or form are left out, spaces of every width are spaces, and the ligatures that fonts
draw are the letters they stand for. Nothing that can be seen is lost.
"""

from __future__ import annotations

import re

SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0fb": "✗",
    "\uf0a8": "☐",
    "\uf06f": "☐",
    "\uf071": "☐",
    "\uf0fe": "☒",
    "\uf0fd": "☒",
    "\uf078": "☒",
    "\uf0e0": "→",
    "\uf02d": "-",
    "\uf096": "–",
}
"""Bullets and boxes of the symbol fonts that Word uses, which have no meaning outside those fonts."""

_REPLACED: dict[int, str | None] = {
    0x00AD: None,  # soft hyphen
    0x200B: None,  # zero-width space
    0x2060: None,
    0xFEFF: None,
    0x061C: None,
    0x180E: None,
    **dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None),  # direction
    **dict.fromkeys((0x00A0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)), " "),
    **{ord(symbol): said for symbol, said in SYMBOLS.items()},
    0x2010: "-",
    0x2011: "-",
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0x0B: "\n",
    0x0C: "\n",
    0x0D: "\n",
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)), None),
    **dict.fromkeys(range(0xD800, 0xE000), "�"),  # halves of characters
    **dict.fromkeys(range(0xFFF9, 0xFFFC), None),
    0xFFFE: None,
    0xFFFF: None,
}
_ODD = re.compile("[" + "".join(f"\\U{point:08x}" for point in _REPLACED) + "]")
_CRLF = re.compile("\r\n?")


def clean(text: str) -> str:
    """The text with only the characters that mean something on a page; tabs and line ends are kept."""
    if text.isascii() and text.isprintable():
        return text
    text = _CRLF.sub("\n", text)
    return text.translate(_REPLACED) if _ODD.search(text) else text


def one_line(text: str) -> str:
    """Cleaned, with every run of white space a single space: for titles, names and properties."""
    return " ".join(clean(text).split())
