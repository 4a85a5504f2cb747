"""Which section a heading opens, by the names that areas use for it (`ingest/forms/words/aliases.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from ingest.structure.words import fold, sides
from models.errors import SettingsError

WORDS = Path(__file__).resolve().parent.parent / "forms" / "words"

_LONGEST = 120  # characters; no heading is longer, and the patterns would crawl over more
_FUZZY = 90.0  # one wrong letter in ten; lower takes "licence" for "silence"
_FUZZY_FROM = 7  # shorter words have neighbours that are words of their own
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_JOINED = re.compile(r"\s+and\s+|\s*[&/,;+]\s*", re.IGNORECASE)
_TAIL = re.compile(r"\s[-–—:/|]\s|[:?]\s|\s*[-–—:]\s*$")
_FILLERS = frozenset(
    [
        "of",
        "the",
        "and",
        "to",
        "for",
        "on",
        "in",
        "a",
        "an",
        "any",
        "from",
        "with",
        "at",
        "by",
        "or",
        "this",
        "that",
        "about",
        "is",
        "are",
        "be",
        "been",
        "has",
        "have",
        "detail",
        "information",
        "update",
        "section",
        "consideration",
        "discussion",
        "issue",
        "current",
        "relevant",
        "agreed",
        "meeting",
        "mappa",
        "marac",
        "panel",
        "agency",
        "multi",
        "case",
        "please",
        "complete",
        "record",
        *("who", "what", "when", "where", "how", "will", "was", "were", "did", "do", "does", "there", "need"),
    ]
)


@dataclass(frozen=True, slots=True)
class SectionName:
    """A canonical section: its name, what to call it to a person, and what it is a part of."""

    name: str
    about: str
    within: str = ""
    only_as_heading: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Aliases:
    """Every heading that is known, folded, and the section it opens."""

    sections: dict[str, SectionName]
    exact: dict[str, str]
    _phrases: tuple[str, ...] = field(repr=False, default=())
    _words: frozenset[str] = field(repr=False, default=frozenset())

    def with_headings(self, filename: str, headings: Mapping[str, Sequence[str]]) -> Aliases:
        """These and a form's own headings; raises `SettingsError` where another section has one of them."""
        exact = dict(self.exact)
        for name, words in headings.items():
            for heading in words:
                folded = fold(heading)
                if not folded or exact.get(folded, name) != name:
                    fault = f"{heading!r} opens [{exact[folded]}] already" if folded else "a heading is empty"
                    raise SettingsError(f"{filename}: headings.{name}: {fault}.", "Take it out.")
                exact[folded] = name
                exact.setdefault(_without_articles(folded), name)
        return Aliases(self.sections, exact, tuple(exact), frozenset(" ".join(exact).split()))

    def exactly(self, text: str) -> str:
        """The section whose alias the words are, brackets aside; empty where none is."""
        if len(text) > _LONGEST:
            return ""
        bare = fold(_BRACKETS.sub(" ", text))
        found = self.exact.get(fold(text)) or self.exact.get(bare) or self.exact.get(_without_articles(bare))
        return found or self._on_one_side(text)

    def _on_one_side(self, text: str) -> str:
        """The section that one half names of a heading in two languages, the other half unknown."""
        named = {self.exact.get(fold(half), "") for half in sides(text)} - {""}
        return named.pop() if len(named) == 1 else ""

    def nearly(self, text: str) -> str:
        """As `exactly`; a misspelling or a second noun ("Media interest and strategy") is allowed for."""
        if len(text) > _LONGEST:
            return ""
        folded = fold(_BRACKETS.sub(" ", text))
        head, joined, _ = folded.partition(" and ")
        pair = self.exact.get(head, "") if joined and " " in head and len(folded.split()) <= 6 else ""
        return self.exactly(text) or self._misspelt(folded) or pair

    def jointly(self, text: str) -> tuple[str, ...]:
        """The sections that one heading opens together ("Disclosure and media"); empty where it opens one."""
        if len(text) > _LONGEST or self.exactly(text):
            return ()
        names = [self.exactly(piece) for piece in _JOINED.split(text)]
        several = len(names) > 1 and all(names) and len(set(names)) == len(names)
        return tuple(names) if several else ()

    def named_in(self, text: str) -> str:
        """The section that a line known to be a heading names, other words allowed ("Summary of the RMP").

        At least half of the words that carry meaning must belong to one section's aliases.
        """
        bare = _BRACKETS.sub(" ", text)
        for words in (bare, _TAIL.split(bare, maxsplit=1)[0]):
            if found := self.nearly(words):
                return found
        return self._mostly(fold(bare))

    def _misspelt(self, folded: str) -> str:
        if not _FUZZY_FROM <= len(folded) <= 60 or self._words.issuperset(folded.split()):
            return ""  # "offence information" is spelt right, however near "offender information" it is
        best = process.extractOne(folded, self._phrases, scorer=fuzz.ratio, score_cutoff=_FUZZY)
        return self.exact[best[0]] if best else ""

    def _mostly(self, folded: str) -> str:
        tokens = folded.split()[:16]
        telling = [i for i, token in enumerate(tokens) if token not in _FILLERS]
        if not telling:
            return ""
        covered: dict[str, set[int]] = {}
        for start in range(len(tokens)):
            for end in range(min(len(tokens), start + 6), start, -1):
                name = self.exact.get(" ".join(tokens[start:end]))
                if name:
                    covered.setdefault(name, set()).update(range(start, end))
                    break
        if not covered:
            return ""
        weight = {name: len(places.intersection(telling)) for name, places in covered.items()}
        name = max(covered, key=lambda n: (weight[n], len(covered[n]), -min(covered[n])))
        return name if weight[name] * 2 >= len(telling) else ""


def _without_articles(folded: str) -> str:
    """ "review of the previous actions" as "review of previous actions"."""
    return " ".join(word for word in folded.split() if word not in ("the", "a", "an", "any"))


def read_words(path: Path) -> dict[str, Any]:
    """A file of words as it stands. Raises `SettingsError` where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        remedy = "Correct the file; the one shipped shows the layout."
        raise SettingsError(f"{path.name}: {fault}.", remedy) from fault


def read_aliases(path: Path) -> Aliases:
    """The aliases in a file. Raises `SettingsError` where it cannot be used."""
    table = read_words(path)
    sections: dict[str, SectionName] = {}
    exact: dict[str, str] = {}
    for name, entry in table.items():
        if not isinstance(entry, dict) or not isinstance(entry.get("about"), str):
            raise SettingsError(f"{path.name}: [{name}] has no `about`.", "Give it a heading in plain words.")
        unknown = set(entry) - {"about", "aliases", "within", "only_as_heading", "apart"}
        if unknown:
            raise SettingsError(f"{path.name}: [{name}] has unknown keys {sorted(unknown)}.", "Remove them.")
        sections[name] = SectionName(
            name,
            entry["about"],
            entry.get("within", ""),
            entry.get("only_as_heading", False),
            entry.get("apart", False),
        )
        for alias in entry.get("aliases", []):
            folded = fold(alias)
            if exact.get(folded, name) != name:
                raise SettingsError(
                    f"{path.name}: {alias!r} stands under both [{exact[folded]}] and [{name}].", "Keep one."
                )
            exact[folded] = name
            exact.setdefault(_without_articles(folded), name)
    for section in sections.values():
        if section.within and section.within not in sections:
            raise SettingsError(
                f"{path.name}: [{section.name}] lies within {section.within!r}, which is not there.",
                "Correct `within`.",
            )
    return Aliases(sections, exact, tuple(exact), frozenset(" ".join(exact).split()))


@lru_cache(maxsize=1)
def aliases() -> Aliases:
    """The aliases that are shipped."""
    return read_aliases(WORDS / "aliases.toml")
