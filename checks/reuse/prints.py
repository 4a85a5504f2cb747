"""What stands for a passage in an index of wording: keyed hashes of some of its words, and no words.

Winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD
2003) within each sentence: of the hashes of all runs of `RUN` words, the smallest in each window of `WINDOW`
is kept. Two sentences that share `SURE` words in a row share a hash; most of those that differ by a word or
two do as well. Case, punctuation, line ends and a number before the sentence do not count.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checks.reuse.sentences import sentences
from models.text import Span

RUN = 5
WINDOW = 12
SURE = RUN + WINDOW - 1
LEAST = 8
"""Words that a sentence has to have: what is shorter ("The meeting closed at 4 pm.") proves nothing."""

MANY = 12
"""Cases that hold a passage before it counts as a form's or a house's own words rather than a case's."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"[(\[]?\d{1,3}(?:\.\d{1,3}){0,4}[.)\]]*\s")


@dataclass(frozen=True, slots=True)
class Prints:
    """The passages of a text, and for each the keyed hashes (63 bits) that stand for it."""

    spans: tuple[Span, ...]
    sketches: tuple[tuple[int, ...], ...]

    @property
    def values(self) -> frozenset[int]:
        """All hashes."""
        return frozenset(value for sketch in self.sketches for value in sketch)

    def held_widely(self, cases: Mapping[int, int]) -> tuple[Span, ...]:
        """The passages of which every hash stands in `MANY` cases, given how many cases hold each hash."""
        return tuple(
            span
            for span, sketch in zip(self.spans, self.sketches, strict=True)
            if all(cases.get(value, 0) >= MANY for value in sketch)
        )


def prints(text: str, key: bytes) -> Prints:
    """The prints of a text's sentences of `LEAST` words or more, in order. Linear."""
    spans: list[Span] = []
    sketches: list[tuple[int, ...]] = []
    for span in sentences(text):
        numbered = _NUMBER.match(text, span.start, span.end)
        said = text[numbered.end() if numbered else span.start : span.end]
        words = [w.encode() for w in _WORD.findall(said.casefold())]
        if len(words) >= LEAST:
            spans.append(span)
            sketches.append(_sketch(words, key))
    return Prints(tuple(spans), tuple(sketches))


def _sketch(words: Sequence[bytes], key: bytes) -> tuple[int, ...]:
    hashes = [
        int.from_bytes(hashlib.blake2b(b" ".join(words[i : i + RUN]), key=key, digest_size=8).digest()) >> 1
        for i in range(len(words) - RUN + 1)
    ]
    windows = range(max(1, len(hashes) - WINDOW + 1))
    return tuple(sorted({min(hashes[i : i + WINDOW]) for i in windows}))
