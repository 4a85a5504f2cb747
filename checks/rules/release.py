"""What may not leave as it is: photographs, minutes, addresses, secret material, and what is not accurate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.review import Review, day
from checks.rule import MINUTES, PAPERS, Check, Found
from checks.rules.risk import age_on
from checks.sources import inspection, thames_valley
from checks.wording import words
from models.dates import find_dates
from models.document import Document
from models.finding import Severity
from models.structure import Confidence, DatedFact, DateKind, DocumentKind
from models.text import Span


class DIS04(Check):
    """Release of details or a photograph to the media is authorised by a chief officer.

    Bad:
        # Media
        The police will release his photograph to the press on Monday, because he has not been found.

    Good:
        # Media
        The Assistant Chief Constable has authorised the release of his photograph to the press, because he
        has not been found.
    """

    severity = Severity.BLOCK
    sources = thames_valley("section 17")
    families = ()
    why = "It cannot be undone, and it can bring a crowd to the wrong door."
    hint = "Record the chief officer's authority, or hold the release until it is given."
    _RELEASE = re.compile(
        r"\b(?:release|publish|issue|circulate|give|provide)\w*\b[^.\n]{0,40}\b(?:photo(?:graph)?s?|image|"
        r"picture|name|details|identity)\b[^.\n]{0,40}\b(?:media|press|newspapers?|"
        r"public(?!\s+protection)|social media|facebook|twitter|radio|television|website|online|gazette|echo|"
        r"post|mail|times|herald|chronicle|local papers?)\b|"
        r"\b(?:put|post|place|send|go(?:ing)? out|share|upload|run|print|broadcast)\w*\b[^.\n]{0,40}\b"
        r"(?:mug ?shots?|photo(?:graph)?s?|image|picture|likeness|name)\b[^.\n]{0,50}\b(?:media|press|"
        r"papers?|newspapers?|facebook|twitter|radio|television|website|online|gazette|public)\b|"
        r"\b(?:mug ?shots?|photo(?:graph)?s?|image|picture|likeness|name)\b[^.\n]{0,20}\b(?:going out|to go|"
        r"sent|posted|put|released|given|issued|published)\b[^.\n]{0,30}\b(?:media|press|papers?|"
        r"newspapers?|facebook|twitter|radio|television|website|online|gazette|public)\b|"
        r"\b(?:media|press) (?:release|appeal)\b[^.\n]{0,60}\b(?:photo(?:graph)?|image|name|picture)\b",
        re.IGNORECASE,
    )
    _DENIED = words(r"not|no|never|refus\w+|against")
    _RANK = words(r"assistant chief|deputy chief|chief (?:constable|officer)|acpo|npcc|acc|dcc|commander")

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._RELEASE):
            sentence = review.sentence_at(span)
            near = review.document.text[sentence.start : min(len(review.body), sentence.end + 200)]
            ahead = review.document.text[sentence.start : span.start + 40]
            if not self._RANK.search(near) and not self._DENIED.search(ahead):
                yield Found(
                    "A release to the media is recorded without a chief officer's authority.",
                    sentence,
                    section,
                )


class DIS08(Check):
    """Minutes are not passed to third parties.

    Bad:
        # Disclosure
        A copy of these minutes will be sent to his landlord, because he needs to know of the risk.

    Good:
        # Disclosure
        The chair will write an executive summary for his landlord, because he needs to know of the risk; the
        minutes themselves are not to be shared.
    """

    severity = Severity.BLOCK
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 18iii")
    families = ()
    why = "Minutes hold other people's information; outside the meeting only the chair's summary may go."
    hint = "Ask the chair for an executive summary, and take the sharing of the minutes out."
    _WHO = (
        r"(?:employer|landlord|landlady|school|club|partner|family|mother|father|parents?|solicitors?|"
        r"barrister|church|charity|hostel|letting agent|agent|housing provider|provider|neighbours?|"
        r"girlfriend|boyfriend|wife|husband|offender|volunteers?|welfare officer|mosque|college|university|"
        r"foyer|association|owner|manager of|head ?teacher|sponsor|mentor)"
    )
    _SHARED = re.compile(
        r"\b(?:minutes|copy of (?:the|these) (?:minutes|notes))\b[^.\n]{0,40}\b(?:shared|sent|given|copied|"
        r"provided|forwarded|passed|e-?mailed|disclosed|handed|shown|posted) (?:to|with)\b[^.\n]{0,30}\b"
        rf"{_WHO}\b|"
        r"\b(?:share|send|give|copy|provide|forward|pass|e-?mail|hand|show|post)\b[^.\n]{0,25}\bminutes\b"
        rf"[^.\n]{{0,25}}\b(?:to|with)\b[^.\n]{{0,25}}\b{_WHO}\b|"
        r"\b(?:e-?mail|send|give|show|forward) (?:him|her|them) (?:a copy of )?(?:these|the) (?:mappa "
        r")?minutes\b|"
        r"\b(?:asked for|requested|wants)\b[^.\n]{0,30}\bminutes\b[^\n]{0,40}\b(?:agreed|decided) to (?:send|"
        r"give|provide|share|release) (?:them|it|these)\b",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._SHARED):
            sentence = review.sentence_at(span)
            if not re.search(
                r"\b(?:not|never|no copy|cannot|won['’]t|said no|refus\w+|declin\w+|if)\b",
                review.document.quote(sentence),
                re.IGNORECASE,
            ):
                yield Found(
                    "The minutes are to be passed to somebody outside the meeting.", sentence, section
                )


class DIS13(Check):
    """A summary for others does not give the address of approved premises.

    Bad:
        === executive summary
        He lives at approved premises, 14 Larch Road, Northmoor ZZ99 3AB.

    Good:
        === executive summary
        He lives at approved premises in the area.
    """

    severity = Severity.HIGH
    sources = thames_valley("section 16h")
    kinds = (DocumentKind.SUMMARY,)
    families = ()
    why = "Such addresses are withheld for the safety of everybody who lives there."
    hint = "Take the address out."
    _ADDRESS = re.compile(
        r"\b(?:approved premises|probation hostel|bail hostel|\bAP\b)"
        r"[^\n.]{0,80}?(\b\d{1,4}[A-Za-z]?,? (?:[A-Z][a-z]+ ){1,3}(?:Road|Street|Lane|Avenue|Close|Drive|"
        r"Way|Terrace|Place|Court|Crescent|Hill|Row|Gardens|Grove)\b|\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b)",
        re.IGNORECASE,
    )
    _OURS = re.compile(r"\b(?:contact|office|probation (?:office|service)|police station)\b", re.IGNORECASE)

    def look(self, review: Review) -> Iterator[Found]:
        for match in self._ADDRESS.finditer(review.body):
            if not self._OURS.search(match.group()):
                yield Found("The address of approved premises is given.", Span(*match.span(1)))


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
        r"\b(?:date of birth|d\.?o\.?b\.?)\b(?: (?:is|of|as|given as|shown as|recorded as))? ?[:\-]? ?(?=\d)",
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

    _RELEASED = re.compile(r"\breleased\b[^.;\n]{0,50}?\bon (?=\d)", re.IGNORECASE)
    _AGAIN = words(
        r"first|originally|previous\w*|earlier|again|re-?released|recall\w*|was due|will be|brother|"
        r"co-defendant|partner|father|for (?:the|an) (?:first|earlier)"
    )

    def _released(self, review: Review) -> Iterator[Found]:
        """A release told in the running text on another day than at the head."""
        head = [d for d in review.dates(DateKind.RELEASE) if d.span and d.span.start < 4000]
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


class MRK07(Check):
    """Counter-terrorism material is held until it is known who may see it.

    Bad:
        # Agency updates
        Counter Terrorism Policing shared intelligence that he has met a known extremist, which raises the
        risk.

    Good:
        # Agency updates
        Police shared intelligence that he has met a man known for robbery, which raises the risk.
    """

    severity = Severity.BLOCK
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 6.32")
    kinds = MINUTES
    families = ()
    why = "Such material may stand above what the members of the meeting are cleared to see."
    hint = (
        "Hold the minutes until the counter-terrorism unit says what may stand in them and who may have them."
    )
    _UNIT = re.compile(
        r"\b(?:CTU|CTP|SO15|special branch|"
        r"counter[- ]terroris[mt](?: (?:unit|police|policing|officers?))?)\b[^.\n]{0,80}\b(?:intelligence|"
        r"information|report\w*|shared|told|advis\w+|said|assess\w+|source|surveillance|covert|operation|"
        r"activity|intel|interest|interview\w*|investigat\w+)\b|"
        r"\b(?:intelligence|information|intel) from (?:the )?(?:CTU|CTP|counter[- ]terroris[mt]\w*|"
        r"security service|MI5)\b",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._UNIT):
            if section != "confidentiality":
                yield Found(
                    "Counter-terrorism material is in the minutes.", review.sentence_at(span), section
                )
                return
