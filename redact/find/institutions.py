"""Which names of bodies and places tell nobody from anybody, and so are not mentions at all."""

from __future__ import annotations

import re

from models.people import EntityType
from redact.find.words import words

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GENERIC = words("institutions")
_SHARED = words("countries")
_WHOLE_STATE = frozenset({"kingdom", "britain", "uk", "gb"})
_DEMONYMS = words("demonyms")


def says_nothing(text: str, kind: EntityType) -> bool:
    """A body that every country or area has, the United Kingdom as a whole, or a state as such."""
    if kind not in (EntityType.ORGANISATION, EntityType.LOCATION):
        return False
    parts = [w.casefold().replace("’", "'") for w in _WORD.findall(text)]
    if not parts:
        return True
    if all(p in _SHARED or p in _GENERIC for p in parts):
        return all(p in _GENERIC for p in parts) or not _WHOLE_STATE.isdisjoint(parts)
    return all(p in _GENERIC or p in _DEMONYMS for p in parts) and "government" in parts
