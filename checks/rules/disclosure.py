"""Disclosure: considered each time, with reasons, and recorded so that it can be answered for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review
from checks.rule import Check, Found, Need
from checks.rules.boxes import place, shortfall
from checks.sources import inspection, thames_valley
from checks.wording import REASON, words
from models.finding import Severity
from models.structure import Confidence

_MADE = words(
    r"(?:disclosure|disclose)"
    r"\b[^.\n]{0,60}\b(?:(?:was|has been|is|be|been) (?:made|given|agreed|approved|authorised)|agreed|"
    r"will be made|took place|made to|to be made)|"
    r"(?:agreed|decided|resolved) to disclose|will disclose|"
    r"(?:has|have|was|were) disclosed to (?!(?:the )?(?:police|probation|prison|mappa)\b)"
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
    why = (
        "It was considered in four cases of five and the reasons given in three; a child's safety can "
        "turn on it."
    )
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
    why = (
        "He may make the disclosure himself; and where telling him is dangerous, that danger has to be "
        "planned for."
    )
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
