"""Whether a name is a man's or a woman's, where a word for a relative beside it says so.

"Mrs Hollis" of a family in which the mother was named is the mother, not her son: without this, a title
with a surname that relatives share would go to the wrong one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import islice

from redact.who.vocabulary import FEMALE_KIN, MALE_KIN

_BESIDE = r"(?:,|:| is| was|,? (?:called|named)| \()?[ \u00a0]{0,2}$"
_SIDES = tuple(
    (
        sex,
        re.compile(rf"(?<![\w-]){kin}{_BESIDE}", re.IGNORECASE),
        re.compile(
            rf"^,? ?\(?(?:his|her|their|the|my|(?:the )?[\w'’-]{{2,30}}['’]s) (?:\w+ )?{kin}(?![\w-])",
            re.IGNORECASE,
        ),
    )
    for sex, kin in (("f", FEMALE_KIN), ("m", MALE_KIN))
)
_HE, _SHE = re.compile(r"\b(?:he|his|him|himself)\b", re.I), re.compile(r"\b(?:she|her|hers|herself)\b", re.I)
_PLACES_READ = 40
_SAME_PERSON = re.compile(r"[^A-Z\n]{0,70}(?:\. (?:He|She)\b)?")
"""What follows a name up to the next capital: another name may begin there."""
_MOSTLY = 1.5
"""How many times as many of one pronoun as of the other a document's subject needs."""


def sex_beside(text: str, start: int, end: int) -> str:
    """ "f" or "m" by the word for a relative that stands beside the name, else ""."""
    left, right = text[max(0, start - 30) : start], text[end : end + 40]
    for sex, before, after in _SIDES:
        if before.search(left) or after.search(right):
            return sex
    return ""


@cache
def _forenames() -> dict[str, str]:
    """Forenames that are almost always a man's or a woman's, folded, with "m" or "f"."""
    lines = (files("redact.who") / "forenames_by_sex.txt").read_text("utf-8").splitlines()
    return {
        word.casefold(): line[0] for line in lines if line[:2] in ("f ", "m ") for word in line[2:].split()
    }


def sex_of_forename(forename: str) -> str:
    """ "f" or "m" where almost everybody of that forename is one of them, else ""."""
    return _forenames().get(forename, "")


def sex_near(text: str, names: Iterable[str]) -> str:
    """ "m" or "f" where the pronouns right after these names are mostly of one kind, else ""."""
    he = she = 0
    for name in names:
        if len(name) < 3:
            continue
        for match in islice(re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE), _PLACES_READ):
            after = _SAME_PERSON.match(text, match.end())
            words = after[0] if after else ""
            he += _HE.search(words) is not None
            she += _SHE.search(words) is not None
    if he + she < 2:
        return ""
    return "m" if he > she * _MOSTLY else "f" if she > he * _MOSTLY else ""


def sex_of_subject(text: str) -> str:
    """ "m" or "f" where the pronouns of a document are mostly of one kind, else ""."""
    he, she = (sum(1 for _ in pattern.finditer(text)) for pattern in (_HE, _SHE))
    if he + she < 3:
        return ""
    return "m" if he > she * _MOSTLY else "f" if she > he * _MOSTLY else ""
