"""When a document's meeting was held."""

from __future__ import annotations

import re
from datetime import date

from models.dates import read_date
from models.document import Document
from models.structure import DateKind, Fact

HEAD = 3000
"""How far into a document the boxes of its head may reach, in characters."""

_LABEL = re.compile(
    r"\b(?:date of (?:the )?(?:meeting|referral)|meeting date|held(?: on)?)\s{0,3}[:\t]\s{0,3}", re.IGNORECASE
)


def iso(fact: Fact | None) -> date | None:
    """The date that a fact holds, or None."""
    if fact is None:
        return None
    try:
        return date.fromisoformat(fact.value[:10])
    except ValueError:
        return None


def held(document: Document) -> date | None:
    """When a document's meeting was, or when its referral was made."""
    found = iso(document.facts.meeting_date)
    if found is not None:
        return found
    kinds = (DateKind.MEETING, DateKind.REFERRAL)
    named = next((d.date for k in kinds for d in document.dates if d.kind is k), None)
    return named or _labelled(document)


def _labelled(document: Document) -> date | None:
    """The date beside its label at the head, for a table whose cells were not read as label and value."""
    label = _LABEL.search(document.text[:HEAD])
    return read_date(document.text[label.end() : label.end() + 40]) if label else None
