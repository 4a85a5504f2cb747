"""The places of a text at which something can begin, found once for all recognisers.

Most forms begin at a figure, or at a few letters with a figure right behind, and most rules at one of a few
words. To try a pattern at those places alone costs a tenth of trying it everywhere. Each pattern here is one
pass over the text, in time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cached_property

_RUN = re.compile(r"[0-9]+")
_LETTERS = re.compile(r"(?<![A-Za-z0-9_/])[A-Za-z]{1,8}(?=[ \u00a0./-]{0,2}[0-9])")
_REFERENCE = re.compile(r"(?<![A-Za-z0-9_])(?=[A-Za-z./-]{0,14}[0-9])[A-Za-z0-9]")
_PHONE = re.compile(r"\((?=[+0])|\+(?=[0-9])|(?<!\d)0")
_WORD = re.compile(r"[^\W\d_]+")
_SPACE = " \t\n"


class Begins(Enum):
    """How a form begins, where that is known."""

    ANYHOW = "anyhow"
    FIGURE = "figure"
    LETTERS = "letters"  # one to eight letters, and a figure within two more characters
    EITHER = "either"  # a figure, or letters so
    REFERENCE = "reference"  # a letter or figure, with a figure within fourteen letters, stops and strokes
    PHONE = "phone"  # a bracket, a plus or a nought
    WORD = "word"  # one of the form's own words


class Starts:
    """The places in one text."""

    def __init__(self, text: str) -> None:
        """Nothing is looked for before it is asked for."""
        self._text = text

    @cached_property
    def figures(self) -> tuple[tuple[int, int], ...]:
        """Start and length of each run of figures."""
        return tuple((m.start(), m.end() - m.start()) for m in _RUN.finditer(self._text))

    @cached_property
    def letters(self) -> tuple[int, ...]:
        """Starts of the short words that a figure follows."""
        return tuple(m.start() for m in _LETTERS.finditer(self._text)) if self.figures else ()

    @cached_property
    def either(self) -> tuple[int, ...]:
        """Starts of runs of figures and of the words before them."""
        return tuple(sorted({*self.letters, *(at for at, _ in self.figures)}))

    @cached_property
    def references(self) -> tuple[int, ...]:
        """Starts of what may be a reference."""
        return tuple(m.start() for m in _REFERENCE.finditer(self._text)) if self.figures else ()

    @cached_property
    def phones(self) -> tuple[int, ...]:
        """Where a telephone number may begin."""
        return tuple(m.start() for m in _PHONE.finditer(self._text)) if self.figures else ()

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """Where each word stands; words are runs of letters, in small letters."""
        found: dict[str, list[int]] = {}
        for match in _WORD.finditer(self._text):
            found.setdefault(match[0].lower(), []).append(match.start())
        return found

    def at(self, begins: Begins, runs: frozenset[int]) -> Iterable[int]:
        """The places for a way of beginning, in order; `runs` are the lengths that a first run of figures may
        have, where only some can be."""
        match begins:
            case Begins.FIGURE:
                return [at for at, length in self.figures if not runs or length in runs]
            case Begins.LETTERS:
                return self.letters
            case Begins.EITHER:
                return self.either
            case Begins.REFERENCE:
                return self.references
            case Begins.PHONE:
                return self.phones
            case _:
                return ()

    def of_words(self, wanted: Iterable[str]) -> list[int]:
        """Where any of the words stands, in order."""
        words = self.words
        return sorted(at for word in wanted for at in words.get(word, ()))

    def around(self, sign: re.Pattern[str], before: int, after: int) -> Iterator[tuple[int, int]]:
        """Ranges about each place of a sign, from space to space, run together where they meet."""
        text = self._text
        start = end = -1
        for match in sign.finditer(text):
            first = max(0, match.start() - before)
            while first > 0 and text[first - 1] not in _SPACE:
                first -= 1
                if match.start() - first > before + 64:
                    break
            last = min(len(text), match.end() + after)
            while last < len(text) and text[last] not in _SPACE and last - match.end() < after + 64:
                last += 1
            if first <= end:
                end = max(end, last)
                continue
            if end >= 0:
                yield start, end
            start, end = first, last
        if end >= 0:
            yield start, end


def tried(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """The pattern's matches at the places, none overlapping: as `finditer` has them, if it can match nowhere
    else."""
    free = 0
    match = pattern.match
    for at in places:
        if at >= free:
            found = match(text, at)
            if found:
                free = found.end()
                yield found
