"""The people of a held-out document, and the ways in which a slot may write their names."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.people import Role

HERE = Path(__file__).parent
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


@cache
def _origins() -> dict[str, tuple[bool, dict[str, list[str]]]]:
    found: dict[str, tuple[bool, dict[str, list[str]]]] = {}
    lists: dict[str, list[str]] = {}
    for line in (HERE / "names.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            name, _, order = line[1:].partition("]")
            lists = {}
            found[name] = (order.strip() == "first", lists)
        elif line[1:2] == ":":
            lists[line[0]] = line[2:].split()
    return found


def draw(lines: list[str], rng: random.Random, half: int) -> dict[str, Player]:
    """A cast from lines of "key sex role settings"; `half` takes every other name of each list."""
    cast: dict[str, Player] = {}
    origin_of: dict[str, str] = {}
    used: set[str] = set()
    for line in lines:
        key, sex, role, *rest = line.split()
        settings = dict(word.partition("=")[::2] for word in rest)
        relative = settings.get("of", "")
        names = list(_origins())
        origin = settings.get("origin") or origin_of.get(relative) or rng.choice((*names, *_PLAIN))
        origin_of[key] = origin
        family_first, lists = _origins()[origin]
        female = sex == "f" or (sex != "m" and rng.random() < 0.5)
        forename = _pick(lists["f" if female else "m"], rng, half, used)
        surname = cast[relative].surname if relative else _pick(lists["s"], rng, half, used)
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


def _pick(names: list[str], rng: random.Random, half: int, used: set[str]) -> str:
    mine = [n for n in names[half::2] if n not in used] or [n for n in names if n not in used]
    name = rng.choice(mine)
    used.add(name)
    return name
