"""Sentences from the frames: choices made, parts expanded, slots filled, entities marked."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from nlp.invented.people import Person, handle, person, written
from nlp.invented.things import THINGS

_FRAMES = Path(__file__).with_name("frames.txt")
_PART = re.compile(r"<(\w+)>|\{(\w+)\}")
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")

_ROLES = {
    "S": "subject", "V": "victim", "F": "family", "C": "child", "A": "associate", "P": "professional",
    "R": "row",
}  # fmt: skip

Segment = tuple[str, str]
"""A piece of text and its label, empty where it has none."""


@cache
def frames() -> dict[str, list[str]]:
    """The frames by name."""
    found: dict[str, list[str]] = {}
    for line in _FRAMES.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and line[1:-1].isidentifier():
            current = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return found


_DOMAINS = ("example.org", "example.net", "police.example.org", "justice.example.com")


class Cast:
    """Who appears in one document: the same few people by role, and now and then somebody new."""

    def __init__(self, draw: random.Random) -> None:
        """Draw the people."""
        sizes = {"subject": 1, "victim": 2, "family": 4, "child": 3, "associate": 3, "professional": 10}
        self._draw = draw
        self._people = {role: [person(draw) for _ in range(size)] for role, size in sizes.items()}
        self._people["row"] = self._people["professional"]

    def mention(self, slot: str) -> str:
        """A name for a slot: S, V, F, C, A, P, R (in a table's row), N (anyone)."""
        role = _ROLES.get(slot) or self._draw.choice(list(self._people))
        return written(self._draw, self._someone(role), role)

    def nickname(self) -> str:
        """A nickname or a name on social media."""
        who = self._someone(self._draw.choice(list(self._people)))
        return handle(self._draw, who) if self._draw.random() < 0.25 else who.nickname or who.given

    def email(self) -> str:
        """An address that belongs to nobody."""
        who = self._someone("professional")
        name = f"{who.given[0]}.{who.family}".lower().replace(" ", "").replace("'", "")
        return f"{name}@{self._draw.choice(_DOMAINS)}"

    def _someone(self, role: str) -> Person:
        new = 0.0 if role == "subject" else 0.3
        return person(self._draw) if self._draw.random() < new else self._draw.choice(self._people[role])


def compose(draw: random.Random, cast: Cast, name: str) -> list[Segment]:
    """One `<name>` of the grammar."""
    return expand(draw, cast, draw.choice(frames()[name]))


def expand(draw: random.Random, cast: Cast, frame: str) -> list[Segment]:
    """One frame with its choices made, its parts expanded and its slots filled."""
    return list(_expand(draw, cast, frame))


def _expand(draw: random.Random, cast: Cast, frame: str) -> Iterator[Segment]:
    while (choice := _CHOICE.search(frame)) is not None:
        frame = frame[: choice.start()] + draw.choice(choice[1].split("|")) + frame[choice.end() :]
    at = 0
    for part in _PART.finditer(frame):
        if part.start() > at:
            yield frame[at : part.start()], ""
        at = part.end()
        inside = bool(frame[: part.start()].strip()) and frame[: part.start()].rstrip()[-1] not in ".:-"
        yield from _lowered(_fill(draw, cast, part)) if inside and part[1] else _fill(draw, cast, part)
    if at < len(frame):
        yield frame[at:], ""


def _lowered(segments: Iterator[Segment]) -> Iterator[Segment]:
    """A statement within a sentence begins with a small letter, unless it is in capitals throughout."""
    for index, (text, label) in enumerate(segments):
        opening = index == 0 and not label and text[1:2].islower() and text.split()[0] in _STARTS
        yield (text[0].lower() + text[1:] if opening else text), label


_STARTS = frozenset(
    [
        "The",
        "There",
        "It",
        "Contact",
        "Information",
        "Not",
        "No",
        "Everyone",
        "Neither",
        "Only",
        "Present",
        "Did",
        "Why",
        "What",
        "Funded",
        "Married",
        "Known",
        "Born",
        "With",
        "Given",
        "Photos",
        "Emails",
        "He",
        "She",
        "They",
        "His",
        "Her",
        "Son",
        "Friends",
        "A",
        "An",
        "Both",
        "Thanks",
        "Apologies",
    ]
)


def _fill(draw: random.Random, cast: Cast, part: re.Match[str]) -> Iterator[Segment]:
    if part[1]:
        yield from compose(draw, cast, part[1])
    elif part[2] == "nick":
        yield cast.nickname(), "PERSON"
    elif part[2] == "email":
        yield cast.email(), "CODE"
    elif part[2] in THINGS:
        label, make = THINGS[part[2]]
        yield make(draw), label
    else:
        yield cast.mention(part[2]), "PERSON"
