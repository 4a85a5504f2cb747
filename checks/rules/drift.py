"""Conditions whose wording should not differ and does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.carried import MOVED, sameness, word_list
from checks.contrast import was_and_now
from checks.review import Review, listed, passage
from checks.rule import Check, Found, Need
from checks.sources import inspection
from checks.wording import PLAN, words
from models.finding import Severity
from models.structure import Condition, Confidence
from models.text import Span

_VARIED = words(
    r"vari(?:ed|ation)|amend\w+|discharged|removed|lifted|revoked|expired|replaced|no longer|extended|"
    r"changed|new condition|added"
)

_BOUND = words(r"conditions?|licen[cs]e|orders?|zones?|curfew|exclusion|not to|must not|requirements?")

_LABEL = re.compile(r"^\W*(?:[A-Za-z][\w ]{0,30}:\s+)?")

_SMALL = frozenset(
    {
        "the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "and", "or", "any", "with", "he's",
        "she's", "without", "his", "her", "their", "he", "she", "they", "is", "be", "as", "that", "this",
    }
)  # fmt: skip


_SHORT = {
    "rd": "Road", "st": "Street", "ave": "Avenue", "ln": "Lane", "dr": "Drive", "cl": "Close", "m": "metres",
    "km": "kilometres", "hrs": "hours", "addr": "address", "h/a": "home address", "&": "and", "w/": "with",
}  # fmt: skip
_SHORTENED = re.compile(
    r"(?<![\w/])(?:rd|st|ave|ln|dr|cl|hrs|addr|h/a|&|w/)(?![\w/])\.?|(?<=\d)(?:km|m)\b", re.IGNORECASE
)
_POINTS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_COMPASS = re.compile(r"\b([NSEW])(?= of\b)", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:.](\d\d))? ?(am|pm)\b|\b(\d{1,2})[:.](\d\d)\b(?! ?[ap]m)", re.IGNORECASE
)


def canonical(text: str) -> str:
    """The words with usual abbreviations written out and times in one form: "8pm" and "20:00" are one."""
    text = _COMPASS.sub(lambda m: _POINTS[m[1].casefold()], text)
    text = _SHORTENED.sub(lambda m: f" {_SHORT[m.group().rstrip('.').casefold()]} ", text)
    return " ".join(_CLOCK.sub(_hour, text).split())


def _hour(match: re.Match[str]) -> str:
    hour = int(match[1] or match[4])
    if match[3]:
        hour = hour % 12 + (12 if match[3].casefold() == "pm" else 0)
    return f"{hour:02d}h{match[2] or match[5] or '00'}"


def differing(old: str, new: str) -> list[str]:
    """The telling words that one of two near-copies has and the other has not: names, numbers, "not".

    A label before the condition ("Zone: not to enter ...") is no part of it.
    """
    old, new = canonical(_LABEL.sub("", old)), canonical(_LABEL.sub("", new))
    ours, theirs = set(re.findall(r"[\w']+", new)), set(re.findall(r"[\w']+", old))
    folded = {w.casefold() for w in ours} ^ {w.casefold() for w in theirs}
    return sorted(
        w
        for w in ours ^ theirs
        if w.casefold() in folded
        and w.casefold() not in _SMALL
        and (w[0].isupper() or any(c.isdigit() for c in w) or w.casefold() in _TELLING)
    )


_TELLING = frozenset(
    {
        "not", "metres", "miles", "hundred", "mile", "yards", "years", "months", "days", "hours",
        "overnight", "supervised", "unsupervised", "prior", "approval", "direct", "indirect", "only",
        "except", "north", "south", "east", "west", "left", "right", "inside", "outside", "above",
        "below", "under", "over", "before", "after", "between", "within", "never", "always", "one",
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "twenty", "thirty",
        "forty", "fifty", "first", "second", "third", "male", "female", "boys", "girls", "weekdays",
        "weekends", "daily", "weekly", "monthly",
    }
)  # fmt: skip


def closest(condition: Condition, others: tuple[Condition, ...]) -> tuple[Condition | None, float]:
    """The condition most like it, and how alike they are."""
    mine = word_list(canonical(condition.text))
    scored = [(sameness(word_list(canonical(o.text)), mine), i) for i, o in enumerate(others)]
    score, index = max(scored, default=(0.0, -1))
    return (others[index], score) if index >= 0 else (None, 0.0)


class STL09(Check):
    """Conditions and zones are worded as before.

    Bad:
        # Licence conditions and orders
        - Not to enter Elms Street or any place within 100 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.
        === the meeting before
        # Licence conditions and orders
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.

    Good:
        # Licence conditions and orders
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.
        === the meeting before
        # Licence conditions and orders
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 6.7")
    families = ()
    needs = (Need.FORM, Need.EARLIER)
    section = "licence"
    why = (
        "A street or a distance that changes in copying cannot be enforced, and leaves somebody unprotected."
    )
    hint = "Compare with the licence or order itself, correct it, and record any variation with its date."

    def look(self, review: Review) -> Iterator[Found]:
        before = next((d for d in reversed(review.earlier) if d.conditions), None)
        if before is None or not review.document.conditions:
            return
        if self._varied(review):
            return
        answered: set[int] = set()
        for condition in review.document.conditions:
            old, alike = closest(condition, before.conditions)
            if old is None or alike < 0.7:
                continue
            answered.add(before.conditions.index(old))
            if self._moved_home(review, condition):
                continue
            changed = differing(old.text, condition.text)
            if alike < 1 and changed:
                yield Found(
                    f"The condition is not worded as before, and no variation is recorded; "
                    f"{was_and_now(old.text, condition.text)}.",
                    condition.span,
                    review.section_at(condition.span.start) or self.section,
                    earlier=(passage(before, old.span),),
                )
        if len(answered) >= 1:
            for index, gone in enumerate(before.conditions):
                if index not in answered and closest(gone, review.document.conditions)[1] < 0.7:
                    yield Found(
                        "A condition that stood in the last document is no longer there, and nothing says "
                        "that it ended.",
                        None,
                        self.section,
                        confidence=Confidence.MEDIUM,
                        earlier=(passage(before, gone.span),),
                    )

    @staticmethod
    def _moved_home(review: Review, condition: Condition) -> bool:
        """Whether it says where to live, and the minutes tell of the move to that place."""
        if not re.search(r"\b(?:resid\w+|live)\b", condition.text, re.IGNORECASE):
            return False
        names = re.findall(r"[A-Z][a-z'’]+", condition.text)[1:]
        return any(
            MOVED.search(said) and any(name in said for name in names)
            for said in map(review.document.quote, review.sentences)
        )

    @staticmethod
    def _varied(review: Review) -> bool:
        """Whether the minutes tell of a change to what binds the person."""
        told = (review.document.quote(s) for s in review.sentences_of("licence", "updates", "level_review"))
        return any(_VARIED.search(s) and _BOUND.search(s) for s in told)


class RMP09(Check):
    """Conditions are worded alike wherever the document gives them.

    Bad:
        # Licence conditions and orders
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.
        # Monitoring and control
        - Not to enter Elms Street or any place within 200 metres of it without the approval of his officer.
        Northmoor Police visit him at home unannounced every month.

    Good:
        # Licence conditions and orders
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        - Not to contact Ms Archer by any means.
        # Monitoring and control
        - Not to enter Ellis Street or any place within 200 metres of it without the approval of his officer.
        Northmoor Police visit him at home unannounced every month.
    """

    severity = Severity.BLOCK
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 6.7")
    families = ()
    needs = (Need.FORM,)
    section = "licence"
    why = "Whoever reads only one of the two enforces the wrong one."
    hint = "Correct both from the licence or order itself."

    def look(self, review: Review) -> Iterator[Found]:
        yield from self._differing(review)
        yield from self._shortened(review)

    _BARS = words(r"not to|must not|shall not|may not|no contact|prohibited from|barred from")
    _KINDS = (
        words(r"enter\w*|go(?:es|ing)?|zones?|approach\w*|exclu\w+|within"),
        words(r"contact\w*|communicat\w+|speak\w*|message\w*"),
    )
    _NAME = re.compile(r"(?<![.\n] )(?<!^)\b[A-Z][\w'’]+(?: [A-Z][\w'’]+)+")

    def _shortened(self, review: Review) -> Iterator[Found]:
        """The plan repeats a zone or a list of people, and leaves out a name that the condition has."""
        plan = " ".join(review.words(*PLAN).split())
        table = {a.name for a in review.document.attendance}
        for span in review.sentences_of(*PLAN):
            said = " ".join(review.document.quote(span).split())
            if not self._BARS.search(said):
                continue
            for condition in review.document.conditions:
                told = " ".join(condition.text.split())
                kind = next((k for k in self._KINDS if k.search(told)), None)
                if kind is None or not kind.search(said) or condition.span.overlaps(span):
                    continue
                if not self._BARS.search(told):
                    continue
                names = {n for n in self._NAME.findall(told) if n not in table}
                gone = sorted(n for n in names if n.casefold() not in plan.casefold())
                if gone and any(n.casefold() in said.casefold() for n in names):
                    yield Found(
                        f"The plan gives this condition without {listed(gone)}, which the licence has.",
                        span,
                        review.section_at(span.start) or self.section,
                    )
                    return

    @staticmethod
    def _differing(review: Review) -> Iterator[Found]:
        conditions = review.document.conditions
        repeated = [s for s in review.sentences_of(*PLAN) if BINDING.search(review.document.quote(s))]
        seen: list[Span] = []
        for place in [*(c.span for c in conditions), *repeated]:
            said = review.document.quote(place)
            elsewhere = tuple(c for c in conditions if not c.span.overlaps(place))
            other, alike = closest(Condition(said, place), elsewhere)
            if other is None or any(place.overlaps(s) for s in seen) or alike >= 1:
                continue
            if alike < 0.8 and not _held_within(other.text, said):
                continue
            if review.section_at(other.span.start) == review.section_at(place.start):
                continue  # a list may hold two conditions that differ in one street
            seen.append(other.span)
            changed = differing(other.text, said) if alike >= 0.8 else _lost(other.text, said)
            if changed:
                seen.append(place)
                yield Found(
                    "The same condition is worded otherwise elsewhere; "
                    f"{was_and_now(other.text, said, 'there', 'here')}.",
                    place,
                    review.section_at(place.start) or "licence",
                )


BINDING = words(
    r"not to|must not|shall not|must|prohibited|contact|reside|live (?:at|with)|approach|exclusion|enter|"
    r"curfew|supervised by|presence of|licen[cs]e|condition|home of"
)


def _held_within(one: str, other: str) -> bool:
    """Whether the shorter of two stands within the longer, but for a word or two."""
    words_of = sorted((word_list(canonical(one)), word_list(canonical(other))), key=len)
    common = sameness(words_of[0], words_of[1]) * (len(words_of[0]) + len(words_of[1])) / 2
    return len(words_of[0]) >= 5 and common / len(words_of[0]) >= 0.75


def _lost(one: str, other: str) -> list[str]:
    """The numbers and times of the shorter that the longer does not have."""
    short, long = sorted((canonical(one), canonical(other)), key=len)
    return sorted({w for w in word_list(short) if any(c.isdigit() for c in w)} - set(word_list(long)))
