"""Passages that do not travel as a whole: sections kept from a recipient, and all but one subject's words.

A policy that tells Jobcentre Plus who somebody is and what work is restricted cannot do so by taking names out:
what is left would still tell the rest. There, only the sentences about the subject matter and the lines that
identify the subject travel. Where it is not plain that a passage may go, it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.document import VISIBLE, Block, BlockKind, Document
from models.structure import Section
from models.text import Span
from nlp import sentences

FIELD_WORDS = 12
"""A line this short that identifies the subject is a field of a form ("Date of birth: ..."), not a story."""


def withheld(
    document: Document, sections: Iterable[str], only_about: Iterable[str], identifying: Iterable[Span]
) -> tuple[Span, ...]:
    """The passages that may not travel, in order, each within one block.

    `identifying` are the mentions that the policy's rules keep because they say who the subject is.
    """
    names = {_plain(name) for name in sections}
    found = [s.span for s in document.sections if s.span is not None and _named(s, names)]
    if names and not document.sections:
        found += _under_headings(document, names)
    spans = [part for span in found for part in _by_block(document, span)]
    phrases = [re.escape(" ".join(p.split())).replace(r"\ ", r"\s+") for p in only_about]
    if phrases:
        about = re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)
        spans += _other_than(document, about, tuple(identifying))
    return tuple(sorted(set(spans)))


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


def _other_than(document: Document, about: re.Pattern[str], identifying: tuple[Span, ...]) -> list[Span]:
    rows = _rows_with(document, identifying)
    found: list[Span] = []
    for block in document.blocks:
        content = document.content_span(block)
        if block.channel not in VISIBLE or not len(content) or _row(block) in rows:
            continue
        words = document.quote(content)
        if (
            block.cell is None
            and len(words.split()) <= FIELD_WORDS
            and any(map(content.overlaps, identifying))
        ):
            continue
        heading = block.kind in (BlockKind.HEADING, BlockKind.TITLE)
        parts = [content] if heading else _sentences(content, words)
        found += [part for part in parts if not about.search(document.quote(part))]
    return found


def _sentences(content: Span, words: str) -> list[Span]:
    """The content's sentences, with the space after each."""
    starts = [content.start, *(content.start + s.start for s in sentences(words)[1:])]
    return [Span(a, b) for a, b in zip(starts, [*starts[1:], content.end], strict=True) if a < b]


def _rows_with(document: Document, identifying: tuple[Span, ...]) -> set[tuple[int, int]]:
    """Short table rows that identify the subject: a label and its value stand or fall together."""
    words: dict[tuple[int, int], int] = {}
    named: set[tuple[int, int]] = set()
    for block in document.blocks:
        row = _row(block)
        if row is None:
            continue
        content = document.content_span(block)
        words[row] = words.get(row, 0) + len(document.quote(content).split())
        if any(map(content.overlaps, identifying)):
            named.add(row)
    return {row for row in named if words[row] <= FIELD_WORDS}


def _row(block: Block) -> tuple[int, int] | None:
    return None if block.cell is None else (block.cell.table, block.cell.row)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", text.casefold().replace("_", " ")).split()).lstrip("0123456789 ")
