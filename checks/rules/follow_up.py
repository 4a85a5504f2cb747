"""What came of actions: which were lost, left open, or given to somebody who was not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from checks.agencies import agencies_in
from checks.review import Review, day
from checks.rule import Check, Found, Need
from checks.rules.actions import NAMED, called, where
from checks.rules.attendance import served
from checks.sources import inspection, thames_valley
from checks.wording import PROFESSIONAL, words
from models.finding import Severity
from models.structure import Action, ActionStatus, Confidence, Presence

_UNFINISHED = frozenset({ActionStatus.OPEN, ActionStatus.ONGOING, ActionStatus.NOT_DONE})

_BARE = frozenset(
    re.findall(
        r"[a-z]+",
        "above achieved action actioned actions agreed all and as been by carried closed complete "
        "completed discharged done finished fully further has have in is it marked met needed nfa no "
        "noted now of off ok okay on out per place report requested required signed the this to "
        "update updates was yes ",
    )
)
"""What an outcome may be made of and yet tell nothing but that the action was done."""

_WORDLESS = frozenset(
    re.findall(
        r"[a-z]+",
        "action as at awaited awaiting be been brought by c carried carry cf complete completed "
        "continue continued continues continuing done f for forward forwarded fwd going has have in "
        "incomplete is it late meeting next no not o on ongoing open os outstanding over overdue "
        "pending progress remain remains rolled rollover s started still tbc tbd the this to underway "
        "update updated updates will yet marac panel at target date ",
    )
)
"""What the word on an unfinished action may be made of and yet explain nothing."""

_A_DATE = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?[ ./\-](?:\d{1,2}|[A-Za-z]{3,9})(?:[ ./\-]\d{2,4})?|\d{4}-\d\d-\d\d"
)


def _only(words: frozenset[str], said: str) -> bool:
    """Whether something said is made of nothing but those words and dates."""
    return set(re.findall(r"[a-z]+", _A_DATE.sub(" ", said).casefold())) <= words


def only_says_so(outcome: str) -> bool:
    """Whether the word on an unfinished action tells nothing but that it is unfinished."""
    return _only(_WORDLESS, outcome)


_RANK = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|DC|PC|DS|PS|DI|DCI|Insp|Sgt|Det)\b\.?[ \u00a0]*")


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
        weighed = alike + (15 if numbered else 0) + (25 if _same_task(action, other) else 0)
        if weighed > score:
            best, score = other, weighed
    return best if score >= 75 else None


def _same_task(action: Action, other: Action) -> bool:
    """Whether both fall to one person on one day, and share a telling word: the same, put otherwise."""
    if action.due_date is None or action.due_date != other.due_date or not action.owner or not other.owner:
        return False
    people = set(re.findall(r"\w+", action.owner)) & set(re.findall(r"\w+", other.owner))
    telling = [{w for w in re.findall(r"\w+", a.text.casefold()) if len(w) > 2} for a in (action, other)]
    return bool(people) and bool((telling[0] & telling[1]) - {"the", "and", "for", "with"})


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
            if action.status is ActionStatus.DONE and _only(_BARE, action.outcome):
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

    def look(self, review: Review) -> Iterator[Found]:
        assert review.held is not None
        for action in once(review.document.actions):
            late = action.due_date is not None and action.due_date < review.held
            unfinished = action.status in _UNFINISHED or (
                action.status is ActionStatus.UNKNOWN and bool(action.outcome.strip())
            )
            if late and unfinished and _only(_WORDLESS, action.outcome):
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
        r"(?:tell|told|inform(?:ed)?|notif(?:y|ied)|advised?|ring|rang|rung|phoned?|telephoned?|called?|"
        r"e-?mail(?:ed)?|"
        r"brief(?:ed)?|ask(?:ed)?|contact(?:ed)?|updated?|see|saw|texte?d?|write to|wrote to|sp(?:eak|"
        r"oke) to) "
        r"(?:him|her|them|OWNER)|"
        r"(?:is|be|been|was|were) (?:told|informed|notified|advised|briefed|asked|e-?mailed|contacted)|"
        r"(?:let|make|made) (?:him|her|them)?\s?(?:know|aware)|pass(?:ed)? (?:this |it )?on|"
        r"in (?:his|her|their) absence|has (?:agreed|accepted)|(?:has )?been made aware"
    )

    def look(self, review: Review) -> Iterator[Found]:
        present = {w.casefold() for a in review.here for w in re.findall(r"[\w'’\-]+", a.name) if len(w) > 1}
        initials = {"".join(w[0] for w in a.name.split()) for a in review.here if a.name}
        chair = review.document.facts.chair
        present |= {w.casefold() for w in re.findall(r"[\w'’\-]+", chair.value)} if chair else set()
        for action in review.agreed:
            owner = action.owner.strip()
            named = NAMED.search(PROFESSIONAL.sub(" ", _RANK.sub("", owner))) or NAMED.search(owner)
            if not named or owner in initials or self._TOLD.search(action.text):
                continue
            surname = named.group().split()[-1]
            if surname.casefold() not in present and not self._sent_word(surname, review):
                yield Found(
                    f"{called(action)} belongs to {owner}, {self._missed(named.group(), action, review)}.",
                    action.owner_span or where(action),
                )

    def _sent_word(self, surname: str, review: Review) -> bool:
        """Whether the minutes say elsewhere that the owner is told: "Rhona Stell absent: OM to ring her"."""
        said = (review.document.quote(s) for s in review.sentences)
        own = re.compile(rf"\b(?:[A-Z][\w'’\-]+ )?{re.escape(surname)}\b")
        return any(own.search(s) and self._TOLD.search(own.sub("OWNER", s)) for s in said)

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
