"""How long each kind of paper is kept, as data: the shipped schedules, and an area's in their place.

None of the sources that the product is built on gives a period in years, so that no shipped schedule does:
`keep` is empty until an area says how long, and what no schedule sets is never proposed for disposal. An
area's file of the same name takes the place of a shipped one, and any other is added; where both a form's
name and a kind fit, the form's schedule holds.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from calendar import isleap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from models.errors import SettingsError
from models.structure import DocumentKind

SHIPPED = Path(__file__).parent / "schedules"
UNREAD = "unread"
"""The kind of a file that was never read."""
_KINDS = {*(kind.value for kind in DocumentKind), UNREAD}
_PERIOD = re.compile(r"(?P<number>[1-9][0-9]{0,2}) (?P<unit>years?|months?|days?)")
_CALLED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST = 200


class Clock(StrEnum):
    """From which day a period runs."""

    MEETING = "meeting"  # the date of the meeting, as the document itself states it
    RECEIVED = "received"  # the day it came in
    LAST_OF_CASE = "last-of-case"  # the case's last meeting, or the day its last document came in, the later
    CASE_END = "case-end"  # the day management ended, as a person stated it


class Action(StrEnum):
    """What comes at the end of the period."""

    DISPOSE = "dispose"
    REVIEW = "review"  # a person looks first: it may be proposed for disposal, or held with a new review date


@dataclass(frozen=True, slots=True)
class Period:
    """So many years, months or days by the calendar."""

    number: int
    unit: str  # "year", "month", "day"

    def after(self, day: date) -> date:
        """The first day after the period. A day that a month does not have is the next month's first."""
        if self.unit == "day":
            return day + timedelta(days=self.number)
        months = day.month - 1 + self.number * (12 if self.unit == "year" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        if day.day > _days(year, month):
            return date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, day.day)

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long papers of some forms or kinds are kept. `keep` is None where the area has not said.

    `disclosures` keeps the document, and what was disclosed of it, for so long after its last disclosure
    changed. A date before `earliest` is taken for a misreading, not for a reason to destroy. `digest` is the
    SHA-256 of the file that said all this.
    """

    name: str
    title: str
    forms: tuple[str, ...]
    kinds: tuple[str, ...]
    keep: Period | None
    for_ever: bool
    clock: Clock
    then: Action
    disclosures: Period | None
    earliest: date | None
    source: str
    digest: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """What a schedule's file may say."""

    title: str
    keep: str
    clock: Clock
    source: str
    kinds: list[str] = []
    forms: list[str] = []
    then: Action = Action.DISPOSE
    disclosures: str = ""
    earliest: date | None = None


@dataclass(frozen=True, slots=True)
class Schedules:
    """All that hold in an installation."""

    all: tuple[Schedule, ...]

    def of(self, form: str, kind: str) -> Schedule | None:
        """The one for a paper: by its form's name rather than by its kind."""
        for schedule in self.all:
            if form and any(fnmatchcase(form, pattern) for pattern in schedule.forms):
                return schedule
        return next((s for s in self.all if kind in s.kinds), None)


def schedules(folder: Path | None = None) -> Schedules:
    """The shipped schedules, with those in the area's folder; raises `SettingsError`, naming the file."""
    texts = _texts(SHIPPED)
    if folder is not None:
        if not folder.is_dir():
            raise SettingsError(
                "The folder of retention schedules cannot be read.",
                "Name a folder of .toml files in COUNTERSIGN_RETENTION; docs/retention.md shows one.",
            )
        texts |= _texts(folder)
    found = tuple(read_schedule(name, texts[name]) for name in sorted(texts))
    _refuse_doubt(found)
    return Schedules(found)


def read_schedule(filename: str, text: str) -> Schedule:
    """A schedule from the text of its file; raises `SettingsError`."""
    name = filename.removesuffix(".toml")
    try:
        said = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise _fault(filename, str(fault)) from None
    if not _CALLED.fullmatch(name):
        raise _fault(filename, "the file's name cannot be a schedule's: use small letters, figures, hyphens")
    if not said.kinds and not said.forms:
        raise _fault(filename, "it names neither `kinds` nor `forms`")
    for kind in said.kinds:
        if kind not in _KINDS:
            raise _fault(
                filename, f"kinds: there is no kind '{kind}' (there are {', '.join(sorted(_KINDS))})"
            )
    if not said.source.strip() or not said.title.strip():
        raise _fault(filename, "`title` and `source` must say something")
    return Schedule(
        name,
        said.title.strip(),
        tuple(said.forms),
        tuple(said.kinds),
        None if said.keep == "for ever" else _period(filename, "keep", said.keep),
        said.keep == "for ever",
        said.clock,
        said.then,
        _period(filename, "disclosures", said.disclosures),
        said.earliest,
        said.source.strip(),
        hashlib.sha256(text.encode()).hexdigest(),
    )


def _texts(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    if not paths or len(paths) > _MOST:
        raise SettingsError(
            f"The folder of retention schedules holds {len(paths)} .toml files.",
            f"One to {_MOST} are wanted; docs/retention.md shows one.",
        )
    try:
        return {path.name: path.read_text(encoding="utf-8") for path in paths}
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(
            f"A retention schedule cannot be read ({type(fault).__name__}).", "Save it as UTF-8 text."
        ) from None


def _period(filename: str, key: str, words: str) -> Period | None:
    if not words.strip():
        return None
    found = _PERIOD.fullmatch(words.strip())
    if not found:
        raise _fault(filename, f"{key}: '{words}' is no period: write '10 years', '18 months' or '90 days'")
    return Period(int(found["number"]), found["unit"].removesuffix("s"))


def _refuse_doubt(found: Iterable[Schedule]) -> None:
    """Two schedules for one kind or one form would leave the choice to the order of their names."""
    taken: dict[str, str] = {}
    for schedule in found:
        for word in (*schedule.kinds, *(f"form {form}" for form in schedule.forms)):
            if word in taken:
                raise _fault(f"{schedule.name}.toml", f"{word} is in {taken[word]}.toml already")
            taken[word] = schedule.name


def _fault(filename: str, what: str) -> SettingsError:
    return SettingsError(
        f"The retention schedule {filename} cannot be used: {what}.",
        "Correct it; docs/retention.md explains it.",
    )


def _days(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def by_name(found: Schedules) -> Mapping[str, Schedule]:
    """The schedules by their names."""
    return {schedule.name: schedule for schedule in found.all}
