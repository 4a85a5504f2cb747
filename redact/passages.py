"""Passages that do not travel as a whole: sections kept from a recipient, and all but one subject's words.

A policy that tells Jobcentre Plus who somebody is and what work is restricted cannot do so by taking names
out: what is left would still tell the rest. There, only the sentences about the subject matter and the lines
that identify the subject travel. Where it is not plain that a passage may go, it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby, pairwise

from models.disclosure import DisclosurePolicy
from models.document import VISIBLE, Block, BlockKind, Document
from models.structure import Section
from models.text import Span
from nlp import sentences

FIELD_WORDS = 10
"""A line is a field of a form ("Date of birth: ...") if it has no more words beside what identifies."""
MORE_WORDS = 6
"""And no more than these after its label."""
LABEL = 40
"""Characters: a cell that is longer is no label of the one beside it."""


def withheld(document: Document, policy: DisclosurePolicy, identifying: Iterable[Span]) -> tuple[Span, ...]:
    """The passages that may not travel, in order, each within one block.

    `identifying` are the mentions that the policy's rules keep because they say who the subject is.
    """
    names = {_plain(name) for name in policy.sections_withheld}
    found = [s.span for s in document.sections if s.span is not None and _named(s, names)]
    if names and not document.sections:
        found += _under_headings(document, names)
    spans = [part for span in found for part in _by_block(document, span)]
    if policy.only_about:
        about = [_any_of(phrases) for phrases in (policy.only_about, policy.only_with) if phrases]
        spans += _other_than(document, about, tuple(identifying))
    return tuple(sorted(set(spans)))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    words = (re.escape(" ".join(p.split())).replace(r"\ ", r"\s+") for p in phrases)
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _named(section: Section, names: set[str]) -> bool:
    return _plain(section.name) in names or _plain(section.heading) in names


def _under_headings(document: Document, names: set[str]) -> list[Span]:
    """From a heading of one of those names to the next heading of the same or a higher level."""
    found: list[Span] = []
    open_at: tuple[int, int] | None = None
    for block in document.blocks:
        if block.kind not in (BlockKind.HEADING, BlockKind.TITLE):
            continue
        if open_at is not None and block.level <= open_at[1]:
            found.append(Span(open_at[0], block.start))
            open_at = None
        if open_at is None and _plain(document.content(block)) in names:
            open_at = (block.end, block.level)
    if open_at is not None:
        found.append(Span(open_at[0], len(document.text)))
    return found


def _by_block(document: Document, span: Span) -> Iterable[Span]:
    for block in document.blocks_in(span):
        content = document.content_span(block)
        start, end = max(content.start, span.start), min(content.end, span.end)
        if start < end and document.text[start:end].strip():
            yield Span(start, end)


def _other_than(
    document: Document, about: list[re.Pattern[str]], identifying: tuple[Span, ...]
) -> list[Span]:
    fields = _fields(document, identifying)
    found: list[Span] = []
    for block in document.blocks:
        content = document.content_span(block)
        if block.channel not in VISIBLE or not len(content) or block.start in fields:
            continue
        heading = block.kind in (BlockKind.HEADING, BlockKind.TITLE)
        parts = [content] if heading else _sentences(content, document.quote(content))
        told = [all(a.search(document.quote(part)) for a in about) for part in parts]
        for is_told, run in groupby(zip(told, parts, strict=True), key=lambda pair: pair[0]):
            if not is_told:
                found.append(_trimmed(document, [part for _, part in run]))
    return found


def _sentences(content: Span, words: str) -> list[Span]:
    """The content's sentences, with the space after each."""
    starts = [content.start, *(content.start + s.start for s in sentences(words)[1:])]
    return [Span(a, b) for a, b in pairwise([*starts, content.end]) if a < b]


def _trimmed(document: Document, parts: list[Span]) -> Span:
    """From the first to the last of the parts, without the space after it."""
    start, end = parts[0].start, parts[-1].end
    return Span(start, max(start + 1, start + len(document.text[start:end].rstrip())))


def _fields(document: Document, identifying: tuple[Span, ...]) -> set[int]:
    """Where blocks start that say who the subject is, and no more: "Date of birth: ...", or two such cells.

    A line must have its label before a colon; a cell must hold hardly a word more, and the cell before it in
    the row is its label if it is short.
    """
    blank = list(document.text)
    for span in identifying:
        blank[span.start : span.end] = " " * len(span)
    left = "".join(blank)
    found: set[int] = set()
    before: Block | None = None
    for block in document.blocks:
        said, rest = document.content(block), left[block.start : block.end].rstrip("\n\t")
        names = said != rest
        if block.cell is None:
            label, colon, value = rest.partition(":")
            short = len(rest.split()) <= FIELD_WORDS and len(value.split()) <= MORE_WORDS
            if names and short and colon and document.content(block).startswith(label):
                found.add(block.start)
        elif names and len(rest.split()) <= 1:
            found.add(block.start)
            beside = before is not None and _row(before) == _row(block)
            if before is not None and beside and len(document.content(before)) <= LABEL:
                found.add(before.start)
        before = block
    return found


def _row(block: Block) -> tuple[int, int] | None:
    return None if block.cell is None else (block.cell.table, block.cell.row)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", text.casefold().replace("_", " ")).split()).lstrip("0123456789 ")
