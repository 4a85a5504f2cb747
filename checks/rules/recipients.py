"""What particular recipients are told: enough for their task, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review, listed
from checks.rule import Check, Found
from checks.sources import GUIDANCE, cite, regulation_28, thames_valley, thematic
from checks.wording import words
from models.finding import Severity
from models.structure import Confidence, DocumentKind
from models.text import Span

_RECIPIENT = re.compile(
    r"(?:\b(?:recipient|prepared for|disclosed to|issued to|summary for|for the attention of)|^(?:to|for)\b)"
    r"\s*[:\-–\t]?\s*(?P<who>[^\n.]{3,80})",
    re.IGNORECASE | re.MULTILINE,
)
_WRITTEN_FOR = re.compile(
    r"\b(?:summary|note|letter|information|record|disclosure)\b[^.\n]{0,25}\b(?:for|to) "
    r"(?P<who>[^.\n]{3,80})",
    re.IGNORECASE,
)
_ASKED_TO = re.compile(r"\b(?:is|are) (?:asked|requested|invited|advised|informed|reminded)\b", re.IGNORECASE)


def addressed_to(review: Review, who: re.Pattern[str]) -> Span | None:
    """Where a summary or disclosure record names such a recipient at its head, in its first lines."""
    for match in _RECIPIENT.finditer(review.body[:1500]):
        if who.search(match.group("who")):
            return Span(match.start(), match.end())
    opening = review.sentences_of("exec_summary")[:2]
    for span in opening:
        said = review.document.quote(span)
        written, asked = _WRITTEN_FOR.search(said), _ASKED_TO.search(said)
        if (written and who.search(written["who"])) or (asked and who.search(said[: asked.start()])):
            return span
    lines = [s for s in opening if s.end - s.start < 70]
    return next(
        (
            s
            for s in lines
            if who.search(review.document.quote(s)) and not _GOING.search(review.document.quote(s))
        ),
        None,
    )


_GOING = re.compile(r"\b(?:will|is|was|has|have|goes|going|he|she)\b", re.IGNORECASE)
"""A sentence about somebody, not the name of a recipient."""


class DIS11(Check):
    """Jobcentre Plus is told identity and restricted work, and nothing else.

    Bad:
        === executive summary
        Recipient: Jobcentre Plus, Northmoor
        Dean Harrow must not be offered work with children. He was convicted of wounding his former partner.

    Good:
        === executive summary
        Recipient: Jobcentre Plus, Northmoor
        Dean Harrow, born 4 February 1984, must not be offered work with children or in schools.
    """

    severity = Severity.BLOCK
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 11")
    kinds = (DocumentKind.SUMMARY,)
    section = "exec_summary"
    why = "An adviser needs to know which jobs to leave out, and has no power to hold anything else."
    hint = "Leave the name, the date of birth and the kinds of work that are ruled out; take out the rest."
    _JOBS = words(r"job ?cent(?:re|er)(?: plus)?|dwp|work coach")
    _MORE = words(
        r"convicted|conviction|offences?|offending|victims?|sentenced|imprisonment|licen[cs]e|risk of|"
        r"oasys|lives? (?:at|in)|address|partner|diagnos\w+|health|heroin|drugs?|alcohol|depress\w+|"
        r"served|prison|custody|sex(?:ual)? offend\w+|(?:very )?high risk|dangerous|victim\w*|psychiatr\w+|"
        r"history of|mappa|curfew|tag(?:ged)?|diabet\w+|illness|disabilit\w+|medication|separated|"
        r"married|divorced|"
        r"children (?:live|are)|wife|husband|released|rosh|arrest\w*|violen\w+|weapons?|debts?"
    )

    def applies(self, review: Review) -> bool:
        return addressed_to(review, self._JOBS) is not None

    def look(self, review: Review) -> Iterator[Found]:
        for _, span in review.find(self._MORE, "exec_summary"):
            said = review.document.quote(span)
            yield Found(
                f"The Jobcentre is told more than who the person is and what work is ruled out (“{said}”).",
                review.sentence_at(span),
            )
            return


class DIS12(Check):
    """An accommodation provider is told all that bears on risk.

    Bad:
        === executive summary
        Recipient: Larch House approved premises
        Dean Harrow will live at Larch House from 2 May. He has a room booked and will pay by direct debit.

    Good:
        === executive summary
        Recipient: Larch House approved premises
        Dean Harrow will live there from 2 May. High risk of serious harm to his former partner (OASys, 3
        May). Sunil Mistry supervises him weekly; the risk management plan is attached. No history of
        self-harm.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = (*regulation_28(), *thames_valley("section 18ix"))
    kinds = (DocumentKind.SUMMARY,)
    section = "exec_summary"
    why = "Staff who live beside the person have died, and let others die, for want of what others knew."
    hint = "Add the assessment, the plan, how the person is supervised, and any history of self-harm."
    _HOUSE = words(
        r"approved premises|hostel|(?:accommodation|housing|tenancy) (?:provider|association|project)|"
        r"supported (?:housing|accommodation|living)|landlord|foyer|night ?shelter|refuge"
    )
    _NEEDED = (
        (
            "the risk of harm",
            words(r"risk (?:of|to)|oasys|rosh|roh|risk assessment|(?:high|medium|low) risk"),
        ),
        (
            "how the person is supervised",
            words(r"supervis\w+|offender manager|probation practitioner|reports? to|om|appointments?"),
        ),
        (
            "the plan",
            words(r"plan|rmp|conditions?|curfew|searche?s?|checks?|not (?:to|allowed)|no \w+ visitors"),
        ),
        (
            "self-harm",
            words(
                r"self[- ]harm\w*|suicid\w+|overdos\w+|acct|cut(?:s|ting)? (?:his|her|him|them)\w*|"
                r"harm(?:ed|s|ing)? (?:him|her|them)sel\w+|ligature\w*"
            ),
        ),
    )

    def applies(self, review: Review) -> bool:
        return addressed_to(review, self._HOUSE) is not None

    def look(self, review: Review) -> Iterator[Found]:
        lacking = [what for what, said in self._NEEDED if not review.mentions(said)]
        if lacking:
            yield Found(
                f"The accommodation provider is told nothing of {listed(lacking)}.",
                addressed_to(review, self._HOUSE),
            )


class DIS15(Check):
    """The confidential section of OASys never goes to the offender.

    Bad:
        # Agency updates
        Probation: he was given a copy of his OASys with the confidential section, and says the risk is wrong.

    Good:
        # Agency updates
        Probation: he was given a copy of his OASys without the confidential section and says the risk is
        wrong.
    """

    severity = Severity.BLOCK
    confidence = Confidence.MEDIUM
    sources = thematic("appendix 1")
    kinds = (DocumentKind.MINUTES, DocumentKind.SUMMARY)
    families = ()
    why = (
        "It holds what victims and informants have said, and was written on the promise that he would "
        "not see it."
    )
    hint = "Tell the author of the assessment and the liaison officer at once, and record what was done."
    _SECTION = re.compile(
        r"\bconf(?:idential|id|\.)? (?:section|sect\.?|part|pages?|annex|bit)", re.IGNORECASE
    )
    _GIVEN = words(
        r"(?:he|she|they|him|her|them|NAME|mr \w+|ms \w+) (?:\w+ ){0,3}(?:given|shown|sent|read|saw|"
        r"seen|received|handed|copied|took|kept|has|had|got|told)|"
        r"(?:given|shown|sent|disclosed|copied|handed|passed|read|posted|e-?mailed|left|released|supplied) "
        r"(?:\w+ ){0,2}(?:to|with|for|out to|in) (?:him|her|them|his|the offender|mr|ms|NAME)|"
        r"(?:went|gone|going|go) (?:through|over)|(?:read|seen|found|opened) by (?:him|her|them|NAME)|"
        r"(?:showed?n?|gave|given|sent|handed|read|let) (?:out )?(?:him|her|them|NAME)"
    )
    _WITHOUT = words(
        r"without|not|never|except|apart from|removed|withheld|excluding|minus|leaving out|left out|"
        r"omitt\w+|redacted|refused|declined|detached|taken out|bar"
    )
    _OASYS = re.compile(r"\boasys\b|\bassessment\b", re.IGNORECASE)

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._SECTION):
            sentence = review.sentence_at(span)
            said = review.named(review.document.quote(sentence))
            if self._OASYS.search(said) and self._GIVEN.search(said) and not self._WITHOUT.search(said):
                yield Found("The confidential section of OASys has gone to the offender.", sentence, section)


class PUB08(Check):
    """Sharing between agencies is told from disclosure to third parties.

    Bad:
        # Disclosure
        Disclosure was made to the police and to probation because they manage him.

    Good:
        # Disclosure
        Disclosure to his landlord was considered and is not to be made, because he lives alone.
    """

    severity = Severity.LOW
    confidence = Confidence.MEDIUM
    sources = cite(GUIDANCE, "chapter 9.1", "chapter 10.2")
    families = ("mappa",)
    section = "disclosure"
    why = (
        "What agencies tell each other needs no decision to disclose; the question of third parties "
        "is then not asked."
    )
    hint = "Record here who outside the agencies was considered, and why they are or are not to be told."
    _SHARED = re.compile(
        r"\bdisclos(?:ure|ed)\b[^.\n]{0,30}\b(?:to|with) (?:the )?(?:police|probation(?: service)?|"
        r"prison(?: service)?|hmp|csc|children's services|adult social care|mappa)\b"
        r"(?! (?:premises|hostel|landlord))|"
        r"\b(?:all|the|other|partner) agencies\b[^.\n]{0,30}\bdisclosure\b|"
        r"\bdisclos(?:ure|ed)\b[^.\n]{0,40}\b(?:all|other|partner) agencies\b|"
        r"\b(?:police|probation|prison|housing|health|csc|nhs)\b[^.\n]{0,30}\bdisclosed\b[^.\n]{0,30}\b"
        r"(?:police|probation|prison|housing|health|csc|nhs|meeting|panel|agencies)\b",
        re.IGNORECASE,
    )
    _THIRD = words(
        r"landlord|employers?|partners?|famil(?:y|ies)|mother|father|schools?|church|club|neighbours?|"
        r"managers?|owners?|agent|(?<!by )hostel|parents?|third part(?:y|ies)|victims?|colleges?|volunt\w+"
    )

    def look(self, review: Review) -> Iterator[Found]:
        told = next(review.find(self._SHARED, "disclosure"), None)
        if told and not self._THIRD.search(review.words("disclosure")):
            yield Found(
                "Only what agencies told each other is recorded here, and no third party was considered.",
                review.sentence_at(told[1]),
            )
