"""Invented people and the many ways in which minutes write their names."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.invented.made import made

_NAMES = Path(__file__).with_name("names.txt")
_MADE = 0.2
"""How many names are of nobody, where no origin is asked for."""
_VOWELS = "aeiouyáàâäéèêëíîóôöúüıə"


_TITLES = {"f": ("Mrs", "Ms", "Miss", "Ms", "Dr", "Mrs."), "m": ("Mr", "Mr", "Mr", "Mr.", "Dr")}


@dataclass(frozen=True, slots=True)
class Origin:
    """Given and family names that go together."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented. `surname_first` where that is the usual order."""

    given: str
    family: str
    sex: str
    middle: str = ""
    nickname: str = ""
    surname_first: bool = False
    origin: str = ""


@cache
def _parts(name: str) -> tuple[str, ...]:
    """Nicknames, and the fronts and backs of surnames that are place names."""
    for line in _NAMES.read_text(encoding="utf-8").splitlines():
        if line.startswith(name + ":"):
            return tuple(line.partition(":")[2].split())
    raise LookupError(name)


@cache
def origins() -> dict[str, Origin]:
    """The name lists by origin."""
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in _NAMES.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]"), {})
        elif line[1:2] == ":":
            current[line[0]] = tuple(word.replace("_", " ") for word in line[2:].split())
    return {name: Origin(parts["f"], parts["m"], parts["s"]) for name, parts in lists.items()}


def person(draw: random.Random, only: str = "") -> Person:
    """Somebody new, of the origin `only` if one is given.

    Many names are spliced of two of one origin, so that none is learnt by heart.
    """
    names = origins()
    origin = only or draw.choice(["english"] * 4 + ["modern"] * 3 + ["words"] * 3 + list(names))
    other = origin if only else draw.choice(list(names)) if draw.random() < 0.15 else origin
    sex = draw.choice("fm")
    family = _family(draw, other)
    if draw.random() < 0.08:
        family = f"{family}{draw.choice(['-', '-', ' '])}{_family(draw, only or draw.choice(list(names)))}"
    middle = _word(draw, _given(names[origin], sex)) if draw.random() < 0.15 else ""
    if origin == "vietnamese_filipino" and draw.random() < 0.4:
        middle = draw.choice(["Thị", "Thi"] if sex == "f" else ["Văn", "Van"])
    if origin == "somali":
        middle = _word(draw, names[origin].male)
    if origin == "south_asian" and draw.random() < 0.15:
        middle = "Kaur" if sex == "f" else "Singh"
    given = _word(draw, _given(names[origin], sex))
    if not only:
        given = made(draw, family=False) if draw.random() < _MADE else given
        family = made(draw, family=True) if draw.random() < _MADE else family
    if not only and draw.random() < 0.04:
        given = f"{given}-{_word(draw, _given(names[draw.choice(list(names))], sex))}"
    return Person(
        given=given,
        family=family,
        sex=sex,
        middle=middle,
        nickname=draw.choice(_parts("nicknames")) if draw.random() < 0.6 else "",
        surname_first=origin in ("chinese_east_asian", "vietnamese_filipino") and draw.random() < 0.5,
        origin=origin,
    )


def _given(origin: Origin, sex: str) -> tuple[str, ...]:
    return origin.female if sex == "f" else origin.male


def _family(draw: random.Random, origin: str) -> str:
    if draw.random() < 0.06:
        return draw.choice(_parts("fronts")) + draw.choice(_parts("backs"))
    return _word(draw, origins()[origin].family)


def _word(draw: random.Random, words: tuple[str, ...]) -> str:
    """One of the words, or a new one from the front of one and the back of another."""
    one = draw.choice(words)
    if draw.random() > 0.4:
        return one
    other = draw.choice(words)
    if " " in one + other or "-" in one + other:
        return one
    front = [i for i in range(2, len(one)) if one[i].lower() in _VOWELS]
    back = [i for i in range(1, len(other) - 1) if other[i].lower() in _VOWELS]
    if not front or not back:
        return one
    spliced = one[: draw.choice(front)] + other[draw.choice(back) :].lower()
    return spliced if 3 <= len(spliced) <= 14 else one


_FORMS = {
    # what a writer calls somebody, and how often
    "subject": {"full": 22, "family": 30, "given": 18, "titled": 10, "initial": 4, "nickname": 4, "comma": 2,
                "initials": 2, "caps": 8},
    "victim": {"full": 35, "family": 8, "given": 32, "titled": 15, "initial": 4, "initials": 3,
               "nickname": 3},
    "family": {"full": 30, "family": 5, "given": 40, "titled": 12, "nickname": 8, "couple": 4, "initial": 1},
    "child": {"full": 20, "given": 70, "nickname": 6, "initials": 3, "family": 1},
    "associate": {"full": 35, "family": 20, "given": 18, "nickname": 17, "caps": 6, "initial": 4},
    "professional": {"full": 48, "given": 24, "titled": 9, "family": 9, "initial": 5, "initials": 3,
                     "comma": 2},
    "row": {"full": 62, "comma": 14, "given": 5, "titled": 6, "initial": 7, "caps": 4, "family": 2},
}  # fmt: skip


def written(draw: random.Random, who: Person, role: str) -> str:
    """The person's name as a note-taker might write it."""
    weights = _FORMS[role]
    name = _form(draw, who, draw.choices(list(weights), list(weights.values()))[0])
    if draw.random() < 0.35:
        name = plain(name)
    if draw.random() < 0.04:
        name = misspelt(draw, name)
    chance = draw.random()
    if chance < 0.05:
        return name.upper()
    return name.lower() if chance < 0.09 else name


def _form(draw: random.Random, who: Person, form: str) -> str:
    title = draw.choice(_TITLES[who.sex])
    initial = who.given[0] + draw.choice([".", "", "."])
    match form:
        case "family":
            return who.family
        case "given":
            return who.given
        case "titled":
            return f"{title} {draw.choice([who.family, who.family, _full(who), f'{initial} {who.family}'])}"
        case "initial":
            return draw.choice(
                [f"{initial} {who.family}", f"{who.given} {who.family[0]}", f"{who.given[0]}.{who.family}"]
            )
        case "initials":
            letters = [part[0] for part in (who.given, who.middle, who.family) if part]
            return draw.choice(["".join(letters), ".".join(letters) + ".", ".".join(letters)]).upper()
        case "nickname":
            return who.nickname or who.given
        case "comma":
            first = draw.choice([who.given, who.given, initial])
            return f"{draw.choice([who.family, who.family.upper()])}, {first}"
        case "caps":
            return draw.choice([f"{who.given} {who.family.upper()}", who.family.upper(), _full(who).upper()])
        case "couple":
            return f"Mr {draw.choice(['and', '&'])} Mrs {who.family}"
        case _:
            return _full(who)


def _full(who: Person) -> str:
    parts = [who.family, who.middle, who.given] if who.surname_first else [who.given, who.middle, who.family]
    return " ".join(part for part in parts if part)


def handle(draw: random.Random, who: Person) -> str:
    """A name on social media."""
    stem = (
        plain(draw.choice([who.given, who.nickname or who.given, who.given + who.family]))
        .lower()
        .replace(" ", "")
    )
    tail = draw.choice(
        ["", str(draw.randint(1, 99)), "_x", f"_{draw.randint(1970, 2009)}", "xo", ".official", "_uk"]
    )
    return (
        draw.choice(["@", "@", ""]) + draw.choice(["", "lil", "big", "mr.", "its", "the_real_"]) + stem + tail
    )


def plain(name: str) -> str:
    """The name without accents, as a keyboard without them writes it."""
    for odd, usual in (("ł", "l"), ("Ł", "L"), ("ı", "i"), ("Đ", "D"), ("đ", "d"), ("’", "'")):
        name = name.replace(odd, usual)
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def misspelt(draw: random.Random, name: str) -> str:
    """The name with one slip of the fingers."""
    if len(name) < 4:
        return name
    at = draw.randrange(1, len(name) - 1)
    slips = (
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        name[:at] + draw.choice("aeiourstln") + name[at + 1 :],
    )
    return draw.choice(slips)
