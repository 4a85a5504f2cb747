"""Organisations and places again: a name found once is found wherever it stands, and by its abbreviation.

The model may know a school in one sentence and miss it in the next; what was removed in one place must not
be left in another. An abbreviation counts where the text gives it after the name: Anytown Youth Project
("the AYP").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from models.people import EntityType, Mention
from redact.find.institutions import says_nothing
from redact.find.words import NOT_NAMES

_WORD = re.compile(r"\w+")
_ABBREVIATION = re.compile(
    r"[’']?s? ?\((?:[^()]{0,60}[,;–-] )?(?:hereinafter )?(?:the )?[\"“‘']?(?:the "
    r")?(?P<short>[A-Z][\w./-]{1,20})[\"”’']?\)"
)
_KINDS = (EntityType.ORGANISATION, EntityType.LOCATION)


def elsewhere(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Further occurrences of every organisation's and place's name, word for word."""
    names: dict[str, dict[tuple[str, ...], EntityType]] = {}
    for mention in mentions:
        if mention.type in _KINDS:
            _learn(names, text[mention.start : mention.end], mention.type)
            given = _ABBREVIATION.match(text, mention.end)
            if given:
                _learn(names, given["short"], mention.type)
    found = list(_WORD.finditer(text))
    tokens = [m[0] for m in found]
    for at, token in enumerate(tokens):
        best = 0
        kind = EntityType.ORGANISATION
        for name, name_kind in names.get(token, {}).items():
            if len(name) > best and tuple(tokens[at : at + len(name)]) == name:
                best, kind = len(name), name_kind
        if best:
            why = "is named elsewhere in the document"
            yield Mention(found[at].start(), found[at + best - 1].end(), kind, 0.65, "second-pass", why)


def _learn(names: dict[str, dict[tuple[str, ...], EntityType]], name: str, kind: EntityType) -> None:
    parts = tuple(_WORD.findall(name))
    if not parts or len(parts) > 12 or not name[0].isupper() or says_nothing(name, kind):
        return
    if len(parts) == 1 and (len(name) < 3 or parts[0].casefold() in NOT_NAMES):
        return
    names.setdefault(parts[0], {}).setdefault(parts, kind)
