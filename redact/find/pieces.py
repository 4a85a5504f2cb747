"""A document cut into pieces small enough for the engine, and where each character of a piece came from.

Presidio's engine does work for every pair of tokens and findings, so that a long text costs its square.
Pieces of about 5 KB keep that constant. A cut falls between blocks where it can, else between sentences,
lines or words; a name that stands over a cut inside one very long block is left to the second pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from models.document import Block, BlockKind, Document
from nlp import Found
from redact.find.starts import Starts

PIECE = 5_000
"""Characters of a piece at most."""

_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_BREAKS = ("\n", ". ", "; ", ", ", " ", "\t")


@dataclass(frozen=True)
class Piece:
    """`text` is the document's from `start` on. `labels` gives, at ascending offsets of the piece, the
    heading of the table cell or form row that begins there ("" where there is none)."""

    start: int
    text: str
    label_starts: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()

    @cached_property
    def starts(self) -> Starts:
        """Where things can begin: one look at the text for all recognisers."""
        return Starts(self.text)

    @cached_property
    def _heading_words(self) -> frozenset[str]:
        return frozenset(w.lower() for heading in set(self.labels) for w in _WORD.findall(heading))

    def has_word(self, wanted: tuple[str, ...]) -> bool:
        """Whether any of the words, in small letters, stands in the piece or in a heading of its cells."""
        words, headings = self.starts.words, self._heading_words
        return any(word in words or word in headings for word in wanted)

    def before(self, offset: int, reach: int) -> str:
        """The characters before a place, at most `reach` of them, without what lies beyond the line's
        start."""
        window = self.text[max(0, offset - reach) : offset]
        return window[window.rfind("\n") + 1 :]

    def label_at(self, offset: int) -> str:
        """The heading of the cell or row that the place is in."""
        at = bisect_right(self.label_starts, offset) - 1
        return self.labels[at] if at >= 0 else ""


def bare_piece(text: str, start: int = 0) -> Piece:
    """A piece of text that has no tables to take headings from."""
    return Piece(start, text)


class PieceArtifacts(NlpArtifacts):
    """Presidio's carrier of language results, with the piece that they are of.

    Keywords are left out: they feed Presidio's own context enhancer, whose work our labels do in linear time.
    """

    piece: Piece | None = None

    def __init__(self, entities: Sequence[Found], engine: NlpEngine, language: str) -> None:
        """The entities by their characters: no recogniser of ours asks for tokens."""
        super().__init__(cast(Any, entities), cast(Any, ()), [], [], engine, language)

    @staticmethod
    def set_keywords(nlp_engine: object, lemmas: list[str], language: str) -> list[str]:
        """No keywords; see the class."""
        return []


def piece_of(text: str, artifacts: Any) -> Piece:
    """The piece that the engine is at work on; a bare one where a recogniser is used by itself."""
    piece = getattr(artifacts, "piece", None)
    return piece if isinstance(piece, Piece) else bare_piece(text)


def prose(text: str) -> str:
    """The text for the language model: as long as the piece, with what is not prose blanked out.

    The model's time is in tokens, and a line of brackets, leader dots or single letters has a token a
    character. Lines of 200 characters and more, and whole pieces, need a word of three letters in every
    forty characters.
    """
    if not _is_prose(text):
        return " " * len(text)
    return "\n".join(x if len(x) < 200 or _is_prose(x) else " " * len(x) for x in text.split("\n"))


def _is_prose(text: str) -> bool:
    return len(_WORDS.findall(text)) * 40 >= len(text) or len(text) < 200


def pieces(document: Document) -> Iterator[Piece]:
    """The whole text, in order, in pieces."""
    headings = cell_headings(document)
    held: list[tuple[int, int, str]] = []
    for block in document.blocks:
        heading = headings.get(block.start, "")
        for start, end in _cuts(document.text, block.start, block.end):
            if held and end - held[0][0] > PIECE:
                yield _piece(document.text, held)
                held = []
            held.append((start, end, heading))
    if held:
        yield _piece(document.text, held)


def cell_headings(document: Document) -> dict[int, str]:
    """For each cell, by where it starts: what heads it, the cell to its left and the one at its column's top.

    A cell to the left counts for the second cell of a row, and for every second one of a row of four or
    six, as forms have them (label, value, label, value); a column's top counts where its row is a header,
    or the table's first and holds no figures, which would be values.
    """
    tops: dict[tuple[int, int], str] = {}
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.CELL and block.cell:
            rows.setdefault((block.cell.table, block.cell.row), []).append(block)
    found: dict[int, str] = {}
    for (table, row), cells in rows.items():
        columns = sorted({c.cell.column for c in cells if c.cell})
        heads = row == 0 and len(columns) > 2
        heads = heads and not any(char.isdigit() for c in cells for char in document.content(c))
        left: dict[int, str] = {}
        for block in cells:
            assert block.cell is not None
            words = document.content(block).strip()
            column = block.cell.column
            if block.cell.header or heads:
                tops[table, column] = words[:80]
            at = columns.index(column)
            form_row = at == 1 or (at % 2 == 1 and len(columns) in (4, 6))
            beside = left.get(columns[at - 1], "") if form_row else ""
            top = tops.get((table, column), "")
            left.setdefault(column, words[:80])
            parts = [p for p in (top if top != words[:80] else "", beside) if p and len(p) <= 60]
            if parts:
                found[block.start] = " | ".join(parts)
    return found


def _piece(text: str, held: list[tuple[int, int, str]]) -> Piece:
    start, end = held[0][0], held[-1][1]
    own = text[start:end]
    starts = tuple(s - start for s, _, _ in held)
    return Piece(start, own, starts, tuple(h for _, _, h in held))


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A block as one range, or as several of at most `PIECE` characters."""
    while end - start > PIECE:
        cut = _cut(text, start, start + PIECE)
        yield start, cut
        start = cut
    yield start, end


def _cut(text: str, start: int, limit: int) -> int:
    """Just after the last good place to break in the second half of the range, else at its very end."""
    for mark in _BREAKS:
        at = text.rfind(mark, start + PIECE // 2, limit)
        if at >= 0:
            return at + len(mark)
    return limit
