"""The people of a held-out document, and the ways in which a slot may write their names."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from models.people import Role

_T = TypeVar("_T")
_PLAIN = ("common", "english", "words")
"""Origins that a document is likelier to draw."""


@dataclass(frozen=True)
class Player:
    """A member of the cast. `parts` are the roles that count as right, none where the text tells none."""

    forename: str
    surname: str
    female: bool
    parts: tuple[Role, ...]
    age: int
    nick: str
    family_first: bool

    @property
    def full(self) -> str:
        """The whole name in its people's order."""
        parts = (self.surname, self.forename) if self.family_first else (self.forename, self.surname)
        return " ".join(p for p in parts if p)

    @property
    def last(self) -> str:
        """What a title would stand before."""
        return self.surname or self.forename

    @property
    def letters(self) -> str:
        """Initials run together."""
        return "".join(w[0] for w in self.full.split())

    def written(self, form: str) -> str:
        """The name as a slot asks for it."""
        first, last = self.forename, self.last
        match form:
            case "" | "full":
                return self.full
            case "first":
                return first
            case "last":
                return last
            case "nick":
                return self.nick
            case "cfirst" | "clast" | "cnick":
                return self.written(form[1:]).upper()
            case "lfirst" | "llast" | "lnick":
                return self.written(form[1:]).lower()
            case "caps":
                return self.full.upper()
            case "lower":
                return self.full.lower()
            case "plain":
                return "".join(
                    c for c in unicodedata.normalize("NFKD", self.full) if not unicodedata.combining(c)
                )
            case "init":
                return f"{first[0]}. {last}"
            case "dots":
                return "".join(f"{c}." for c in self.letters)
            case "dots2":
                return f"{first[0]}.{last}"
            case "letters":
                return self.letters
            case "rev":
                return f"{last.upper()}, {first}" if self.surname else first
            case "crev":
                return f"{last}, {first}".upper() if self.surname else first.upper()
            case "nick2":
                return f"{first[:3]}z"
            case "wide":
                return self.full.replace(" ", "  ")
            case "broken":
                return self.full.replace(" ", "\n")
            case "brokenlast":
                half = max(2, len(last) // 2)
                return f"{last[:half]}-\n{last[half:]}"
            case "slip":
                return f"{first} {_slip(last)}"
        raise ValueError(form)


def _slip(name: str) -> str:
    """One letter doubled or left out, as a typist does."""
    middle = len(name) // 2
    if len(name) < 6:
        return name[:middle] + name[middle - 1] + name[middle:]
    return name[:middle] + name[middle + 1 :]


@dataclass(frozen=True)
class Stock:
    """A folder of names, narratives, layouts and sentences, and which of each it gives: from the one numbered
    `first`, every `step`-th. `name` is part of what is drawn by."""

    folder: Path
    name: str
    first: int = 0
    step: int = 1
    times: int = 2  # how many times each narrative is told, with other people
    forms: int = 72  # how many documents are forms

    def of(self, things: Sequence[_T]) -> Sequence[_T]:
        """The stock's own share."""
        return things[self.first :: self.step]


@cache
def origins(folder: Path) -> dict[str, tuple[bool, dict[str, list[str]]]]:
    """By origin: whether the family name comes first, and lists of names f, m and s."""
    found: dict[str, tuple[bool, dict[str, list[str]]]] = {}
    lists: dict[str, list[str]] = {}
    for line in (folder / "names.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            name, _, order = line[1:].partition("]")
            lists = {}
            found[name] = (order.strip() == "first", lists)
        elif line[1:2] == ":":
            lists[line[0]] = line[2:].split()
    return found


def draw(lines: list[str], rng: random.Random, stock: Stock) -> dict[str, Player]:
    """A cast from lines of "key sex role settings", with the names of a stock."""
    cast: dict[str, Player] = {}
    origin_of: dict[str, str] = {}
    used: set[str] = set()
    for line in lines:
        key, sex, role, *rest = line.split()
        settings = dict(word.partition("=")[::2] for word in rest)
        relative = settings.get("of", "")
        names = list(origins(stock.folder))
        plain = [name for name in _PLAIN if name in names]
        origin = settings.get("origin") or origin_of.get(relative) or rng.choice(names + plain)
        origin_of[key] = origin
        family_first, lists = origins(stock.folder)[origin]
        female = sex == "f" or (sex != "m" and rng.random() < 0.5)
        forename = _pick(lists["f" if female else "m"], rng, stock, used)
        surname = cast[relative].surname if relative else _pick(lists["s"], rng, stock, used)
        parts = () if role == "-" else tuple(Role(r) for r in role.split("|"))
        cast[key] = Player(
            forename,
            "" if "single" in settings else surname,
            female,
            parts,
            int(settings.get("age", 35)),
            settings.get("nick", forename),
            family_first,
        )
    return cast


def _pick(names: list[str], rng: random.Random, stock: Stock, used: set[str]) -> str:
    mine = [n for n in stock.of(names) if n not in used] or [n for n in names if n not in used]
    name = rng.choice(mine)
    used.add(name)
    return name
