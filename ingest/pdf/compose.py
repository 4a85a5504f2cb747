"""From what is drawn to pieces in reading order: headers, tables, columns, paragraphs, headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.assemble import Gathered, Piece
from ingest.headings import promote_headings
from ingest.pdf.columns import Aligned, Flow, regions
from ingest.pdf.geometry import Line, PageContent, PlacedText, Sight, commonest, lines_of
from ingest.pdf.grid import Grid, find_grids
from ingest.pdf.margins import Margin, margins
from ingest.pdf.paragraphs import Vocabulary, append, paragraphs, to_piece
from ingest.pdf.tables import OpenTable, as_page_header, cell_rows
from models.document import BlockKind, Box, CellPosition, Channel, Page, PageState, Provenance

_READABLE = (Sight.SEEN, Sight.LAYER)
_UNSEEN = {Sight.HIDDEN: Channel.HIDDEN, Sight.COVERED: Channel.COVERED}
_HEADING_SIZE = 1.12  # of the running text's size
_LONGEST_HEADING = 140


@dataclass(slots=True)
class Composer:
    """The pages of one file on their way to pieces."""

    gathered: Gathered
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    tables: int = 0
    open_table: OpenTable | None = None  # a table that may go on over the page
    page_edge: float = 0.0  # where the lines of the page end
    sizes: dict[Piece, float] = field(default_factory=dict)
    candidates: dict[Piece, int | None] = field(default_factory=dict)

    def compose(self, contents: Sequence[PageContent], states: Sequence[PageState]) -> None:
        """Add the pieces of all pages."""
        upright = [[w for w in c.words if w.sight in _READABLE and w.upright] for c in contents]
        lines = [lines_of(words) for words in upright]
        for page_lines in lines:
            self.vocabulary.learn(page_lines)
        found = margins(
            [_margin(c, words, page) for c, words, page in zip(contents, upright, lines, strict=True)]
        )
        for content, page_lines, channels, state in zip(contents, lines, found, states, strict=True):
            self._page(content, page_lines, channels)
            self.gathered.pages.append(
                Page(content.number, content.width, content.height, state, rules=_long_rules(content))
            )
        self._headings()

    def _page(self, content: PageContent, lines: list[Line], channels: dict[int, Channel]) -> None:
        for index, channel in sorted(channels.items()):
            self._add(to_piece([lines[index]], content.number, self.vocabulary, channel))
        body = [word for index, line in enumerate(lines) if index not in channels for word in line.words]
        rights = sorted(line.right for index, line in enumerate(lines) if index not in channels)
        self.page_edge = rights[int(0.95 * (len(rights) - 1))] if rights else 0.0
        grids, rest = find_grids(content, body)
        parts: list[Grid | Flow | Aligned] = [*grids]
        parts.extend(self._between(grids, lines_of(rest)))
        for part in sorted(parts, key=lambda p: p.top):
            if isinstance(part, Grid):
                self._grid(part, content.number)
                continue
            self.open_table = None  # something stands between this table and the one before
            if isinstance(part, Aligned):
                self._aligned(part, content.number)
            else:
                self._flow(part, content.number)
        self._sideways(content)
        self._unseen(content)

    @staticmethod
    def _between(grids: Sequence[Grid], lines: Sequence[Line]) -> list[Flow | Aligned]:
        """The regions of the lines above, between and below the tables."""
        edges = sorted(grid.top for grid in grids)
        groups: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
        for line in lines:
            groups[sum(line.middle > edge for edge in edges)].append(line)
        return [region for group in groups for region in regions(group)]

    def _add(self, piece: Piece) -> None:
        if piece.text or piece.cell is not None:
            self.gathered.pieces.append(piece)

    def _flow(self, flow: Flow, page: int) -> None:
        for group in paragraphs(flow.lines, self.page_edge):
            piece = to_piece(group, page, self.vocabulary)
            before = self._last_main()
            if before is not None and before.provenance.page == page - 1 and _goes_on(before, piece):
                append(before, piece, self.vocabulary)
                continue
            self._add(piece)
            self.sizes[piece] = group[0].size
            if len(group) <= 2:
                self.candidates[piece] = None

    def _last_main(self) -> Piece | None:
        """The last piece of running text, whatever headers and unseen words came after it."""
        return next((p for p in reversed(self.gathered.pieces) if p.channel is Channel.BODY), None)

    def _grid(self, grid: Grid, page: int) -> None:
        rows = cell_rows(grid, page, self.vocabulary)
        table = self.open_table
        if table is None or not table.goes_on(grid):
            table = self.open_table = OpenTable(self.tables, grid.xs)
            self.tables += 1
        else:
            if table.repeats_header(rows[0]):
                self.gathered.pieces.extend(as_page_header(rows.pop(0)))
            if rows and table.cuts_row(rows[0]):
                table.finish_row(rows.pop(0), self.vocabulary)
        for row in rows:
            self.gathered.pieces.extend(table.add(row))

    def _aligned(self, aligned: Aligned, page: int) -> None:
        table = self.tables
        self.tables += 1
        for number, row in enumerate(aligned.rows):
            for column, lines in enumerate(row):
                place = CellPosition(table, number, column)
                pieces = [to_piece(g, page, self.vocabulary, cell=place) for g in paragraphs(lines)]
                pieces = pieces or [Piece("", BlockKind.CELL, provenance=Provenance(page=page), cell=place)]
                pieces[-1].more_in_row = column + 1 < len(row)
                self.gathered.pieces.extend(pieces)

    def _sideways(self, content: PageContent) -> None:
        """Words that are turned: stamps, watermarks, notes up the margin; in the order of the file."""
        words = [w for w in content.words if w.sight in _READABLE and not w.upright]
        if words:
            line = Line(sorted(words, key=lambda w: w.order))
            self._add(to_piece([line], content.number, self.vocabulary, Channel.TEXT_BOX))

    def _unseen(self, content: PageContent) -> None:
        for sight, channel in _UNSEEN.items():
            for line in lines_of(w for w in content.words if w.sight is sight):
                self._add(to_piece([line], content.number, self.vocabulary, channel))

    def _headings(self) -> None:
        """Headings by size; then those that are only bold."""
        pieces = self.gathered.pieces
        body = commonest(
            (self.sizes[p], len(p.text)) for p in pieces if p in self.sizes and p.channel is Channel.BODY
        )
        larger = [
            p
            for p in pieces
            if self.sizes.get(p, 0.0) >= _HEADING_SIZE * body > 0
            and len(p.text) <= _LONGEST_HEADING
            and any(c.isalpha() for c in p.text)
        ]
        larger = self._without_title(larger)
        levels = {
            size: rank for rank, size in enumerate(sorted({self.sizes[p] for p in larger}, reverse=True), 1)
        }
        for piece in larger:
            piece.kind, piece.level = BlockKind.HEADING, min(levels[self.sizes[piece]], 6)
        promote_headings(pieces, self.candidates)

    def _without_title(self, larger: list[Piece]) -> list[Piece]:
        """Make a title of what opens the first page in the largest type of all; give the others."""
        first = next((p for p in self.gathered.pieces if p.channel is Channel.BODY), None)
        if len(larger) < 2 or first is not larger[0]:
            return larger
        if any(self.sizes[p] >= self.sizes[first] for p in larger[1:]):
            return larger
        first.kind = BlockKind.TITLE
        self.candidates.pop(first, None)
        return larger[1:]


_LONG, _MOST_RULES = 24.0, 600
"""Points: a shorter line may be part of a letter. And lines of one page: more draw something."""


def _long_rules(content: PageContent) -> tuple[Box, ...]:
    found = [Box(r.start, r.at, r.end, r.at) for r in content.level if r.end - r.start >= _LONG]
    found += [Box(r.at, r.start, r.at, r.end) for r in content.upright if r.end - r.start >= _LONG]
    return tuple(dict.fromkeys(found)) if len(found) <= _MOST_RULES else ()


def _margin(content: PageContent, words: Sequence[PlacedText], lines: list[Line]) -> Margin:
    ruled = find_grids(content, words)[0] if content.level and content.upright else []
    return Margin(content.number, content.height, lines, [(grid.ys[0], grid.ys[-1]) for grid in ruled])


def _goes_on(before: Piece, piece: Piece) -> bool:
    """True where the second is plainly the rest of the first, which was cut in mid-sentence."""
    if before.cell is not None or piece.kind is not BlockKind.PARAGRAPH or not before.text or not piece.text:
        return False
    return before.text[-1] not in ".:;?!" and piece.text[0].islower()
