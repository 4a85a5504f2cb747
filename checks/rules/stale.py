"""Sections that must be considered afresh and were not.

Repetition is not a fault: offences, dates, conditions in force and the template's own words may stand from
meeting to meeting. What has to be decided each time may not, and least of all when the facts around it
changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.carried import Carried, carried, changes, sameness, word_list
from checks.meeting_date import held
from checks.reuse import align
from checks.review import Review, listed, passage
from checks.rule import Check, Found, Need
from checks.rules.boxes import heading, place
from checks.sources import inspection
from checks.time_words import past_by_now
from checks.wording import PLAN
from models.finding import Severity
from models.structure import Confidence, SectionState
from models.text import Span

PASTED = 18  # words of news standing together as they stood, before they are worth saying

AFRESH = ("updates", "level_review", "risk_assessment", "previous_actions")


def since_when(found: Carried, changed: list[str]) -> str:
    """The two halves of a stale finding: how long it has stood, and what has changed meanwhile."""
    meanwhile = f" Since then: {listed(changed)}." if changed else ""
    return f"It stood so {found.how_long}.{meanwhile}"


class STL01(Check):
    """Old information is not pasted from meeting to meeting.

    Bad:
        # Agency updates
        Probation: he attended both appointments in March and spoke of finding work at the warehouse.
        Police: he was seen near the park on 2 March, alone, and was spoken to. There are concerns about
        risk to women.
        === the meeting before
        # Agency updates
        Probation: he attended both appointments in March and spoke of finding work at the warehouse.
        Police: he was seen near the park on 2 March, alone, and was spoken to. There are concerns about
        risk to women.

    Good:
        # Agency updates
        Probation: he has missed one appointment since April and explained it by a hospital visit. Police: no
        sightings near the park and no new intelligence about risk to women.
        === the meeting before
        # Agency updates
        Probation: he attended both appointments in March and spoke of finding work at the warehouse.
        Police: he was seen near the park on 2 March, alone, and was spoken to. There are concerns about
        risk to women.
    """

    severity = Severity.HIGH
    sources = inspection("summary")
    needs = (Need.FORM, Need.PREVIOUS)
    families = ()
    why = "Inspectors found old information copied and pasted, which hides what is new and what is not known."
    hint = (
        "Write what is known now; leave what has not changed out, or say that it was checked and still holds."
    )

    def look(self, review: Review) -> Iterator[Found]:
        changed = changes(review)
        for name in AFRESH:
            sections = review.substance(name)
            if not sections:
                continue
            found = carried(review, name, least=12)
            if found is None:
                yield from self._pasted(review, name)
                continue
            standing = name == "risk_assessment" and not changed
            yield Found(
                f"“{heading(sections[0])}” is what it was before, word for word or nearly. "
                f"{since_when(found, changed)}",
                place(sections[0], review),
                name,
                severity=Severity.MEDIUM if standing else Severity.HIGH,
                confidence=Confidence.MEDIUM if standing else Confidence.HIGH,
                earlier=(found.earlier,),
            )

    @staticmethod
    def _pasted(review: Review, name: str) -> Iterator[Found]:
        """Long passages of news that were news at the last meeting; the rest of the section is new."""
        assert review.previous is not None
        if name != "updates":
            return
        for section in review.substance(name):
            assert section.span is not None
            for match in align(
                review.previous.text[: review.previous.main_end], review.document.quote(section.span)
            ):
                span = Span(match.new.start + section.span.start, match.new.end + section.span.start)
                said = review.document.quote(span)
                if past_by_now(said, held(review.previous), review.held):
                    continue  # STL-12 says so, with the words whose time is over
                if match.similarity >= 0.9 and len(said.split()) >= PASTED:
                    yield Found(
                        "This passage was in the minutes of the last meeting.",
                        span,
                        name,
                        severity=Severity.MEDIUM,
                        confidence=Confidence.MEDIUM,
                        earlier=(passage(review.previous, match.old),),
                    )


class STL02(Check):
    """The risk management plan is not carried unchanged while circumstances change.

    Bad:
        # Level: 3
        === the meeting before
        # Level: 2

    Good:
        # Level: 3
        # Monitoring and control
        Northmoor Police visit him at home unannounced every fortnight from 10 June and check his phone each
        time,
        because he has been seen near her street. He wears a tag and keeps a curfew from 19:00.
        # Supervision
        Sunil Mistry of probation sees him twice a week, on Tuesdays and Fridays, since the warning of 28 May.
        # Risk management plan
        Police, probation and housing act together from 10 June; each has a named deputy for nights and
        weekends.
        # Contingency plan
        If the tag reports him outside, control room staff send a car to her street and call her at once.
        === the meeting before
        # Level: 2
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.14", "paragraph 5.20")
    needs = (Need.FORM, Need.EARLIER)
    section = "rmp"
    why = (
        "Plans were carried from the referral to every meeting after it, while the lives they were for "
        "had changed."
    )
    hint = (
        "Go through the plan measure by measure: what has been done, what still holds, what has to be added."
    )

    def look(self, review: Review) -> Iterator[Found]:
        sections = review.substance(*PLAN)
        found = carried(review, *PLAN, least=12) if sections else None
        if found is None or not review.earlier_minutes:
            return  # the first meeting may take the referral's plan over
        changed = changes(review)
        if len(review.earlier_minutes) == 1 and not changed:
            return  # one meeting later a plan may stand, as long as nothing has happened
        yield Found(
            f"The risk management plan is what it was before. {since_when(found, changed)}",
            place(sections[0], review),
            severity=Severity.HIGH if changed or found.documents > 2 else Severity.MEDIUM,
            confidence=Confidence.HIGH if changed else Confidence.MEDIUM,
            earlier=(found.earlier,),
        )


class STL03(Check):
    """Disclosure is considered afresh, not carried over.

    Bad:
        # Disclosure
        Disclosure to his employer was considered and is not to be made, because he works alone.
        === the meeting before
        # Disclosure
        Disclosure to his employer was considered and is not to be made, because he works alone.

    Good:
        # Disclosure
        He now works with two young apprentices: Ivor Mellis of Northmoor Police will disclose to the owner by
        20 June, because they are alone with him, and will explain that it is confidential. He has been told.
        === the meeting before
        # Disclosure
        Disclosure to his employer was considered and is not to be made, because he works alone.
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.23")
    needs = (Need.FORM, Need.EARLIER)
    section = "disclosure"
    why = "The same words at each meeting show that the question was not asked again."
    hint = (
        "Say what was considered at this meeting: who could be at risk now, and why disclosure is or is "
        "not made."
    )

    def look(self, review: Review) -> Iterator[Found]:
        sections = review.substance("disclosure")
        found = carried(review, "disclosure", least=4) if sections else None
        if found is None:
            return
        changed = changes(review)
        yield Found(
            f"The section on disclosure is what it was before. {since_when(found, changed)}",
            place(sections[0], review),
            confidence=Confidence.HIGH if found.share > 0.98 else Confidence.MEDIUM,
            earlier=(found.earlier,),
        )


class STL04(Check):
    """A pointer is not carried over while what it points to changes.

    Bad:
        # Victim issues
        See summary in body of notes.
        === the meeting before
        # Victim issues
        See summary in body of notes.

    Good:
        # Victim issues
        The liaison officer reports that Ms Archer has moved; police have fitted an alarm at her new home.
        === the meeting before
        # Victim issues
        See summary in body of notes.
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.24")
    needs = (Need.FORM, Need.PREVIOUS)
    families = ()
    why = (
        "The reader is sent to look for something that nobody has looked at since the pointer was first "
        "written."
    )
    hint = "Replace it with what is known and decided now."

    def look(self, review: Review) -> Iterator[Found]:
        assert review.previous is not None
        for section in review.document.sections:
            if (
                section.state is not SectionState.POINTER
                or section.span is None
                or section.name == "unrecognised"
            ):
                continue
            now = word_list(review.document.quote(section.span))
            for old in review.previous.sections:
                if (
                    old.name == section.name
                    and old.span
                    and sameness(word_list(review.previous.quote(old.span)), now) >= 0.9
                ):
                    yield Found(
                        f"“{heading(section)}” points elsewhere in the same words as at the last meeting.",
                        place(section, review),
                        section.name,
                        earlier=(passage(review.previous, old.span),),
                    )
                    break
