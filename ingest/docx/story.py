"""A story of a Word file (body, header, note, text box): its paragraphs and tables in true order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from ingest import refusals
from ingest.assemble import Piece
from ingest.docx import drawing, tables
from ingest.docx.colours import UNKNOWN, shading
from ingest.docx.inline import Field, Fragment, Inline
from ingest.docx.names import attribute, child, local
from ingest.docx.state import Anchor, State, paragraphs_of, where
from ingest.docx.styles import Style, numbering_of, outline_level
from models.document import BlockKind, CellPosition, Channel, Emphasis

_CHANGES = {
    "ins": Channel.INSERTION,
    "moveTo": Channel.INSERTION,
    "del": Channel.DELETION,
    "moveFrom": Channel.MOVED_FROM,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: its channel, its table cell, and what lies around it."""

    channel: Channel
    cell: CellPosition | None = None
    ground: str = ""
    hidden: bool = False
    depth: int = 0
    change: Channel | None = None


@dataclass(slots=True)
class Story:
    """The walk over one part. Pieces go to the state's `gathered` in the order of the page."""

    state: State
    part: str
    root: Any
    anchor: Anchor | None = None
    fields: list[Field] = field(default_factory=list)
    numbers: dict[Any, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Count the paragraphs of the part once."""
        self.numbers = paragraphs_of(self.root)

    def walk(self, parent: Any, place: Place) -> None:
        """The blocks in an element, whatever wraps them (controls, changes, custom markup)."""
        if place.depth > self.state.package.limits.nesting:
            raise refusals.over_limit(
                f"tables or boxes nested more than {self.state.package.limits.nesting} deep"
            )
        for element in parent:
            match local(element):
                case "p":
                    self._paragraph(element, place)
                case "tbl":
                    self._table(element, place)
                case "AlternateContent":
                    self._alternate(element, place)
                case "sdtPr":
                    for text in drawing.control_texts(element):
                        self.state.unseen(text, Channel.OTHER, self.part)
                case "ins" | "del" | "moveFrom" | "moveTo" as change:
                    self.state.author(attribute(element, "author"), self.part)
                    self.walk(element, replace(place, change=_CHANGES[change]))
                case "altChunk" | "sectPr" | "tcPr" | "" | "pPr" | "rPr":
                    continue
                case _:
                    self.walk(element, place)

    def _alternate(self, element: Any, place: Place) -> None:
        choice, fallback = child(element, "Choice"), child(element, "Fallback")
        shown = fallback if choice is None else choice
        if shown is not None:
            self.walk(shown, place)
        if choice is not None and fallback is not None:
            for text in drawing.only_in_fallback(choice, fallback, self.state.seen):
                self.state.unseen(text, Channel.OTHER, self.part)

    def _paragraph(self, element: Any, place: Place) -> None:
        properties = child(element, "pPr")
        named = None if properties is None else child(properties, "pStyle")
        style = self.state.styles.paragraph("" if named is None else attribute(named, "val"))
        shade = None if properties is None else child(properties, "shd")
        ground = ("" if shade is None else shading(shade)) or style.ground or place.ground
        hidden = place.hidden or self.state.sheet.hides(properties)
        inline = Inline(self.state, self.part, place.channel, style.look, self.fields, ground, hidden)
        inline.walk(element, place.change)
        inline.finish()
        marker, level = self._number(properties, style)
        pieces = self._pieces(inline, element, place)
        if pieces:
            self._name(pieces, properties, style, place, marker, level)
        self._out_of_line(inline, pieces)
        for box, unseen in inline.boxes:
            channel = Channel.TEXT_BOX if place.channel is Channel.BODY else place.channel
            hidden = hidden or unseen
            self.walk(box, Place(channel, None, UNKNOWN, hidden, place.depth + 1, place.change))

    def _number(self, properties: Any, style: Style) -> tuple[str, int | None]:
        """The marker that the page shows and the depth of the list; no depth where there is no list."""
        own = numbering_of(properties)
        inherited = style.numbering
        number = own[0] if own and own[0] else inherited[0] if inherited else ""
        if not number or number == "0" or (own and own[0] == "0"):
            return "", None
        level = own[1] if own and own[1] is not None else inherited[1] if inherited else 0
        return self.state.numbering.next_marker(number, level), level

    def _pieces(self, inline: Inline, element: Any, place: Place) -> list[Piece]:
        """The paragraph's words, one piece for each stretch in one channel."""
        number = self.numbers.get(element)
        pieces = [
            Piece(
                "".join(f.text for f in stretch),
                BlockKind.PARAGRAPH if place.cell is None else BlockKind.CELL,
                stretch[0].channel,
                where(self.part, number, _runs(stretch)),
                cell=place.cell,
                emphasis=tuple(_emphasis(stretch)),
                joined=True,
            )
            for stretch in _stretches(inline.fragments)
        ]
        if not pieces and place.cell is not None:
            pieces = [Piece("", BlockKind.CELL, place.channel, where(self.part, number), cell=place.cell)]
        if pieces:
            pieces[-1].joined = False
            if place.channel not in (Channel.BODY, Channel.TEXT_BOX):
                for piece in pieces:
                    piece.anchor = self.anchor
        self.state.gathered.pieces.extend(pieces)
        self.state.last = next((p for p in reversed(pieces) if p.channel is Channel.BODY), self.state.last)
        return pieces

    def _name(
        self, pieces: list[Piece], properties: Any, style: Style, place: Place, marker: str, depth: int | None
    ) -> None:
        """Say what the paragraph is, by its style, outline level and numbering."""
        direct = outline_level(properties)
        heading = style.heading if direct is None else direct
        words = any(piece.text.strip() for piece in pieces)
        pieces[0].marker = marker
        for piece in pieces:
            if style.title and place.cell is None and words:
                piece.kind = BlockKind.TITLE
            elif heading and words:
                piece.kind, piece.level = BlockKind.HEADING, heading
            elif depth is not None:
                piece.level = depth
                if place.cell is None:
                    piece.kind = BlockKind.LIST_ITEM
        if len(pieces) == 1 and pieces[0].kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            self.state.headings[pieces[0]] = style.look.size

    def _out_of_line(self, inline: Inline, pieces: list[Piece]) -> None:
        """What the paragraph carries unseen, each with the place in its words that it belongs to."""
        ends = list(accumulate(len(piece.text) for piece in pieces))
        for unseen in inline.unseen:
            anchor = self._anchor(pieces, ends, unseen.at)
            self.state.unseen(unseen.text, unseen.channel, self.part, anchor)
        for kind, id, at in inline.notes:
            anchor = self._anchor(pieces, ends, at)
            if anchor is not None:
                self.state.notes.setdefault((kind, id), anchor)
        for name, at in inline.authors:
            self.state.author(name, self.part, self._anchor(pieces, ends, at))

    def _anchor(self, pieces: list[Piece], ends: list[int], at: int) -> Anchor | None:
        if pieces:
            index = min(bisect_left(ends, at), len(pieces) - 1)
            return pieces[index], min(at - (ends[index] - len(pieces[index].text)), len(pieces[index].text))
        last = self.state.last
        return self.anchor if last is None else (last, len(last.text))

    def _table(self, element: Any, place: Place) -> None:
        table = self.state.tables
        self.state.tables += 1
        within = place.cell.table if place.cell else None
        for text in tables.described(element):
            self.state.unseen(text, Channel.ALT_TEXT, self.part)
        style = tables.style_of(element)
        ground = UNKNOWN if self.state.styles.shades(style) else place.ground
        hidden = place.hidden or self.state.styles.get(style).look.hidden
        for row in tables.rows(element):
            if row.author:
                self.state.author(row.author, self.part)
            shown = row.shown
            for index, cell in enumerate(row.cells):
                position = CellPosition(
                    table, row.number, cell.column, cell.across, cell.down, within, row.header
                )
                inner = Place(
                    place.channel,
                    position,
                    cell.ground or ground,
                    hidden or row.hidden or cell.continued,
                    place.depth + 1,
                    row.change or place.change,
                )
                if cell.continued or inner.hidden or inner.change is Channel.DELETION:
                    self.walk(cell.element, replace(inner, cell=None))
                else:
                    self._cell(cell.element, inner, index + 1 < shown)

    def _cell(self, element: Any, place: Place, more: bool) -> None:
        """A cell's paragraphs; at least one piece, and the cell's last piece is the last of all in it."""
        pieces = self.state.gathered.pieces
        before = len(pieces)
        self.walk(element, place)
        added = pieces[before:]
        own = [p for p in added if p.cell == place.cell]
        if any(p.text.strip() or p.marker for p in own):
            blank = {id(p) for p in own if not p.text.strip() and not p.marker and not p.joined}
            pieces[before:] = [p for p in added if id(p) not in blank]
        elif len(own) > 1:
            blank = {id(p) for p in own[1:]}
            pieces[before:] = [p for p in added if id(p) not in blank]
        shown = [
            p for p in pieces[before:] if p.channel in (place.channel, Channel.INSERTION, Channel.TEXT_BOX)
        ]
        if not shown or shown[-1].cell != place.cell:
            shown.append(Piece("", BlockKind.CELL, place.channel, where(self.part), cell=place.cell))
            pieces.append(shown[-1])
        shown[-1].more_in_row = more


def _stretches(fragments: list[Fragment]) -> Iterator[list[Fragment]]:
    stretch: list[Fragment] = []
    for fragment in fragments:
        if stretch and fragment.channel is not stretch[-1].channel:
            yield stretch
            stretch = []
        stretch.append(fragment)
    if stretch:
        yield stretch


def _runs(stretch: list[Fragment]) -> tuple[int, int] | None:
    first, last = stretch[0].run, stretch[-1].run
    return (first, last) if first >= 0 else None


def _emphasis(stretch: list[Fragment]) -> Iterator[Emphasis]:
    """Where the words are bold, italic or struck out, neighbours of one look taken together."""
    at, start = 0, 0
    current = (False, False, False)
    for fragment in stretch:
        look = (fragment.look.bold, fragment.look.italic, fragment.look.struck)
        if look != current:
            if any(current):
                yield Emphasis(start, at, *current)
            current, start = look, at
        at += len(fragment.text)
    if any(current):
        yield Emphasis(start, at, *current)
