"""Actions: whose, by when, what came of them, and which were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from checks.agencies import agencies_in
from checks.review import Review, day
from checks.rule import Check, Found, Need
from checks.rules.attendance import served
from checks.sources import inspection, thames_valley, thematic
from checks.wording import NOBODY, PROFESSIONAL, words
from models.dates import find_dates
from models.finding import Severity
from models.structure import Action, ActionStatus, Confidence, Presence
from models.text import Span

_UNFINISHED = frozenset({ActionStatus.OPEN, ActionStatus.ONGOING, ActionStatus.NOT_DONE})
_NO_DATE = re.compile(
    r"^\W*(?:asap|a\.?s\.?a\.?p\.?|as soon as (?:possible|practicable)|immediate(?:ly)?|urgent(?:ly)?|tbc|"
    r"tba|to be (?:confirmed|agreed|advised)|n/?a|none|not (?:set|stated)|in due course|when possible|"
    r"soon)?\W*$",
    re.IGNORECASE,
)
_ENDLESS = re.compile(
    r"^\W*(?:on-?going|continu(?:ing|ous|al)|throughout|as (?:and when|required|needed)|indefinite)\W*$", re.I
)
_BARE_OUTCOME = re.compile(
    r"^\W*(?:(?:this |action |now |has been |was |all |marked )*(?:completed?|done|actioned|closed|"
    r"discharged|achieved|yes|ok|noted|in place|carried out|finished)[\s,;/&]*(?:and )?)*\W*$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"^\W*(?:to |will |please )?(?:continue (?:to |with )?)?(?:monitor\w*|manag(?:e|ing)|risk management|"
    r"manage risk|keep under review|keep (?:\w+ ){0,2}updated|be aware|remain vigilant|liaise|support|"
    r"engage|oversee|maintain contact|update|on-?going (?:monitoring|support|work|management)|"
    r"offender management|supervis(?:e|ion)|review|follow up|progress|information sharing|"
    r"share information|attend|ensure (?:public|everyone)'?s? safety)\b",
    re.IGNORECASE,
)
_MEANS = words(
    r"by (?:\w+ing|means)|through|using|via|weekly|daily|monthly|fortnightly|visit\w*|call\w*|check\w*|"
    r"search\w*|apply|write|refer(?:ral)?|obtain|ask|speak|report (?:to|back|on)|test\w*|appointments?|"
    r"every|each|if|when|before|curfew|tag"
)
_NAMED = re.compile(
    r"\b[A-Z][a-z'’\-]+(?:[ \u00a0]+(?:[A-Z]\.?|[A-Z][a-z'’\-]+))+\b|"
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|DC|PC|DS|PS|DI|Insp|Sgt|Det)\.? [A-Z]"
)
_RANK = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|DC|PC|DS|PS|DI|DCI|Insp|Sgt|Det)\b\.?[ \u00a0]*")


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
        return bool(_NAMED.search(owner)) and bool(_NAMED.search(stripped) or not agencies_in(owner))

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
                and _NO_DATE.match(action.due)
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


def once(actions: tuple[Action, ...]) -> Iterator[Action]:
    """Each action once: one that is carried forward stands in two tables of the same minutes."""
    seen: set[tuple[str, str]] = set()
    for action in actions:
        key = (" ".join(action.text.casefold().split()), action.due)
        if key not in seen:
            seen.add(key)
            yield action


def answers(action: Action, others: tuple[Action, ...]) -> Action | None:
    """The one of `others` that speaks of the same action: by its words, its number helping."""
    best, score = None, 0.0
    for other in others:
        alike = fuzz.token_set_ratio(action.text.casefold(), other.text.casefold())
        numbered = bool(action.number) and action.number.strip(". ") == other.number.strip(". ")
        weighed = alike + (15 if numbered else 0)
        if weighed > score:
            best, score = other, weighed
    return best if score >= 75 else None


class ACT05(Check):
    """Every action of the last meeting is accounted for.

    Bad:
        # Actions from previous meeting
        | No | Action | Owner | Status | Outcome |
        | 1 | Ask housing for a flat outside the zone | Sunil Mistry | Completed | Flat offered from 3 June |
        === the meeting before
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Ask housing for a flat outside the zone | Sunil Mistry | Probation Service | 20/03/2024 |
        | 2 | Send the disclosure letter to the club | Ivor Mellis | Northmoor Police | 22/03/2024 |

    Good:
        # Actions from previous meeting
        | No | Action | Owner | Status | Outcome |
        | 1 | Ask housing for a flat outside the zone | Sunil Mistry | Completed | Flat offered from 3 June |
        | 2 | Send the disclosure letter to the club | Ivor Mellis | Completed | Acknowledged on 25 March |
        === the meeting before
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Ask housing for a flat outside the zone | Sunil Mistry | Probation Service | 20/03/2024 |
        | 2 | Send the disclosure letter to the club | Ivor Mellis | Northmoor Police | 22/03/2024 |
    """

    severity = Severity.HIGH
    sources = inspection("recommendations", "paragraph 5.12")
    families = ()
    needs = (Need.FORM, Need.PREVIOUS)
    section = "previous_actions"
    why = "An action that is not spoken of again is an action that nobody knows was done."
    hint = "Say what became of it: done and with what result, or not done and why."

    def look(self, review: Review) -> Iterator[Found]:
        assert review.previous is not None
        said = review.words("previous_actions", "updates", "actions").casefold()
        for action in review.previous.actions:
            if action.previous or action.status is ActionStatus.DONE or not action.text.strip():
                continue
            if answers(action, review.document.actions) is None and not self._told(action, said):
                yield Found(
                    f"{called(action)} of the last meeting (“{_short(action.text)}”) is not accounted for.",
                    None,
                    hint=self.hint,
                )

    @staticmethod
    def _told(action: Action, said: str) -> bool:
        """Whether the running text speaks of it: most of its telling words stand close together."""
        telling = {w for w in re.findall(r"\w+", action.text.casefold()) if len(w) > 4}
        if len(telling) < 3:
            return False
        lines = re.split(r"\n+", said)
        return any(len(telling & set(re.findall(r"\w+", line))) >= 0.7 * len(telling) for line in lines)


def _short(text: str) -> str:
    said = text.split()
    return " ".join(said[:14]) + ("…" if len(said) > 14 else "")


class ACT06(Check):
    """A completed action states its outcome.

    Bad:
        # Actions from previous meeting
        | No | Action | Owner | Status | Outcome |
        | 1 | Check his phones for intelligence | Ivor Mellis | Completed | Completed |

    Good:
        # Actions from previous meeting
        | No | Action | Owner | Status | Outcome |
        | 1 | Check his phones for intelligence | Ivor Mellis | Completed | Two phones; no contact found |
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.12")
    families = ()
    needs = (Need.FORM, Need.ACTIONS)
    section = "previous_actions"
    why = "Inspectors found phones “checked for intelligence” with no word of what was on them."
    hint = "Add what was found, decided or changed by it."

    def look(self, review: Review) -> Iterator[Found]:
        for action in review.document.actions:
            if action.status is ActionStatus.DONE and _BARE_OUTCOME.match(action.outcome):
                yield Found(f"{called(action)} is marked as done, but not what came of it.", where(action))


class ACT07(Check):
    """An overdue action is explained.

    Bad:
        # Actions from previous meeting
        | No | Action | Owner | By when | Status | Outcome |
        | 1 | Send the disclosure letter to the club | Ivor Mellis | 22/03/2024 | Not done | |

    Good:
        # Actions from previous meeting
        | No | Action | Owner | By when | Status | Outcome |
        | 1 | Send the disclosure letter to the club | Ivor Mellis | 22/03/2024 | Not done | Club folded |
    """

    severity = Severity.HIGH
    sources = (*inspection("summary"), *thames_valley("section 18ii"))
    families = ()
    needs = (Need.FORM, Need.HELD, Need.ACTIONS)
    section = "previous_actions"
    why = "A late action is a gap in the plan; somebody senior has to know it is there."
    hint = "Say why it is late, what covers the risk meanwhile, the new date, and who has been told."
    _WORDLESS = re.compile(
        r"^\W*(?:(?:still |remains? |this |action |is |has |carried? |forward |over )*(?:open|on-?going|"
        r"outstanding|not (?:yet )?(?:done|completed?|started)|incomplete|in progress|pending|awaited|"
        r"continu\w+|carried (?:forward|over)|c/f|overdue)?\W*)*$",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        assert review.held is not None
        for action in once(review.document.actions):
            late = action.due_date is not None and action.due_date < review.held
            if late and action.status in _UNFINISHED and self._WORDLESS.match(action.outcome[:200]):
                assert action.due_date is not None
                yield Found(
                    f"{called(action)} was to be done by {day(action.due_date)}, is not, and nothing says "
                    f"why.",
                    where(action),
                )


class ACT08(Check):
    """The owner of an action was at the meeting or has been told.

    Bad:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Fit an alarm at her home | Grace Tolley | Northmoor Borough Housing | 20/06/2024 |

    Good:
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Fit an alarm; Ivor Mellis to tell her | Grace Tolley | Northmoor Borough Housing | 20/06/2024 |
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 5.5")
    families = ()
    needs = (Need.FORM, Need.ATTENDANCE, Need.ACTIONS)
    section = "actions"
    why = "Actions were given to people who never heard of them."
    hint = "Give it to somebody who was there, or record who will tell the owner."
    _TOLD = words(
        r"tell|told|inform\w*|notif\w+|made aware|pass(?:ed)? (?:this |it )?on|advis\w+|contact\w*|ask\w*"
    )

    def look(self, review: Review) -> Iterator[Found]:
        present = {w.casefold() for a in review.here for w in re.findall(r"[\w'’\-]+", a.name) if len(w) > 1}
        initials = {"".join(w[0] for w in a.name.split()) for a in review.here if a.name}
        for action in review.agreed:
            owner = action.owner.strip()
            named = _NAMED.search(PROFESSIONAL.sub(" ", _RANK.sub("", owner)))
            if not named or owner in initials or self._TOLD.search(action.text):
                continue
            if named.group().split()[-1].casefold() not in present:
                yield Found(
                    f"{called(action)} belongs to {owner}, {self._missed(named.group(), action, review)}.",
                    action.owner_span or where(action),
                )

    @staticmethod
    def _missed(name: str, action: Action, review: Review) -> str:
        """How the owner missed the meeting, and who of the same agency could pass the action on."""
        surname = name.split()[-1].casefold()
        own = next((a for a in review.away if surname in a.name.casefold().split()), None)
        absence = (
            "sent apologies" if own and own.presence is Presence.APOLOGIES else "is not listed as present"
        )
        agencies = agencies_in(action.agency) or agencies_in(action.owner) or (served(own) if own else set())
        there = next((a.name for a in review.here if a.name and served(a) & agencies), "")
        told = f"{there} of the same agency was there, but nothing says who" if there else "nothing says who"
        return f"who {absence}; {told} will tell them"


def agency_of(owner: str, review: Review) -> set[str]:
    """The agencies that an owner answers for, by the attendance list."""
    own = set(re.findall(r"\w+", owner.casefold()))
    return {
        g
        for a in review.document.attendance
        if own & set(re.findall(r"\w+", a.name.casefold()))
        for g in served(a)
    } | agencies_in(owner)
