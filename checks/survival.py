"""How long each sentence of the minutes has stood: in how many meetings running, and since which.

For a reader who wants to see at a glance what was written afresh and what came over from last time. It judges
nothing: much may rightly stand for years. Headings are left out, since a form repeats them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checks.meeting_date import held
from checks.reuse import Match, align, sentences
from models.case import History
from models.document import BlockKind, Document
from models.structure import DocumentKind
from models.text import Span

COVERED = 0.8
"""The share of a sentence that has to have stood before for the sentence to have stood."""
MOSTLY = 0.6
"""The share of a passage that has to have stood so long for the passage to have."""
_SHORTEST = 3  # words: "Yes" and "Not known" stand everywhere


@dataclass(frozen=True, slots=True)
class Stood:
    """A sentence that stood at earlier meetings. `meetings` counts them, this one included.

    `since` is the date of the first of them, where it is known; `same` is False where words were changed.
    """

    span: Span
    meetings: int
    since: date | None
    same: bool


@dataclass(frozen=True, slots=True)
class Past:
    """What a document is shown beside: the minutes before it, and how long its sentences have stood."""

    last: Document | None = None
    stood: tuple[Stood, ...] = ()

    def of(self, span: Span) -> Stood | None:
        """How long most of a passage has stood; None where most of it is new, or nothing is known."""
        inside = self.within(span)
        whole = sum(len(s.span) for s in inside)
        for meetings in sorted({s.meetings for s in inside}, reverse=True):
            old = [s for s in inside if s.meetings >= meetings]
            if meetings > 1 and sum(len(s.span) for s in old) >= MOSTLY * whole:
                oldest = next(s for s in old if s.meetings == meetings)
                return Stood(span, meetings, oldest.since, all(s.same for s in old))
        return None

    def within(self, span: Span) -> tuple[Stood, ...]:
        """The sentences in a passage; those that are new have stood at one meeting, this one."""
        at = bisect_left(self.stood, span.start, key=lambda s: s.span.end - 1)
        found = []
        while at < len(self.stood) and self.stood[at].span.start < span.end:
            found.append(self.stood[at])
            at += 1
        return tuple(found)


def past(document: Document, history: History) -> Past:
    """The minutes before this document, and every sentence of it with how long it has stood.

    Only minutes count as meetings; before the first minutes a referral stands in for them. Time grows with
    the length of the documents and their number.
    """
    earlier = _meetings(document, history)
    if not earlier:
        return Past()
    body = document.text[: document.main_end]
    spans = _sentences(document, body)
    meetings, since, same = [1] * len(spans), [held(document)] * len(spans), [True] * len(spans)
    alive = set(range(len(spans)))
    for before in reversed(earlier):
        stands = _stands(before, body, spans, alive)
        alive = set(stands)
        for number, unchanged in stands.items():
            meetings[number] += 1
            since[number] = held(before)
            same[number] = same[number] and unchanged
        if not alive:
            break
    rows = zip(spans, meetings, since, same, strict=True)
    return Past(earlier[-1], tuple(Stood(*row) for row in rows))


def _meetings(document: Document, history: History) -> Sequence[Document]:
    earlier = [d for d in history.earlier if d.sha256 != document.sha256]
    minutes = [d for d in earlier if d.form.kind is DocumentKind.MINUTES]
    return minutes or [d for d in earlier if d.form.kind is DocumentKind.REFERRAL][-1:] or earlier[-1:]


def _sentences(document: Document, body: str) -> list[Span]:
    headings = [b for b in document.blocks if b.kind in (BlockKind.HEADING, BlockKind.TITLE)]
    starts = [b.start for b in headings]
    found = []
    for span in sentences(body):
        at = bisect_left(starts, span.end) - 1
        if at < 0 or headings[at].end <= span.start:
            found.append(span)
    return found


def _stands(before: Document, body: str, spans: Sequence[Span], alive: set[int]) -> dict[int, bool]:
    """The sentences among `alive` that stood in that document, and whether word for word."""
    old = before.text[: before.main_end]
    known = {_folded(old[s.start : s.end]) for s in sentences(old)}
    covered, edited = _covered(align(old, body), spans)
    found: dict[int, bool] = {}
    for number in alive:
        span = spans[number]
        words = _folded(body[span.start : span.end])
        if len(words) >= _SHORTEST and words in known:
            found[number] = True
        elif covered[number] >= COVERED * len(span):
            found[number] = not edited[number]
    return found


def _covered(matches: Sequence[Match], spans: Sequence[Span]) -> tuple[list[int], list[bool]]:
    """How many characters of each sentence lie in matches, and whether in one that was edited."""
    covered, edited = [0] * len(spans), [False] * len(spans)
    ends = [s.end for s in spans]
    for match in matches:
        span = match.new
        at = bisect_left(ends, span.start + 1)
        while at < len(spans) and spans[at].start < span.end:
            covered[at] += min(span.end, spans[at].end) - max(span.start, spans[at].start)
            edited[at] = edited[at] or match.similarity < 1.0
            at += 1
    return covered, edited


def _folded(words: str) -> tuple[str, ...]:
    return tuple(words.casefold().split())
