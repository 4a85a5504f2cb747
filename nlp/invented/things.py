"""Everything in invented text that is not a person: dates, places, organisations, numbers, attributes."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

from nlp.invented.people import person

_THINGS = Path(__file__).with_name("things.txt")
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"

Maker = Callable[[random.Random], str]


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    lists: dict[str, list[str]] = {}
    for line in _THINGS.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = lists.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current += line.split("|")
    return {name: tuple(words) for name, words in lists.items()}


def one(name: str) -> Maker:
    """A maker that picks from a list of things.txt."""
    return lambda draw: draw.choice(_lists()[name])


def digits(name: str) -> Maker:
    """A maker that picks a pattern and puts digits for its nines and letters for its As."""

    def make(draw: random.Random) -> str:
        pattern = draw.choice(_lists()[name])
        kept = len(pattern) - 3 if name == "phones" else 0  # the drama ranges leave three digits free
        return pattern[:kept] + "".join(_filled(draw, c, name == "codes") for c in pattern[kept:])

    return make


def _filled(draw: random.Random, mark: str, letters: bool) -> str:
    if mark == "9":
        return str(draw.randint(0, 9))
    return draw.choice(_LETTERS) if mark == "A" and letters else mark


def town(draw: random.Random) -> str:
    """A real town, or more often one that is not there."""
    if draw.random() < 0.4:
        return one("towns")(draw)
    return one("front")(draw) + one("back")(draw)


def road(draw: random.Random) -> str:
    """A street."""
    stem = one("stems")(draw) if draw.random() < 0.6 else town(draw)
    return f"{stem} {one('roads')(draw)}"


def named(name: str) -> Maker:
    """A maker for a list whose entries hold {town}, {road}, {stem} or {saint}."""

    def make(draw: random.Random) -> str:
        stem = one("stems" if name == "places" else "charities")(draw)
        saint = one("saints")(draw)
        return one(name)(draw).format(town=town(draw), road=road(draw), stem=stem, saint=saint)

    return make


def ward(draw: random.Random) -> str:
    """A hospital's ward or a prison's wing."""
    pattern = one("wards")(draw)
    return pattern.format(
        stem=one("stems")(draw), front=one("front")(draw), charity=one("charities")(draw), town=town(draw),
        letter=draw.choice("ABCDEFGH"), num=draw.randint(1, 9),
    )  # fmt: skip


def business(draw: random.Random) -> str:
    """A shop or firm, as often as not under somebody's name: it is no person for that."""
    owner = person(draw)
    return one("businesses")(draw).format(
        family=owner.family, given=owner.given, stem=one("stems")(draw), town=town(draw),
        charity=one("charities")(draw),
    )  # fmt: skip


def address(draw: random.Random) -> str:
    """A full or partial address; its postcode cannot exist."""
    street = f"{draw.randint(1, 240)}{draw.choice(['', '', '', 'a', 'b'])} {road(draw)}"
    if draw.random() < 0.25:
        street = f"{draw.choice(['Flat', 'Room', 'Apt'])} {draw.randint(1, 40)}, {street}"
    postcode = f"ZZ{draw.randint(1, 99)} {draw.randint(1, 9)}ZZ"
    return draw.choice([street, f"{street}, {town(draw)}", f"{street}, {town(draw)}, {postcode}"])


def school(draw: random.Random) -> str:
    """A named school."""
    return f"{draw.choice([one('saints')(draw), town(draw), road(draw)])} {one('schools')(draw)}"


def prison(draw: random.Random) -> str:
    """A prison."""
    return f"{draw.choice(['HMP', 'HMP', 'HMP', 'HMYOI', 'HMP/YOI'])} {town(draw)}"


def dated(name: str, earliest: int, latest: int) -> Maker:
    """A maker of dates, in any of the ways that minutes write one."""

    def make(draw: random.Random) -> str:
        day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(earliest, latest)
        weekday, month_name = one("days")(draw), _lists()["months"][month - 1]
        return one(name)(draw).format(
            day=day,
            month=month,
            year=year,
            short=year % 100,
            name=month_name,
            name3=month_name[:3],
            th={1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(day, "th"),
            weekday=weekday,
            weekday3=weekday[:3],
        )

    return make


def duration(draw: random.Random) -> str:
    """How long."""
    unit = draw.choice(["days", "weeks", "months", "months", "years", "hours", "working days"])
    return f"{number(draw)} {unit}"


def a_while(draw: random.Random) -> str:
    """How late or how long, in minutes or hours."""
    return f"{number(draw)} {draw.choice(['mins', 'minutes', 'min', 'hrs', 'hours'])}"


def number(draw: random.Random) -> str:
    """A small number in figures or words."""
    return str(draw.randint(2, 30)) if draw.random() < 0.5 else one("numbers")(draw)


def time(draw: random.Random) -> str:
    """A time of day."""
    hour, minute = draw.randint(0, 23), draw.choice([0, 15, 30, 45, draw.randint(0, 59)])
    return one("time")(draw).format(hour=hour, twelve=hour % 12 + 1, minute=minute)


def registration(draw: random.Random) -> str:
    """A vehicle's mark; the last three letters are never issued."""
    letters = draw.choice(_LETTERS) + draw.choice(_LETTERS)
    return f"{letters}{draw.randint(2, 74):02}{draw.choice([' ', ''])}ZZZ"


def age(draw: random.Random) -> str:
    """An age."""
    years = draw.randint(1, 80)
    return draw.choice(
        [str(years), str(years), str(years), f"{years} years", f"{years}yrs", f"{draw.randint(2, 18)} months"]
    )


def attribute(draw: random.Random) -> str:
    """A nationality, ethnicity, religion or the like."""
    return one("nations" if draw.random() < 0.6 else "peoples")(draw)


THINGS: dict[str, tuple[str, Maker]] = {
    "loc": ("LOC", named("places")),
    "address": ("LOC", address),
    "org": ("ORG", named("organisations")),
    "body": ("ORG", one("bodies")),
    "business": ("ORG", business),
    "ward": ("LOC", ward),
    "road": ("LOC", road),
    "force": ("ORG", one("forces")),
    "school": ("ORG", school),
    "prison": ("ORG", prison),
    "court": ("ORG", lambda draw: f"{town(draw)} {one('courts')(draw)}"),
    "date": ("DATE", dated("date", 1958, 2026)),
    "dob": ("DATE", dated("birth", 1940, 2022)),
    "dur": ("DATE", duration),
    "time": ("DATE", time),
    "mins": (
        "DATE",
        lambda draw: f"{number(draw)} {draw.choice(['mins', 'minutes', 'hrs'])}",
    ),
    "code": ("CODE", digits("codes")),
    "nom": ("CODE", lambda draw: str(draw.randint(10000, 9999999))),
    "phone": ("CODE", digits("phones")),
    "vrm": ("CODE", registration),
    "money": ("QUANTITY", digits("money")),
    "qty": ("QUANTITY", digits("measures")),
    "age": ("DEM", age),
    "dem": ("DEM", attribute),
    "health": ("DEM", one("health")),
    "job": ("DEM", one("jobs")),
    "vehicle": ("MISC", lambda draw: f"{one('colours')(draw)} {one('cars')(draw)}"),
    "misc": ("MISC", one("programmes")),
    "offence": ("", one("offences")),
    "social": ("", one("social")),
    "drug": ("", one("drugs")),
    "num": ("", number),
}
"""What each slot of the grammar is filled with: the label it gets ("" for none), and its maker."""
