"""Two wordings side by side, with what changed marked: for text carried over from an earlier meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

LIMIT = 600
"""Words of each side that are compared; longer passages are shown without marks beyond it, as the comparison
takes time in proportion to the square of their length."""

_PIECE = re.compile(r"\s*\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that is in both wordings, or in one only."""

    text: str
    changed: bool


def compare(earlier: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both wordings in pieces. Only words count: spacing that differs is no change."""
    old, new = _PIECE.findall(earlier.strip()), _PIECE.findall(now.strip())
    matcher = SequenceMatcher(None, [w.strip() for w in old[:LIMIT]], [w.strip() for w in new[:LIMIT]], False)
    left: list[Piece] = []
    right: list[Piece] = []
    for what, a, b, c, d in matcher.get_opcodes():
        changed = what != "equal"
        _add(left, old[a:b], changed)
        _add(right, new[c:d], changed)
    _add(left, old[LIMIT:], False)
    _add(right, new[LIMIT:], False)
    return tuple(left), tuple(right)


def _add(pieces: list[Piece], words: list[str], changed: bool) -> None:
    if words:
        pieces.append(Piece("".join(words), changed))
