"""Dates as they are written in the United Kingdom.

Day before month, always: 03/04/2024 is the third of April. A year of two figures is read as 1930 to 2029,
which suits dates of birth and of meetings alike; whoever needs another century has the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb febuary", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ), start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"

# Each alternative starts at a word's edge and every repetition in it is bounded: time is linear in the text.
_DATE = re.compile(
    rf"""(?<![\w/.])(?:
      (?P<iso_y>(?:19|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?:(?=T\d\d:)|(?![\w-]))
    | (?P<num_d>\d{{1,2}})(?P<sep>\s?[/.\-–]\s?)(?P<num_m>\d{{1,2}})(?P=sep)
      (?P<num_y>(?:19|20)\d\d|\d\d)(?![\w/]|\.\d|-\d{{1,2}}(?![\d/.]))
    | (?:{_WEEKDAY}[ ,\t]{{1,3}})?(?:the[ ])?(?P<d>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?
      (?:[ ]of)?(?:[\s,.\-/]{{1,2}}|(?=[a-z]))(?P<m>{_MONTH})(?![a-z])
      (?:(?:[.,]?[\s\-/]{{1,2}}|[.,]|)['’‘`]?(?P<y>(?:19|20)\d\d|(?<![.,]\s)\d\d)(?![\w/]|[.,:]\d))?
    | (?P<us_m>{_MONTH})\.?\ (?P<us_d>\d{{1,2}})(?:st|nd|rd|th)?,?\ (?P<us_y>(?:19|20)\d\d)(?!\w)
    | (?P<my_m>{_MONTH})\b[.,]?[\s\-/]{{1,2}}['’‘`]?(?P<my_y>(?:19|20)\d\d|(?<=['’‘`])\d\d)(?!\w)
    | (?P<sl_m>0?[1-9]|1[0-2])/(?P<sl_y>(?:19|20)\d\d)(?![\w/])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_PIVOT = 30  # two figures below it are 20xx


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text. `date` is None where the day or the year is not said, or no such day exists.

    `precise` is True where day, month and year are all written.
    """

    start: int
    end: int
    date: date | None
    precise: bool


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[FoundDate]:
    """Every date between two places of the text, in order and without overlap.

    Reads 12/03/2024, 12.3.24, 12-03-2024, 2024-03-12, 12 March 2024, 12th Mar '24, Tuesday 12th of March,
    2024, March 12, 2024, and the partial March 2024, 03/2024 and 12 March. A bare year is no date.
    """
    found: list[FoundDate] = []
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        one = _read(match)
        if one is not None:
            found.append(one)
    return found


def read_date(text: str) -> date | None:
    """The first whole date in the text, or None."""
    return next((found.date for found in find_dates(text) if found.date is not None), None)


def _read(match: re.Match[str]) -> FoundDate | None:
    part = match.groupdict()
    start, end = match.span()
    for day, month, year in (("iso_d", "iso_m", "iso_y"), ("num_d", "num_m", "num_y")):
        if part[day] is not None:
            made = _date(part[year], part[month], part[day])
            meant = made is not None or len(part[year]) == 4  # 31/02/2024 is a wrong date, 5.13.99 is none
            return FoundDate(start, end, made, True) if meant else None
    if part["d"] is not None:
        month_number = str(_MONTHS[part["m"].lower()])
        if not 1 <= int(part["d"]) <= 31:
            return None
        if part["y"] is None:
            return FoundDate(start, end, None, False)
        return FoundDate(start, end, _date(part["y"], month_number, part["d"]), True)
    if part["us_d"] is not None:
        return FoundDate(
            start, end, _date(part["us_y"], str(_MONTHS[part["us_m"].lower()]), part["us_d"]), True
        )
    return FoundDate(start, end, None, False)


def _date(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < _PIVOT else 1900
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None
