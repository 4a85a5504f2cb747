"""Facts that contradict each other: ages, births, releases, and dates out of their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.review import Review, day
from checks.rule import PAPERS, Check, Found
from checks.rules.risk import age_on
from checks.sources import thames_valley
from checks.wording import words
from models.dates import find_dates
from models.document import Document
from models.finding import Severity
from models.structure import Confidence, DatedFact, DateKind

_ORDER = (
    (DateKind.OFFENCE, DateKind.CONVICTION, "The offence is dated after the conviction"),
    (DateKind.CONVICTION, DateKind.SENTENCE, "The conviction is dated after the sentence"),
    (DateKind.SENTENCE, DateKind.RELEASE, "The sentence is dated after the release"),
    (DateKind.RELEASE, DateKind.LICENCE_EXPIRY, "The release is dated after the end of the licence"),
    (DateKind.LICENCE_EXPIRY, DateKind.SENTENCE_EXPIRY, "The licence ends after the sentence does"),
    (DateKind.BIRTH, DateKind.OFFENCE, "The date of birth is after the offence"),
)


_UNTIL = re.compile(r"\b(?:until|till|to|ends?|expir\w+|up to)\b[ (]*(?:on )?$", re.IGNORECASE)
"""A date that ends something, however near the word "sentenced" stands."""


class DIS18(Check):
    """Facts are accurate and do not contradict each other.

    Bad:
        # Offender details
        Date of birth: 4 February 1984
        Age: 52

    Good:
        # Offender details
        Date of birth: 4 February 1984
        Age: 40
    """

    severity = Severity.HIGH
    sources = thames_valley("section 14")
    kinds = PAPERS
    families = ()
    why = "A wrong date of birth or date of release goes on to every agency that relies on the minutes."
    hint = "Check both against the record and correct the one that is wrong."
    _AGE = re.compile(
        r"\bage(?:d)?\s*(?:\(years\))?\s*[:\-–]?\s*(?:\t|\n)?\s*(\d{2})"
        r"\b(?!\s*(?:months|days|weeks|-|to|and|or))",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        yield from self._age(review)
        yield from self._birth(review)
        yield from self._birth_within(review)
        yield from self._released(review)
        yield from self._order(review)

    def _age(self, review: Review) -> Iterator[Found]:
        subject = review.document.subject
        if subject is None or subject.date_of_birth is None or review.held is None:
            return
        years = age_on(subject.date_of_birth, review.held)
        surname = subject.name.split()[-1] if subject.name.split() else "he"
        told = re.compile(
            rf"\b{re.escape(surname)} is (?:now )?(?:aged |an? )?(\d{{2}})\b(?=[,.;]|[ -]years?[ -]old)"
        )
        places = [(self._AGE, s) for s in review.find(self._AGE, "offender_details", "meeting_details")]
        for pattern, (section, span) in [*places, *((told, s) for s in review.find(told))]:
            match = pattern.match(review.document.text, span.start)
            if match and abs(int(match.group(1)) - years) > 0:
                yield Found(
                    f"The age is given as {match.group(1)}; by the date of birth it was {years} at the "
                    f"meeting.",
                    span,
                    section,
                )
                return

    _BORN = re.compile(
        r"\b(?:date of birth|d\.?o\.?b\.?)\b(?: (?:is|of|as|given as|shown as|recorded as))? ?[:\-]? "
        r"?(?=\d)|"
        r"\bborn (?:on )?(?:(?:the|\w{3,6}day),? )?(?=\d{1,2}(?:st|nd|rd|th)?[ ./\-]\w+[ ./\-]\d{2,4})",
        re.I,
    )
    _OTHERS = words(
        r"brother|sister|mother|father|son|daughter|child(?:ren)?|partner|wife|husband|victim|friend|"
        r"co-defendant|"
        r"nephew|niece|cousin|uncle|aunt|baby|girlfriend|boyfriend|dau|her|she"
    )

    def _birth_within(self, review: Review) -> Iterator[Found]:
        """Another date of birth given as the person's own elsewhere in the same document."""
        subject = review.document.subject
        if subject is None or subject.date_of_birth is None:
            return
        places = ("updates", "offence", "risk_assessment", "discussion")
        for section, span in review.find(self._BORN, *places):
            sentence = review.sentence_at(span)
            told = find_dates(review.document.text[span.end : span.end + 30])
            other = next((d.date for d in told if d.date), None)
            if other is None or other == subject.date_of_birth:
                continue
            born = review.document.quote(span).casefold().startswith("born")
            ahead = review.named(review.document.text[sentence.start : span.start])
            if born and not re.search(r"(?:NAME,? (?:who |he |she )?|^(?:He|She) )(?:was |is )?$", ahead):
                continue  # somebody else's birth, where it is not said of the person by name
            if not self._OTHERS.search(review.document.quote(sentence)):
                yield Found(
                    f"The date of birth is {day(subject.date_of_birth)} at the head and {day(other)} here.",
                    sentence,
                    section,
                )
                return

    def _birth(self, review: Review) -> Iterator[Found]:
        mine = review.document.subject
        for other in reversed(review.earlier):
            theirs = other.subject
            if mine and theirs and mine.date_of_birth and theirs.date_of_birth:
                if mine.date_of_birth != theirs.date_of_birth:
                    yield Found(
                        f"The date of birth is {day(mine.date_of_birth)} here and "
                        f"{day(theirs.date_of_birth)} in an "
                        "earlier document of the case.",
                        next((d.span for d in review.dates(DateKind.BIRTH)), mine.span),
                        "offender_details",
                    )
                return

    def _order(self, review: Review) -> Iterator[Found]:
        for first, then, message in _ORDER:
            early, late = self._only(review.document, first), self._only(review.document, then)
            if early and late and early.date > late.date:
                yield Found(
                    f"{message}: {day(early.date)} against {day(late.date)}.",
                    early.span,
                    confidence=Confidence.MEDIUM,
                )

    _RELEASED = re.compile(
        r"\breleased\b[^.;\n]{0,50}?\b(?:on )?(?:\w{3,6}day,? )?(?=\d{1,2}[ ./\-]\w+[ ./\-]\d{2,4})",
        re.IGNORECASE,
    )
    _AGAIN = words(
        r"first|originally|previous\w*|earlier|again|re-?released|recall\w*|was due|will be|until|"
        r"for (?:the|an) (?:first|earlier)|brothers?|co-?defendants?|(?:ex-?)?partners?|fathers?|mothers?|"
        r"sisters?|sons?|friends?|cousins?|associates?|uncles?|nephews?|photo\w*|film|song|report"
    )

    def _released(self, review: Review) -> Iterator[Found]:
        """A release told in the running text on another day than at the head."""
        narrative = ("updates", "offence", "risk_assessment", "children", "victim", "rmp", "disclosure")
        days = [d for d in review.dates(DateKind.RELEASE) if d.span and d.span.start < 4000]
        head = [d for d in days if d.span and review.section_at(d.span.start) not in narrative]
        for section, span in review.find(self._RELEASED, "updates", "offence", "risk_assessment"):
            sentence = review.sentence_at(span)
            told = find_dates(review.document.text[span.end : span.end + 30])
            other = next((d.date for d in told if d.date), None)
            if other is None or not head or any(d.date == other for d in head):
                continue
            if not self._AGAIN.search(review.document.quote(sentence)):
                yield Found(
                    f"The release was on {day(head[0].date)} by the head of the document and on "
                    f"{day(other)} here.",
                    sentence,
                    section,
                )
                return

    @staticmethod
    def _only(document: Document, kind: DateKind) -> DatedFact | None:
        """The date of that kind where all the document's agree; several offences have several dates."""
        dates: dict[date, DatedFact] = {}
        for fact in document.dates:
            ahead = document.text[max(0, fact.span.start - 24) : fact.span.start] if fact.span else ""
            if fact.kind is kind and not (kind is DateKind.SENTENCE and _UNTIL.search(ahead)):
                dates.setdefault(fact.date, fact)
        return next(iter(dates.values())) if len(dates) == 1 else None
