"""Identifiers of the held-out documents: addresses and references in other writings than the first sets'."""

from __future__ import annotations

import random
import unicodedata

from bench.heldout.cast import Player
from bench.invented.writing import identifier as first_set
from redact.find.check_characters import PNC_LETTERS

_STREETS = (
    "Cutlers Rise",
    "Bobbin Mill Fold",
    "St Aldhelm's Road",
    "Quarry Bank",
    "Heol y Bont",
    "Maltings Way",
)
_TOWNS = ("Thornaby Wharf", "Southmere", "Castle Aldwick", "Penmaen", "Burnside of Ord")


def identifier(kind: str, rng: random.Random, cast: dict[str, Player]) -> str:
    """One identifier of a kind, as somebody would write it."""
    match kind:
        case "address" | "caddress":
            address = _address(rng)
            return address.upper() if kind == "caddress" else address
        case "email":
            who = rng.choice(sorted(cast.values(), key=lambda p: p.full))
            return f"{_plain(who.forename)}{rng.choice(('.', '_', ''))}{_plain(who.last)}@example.org"
        case "handle":
            return f"@{_plain(cast[min(cast)].forename)}_{_digits(rng, 2)}"
        case "hosp":
            return f"R{_digits(rng, 7)}"
        case "cro":
            serial, year = _digits(rng, 6), rng.randint(10, 22)
            return f"{serial}/{year}{PNC_LETTERS[int(f'{year}{serial}') % 23]}"
        case "crime":
            return f"47/{_digits(rng, 5)}/{rng.randint(20, 25)}"
        case "ho":
            return f"ABC/{_digits(rng, 7)}"
    return first_set(kind, rng, {})


def _address(rng: random.Random) -> str:
    before = rng.choice(("", "", f"Flat {rng.choice('ABCD')}, ", "The Lodge, "))
    code = rng.choice(("", f", ZZ99 {rng.randint(1, 9)}ZZ", f" ZZ{rng.randint(1, 9)}{rng.randint(1, 9)}AB"))
    number = f"{rng.randint(1, 140)}{rng.choice(('', '', 'a'))}"
    return f"{before}{number} {rng.choice(_STREETS)}, {rng.choice(_TOWNS)}{code}"


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l").replace("đ", "d"))
    return "".join(c for c in bare if c.isascii() and c.isalpha()) or "x"
