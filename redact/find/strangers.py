"""Capitalised words that no list knows, where somebody stands: "I have known Meiling for years".

The language model was trained on so many names, and people have more. A word that is no English word, no
place or body that anything else found, and that stands where only a name has a capital, names somebody often
enough that leaving it is the worse mistake: an unknown word taken away needlessly is a place or a firm that
most policies take away as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.people import EntityType, Mention
from redact.find.derived import unknown_word
from redact.find.letters import APOSTROPHE, CAPITAL, HYPHEN, LOWER
from redact.find.naming import is_forename, plain_word
from redact.find.words import AMBIGUOUS, NOT_NAMES, ORDINARY, words

_PART = rf"{CAPITAL}(?:[{APOSTROPHE}]{CAPITAL})?[{LOWER}]{{2,20}}(?:[{HYPHEN}]{CAPITAL}[{LOWER}]{{1,20}})?"
_RUN = re.compile(
    rf"(?<![\w@/\\.{APOSTROPHE}{HYPHEN}&])(?P<name>{_PART}(?: {_PART}){{0,2}})(?![\w@/\\{HYPHEN}]|\.\w)"
)
_PAST = (
    r"(?:(?:has|had|was|is|were|will|would|can|could|did|does|also|then|later|now|still|never|always|just|"
    r"only) ){0,2}"
    r"(?:[a-z]{2,12}ed|says|said|told|tells|asked|drew|wrote|took|gave|held|ran|came|went|saw|rang|left|"
    r"kept|sat|stood|"
    r"slept|ate|drank|hit|cut|got|met|paid|sent|spent|lost|found|bought|brought|caught|taught|thought|felt|"
    r"fell|broke|"
    r"woke|drove|rode|spoke|chose|threw|knew|grew|hid|bit|shut|read|led|fed|fled|lay|heard|made|won|stole|"
    r"forgot|"
    r"became|began|let|put|swore|wore|tore|shook|carries|lives|works|drives|wants|needs|knows|thinks|feels|"
    r"denies|"
    r"gone|been|seen|not|his|her|their|afraid|upset|aware|happy|willing|due|at|away|off|on|"
    r"frightened|tearful|angry|pregnant|staying|living|working|using|drinking|going|coming|being)"
)
_ACTS = re.compile(
    rf"['’]s [a-z]|(?:, | \()?(?: ?\(?who )?(?: {_PAST}\b)|, (?:who|aged|his|her|my|their|the) "
)
_OF_PLACE = re.compile(
    r"(?:\b(?:in|at|near|around|via|outside|towards|into|off|across|through|visit(?:ing)?|the|a|an|this|"
    r"that|these|our|"
    r"on|every|each|called the|St|Saint|Mount|Great|Little|Upper|Lower|North|South|East|West|New|Old)|"
    r"\d[A-Za-z]?,?) $",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r" (?:estate|road|street|shops?|area|town|village)\b|"
    r"['’]?s? (?:Road|Street|Lane|Avenue|Close|Drive|Court|House|Hall|Lodge|Place|Way|Park|Primary|School|"
    r"Academy|College|Church|Hospital|Surgery|Clinic|Centre|Trust|Team|Unit|Service|Project|Programme|Ltd|"
    r"Estate|Ward|Police|Council|Station|Bridge|Vale|Hill|Green|Wharf|Cross|Gardens|Terrace|Crescent|[A-Z])"
)
_GOES_ON = re.compile(rf"(?: [-–])? [{LOWER}]{{2,}}|, {CAPITAL}[{LOWER}]+,? and |['’]s? [{LOWER}]{{2,}}")
_DONE_BY = re.compile(
    r"\b(?:with|told|asked|threatened|text(?:ed|ing)|rang|phoned|messag(?:ed|ing)|hit|between|spoke to|"
    r"speak to|spoken to|married|if|when|because|that|whether|while|before|after|is it|it is|it was) $",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:if|when|because|whether|while|unless|although|since|until|once|that) $", re.IGNORECASE
)
_ANY_VERB = re.compile(r" [a-z]{2,14}(?:s|ed)\b| (?:was|had|did|went|came|left|could|would|will|can)\b")
_OPENING = re.compile(r"(?:^|[\n\t.!?:] ?)[ ]?([A-Z][a-z]{2,12}) $")
_TO_PLACE = re.compile(r"\b(?:to|from|of|for) $")
_WORD = re.compile(r"[^\W\d_]+")
_BRANDS = words("brands") | words("states") | words("institutions") | words("countries") | words("demonyms")
_OPENS = frozenset("\n\t.!?:•|*-–—)")
_PARTED_WHY = "stands with other names, strokes between them"
_WHY = "is a capitalised word that no list knows, where a name would stand"


@dataclass(frozen=True, slots=True)
class _Taken:
    """What other rules found, by place."""

    starts: list[int]
    mentions: Sequence[Mention]

    def over(self, start: int, end: int) -> list[Mention]:
        at = bisect_right(self.starts, start)
        return [m for m in self.mentions[max(0, at - 2) : at + 3] if m.start < end and start < m.end]


def strangers(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions of people by unknown words. `mentions` are in order and without overlap."""
    taken = _Taken([m.start for m in mentions], mentions)
    for match in _RUN.finditer(text):
        start, end = match.span("name")
        parts = match["name"].split(" ")
        while parts and not _unknown(parts[0]):
            start += len(parts.pop(0)) + 1
        while parts and not _unknown(parts[-1]):
            end -= len(parts.pop()) + 1
        if not parts or not all(map(_unknown, parts)):
            continue
        found = taken.over(start, end)
        acts = _acts(text, start, end)
        named = [m for m in found if m.type is EntityType.PERSON]
        if any(m.start <= start and end <= m.end for m in named):
            continue
        if any(not _overruled(text, m, acts or bool(named)) for m in found if m not in named):
            continue
        if named or _stands(text, start, end, len(parts), acts):
            yield Mention(start, end, EntityType.PERSON, 0.55, "stranger", _WHY)


_SLASHED = re.compile(rf"(?<![\w@./\\-]){_PART}(?:/{_PART}){{1,4}}(?![\w@/\\]|\.\w)")


def parted(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Names with strokes between them: "Denisa/Rob/Grace to meet". One that is a name makes those that are
    words names."""
    taken = _Taken([m.start for m in mentions], mentions)
    for match in _SLASHED.finditer(text):
        spans = [(m.start(), m.end()) for m in re.finditer(r"[^/]+", text[match.start() : match.end()])]
        spans = [(start + match.start(), end + match.start()) for start, end in spans]
        sure = [is_forename(text[s:e]) or (_unknown(text[s:e]) and unknown_word(text[s:e])) for s, e in spans]
        if not any(sure):
            continue
        for (start, end), name in zip(spans, sure, strict=True):
            if (name or plain_word(text[start:end]) in AMBIGUOUS) and not taken.over(start, end):
                yield Mention(start, end, EntityType.PERSON, 0.55, "stranger", _PARTED_WHY)


def _unknown(word: str) -> bool:
    plain = plain_word(word)
    parts = [p for p in _WORD.findall(plain) if len(p) > 1]
    if is_forename(word):
        return True
    return bool(parts) and not any(
        p in ORDINARY or p in NOT_NAMES or p in _BRANDS or p in AMBIGUOUS or p.removesuffix("s") in ORDINARY
        for p in parts
    )


def _overruled(text: str, mention: Mention, acts: bool) -> bool:
    """A single word that the model alone takes for a body or a place, and that acts or is acted on as people
    do and are."""
    acts = acts or _DONE_BY.search(text, max(0, mention.start - 24), mention.start) is not None
    single = (
        " " not in text[mention.start : mention.end].strip() or text[mention.end - 5 : mention.end].islower()
    )
    return (
        mention.type in (EntityType.ORGANISATION, EntityType.LOCATION)
        and mention.recogniser == "model"
        and single
        and acts
    )


def _stands(text: str, start: int, end: int, count: int, acts: bool) -> bool:
    """Whether a name would stand there: inside a sentence, or where it acts."""
    before = text[max(0, start - 24) : start]
    if _OF_PLACE.search(before) or _PLACE_AFTER.match(text, end):
        return False
    if acts:
        return True
    bare = before.rstrip(" \u00a0\"'“‘([")
    if not bare or bare[-1] in _OPENS:
        return _leads(text, start, end)
    if count == 1 and _TO_PLACE.search(before) and text[end : end + 1] in ".,;\n)":
        return False
    return _in_prose(text, start, end) or _second(text, start, end)


def _second(text: str, start: int, end: int) -> bool:
    """ "Then Denisa.", "Query Denisa?": the only other word is one that opens the sentence."""
    first = _OPENING.search(text, max(0, start - 24), start)
    return first is not None and text[end : end + 1] in ".?!," and plain_word(first[1]) in ORDINARY


def _acts(text: str, start: int, end: int) -> bool:
    """A verb follows as it follows a name, any verb where a clause begins: "If Denisa rings"."""
    clause = _CLAUSE.search(text, max(0, start - 12), start) is not None
    return _ACTS.match(text, end) is not None or (clause and _ANY_VERB.match(text, end) is not None)


def _leads(text: str, start: int, end: int) -> bool:
    """A word that opens a sentence, and is no word: what follows it is written small."""
    return _GOES_ON.match(text, end) is not None and all(
        unknown_word(w, compounds=False) for w in text[start:end].split(" ")
    )


def _in_prose(text: str, start: int, end: int) -> bool:
    """Small letters stand around it: in a heading every word has a capital."""
    around: list[str] = _WORD.findall(text[max(0, start - 40) : start].rpartition("\n")[2])[-3:]
    around += _WORD.findall(text[end : end + 40].partition("\n")[0])[:3]
    small = sum(1 for word in around if word[0].islower())
    return small >= 2 and small * 2 >= len(around)
