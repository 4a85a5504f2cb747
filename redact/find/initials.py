"""Initials of people whom the document names: J.S., JS, and a letter alone where somebody acts by it.

Two capitals are an abbreviation oftener than a person, so they count where the text gives them after the name
("Jean Hollis (JH)"), with dots, or where they fit somebody and stand for nothing that these documents
abbreviate; and a single letter only before what a person does. Whoever they stand for is one of the
document's own people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redact.find.known_names import KnownNames
from redact.find.words import NOT_NAMES, words
from redact.who.names import fold
from redact.who.people import Somebody

_DOTTED = re.compile(r"(?<![\w.&/@])[A-Z]\.[ \u00a0]?(?:[A-Z]\.[ \u00a0]?){0,2}[A-Z](?:\.|(?![\w&/.]))(?!\w)")
_LETTERS = re.compile(r"(?<![\w.&/@#-])[A-Z]{2,4}(?![\w.&/@#-]|['’]\w{2})")
_GIVEN = re.compile(r"(?P<word>[^\W\d_][\w'’‘-]{1,40}),? [(\[–-] ?[\"“‘']?(?P<letters>[A-Z]{2,4})(?![\w-])")
_LONE = re.compile(
    r"(?:(?<=[a-z] )|(?<=[.!?] )|(?<=\n)|(?<=^)|(?<=[\"“‘,;] )|(?<=[\"“‘]))(?P<letter>[B-HJ-Z])"
    r"(?:(?=['’]s [a-z])|(?=(?:,| and [B-HJ-Z])? (?:is|was|has|had|says|said|told|tells|does|did|does|"
    r"lives|feels|"
    r"wants|wanted|asked|went|came|felt|saw|disclosed|reported|became|would|will|can|cannot|could|attends|"
    r"attended|"
    r"remains|and [B-HJ-Z] (?:are|were|have|had))\b))"
)
_LABELLED = re.compile(
    r"\b(?:plan|schedule|category|cat|wing|block|flat|room|group|section|option|unit|hepatitis|vitamin|"
    r"person|witness|"
    r"victim|adult|child|type|class|grade|annex|appendix|part|form|level|tier|team|house|and|or|mr|ms|mrs|"
    r"by)[ ]$",
    re.IGNORECASE,
)
_ABBREVIATIONS = words("abbreviations")


def initials(text: str, people: Sequence[Somebody], index: KnownNames) -> Iterator[tuple[int, int, int]]:
    """Start, end and person of every set of initials that stands for somebody."""
    given = _given(text, index)
    for match in _DOTTED.finditer(text):
        key = fold(match[0])
        owners = index.letters.get(key, [])
        if owners and key not in _ABBREVIATIONS and not _goes_on(text, match.end()):
            yield match.start(), match.start() + len(match[0].rstrip()), given.get(key, next(iter(owners)))
    for match in _LETTERS.finditer(text):
        key = fold(match[0])
        owners = index.letters.get(key, [])
        fits = bool(owners) and key not in NOT_NAMES and key not in _ABBREVIATIONS
        labelled = _LABELLED.search(text, max(0, match.start() - 12), match.start())
        if key in given:
            yield match.start(), match.end(), given[key]
        elif fits and not labelled and not _in_capitals(text, *match.span()):
            yield match.start(), match.end(), owners[0]
    yield from _lone(text, people)


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Among words in capitals two letters are as likely a word."""
    around = re.findall(r"[^\W\d_]{3,}", text[max(0, start - 24) : start] + " " + text[end : end + 24])
    return len(around) > 1 and all(word.isupper() for word in around)


def _given(text: str, index: KnownNames) -> dict[str, int]:
    """Initials that the text gives after a name of whom they fit: "Jean Hollis (JH)", "Hollis - JH"."""
    found: dict[str, int] = {}
    for match in _GIVEN.finditer(text):
        key, word = fold(match["letters"]), fold(match["word"])
        owners = set(index.surnames.get(word, ())) | set(index.forenames.get(word, ()))
        fitting = [number for number in index.letters.get(key, ()) if number in owners]
        if fitting:
            found.setdefault(key, fitting[0])
    return found


def _goes_on(text: str, at: int) -> bool:
    """A surname follows: these are the initials of a fuller name, which is found as one."""
    return re.match(r"[ ]?[A-Z][a-z]", text[at : at + 3]) is not None and text[at - 1] in ". "


def _lone(text: str, people: Sequence[Somebody]) -> Iterator[tuple[int, int, int]]:
    first: dict[str, list[int]] = {}
    for number, somebody in enumerate(people):
        if somebody.first:
            first.setdefault(somebody.first[0], []).append(number)
        for name in somebody.names:
            if name.only:
                first.setdefault(name.only[0], []).append(number)
    for match in _LONE.finditer(text):
        owners = first.get(match["letter"].casefold())
        if owners and not _LABELLED.search(text, max(0, match.start() - 12), match.start()):
            yield *match.span("letter"), max(owners, key=lambda n: (people[n].last_before(match.start()), -n))
