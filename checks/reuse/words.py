"""A text as arrays: where its words lie and a 64-bit number for each, the same for the same word.

Case does not count, nor what stands between words: punctuation, line breaks, bullets. So a passage that was
renumbered or reflowed has the same numbers. They are for finding, in memory, and for nothing else: they are
not keyed, must not be stored, and two different words may in principle share one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

_BASE = 0x9E3779B97F4A7C15 | 1
_MASK = (1 << 64) - 1
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_STEP = 0xC2B2AE3D27D4EB4F | 1
_TABLED = 0x10000

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: `text[starts[i]:ends[i]]` is the i-th, `numbers[i]` stands for it."""

    starts: Places
    ends: Places
    numbers: Numbers

    def __len__(self) -> int:
        return len(self.starts)

    def grams(self, size: int) -> Numbers:
        """One number for every run of `size` words, in order of their first word."""
        count = len(self) - size + 1
        if count <= 0:
            return np.zeros(0, dtype=np.uint64)
        total = np.zeros(count, dtype=np.uint64)
        for place in range(size):
            total = total * np.uint64(_STEP) + self.numbers[place : place + count]
        return total


def read_words(text: str) -> Words:
    """The words of `text`: runs of letters and digits. Linear, some 20 MB a second."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    small, letters = _tables()
    low = np.minimum(codes, _TABLED - 1)
    folded = np.where(codes < _TABLED, small[low], codes).astype(np.uint64)
    inside = np.zeros(len(codes) + 2, dtype=np.int8)
    inside[1:-1] = letters[low] | (codes >= _TABLED)
    edges = np.diff(inside)
    starts = np.flatnonzero(edges == 1)
    ends = np.flatnonzero(edges == -1)
    return Words(starts, ends, _numbers(folded, starts, ends))


def _numbers(folded: Numbers, starts: Places, ends: Places) -> Numbers:
    """A polynomial in the word's characters, wrapped at 64 bits, from the prefix sums of the whole text."""
    if not len(starts):
        return np.zeros(0, dtype=np.uint64)
    place = np.arange(len(folded))
    lengths = ends - starts
    first = np.repeat(starts, lengths)
    held = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    within = np.arange(int(lengths.sum())) - np.repeat(held, lengths)
    at = place[first + within]
    terms = (folded[at] + np.uint64(1)) * _powers(int(lengths.max()))[within]
    number: Numbers = np.add.reduceat(terms, held)
    number ^= number >> np.uint64(33)
    number *= _MIX
    return number ^ (number >> np.uint64(29))


def _powers(count: int) -> Numbers:
    """1, b, b squared ... up to a run of letters of `count` characters."""
    base = np.full(count, _BASE & _MASK, dtype=np.uint64)
    base[0] = 1
    return np.cumprod(base, dtype=np.uint64)


@cache
def _tables() -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """Lower case (where it is one character) and whether it is part of a word, by code point."""
    small = np.arange(_TABLED, dtype=np.uint32)
    letters = np.zeros(_TABLED, dtype=np.bool_)
    for code in range(_TABLED):
        character = chr(code)
        letters[code] = character.isalnum()
        lower = character.lower()
        if len(lower) == 1:
            small[code] = ord(lower)
    return small, letters
