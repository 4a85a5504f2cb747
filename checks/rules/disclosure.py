"""Disclosure: considered each time, with reasons, and recorded so that it can be answered for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.review import Review, day
from checks.rule import MINUTES, PAPERS, Check, Found, Need
from checks.rules.boxes import place, shortfall
from checks.rules.risk import age_on
from checks.sources import inspection, thames_valley
from checks.wording import REASON, words
from models.document import Document
from models.finding import Severity
from models.structure import Confidence, DatedFact, DateKind, DocumentKind
from models.text import Span

_MADE = words(
    r"(?:disclosure|disclose)"
    r"\b[^.\n]{0,60}\b(?:(?:was|has been|is|be|been) (?:made|given|agreed|approved|authorised)|agreed|"
    r"will be made|took place|made to|to be made)|"
    r"(?:agreed|decided|resolved) to disclose|will disclose|(?:has|have|was|were) disclosed to"
)
_REFUSED = words(r"no(?:t|ne)?|never|declin\w+|refus\w+|against|n/a")


class DIS01(Check):
    """Disclosure is considered at every meeting, with reasons.

    Bad:
        # Disclosure
        Disclosure was considered. None at this time.

    Good:
        # Disclosure
        Disclosure to his employer was considered and is not to be made, because he works alone and no
        customer is at risk from him.
    """

    severity = Severity.BLOCK
    sources = (*inspection("paragraph 5.23"), *thames_valley("section 17"))
    needs = (Need.FORM, Need.SECTIONS)
    section = "disclosure"
    why = "It was considered in four cases of five and the reasons given in three; a child's safety can "
    "turn on it."
    hint = "Say to whom disclosure was considered, what was decided, and why, whether it is made or not."

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "disclosure")
        if fault:
            yield Found(
                f"The section on disclosure {fault[0]}: it cannot be seen that disclosure was considered.",
                fault[1],
            )
        elif not review.on_form("disclosure"):
            if not review.mentions(words(r"disclos(?:e|ure|ed)")):
                yield Found(
                    "Nothing shows that disclosure was considered.", None, confidence=Confidence.MEDIUM
                )
        else:
            said = review.words("disclosure")
            if not REASON.search(said):
                yield Found(
                    "The section on disclosure gives a decision without a reason.",
                    place(review.substance("disclosure")[0], review),
                    confidence=Confidence.MEDIUM,
                )


class DIS02(Check):
    """A disclosure that is made is recorded: what, to whom, by whom.

    Bad:
        # Disclosure
        Disclosure was agreed because children use the club.

    Good:
        # Disclosure
        Ivor Mellis of Northmoor Police will disclose his conviction of 2019 to the secretary of the
        football club by 20 June, because children use the club. He has been told that this will be done.
    """

    severity = Severity.BLOCK
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 17")
    needs = (Need.FORM, Need.SECTIONS)
    section = "disclosure"
    why = "A disclosure that nobody can trace can be neither relied on nor answered for."
    hint = "Record what is disclosed, to whom, by whom, when, and how it is managed."
    _TO = words(
        r"to (?:the |his |her |their |a |an |any )?(?!be\b|this\b|date\b|protect\b|the panel\b|prevent\b|"
        r"safeguard\b|reduce\b)\w+"
    )
    _BY = words(
        r"by (?:the |his |her )?(?:\w+ ){0,2}\w+|will disclose|(?:has|have) disclosed|"
        r"(?:officer|manager|police|probation|worker|chair|[A-Z][a-z]+ [A-Z][a-z]+) (?:will|to|has|made|"
        r"have|disclosed|told)"
    )

    def look(self, review: Review) -> Iterator[Found]:
        if not review.substance("disclosure"):
            return
        said = review.words("disclosure")
        for _, span in review.find(_MADE, "disclosure"):
            sentence = review.sentence_at(span)
            quote = review.document.quote(sentence)
            if _REFUSED.search(quote):
                continue
            lacking = [w for w, p in (("to whom", self._TO), ("by whom", self._BY)) if not p.search(said)]
            if lacking:
                yield Found(f"A disclosure is recorded without {' or '.join(lacking)}.", sentence)
            return


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
        r"public(?!\s+protection)|social media)\b|"
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


class DIS06(Check):
    """The person is told of a disclosure, or the reason for not telling is recorded.

    Bad:
        # Disclosure
        Ivor Mellis of Northmoor Police will disclose his conviction to the club by 20 June, because
        children use it.

    Good:
        # Disclosure
        Ivor Mellis of Northmoor Police will disclose his conviction to the club by 20 June, because
        children use it. He has been told and may speak to the club first.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 17")
    needs = (Need.FORM, Need.SECTIONS)
    section = "disclosure"
    why = "He may make the disclosure himself; and where telling him is dangerous, that danger has to be "
    "planned for."
    hint = "Record that he has been told, or that he is not to be, and why."
    _TOLD = words(
        r"(?:he|she|they|mr|ms|mrs|miss|offender|subject) (?:\w+ ){0,3}(?:told|informed|aware|notified|"
        r"advised|knows|agreed|consent\w*|asked)|"
        r"(?:tell|inform|notify|advise)\w* (?:him|her|them|the offender|mr|ms)|"
        r"not (?:to )?be (?:told|informed)|self-disclos\w+|given the chance"
    )

    def look(self, review: Review) -> Iterator[Found]:
        said = review.words("disclosure")
        for _, span in review.find(_MADE, "disclosure"):
            sentence = review.sentence_at(span)
            if not _REFUSED.search(review.document.quote(sentence)) and not self._told(said, review):
                yield Found("A disclosure is recorded, and not whether the person was told of it.", sentence)
            return

    def _told(self, said: str, review: Review) -> bool:
        subject = review.document.subject
        surname = subject.name.split()[-1] if subject and subject.name.split() else ""
        named = rf"\b{re.escape(surname)}\b[^.\n]{{0,40}}\b(?:told|informed|aware|notified|advised|knows)\b"
        return bool(self._TOLD.search(said)) or bool(surname and re.search(named, said, re.IGNORECASE))


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
    _SHARED = re.compile(
        r"\b(?:minutes|copy of (?:the|these) (?:minutes|notes))\b[^.\n]{0,40}\b(?:shared with|sent to|"
        r"given to|copied to|provided to|forwarded to|passed to|emailed to|disclosed to)"
        r"\b[^.\n]{0,30}\b(?:employer|landlord|landlady|school|club|partner|family|mother|father|parents?|"
        r"solicitor|church|hostel|letting agent|housing provider|neighbours?|girlfriend|wife|husband|"
        r"offender|volunteer)\b",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._SHARED):
            sentence = review.sentence_at(span)
            if not re.search(
                r"\b(?:not|never|no copy|cannot)\b", review.document.quote(sentence), re.IGNORECASE
            ):
                yield Found(
                    "The minutes are to be passed to somebody outside the meeting.", sentence, section
                )


class DIS10(Check):
    """Whoever is told is told why, to keep it confidential, and what to do.

    Bad:
        # Disclosure
        Ivor Mellis of Northmoor Police will disclose his conviction to the club by 20 June, because
        children use it. He has been told.

    Good:
        # Disclosure
        Ivor Mellis of Northmoor Police will disclose his conviction to the club by 20 June, because
        children use it, and will explain that it is confidential and whom to call. He has been told.
    """

    severity = Severity.HIGH
    confidence = Confidence.LOW
    sources = thames_valley("section 14")
    needs = (Need.FORM, Need.SECTIONS)
    section = "disclosure"
    why = "A recipient who does not know what to do with it will tell others, or do nothing."
    hint = "Record what the recipient is told: why, to keep it safe and to themselves, and what to do."
    _BOUND = words(
        r"confidential\w*|in confidence|not (?:to )?(?:share|pass|repeat)\w*|what to do|advice|advised|"
        r"guidance|contact number|support\w*|explain\w*|script|managed"
    )

    def look(self, review: Review) -> Iterator[Found]:
        said = review.words("disclosure")
        for _, span in review.find(_MADE, "disclosure"):
            sentence = review.sentence_at(span)
            if not _REFUSED.search(review.document.quote(sentence)) and not self._BOUND.search(said):
                yield Found(
                    "A disclosure is recorded, and not what the recipient is told to do with it.",
                    sentence,
                    severity=Severity.MEDIUM,
                )
            return


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
        r"[^\n]{0,80}?(\b\d{1,4}[A-Za-z]?,? (?:[A-Z][a-z]+ ){1,3}(?:Road|Street|Lane|Avenue|Close|Drive|"
        r"Way|Terrace|Place|Court|Crescent|Hill|Row|Gardens|Grove)\b)"
    )

    def look(self, review: Review) -> Iterator[Found]:
        for match in self._ADDRESS.finditer(review.body):
            yield Found("The address of approved premises is given.", Span(match.start(1), match.end(1)))


_ORDER = (
    (DateKind.OFFENCE, DateKind.CONVICTION, "The offence is dated after the conviction"),
    (DateKind.CONVICTION, DateKind.SENTENCE, "The conviction is dated after the sentence"),
    (DateKind.SENTENCE, DateKind.RELEASE, "The sentence is dated after the release"),
    (DateKind.RELEASE, DateKind.LICENCE_EXPIRY, "The release is dated after the end of the licence"),
    (DateKind.LICENCE_EXPIRY, DateKind.SENTENCE_EXPIRY, "The licence ends after the sentence does"),
    (DateKind.BIRTH, DateKind.OFFENCE, "The date of birth is after the offence"),
)


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
        yield from self._order(review)

    def _age(self, review: Review) -> Iterator[Found]:
        subject = review.document.subject
        if subject is None or subject.date_of_birth is None or review.held is None:
            return
        years = age_on(subject.date_of_birth, review.held)
        for section, span in review.find(self._AGE, "offender_details", "meeting_details"):
            match = self._AGE.match(review.document.text, span.start)
            if match and abs(int(match.group(1)) - years) > 0:
                yield Found(
                    f"The age is given as {match.group(1)}; by the date of birth it was {years} at the "
                    f"meeting.",
                    span,
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

    @staticmethod
    def _only(document: Document, kind: DateKind) -> DatedFact | None:
        """The date of that kind where all the document's agree; several offences have several dates."""
        dates: dict[date, DatedFact] = {}
        for fact in document.dates:
            if fact.kind is kind:
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
        r"information|report\w*|shared|told|advis\w+|said|assess\w+|source|surveillance)\b|"
        r"\bintelligence from (?:the )?(?:CTU|CTP|security service|MI5)\b",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._UNIT):
            if section != "confidentiality":
                yield Found(
                    "Counter-terrorism material is in the minutes.", review.sentence_at(span), section
                )
                return
