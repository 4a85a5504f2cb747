"""Actions: whose, by when, and what is to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.agencies import agencies_in
from checks.review import Review
from checks.rule import Check, Found, Need
from checks.rules.attendance import served
from checks.sources import inspection, thames_valley, thematic
from checks.wording import NOBODY, PROFESSIONAL, words
from models.dates import find_dates
from models.finding import Severity
from models.structure import Action, ActionStatus, Confidence
from models.text import Span

_DAYLESS = frozenset(
    re.findall(
        r"[a-z]+",
        "a able advised after agreed allow allows as asap at available be by can confirmed convenience "
        "convenient course date dates due earliest early feasible first following follow forthwith "
        "haste if immediate immediately in is it later manageable n na next no none not now of once "
        "opportunity or p permit permits poss possible practicable prior priority prompt promptly quick "
        "quickly quickest required s set shortly soon sooner soonest specified stated straight tba tbc "
        "tbd the their then this time timely to when whenever with without your urgent urgently urgency "
        "diary diaries workload staffing resources",
    )
)
"""What a column of dates may be made of and yet name no day."""


def dayless(due: str) -> bool:
    """Whether what stands for a date names no day: "soon as poss", "when workload permits", nothing at all.

    A meeting or a visit by which it is to be done is a day ("before the next review"), and so is "today".
    """
    return not re.search(r"\d", due) and set(re.findall(r"[a-z]+", due.casefold())) <= _DAYLESS


_ENDLESS = re.compile(
    r"^\W*(?:on-?going|continu(?:ing|ous|al|ally|e)|throughout|rolling|standing|permanent|until further|"
    r"indefinite(?:ly)?|for (?:the )?(?:life|duration|length) of|(?:whole )?(?:life|duration) of|"
    r"as (?:and when|required|needed|necessary))\b",
    re.IGNORECASE,
)

_VAGUE = re.compile(
    r"^\W*(?:to |will |please )?(?:continue (?:to |with )?)?(?:monitor\w*|manag(?:e|ing)|risk management|"
    r"manage risk|keep under review|keep (?:\w+ ){0,2}updated|be aware|remain vigilant|liaise|support|"
    r"engage|oversee|maintain contact|update|on-?going (?:monitoring|support|work|management)|"
    r"offender management|supervis(?:e|ion)|review|follow up|progress|information sharing|"
    r"share information|attend|ensure (?:public|everyone)'?s? safety|keep (?:an? )?(?:eye|tabs|watch)|"
    r"(?:keep|stay|remain) in (?:touch|contact)|work with|deal with|look (?:after|into)|address|"
    r"(?:offer|provide|give) (?:\w+ )?(?:support|help|assistance)|help|assist|be mindful|note)\b",
    re.IGNORECASE,
)

_MEANS = words(
    r"by (?:\w+ing|means)|through|using|via|weekly|daily|monthly|fortnightly|visit\w*|call\w*|check\w*|"
    r"search\w*|apply|write|refer(?:ral)?|obtain|ask|speak|report (?:to|back|on)|test\w*|appointments?|"
    r"every|each|if|when|before|curfew|tag"
)

NAMED = re.compile(
    r"\b[A-Z][a-z'’\-]+\.?(?:[ \u00a0]+(?:[A-Z]\.?|[A-Z][a-z'’\-]+))+\b|"
    r"\b[A-Z]\.?[ \u00a0]+(?:[A-Z]\.?[ \u00a0]+)?[A-Z][a-z'’\-]+\b|"
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|DC|PC|DS|PS|DI|Insp|Sgt|Det)\.? [A-Z]"
)


def called(action: Action) -> str:
    """How to name an action to a person: its number, or its first words."""
    if action.number:
        return f"Action {action.number.strip('. ')}"
    said = action.text.split()
    return f"The action “{' '.join(said[:8])}{'…' if len(said) > 8 else ''}”"


def where(action: Action) -> Span | None:
    """The action's own words, or its row."""
    return action.text_span or action.span


class ACT01(Check):
    """Every action has a named owner and an agency.

    Bad:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Visit him at home and search for phones | Police | | 20/06/2024 |

    Good:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Visit him at home and search for phones | Ivor Mellis | Northmoor Police | 20/06/2024 |
    """

    severity = Severity.HIGH
    sources = (*thames_valley("section 4.2", "section 8(d)"), *thematic("section 2.1(iv)"))
    families = ()
    needs = (Need.FORM, Need.ACTIONS)
    section = "actions"
    why = "An action that belongs to an agency, or to everyone, is done by no one."
    hint = "Name the person who will do it and the agency they answer for."

    def look(self, review: Review) -> Iterator[Found]:
        people = {
            w for a in review.document.attendance for w in re.findall(r"[\w'’\-]+", a.name) if len(w) > 2
        }
        for action in review.agreed:
            if NOBODY.match(action.owner) and self._in_row(action, people, review):
                continue
            if NOBODY.match(action.owner):
                said = f" (“{action.owner.strip()}”)" if action.owner.strip() else ""
                yield Found(f"{called(action)} has no owner{said}.", action.owner_span or where(action))
            elif not self._named(action.owner, people):
                yield Found(
                    f"{called(action)} belongs to “{action.owner.strip()}”, not to a named person.",
                    action.owner_span or where(action),
                    confidence=Confidence.MEDIUM,
                )
            elif not self._agency(action, review):
                yield Found(
                    f"{called(action)} does not say which agency {action.owner.strip()} answers for.",
                    action.owner_span or where(action),
                    severity=Severity.MEDIUM,
                    confidence=Confidence.MEDIUM,
                )

    @staticmethod
    def _in_row(action: Action, people: set[str], review: Review) -> bool:
        """Whether somebody who was there stands in the row under a heading that was not understood."""
        if action.span is None or action.owner.strip():
            return False
        rest = review.document.quote(action.span).replace(action.text, " ", 1)
        return bool(people & set(re.findall(r"[\w'’\-]+", rest)))

    @staticmethod
    def _named(owner: str, people: set[str]) -> bool:
        own = set(re.findall(r"[\w'’\-]+", owner))
        if own & people:
            return True
        if re.fullmatch(r"[A-Z]{2,3}", owner.strip()) and not agencies_in(owner):
            return True  # initials, to be read with the attendance list
        stripped = PROFESSIONAL.sub(" ", owner)
        return bool(NAMED.search(owner)) and bool(NAMED.search(stripped) or not agencies_in(owner))

    @staticmethod
    def _agency(action: Action, review: Review) -> bool:
        if action.agency.strip() or agencies_in(action.owner) or "," in action.owner or "(" in action.owner:
            return True
        own = set(re.findall(r"[\w'’\-]+", action.owner))
        initials = action.owner.strip()
        return any(
            (own & set(re.findall(r"[\w'’\-]+", a.name)) or initials == "".join(w[0] for w in a.name.split()))
            and (a.agency or agencies_in(a.role))
            for a in review.document.attendance
            if a.name
        )


class ACT02(Check):
    """Every action has a date by which it is to be done.

    Bad:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Visit him at home and search for phones | Ivor Mellis | Northmoor Police | ASAP |

    Good:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Visit him at home and search for phones | Ivor Mellis | Northmoor Police | 20/06/2024 |
    """

    severity = Severity.HIGH
    sources = (*thames_valley("section 8(d)"), *inspection("paragraph 5.11"))
    families = ()
    needs = (Need.FORM, Need.ACTIONS)
    section = "actions"
    why = "Without a date nobody can say that the action is late."
    hint = "Give a day. “As soon as possible” is not one."

    def look(self, review: Review) -> Iterator[Found]:
        for action in review.agreed:
            if (
                action.due_date is None
                and action.status is not ActionStatus.DONE
                and dayless(action.due)
                and not self._dated(action, review)
            ):
                said = f" (“{action.due.strip()}”)" if action.due.strip() else ""
                yield Found(
                    f"{called(action)} has no date by which it is to be done{said}.",
                    action.due_span if action.due.strip() else where(action),
                )

    @staticmethod
    def _dated(action: Action, review: Review) -> bool:
        """Whether a date stands in the row under a heading that was not understood."""
        if action.span is None or action.due.strip():
            return False
        row = review.document.quote(action.span)
        rest = row.replace(action.text, " ", 1) if action.text else row
        return any(d.date for d in find_dates(rest))


class ACT03(Check):
    """Actions are specific and end on a day: none is “ongoing”.

    Bad:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Visit him at home and search for phones | Ivor Mellis | Northmoor Police | Ongoing |

    Good:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Visit him at home and search for phones | Ivor Mellis | Northmoor Police | 20/06/2024 |
    """

    severity = Severity.MEDIUM
    sources = (*thames_valley("section 8"), *thematic("glossary"))
    families = ()
    needs = (Need.FORM, Need.ACTIONS)
    section = "actions"
    why = "An action without an end is part of the plan, not an action: it can never be reported as done."
    hint = "Say what will have been done by the next meeting, or move the standing task into the plan."

    def look(self, review: Review) -> Iterator[Found]:
        for action in review.agreed:
            if action.due_date is None and _ENDLESS.match(action.due):
                yield Found(
                    f"{called(action)} is to be done “{action.due.strip()}”, so it never ends.",
                    action.due_span or where(action),
                )


class ACT04(Check):
    """Every action says what will be done, not only “monitor” or “risk management”.

    Bad:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Risk management | Ivor Mellis | Northmoor Police | 20/06/2024 |

    Good:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Monitor contact by checking his phone weekly | Ivor Mellis | Northmoor Police | 20/06/2024 |
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 8")
    families = ()
    needs = (Need.FORM, Need.ACTIONS)
    section = "actions"
    why = "“Monitor” and “risk management” describe the whole job; nobody can say whether they were done."
    hint = "Add “by …”: what will be done, how often, and what is looked for."

    def look(self, review: Review) -> Iterator[Found]:
        for action in review.agreed:
            said = action.text.strip()
            vague = _VAGUE.match(said)
            if vague and len(said.split()) <= 9 and not _MEANS.search(said[vague.end() :]):
                yield Found(
                    f"{called(action)} does not say what will be done: “{said}”.",
                    where(action),
                    confidence=Confidence.HIGH if len(said.split()) <= 4 else Confidence.MEDIUM,
                )


def agency_of(owner: str, review: Review) -> set[str]:
    """The agencies that an owner answers for, by the attendance list."""
    own = set(re.findall(r"\w+", owner.casefold()))
    return {
        g
        for a in review.document.attendance
        if own & set(re.findall(r"\w+", a.name.casefold()))
        for g in served(a)
    } | agencies_in(owner)
