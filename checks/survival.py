"""How long each sentence of the minutes has stood: in how many meetings running, and since which.

For a reader who wants to see at a glance what was written afresh and what came over from last time. It judges
nothing: much may rightly stand for years. Headings are left out, since a form repeats them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rapidfuzz import fuzz

from checks.meeting_date import held
from checks.reuse import Match, align, sentences
from models.case import History
from models.document import Block, BlockKind, Document
from models.structure import DocumentKind
from models.text import Span

ALIKE = 80.0
"""How alike a sentence and the best part of the old text have to be, of 100, to be one sentence."""
MOSTLY = 0.6
"""The share of a passage that has to have stood so long for the passage to have."""
_SHORTEST = 4  # words: "Yes" and "Not yet known" stand everywhere
_SHORTEST_EDITED = 6  # words: shorter sentences are the same, or they are others
_LONGEST_ROW = 40  # words
_AROUND = 240  # characters: by how much edits may have shifted a sentence within what was aligned


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
    """What a document is shown beside: the minutes before it, and how long its sentences have stood.

    `gone` are the sentences of the minutes before that this document no longer holds.
    """

    last: Document | None = None
    stood: tuple[Stood, ...] = ()
    gone: tuple[Span, ...] = ()

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

    Only minutes count as meetings, and documents of this one's own kind; before the first minutes a referral
    stands in for them. Time grows with the length of the documents and their number.
    """
    earlier = _meetings(document, history)
    if not earlier:
        return Past()
    spans = _passages(document)
    meetings, since, same = [1] * len(spans), [held(document)] * len(spans), [True] * len(spans)
    alive = set(range(len(spans)))
    for before in reversed(earlier):
        stands = _stands(before, document, spans, alive)
        alive = set(stands)
        for number, unchanged in stands.items():
            meetings[number] += 1
            since[number] = held(before)
            same[number] = same[number] and unchanged
        if not alive:
            break
    rows = zip(spans, meetings, since, same, strict=True)
    return Past(earlier[-1], tuple(Stood(*row) for row in rows), _gone(earlier[-1], document))


def _gone(last: Document, document: Document) -> tuple[Span, ...]:
    spans = _passages(last)
    stands = _stands(document, last, spans, set(range(len(spans))))
    return tuple(span for number, span in enumerate(spans) if number not in stands)


def _meetings(document: Document, history: History) -> Sequence[Document]:
    earlier = [d for d in history.earlier if d.sha256 != document.sha256]
    minutes = [d for d in earlier if d.form.kind in (DocumentKind.MINUTES, document.form.kind)]
    return minutes or [d for d in earlier if d.form.kind is DocumentKind.REFERRAL][-1:] or earlier[-1:]


def _passages(document: Document) -> list[Span]:
    """What is followed from meeting to meeting: sentences, and short rows of tables as a whole.

    Headings are left out, and whatever says too little to be known again.
    """
    found: list[Span] = []
    end = document.main_end
    blocks = [b for b in document.blocks if b.start < end]
    for place, group in groupby(blocks, key=lambda b: (b.cell.table, b.cell.row) if b.cell else None):
        held = [document.content_span(b) for b in group if not _repeats(b)]
        row = Span(held[0].start, held[-1].end) if held and place is not None else None
        if row is not None and len(document.quote(row).split()) <= _LONGEST_ROW:
            found.append(row)
        else:
            found += [s for span in held for s in sentences(document.text, span.start, span.end)]
    return [span for span in found if len(document.quote(span).split()) >= _SHORTEST]


def _repeats(block: Block) -> bool:
    """Whether the form itself says it: headings, and the head of a table."""
    return block.kind in (BlockKind.HEADING, BlockKind.TITLE) or (
        block.cell is not None and block.cell.header
    )


def _stands(before: Document, document: Document, spans: Sequence[Span], alive: set[int]) -> dict[int, bool]:
    """The passages among `alive` that stood in that document, and whether word for word."""
    known = {_folded(before.quote(span)) for span in _passages(before)}
    body, old = document.text[: document.main_end], before.text[: before.main_end]
    near = _near(align(old, body), spans)
    found: dict[int, bool] = {}
    for number in alive:
        words = document.quote(spans[number])
        if _folded(words) in known:
            found[number] = True
        elif "\t" in words or len(words.split()) < _SHORTEST_EDITED:
            continue  # a row is a label and a value: with another value it is another row
        elif any(fuzz.partial_ratio(words, old[w.start : w.end], score_cutoff=ALIKE) for w in near[number]):
            found[number] = False
    return found


def _near(matches: Sequence[Match], spans: Sequence[Span]) -> list[list[Span]]:
    """For each passage the stretches of the old text that it may have come from, by what was aligned."""
    found: list[list[Span]] = [[] for _ in spans]
    ends = [s.end for s in spans]
    for match in matches:
        at = bisect_left(ends, match.new.start + 1)
        while at < len(spans) and spans[at].start < match.new.end:
            middle = match.old.start + spans[at].start - match.new.start
            start = min(max(middle - _AROUND, match.old.start), match.old.end)
            end = max(min(middle + len(spans[at]) + _AROUND, match.old.end), start)
            found[at].append(Span(start, end))
            at += 1
    return found


def _folded(words: str) -> tuple[str, ...]:
    return tuple(words.casefold().split())
