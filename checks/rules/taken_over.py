"""What minutes take over from the referral, as they may while it is true, and from the prison's report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.carried import word_list
from checks.meeting_date import held
from checks.reuse import align, sentences
from checks.review import Review, day, passage
from checks.rule import Check, Found, Need
from checks.rules.overtaken import STANDING
from checks.sources import MAPPA_B_NOTES, cite, inspection
from checks.time_words import past_by_now
from models.dates import find_dates
from models.document import Document
from models.finding import Severity
from models.structure import Confidence, DocumentKind
from models.text import Span


class PUB02(Check):
    """What is taken over from the referral is still current.

    Bad:
        # Agency updates
        He is awaiting sentence for the assault and will see the psychologist next week about the risk.
        === referral
        # Date of referral: 3 February 2024
        # Reason for referral
        He is awaiting sentence for the assault and will see the psychologist next week about the risk. One
        agency cannot manage him.

    Good:
        # Agency updates
        He was sentenced on 9 March and saw the psychologist on 12 February about the risk.
        === referral
        # Date of referral: 3 February 2024
        # Reason for referral
        He is awaiting sentence for the assault and will see the psychologist next week about the risk. One
        agency cannot manage him.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = cite(MAPPA_B_NOTES)
    families = ("mappa",)
    needs = (Need.FORM, Need.HELD, Need.EARLIER)
    section = "updates"
    why = "The template lets facts be pasted from the referral only while they hold."
    hint = "Bring it up to date: say what came of it."
    LEAST = 14  # days after the referral before its time words count as past

    def applies(self, review: Review) -> bool:
        return any(d.form.kind is DocumentKind.REFERRAL for d in review.earlier)

    def look(self, review: Review) -> Iterator[Found]:
        for referral in (d for d in review.earlier if d.form.kind is DocumentKind.REFERRAL):
            made = held(referral)
            if made is None or review.held is None or (review.held - made).days < self.LEAST:
                continue
            stood = self._sentences(referral)
            for span in review.sentences:
                said = review.document.quote(span)
                words = (
                    past_by_now(said, made, review.held)
                    or _dated(said, review.held)
                    or _UNDER_WAY.search(said)
                )
                old = stood.get(tuple(word_list(said)))
                if words and old and len(said.split()) >= 6 and review.section_at(span.start) not in STANDING:
                    yield Found(
                        f"“{words.group()}” was written in the referral of {day(made)} and taken over.",
                        span,
                        review.section_at(span.start),
                        earlier=(passage(referral, old),),
                    )

    @staticmethod
    def _sentences(document: Document) -> dict[tuple[str, ...], Span]:
        return {
            tuple(word_list(document.quote(s))): s for s in sentences(document.text, 0, document.main_end)
        }


_AHEAD = re.compile(r"\b(?:is|are|will|due|to) [^.;\n]{0,60}(?:on|by|until|from) $", re.IGNORECASE)


_UNDER_WAY = re.compile(
    r"\b(?:has|have|is|are) not yet (?:been )?\w+|"
    r"\b(?:is|are) (?:still )?(?:trying|waiting|hoping|seeking|attempting|about) to\b|"
    r"\b(?:is|are) (?:still )?being (?:sought|found|arranged|prepared|made|considered|assessed|completed)\b|"
    r"\bawaiting\b|"
    r"\byet to (?:be )?\w+|\bto be (?:arranged|confirmed|completed|found|decided)\b",
    re.IGNORECASE,
)
"""Something begun and not finished when the referral was written: it has come to something by now."""


def _dated(said: str, now: date) -> re.Match[str] | None:
    """A day given as still to come, which has gone."""
    for told in find_dates(said):
        if told.precise and told.date and told.date < now and _AHEAD.search(said[: told.start]):
            return re.compile(re.escape(said[told.start : told.end])).search(said)
    return None


LONG = 45  # words taken over from one report before it counts as pasted


class STL05(Check):
    """A prison report is not pasted in whole.

    Bad:
        # Agency updates
        He has been on the wing since January and works in the laundry. He has had no adjudications in the
        last three months. He receives visits from his mother every fortnight and calls his sister twice a
        week. He has attended the gymnasium and the library. His cell was searched on 3 April and nothing
        was found there. He associates with two men from the same town and plays chess with them. He
        attended the chaplaincy course and passed. He has asked about work as a painter when he leaves, and
        about his risk to women.
        === prison report
        He has been on the wing since January and works in the laundry. He has had no adjudications in the
        last three months. He receives visits from his mother every fortnight and calls his sister twice a
        week. He has attended the gymnasium and the library. His cell was searched on 3 April and nothing
        was found there. He associates with two men from the same town and plays chess with them. He
        attended the chaplaincy course and passed. He has asked about work as a painter when he leaves, and
        about his risk to women.

    Good:
        # Agency updates
        Prison: no adjudications; calls to his sister are the only contact that bears on the risk to Ms
        Archer.
        === prison report
        He has been on the wing since January and works in the laundry. He has had no adjudications in the
        last three months. He receives visits from his mother every fortnight and calls his sister twice a
        week.
    """

    severity = Severity.MEDIUM
    sources = inspection("paragraph 6.40")
    needs = (Need.FORM, Need.EARLIER)
    families = ()
    section = "updates"
    why = "What matters is lost among what does not, and old news stays in."
    hint = "Keep what bears on risk now, in the meeting's own words."

    def applies(self, review: Review) -> bool:
        return any(d.form.kind is DocumentKind.REPORT for d in review.earlier)

    def look(self, review: Review) -> Iterator[Found]:
        for report in review.earlier:
            if report.form.kind is not DocumentKind.REPORT:
                continue
            for match in align(report.text[: report.main_end], review.body):
                if match.similarity >= 0.9 and len(review.document.quote(match.new).split()) >= LONG:
                    yield Found(
                        "A long passage is taken over from the prison report as it stands.",
                        match.new,
                        earlier=(passage(report, match.old),),
                    )
