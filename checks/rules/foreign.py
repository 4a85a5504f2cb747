"""Passages that come from another case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.reuse import align
from checks.review import Review, passage
from checks.rule import PAPERS, Check, Found, Need
from checks.sources import inspection, thames_valley
from models.document import Document
from models.finding import Severity
from models.text import Span

_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? ([A-Z][\w'’\-]+)")

_FULL = re.compile(r"\b([A-Z][a-z'’\-]+) ([A-Z][a-z'’\-]+)\b")


class STL11(Check):
    """No passage comes from another case.

    Bad:
        # Agency updates
        Housing reports that Mr Vickery was seen drinking with two men outside the flats in Canal Row and
        shouted at a neighbour who asked them to go; the risk to neighbours is unchanged and Mr Vickery was
        warned.
        === another case: Leo Vickery
        # Agency updates
        Housing reports that Mr Vickery was seen drinking with two men outside the flats in Canal Row and
        shouted at a neighbour who asked them to go; the risk to neighbours is unchanged and Mr Vickery was
        warned.

    Good:
        # Agency updates
        Housing reports no trouble at his flat, and the neighbours there do not see a risk in him.
        === another case: Leo Vickery
        # Agency updates
        Housing reports that Mr Vickery was seen drinking with two men outside the flats in Canal Row and
        shouted at a neighbour who asked them to go; the risk to neighbours is unchanged and Mr Vickery was
        warned.
    """

    severity = Severity.BLOCK
    sources = (*inspection("summary"), *thames_valley("section 14"))
    kinds = PAPERS
    families = ()
    needs = (Need.FORM, Need.OTHERS)
    why = (
        "Somebody else's information in a person's record is wrong here and may be a breach of data "
        "protection there."
    )
    hint = (
        "Take the passage out before anything is sent. Tell the administrator: if a version with it has "
        "left the "
        "building, it may be a personal data breach and has to be reported."
    )
    LEAST = 12  # words

    def look(self, review: Review) -> Iterator[Found]:
        reported: list[Span] = []
        for other in review.history.other_cases:
            if self._same_case(review.document, other):
                continue
            theirs = other.text[: other.main_end]
            for match in align(theirs, review.body):
                quote = review.document.quote(match.new)
                if len(quote.split()) < self.LEAST or any(match.new.overlaps(r) for r in reported):
                    continue
                if review.section_at(match.new.start) == "confidentiality":
                    continue
                if self._anybodys(review, match.new):
                    continue
                sign = self._foreign(review, other, match.new)
                if sign:
                    reported.append(match.new)
                    yield Found(
                        f"This passage also stands in another case, and {sign}.",
                        match.new,
                        earlier=(passage(other, match.old),),
                    )

    @staticmethod
    def _same_case(mine: Document, other: Document) -> bool:
        if mine.sha256 == other.sha256:
            return True
        if mine.subject is None or other.subject is None:
            return False
        return mine.subject.name.casefold() == other.subject.name.casefold() and (
            mine.subject.date_of_birth == other.subject.date_of_birth
        )

    @staticmethod
    def _anybodys(review: Review, span: Span) -> bool:
        """Whether most of the passage is wording that many cases hold: a form's, or a house's own."""
        shared = sum(
            min(span.end, wide.end) - max(span.start, wide.start)
            for wide in review.history.held_widely
            if wide.overlaps(span)
        )
        return 2 * shared > span.end - span.start

    @staticmethod
    def _foreign(review: Review, other: Document, span: Span) -> str:
        """What in the passage does not belong here; nothing where it may be anybody's."""
        quote = review.document.quote(span)
        rest = review.body[: span.start] + " " + review.body[span.end :]
        known = rest + " ".join(d.text[: d.main_end] for d in review.earlier)
        if other.subject:
            for _, value in other.subject.identifiers:
                if value and value in quote and value not in rest:
                    return "it holds that person's reference"
            surname = other.subject.name.split()[-1] if other.subject.name.split() else ""
            own = review.document.subject.name.split() if review.document.subject else []
            if len(surname) > 2 and surname not in own and re.search(rf"\b{re.escape(surname)}\b", quote):
                return "it names the person whom that case is about"
        staff = {w for a in (*review.document.attendance, *other.attendance) for w in a.name.split()}
        names = {m.group(1) for m in _TITLED.finditer(quote)} | {m.group(2) for m in _FULL.finditer(quote)}
        strangers = [n for n in names if n not in staff and not re.search(rf"\b{re.escape(n)}\b", known)]
        titled = {m.group(1) for m in _TITLED.finditer(quote)}
        whole = len(quote) * 2 > len(review.body)  # the documents are one form, not one passage
        if not whole and any(n in titled for n in strangers):
            return "it names somebody of whom nothing else is said here"
        his, hers = _pronouns(rest), _pronouns(quote)
        plain = min(max(his), max(hers)) >= 2 and max(his) >= 5 * max(1, min(his)) and min(hers) == 0
        if plain and (his[0] > his[1]) != (hers[0] > hers[1]):
            return "it speaks of a person of the other sex"
        return ""


def _pronouns(text: str) -> tuple[int, int]:
    """How often a text says he, and how often she."""
    return len(re.findall(r"\b(?:he|him|his)\b", text, re.I)), len(
        re.findall(r"\b(?:she|her|hers)\b", text, re.I)
    )
