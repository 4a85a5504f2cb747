"""Ruled tables as rows of pieces, and tables that go on over the page as the one table they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.assemble import Piece
from ingest.pdf.geometry import lines_of
from ingest.pdf.grid import Grid, GridCell
from ingest.pdf.paragraphs import PADDING, Vocabulary, append, paragraphs, to_piece
from models.document import BlockKind, CellPosition, Channel, Provenance

_NEAR = 4.0  # points between the rules of a table and of its continuation

Row = list[tuple[GridCell, list[Piece]]]


def cell_rows(grid: Grid, page: int, vocabulary: Vocabulary) -> list[Row]:
    """The cells of a table row by row, each with its paragraphs; places in the document come later."""
    rows: list[Row] = [[] for _ in range(max(cell.row for cell in grid.cells) + 1)]
    for cell in grid.cells:
        place = CellPosition(0, 0, cell.column, cell.across, cell.down)
        groups = paragraphs(lines_of(cell.words), reach=cell.right - PADDING)
        pieces = [to_piece(g, page, vocabulary, cell=place, edge=cell.right) for g in groups]
        blank = Piece("", BlockKind.CELL, provenance=Provenance(page=page), cell=place)
        rows[cell.row].append((cell, pieces or [blank]))
    return [row for row in rows if row]


@dataclass(slots=True)
class OpenTable:
    """A table that the next page may go on with: its number, its rules, its first row and its last."""

    number: int
    xs: list[float]
    rows: int = 0
    first: tuple[str, ...] = ()
    last: dict[int, Piece] = field(default_factory=dict)  # the last piece of each cell, by column

    def goes_on(self, grid: Grid) -> bool:
        """True where the upright rules of the two stand in the same places."""
        same = len(self.xs) == len(grid.xs)
        return same and all(abs(a - b) <= _NEAR for a, b in zip(self.xs, grid.xs, strict=True))

    def repeats_header(self, row: Row) -> bool:
        """True for the table's first row printed again at the head of a page."""
        return self.rows > 1 and _words(row) == self.first

    def cuts_row(self, row: Row) -> bool:
        """True for the rest of the last row: it has no first cell of its own and goes on in mid-sentence."""
        words = _words(row)
        opened = self.last.get(0)
        if words[0] or opened is None or not opened.text or row[0][0].column != 0:
            return False
        held = [
            self.last[cell.column].text for cell, pieces in row if pieces[0].text and cell.column in self.last
        ]
        return bool(held) and any(text and text[-1] not in ".:;?!" for text in held)

    def finish_row(self, row: Row, vocabulary: Vocabulary) -> None:
        """Give each cell of the last row the rest of its words."""
        for cell, pieces in row:
            before = self.last.get(cell.column)
            for piece in pieces:
                if before is not None and piece.text:
                    append(before, piece, vocabulary)

    def add(self, row: Row) -> Iterator[Piece]:
        """The pieces of one more row, placed."""
        if not self.rows:
            self.first = _words(row)
        self.last = {}
        for cell, pieces in row:
            for piece in pieces:
                if piece.cell is not None:
                    piece.cell = replace(piece.cell, table=self.number, row=self.rows)
                yield piece
            pieces[-1].more_in_row = cell is not row[-1][0]
            self.last[cell.column] = pieces[-1]
        self.rows += 1


def as_page_header(row: Row) -> Iterator[Piece]:
    """A row that is printed again on each page, as the header that it is there."""
    for _, pieces in row:
        for piece in pieces:
            if piece.text:
                piece.kind, piece.channel, piece.cell = BlockKind.PARAGRAPH, Channel.HEADER, None
                yield piece


def _words(row: Sequence[tuple[GridCell, list[Piece]]]) -> tuple[str, ...]:
    return tuple(" ".join(piece.text for piece in pieces) for _, pieces in row)
