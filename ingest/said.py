"""Whether words stand in a text already: for two renderings of one message, or a file and its conversion.

Words are compared without case and punctuation, in runs (of three unless told otherwise), so that a line
that is broken elsewhere is still the same line. Not promised: a line made up wholly of runs that stand
elsewhere in the text counts as said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")


class Said:
    """The words of some texts, in runs. Building and asking take time linear in the text."""

    def __init__(self, texts: Iterable[str], run: int = 3) -> None:
        words = [word for text in texts for word in _words(text)]
        self._run = run
        self._runs = {found for length in range(1, run + 1) for found in _runs(words, length)}

    def has(self, text: str) -> bool:
        """True where every run of its words is among them; also where there are no words in it."""
        words = list(_words(text))
        return all(run in self._runs for run in _runs(words, min(len(words), self._run)))


def _words(text: str) -> Iterator[str]:
    return (word.casefold() for word in _WORD.findall(text))


def _runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    if length:
        yield from zip(*(words[at:] for at in range(length)), strict=False)
