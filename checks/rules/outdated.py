"""Orders, bodies and markings of an earlier day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from checks.review import Review
from checks.rule import PAPERS, Check, Found, Need
from checks.sources import inspection
from models.document import Channel
from models.finding import Severity
from models.structure import Confidence


class STL07(Check):
    """Superseded orders are not written of as if they could still be made.

    Bad:
        # Monitoring and control
        Police will apply for a SOPO before the next review; until then they visit him every month.

    Good:
        # Monitoring and control
        SOPO made in 2012: not to be alone with a child under 16. Police visit him every month.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = inspection("footnote 2 to paragraph 5.17", "glossary")
    kinds = PAPERS
    needs = (Need.FORM, Need.HELD)
    why = "Since 2015 sexual harm prevention orders and sexual risk orders have taken the place of these."
    hint = "Use the order's present name, or give the date on which the old one was made."
    _OLD = re.compile(
        r"\b(?:SOPOs?|RoSHOs?|FTOs?|sexual offences prevention orders?|risk of sexual harm orders?|"
        r"foreign travel orders?)\b",
        re.IGNORECASE,
    )
    _BEFORE = re.compile(r"\b(?:19\d\d|200\d|201[0-5])\b|[/.](?:0\d|1[0-5])\b")

    def look(self, review: Review) -> Iterator[Found]:
        if review.held is None or review.held < date(2015, 3, 8):
            return
        seen = self._made_in_time(review)
        for section, span in review.find(self._OLD):
            term = review.document.quote(span).rstrip("s").casefold()
            sentence = review.sentence_at(span)
            text = review.document.text
            line = text.rfind("\n", 0, sentence.start) + 1
            ends = text.find("\n", max(sentence.start, sentence.end - 1))
            near = text[
                max(line, sentence.start - 80) : min(ends if ends >= 0 else len(text), sentence.end + 80)
            ]
            if term in seen or self._BEFORE.search(near) or section == "confidentiality":
                continue
            seen.add(term)
            yield Found(
                f"“{review.document.quote(span)}” is the name of an order that has not been made since "
                f"March 2015.",
                sentence,
                section,
            )

    def _made_in_time(self, review: Review) -> set[str]:
        """The orders of which a date from before the change is given somewhere in the document."""
        return {
            review.document.quote(span).rstrip("s").casefold()
            for _, span in review.find(self._OLD)
            if self._BEFORE.search(review.document.quote(review.sentence_at(span)))
        }


class STL08(Check):
    """Bodies and markings are those of the day.

    Bad:
        # Lead agency
        Northmoor Probation Trust

    Good:
        # Lead agency
        Probation Service
    """

    severity = Severity.LOW
    sources = inspection("paragraph 6.11")
    kinds = PAPERS
    needs = (Need.FORM, Need.HELD)
    why = "A name that ended years ago shows text that was not looked at since."
    hint = "Use the present name or marking."
    _ENDED: ClassVar[tuple[tuple[date, str, str], ...]] = (
        (date(2014, 7, 1), r"[Pp]robation [Tt]rusts?", "Probation trusts ended in June 2014."),
        (date(2013, 4, 1), r"[Pp]rimary [Cc]are [Tt]rusts?|PCTs?", "Primary care trusts ended in 2013."),
        (date(2022, 7, 1), r"[Cc]linical [Cc]ommissioning [Gg]roups?|CCGs?",
         "Clinical commissioning groups ended in June 2022."),
        (date(2017, 4, 1), r"NOMS|National Offender Management Service", "NOMS became HMPPS in April 2017."),
        (date(2021, 10, 1),  # the service, and the companies
         r"National Probation Service|[Cc]ommunity [Rr]ehabilitation [Cc]ompan(?:y|ies)|CRCs?",
         "The National Probation Service and the community rehabilitation companies ended in June 2021."),
        (date(2015, 4, 1), r"ACPO(?! rank)", "ACPO gave way to the National Police Chiefs' Council in 2015."),
        (date(2013, 10, 7), r"SOCA|Serious Organised Crime Agency",
         "SOCA gave way to the National Crime Agency in 2013."),
        (date(2012, 12, 1), r"Criminal Records Bureau|CRB(?! \d)",
         "The Criminal Records Bureau became the DBS in 2012."),
        (date(2019, 9, 29), r"Local Safeguarding Children Board|LSCB",
         "Safeguarding children boards gave way to safeguarding partners in 2019."),
    )  # fmt: skip
    """Bodies that are no more: when the name is out of date (with some grace), and what to say."""
    _PAST = re.compile(
        r"\b(?:former(?:ly)?|then|old|ex|was|were|had|been|first|earlier|previous(?:ly)?|historic\w*|"
        r"legacy|19\d\d|"
        r"20[01]\d|202[01])\b",
        re.IGNORECASE,
    )
    _TO_MARK = re.compile(r"\b[Mm]ark(?:ed|ing|ings)?\b[^.\n]{0,20}\b(?:RESTRICTED|CONFIDENTIAL|PROTECT)\b")

    def look(self, review: Review) -> Iterator[Found]:
        assert review.held is not None
        for ended, name, message in self._ENDED:
            if review.held < ended or (review.document.form.family == "mappa-scotland" and name == "ACPO"):
                continue
            for section, span in review.find(re.compile(rf"\b(?:{name})\b")):
                sentence = review.sentence_at(span)
                if not self._PAST.search(review.document.quote(sentence)):
                    yield Found(message, sentence, section)
                    break
        if review.held >= date(2014, 10, 1):
            for section, span in review.find(self._TO_MARK):
                yield Found(
                    "The marking is of the scheme that ended in April 2014.",
                    review.sentence_at(span),
                    section,
                )
                break
            for block in review.document.blocks:
                said = review.document.content(block)
                if block.channel in (Channel.HEADER, Channel.FOOTER) and re.match(
                    r"\W*(?:RESTRICTED|CONFIDENTIAL|PROTECT)\b", said
                ):
                    yield Found(
                        "The marking is of the scheme that ended in April 2014.",
                        review.document.content_span(block),
                        "marking",
                    )
                    break
