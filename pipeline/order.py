"""The order of a case's documents: by their own dates, and by file name where a document has none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.document import Document
from models.structure import DocumentKind

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Dated:
    """What decides a document's place. `held` is the date of its meeting or referral."""

    name: str
    held: date | None
    kind: DocumentKind = DocumentKind.UNKNOWN


def own_date(document: Document) -> date | None:
    """The date of the document's meeting or referral, where it says one."""
    fact = document.facts.meeting_date
    if fact is None:
        return None
    try:
        return date.fromisoformat(fact.value)
    except ValueError:  # a reader that gave half a date: as good as none for an order
        return None


def ordered(documents: Sequence[Dated]) -> list[int]:
    """Indices of the documents, oldest first.

    On one day a referral comes before the rest. A document without a date takes its place from its file name:
    right after the dated document before it in order of name, or at the start where there is none. Numbers in
    names count as numbers ("minutes 10" after "minutes 9").
    """
    names = sorted(range(len(documents)), key=lambda i: _natural(documents[i].name))
    place: dict[int, tuple[date, bool, bool, int]] = {}
    last = date.min
    for rank, index in enumerate(names):
        held = documents[index].held
        last = held or last
        later = documents[index].kind is not DocumentKind.REFERRAL
        place[index] = (last, held is None, later, rank)
    return sorted(range(len(documents)), key=place.__getitem__)


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(name.casefold())]
