"""The faces that the PDF copy is set in, embedded in it and the same on every machine.

Bitstream Vera comes with reportlab and covers Western European writing. Characters that it lacks are set in
DejaVu Sans, which stands beside this file (Latin of Central Europe, Vietnamese, Greek, Cyrillic, Hebrew,
Arabic without joining). What neither has is shown as a box, and the copy says so at its head.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path
from unicodedata import bidirectional

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FACE = "CopySans"
FALLBACK = "CopySansWide"
MISSING = "\u25a1"
_FILES = {(0, 0): "Vera.ttf", (1, 0): "VeraBd.ttf", (0, 1): "VeraIt.ttf", (1, 1): "VeraBI.ttf"}


@cache
def load_faces() -> tuple[frozenset[int], frozenset[int]]:
    """Register the faces, once a process; the characters of the main face and of the wide one."""
    for (bold, italic), file in _FILES.items():
        name = f"{FACE}{bold}{italic}"
        pdfmetrics.registerFont(TTFont(name, file))
        addMapping(FACE, bold, italic, name)
    pdfmetrics.registerFont(TTFont(FALLBACK, str(Path(__file__).parent / "fonts" / "DejaVuSans.ttf")))
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(FALLBACK, bold, italic, FALLBACK)
    common = frozenset.intersection(
        *(frozenset(pdfmetrics.getFont(f"{FACE}{b}{i}").face.charToGlyph) for b, i in _FILES)
    )
    return common, frozenset(pdfmetrics.getFont(FALLBACK).face.charToGlyph)


def set_wrongly(text: str) -> bool:
    """True where the text holds a character that no face has, or writing that runs from right to left.

    Arabic and Hebrew are set letter by letter from the left, without joining: nothing is lost, but it is no
    pleasure to read.
    """
    main, wide = load_faces()
    return any(
        (ord(c) not in main and ord(c) not in wide and c not in "\n\t") or bidirectional(c) in ("R", "AL")
        for c in text
        if ord(c) > 0x7E
    )


def by_face(text: str) -> list[tuple[str, str]]:
    """The text cut into (face, piece); characters that no face has are replaced by a box."""
    main, wide = load_faces()

    def face(character: str) -> str:
        return FACE if ord(character) in main or ord(character) not in wide else FALLBACK

    shown = "".join(c if ord(c) in main or ord(c) in wide or c in "\n\t" else MISSING for c in text)
    return [(name, "".join(piece)) for name, piece in groupby(shown, face)]
