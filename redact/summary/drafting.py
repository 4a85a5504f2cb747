"""A first draft of an executive summary.

Guidance has the chair make one for whoever may not have the minutes (Thames Valley MAPPA procedures 2008,
section 18 iii; MAPPA Scotland document 10). It holds the meeting, its level and category, the agencies, what
was considered, the risk in general terms, the decisions and their reasons, the actions by agency and date,
the next review. Only the document's own sentences are used, and only those that the policy's decisions leave
readable. Who is to do an action is never told, only which agency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from models.disclosure import Decision
from models.document import Document
from models.structure import UNRECOGNISED, Action, Presence, SectionState
from models.summary import Summary, SummaryLine, SummaryPart
from models.text import Span
from redact.summary.telling import Telling

MOST = {"risk": 6, "decisions": 14}
"""Lines of a part: it is a summary."""

SHORTEST, UNSTOPPED = 5, 9
"""Words of a sentence that says anything; and of one without a stop, which may be a label of the form."""

_DECIDED = re.compile(
    r"\b(?:(?:it was|was|were|have been|has been|all|panel|meeting|chair|members|agencies|mappa) "
    r"(?:\w+ ){0,2}?(?:agreed|decided|resolved|concluded|determined)|agreed (?:that|to|by all)|"
    r"(?:will|to|should|would) (?:remain|stay|continue|be (?:managed|reduced|raised|moved|closed))|"
    r"(?:level|category) (?:was|is|has been|to be) |decision|no disclosure|disclosure (?:was|is|will|to|has)|"
    r"not (?:to )?disclose)\b",
    re.IGNORECASE,
)
_RISK = re.compile(
    r"\b(?:risk of (?:serious )?(?:harm|re-?offending)|(?:very high|high|medium|low) risk|"
    r"risk (?:is|was|remains)|imminen\w+|serious harm|protective factors?)\b",
    re.IGNORECASE,
)
_CHAT = re.compile(r"\b(?:apologies|introduc\w+|welcomed|confidentiality)\b|\?\s*$", re.IGNORECASE)

_NOT_CONSIDERED = frozenset(
    {
        UNRECOGNISED, "meeting_details", "offender_details", "category_level", "lead_agency", "invitees",
        "attendance", "apologies", "confidentiality", "introductions", "previous_actions", "actions", "aob",
        "next_review", "exec_summary", "conclusion", "endorsement", "referrer", "consent", "distribution",
    }
)  # fmt: skip
"""Sections that every meeting has, which tell nobody what was considered."""


def draft(document: Document, decisions: Sequence[Decision]) -> Summary:
    """The summary that the decisions leave, its parts in order; a part with nothing to say is empty."""
    telling = Telling(document, decisions)
    drafting = _Drafting(document, telling)
    parts = (
        SummaryPart("meeting", "The meeting", tuple(drafting.meeting())),
        SummaryPart("agencies", "Agencies present", tuple(drafting.agencies())),
        SummaryPart("considered", "What was considered", tuple(drafting.considered())),
        SummaryPart("risk", "Risk", tuple(drafting.risk())),
        SummaryPart("decisions", "Decisions and their reasons", tuple(drafting.decisions())),
        SummaryPart("actions", "Actions", tuple(drafting.actions())),
        SummaryPart("next-review", "Next review", tuple(drafting.next_review())),
    )
    return Summary(parts, drafting.left_out)


class _Drafting:
    """One draft in the making: what was said is not said again."""

    def __init__(self, document: Document, telling: Telling) -> None:
        self._document, self._telling = document, telling
        self._said: set[str] = set()
        self.left_out = 0

    def meeting(self) -> Iterable[SummaryLine]:
        facts, may = self._document.facts, self._telling.whole
        if facts.meeting_date and may(facts.meeting_date.span):
            kind = f"A {facts.meeting_kind.value} meeting" if facts.meeting_kind else "A meeting"
            yield _line(f"{kind} was held on {_in_words(facts.meeting_date.value)}.", facts.meeting_date.span)
        for what, fact in (("level", facts.level), ("category", facts.category)):
            if fact and may(fact.span):
                yield _line(f"The case is managed at level {fact.value}." if what == "level" else
                            f"It falls in category {fact.value}.", fact.span)  # fmt: skip
        if facts.lead_agency and may(facts.lead_agency.span):
            yield _line(f"The lead agency is {facts.lead_agency.value}.", facts.lead_agency.span)

    def agencies(self) -> Iterable[SummaryLine]:
        there = (Presence.PRESENT, Presence.BY_PHONE, Presence.UNKNOWN)
        found: dict[str, Span | None] = {}
        for attendee in self._document.attendance:
            if attendee.presence in there and attendee.agency:
                place = self._place(attendee.agency, attendee.span)
                if place is not None and self._telling.whole(place):
                    found.setdefault(attendee.agency.strip(), place)
        for agency, place in sorted(found.items(), key=lambda item: item[0].casefold()):
            yield _line(agency, place)

    def considered(self) -> Iterable[SummaryLine]:
        """The headings of the sections that say something; a heading that names somebody is left out."""
        for section in self._document.sections:
            heading = section.heading_span
            if section.state is not SectionState.PRESENT or section.name in _NOT_CONSIDERED:
                continue
            if heading is None or not self._telling.whole(heading):
                continue
            said = " ".join(self._document.quote(heading).split()).strip(" :.")
            said = re.sub(r"^(?:section\s+)?\d+(?:\.\d+)*[.):]?\s*", "", said, flags=re.IGNORECASE)
            if said.isupper():
                said = said.capitalize()
            if said and self._new(said):
                yield _line(said, heading)

    def risk(self) -> Iterable[SummaryLine]:
        level = self._document.facts.risk_of_harm
        if level and self._telling.whole(level.span):
            yield _line(f"The risk of serious harm was assessed as {level.value}.", level.span)
        yield from self._sentences(_RISK, self._spans("risk"), MOST["risk"], marks=False)

    def decisions(self) -> Iterable[SummaryLine]:
        everything = [Span(0, self._document.main_end)]
        yield from self._sentences(_DECIDED, everything, MOST["decisions"])

    def actions(self) -> Iterable[SummaryLine]:
        for action in self._document.actions:
            if action.previous or action.text_span is None:
                continue
            said = self._telling.words(action.text_span)
            if not said:
                self.left_out += 1
                continue
            if self._new(said):
                agency = self._agency(action)
                yield _line(
                    f"{agency + ': ' if agency else ''}{said.rstrip('. ')}{self._due(action)}.",
                    action.text_span,
                )

    def next_review(self) -> Iterable[SummaryLine]:
        fact = self._document.facts.next_review
        if fact and self._telling.whole(fact.span):
            yield _line(f"The case will be reviewed on {_in_words(fact.value)}.", fact.span)

    def _sentences(
        self, wanted: re.Pattern[str], spans: Iterable[Span], most: int, marks: bool = True
    ) -> Iterable[SummaryLine]:
        actions = [a.span for a in self._document.actions if a.span is not None]
        count = 0
        for span in spans:
            for sentence in self._telling.sentences(span):
                quote = self._document.quote(sentence)
                if count == most or not wanted.search(quote) or _CHAT.search(quote):
                    continue
                shortest = SHORTEST if quote.endswith(".") else UNSTOPPED
                if any(a.overlaps(sentence) for a in actions) or len(quote.split()) < shortest:
                    continue
                said = self._telling.words(sentence)
                if not said or (not marks and self._telling.removals(sentence)):
                    self.left_out += 1
                elif self._new(said):
                    count += 1
                    yield _line(said, sentence)

    def _spans(self, within: str) -> list[Span]:
        found = [s.span for s in self._document.sections if within in s.name and s.span is not None]
        return [s for s in found if not any(o is not s and o.covers(s) for o in found)]

    def _due(self, action: Action) -> str:
        if not action.due or not self._telling.whole(action.due_span):
            return ""
        return f" (by {_in_words(action.due_date)})" if action.due_date else f" ({action.due.strip()})"

    def _agency(self, action: Action) -> str:
        """The agency that is to do it: as the action says, or the one of the person whom it names."""
        if action.agency and (place := self._place(action.agency, action.span)):
            return action.agency.strip() if self._telling.whole(place) else ""
        owner = set(action.owner.casefold().split()) - {"mr", "mrs", "ms", "miss", "dr"}
        for attendee in self._document.attendance:
            named = set(attendee.name.casefold().split())
            if owner and attendee.agency and owner & named and (owner <= named or named <= owner):
                place = self._place(attendee.agency, attendee.span)
                return attendee.agency.strip() if place and self._telling.whole(place) else ""
        return ""

    def _place(self, words: str, within: Span | None) -> Span | None:
        """Where the words stand inside that span."""
        if within is None:
            return None
        at = self._document.text.find(words, within.start, within.end)
        return Span(at, at + len(words)) if at >= 0 else None

    def _new(self, said: str) -> bool:
        key = " ".join(re.findall(r"\w+", said.casefold()))
        if key in self._said:
            return False
        self._said.add(key)
        return True


def _in_words(day: date | str) -> str:
    """12 March 2024; what is no date stays as it was written."""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return str(day)
    return f"{day.day} {day:%B %Y}"


def _line(text: str, *sources: Span | None) -> SummaryLine:
    return SummaryLine(text, tuple(s for s in sources if s is not None))
