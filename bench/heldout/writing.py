"""Held-out documents from the narratives, layouts and sentences beside this file, every name and identifier
marked.

A line is a paragraph; `#` a heading, `-` a list item, `|` a table row; `HEADER:` and the like put text into
that channel; `@ 5` stands for five sentences drawn by seed. `{key.form}` is a name, `{id.kind}` is an
identifier. In a layout a star says that the words tell the person's role; a narrative tells every role that
it gives.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bench.heldout.cast import Player, Stock, draw
from bench.heldout.numbers import identifier
from bench.invented.writing import Mark
from models.document import Block, BlockKind, CellPosition, Channel, Document, FileFormat

HERE = Path(__file__).parent
DEVELOPMENT, UNTOUCHED = Stock(HERE, "0", 0, 2), Stock(HERE, "1", 1, 2)
THIRD = Stock(HERE.parent / "third", "third", times=3, forms=100)
_STANDARD = """subject m subject
vic f victim
kid f child of=subject age=9
kid2 m child of=subject age=5
mum f family of=subject
bro m family of=subject
partner f family
assoc m associate
witness ? witness
neigh f public
uncle m family
pro1 f professional
pro2 m professional
pro3 f professional
pro4 m professional""".splitlines()
_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?(\*)?\}")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|PC|DC|PS|DS|DI|S/N|Father|Pastor|Officer)\.? \Z", re.IGNORECASE
)
_CHANNELS = {c.name: c for c in (Channel.HEADER, Channel.FOOTER, Channel.COMMENT, Channel.AUTHOR)} | {
    "HIDDEN": Channel.HIDDEN,
    "PROPERTY": Channel.PROPERTY,
}


@dataclass
class Held:
    """A document, what is in it, and who plays."""

    name: str
    document: Document
    marks: list[Mark]
    cast: dict[str, Player]
    frank: bool
    told: set[str]


@dataclass
class _Page:
    rng: random.Random
    cast: dict[str, Player]
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    table: int = -1
    row: int = -1

    def line(self, words: str) -> None:
        """One line of the source."""
        channel, colon, rest = words.partition(": ")
        if words.startswith("|"):
            cells = [c.strip() for c in words.strip("| ").split("|")]
            self.row += 1
            self.table += self.row == 0
            for column, cell in enumerate(cells):
                place = CellPosition(self.table, self.row, column, header=self.row == 0)
                self._block(cell, BlockKind.CELL, end="\n" if column + 1 == len(cells) else "\t", cell=place)
            return
        self.row = -1
        if colon and channel in _CHANNELS:
            self._block(rest, channel=_CHANNELS[channel])
        elif colon and channel == "TITLE":
            self._block(rest, BlockKind.TITLE)
        elif words.startswith("#"):
            self._block(words.lstrip("# "), BlockKind.HEADING, level=len(words) - len(words.lstrip("#")))
        elif words.startswith("- "):
            self._block(words[2:], BlockKind.LIST_ITEM)
        else:
            self._block(words)

    def _block(
        self,
        words: str,
        kind: BlockKind = BlockKind.PARAGRAPH,
        channel: Channel = Channel.BODY,
        level: int = 0,
        cell: CellPosition | None = None,
        end: str = "\n",
    ) -> None:
        start, at = len(self.text), 0
        for slot in _SLOT.finditer(words):
            self.text += words[at : slot.start()]
            self._fill(slot[1], slot[2] or "")
            if slot[3]:
                self.told.add(slot[1])
            at = slot.end()
        self.text += words[at:] + end
        self.blocks.append(Block(start, len(self.text), kind, channel, level=level, cell=cell))

    def _fill(self, key: str, form: str) -> None:
        title = _TITLE.search(self.text[-12:])
        if title:
            self._mark(len(self.text) - len(title[0]), len(self.text) - 1, "title")
        if key == "id":
            self._say(identifier(form, self.rng, self.cast), form)
        elif key == "date":
            month = self.rng.choice(("February", "April", "July", "November"))
            self._say(f"{self.rng.randint(1, 28)} {month} {self.rng.randint(2020, 2025)}", "date")
        elif key == "place":
            self._say(self.rng.choice(("Thornaby Wharf", "the Southmere shops", "Aldwick Cross")), "place")
        elif form == "age":
            self._say(str(self.cast[key].age), "age")
        else:
            self._name(key, form)

    def _name(self, key: str, form: str) -> None:
        player = self.cast[key]
        if form in ("mr", "mrs"):
            title = ("Ms" if form == "mr" else "Mrs") if player.female else "Mr"
            self._say(title, "title")
            self.text += " "
            form = "last"
        quoted, possessive = form == "q", form == "poss"
        self.text += '"' if quoted else ""
        self._say(player.written("nick" if quoted else "last" if possessive else form), "person", key)
        self.text += '"' if quoted else "'s" if possessive else ""

    def _say(self, words: str, kind: str, who: str = "") -> None:
        start = len(self.text)
        self.text += words
        self._mark(start, len(self.text), kind, who)

    def _mark(self, start: int, end: int, kind: str, who: str = "") -> None:
        self.marks.append(Mark(start, end, kind, who))


@cache
def _sources(folder: str, stock: Stock) -> tuple[Path, ...]:
    return tuple(stock.of(sorted((stock.folder / folder).glob("*.txt"))))


@cache
def _sentences(stock: Stock) -> tuple[str, ...]:
    lines = (stock.folder / "sentences.txt").read_text("utf-8").splitlines()
    return tuple(stock.of([line for line in lines if line and not line.startswith("#")]))


def held_out(stock: Stock) -> Iterator[Held]:
    """Every document of a stock: its narratives, each told more than once, then its forms."""
    for path in _sources("narratives", stock):
        head, _, body = path.read_text("utf-8").partition("---\n")
        for time in range(stock.times):
            rng = random.Random(f"{path.stem}-{time}")
            cast = draw(head.splitlines(), rng, stock)
            page = _Page(rng, cast, told={k for k, p in cast.items() if p.parts})
            yield _finish(f"{path.stem}-{time}", page, body.splitlines(), frank=True)
    layouts = _sources("layouts", stock)
    for number in range(stock.forms):
        rng = random.Random(f"form-{stock.name}-{number}")
        path = layouts[number % len(layouts)]
        pool = list(_sentences(stock))
        rng.shuffle(pool)
        lines = [_with_sentences(line, pool) for line in path.read_text("utf-8").splitlines()]
        yield _finish(f"{path.stem}-{number}", _Page(rng, draw(_STANDARD, rng, stock)), lines, frank=False)


def _with_sentences(line: str, pool: list[str]) -> str:
    """The line with its sentences taken from the pool."""
    return re.sub(r"@ (\d+)", lambda m: " ".join(pool.pop() for _ in range(int(m[1]))), line)


def _finish(name: str, page: _Page, lines: list[str], frank: bool) -> Held:
    unseen = [line for line in lines if line.partition(": ")[0] in _CHANNELS]
    for line in [line for line in lines if line not in unseen] + unseen:
        page.line(line)
    digest = hashlib.sha256(page.text.encode()).hexdigest()
    document = Document(
        f"{name}.docx", digest, FileFormat.DOCX, page.text, tuple(page.blocks), reader="held out"
    )
    return Held(name, document, page.marks, page.cast, frank, page.told)
