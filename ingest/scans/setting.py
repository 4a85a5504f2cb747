"""How words in a picture are set: the size of their type and the line they stand on.

A recogniser's box is drawn tightly around the letters of a word, so that "none" is half as high as "Playing".
Which letters a word has says how much of the type's height its box covers; the rest follows. The shares are
those of Helvetica and Arial (their font files: capitals 0.72 of the size, small letters 0.52, strokes below
the line 0.21), and those of Times lie within a twentieth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.scans.eyes import SeenWord

_SMALL, _TALL, _BELOW = 0.52, 0.72, 0.21
_BELOW_LETTERS = frozenset("gjpqy")
_BELOW_SIGNS = frozenset(",;()[]{}|/@Q§")
_SMALL_LETTERS = frozenset("acemnorsuvwxzgpqy")
_ABOVE, _UNDER = 0.78, 0.22  # of the size, from the foot of the letters: the box that a font gives
_TOO_HIGH = 1.3  # times the size
_TELLING = 2  # letters from which a word's height says something


@dataclass(frozen=True, slots=True)
class SetWord:
    """A word with its box as a font would give it; all in pixels."""

    word: SeenWord
    size: float
    left: float
    top: float
    right: float
    bottom: float


def set_words(words: Sequence[SeenWord]) -> list[SetWord]:
    """Every word with its size, which it shares with the words of its line."""
    lines: defaultdict[int, list[SeenWord]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    everywhere = [size for word in words if (size := _size(word))]
    usual = median(everywhere) if everywhere else 20.0
    sizes = {line: _line_size(members, usual) for line, members in lines.items()}
    feet = {line: median(_foot(word, sizes[line]) for word in members) for line, members in lines.items()}
    return [_set(word, sizes[word.line], feet[word.line]) for word in words]


def _line_size(words: Sequence[SeenWord], usual: float) -> float:
    known = [size for word in words if (size := _size(word))]
    return median(known) if known else usual


def _size(word: SeenWord) -> float:
    """The type's size as far as the word's own box tells; 0 where it does not."""
    if sum(c.isalnum() for c in word.text) < _TELLING:
        return 0.0
    return (word.bottom - word.top) / (_top_share(word.text) + _bottom_share(word.text))


def _top_share(text: str) -> float:
    return _SMALL if _SMALL_LETTERS.issuperset(c for c in text if c.isalnum()) else _TALL


def _bottom_share(text: str) -> float:
    return _BELOW if any(c in _BELOW_LETTERS or c in _BELOW_SIGNS for c in text) else 0.0


def _foot(word: SeenWord, size: float) -> float:
    """Where the letters stand."""
    if any(c.isalnum() for c in word.text):
        return word.bottom - _bottom_share(word.text) * size
    return (word.top + word.bottom) / 2 + 0.3 * size  # a dash or a bullet stands in the middle of its line


def _set(word: SeenWord, size: float, line_foot: float) -> SetWord:
    foot = _foot(word, size)
    if word.bottom - word.top > _TOO_HIGH * size:  # a box that took in what stands above or below
        foot = line_foot
    return SetWord(word, size, word.left, foot - _ABOVE * size, word.right, foot + _UNDER * size)
