"""A layout's file, read: the answers, and the page as lines.

Answers, one a line: `form:`, `kind:` and any fact by its name; `section: NAME STATE`; `maybe:` sections that
may be told or not; `person: name | role | agency | presence`; `action:` and `previous:` as `text | owner |
agency | due | status | outcome`; `date: ISO KIND`; `condition: text`; `pdf: no` where paper hides it.

The page: `T:` a title, `#` a heading, `-` a list item, `+` a paragraph that Word numbers (`+*` in bold),
`|` a table's row (one with fewer cells than the widest runs on across), `¦` the same without lines,
`**...**` bold, `*...*` italic, `~~...~~` struck out, `<br>` a new paragraph in a cell, `{choice:...}` and
`{date:...}` a content control with its choice, `{empty}` one that nobody used, `HEADER:` the page's header.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent
FACTS = (
    "area", "level", "category", "meeting_date", "meeting_kind", "venue", "chair", "lead_agency",
    "risk_of_harm", "next_review",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody in the list of those who came or did not."""

    name: str
    role: str
    agency: str
    presence: str


@dataclass(frozen=True)
class Task:
    """An action; `due` is an ISO date, or empty."""

    text: str
    owner: str
    agency: str
    due: str
    status: str
    outcome: str
    previous: bool


@dataclass
class Answers:
    """What the page says."""

    values: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    maybe: set[str] = field(default_factory=set)
    people: list[Person] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    dates: set[tuple[str, str]] = field(default_factory=set)
    conditions: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """One page and its answers."""

    name: str
    answers: Answers
    page: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """True for those that no rule was mended by."""
        return int(self.name[:2]) % 2 == 0


def layouts() -> Iterator[Layout]:
    """All of them, by number."""
    for path in sorted(FOLDER.glob("*.txt")):
        head, page = path.read_text(encoding="utf-8").split("\n=====\n")
        yield Layout(path.stem, _answers(head), tuple(page.rstrip("\n").split("\n")))


def _answers(head: str) -> Answers:
    told = Answers()
    for line in head.splitlines():
        key, _, value = line.partition(":")
        said = [piece.strip() for piece in value.split("|")]
        if key == "section":
            name, state = value.split()
            told.sections[name] = state
        elif key == "maybe":
            told.maybe.update(value.split())
        elif key == "person":
            told.people.append(Person(*said))
        elif key in ("action", "previous"):
            told.tasks.append(Task(*said, previous=key == "previous"))
        elif key == "date":
            day, kind = value.split()
            told.dates.add((day, kind))
        elif key == "condition":
            told.conditions.append(value.strip())
        else:
            told.values[key] = value.strip()
    return told
