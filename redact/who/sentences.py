"""Sentences with their people as single signs, so that a pattern can speak of two people and of a pronoun.

A name in a sentence is one private-use character: "Mr J. Hollis hit Ann" is "\\ue100 hit \\ue101". What a
rule says of the first and of the second is then said of two people, however their names are written. A
sentence that opens with "He" or "She" speaks of whoever the one before it can have meant, where the words
leave one such person only; that person stands in the pronoun's place, marked as `guessed`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.document import Document

FIRST = 0xE100
"""The sign of a sentence's first name; the others follow it."""
LAST = 0xE1FF
SOMEBODY = f"[{chr(FIRST)}-{chr(LAST)}]"

LONGEST = 600
"""Characters of a sentence that are read: what is longer is a list or a page without stops."""
_MOST = LAST - FIRST

_TITLE = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev)\.? )$")
_END = re.compile(rf"(?<=[.!?;])[\"”’)]?\s+(?=[A-Z\"“(]|{SOMEBODY})|\n")
_PRONOUN = re.compile(r"^(?:and |but |then )?(?P<word>she|he)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`words` with signs for names; `people` gives each sign's id; `guessed` is the sign of a pronoun."""

    words: str
    people: tuple[str, ...]
    earlier: tuple[str, ...]  # who was named in the sentence before, in order
    guessed: str = ""

    def who(self, sign: str) -> str:
        """The id of the person that a sign stands for."""
        return self.people[ord(sign) - FIRST]


class At(NamedTuple):
    """Where somebody is named."""

    start: int
    end: int
    person: str


def sentences(document: Document, named: Sequence[At], sexes: Mapping[str, str]) -> Iterator[Sentence]:
    """Every sentence that names somebody or opens with a pronoun, in order. Linear in the text.

    `named` is in order of place; `sexes` gives "m" or "f" by id where it is known.
    """
    starts = [m.start for m in named]
    earlier: tuple[str, ...] = ()
    for block in document.blocks:
        inside = named[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        if not inside and not earlier:
            continue
        for words, people in _split(document.text, block.start, block.end, inside):
            guessed = ""
            pronoun = _PRONOUN.match(words)
            if pronoun and len(people) < _MOST:
                meant = _meant(earlier, pronoun["word"].casefold(), sexes)
                if meant:
                    guessed = chr(FIRST + len(people))
                    people = [*people, meant]
                    words = words[: pronoun.start("word")] + guessed + words[pronoun.end() :]
            if people:
                yield Sentence(words, tuple(people), earlier, guessed)
            earlier = tuple(dict.fromkeys(people))


def _split(text: str, start: int, end: int, inside: Sequence[At]) -> Iterator[tuple[str, list[str]]]:
    """The sentences of a block, each with its own signs from the first on."""
    parts: list[str] = []
    at = start
    for number, mention in enumerate(inside[:_MOST]):
        before = text[at : mention.start]
        title = _TITLE.search(before)
        parts += [before[: title.start()] if title else before, chr(FIRST + number)]
        at = mention.end
    parts.append(text[at:end].rstrip("\n\t"))
    masked = "".join(parts)
    for words in _END.split(masked):
        signs = [c for c in words if FIRST <= ord(c) <= LAST]
        fresh = {sign: chr(FIRST + n) for n, sign in enumerate(signs)}
        yield (
            "".join(fresh.get(c, c) for c in words[:LONGEST]).strip(),
            [inside[ord(sign) - FIRST].person for sign in signs],
        )


def _meant(earlier: Sequence[str], pronoun: str, sexes: Mapping[str, str]) -> str:
    """Whom a pronoun means: the one person named just before who can be so called, or the last such whose
    sex is known where the others' are not."""
    sex = "f" if pronoun == "she" else "m"
    can = [id for id in earlier if sexes.get(id, sex) == sex]
    if len(can) == 1:
        return can[0]
    sure = [id for id in can if id in sexes]
    return sure[0] if len(sure) == 1 else ""
