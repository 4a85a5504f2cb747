"""These minutes beside the last meeting's, part by part, with how long each sentence has stood."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from models.document import Block, BlockKind, Document
from models.text import Span

if TYPE_CHECKING:
    from checks.survival import Past

OLDEST = 5
"""Meetings from which on text is shaded alike."""
_NUMBER = re.compile(r"^[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Shade:
    """Some words of a line. `meetings` counts those they have stood at; 1 is new, 0 says nothing of it.

    `ends` where the next words have another age, so that the number stands once. `gone` is set for words of
    the last minutes that these do not hold.
    """

    text: str
    meetings: int = 0
    gone: bool = False
    ends: bool = False

    @property
    def depth(self) -> int:
        """The step of the shading: 0 for none, up to `OLDEST`."""
        return min(self.meetings, OLDEST)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form. `now` and `last` are lines; None where that document has no such part."""

    heading: str
    now: tuple[tuple[Shade, ...], ...] | None
    last: tuple[tuple[Shade, ...], ...] | None


@dataclass(frozen=True, slots=True)
class Beside:
    """The whole comparison. `ages` has each number of meetings that occurs, and since when at most."""

    last: Document
    last_held: date | None
    parts: tuple[Part, ...]
    ages: tuple[tuple[int, date | None], ...]
    carried: int  # per cent of the sentences that stood before


@dataclass(frozen=True, slots=True)
class _Part:
    heading: str
    key: str
    blocks: tuple[Block, ...]


def beside(document: Document, past: Past) -> Beside | None:
    """The comparison; None where there are no earlier minutes."""
    if past.last is None:
        return None
    now, last = _parts(document), _parts(past.last)
    left: defaultdict[str, deque[_Part]] = defaultdict(deque)
    for part in last:
        left[part.key].append(part)
    parts: list[Part] = []
    for part in now:
        twin = left[part.key].popleft() if left[part.key] else None
        lines = _lines(document, part, lambda span: _aged(document, past, span))
        parts.append(Part(part.heading, lines, _before(past, twin) if twin else None))
    over = {id(part) for parts_left in left.values() for part in parts_left}
    parts += [Part(p.heading, None, _before(past, p)) for p in last if id(p) in over and _said(past.last, p)]
    ages: dict[int, date | None] = {}
    for stood in past.stood:
        if stood.meetings > 1:
            ages[stood.meetings] = min(filter(None, (stood.since, ages.get(stood.meetings))), default=None)
    old = sum(s.meetings > 1 for s in past.stood)
    return Beside(
        past.last,
        _held(past.last),
        tuple(p for p in parts if p.now or p.last),
        tuple(sorted(ages.items())),
        round(100 * old / len(past.stood)) if past.stood else 0,
    )


def _parts(document: Document) -> list[_Part]:
    """The running text from heading to heading."""
    found: list[_Part] = []
    end = document.main_end
    blocks = [b for b in document.blocks if b.start < end]
    heading = ""
    held: list[Block] = []
    for block in blocks:
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE) and document.content(block).strip():
            found.append(_Part(heading, _key(heading), tuple(held)))
            heading, held = document.content(block), []
        else:
            held.append(block)
    found.append(_Part(heading, _key(heading), tuple(held)))
    return [part for part in found if part.heading or _said(document, part)]


def _key(heading: str) -> str:
    """A heading without its number, capitals and spaces: renumbered parts are the same."""
    return " ".join(_NUMBER.sub("", heading).casefold().split())


def _said(document: Document, part: _Part) -> bool:
    return any(document.content(block).strip() for block in part.blocks)


def _before(past: Past, part: _Part) -> tuple[tuple[Shade, ...], ...]:
    assert past.last is not None
    last, gone = past.last, past.gone
    return _lines(last, part, lambda span: _lost(last, gone, span))


def _lines(
    document: Document, part: _Part, cut: Callable[[Span], Iterator[Shade]]
) -> tuple[tuple[Shade, ...], ...]:
    """Paragraphs, and rows of tables as one line each, their cells apart."""
    found: list[tuple[Shade, ...]] = []
    for place, group in groupby(part.blocks, key=lambda b: (b.cell.table, b.cell.row) if b.cell else None):
        lines = []
        for block in group:
            span = document.content_span(block)
            if document.text[span.start : span.end].strip():
                lines.append(tuple(cut(span)))
        if place is None:
            found += lines
        elif lines:
            row: list[Shade] = []
            for line in lines:
                row += [Shade(" | "), *line] if row else line
            found.append(tuple(row))
    return tuple(_numbered(line) for line in found)


def _numbered(line: tuple[Shade, ...]) -> tuple[Shade, ...]:
    """The line with the number of meetings once for all neighbours of one age."""
    found: list[Shade] = []
    after = 0
    for shade in reversed(line):
        if shade.meetings:
            found.append(replace(shade, ends=shade.meetings != after))
            after = shade.meetings
        else:
            found.append(shade)
    return tuple(reversed(found))


def _aged(document: Document, past: Past, span: Span) -> Iterator[Shade]:
    """The words of a line by how long each sentence has stood."""
    at = span.start
    for stood in past.within(span):
        start, end = max(stood.span.start, span.start), min(stood.span.end, span.end)
        if start > at:
            yield Shade(document.text[at:start])
        yield Shade(document.text[start:end], stood.meetings)
        at = end
    if at < span.end:
        yield Shade(document.text[at : span.end])


def _lost(last: Document, gone: Sequence[Span], span: Span) -> Iterator[Shade]:
    at = span.start
    number = bisect_left(gone, span.start, key=lambda s: s.end - 1)
    while number < len(gone) and gone[number].start < span.end:
        lost, number = gone[number], number + 1
        if lost.start > at:
            yield Shade(last.text[at : lost.start])
        yield Shade(last.text[max(lost.start, at) : min(lost.end, span.end)], gone=True)
        at = min(lost.end, span.end)
    if at < span.end:
        yield Shade(last.text[at : span.end])


def _held(document: Document) -> date | None:
    fact = document.facts.meeting_date
    try:
        return date.fromisoformat(fact.value[:10]) if fact else None
    except ValueError:
        return None
