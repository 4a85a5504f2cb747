"""Whether the minutes came in time and the next review is set in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checks.meeting_date import iso
from checks.review import Review, day
from checks.rule import Check, Found, Need, Unknown
from checks.rules.boxes import shortfall
from checks.sources import (
    inspection,
    thames_valley,
)
from checks.wording import words
from models.dates import read_date
from models.finding import Severity
from models.structure import Confidence, DateKind


def working_days(start: date, end: date) -> int:
    """Weekdays after `start` up to and with `end`; bank holidays are not known and count as working days."""
    days = (end - start).days
    return sum((start + timedelta(n)).weekday() < 5 for n in range(1, days + 1))


class MIN01(Check):
    """The minutes were issued in time.

    Bad:
        # Date issued: 28 June 2024

    Good:
        # Date issued: 12 June 2024
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.37")
    needs = (Need.FORM, Need.HELD, Need.LEVEL)
    section = "meeting_details"
    why = "Until the minutes come, agencies act on memory."
    hint = "Issue them at once, and record why they were late."

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        allowed = review.profile.level(review.level).issue_working_days
        issued = review.dates(DateKind.ISSUED)
        if not allowed:
            yield Unknown(
                f"The profile {review.profile.name} sets no time for issuing level {review.level} minutes."
            )
        elif not issued:
            yield Unknown("The date on which the minutes were issued was not found in the document.")
        else:
            assert review.held is not None
            took = working_days(review.held, issued[0].date)
            if took > allowed:
                yield Found(
                    f"The minutes were issued on {day(issued[0].date)}, {took} working days after the "
                    f"meeting; "
                    f"at level {review.level} it should be within {allowed}.",
                    issued[0].span,
                )


class MIN17(Check):
    """The next review is dated, and within the interval for the level.

    Bad:
        # Date of next meeting
        12 March 2025

    Good:
        # Date of next meeting
        4 September 2024
    """

    severity = Severity.HIGH
    sources = (*thames_valley("section 4.1", "section 4.2", "section 4.3"), *inspection("paragraph 5.1"))
    section = "next_review"
    why = "A case with no date for its review is reviewed when something has gone wrong."
    hint = "Set the date now, within the interval, or record why the case needs none."
    _NONE_NEEDED = words(
        r"no (?:further|more) (?:meetings?|reviews?)|de-?regist\w+|manage[d]? at level 1|to level 1|"
        r"no longer (?:managed|mappa)|exit(?:s|ed)? mappa|discharged? from mappa|case closed"
    )

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        fact = review.document.facts.next_review
        when = iso(fact)
        if fact is None or when is None:
            fault = shortfall(review, "next_review")
            if fault and fault[1] and read_date(review.body[fault[1].end : fault[1].end + 60]):
                return  # the date stands under the heading, as one of its own
            if not self._NONE_NEEDED.search(review.words("level_review", "next_review")):
                yield Found("There is no date for the next review.", fault[1] if fault else None)
            return
        if review.held is None:
            yield Unknown("The date of the meeting was not found, so the interval cannot be worked out.")
            return
        if when <= review.held:
            yield Found(
                f"The next review is given as {day(when)}, which is not after the meeting of "
                f"{day(review.held)}.",
                fact.span,
            )
            return
        allowed = review.profile.level(review.level).review_days
        if not allowed:
            yield Unknown("The level, or the profile's interval for it, is not known.")
        elif (when - review.held).days > allowed:
            yield Found(
                f"The next review is on {day(when)}, {(when - review.held).days} days after the meeting; "
                f"at level "
                f"{review.level} it should be within {allowed}.",
                fact.span,
                confidence=Confidence.MEDIUM,
            )
