"""The marks that stand in the place of what was removed.

Threat: a mark that tells its reader something, by its length, by the order of its numbers, or by being the
same in two copies that two recipients can lay side by side.
Rule: a mark says what sort of thing is gone and nothing else; a person's mark carries a number drawn for this
disclosure alone, of one width for everybody in it, so that it joins that person's mentions within one copy.
Residual risk: two copies of the same document can still be lined up by the words around the marks.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterable

from models.people import EntityType

WITHHELD = "[WITHHELD]"
"""Stands for a passage that does not travel as a whole, however long it was."""

WORDS = {
    EntityType.PERSON: "PERSON",
    EntityType.ORGANISATION: "ORGANISATION",
    EntityType.LOCATION: "PLACE",
    EntityType.DATE_OF_BIRTH: "DATE OF BIRTH",
    EntityType.PHONE: "PHONE NUMBER",
    EntityType.EMAIL: "EMAIL ADDRESS",
    EntityType.URL: "WEB ADDRESS",
    EntityType.IP_ADDRESS: "COMPUTER ADDRESS",
    EntityType.HANDLE: "USER NAME",
    EntityType.BANK_ACCOUNT: "BANK DETAILS",
    EntityType.CARD: "BANK DETAILS",
    EntityType.UPRN: "ADDRESS",
    EntityType.COORDINATES: "ADDRESS",
    EntityType.VEHICLE: "VEHICLE",
    EntityType.ADDRESS: "ADDRESS",
    EntityType.POSTCODE: "POSTCODE",
    EntityType.DATE: "DATE",
    EntityType.AGE: "AGE",
    EntityType.QUANTITY: "NUMBER",
    EntityType.MONEY: "AMOUNT",
    EntityType.MISC: "DETAIL",
    EntityType.DEMOGRAPHIC: "DETAIL",
    EntityType.HEALTH: "HEALTH INFORMATION",
    EntityType.OFFENCE: "OFFENCE INFORMATION",
    EntityType.ETHNICITY: "SENSITIVE INFORMATION",
    EntityType.RELIGION: "SENSITIVE INFORMATION",
    EntityType.SEXUALITY: "SENSITIVE INFORMATION",
    EntityType.POLITICS: "SENSITIVE INFORMATION",
    EntityType.TRADE_UNION: "SENSITIVE INFORMATION",
    EntityType.BIOMETRIC: "SENSITIVE INFORMATION",
}
"""Every type that is not here is a number that somebody gave somebody: "[REFERENCE NUMBER]"."""


def label(type: EntityType, number: int | None = None) -> str:
    """The mark for a type, and for a person whose number is known."""
    words = WORDS.get(type, "REFERENCE NUMBER")
    return f"[{words} {number}]" if number is not None else f"[{words}]"


def number_people(people: Iterable[str], seed: int | None = None) -> dict[str, int]:
    """A number for each person's id, drawn anew for each disclosure and in no order.

    All have the same count of digits, and there are at least nine numbers to choose from for each person.
    `seed` makes them the same again, for tests and for making the same copy twice: it tells the numbers, so
    it is kept as safe as the key.
    """
    ids = list(dict.fromkeys(people))
    digits = max(2, len(str(len(ids) * 10)))
    pool = range(10 ** (digits - 1), 10**digits)
    draw = secrets.SystemRandom() if seed is None else random.Random(seed)
    return dict(zip(ids, draw.sample(pool, len(ids)), strict=True))
