"""What an officer searches for, to have all of it removed: by exact text, by sound, or by a pattern.

Threat: a pattern that takes for ever, or a search that finds half a name. Rule: patterns are of four signs,
matched word by word, never a regular expression of the officer's; finds are whole words. Residual risk: what
sounds alike in English need not in other languages: the finds are shown for choosing, never removed unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import jellyfish

from models.document import Document
from models.errors import CountersignError
from models.review import FoundBy
from models.text import Span
from redact.who.names import fold

MOST = 2000
"""Finds of one search; a search for "the" is a mistake."""

LONGEST = 60
"""Characters of a word that a pattern is held against: no name or number is longer."""

SIGNS = {"?": r"[^\W_]", "#": r"\d", "@": r"[^\W\d_]"}
"""In a pattern: one letter or digit, one digit, one letter; besides, * is any run of letters and digits."""

_WORD = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")
_GAP = r"[\s\u00a0.,()/\-‐‑–]{1,3}"


def search(document: Document, what: str, how: FoundBy) -> tuple[Span, ...]:
    """Every place in the whole text, hidden parts included, in order and without overlap.

    Raises `CountersignError` where there is nothing to search for, or where it stands everywhere.
    """
    wanted = " ".join(what.split())
    if how is not FoundBy.PATTERN and len([c for c in wanted if c.isalnum()]) < 2:
        raise CountersignError("There is too little to search for.", "Give at least two letters or digits.")
    finder = {FoundBy.SOUNDS_LIKE: _alike, FoundBy.PATTERN: _fitting}.get(how, _exact)
    found: list[Span] = []
    for span in finder(document.text, wanted):
        if found and span.start < found[-1].end:
            continue
        found.append(span)
        if len(found) > MOST:
            raise CountersignError(
                f"That stands in more than {MOST:,} places.", "Search for something that tells more."
            )
    return tuple(found)


def _exact(text: str, wanted: str) -> Iterator[Span]:
    """The words, whatever their capitals, what white space is between them, and in the possessive."""
    words = r"\s+".join(re.escape(word) for word in wanted.split())
    start = r"(?<![^\W_])" if wanted[0].isalnum() else ""
    end = r"(?![^\W_])" if wanted[-1].isalnum() else ""
    for match in re.finditer(start + words + end, text, re.IGNORECASE):
        yield Span(match.start(), match.end())


def _alike(text: str, wanted: str) -> Iterator[Span]:
    """As many words in a row as were asked for, each sounding like the one that was."""
    asked = [_Sound(word) for word in _WORD.findall(wanted)]
    if not asked:
        return
    words = list(_WORD.finditer(text))
    for at in range(len(words) - len(asked) + 1):
        run = words[at : at + len(asked)]
        if len(asked) > 1 and "\n" in text[run[0].end() : run[-1].start()]:
            continue
        if all(sound.like(word.group()) for sound, word in zip(asked, run, strict=True)):
            yield Span(run[0].start(), run[-1].end())


class _Sound:
    """How a word sounds, and what has been held against it."""

    def __init__(self, word: str) -> None:
        self._word = fold(word)
        self._key = jellyfish.metaphone(self._word)
        self._known: dict[str, bool] = {}

    def like(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = self._like(fold(word))
        return self._known[word]

    def _like(self, word: str) -> bool:
        """The same by Metaphone, or by the Match Rating Approach and in spelling, or nearly spelt so."""
        if word == self._word:
            return True
        if len(word) > LONGEST or abs(len(word) - len(self._word)) > max(3, len(self._word) // 2):
            return False
        near = jellyfish.jaro_winkler_similarity(word, self._word)
        if near >= 0.92 or (near >= 0.6 and self._key and jellyfish.metaphone(word) == self._key):
            return True
        begins = self._key[:1] == jellyfish.metaphone(word)[:1]
        return begins and near >= 0.7 and bool(jellyfish.match_rating_comparison(word, self._word))


def _fitting(text: str, wanted: str) -> Iterator[Span]:
    """Words that fit the pattern; what stands between its words may be a space, a stroke, a dot or a dash."""
    if not re.search(r"[^\W_]|[#@?]", wanted):
        raise CountersignError("A pattern of nothing but * fits everything.", "Give a letter, #, @ or ?.")
    words = []
    for word in wanted.split():
        squeezed = re.sub(r"\*+", "*", word)
        if squeezed.count("*") > 2:
            raise CountersignError("A word of a pattern takes two * at most.", "Write it with fewer.")
        words.append("".join(map(_sign, squeezed)))
    pattern = re.compile(r"(?<![^\W_])" + _GAP.join(words) + r"(?![^\W_])", re.IGNORECASE)
    for match in pattern.finditer(text):
        yield Span(match.start(), match.end())


def _sign(character: str) -> str:
    if character == "*":
        return rf"[^\W_]{{0,{LONGEST}}}"
    return SIGNS.get(character, re.escape(character))
