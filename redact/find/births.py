"""Dates of birth that stand beside a name without a label: "Re: Jean Hollis, 12/03/1984".

A date long before the others of a document, given right after a person's name, is when that person was born.
As a date among others a policy could let it stay; as a date of birth it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from models.people import EntityType, Mention

YEARS_BEFORE = 8
"""By how many years it must come before the document's last date, where no word says "born"."""

NOW_AT_LEAST = 2018
"""The year from which documents are read: one whose only date is a birth's has no later one to go by."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"\d{1,2}\D{1,12}\d{1,4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]+")
_BETWEEN = re.compile(
    r"[ \t,;:(\[–-]{0,4}(?P<born>(?:d\.?o\.?b\.?|born|b\.?|date of birth)(?: on)?[ :;.]{0,3})?", re.I
)
_WHY = "is a date long past, right after a person's name"


def births(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions, with dates of birth told from other dates. Order stays."""
    held = list(mentions)
    years = [int(y) for m in held if m.type is EntityType.DATE for y in _YEAR.findall(text[m.start : m.end])]
    last = max((*years, NOW_AT_LEAST))
    for at, mention in enumerate(held[1:], 1):
        before = held[at - 1]
        if mention.type is not EntityType.DATE or before.type is not EntityType.PERSON:
            continue
        between = _BETWEEN.fullmatch(text, before.end, mention.start)
        year = _YEAR.search(text, mention.start, mention.end)
        if not between or not year or not _DAY.search(text, mention.start, mention.end):
            continue
        if between["born"] or int(year[0]) <= last - YEARS_BEFORE:
            held[at] = replace(mention, type=EntityType.DATE_OF_BIRTH, recogniser="births", why=_WHY)
    return held
