"""What a document carried over from the case's earlier ones, and what changed around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import LCSseq

from checks.meeting_date import held
from checks.reuse import sentences
from checks.review import Review, day, passage
from checks.wording import words
from models.document import Document
from models.finding import Earlier
from models.structure import DateKind, DocumentKind
from models.text import Span

SAME = 0.92
"""The share of its words, in order, from which a section counts as carried over unchanged."""

_WORD = re.compile(r"\w+")
_INCIDENT = words(
    r"arrested|charged|recalled|absconded|assaulted|breached|new offence|further offence|reoffended|"
    r"re-offended|evicted|positive test|tested positive|died|pregnan\w+|missing|warning letter|"
    r"in a (?:new )?relationship|new partner|new relationship|has met a (?:\w+ )?(?:woman|man|girl)|seized"
)
MOVED = words(
    r"(?:has )?moved (?:on [^.\n]{4,20} )?(?:in|to|into|out)|new address|"
    r"now (?:lives|living|resides|residing)|relocated to"
)
_UNTRUE = re.compile(
    r"\b(?:no|not|never|nothing|denies|without|if|should|would|may|might|could|any)\b", re.IGNORECASE
)


def word_list(text: str) -> list[str]:
    """Words in lower case, all else left out."""
    return _WORD.findall(text.casefold())


def sameness(old: Sequence[str], new: Sequence[str]) -> float:
    """1.0 where the words are the same in the same order; 0.0 where they share none."""
    if not old or not new:
        return 0.0
    return float(2 * LCSseq.similarity(old, new) / (len(old) + len(new)))


def section_words(document: Document, *names: str) -> list[str]:
    """The words of a document's sections of those names."""
    spans = [s.span for s in document.sections if s.name in names and s.span is not None]
    outer = [s for s in spans if not any(o is not s and o.covers(s) and o != s for o in spans)]
    return word_list(" ".join(document.quote(s) for s in dict.fromkeys(outer)))


@dataclass(frozen=True, slots=True)
class Carried:
    """A section that stands as it stood before: in how many documents running, and in the oldest of them."""

    documents: int
    since: Document
    share: float
    earlier: Earlier

    @property
    def how_long(self) -> str:
        """For a message: "at the last meeting", "at the last 3 meetings, since 12 March 2024"."""
        first = held(self.since)
        since = f", since {day(first)}" if first else ""
        if self.documents == 1 and self.since.form.kind is DocumentKind.REFERRAL:
            return f"in the referral{f' of {day(first)}' if first else ''}"
        if self.documents == 1:
            return f"at the last meeting{f' ({day(first)})' if first else ''}"
        return f"in the last {self.documents} documents{since}"


def carried(review: Review, *names: str, least: int = 6) -> Carried | None:
    """Whether the sections of those names are what they were in the document before, and for how long."""
    now = section_words(review.document, *names)
    if len(now) < least:
        return None
    count, since, share, shown = 0, None, 0.0, None
    for document in reversed(review.earlier):
        before = section_words(document, *names)
        if not before:
            if document.form.kind is review.kind:
                break
            continue
        alike = sameness(before, now)
        if alike < SAME:
            break
        if shown is None:
            share, shown = alike, document
        count, since = count + 1, document
    if since is None or shown is None:
        return None
    span = next(s.span for s in shown.sections if s.name in names and s.span is not None)
    return Carried(count, since, share, passage(shown, span))


def new_sentences(review: Review) -> list[Span]:
    """Sentences of the running text that the case's earlier documents do not hold."""
    known = {tuple(word_list(d.quote(s))) for d in review.earlier for s in sentences(d.text, 0, d.main_end)}
    return [s for s in review.sentences if tuple(word_list(review.document.quote(s))) not in known]


def changes(review: Review) -> list[str]:
    """What has changed since the last meeting, in words, as far as both documents say so."""
    before = review.previous
    if before is None:
        return []
    found: list[str] = []
    for what, old, new in (
        ("the level", before.facts.level, review.document.facts.level),
        ("the risk of serious harm", before.facts.risk_of_harm, review.document.facts.risk_of_harm),
        ("the category", before.facts.category, review.document.facts.category),
    ):
        if old and new and old.value.casefold() != new.value.casefold():
            found.append(f"{what} went from {old.value} to {new.value}")
    released = release_between(review, held(before))
    if released:
        found.append(f"the release on {day(released)} has come")
    fresh = new_sentences(review)
    for pattern, what in ((MOVED, "a change of address"), (_INCIDENT, "a new incident")):
        if any(_told(review.document.quote(s), pattern) for s in fresh):
            found.append(what)
    return found


def _told(sentence: str, pattern: re.Pattern[str]) -> bool:
    match = pattern.search(sentence)
    return bool(match) and not _UNTRUE.search(sentence[: match.end() if match else 0])


def release_between(review: Review, since: date | None) -> date | None:
    """A release date after the last meeting and not after this one."""
    if review.held is None or since is None:
        return None
    days = [
        d.date for doc in (review.document, *review.earlier) for d in doc.dates if d.kind is DateKind.RELEASE
    ]
    return next((d for d in sorted(days, reverse=True) if since < d <= review.held), None)
