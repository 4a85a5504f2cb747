"""A referral's category and level, and what they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review
from checks.rule import REFERRAL, Check, Found
from checks.rules.boxes import place, shortfall
from checks.sources import inspection, thames_valley
from checks.wording import words
from models.finding import Severity
from models.structure import Confidence
from models.text import Span


class REF09(Check):
    """The referral gives exactly one category, with what qualifies the person for it.

    Bad:
        === referral
        # Category: (without)

    Good:
        === referral
        # Category: 2
    """

    severity = Severity.BLOCK
    sources = (*thames_valley("section 3"), *inspection("paragraph 2.8", "paragraph 4.4"))
    kinds = REFERRAL
    families = ("mappa",)
    section = "category_level"
    why = "Without a category there is no power to manage the person under MAPPA at all."
    hint = "Give the one category and the conviction or caution that brings the person into it."
    _TWO = re.compile(
        r"categor(?:y|ies)\s*[:\-]?\s*(?:category\s*)?([1-4])\s*(?:and|&|/|,|\+)\s*(?:category\s*)?([1-4])"
        r"\b",
        re.IGNORECASE,
    )
    _STATED = re.compile(r"(?:MAPPA )?category ([1-4])\b", re.IGNORECASE)
    _BOXES = re.compile(
        r"[\u2610-\u2612\u2713\u2714\u2717\u2718\uf0a8]|\[[ xX]?\]|\b(?:yes|no)\b", re.IGNORECASE
    )
    _CONVICTED = words(r"convict\w+|caution\w*|sentenced|pleaded|found guilty|imprisonment|community order")
    _NO_RECORD = words(
        r"(?:no|nil|without|zero|free of) (?:\w+ ){0,3}(?:convictions?|cautions?|criminal record|"
        r"offences|pre-?cons?)|"
        r"(?:convictions?|cautions?|pre-?cons?|record)\W{1,3}(?:nil|none|no trace|n/a)|never (?:been "
        r")?(?:convicted|cautioned)|"
        r"not (?:been )?convicted|acquitted|nfa"
    )
    _CONCERN = words(r"risk|harm|concern\w*|threat\w*|escalat\w+|danger\w*")

    def look(self, review: Review) -> Iterator[Found]:
        several = self._several(review)
        if several is not None:
            yield Found("More than one MAPPA category is given.", several)
        elif not review.category:
            fault = shortfall(review, "category_level")
            yield Found("The MAPPA category is not given.", fault[1] if fault else None)
        elif review.category == "3":
            lacking = [
                w
                for w, p in (
                    ("a conviction or caution that shows the person can cause serious harm", self._CONVICTED),
                    ("the concern there is now", self._CONCERN),
                )
                if not review.mentions(p)
            ]
            clean = review.mentions(self._NO_RECORD, "offence")
            if clean and not lacking:
                lacking = ["a conviction or caution that shows the person can cause serious harm"]
            if lacking:
                yield Found(
                    f"Category 3 needs {' and '.join(lacking)}, and the referral does not show it.",
                    None,
                    confidence=Confidence.MEDIUM,
                )

    def _several(self, review: Review) -> Span | None:
        """Where a second category is given: beside the first, or in a sentence of its own.

        A list of all categories with boxes to tick is no answer by itself.
        """
        two = self._TWO.search(review.body)
        if two and two.group(1) != two.group(2):
            return Span(two.start(), two.end())
        if self._BOXES.search(review.words("category_level")):
            return None
        first = ""
        for span in review.sentences_of("category_level"):
            told = self._STATED.match(review.document.quote(span).strip())
            if told and first and told.group(1) != first:
                return span
            first = first or (told.group(1) if told else "")
        return None


class REF10(Check):
    """The referral proposes exactly one level.

    Bad:
        === referral
        # Level: 2 or 3

    Good:
        === referral
        # Level: 2
    """

    severity = Severity.HIGH
    sources = thames_valley("section 4")
    kinds = REFERRAL
    section = "category_level"
    why = "A case can be managed at only one level."
    hint = "Give the level at which the case should be managed."
    _TWO = re.compile(
        r"^(?:proposed |mappa |requested |recommended )?level[^:\t\n]{0,40}[:\t]\s*(?:level\s*)?([123])"
        r"\s*(?:or|/|&|and)\s*(?:level\s*)?([123])\b",
        re.IGNORECASE | re.MULTILINE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        two = next(review.find(self._TWO), None)
        if two:
            yield Found("More than one level is proposed.", two[1])
        elif not review.level:
            fault = shortfall(review, "category_level")
            yield Found("No level is proposed.", fault[1] if fault else None)


class REF11(Check):
    """A referral to level 3 shows what only level 3 can give.

    Bad:
        === referral
        # Level: 3
        # Reason for referral
        He is a dangerous and manipulative man whom several agencies find hard to manage together.

    Good:
        === referral
        # Level: 3
        # Reason for referral
        High risk of serious harm. Round-the-clock police cover on release needs resources that only senior
        managers of several agencies can commit, and national media interest is expected.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 4.3")
    kinds = REFERRAL
    section = "referral_reason"
    why = "Level 3 is for what has to be done, not for how bad the person is."
    hint = (
        "Describe the senior co-operation, unusual resources or media interest that make level 3 necessary."
    )
    _NEEDS = words(
        r"senior (?:\w+ ){0,2}(?:managers?|level|representati\w+|officers?|co-?operation)|resources?|"
        r"media|public confidence|public interest|surveillance|round-the-clock|24[- ]hour|funding|"
        r"commit\w*|critical public protection|cppc|exceptional|(?:aco|chief officer|superintendent|"
        r"director)s?"
        r"(?:[- ]level)?|seniors|staffing|out[- ]of[- ](?:area|county)|response plan|armed|cost\w*|"
        r"national (?:news|press)"
    )

    def applies(self, review: Review) -> bool:
        return review.level == "3"

    def look(self, review: Review) -> Iterator[Found]:
        if not self._NEEDS.search(
            review.words("referral_reason", "level_review", "category_level", "media", "rmp")
        ):
            where = review.substance("referral_reason")
            yield Found(
                "Level 3 is proposed, and nothing shows what only level 3 could give.",
                place(where[0], review) if where else None,
            )
