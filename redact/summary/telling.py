"""Sentences of a document as a recipient may have them: removed words replaced by their marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from models.disclosure import Decision, Verdict
from models.document import MAIN, BlockKind, Document
from models.text import Span
from nlp import sentences
from redact.labels import WITHHELD

MOST_MARKS = 2
"""Marks in one sentence: with more, nobody can follow it."""


class Telling:
    """A document, and what of it goes."""

    def __init__(self, document: Document, decisions: Sequence[Decision]) -> None:
        self.document = document
        self._gone = sorted(
            (d for d in decisions if d.verdict is Verdict.REMOVE), key=lambda d: (d.start, -d.end)
        )
        self._ends = [d.end for d in self._gone]
        for i in range(1, len(self._ends)):  # a withheld passage holds others: its end covers theirs
            self._ends[i] = max(self._ends[i], self._ends[i - 1])

    def removals(self, span: Span) -> list[Decision]:
        """The removals that touch the span, the outermost only."""
        found: list[Decision] = []
        at = bisect_left(self._ends, span.start + 1)
        while at < len(self._gone) and self._gone[at].start < span.end:
            removal = self._gone[at]
            if removal.end > span.start and (not found or removal.start >= found[-1].end):
                found.append(removal)
            at += 1
        return found

    def whole(self, span: Span | None) -> bool:
        """Whether nothing of the span goes."""
        return span is not None and not self.removals(span)

    def words(self, span: Span) -> str:
        """The span on one line with marks for what goes; nothing where it is withheld or all marks."""
        removals = self.removals(span)
        if len(removals) > MOST_MARKS or any(r.label == WITHHELD for r in removals):
            return ""
        pieces, at = [], span.start
        for removal in removals:
            pieces += [self.document.text[at : max(at, removal.start)], removal.label]
            at = max(at, removal.end)
        pieces.append(self.document.text[at : span.end])
        said = " ".join("".join(pieces).split())
        marks = sum(len(r.label) for r in removals)
        return said if 2 * marks < len(said) else ""

    def sentences(self, span: Span) -> Iterator[Span]:
        """The sentences of the running text inside the span; headings and their like are left out."""
        for block in self.document.blocks_in(span):
            if block.channel not in MAIN or block.kind in (BlockKind.HEADING, BlockKind.TITLE):
                continue
            content = self.document.content_span(block)
            start, end = max(content.start, span.start), min(content.end, span.end)
            if start < end:
                for sentence in sentences(self.document.text[start:end]):
                    yield Span(start + sentence.start, start + sentence.end)
