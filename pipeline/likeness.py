"""Which other documents share wording with one, found without keeping any wording.

Winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD
2003): of the keyed hashes of all sequences of `SEQUENCE` words, the smallest in each window of `WINDOW` is
kept. Two texts that share `SEQUENCE + WINDOW - 1` words in a row share at least one. The hashes are keyed, so
that who holds them cannot test guesses; they choose documents to compare and prove nothing by themselves.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

SEQUENCE = 8
WINDOW = 30
_WORD = re.compile(r"\w+")


def fingerprints(text: str, key: bytes) -> frozenset[int]:
    """Keyed hashes (63 bits) that stand for the wording; in linear time."""
    words = [w.encode() for w in _WORD.findall(text.casefold())]
    hashes = [
        int.from_bytes(hashlib.blake2b(b" ".join(words[i : i + SEQUENCE]), key=key, digest_size=8).digest())
        >> 1
        for i in range(len(words) - SEQUENCE + 1)
    ]
    return frozenset(min(hashes[i : i + WINDOW]) for i in range(max(1, len(hashes) - WINDOW + 1)) if hashes)


class Likeness:
    """Fingerprints of many documents, asked which of other cases are most like one."""

    def __init__(self) -> None:
        self._holders: defaultdict[int, list[int]] = defaultdict(list)
        self._case: dict[int, str] = {}

    def add(self, document: int, case: str, prints: Iterable[int]) -> None:
        """Take a document in."""
        self._case[document] = case
        for value in prints:
            self._holders[value].append(document)

    def most_like(self, document: int, prints: Iterable[int], most: int) -> list[int]:
        """Documents of other cases that share wording, the most like first.

        What many cases share (a form's own words) counts for little, what two share counts in full.
        """
        own = self._case[document]
        scores: Counter[int] = Counter()
        for value in prints:
            others = [d for d in self._holders[value] if self._case[d] != own]
            cases = len({self._case[d] for d in others})
            for other in others:
                scores[other] += 1 / cases  # type: ignore[assignment]  # a Counter adds fractions as well
        return [d for d, _ in sorted(scores.items(), key=lambda found: (-found[1], found[0]))[:most]]
