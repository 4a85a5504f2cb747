"""Which names of bodies, places, laws and offices tell nobody from anybody, and so are no mentions."""

from __future__ import annotations

import re

from models.people import EntityType
from redact.find.words import words

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GENERIC = words("institutions")
_SHARED = words("countries")
_STATES = words("states") | _SHARED
_WHOLE_STATE = frozenset({"kingdom", "britain", "uk", "gb"})
_DEMONYMS = words("demonyms")
_ORDINAL = re.compile(r"\b\d{1,3}(?:st|nd|rd|th)\b")
_STATE = re.compile(
    r"(?:the )?(?:(?:federal|islamic|democratic|people['’]s|united) ){0,2}(?:republic|kingdom|state) of ",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?:articles?|sections?|rules?|paragraphs?|schedule|regulations?) (?:§ ?)?\d"
    r"|.{0,80}\b(?:act|code|convention|protocol|constitution|regulations|directive|ordinance|decree)"
    r"(?: of)?(?:,? (?:19|20)\d\d)?(?: \([A-Z]{2,6})?$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:[\w’'-]+ ){0,3}(?:minister|(?:public |state |crown )prosecutor|procurator general|attorney general|"
    r"ombudsman|secretary of state|(?:building|chief|tax) inspector|commissioner|solicitor general|"
    r"registrar general)"
    r"(?: (?:for|of) [\w ,]{3,60})?$",
    re.IGNORECASE,
)
_GLOSS = re.compile(r" \([^()\n]*\)?$")
"""The name of an office or a body in its own language, in brackets after it."""
_PUBLIC = re.compile(
    r" (?:military|army|armed forces|forces|territory|occupation|invasion|border|authorities|government|law|"
    r"laws|legal|legislation|state|courts?|constitution|parliament|civil code|criminal code|penal code)\b",
    re.IGNORECASE,
)
_INSTRUMENT = r"\b(?:Act|Protocol|Convention|Treaty|Regulations?|Law|Code|Directive|Ordinance|Constitution)\b"
_WHEN_IN_FORCE = re.compile(
    rf"(?:,|,? the date)? (?:when|on which|of) [^\n;]{{0,60}}?{_INSTRUMENT}[^\n;]{{0,60}}?"
    r"\b(?:came|comes|entered|enters|coming|entry) into force"
)
_IN_FORCE_ON = re.compile(
    rf"{_INSTRUMENT}[^\n;]{{0,60}}?\b(?:came|comes|entered|enters|coming|entry) into force (?:on|in) $"
)
_POLICE = re.compile(r"(?:Police(?: Service of)?|Heddlu)\s$")
_NATIONS = frozenset({"scotland", "wales", "northern ireland", "england", "jersey", "guernsey", "cymru"})
_OF_LAWS = (EntityType.ORGANISATION, EntityType.MISC, EntityType.DEMOGRAPHIC, EntityType.LOCATION)


def says_nothing(text: str, kind: EntityType) -> bool:
    """A body that every country or area has, the United Kingdom as a whole, a state as such; a law; an office
    of state. What a law says is the same for everybody, and an office has had many holders."""
    if kind in _OF_LAWS and _LAW.match(text):
        return True
    if kind is EntityType.DEMOGRAPHIC:
        return _OFFICE.match(_GLOSS.sub("", text)) is not None
    if kind not in (EntityType.ORGANISATION, EntityType.LOCATION):
        return False
    parts = [w.casefold().replace("’", "'") for w in _WORD.findall(_ORDINAL.sub("", text))]
    if not parts:
        return True
    state = _STATE.match(text)
    if state and all(w.casefold() in _STATES for w in _WORD.findall(text[state.end() :])):
        return True
    if all(p in _SHARED or p in _GENERIC for p in parts):
        return all(p in _GENERIC for p in parts) or not _WHOLE_STATE.isdisjoint(parts)
    return all(p in _GENERIC or p in _DEMONYMS for p in parts) and "government" in parts


def of_a_law(text: str, start: int, end: int) -> bool:
    """A date on which a law came into force is the same for everybody."""
    return (
        _WHEN_IN_FORCE.match(text, end) is not None
        or _IN_FORCE_ON.search(text, max(0, start - 120), start) is not None
    )


def police_of_a_nation(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The whole of "Police Scotland" where only the nation was found: it is a force, and no place."""
    before = _POLICE.search(text, max(0, start - 20), start)
    nation = " ".join(text[start:end].split()).casefold()
    return (before.start(), end) if before and nation in _NATIONS else None


def of_a_state(text: str, start: int, end: int) -> bool:
    """A nation's name before a public thing, such as its law or its army, says nothing of a person."""
    return text[start:end].casefold() in _DEMONYMS and _PUBLIC.match(text, end) is not None
