"""Category and level: recorded, one of each, such as exist, and decided with reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.reasons import reasoned
from checks.review import Review
from checks.rule import Check, Found, Need
from checks.rules.boxes import place, shortfall
from checks.sources import (
    GUIDANCE,
    MAPPA_A_NOTES,
    cite,
    inspection,
    thematic,
)
from checks.wording import REASON, words
from models.finding import Severity
from models.structure import Confidence
from models.text import Span


class MIN05(Check):
    """Category and level are recorded.

    Bad:
        # Category: (without)

    Good:
        # Category: 2
    """

    severity = Severity.BLOCK
    sources = thematic("section 2.1(viii)", "table 9")
    families = ("mappa", "mappa-scotland")
    section = "category_level"
    why = (
        "Level decides who must come, how often and who may decide; category decides whether MAPPA "
        "applies at all."
    )
    hint = "State the category and the level at which the case is managed."

    def look(self, review: Review) -> Iterator[Found]:
        lacking = [w for w, v in (("category", review.category), ("level", review.level)) if not v]
        for what in lacking:
            yield Found(f"The MAPPA {what} is not recorded.", None)


_WEIGHED = words(
    r"needs?|requires?|required|while|until|once|still|must|ha(?:s|ve) to|"
    r"remains? (?:high|unsettled|at risk)|longer"
)


class MIN18(Check):
    """The level was reviewed, with reasons; a fall rests on evidence.

    Bad:
        # Level decision
        To remain at level 2.

    Good:
        # Level decision
        To remain at level 2, because police, probation and housing still have to act together each week.
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 6.7")
    needs = (Need.FORM, Need.SECTIONS)
    section = "level_review"
    why = "A level that is kept, raised or lowered without a reason is a habit, not a decision."
    hint = "Say why this level is needed now; for a fall, what has changed and what shows it."

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "level_review")
        told = any(
            s.span and self._argued(review.document.quote(s.span)) for s in review.headed(words("level"))
        )
        if fault and review.missing("level_review") and not told and not review.mentions(self._ELSEWHERE):
            yield Found(f"The decision on the level {fault[0]}.", fault[1], confidence=Confidence.MEDIUM)
        said = review.words("level_review")
        before = review.previous.facts.level if review.previous else None
        fell = (
            before is not None
            and review.level
            and review.level > before.value
            and before.value < review.level
        )
        lower = before is not None and bool(review.level) and review.level < before.value
        if lower and not REASON.search(said):
            yield Found(
                f"The level has come down from {before.value if before else ''} to {review.level} and "
                f"nothing says on "
                "what evidence.",
                review.document.facts.level.span if review.document.facts.level else None,
            )
        elif review.substance("level_review") and not self._argued(said) and not fell:
            yield Found(
                "The level is decided without a reason.",
                place(review.substance("level_review")[0], review),
                confidence=Confidence.MEDIUM,
            )

    _ELSEWHERE = words(
        r"(?:remains?|stays?|kept|keep|retained|managed|moved?|raised?|reduced?|lowered|continues?) "
        r"(?:\w+ )?(?:at|to|on) (?:mappa )?level [123]|"
        r"level [123],? (?:because|since|so that|as|until)|"
        r"level [123] (?:is|was|remains) (?:\w+ )?(?:kept|right|needed|required|retained|appropriate|"
        r"necessary|agreed|confirmed)"
    )

    @staticmethod
    def _argued(said: str) -> bool:
        """Whether there is more than a decision: a reason, or enough words to hold one."""
        return reasoned(said) or bool(_WEIGHED.search(said))


class MIN20(Check):
    """At level 3, whether the case is a critical public protection case is answered.

    Bad:
        # Level: 3
        # Critical public protection case
        (without)

    Good:
        # Level: 3
        # Critical public protection case
        Not registered as a critical public protection case, because no national co-ordination is needed.
    """

    severity = Severity.MEDIUM
    sources = inspection("recommendations", "paragraph 7.5")
    families = ("mappa",)
    section = "cppc"
    why = "Registration brings national attention and money that an area cannot find by itself."
    hint = "Record whether the case is or should be registered, and why."

    def applies(self, review: Review) -> bool:
        return review.level == "3"

    def look(self, review: Review) -> Iterator[Found]:
        if not review.substance("cppc") and not review.mentions(words(r"cppc|critical public protection")):
            fault = shortfall(review, "cppc")
            yield Found(
                "At level 3 the question of a critical public protection case is not answered.",
                fault[1] if fault else None,
            )


class PUB05(Check):
    """Only one category is given.

    Bad:
        # Category: 1 and 3

    Good:
        # Category: 1
    """

    severity = Severity.HIGH
    sources = cite(MAPPA_A_NOTES, "part 6")
    families = ("mappa",)
    section = "category_level"
    why = "Each category has its own legal basis and its own end."
    hint = "Give the one category that applies now."
    _TWO = re.compile(
        r"categor(?:y|ies)(?:\s*\(?mappa\)?)?\s*[:\-]?\s*(?:cat(?:egory|\.)?\s*)?([1-4])\s*(?:and|&|/|,|\+)"
        r"\s*(?:category\s*)?([1-4])\b",
        re.I,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for match in self._TWO.finditer(review.body):
            if match.group(1) != match.group(2) and "agencies" not in match.group():
                yield Found("More than one MAPPA category is given.", Span(match.start(), match.end()))
                return


class PUB17(Check):
    """The category is one that existed at the time.

    Bad:
        # Category: 4
        # Date of meeting: 5 June 2019

    Good:
        # Category: 3
        # Date of meeting: 5 June 2019
    """

    severity = Severity.MEDIUM
    sources = cite(GUIDANCE, "chapter 9.1")
    families = ("mappa",)
    section = "category_level"
    why = (
        "Category 4 (terrorism) came with the Act of 2022; before it, and in no other sense, there are three."
    )
    hint = "Correct the category."
    _NONE_SUCH = re.compile(
        r"\b(?:mappa )?category\s{0,3}[:\t]\s{0,3}(?:cat(?:egory)?\s)?[05-9]\b", re.IGNORECASE
    )

    def look(self, review: Review) -> Iterator[Found]:
        fact = review.document.facts.category
        if fact is None:
            other = next(review.find(self._NONE_SUCH), None)
            if other:
                yield Found("There is no such MAPPA category.", other[1])
            return
        if fact.value not in ("1", "2", "3", "4"):
            yield Found(f"There is no MAPPA category {fact.value}.", fact.span)
        elif fact.value == "4" and review.held and review.held < date(2022, 4, 28):
            yield Found("Category 4 did not exist at the date of the meeting.", fact.span)
