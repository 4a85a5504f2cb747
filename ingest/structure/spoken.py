"""Attendance told in sentences: "Those present were Ann Archer, SPO, and DC Bell of Northshire Police."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.structure.lexicon import is_name
from models.structure import Presence

SPOKEN = re.compile(
    r"\W{0,3}(?:(?P<label>(?:those|also)? ?(?:present|in attendance|attending)(?: at the meeting)?)"
    r" (?:were|was)"
    r"|(?:the |this )?(?P<event>meeting|panel|conference)(?: was| had been)? attended by"
    r"|the following (?:people |members |agencies )?(?:were (?:present|in attendance)|attended))\b:?"
    r"|\W{0,3}(?P<sorry>apologies)"
    r"(?: (?:for absence|had been|have been|were|was|received|given|sent|noted)){0,4} (?:from|by)\b:?",
    re.IGNORECASE,
)
"""A sentence that says who came, and so is a list of them: "Those present were Ann Archer and ..."."""
_SENTENCE = re.compile(r"(?<=[a-z)\]])\.\s+(?=[A-Z])")
_PART = re.compile(
    r",\s*(?:and\s+)?(?![^()\[\]]*[)\]])|;\s*(?:and\s+)?|\s+and\s+(?=[A-Z])(?![^()\[\]]*[)\]])"
)
_NAME_END = re.compile(
    r"\s*[(\[]|\s+(?:of|from|for|representing)\b|\s+[-–—]\s+"
    r"|\s+(?:came|attended|joined|spoke|represented|took the chair|chaired|was|were|had|sent|gave)\b"
)
ENDING = re.compile(
    r"\s+(?:(?P<absent>did not attend|(?:was|were) (?:absent|not present)|failed to attend)"
    r"|(?:had |has |have )?(?:sent|gave|given|offered) (?P<sorry>(?:his |her |their )?apologies)"
    r"|(?P<phone>(?:joined|attended|dialled in|was present) (?:by|via|on) [\w ]{4,30})"
    r"|(?P<chair>took the chair|(?:was )?in the chair|chaired(?: the meeting)?)"
    r"|(?P<came>attended|(?:was|were) (?:present|in attendance)))\W*$",
    re.IGNORECASE,
)
_ENDS = {
    "absent": Presence.ABSENT,
    "sorry": Presence.APOLOGIES,
    "phone": Presence.BY_PHONE,
    "chair": Presence.PRESENT,
    "came": Presence.PRESENT,
}


@dataclass(frozen=True, slots=True)
class Told:
    """One person's words in such a sentence, where they stand, and how the sentence says they took part."""

    words: str
    at: int
    presence: Presence
    chairs: bool = False


def told(text: str, default: Presence) -> list[Told]:
    """The people of a paragraph of sentences; empty where no sentence says in words who came or did not."""
    found: list[Told] = []
    at = 0
    for end in [*(m.end() for m in _SENTENCE.finditer(text)), len(text)]:
        found.extend(_sentence(text[at:end], at, default))
        at = end
    return found


def _sentence(said: str, at: int, default: Presence) -> Iterator[Told]:
    lead, ending = SPOKEN.match(said), ENDING.search(said[-120:])
    if ending is not None and ending["came"] and (default is not Presence.PRESENT or lead is not None):
        ending = None  # "Apologies from Ann Archer, for whom Bo Begum attended"
    presence = default
    start, end = 0, len(said)
    if ending is not None:
        presence = next(_ENDS[name] for name, words in ending.groupdict().items() if words)
        end = max(0, len(said) - 120) + ending.start()
    if lead is not None:
        start = lead.end()
        presence = Presence.APOLOGIES if lead["sorry"] else presence
    for first, last in _entries(said, start, end):
        words = said[first:last].strip(" .,;").removesuffix(" and")
        if words:
            chairs = ending is not None and bool(ending["chair"])
            yield Told(words, at + said.find(words, first), presence, chairs)


def _entries(said: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each entry begins and ends: a part that opens with a name begins one, others belong to it."""
    cuts = [start, *(m.end() for m in _PART.finditer(said, start, end)), end]
    opens = [
        one
        for one, next_ in pairwise(cuts)
        if is_name(_NAME_END.split(said[one:next_].strip(" ,;."), maxsplit=1)[0])
    ]
    yield from zip(opens, [*opens[1:], end], strict=False)
