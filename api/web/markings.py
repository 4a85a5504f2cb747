"""Which marking a page carries that shows something of a document."""

from __future__ import annotations

from collections.abc import Iterable

from models.marking import ProtectiveMarking, Tier
from pipeline.entries import Entry
from pipeline.settings import Settings

CHOICES = ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET")


def marking_of(words: str) -> ProtectiveMarking:
    """Tier and -SENSITIVE as columns and forms name them."""
    tier, _, sensitive = words.partition("-")
    return ProtectiveMarking(Tier(tier), bool(sensitive))


def of_entry(entry: Entry, settings: Settings) -> ProtectiveMarking:
    """The highest that the document says or calls for; before it was read, the highest there can be here."""
    known = [marking_of(words) for words in (entry.declared, entry.proposed) if words]
    return max(known, key=lambda m: m.rank) if known else settings.ceiling


def of_entries(entries: Iterable[Entry], settings: Settings) -> ProtectiveMarking:
    """The highest of a list's; plain OFFICIAL where it is empty."""
    markings = [of_entry(entry, settings) for entry in entries]
    return max(markings, key=lambda m: m.rank, default=ProtectiveMarking(Tier.OFFICIAL))
