"""The running text as lines: what a reader of the page would call one line of a form.

A block of a DOCX or PDF is one paragraph, but it may hold line breaks; a line is what stands between them.
Only the running text counts: a header, a comment or deleted words are no part of a section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.document import MAIN, Block, BlockKind, CellPosition, Document

_STARRED = re.compile(r"\*\*([^*\s](?:[^*]{0,200}[^*\s])?)\*\*")  # bold, as plain text has it
_PIECE = re.compile(r"[^\n\x0b\x0c\r]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line and where it stands; `text` is `document.text[start:end]`, space and stars around it cut."""

    start: int
    end: int
    text: str
    kind: BlockKind
    level: int
    marker: str
    bold: bool
    bold_to: int  # how many of its first characters are bold
    cell: CellPosition | None
    page: int | None
    block: int  # the index of its block


@dataclass(frozen=True, slots=True)
class EmptyCell:
    """A cell without words has no line, only a place."""

    start: int
    cell: CellPosition


def empty_cells(document: Document) -> list[EmptyCell]:
    """The blocks of cells in which nothing is written."""
    return [
        EmptyCell(block.start, block.cell)
        for block in document.blocks
        if block.cell is not None
        and block.channel in MAIN
        and not document.text[block.start : block.end].strip()
    ]


def lines(document: Document) -> list[Line]:
    """All lines of the running text, in order, without blank ones."""
    found: list[Line] = []
    for index, block in enumerate(document.blocks):
        if block.channel not in MAIN:
            continue
        written = _unstruck(document.text, block)
        for match in _PIECE.finditer(written):
            text = match[0].strip()
            if not text:
                continue
            start = block.start + match.start() + (len(match[0]) - len(match[0].lstrip()))
            starred = _STARRED.fullmatch(text)
            if starred is not None:
                start, text = start + 2, starred[1]
            end = start + len(text)
            marker = block.marker if start == _first(document.text, block) else ""
            found.append(
                Line(
                    start, end, text, block.kind, block.level, marker,
                    starred is not None or _bold(block, start, end, text), _bold_to(block, start),
                    block.cell, block.provenance.page, index,
                )
            )  # fmt: skip
    return found


def _unstruck(text: str, block: Block) -> str:
    """A block's text, with blanks for what it strikes out: "delete as appropriate" is answered so."""
    pieces: list[str] = []
    at = block.start
    for struck in sorted((e for e in block.emphasis if e.struck), key=lambda e: e.start):
        start, end = max(struck.start, at), min(struck.end, block.end)
        if start < end:
            pieces += [text[at:start], " " * (end - start)]
            at = end
    pieces.append(text[at : block.end])
    return "".join(pieces)


def _first(text: str, block: Block) -> int:
    at = block.start
    while at < block.end and text[at].isspace():
        at += 1
    return at


def _bold(block: Block, start: int, end: int, text: str) -> bool:
    covered = sum(max(0, min(end, e.end) - max(start, e.start)) for e in block.emphasis if e.bold)
    return covered >= 0.9 * len(text)


def _bold_to(block: Block, start: int) -> int:
    """How far the bold type that a line starts in runs on; runs of a word processor may break anywhere."""
    at = start
    for emphasis in sorted((e for e in block.emphasis if e.bold), key=lambda e: e.start):
        if emphasis.start <= at + 1 and emphasis.end > at:
            at = emphasis.end
    return at - start
