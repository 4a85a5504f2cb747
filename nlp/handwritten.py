"""The hand-written held-out documents: `{P:Name}` marks a person, and so on. Never trained on."""

from __future__ import annotations

import re
from pathlib import Path

from nlp.annotated import Annotated, Entity

FOLDER = Path(__file__).parent / "heldout"

_MARKS = {
    "P": "PERSON", "O": "ORG", "L": "LOC", "D": "DATE", "Q": "QUANTITY", "C": "CODE", "A": "DEM", "M": "MISC",
}  # fmt: skip
_MARK = re.compile(r"\{([POLDQCAM]):([^{}]*)\}")


def handwritten(folder: Path = FOLDER) -> list[Annotated]:
    """The documents in order of file name."""
    return [marked(path.read_text(encoding="utf-8"), path.stem) for path in sorted(folder.glob("*.txt"))]


def marked(source: str, name: str = "") -> Annotated:
    """A text and its entities from one with marks in it."""
    text, at, entities = "", 0, []
    for mark in _MARK.finditer(source):
        text += source[at : mark.start()]
        entities.append(Entity(len(text), len(text) + len(mark[2]), _MARKS[mark[1]]))
        text += mark[2]
        at = mark.end()
    return Annotated(text + source[at:], tuple(entities), source=name)
