"""Whether the record is whole: signed off, marked, placed in time, with its lead agency and statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review
from checks.rule import PAPERS, Check, Found, Need
from checks.rules.boxes import place, shortfall
from checks.sources import (
    MAPPA_B_NOTES,
    MAPPA_D,
    SCOTTISH,
    cite,
    inspection,
    thames_valley,
    thematic,
)
from checks.wording import EARLIER_ACTIONS, LEAD_NAMED, UNSETTLED, words
from models.finding import Severity
from models.structure import Confidence, DateKind
from models.text import Span

_RISK_ORDER = ["low", "medium", "high", "very high"]


class MIN03(Check):
    """The chair has signed the minutes off.

    Bad:
        # Chair's approval
        Signed (Chair): ____________ Date: ________

    Good:
        # Chair's approval
        Approved by the chair on 10 June 2024.
    """

    severity = Severity.HIGH
    sources = thames_valley("section 18ii")
    needs = (Need.FORM, Need.SECTIONS)
    section = "endorsement"
    why = "The chair answers for what the record says; nobody else can."
    hint = "Have the chair approve the minutes, and record the name and date, before they go out."
    _LINE = re.compile(
        r"^[^\n]{0,60}\b(?:signed|signature|approv(?:ed|al)|agreed|authoris(?:ed|ation)|signed off|"
        r"sign-off|cleared)\b[^\n]{0,80}$",
        re.IGNORECASE | re.MULTILINE,
    )
    _OTHER = re.compile(
        r"\bapproved (?:address|hostel|premises|by (?:the |his |her |your )?supervis\w+)|\bas approved|"
        r"prior approval|"
        r"\bactions? agreed|agreed actions?|\bagreed (?:to|that|by all)\b|\b(?:await\w*|pending|draft)\b",
        re.I,
    )
    _CHAIR = words(r"chair(?:person|man|woman)?(?:'s|’s)?")
    _BLANK = re.compile(r"[_…]{3,}|\.{4,}|:\s*$|\[\s*\]|date:?\s*(?:[_…]{2,}|$)|☐", re.IGNORECASE)
    _DAY = re.compile(r"\d{1,2}[/. ](?:\d{1,2}|\w{3,9})[/. ]\d{2,4}|\d{4}-\d\d-\d\d")

    def look(self, review: Review) -> Iterator[Found]:
        blank = None
        for section in review.document.sections:
            if section.span and self._CHAIR.search(section.heading) and self._LINE.search(section.heading):
                said = review.document.quote(section.span)
                if self._signed(said, review):
                    return
                blank = place(section, review)
        for match in self._LINE.finditer(review.body):
            said = match.group()
            if self._OTHER.search(said) and not self._BLANK.search(said):
                blank = blank or (Span(*match.span()) if self._CHAIR.search(said) else None)
                continue
            end = min(len(review.body), match.end() + 120)
            if not self._CHAIR.search(review.body, max(0, match.start() - 80), end):
                continue
            if self._signed(review.body[match.start() : end], review):
                return
            blank = blank or Span(match.start(), match.end())
        if blank:
            yield Found("The line for the chair's approval has not been filled in.", blank)
        elif not review.dates(DateKind.SIGNED):
            yield Found(
                "Nothing shows that the chair has approved the minutes.",
                None,
                severity=Severity.MEDIUM,
                confidence=Confidence.MEDIUM,
            )

    def _signed(self, said: str, review: Review) -> bool:
        chair = review.document.facts.chair
        surname = chair.value.split()[-1] if chair and chair.value.split() else ""
        named = bool(surname) and surname in said
        if self._OTHER.search(said):
            return False
        return (bool(self._DAY.search(said)) or named) and not re.search(r"[_…]{3,}|\.{5,}", said)


class MIN07(Check):
    """The lead agency is named.

    Bad:
        # Lead agency
        (without)

    Good:
        # Lead agency
        Probation Service
    """

    severity = Severity.HIGH
    sources = inspection("summary", "paragraph 4.14")
    section = "lead_agency"
    why = "Without a lead, each agency takes another to be holding the case."
    hint = "Name the agency that leads."

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "lead_agency")
        fact = review.document.facts.lead_agency
        said = review.words("lead_agency").strip() or (fact.value if fact else "")
        if said and UNSETTLED.match(said):
            yield Found(f"The lead agency is not named: “{said}”.", fact.span if fact else None)
            return
        if fact or review.substance("lead_agency"):
            return
        if not review.mentions(LEAD_NAMED):
            yield Found("The lead agency is not named.", fault[1] if fault else None)


class MIN09(Check):
    """Follow-up on the last meeting's actions is recorded.

    Bad:
        # Meeting type: Review
        # Actions from previous meeting
        (without)

    Good:
        # Meeting type: Review
        # Actions from previous meeting
        | No | Action | Owner | Status | Outcome |
        | 1 | Ask housing for a flat outside the zone | Sunil Mistry | Completed | Refused; another offered |
    """

    severity = Severity.HIGH
    sources = thematic("section 2.1(viii)")
    families = ()
    needs = (Need.FORM, Need.SECTIONS)
    section = "previous_actions"
    why = "A review that does not begin with what was promised last time cannot know what was kept."
    hint = "Begin with each earlier action, and what came of it."

    def applies(self, review: Review) -> bool:
        return review.review_meeting

    def look(self, review: Review) -> Iterator[Found]:
        if review.carried_actions or review.substance("previous_actions"):
            return
        if review.headed(EARLIER_ACTIONS):
            return
        lines = (ln.strip() for ln in review.body.splitlines())
        if not review.present("previous_actions") and any(
            len(ln) < 60 and (ln.endswith(":") or ln.isupper()) and EARLIER_ACTIONS.search(ln) for ln in lines
        ):
            return  # a heading that the reader did not know
        if review.previous is not None and not any(not a.previous for a in review.previous.actions):
            return
        fault = shortfall(review, "previous_actions")
        said = fault[0] if fault else "are not in the document"
        yield Found(
            f"This is a review meeting, and the section on the last meeting's actions {said}."
            if fault
            else "This is a review meeting, and the last meeting's actions are not spoken of.",
            fault[1] if fault else None,
        )


class PUB10(Check):
    """The confidentiality and diversity statement was read or shown.

    Bad:
        # Confidentiality statement
        (without)

    Good:
        # Confidentiality statement
        The chair read the confidentiality and diversity statement and all present agreed to it.
    """

    severity = Severity.MEDIUM
    sources = cite(MAPPA_D)
    families = ()
    section = "confidentiality"
    why = "It is by that statement that those present are bound to keep what they hear."
    hint = "Record that it was read or displayed and agreed to."
    _NAMED = words(r"confidential(?:ity)?|statement of confidence")
    _SHOWN = words(
        r"read|re-?read|displayed|shown|screen|circulated|given|reminded|remind|signed|agreed?|accepted|"
        r"confirmed|noted|sent|had|abide|bound|outlined|explained|covered|observed|acknowledged|statement|"
        r"objections?|objected|adhered?|adhere|must|not (?:to )?be|should|closed under|conditions? of"
    )

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "confidentiality")
        said = review.words("confidentiality")
        if fault and review.present("confidentiality"):
            shown = False
        elif said:
            shown = bool(self._SHOWN.search(said)) and "?" not in said
        else:
            near = (review.document.quote(review.sentence_at(s)) for _, s in review.find(self._NAMED))
            shown = any(self._SHOWN.search(n) for n in near)
        if not shown:
            yield Found(
                "Nothing shows that the confidentiality statement was read or displayed.",
                fault[1] if fault else None,
            )


class PUB13(Check):
    """Date, place and kind of the meeting are recorded.

    Bad:
        # Meeting type: (without)
        # Actions from previous meeting
        There were none.

    Good:
        # Meeting type: Review
    """

    severity = Severity.MEDIUM
    sources = cite(SCOTTISH, "document 5B")
    section = "meeting_details"
    why = "Minutes that cannot be placed in time cannot be compared with the next."
    hint = "Add what is missing at the head of the minutes."
    _PLACE = words(
        r"venue|location of (?:the )?meeting|place of (?:the )?meeting|(?:meeting|minutes) held|held "
        r"(?:at|in|via)|"
        r"(?:by|via|on) (?:ms )?(?:teams|video|skype|telephone|conference|phone)|teams|skype|conference call"
    )

    def look(self, review: Review) -> Iterator[Found]:
        facts = review.document.facts
        if review.held is None:
            yield Found("The date of the meeting is not recorded.", None, severity=Severity.HIGH)
        asked = review.document.form.family == "mappa-scotland"  # the form whose guidance asks for the place
        if asked and facts.venue is None and not review.mentions(self._PLACE):
            yield Found(
                "The place of the meeting is not recorded.",
                None,
                severity=Severity.LOW,
                confidence=Confidence.MEDIUM,
            )
        if facts.meeting_kind is None and not review.mentions(
            words(
                r"initial (?:meeting|level)|review (?:meeting|level)|first meeting|"
                r"(?:\w+ )?level [123] (?:review|initial)|"
                r"(?:type|kind)(?: of meeting)?\W{1,3}(?:initial|first|review)|"
                r"meeting\W{1,3}(?:initial|review)"
            )
        ):
            yield Found(
                "Nothing says whether this was a first meeting or a review.",
                None,
                severity=Severity.LOW,
                confidence=Confidence.MEDIUM,
            )


class MRK01(Check):
    """The document bears a protective marking.

    Bad:
        # MARKING: (without)

    Good:
        # MARKING: OFFICIAL-SENSITIVE
    """

    severity = Severity.HIGH
    sources = thames_valley("section 14")
    kinds = ()
    families = ()
    needs = (Need.FORM,)
    why = "Whoever receives an unmarked document does not know how to keep it."
    hint = "Put the marking in capitals in the header and the footer."
    _MARK = re.compile(
        r"\b(?:official(?:[ \-–:]*\(?sensitive\)?)?|restricted|confidential|secret|top secret|protect|"
        r"not protectively marked|npm)\b",
        re.I,
    )

    def look(self, review: Review) -> Iterator[Found]:
        document = review.document
        lines = [document.content(b) for b in document.blocks if b.channel.value in ("header", "footer")]
        body = [ln for ln in review.body.splitlines() if ln.strip()]
        edges = [ln for ln in (*body[:4], *body[-3:]) if len(ln) < 60 and ln.upper() == ln]
        capitals = [ln for ln in body if len(ln) < 40 and ln.isupper()]
        subjects = [said for ln in body[:8] if (said := self._subject(ln)).isupper()]
        if not any(self._MARK.search(ln) for ln in (*lines, *edges, *capitals, *subjects)):
            yield Found(
                "The document bears no protective marking in its header, its footer or on a line of its own.",
                None,
            )

    def _subject(self, line: str) -> str:
        """What stands first in the subject of an e-mail: there the marking goes ("OFFICIAL: minutes")."""
        label, _, words = line.partition(":")
        mark = self._MARK.match(words.lstrip(" [(")) if label.lower() == "subject" else None
        return mark[0] if mark else ""


class PUB04(Check):
    """Ethnicity is given in words, not as a code.

    Bad:
        # Diversity
        Ethnicity: IC1. No needs have been identified because he declined to say.

    Good:
        # Diversity
        Ethnicity: White British. He reads with difficulty, so his conditions are read to him.
    """

    severity = Severity.LOW
    sources = cite(MAPPA_B_NOTES)
    kinds = PAPERS
    needs = (Need.FORM,)
    why = "Other agencies do not use the same codes, and a code says nothing of the person."
    hint = "Write the ethnicity as the person describes it."
    _CODE = re.compile(
        r"\bethnic\w*(?: (?:code|origin|group))?\s*[:\-–]?\s*(?:\n|\t)?\s*(IC\s?[0-9]|[WMABO]\d{1,2}|"
        r"[WMABO]{1,2}[1-9])\b",
        re.IGNORECASE,
    )
    _BARE = re.compile(r"\b(IC ?[1-9])\b", re.IGNORECASE)

    def look(self, review: Review) -> Iterator[Found]:
        told = [Span(*m.span(1)) for m in self._CODE.finditer(review.body)]
        bare = [s for _, s in review.find(self._BARE, "diversity", "offender_details")]
        for span in sorted({*told, *bare}):
            yield Found(f"Ethnicity is given as the code “{review.document.quote(span)}”.", span)
