"""One mention a place: where findings overlap, which one stands.

Sure things first: a name from the document's own structure, an identifier whose check character is right, a
whole address. Then the longer, then the surer, then the more specific. What is left of a loser outside the
winner is kept where it still says something (the surname that a place's name did not cover), so that no
part of a name is lost to a tie.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.people import DIRECT_IDENTIFIERS, SPECIAL_CATEGORIES, EntityType, Mention
from redact.find.tidying import tidy_name

_RANK: dict[EntityType, int] = {
    **dict.fromkeys(SPECIAL_CATEGORIES, 2),
    **dict.fromkeys(DIRECT_IDENTIFIERS, 6),
    EntityType.REFERENCE: 4,
    EntityType.CASE_NUMBER: 5,
    EntityType.PERSON: 5,
    EntityType.DATE_OF_BIRTH: 6,
    EntityType.AGE: 4,
    EntityType.DATE: 3,
    EntityType.MONEY: 4,
    EntityType.ORGANISATION: 2,
    EntityType.LOCATION: 2,
    EntityType.QUANTITY: 1,
    EntityType.DEMOGRAPHIC: 1,
    EntityType.MISC: 0,
}
"""How specific a type is: of two findings as long and as sure, the higher stands."""

_GUESSES = frozenset({"speaker", "forename-lower"})
"""Rules that go by a word's place alone: what says the word is a place or a body stands against them."""

_CONTAINERS = frozenset({EntityType.ADDRESS, EntityType.EMAIL, EntityType.URL, EntityType.HANDLE})


def _strength(mention: Mention) -> tuple[int, int, float, int]:
    """What is compared, the greater winning."""
    kind = mention.type
    if kind in _CONTAINERS:
        tier = 4
    elif (kind is EntityType.PERSON and mention.recogniser == "structure") or (
        kind in DIRECT_IDENTIFIERS and mention.score >= 0.85
    ):
        tier = 3
    elif mention.recogniser in _GUESSES or (kind is EntityType.REFERENCE and mention.recogniser == "model"):
        tier = 1
    elif kind is EntityType.PERSON or kind in DIRECT_IDENTIFIERS or kind is EntityType.AGE:
        tier = 2
    else:
        tier = 1
    return tier, mention.end - mention.start, mention.score, _RANK[kind]


def settle(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """The mentions that stand, in order, none overlapping. The same input gives the same answer."""
    ordered = sorted(mentions, key=lambda m: (m.start, m.end, m.type, m.recogniser))
    settled: list[Mention] = []
    group: list[Mention] = []
    reach = -1
    for mention in ordered:
        if group and mention.start >= reach:
            settled.extend(_settle_group(group, text))
            group = []
        group.append(mention)
        reach = max(reach, mention.end) if len(group) > 1 else mention.end
    settled.extend(_settle_group(group, text))
    return settled


def _settle_group(group: list[Mention], text: str) -> list[Mention]:
    if len(group) < 2:
        return group
    best: dict[tuple[int, int], Mention] = {}
    for mention in group:
        place = (mention.start, mention.end)
        if place not in best or _strength(mention) > _strength(best[place]):
            best[place] = mention
    if len(best) == 1:
        return list(best.values())
    standing: list[Mention] = []
    for mention in sorted(best.values(), key=lambda m: (*_negative(_strength(m)), m.start, m.type)):
        standing.extend(_outside(mention, standing, text))
    return sorted(standing, key=lambda m: m.start)


def _negative(strength: tuple[int, int, float, int]) -> tuple[int, int, float, int]:
    return -strength[0], -strength[1], -strength[2], -strength[3]


def _outside(mention: Mention, standing: list[Mention], text: str) -> list[Mention]:
    """The mention, or what of it the standing ones leave: nothing but whole words that can be read alone."""
    left = [(mention.start, mention.end)]
    for other in standing:
        left = [
            part
            for start, end in left
            for part in ((start, min(end, other.start)), (max(start, other.end), end))
            if part[0] < part[1]
        ]
    if left == [(mention.start, mention.end)]:
        return [mention]
    if mention.type in DIRECT_IDENTIFIERS and mention.type not in _CONTAINERS:
        return []
    kept = []
    for start, end in left:
        words = text[start:end]
        stripped = words.strip(" \t\n,.;:()[]'\"’‘“”-–/&")
        if (
            len(stripped) >= 3
            and any(c.isalnum() for c in stripped)
            and (
                mention.type in _CONTAINERS
                or stripped[0].isupper()
                or stripped[0].isdigit()
                or (mention.type is EntityType.PERSON and any(c.isupper() for c in stripped))  # "al-Rashid"
            )
        ):
            at = start + words.index(stripped)
            span: tuple[int, int] | None = (at, at + len(stripped))
            if mention.type is EntityType.PERSON:
                span = tidy_name(text, at, at + len(stripped))
            if span:
                kept.append(replace(mention, start=span[0], end=span[1]))
    return kept
