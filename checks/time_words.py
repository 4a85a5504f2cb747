"""Words about time that hold for a while only, and whether that while is over.

"Next week" is past by the next meeting whenever that is. "After Easter" or "by the end of the month" is past
only once the day it names has gone by, so both dates are needed; where the earlier one is not known, the
words are taken as past, since nothing else says when they were written.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from checks.wording import words

_FLEETING = (
    r"next (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|"
    r"this (?:week|morning|afternoon|weekend|month)|tomorrow|later (?:this|today)|today|yesterday|"
    r"last (?:week|night|month)|upcoming|forthcoming|imminently|in the next few (?:days|weeks)|"
    r"within the next (?:\w+ )?(?:days?|weeks?)|in (?:two|three|four|six) weeks|shortly|"
    r"due (?:to be|for) release\w*|in a (?:week|fortnight|month)['’]?s?(?: time)?|"
    r"awaiting (?:release|sentence|trial)|(?:earlier|later) this (?:week|month)|coming (?:days?|weeks?|"
    r"fortnight|months?)"
)
_NAMED = (
    r"(?:by |at |before )?(?:the )?end of (?:the |this )?(?:week|month|year)|"
    r"(?:in |early in |before |by |after |over )?(?:the )?new year|(?:before|by|after|over) (?:christmas|"
    r"xmas)|"
    r"(?:before|by|after|over|at) easter|(?:before|after|over|at|during) (?:the )?half[- ]?term|"
    r"(?:in|by|over|before|after) the (?:spring|summer|autumn)(?! of)"
)
PASSING = words(f"{_FLEETING}|{_NAMED}")
"""Words that are true for a while."""

_FLEET = words(_FLEETING)
_YEARLY = words(
    r"(?:each|every) (?:year|christmas|easter|summer|month)|annual(?:ly)?|always|anniversary|usually"
)
_HALF_TERMS = ((2, 17), (5, 28), (10, 28))  # about the middle of each, month and day
_SEASON_ENDS = {"spring": (5, 31), "summer": (8, 31), "autumn": (11, 30)}


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous algorithm of Nature, 20 April 1876)."""
    century, of_century = divmod(year, 100)
    correction = (8 * century + 13) // 25
    epact = (19 * (year % 19) + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def past_by_now(said: str, written: date | None, now: date | None) -> re.Match[str] | None:
    """The words about time in a sentence that are past at `now`, having been written at `written`."""
    for match in PASSING.finditer(said):
        if _FLEET.fullmatch(match.group()):
            return match
        if _YEARLY.search(said):
            continue
        if written is None or now is None or _over(match.group().casefold(), written, now):
            return match
    return None


def _over(named: str, written: date, now: date) -> bool:
    """Whether the day that the words name lies between the two dates."""
    years = range(written.year, now.year + 1)
    if "week" in named:
        days = [written + timedelta(days=6 - written.weekday())]
    elif "month" in named:
        days = [date(written.year + written.month // 12, written.month % 12 + 1, 1)]
    elif "end of" in named or "new year" in named:
        days = [date(year + 1, 1, 1) for year in years]
    elif "mas" in named:
        days = [date(year, 12, 25) for year in years]
    elif "easter" in named:
        days = [easter(year) for year in years]
    elif "half" in named:
        days = [date(year, month, day) for year in years for month, day in _HALF_TERMS]
    else:
        ends = next(v for k, v in _SEASON_ENDS.items() if k in named)
        days = [date(year, *ends) for year in years]
    return any(written <= day < now for day in days)
