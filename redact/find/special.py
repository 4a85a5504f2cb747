"""Special categories of personal data, by the words of `words/special.txt`, found through their first
words, and by the shapes and contexts of `redact.find.telling`."""

from __future__ import annotations

import re
from typing import Any

from presidio_analyzer import LocalRecognizer, RecognizerResult

from models.people import SPECIAL_CATEGORIES, EntityType
from redact.find.form import result
from redact.find.telling import PATTERNS, says_nothing_of_anybody
from redact.find.words import phrases

_WORD = re.compile(r"[^\W_]+")
_STEM = 4
_DEGREE = re.compile(
    r"(?:\b(?:mild|moderate|severe|profound|early-onset|chronic|acute|terminal|untreated) )?\Z"
)
"""How bad an illness is, right before its name: it goes with it."""


class SpecialCategoryRecogniser(LocalRecognizer):
    """Looks each word up as the beginning of a phrase: the time does not grow with the list."""

    def __init__(self) -> None:
        """Index the phrases by the first four letters of their first words."""
        self._by_stem: dict[str, list[tuple[re.Pattern[str], EntityType, str]]] = {}
        for group in phrases("special"):
            for phrase in sorted(group.phrases, key=len, reverse=True):
                stem = _WORD.findall(phrase)[0][:_STEM].casefold()
                kind = EntityType(group.type)
                self._by_stem.setdefault(stem, []).append((_pattern(phrase), kind, group.why))
        for candidates in self._by_stem.values():
            candidates.sort(key=lambda c: len(c[0].pattern), reverse=True)
        super().__init__(
            supported_entities=sorted(t.value for t in (*SPECIAL_CATEGORIES, EntityType.MONEY)),
            name="special-category",
        )

    def load(self) -> None:
        """Nothing to load."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Every phrase of the lists, the longest at each place."""
        found = [
            result(self, kind, *span, 0.8, name, why)
            for kind, name, why, pattern in PATTERNS
            for match in pattern.finditer(text)
            for span in (_said(match),)
        ]
        free = 0
        for word in _WORD.finditer(text):
            start = word.start()
            if start < free:
                continue
            for pattern, kind, why in self._by_stem.get(word[0][:_STEM].casefold(), ()):
                match = pattern.match(text, start)
                if match:
                    free = match.end()
                    degree = _DEGREE.search(text, max(0, start - 14), start)
                    if degree and kind is EntityType.HEALTH:
                        start = degree.start()
                    found.append(result(self, kind, start, free, 0.8, f"special-{kind.lower()}", why))
                    break
        elsewhere = says_nothing_of_anybody(text)
        return [r for r in found if not any(s < r.end and r.start < e for s, e in elsewhere)]


def _said(match: re.Match[str]) -> tuple[int, int]:
    """The words that tell it, without those that only show whose they are."""
    for group in ("only", "also"):
        if match.re.groupindex.get(group) and match[group]:
            return match.span(group)
    return match.span()


def _pattern(phrase: str) -> re.Pattern[str]:
    """The phrase with any space between its words; small letters match either case, capitals only
    capitals."""
    any_case = phrase == phrase.lower()
    body = r"[ \u00a0\n]{1,2}".join(re.escape(w) for w in phrase.rstrip("*").split())
    ending = r"\w{0,12}" if phrase.endswith("*") else ""
    capitals = "" if any_case or phrase.isupper() else f"|{body.upper()}" if "\\" not in body else ""
    return re.compile(rf"(?:{body}{capitals}){ending}(?!\w)", re.IGNORECASE if any_case else 0)
