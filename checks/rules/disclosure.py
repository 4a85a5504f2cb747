"""Disclosure: considered each time, with reasons, and recorded so that it can be answered for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.reasons import reasoned
from checks.review import Review
from checks.rule import Check, Found, Need
from checks.rules.boxes import place, shortfall
from checks.sources import inspection, thames_valley
from checks.wording import words
from models.finding import Severity
from models.structure import Confidence
from models.text import Span

_MADE = words(
    r"(?:disclosure|disclose)"
    r"\b[^.\n]{0,60}\b(?:(?:was|has been|is|be|been) (?:made|given|agreed|approved|authorised)|agreed|"
    r"will be made|took place|made to|to be made|(?:to|will) (?:go ahead|take place|happen|proceed))|"
    r"(?:agreed|decided|resolved) to disclose|will disclose|"
    r"(?:has|have|was|were) disclosed to (?!(?:the )?(?:police|probation|prison|mappa)\b)"
)

_REFUSED = words(
    r"no (?:\w+ ){0,2}disclosure|(?:not|never|nothing) (?:to )?(?:be |being |yet )?(?:\w+ )?"
    r"(?:made|told|disclos\w+|informed|tell|need\w*|required|necessary|go(?:ing)? ahead|considered)|"
    r"(?:not|n['’]t|never) (?:to )?(?:tell|inform|disclose)|none|nobody|no one|declin\w+|refus\w+|"
    r"against|n/a|was left|left (?:for|until|open)|unless|if (?:he|she|there)|would|withdrawn|"
    r"whether|should"
)

_TELLING = re.compile(
    r"\b(?:will|shall|to|is going to|are going to) (?:now |also |jointly )?"
    r"(?:tell|inform|notify|warn|advise|speak to|see|disclose to|brief) "
    r"(?!him\b|them\b|us\b|the (?:chair|panel|meeting|police|probation|om|offender manager|court)\b)",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(
    r"(?P<who>[\w'’)]+),? (?:is |are |was |were |will |has |have )?(?:to )?be(?:en)? "
    r"(?:now )?(?:told|informed|warned|advised|notified)\b",
    re.IGNORECASE,
)
_OWN = frozenset({"he", "she", "they", "him", "her", "it", "also", "not"})


def disclosures(review: Review) -> Iterator[Span]:
    """The sentences of the section that record a disclosure made or to be made, in whatever words.

    "He has been told" is no disclosure, nor is what was refused, put off or would be done in some event.
    """
    subject = review.document.subject
    surname = subject.name.split()[-1].casefold() if subject and subject.name.split() else ""
    for sentence in review.sentences_of("disclosure"):
        said = review.document.quote(sentence)
        told = [m for m in _TOLD_OF.finditer(said) if m["who"].casefold() not in {*_OWN, surname}]
        spoken = _MADE.search(said) or _TELLING.search(said) or told
        if spoken and not _REFUSED.search(said):
            yield sentence


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
            if not reasoned(said):
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
        r"to (?:the |his |her |their |a |an |any )?(?!(?:be|this|date|protect|prevent|safeguard|reduce|take|"
        r"go|do|happen|make|occur|ensure|manage|minimi[sz]e|allow|enable|keep|those|children|kids|panel|him|"
        r"them|agreed?)\b)\w+|"
        r"(?:tell|inform|notify|warn|advise|brief|see) (?!him\b|them\b|us\b)(?:the |his |her |their |a )?\w+|"
        r"\w+ (?:is |are |was |were |will |has |have )?(?:to )?be(?:en)? (?:told|informed|warned|notified)"
    )
    _BY = words(
        r"by (?!\d|the end|then|when|means|next|january|february|march|april|may|june|july|august|september|"
        r"october|november|december|monday|tuesday|wednesday|thursday|friday|not)(?:\w+ ){0,2}\w+|"
        r"will (?:disclose|tell|inform|see|speak)|(?:has|have) disclosed|"
        r"(?:officer|manager|police|probation|worker|chair|vlo|om|idva|housing|services?|team|spo|dc|pc|ds|"
        r"(?-i:[A-Z][\w'’-]+ [A-Z][\w'’-]+)) (?:will|to|has|made|have|disclosed|told)"
    )

    def look(self, review: Review) -> Iterator[Found]:
        if not review.substance("disclosure"):
            return
        said = review.words("disclosure")
        for sentence in disclosures(review):
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
        r"not (?:to )?be (?:told|informed)|self-disclos\w+|given the chance|"
        r"(?:he|she) (?:\w+ ){0,3}(?:know|understands?|accepts?|consents?)|with (?:his|her) "
        r"(?:knowledge|agreement|consent)|without (?:his|her) knowledge|behind (?:his|her) back"
    )

    def look(self, review: Review) -> Iterator[Found]:
        said = review.words("disclosure")
        for sentence in disclosures(review):
            if not self._told(said, review):
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
        r"confidential\w*|confidence|not (?:to )?(?:be )?(?:share|pass|repeat)\w*|what to do|advice|advised|"
        r"guidance|contact number|support\w*|explain\w*|script|managed|keep (?:it|this|that) to|"
        r"(?:to )?(?:ring|call|phone|report|contact|dial) (?:the |to )?\w+|undertaking|destroy|shred|"
        r"own counsel|on trust|no further"
    )

    def look(self, review: Review) -> Iterator[Found]:
        said = review.words("disclosure")
        for sentence in disclosures(review):
            if not self._BOUND.search(said):
                yield Found(
                    "A disclosure is recorded, and not what the recipient is told to do with it.",
                    sentence,
                    severity=Severity.MEDIUM,
                )
            return
