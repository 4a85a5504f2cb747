"""Sections that must be considered afresh and were not, and words whose time has passed.

Repetition is not a fault: offences, dates, conditions in force and the template's own words may stand from
meeting to meeting. What has to be decided each time may not, and least of all when the facts around it
changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.carried import Carried, carried, changes, sameness, word_list
from checks.meeting_date import held
from checks.reuse import align, sentences
from checks.review import Review, day, listed, passage
from checks.rule import Check, Found, Need
from checks.rules.actions import answers, called, once, where
from checks.rules.boxes import heading, place
from checks.sources import inspection
from checks.wording import PLAN, words
from models.dates import find_dates
from models.document import Document
from models.finding import Severity
from models.structure import ActionStatus, Confidence, DateKind, DocumentKind, SectionState
from models.text import Span

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
    why = "Inspectors found old information copied and pasted, which hides what is new and what is not "
    "known."
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
                if match.similarity >= 0.9 and len(review.document.quote(span).split()) >= 30:
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
    why = "Plans were carried from the referral to every meeting after it, while the lives they were for "
    "had changed."
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
    hint = "Say what was considered at this meeting: who could be at risk now, and why disclosure is or is "
    "not made."

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
    why = "The reader is sent to look for something that nobody has looked at since the pointer was first "
    "written."
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
                if match.similarity >= 0.9 and len(review.document.quote(match.new).split()) >= 80:
                    yield Found(
                        "A long passage is taken over from the prison report as it stands.",
                        match.new,
                        earlier=(passage(report, match.old),),
                    )


class STL10(Check):
    """No action is carried over with its old date and nothing done.

    Bad:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Send the disclosure letter to the club | Ivor Mellis | Northmoor Police | 22/03/2024 |
        === the meeting before
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Send the disclosure letter to the club | Ivor Mellis | Northmoor Police | 22/03/2024 |

    Good:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Send the letter to the club's new secretary | Ivor Mellis | Northmoor Police | 22/06/2024 |
        === the meeting before
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Send the disclosure letter to the club | Ivor Mellis | Northmoor Police | 22/03/2024 |
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.12")
    families = ()
    needs = (Need.FORM, Need.HELD, Need.ACTIONS, Need.PREVIOUS)
    section = "actions"
    why = "An action that is copied with a date already gone was neither done nor thought of."
    hint = "Say why it was not done, and give it a new date, or take it off with a reason."

    def look(self, review: Review) -> Iterator[Found]:
        assert review.previous is not None
        assert review.held is not None
        before = tuple(a for a in review.previous.actions if a.due_date)
        for action in once(review.document.actions):
            if (
                action.status is ActionStatus.DONE
                or action.due_date is None
                or action.due_date >= review.held
            ):
                continue
            if action.outcome.strip() and action.previous:
                continue  # told what became of it; ACT-07 judges whether that is enough
            old = answers(action, before)
            if (
                old
                and old.due_date == action.due_date
                and sameness(word_list(old.text), word_list(action.text)) > SAME_ACTION
            ):
                yield Found(
                    f"{called(action)} is carried over as it was, with a date that has passed "
                    f"({day(action.due_date)}).",
                    where(action),
                    earlier=(passage(review.previous, old.span),) if old.span else (),
                )


SAME_ACTION = 0.9
_PASSING = words(
    r"next (?:week|month|monday|tuesday|wednesday|thursday|friday)|"
    r"this (?:week|morning|afternoon|weekend)|tomorrow|later (?:this|today)|today|yesterday|"
    r"last (?:week|night|month)|upcoming|forthcoming|imminently|in the next few (?:days|weeks)|"
    r"within the next (?:\w+ )?(?:days?|weeks?)|in two weeks|shortly|due (?:to be|for) release\w*|"
    r"awaiting (?:release|sentence|trial)|(?:earlier|later) this (?:week|month)|coming (?:days|weeks)"
)
_NOTHING_NEW = re.compile(r"\W*(?:no|none|nothing)\b", re.IGNORECASE)
_STANDING = frozenset(
    {"confidentiality", "licence", "contingency", "offence", "diversity", "attendance", "apologies"}
)


class STL12(Check):
    """Words about time are not carried past their time.

    Bad:
        # Agency updates
        He will view a flat in Ellis Street next week with his support worker, away from the risk to Ms
        Archer.
        === the meeting before
        # Agency updates
        Housing has found something. He will view a flat in Ellis Street next week with his support worker,
        away from the risk to Ms Archer.

    Good:
        # Agency updates
        He viewed the flat in Ellis Street on 20 March and turned it down, away from the risk to Ms Archer.
        === the meeting before
        # Agency updates
        He will view a flat in Ellis Street next week with his support worker, away from the risk to Ms
        Archer.
    """

    severity = Severity.HIGH
    sources = inspection("summary", "paragraph 5.12")
    families = ()
    needs = (Need.FORM, Need.PREVIOUS)
    why = "“Next week” was written for another week: what was to happen has happened, or has not, and "
    "nobody says."
    hint = "Say what came of it, and write dates instead of “next week”."

    def look(self, review: Review) -> Iterator[Found]:
        known = _by_words(review.earlier_minutes)
        for span in review.sentences:
            said = review.document.quote(span)
            if not _PASSING.search(said) or len(said.split()) < 6 or _NOTHING_NEW.match(said):
                continue
            section = review.section_at(span.start)
            stood = known.get(tuple(word_list(said)))
            if stood and section not in _STANDING:
                first, last = stood[0], stood[-1]
                template = len(stood) >= 4 and len(stood) == len(review.earlier_minutes)
                day_held = held(first[0])
                yield Found(
                    f"“{_PASSING.search(said).group()}” was written for an earlier meeting"  # type: ignore[union-attr]
                    f"{f', on {day(day_held)}' if day_held else ''}, and carried over.",
                    span,
                    section,
                    severity=Severity.LOW if template else Severity.HIGH,
                    confidence=Confidence.LOW if template else Confidence.HIGH,
                    earlier=(passage(*last),),
                )


def _by_words(documents: tuple[Document, ...]) -> dict[tuple[str, ...], list[tuple[Document, Span]]]:
    known: dict[tuple[str, ...], list[tuple[Document, Span]]] = {}
    for document in documents:
        for span in sentences(document.text, 0, document.main_end):
            places = known.setdefault(tuple(word_list(document.quote(span))), [])
            if not places or places[-1][0] is not document:
                places.append((document, span))
    return known


_TO_COME = re.compile(
    r"\b(?:will be|is to be|due to be|is due for|due for|awaiting|prior to (?:his|her|their)|"
    r"before (?:his|her|their)|upcoming|forthcoming|pending|on)\s+(?:the |his |her |their )?releas(?:e|ed)"
    r"\b|"
    r"\b(?:upcoming|forthcoming|planned|expected|anticipated) release\b|\bwill be released\b|"
    r"\bis due (?:out|for release)\b",
    re.IGNORECASE,
)
_AHEAD = words(
    r"(?:will|is to|are to|is due to|due to|to be|shall|going to|plans to|is expected to) "
    r"(?:\w+ ){0,12}(?:on|by|from|until)$"
)


class STL13(Check):
    """Nothing that has happened is still planned.

    Bad:
        # Relevant dates
        Release date: 2 May 2024
        # Agency updates
        Housing will find a flat prior to his release, to lessen the risk. He will be released to his
        mother's.

    Good:
        # Relevant dates
        Release date: 2 May 2024
        # Agency updates
        He was released to approved premises on 2 May and housing is looking for a flat, to lessen the risk.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = inspection("summary", "paragraph 5.14")
    families = ()
    needs = (Need.FORM, Need.HELD)
    why = "A plan for something that is over is not a plan for now."
    hint = "Say what happened, and change what was planned for before it."
    _AGAIN = words(
        r"re-?releas\w+|(?:was|been|is) recalled|recalled (?:on|to|in)|returned to (?:custody|prison)|"
        r"back in custody|rotl"
    )
    _STILL_IN = words(
        r"delayed|postponed|refused|parole (?:board|hearing)|not (?:been )?released|turned down|"
        r"remains in custody"
    )

    def look(self, review: Review) -> Iterator[Found]:
        assert review.held is not None
        yield from self._release(review, review.held)
        yield from self._days_gone(review, review.held)

    def _release(self, review: Review, when: date) -> Iterator[Found]:
        days = [d.date for d in review.dates(DateKind.RELEASE)]
        if not days or max(days) >= when or review.mentions(self._AGAIN) or review.mentions(self._STILL_IN):
            return
        for section, span in review.find(_TO_COME):
            sentence = review.sentence_at(span)
            said = review.document.quote(sentence)
            if re.match(r"(?i)on release", review.document.quote(span)) and not re.search(
                r"\bwill\b", said, re.I
            ):
                continue
            if section in ("dates", "offence"):
                continue
            yield Found(
                f"The release was on {day(max(days))}, before the meeting, and is still spoken of as to "
                f"come.",
                sentence,
                section,
            )

    @staticmethod
    def _days_gone(review: Review, when: date) -> Iterator[Found]:
        for span in review.sentences_of(
            "updates",
            "rmp",
            "supervision",
            "monitoring_control",
            "interventions_treatment",
            "victim_safety",
            "disclosure",
            "victim",
            "contingency",
        ):
            text = review.document.text
            for found in find_dates(text, span.start, span.end):
                if not found.precise or found.date is None or (when - found.date).days < 2:
                    continue
                if _AHEAD.search(text[max(span.start, found.start - 90) : found.start].rstrip()):
                    yield Found(
                        f"Something is still to be done by or on {day(found.date)}, which is before the "
                        f"meeting.",
                        span,
                        review.section_at(span.start),
                        severity=Severity.MEDIUM,
                    )
                    break
