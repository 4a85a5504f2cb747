"""Whether the words that a file gives for a page are the words that the page shows.

Two readings of the same page never agree wholly: the layer of a scan was itself recognised, once, by some
machine. So words are compared as a bag, without case and punctuation, letters that recognisers take for each
other count as one, and a word one letter off counts as found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.scans.eyes import SeenWord

_SURE = 70  # confidence, of 100, from which a word in the picture counts against the layer
_TELLING = 10  # words, for shares to say anything
_AGREES = 0.75
"""Share of words, both ways, that two readings of one page share at least. On the worst of the pages that are
still read at all (`bench/scans.py`) nine in ten are read right, and a layer is made by machines as good; what
shares less than three in four is not explained by misreading."""

_WORD = re.compile(r"[^\W_]{3,40}")
_SAME = str.maketrans(
    {"1": "l", "i": "l", "!": "l", "|": "l", "0": "o", "5": "s", "8": "b", "6": "b", "2": "z"}
)
_COMMON = frozenset(
    [
        *(
            "the",
            "of",
            "and",
            "to",
            "in",
            "a",
            "is",
            "that",
            "was",
            "for",
            "on",
            "with",
            "as",
            "be",
            "at",
            "by",
        ),
        *("it", "he", "his", "from", "have", "this", "not", "but", "had", "are", "or", "an", "they", "which"),
        *("were", "her", "all", "she", "there", "will", "been", "has", "would", "their", "no", "when", "if"),
        *("more", "who", "out", "so", "up", "said", "what", "its", "than", "them", "some", "can", "only"),
        *("other", "time", "about", "into", "any", "your", "may", "then", "do", "these", "my", "such", "me"),
        *("should", "our", "you", "him", "we", "us"),
    ]
)
_PROSE = 30  # words from which a page is judged by its common ones
_LEAST_COMMON = 0.05


@dataclass(frozen=True, slots=True)
class Agreement:
    """`seen` is the share of the picture's words that the file gives, `given` of the file's that are seen.

    `missing` are the words, surely seen, that the file does not give.
    """

    seen: float
    given: float
    telling: bool
    missing: tuple[SeenWord, ...]

    @property
    def agrees(self) -> bool:
        """False where the two are not readings of one page; True too where there is too little to tell."""
        return not self.telling or min(self.seen, self.given) >= _AGREES


def compare(given: Iterable[str], seen: Sequence[SeenWord]) -> Agreement:
    """How far what the file gives agrees with what the picture shows."""
    in_file = Counter(key for text in given for key in _keys(text))
    sure = [word for word in seen if word.confidence >= _SURE]
    left = in_file.copy()
    near = _shortened(in_file)
    missing, found, all_ = [], 0, 0
    for word in sure:
        for key in _keys(word.text):
            all_ += 1
            if left[key] > 0:
                left[key] -= 1
                found += 1
            elif key in in_file or not near.isdisjoint(_without_one(key)):
                found += 1
            else:
                missing.append(word)
    in_picture = Counter(key for word in seen for key in _keys(word.text))
    near = _shortened(in_picture)
    known = sum(
        count for key, count in in_file.items() if key in in_picture or not near.isdisjoint(_without_one(key))
    )
    total = sum(in_file.values())
    return Agreement(
        found / max(all_, 1),
        known / max(total, 1),
        all_ >= _TELLING,
        tuple(dict.fromkeys(missing)),
    )


def reads_as_english(words: Iterable[str]) -> bool:
    """False where a page of text holds hardly any of the commonest English words.

    In running English every third word is one of the hundred commonest. A page with fewer than one in twenty
    is a list or a table, or its font says other letters than it shows; to tell which costs one look.
    """
    found = [w for text in words for w in re.findall(r"[a-z]{1,40}", text.lower())]
    return len(found) < _PROSE or sum(w in _COMMON for w in found) >= _LEAST_COMMON * len(found)


def _keys(text: str) -> list[str]:
    return [word.translate(_SAME).replace("rn", "m") for word in _WORD.findall(text.lower())]


def _without_one(word: str) -> set[str]:
    """The word, and the word without any one of its letters: words one letter apart share one of these."""
    if len(word) < 4:
        return {word}
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _shortened(words: Iterable[str]) -> set[str]:
    return {short for word in words for short in _without_one(word)}
