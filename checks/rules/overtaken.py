"""Words and dates whose time has passed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.carried import sameness, word_list
from checks.meeting_date import held
from checks.reuse import sentences
from checks.review import Review, day, passage
from checks.rule import Check, Found, Need
from checks.rules.actions import called, where
from checks.rules.follow_up import answers, once
from checks.sources import inspection
from checks.time_words import PASSING, past_by_now
from checks.wording import words
from models.dates import find_dates
from models.document import Document
from models.finding import Severity
from models.structure import ActionStatus, Confidence, DateKind
from models.text import Span


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

_NOTHING_NEW = re.compile(r"\W*(?:no|none|nothing)\b", re.IGNORECASE)

STANDING = frozenset(
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
    why = (
        "“Next week” was written for another week: what was to happen has happened, or has not, and "
        "nobody says."
    )
    hint = "Say what came of it, and write dates instead of “next week”."

    def look(self, review: Review) -> Iterator[Found]:
        known = _by_words(review.earlier_minutes)
        for span in review.sentences:
            said = review.document.quote(span)
            if not PASSING.search(said) or len(said.split()) < 5 or _NOTHING_NEW.match(said):
                continue
            section = review.section_at(span.start)
            stood = known.get(tuple(word_list(said)))
            if stood and section not in STANDING:
                first, last = stood[0], stood[-1]
                template = len(stood) >= 4 and len(stood) == len(review.earlier_minutes)
                day_held = held(first[0])
                gone = past_by_now(said, day_held, review.held)
                if gone is None:
                    continue
                yield Found(
                    f"“{gone.group()}” was written for an earlier meeting"
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
    r"\b(?:upcoming|forthcoming|planned|expected|anticipated) release\b|(?:\bwill|['’]ll) be (?:released|"
    r"out)\b|"
    r"\bis due (?:out|for release)\b|\brelease (?:is )?(?:planned|due|expected|set|scheduled) (?:for|on)\b|"
    r"\b(?:once|when|after|until|before) (?:he|she|NAME|(?:Mr|Ms|Mrs|Miss) \w+) (?:(?:is|has been) "
    r"(?:released|out)\b|"
    r"(?:comes?|gets?|walks?) out\b|leaves (?:prison|custody|hmp)\b)|\b(?:met|collected) (?:at|from) "
    r"the gate\b",
    re.IGNORECASE,
)

_AHEAD = words(
    r"(?<!had been )(?<!was )(?:will|is to|are to|is due to|due to|to be|shall|going to|plans to|is "
    r"expected to) "
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
        r"back in custody|rotl|remanded|re-?arrested|in breach and returned"
    )
    _STILL_IN = words(
        r"delayed|postponed|refused|parole (?:board|hearing)|not (?:been )?released|turned down|"
        r"remains in custody"
    )

    def look(self, review: Review) -> Iterator[Found]:
        assert review.held is not None
        yield from self._release(review, review.held)
        yield from self._not_yet(review, review.held)
        yield from self._days_gone(review, review.held)

    def _release(self, review: Review, when: date) -> Iterator[Found]:
        days = [d.date for d in review.dates(DateKind.RELEASE)]
        if not days or max(days) >= when or review.mentions(self._AGAIN) or review.mentions(self._STILL_IN):
            return
        for section, span in review.find(_TO_COME):
            sentence = review.sentence_at(span)
            near = Span(max(sentence.start, span.start - 300), min(sentence.end, span.end + 300))
            said = review.document.quote(near)
            if re.match(r"(?i)on release", review.document.quote(span)) and not re.search(
                r"\bwill\b", said, re.I
            ):
                continue
            if section in ("dates", "offence") or self._OTHERS.search(said):
                continue
            if re.search(
                r"\b(?:was|were|been|originally|first) $", review.document.text[sentence.start : span.start]
            ):
                continue  # told of a time that is past
            yield Found(
                f"The release was on {day(max(days))}, before the meeting, and is still spoken of as to "
                f"come.",
                sentence,
                section,
            )

    _OTHERS = words(r"co-?defendants?|brother|father|associates?|cousin|friend|cell ?mate|former partner")
    _OUT = words(
        r"since (?:his|her|their) release|(?:he|she) was released on licen[cs]e|"
        r"on his release he (?:was|has)"
    )

    def _not_yet(self, review: Review, when: date) -> Iterator[Found]:
        """The other way about: a release that is still to come, spoken of as past."""
        days = [d.date for d in review.dates(DateKind.RELEASE)]
        if not days or min(days) <= when or review.mentions(self._AGAIN):
            return
        for section, span in review.find(self._OUT):
            sentence = review.sentence_at(span)
            if section in ("offence", "risk_assessment") or re.search(
                r"\d{4}", review.document.quote(sentence)
            ):
                continue  # an earlier sentence's release
            yield Found(
                f"The release is on {day(min(days))}, after the meeting, and is spoken of as past.",
                sentence,
                section,
            )
            return

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
