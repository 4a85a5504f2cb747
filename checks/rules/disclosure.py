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

_DONE = r"(?:made|given|agreed|approved|authorised|go(?:ing)? ahead|take place|took place|happen|proceed)"
_MADE = words(
    rf"(?:disclosure|disclose)\b[^.\n]{{0,60}}\b(?:(?:was|has been|is|be|been|has to|must|needs to|will|to) "
    rf"(?:be )?{_DONE}|agreed|made to)|"
    r"(?:agreed|decided|resolved) to disclose|will disclose|to be disclosed|"
    r"(?:has|have|was|were|will be|must be) disclosed(?: to (?!(?:the )?(?:police|probation|prison|"
    r"mappa)\b))?"
)

_REFUSED = words(
    r"no (?:\w+ ){0,2}disclosure|(?:not|never|nothing) (?:to )?(?:be |being |yet )?(?:\w+ )?"
    r"(?:made|told|disclos\w+|informed|tell|need\w*|required|necessary|go(?:ing)? ahead|considered)|"
    r"(?:not|n['’]t|never) (?:to )?(?:tell|inform|disclose)|none|nobody|no one|nothing|declin\w+|refus\w+|"
    r"against|n/a|was left|left (?:for|until|open)|unless|if (?:he|she|there)|would (?!let|tell)|withdrawn|"
    r"whether|should (?!be disclosed|be told|happen|go)"
)

_TELL = (
    r"(?:tell|inform|notify|warn|advise|alert|brief|update|speak (?:to|with)|talk to|write to|see|"
    r"disclose to|"
    r"make(?= (?:\w+ ){1,5}aware)|let(?= (?:[\w'’]+ ){1,5}(?:know|have))|explain (?:[\w'’,]+ ){0,4}?to|"
    r"give(?= (?:[\w'’]+ ){1,5}(?:details|information))|share (?:[\w'’]+ ){0,5}?with) "
)
"""To tell somebody something, in the words that minutes use for it."""
_TELLING = re.compile(
    rf"\b(?:will|shall|to|would|must|(?:is|are) going to|agreed to) (?:now |also |jointly |then )?{_TELL}"
    r"(?!him\b|them\b|us\b|NAME|the (?:chair|panel|meeting|police|probation|om|offender manager|court)\b)",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(
    r"(?P<who>[\w'’)]+),? (?:is |are |was |were |will |has |have |must |needs? )?(?:to )?be(?:en)? "
    r"(?:now )?(?:told|informed|warned|advised|notified|alerted|briefed|made aware)\b",
    re.IGNORECASE,
)
_LONG_KNOWN = words(
    r"before|already|previously|at the time|last year|when (?:he|she) (?:was|began|started|came)"
)
"""Told of at some earlier day: no disclosure of this meeting's."""
_OWN = frozenset({"he", "she", "they", "him", "her", "it", "also", "not", "name"})


def disclosures(review: Review) -> Iterator[Span]:
    """The sentences of the section that record a disclosure made or to be made, in whatever words.

    "He has been told" is no disclosure, nor is what was refused, put off or would be done in some event.
    """
    for sentence in review.sentences_of("disclosure"):
        said = review.named(review.document.quote(sentence))
        told = [m for m in _TOLD_OF.finditer(said) if m["who"].casefold() not in _OWN]
        if told and _LONG_KNOWN.search(said):
            continue
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
        r"(?:tell|inform|notify|warn|advise|brief|see) (?!him\b|them\b|us\b)(?:the |his |her |their |a "
        r")?\w+|"
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
    _KNOWING = (
        r"(?:told|informed|aware|notified|advised|knows?|known|agree[sd]?|consent\w*|understands?|accepts?|"
        r"objects?|objected|offer(?:s|ed)|content|happy|expects?|warned|consulted|self-disclos\w+)"
    )
    _TELLING = (
        r"(?:tell|told|inform(?:ed)?|notif(?:y|ied)|advised?|warn(?:ed)?|discuss(?:ed)?|explain(?:ed)?|"
        r"talk(?:ed)?|sp(?:eak|oken|oke)|gone|went|wr(?:ite|itten|ote)|consult(?:ed)?|letter|raised?)"
    )
    _EITHER_WAY = words(
        r"self-disclos\w+|given the chance|with(?:out)? (?:his|her|their|NAME['’]?s?) "
        r"(?:knowledge|agreement|consent)|behind (?:his|her|their) back|NAME (?:not )?to be (?:told|"
        r"informed)"
    )

    def look(self, review: Review) -> Iterator[Found]:
        said = review.named(review.words("disclosure"))
        for sentence in disclosures(review):
            if not self._told(said, review):
                yield Found("A disclosure is recorded, and not whether the person was told of it.", sentence)
            return

    def _told(self, said: str, review: Review) -> bool:
        """Whether a sentence says that the person knows, or is not to. Others' knowing counts for none.

        A pronoun is taken for the person's where it is of the person's sex.
        """
        them = "|".join(["NAME", *review.pronouns])
        knows = words(rf"(?:{them})(?:['’]s)?,? (?:[\w'’{{}}/\-]+,? ){{0,6}}?{self._KNOWING}")
        is_told = words(rf"{self._TELLING} (?:[\w'’]+ ){{0,5}}?(?:to |with |through |by )*(?:{them})")
        return bool(self._EITHER_WAY.search(said) or knows.search(said) or is_told.search(said))


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
