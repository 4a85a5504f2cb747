"""The year of a day that was written without one: "by 3 May", "due 3/5", in minutes of a known date.

An action falls due, and the next meeting is held, on or after the day of the meeting that says so. What an
earlier meeting set fell due near this one. Nothing is guessed where the meeting's own date is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from models.dates import find_dates, read_date
from models.structure import Action

_FIGURES = re.compile(r"(?<![\d/.])(?P<day>\d{1,2})(?P<sep>[/.])(?P<month>\d{1,2})(?![\d/.]|(?:am|pm)\b)")
_LONGEST = 80  # characters; a date in words of its own is shorter


def with_year(words: str, meeting: date | None, before: bool = False) -> date | None:
    """The day that the words name, in the first year in which it is not over at the meeting.

    With `before`, the nearest such day to the meeting on either side.
    """
    if meeting is None:
        return None
    days = [
        day for year in range(meeting.year - 1, meeting.year + 2) if (day := _in(words, year)) is not None
    ]
    if before:
        return min(days, key=lambda day: abs((day - meeting).days), default=None)
    return next((day for day in days if day >= meeting), None)


def _in(words: str, year: int) -> date | None:
    for found in find_dates(words):
        if found.date is None and words[found.start].isdigit():
            return read_date(f"{words[found.start : found.end].rstrip(' ,.')} {year}")
    figures = _FIGURES.search(words)
    return read_date(f"{figures['day']}/{figures['month']}/{year}") if figures else None


def dated(actions: Iterable[Action], meeting: date | None) -> tuple[Action, ...]:
    """The actions, each with the whole date that its words and the meeting's date come to."""
    return tuple(
        replace(action, due_date=with_year(action.due, meeting, action.previous))
        if action.due_date is None and action.due and len(action.due) <= _LONGEST
        else action
        for action in actions
    )
