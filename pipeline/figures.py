"""The figures that inspectors ask a coordinator for, by month of the meeting.

They are counted from dates and from the codes of findings; no document is opened. A finding is a fault that
was found: of minutes without one some rule may not have been assessed, so that "without a finding" is never
called kept. The joint inspection of October 2015 looked for these things; each rule names its own sources.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median

from checks import rule
from storage import audit
from storage.events import Event
from storage.figures import Counts, Meeting, Month
from storage.store import Store

WITHIN_DAYS = 14
"""Ten working days as days of the calendar: minutes of level 2 meetings are to be issued in that time, those
of level 3 in half of it (inspection of 2015, paragraph 5.37). The level is not in a plain column."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure: what it is called, what it counts, and the rules whose findings it counts."""

    name: str
    title: str
    counts: str
    codes: tuple[str, ...]


ASKED = (
    Asked(
        "disclosure",
        "Disclosure considered and explained",
        "Minutes in which it cannot be seen that disclosure was considered, why it was decided so, what was "
        "told and to whom, or in which the decision is carried over from the last meeting.",
        ("DIS-01", "DIS-02", "DIS-06", "STL-03"),
    ),
    Asked(
        "actions",
        "Actions with owner, date and outcome",
        "Minutes with an action that has no owner, no date, or was done without an outcome, or with one "
        "of the last meeting that is not accounted for.",
        ("ACT-01", "ACT-02", "ACT-05", "ACT-06"),
    ),
    Asked(
        "attendance",
        "Required attendees missing",
        "Minutes of meetings at which an agency that had to be there was not, or whose absence was not "
        "followed up.",
        ("ATT-04", "ATT-05", "ATT-06", "ATT-07", "ATT-11", "ATT-13"),
    ),
    Asked(
        "stale",
        "Plans and passages carried over",
        "Minutes with a risk management plan, an action or a passage that was carried over although time or "
        "circumstances had moved on.",
        ("STL-01", "STL-02", "STL-10", "STL-12", "STL-13"),
    ),
)


_STALE = frozenset(next(asked.codes for asked in ASKED if asked.name == "stale"))


@dataclass(frozen=True, slots=True)
class Timeliness:
    """One month's minutes. Days are of the calendar, from the meeting to when the service received them.

    `late` took longer than `WITHIN_DAYS`; `ahead` came in before the date that they give and are in neither
    `late` nor the days, which are None where no minutes are left to measure.
    """

    month: Month
    minutes: int
    late: int
    ahead: int
    median_days: float | None
    longest_days: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A rule of a figure, by its title in the catalogue."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of a figure: minutes, those with any finding of the figure, those with one of each rule."""

    month: Month
    minutes: int
    any: int
    each: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over all months, the latest first; `each` of its lines has the order of `columns`."""

    name: str
    title: str
    counts: str
    columns: tuple[Column, ...]
    lines: tuple[MonthLine, ...]


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One month: minutes, and those in which each section was carried over, in the order of the sections."""

    month: Month
    minutes: int
    each: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BySection:
    """What was carried over where, by the form's own names of its sections."""

    sections: tuple[str, ...]
    lines: tuple[SectionLine, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All of them; `timeliness` also has the number of minutes by month.

    `areas` are those that may be seen; `area` is the one that was counted, empty for all of them.
    """

    timeliness: tuple[Timeliness, ...]
    figures: tuple[Figure, ...]
    stale_sections: BySection = BySection((), ())
    areas: tuple[str, ...] = ()
    area: str = ""


class FigureBook:
    """What the doors ask for figures. That they were read is recorded."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, actor: str, area: str = "") -> Figures:
        """Every figure, counted now: of one area, or of all that may be seen. Raises nothing for another."""
        with self._store.reading() as (session, archive):
            areas = tuple(archive.areas())
            meetings = Counts(session, archive.visible()).meetings()
        with self._store.writing() as (session, _):
            audit.append(
                session, self._store.keys, Event.SENSITIVE_READ, actor, document="all", what="figures"
            )
        by_month = _by_month([m for m in meetings if area in ("", m.area)])
        timeliness = tuple(_timeliness(month, held) for month, held in by_month.items())
        figures = tuple(_figure(asked, by_month) for asked in ASKED)
        return Figures(timeliness, figures, _by_section(by_month), areas, area)


def _figure(asked: Asked, by_month: dict[Month, list[Meeting]]) -> Figure:
    codes = frozenset(asked.codes)
    lines = []
    for month, held in by_month.items():
        each = Counter(fault for meeting in held for fault in meeting.faults & codes)
        any_of = sum(not codes.isdisjoint(meeting.faults) for meeting in held)
        lines.append(MonthLine(month, len(held), any_of, tuple(each[code] for code in asked.codes)))
    columns = tuple(Column(code, rule(code).title) for code in asked.codes)
    return Figure(asked.name, asked.title, asked.counts, columns, tuple(lines))


def _by_section(by_month: dict[Month, list[Meeting]]) -> BySection:
    """In how many minutes a section was carried over, by month; the sections that this befalls most first."""
    found: dict[Month, Counter[str]] = {}
    for month, held in by_month.items():
        found[month] = Counter(
            section for meeting in held for section in {s for s in map(_stale_section, meeting.faults) if s}
        )
    all_months = sum(found.values(), Counter[str]())
    sections = tuple(name for name, _ in sorted(all_months.items(), key=lambda s: (-s[1], s[0])))
    lines = tuple(
        SectionLine(month, len(by_month[month]), tuple(counted[name] for name in sections))
        for month, counted in found.items()
    )
    return BySection(sections, lines)


def _stale_section(fault: str) -> str:
    code, _, section = fault.partition("@")
    return section if code in _STALE else ""


def _by_month(meetings: list[Meeting]) -> dict[Month, list[Meeting]]:
    """The minutes of each month, the latest month first and those without a date last."""
    found: defaultdict[Month, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        held = meeting.held
        found[(held.year, held.month) if held else None].append(meeting)
    return {month: found[month] for month in sorted(found, key=lambda m: m or (0, 0), reverse=True)}


def _timeliness(month: Month, held: list[Meeting]) -> Timeliness:
    taken = [(m.received.date() - m.held).days if m.held else None for m in held]
    days = [n for n in taken if n is not None and n >= 0]
    return Timeliness(
        month,
        len(taken),
        sum(n > WITHIN_DAYS for n in days),
        sum(n is not None and n < 0 for n in taken),
        float(median(days)) if days else None,
        max(days, default=None),
    )
