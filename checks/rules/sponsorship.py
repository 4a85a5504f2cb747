"""Who stands behind a referral, and whether it came in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from checks.review import Review, day
from checks.rule import REFERRAL, Check, Found, Need, Unknown
from checks.rules.boxes import shortfall
from checks.sources import inspection, regulation_28, thames_valley
from checks.wording import LEAD_NAMED, UNSETTLED, words
from models.finding import Severity
from models.structure import Confidence, DateKind
from models.text import Span


class REF12(Check):
    """A manager has countersigned the referral.

    Bad:
        === referral
        # Line manager's countersignature
        Name: ____________ Date: ________

    Good:
        === referral
        # Line manager's countersignature
        Countersigned by Petra Lund, senior probation officer, 2 May 2024.
    """

    severity = Severity.HIGH
    sources = (*thames_valley("section 18iii", "section 18v"), *inspection("paragraph 6.18"))
    kinds = REFERRAL
    section = "endorsement"
    why = "The countersignature is the check that the referral is complete and needed."
    hint = "Have the line manager read, complete and countersign it, with name and date."
    _LINE = re.compile(
        r"[^\n]*\b(?:counter-?sign\w*|line manager|endorsed by|"
        r"manager'?s? (?:signature|endorsement|approval|comments)|authorised by|approved by)\b[^\n]*",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        blank = None
        for match in self._LINE.finditer(review.body):
            near = review.body[match.start() : min(len(review.body), match.end() + 160)]
            said = self._LINE.sub(
                lambda m: m.group().split(":", 1)[-1] if ":" in m.group() else m.group(), near, count=1
            )
            dated = re.search(r"\d{1,2}[/. ](?:\d{1,2}|\w{3,9})[/. ]\d{2,4}|\d{4}-\d\d-\d\d", near)
            named = re.search(
                r"\b[A-Z][a-z'’\-]+ [A-Z][a-z'’\-]+\b",
                re.sub(r"(?i)line manager|countersign\w*|manager's|name|date|signature", " ", said),
            )
            if (dated or named) and not re.search(r"[_…]{3,}|\.{5,}", near):
                return
            blank = blank or Span(match.start(), match.end())
        yield Found(
            "The line manager's countersignature has not been filled in."
            if blank
            else "Nothing shows that a manager has countersigned the referral.",
            blank,
            confidence=Confidence.HIGH if blank else Confidence.MEDIUM,
        )


class REF13(Check):
    """For somebody in custody the referral is made at least six months before release.

    Bad:
        === referral
        # Relevant dates
        Release date: 20 July 2024

    Good:
        === referral
        # Relevant dates
        Release date: 20 March 2025
    """

    severity = Severity.HIGH
    sources = (*inspection("paragraph 4.11", "paragraph 6.39"), *regulation_28())
    kinds = REFERRAL
    needs = (Need.FORM, Need.HELD)
    section = "dates"
    why = "Housing, treatment and victim safety cannot be arranged in weeks."
    hint = "Ask for an early meeting, and record why the referral is late."

    def applies(self, review: Review) -> bool:
        return bool(self._coming(review)) or review.mentions(words(r"in custody|hmp|hmyoi|serving prisoner"))

    @staticmethod
    def _coming(review: Review) -> tuple[date, Span] | None:
        if review.held is None:
            return None
        kinds = (DateKind.RELEASE, DateKind.CONDITIONAL_RELEASE)
        coming = [(d.date, d.span) for d in review.dates(*kinds) if d.date >= review.held]
        return min(coming, default=None)

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        months = review.profile.referral_months_before_release
        coming = self._coming(review)
        assert review.held is not None
        if not months:
            yield Unknown(f"The profile {review.profile.name} sets no time before release.")
        elif coming is None:
            yield Unknown("No release date after the date of the referral was found.")
        elif coming[0] < review.held + timedelta(days=months * 30):
            weeks = (coming[0] - review.held).days // 7
            yield Found(
                f"The release is on {day(coming[0])}, {weeks} weeks after the referral; it should have "
                f"been made "
                f"{months} months before.",
                coming[1],
            )


class REF25(Check):
    """The referral names the lead agency.

    Bad:
        === referral
        # Lead agency
        (without)

    Good:
        === referral
        # Lead agency
        Probation Service
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 4.13")
    kinds = REFERRAL
    section = "lead_agency"
    why = "The lead agency answers for the case from the first day."
    hint = "Name it."

    def look(self, review: Review) -> Iterator[Found]:
        fact = review.document.facts.lead_agency
        open_yet = UNSETTLED.match(review.words("lead_agency").strip() or (fact.value if fact else "-"))
        if open_yet or (fact is None and not review.substance("lead_agency")):
            if not open_yet and review.mentions(LEAD_NAMED):
                return
            fault = shortfall(review, "lead_agency")
            yield Found("The lead agency is not named.", fault[1] if fault else None)
