"""The figures that inspectors ask a coordinator for, by month of the meeting.

They are counted from dates and from the codes of findings; no document is opened. A finding is a fault that
was found: of minutes without one some rule may not have been assessed, so that "without a finding" is never
called kept. The joint inspection of October 2015 looked for these things; each rule names its own sources.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from checks import rule
from storage import audit
from storage.events import Event
from storage.figures import Counts, Month
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
class Figures:
    """All of them; `timeliness` also has the number of minutes by month."""

    timeliness: tuple[Timeliness, ...]
    figures: tuple[Figure, ...]


class FigureBook:
    """What the doors ask for figures. That they were read is recorded."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, actor: str) -> Figures:
        """Every figure, counted now."""
        own = {code: code for asked in ASKED for code in asked.codes}
        whole = {code: asked.name for asked in ASKED for code in asked.codes}
        with self._store.reading() as (session, archive):
            counts = Counts(session, archive.visible())
            by_month = _by_month(counts.minutes())
            each, any_of = counts.with_findings(own), counts.with_findings(whole)
        with self._store.writing() as (session, _):
            audit.append(
                session, self._store.keys, Event.SENSITIVE_READ, actor, document="all", what="figures"
            )
        figures = []
        for asked in ASKED:
            lines = tuple(
                MonthLine(
                    month,
                    len(held),
                    any_of.get((month, asked.name), 0),
                    tuple(each.get((month, code), 0) for code in asked.codes),
                )
                for month, held in by_month.items()
            )
            columns = tuple(Column(code, rule(code).title) for code in asked.codes)
            figures.append(Figure(asked.name, asked.title, asked.counts, columns, lines))
        timeliness = tuple(_timeliness(month, taken) for month, taken in by_month.items())
        return Figures(timeliness, tuple(figures))


def _by_month(minutes: list[tuple[date | None, datetime]]) -> dict[Month, list[int | None]]:
    """The days that the minutes of each month took, the latest month first and those without a date last."""
    found: defaultdict[Month, list[int | None]] = defaultdict(list)
    for held, received in minutes:
        month = (held.year, held.month) if held else None
        found[month].append((received.date() - held).days if held else None)
    return {month: found[month] for month in sorted(found, key=lambda m: m or (0, 0), reverse=True)}


def _timeliness(month: Month, taken: list[int | None]) -> Timeliness:
    days = [n for n in taken if n is not None and n >= 0]
    return Timeliness(
        month,
        len(taken),
        sum(n > WITHIN_DAYS for n in days),
        sum(n is not None and n < 0 for n in taken),
        float(median(days)) if days else None,
        max(days, default=None),
    )
