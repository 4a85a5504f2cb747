"""When a document's meeting was held."""

from __future__ import annotations

from datetime import date

from models.document import Document
from models.structure import DateKind, Fact


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
    return next((d.date for k in kinds for d in document.dates if d.kind is k), None)
