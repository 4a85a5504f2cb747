"""HTML: what a page shows as blocks, and what it carries unseen (comments, scripts, hidden parts)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ingest import refusals
from ingest.assemble import Gathered, Piece
from ingest.canonical import clean, one_line
from ingest.unshown import Shade, Sheets, hides, shade
from models.document import BlockKind, CellPosition, Channel, Emphasis, Provenance

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(_HEADINGS) | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_BOLD, _ITALIC = frozenset({"b", "strong", "th"}), frozenset({"i", "em", "cite"})
_UNSEEN_TEXT = {"script": Channel.SCRIPT, "noscript": Channel.HIDDEN, "template": Channel.HIDDEN}
_ATTRIBUTES = {
    "alt": Channel.ALT_TEXT,
    "title": Channel.ALT_TEXT,
    "aria-label": Channel.ALT_TEXT,
    "placeholder": Channel.ALT_TEXT,
    "href": Channel.LINK,
    "src": Channel.LINK,
    "action": Channel.LINK,
    "cite": Channel.LINK,
    "srcdoc": Channel.HIDDEN,
}
_DEEPEST = 150


def read_html(text: str) -> Gathered:
    """The blocks of an HTML page or fragment. Nothing is fetched and no script is run."""
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, recover=True, encoding="utf-8")
    data = text.encode("utf-8", "replace")
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, ValueError):  # a fragment without an element, such as a comment alone
        root = lxml_html.document_fromstring(b"<div>" + data + b"</div>", parser=parser)
    walk = _Walk()
    for sheet in root.iter("style"):
        walk.sheets.add(sheet.text or "")
    for outside in (*reversed([*root.itersiblings(preceding=True)]), root, *root.itersiblings()):
        walk.element(outside, _Style(), 0)
    walk.finish()
    return walk.gathered


@dataclass(frozen=True, slots=True)
class _Style:
    """What an element passes on to what stands in it."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    lists: int = 0
    cell: CellPosition | None = None
    shade: Shade = field(default_factory=Shade)


@dataclass(slots=True)
class _Walk:
    gathered: Gathered = field(default_factory=Gathered)
    text: str = ""
    emphasis: list[Emphasis] = field(default_factory=list)
    style: _Style = field(default_factory=_Style)
    marker: str = ""
    table: int = -1
    line: int | None = None
    sheets: Sheets = field(default_factory=Sheets)

    def element(self, element: Any, style: _Style, depth: int) -> None:
        """An element, what stands in it, in the order of the page."""
        if depth > _DEEPEST:
            raise refusals.over_limit(f"elements nested more than {_DEEPEST} deep")
        if not isinstance(element.tag, str):
            if isinstance(element, etree._Comment):
                self.gathered.add(one_line(element.text or ""), Channel.HIDDEN)
            return
        name = element.tag.lower()
        self._attributes(element, name)
        if name in _UNSEEN_TEXT or name in {"style", "title"}:
            if name != "style":
                channel = _UNSEEN_TEXT.get(name, Channel.PROPERTY)
                self.gathered.add(one_line(" ".join(element.itertext())), channel)
            return
        style = _inherit(element, name, style, self.sheets.of(element))
        block = name in _BLOCKS
        if block:
            self.finish()
            self.style, self.line = style, element.sourceline
        if name == "br":
            self.text += "\n"
        if name == "li":
            self.marker = _marker(element)
        if name == "table":
            self._table(element, style, depth)
        else:
            self._content(element, style, depth)
        if block:
            self.finish()

    def _content(self, element: Any, style: _Style, depth: int) -> None:
        self._words(element.text, style)
        for child in element:
            before = self.style
            self.element(child, style, depth + 1)
            self.style = before
            self._words(child.tail, style)

    def _table(self, element: Any, style: _Style, depth: int) -> None:
        self.table += 1
        table = self.table
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table"), None) is element]
        for child in element:
            if isinstance(child.tag, str) and child.tag == "caption":
                self.element(child, style, depth + 1)
        for number, row in enumerate(rows):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            column = 0
            for cell in cells:
                across, down = _number(cell.get("colspan")), _number(cell.get("rowspan"))
                place = CellPosition(
                    table,
                    number,
                    column,
                    across,
                    down,
                    style.cell.table if style.cell else None,
                    cell.tag == "th",
                )
                column += across
                before = len(self.gathered.pieces)
                inner = _Style(hidden=style.hidden, kind=BlockKind.CELL, cell=place, shade=style.shade)
                self.element(cell, inner, depth + 2)
                if not any(p.cell == place for p in self.gathered.pieces[before:]):
                    self.gathered.pieces.append(Piece("", BlockKind.CELL, cell=place))
                last = [p for p in self.gathered.pieces[before:] if p.cell == place][-1]
                last.more_in_row = cell is not cells[-1]

    def _words(self, words: str | None, style: _Style) -> None:
        if not words or not words.strip():
            if words and self.text and not self.text.endswith((" ", "\n")):
                self.text += " "
            return
        words = clean(re.sub(r"\s+", " ", words))
        if style.hidden or style.shade.unseen:
            self.gathered.add(words, Channel.HIDDEN)
            return
        if not self.text or self.text.endswith((" ", "\n")):
            words = words.lstrip()
        if style.bold or style.italic:
            self.emphasis.append(
                Emphasis(len(self.text), len(self.text + words.rstrip()), style.bold, style.italic)
            )
        self.text += words

    def finish(self) -> None:
        """End the block that is being filled, if there is anything in it."""
        words, self.text = self.text.rstrip(), ""
        emphasis, self.emphasis = self.emphasis, []
        if not words:
            return
        style = self.style
        kept = tuple(Emphasis(e.start, min(e.end, len(words)), e.bold, e.italic) for e in emphasis)
        self.gathered.pieces.append(
            Piece(
                words,
                style.kind,
                provenance=Provenance(paragraph=self.line),
                level=style.level,
                marker=self.marker if style.kind is BlockKind.LIST_ITEM else "",
                cell=style.cell,
                emphasis=tuple(e for e in kept if e.end > e.start),
            )
        )
        if style.kind is BlockKind.LIST_ITEM:
            self.marker = ""

    def _attributes(self, element: Any, name: str) -> None:
        for key, channel in _ATTRIBUTES.items():
            value = element.get(key)
            if value and not value.startswith("#"):
                self.gathered.add(one_line(value), channel)
        if name == "meta":
            self.gathered.add(one_line(element.get("content") or ""), Channel.PROPERTY)
        if name in {"input", "button", "param"}:
            self.gathered.add(one_line(element.get("value") or ""), Channel.FORM_FIELD)


def _inherit(element: Any, name: str, style: _Style, declarations: str) -> _Style:
    hidden = style.hidden or hides(element, declarations)
    kind, level, lists = style.kind, style.level, style.lists
    if name in _HEADINGS:
        kind, level = BlockKind.HEADING, _HEADINGS[name]
    elif name in ("ul", "ol"):
        lists += 1
    elif name == "li" and style.cell is None:
        kind, level = BlockKind.LIST_ITEM, max(lists - 1, 0)
    return _Style(
        style.bold or name in _BOLD,
        style.italic or name in _ITALIC,
        hidden,
        kind,
        level,
        lists,
        style.cell,
        shade(element, declarations, style.shade),
    )


def _marker(item: Any) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    position = [child for child in parent if child.tag == "li"].index(item)
    return f"{_number(parent.get('start')) + position}."


def _number(value: str | None) -> int:
    """A small positive number from an attribute, 1 where there is none."""
    return (
        min(int(value), 1000) if value and value.isascii() and value.isdigit() and int(value[:6]) > 0 else 1
    )
