"""Markdown: headings, lists, tables and paragraphs, with what the page does not show in its own channel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.assemble import Gathered, Piece
from ingest.canonical import clean, one_line
from ingest.html import read_html
from models.document import BlockKind, CellPosition, Channel, Emphasis, Provenance

_SIGNS = (
    re.compile(r"^#{1,6} \S", re.M),
    re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t|:-]*$", re.M),
    re.compile(r"^[-*] \[[ xX]\] ", re.M),
    re.compile(r"^```", re.M),
    re.compile(r"\]\([^)\s]+\)"),
    re.compile(r"\*\*[^*\n]+\*\*"),
)


def looks_like_markdown(text: str) -> bool:
    """True where the text is marked up: a heading, a table's rule, a task, or two of the weaker signs."""
    head = text[:200_000]
    strong, weak = _SIGNS[:3], _SIGNS[3:]
    return any(sign.search(head) for sign in strong) or sum(bool(sign.search(head)) for sign in weak) > 1


def read_markdown(text: str) -> Gathered:
    """The blocks of a Markdown text. HTML inside it is read as HTML."""
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    walk = _Walk()
    for token in parser.parse(clean(text)):
        walk.take(token)
    return walk.gathered


@dataclass(slots=True)
class _Walk:
    """Where the walk over the tokens stands."""

    gathered: Gathered = field(default_factory=Gathered)
    lists: list[tuple[str, int]] = field(default_factory=list)  # (kind, next number)
    marker: str = ""
    heading: int = 0
    table: int = -1
    row: int = -1
    column: int = -1
    in_head: bool = False
    in_cell: bool = False

    def take(self, token: Token) -> None:
        """One token of the block level."""
        line = token.map[0] if token.map else None
        match token.type:
            case "heading_open":
                self.heading = int(token.tag[1])
            case "heading_close":
                self.heading = 0
            case "bullet_list_open" | "ordered_list_open":
                kind = "number" if token.type.startswith("ordered") else "bullet"
                self.lists.append((kind, int(token.attrGet("start") or 1)))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                kind, number = self.lists[-1]
                self.marker = f"{number}." if kind == "number" else token.markup
                self.lists[-1] = (kind, number + 1)
            case "table_open":
                self.table, self.row = self.table + 1, -1
            case "thead_open" | "thead_close":
                self.in_head = token.nesting > 0
            case "tr_open":
                self.row, self.column = self.row + 1, -1
            case "tr_close":
                self.gathered.pieces[-1].more_in_row = False
            case "th_open" | "td_open":
                self.column, self.in_cell = self.column + 1, True
            case "th_close" | "td_close":
                self.in_cell = False
            case "inline":
                self._inline(token.children or [], line)
            case "fence" | "code_block":
                self._code(token.content, line)
            case "html_block":
                self._html(token.content)

    def _inline(self, tokens: Sequence[Token], line: int | None) -> None:
        words, emphasis, unseen = _words(tokens)
        piece = Piece(words, emphasis=emphasis, provenance=Provenance(paragraph=line))
        if self.heading:
            piece.kind, piece.level = BlockKind.HEADING, self.heading
        elif self.in_cell:
            piece.kind, piece.more_in_row = BlockKind.CELL, True
            piece.cell = CellPosition(self.table, self.row, self.column, header=self.in_head)
        elif self.lists:
            piece.kind, piece.level = BlockKind.LIST_ITEM, len(self.lists) - 1
            piece.marker, self.marker = self.marker, ""
        if words or self.in_cell:
            self.gathered.pieces.append(piece)
        for channel, text in unseen:
            anchor = (piece, 0) if words or self.in_cell else None
            self.gathered.add(text, channel, anchor=anchor)

    def _code(self, content: str, line: int | None) -> None:
        for offset, words in enumerate(content.split("\n")):
            if words.strip():
                at = None if line is None else line + offset
                self.gathered.pieces.append(Piece(words.strip(), provenance=Provenance(paragraph=at)))

    def _html(self, content: str) -> None:
        found = read_html(content)
        for piece in found.pieces:
            if piece.cell is not None:
                continue_at = self.table + 1 + piece.cell.table
                piece.cell = CellPosition(
                    continue_at, piece.cell.row, piece.cell.column, header=piece.cell.header
                )
        self.table = max([self.table, *(p.cell.table for p in found.pieces if p.cell)])
        self.gathered.pieces.extend(found.pieces)
        self.gathered.problems.extend(found.problems)


def _words(tokens: Sequence[Token]) -> tuple[str, tuple[Emphasis, ...], list[tuple[Channel, str]]]:
    """The words of a line, where they are emphasised, and the targets and descriptions behind them."""
    text = ""
    emphasis: list[Emphasis] = []
    unseen: list[tuple[Channel, str]] = []
    open_at: dict[str, int] = {}
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                text += token.content
            case "softbreak":
                text += " "
            case "hardbreak":
                text += "\n"
            case "strong_open" | "em_open":
                open_at[token.tag] = len(text)
            case "strong_close" | "em_close":
                strong = token.tag == "strong"
                emphasis.append(Emphasis(open_at.get(token.tag, len(text)), len(text), strong, not strong))
            case "link_open":
                unseen.extend(_attributes(token, Channel.LINK, "href"))
            case "image":
                unseen.append((Channel.ALT_TEXT, one_line(token.content)))
                unseen.extend(_attributes(token, Channel.LINK, "src"))
            case "html_inline" if token.content.startswith("<!--"):
                unseen.append((Channel.HIDDEN, one_line(token.content[4:].removesuffix("-->"))))
            case "html_inline" if re.match(r"<br\b", token.content, re.I):
                text += "\n"
            case "html_inline":
                unseen.extend((p.channel, p.text) for p in read_html(token.content).pieces)
    return text, tuple(e for e in emphasis if e.end > e.start), unseen


def _attributes(token: Token, channel: Channel, name: str) -> Iterator[tuple[Channel, str]]:
    for key, kind in ((name, channel), ("title", Channel.ALT_TEXT)):
        value = token.attrGet(key)
        if value:
            yield kind, str(value)
