"""From the pieces that a reader finds, in the order found, to a `Document` whose blocks tile its text.
text.

A reader only says what each piece is; the order of the channels, the separators and every offset are decided
here, once, for all formats.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest import refusals
from ingest.limits import Limits
from models.document import (
    MAIN,
    Block,
    BlockKind,
    Box,
    CellPosition,
    Channel,
    Document,
    Emphasis,
    FileFormat,
    Page,
    Provenance,
    ReadProblem,
    UnsureWord,
    Word,
)

NOWHERE = Provenance()
UNSURE = 60
"""Words of lower confidence, of 100, are marked as uncertain."""
_AFTER_MAIN = (
    Channel.HEADER,
    Channel.FOOTER,
    Channel.FOOTNOTE,
    Channel.ENDNOTE,
    Channel.DIAGRAM,
    Channel.PICTURE,
    Channel.COMMENT,
    Channel.ANNOTATION,
    Channel.AUTHOR,
    Channel.DELETION,
    Channel.MOVED_FROM,
    Channel.HIDDEN,
    Channel.COVERED,
    Channel.EARLIER,
)
_RANK = {channel: rank for rank, channel in enumerate(_AFTER_MAIN, start=1)} | dict.fromkeys(MAIN, 0)


@dataclass(slots=True, eq=False)
class PlacedWord:
    """A word of a piece, by offsets within it, and where it stands on a page.

    `page` 0 is a file without pages. `confidence` is that of a machine that read the word in a picture, 0 to
    100; a word of the file itself is sure.
    """

    start: int
    end: int
    page: int
    box: Box
    confidence: int = 100


@dataclass(slots=True, eq=False)
class Piece:
    """A block in the making. Offsets of emphasis and words count from the start of the piece.

    `joined` pieces go on in the next piece without a separator (a tracked insertion in mid-paragraph).
    `more_in_row` marks the last piece of a cell that has another to its right. `anchor` is the piece, and the
    offset within it, that this one belongs to.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    channel: Channel = Channel.BODY
    provenance: Provenance = NOWHERE
    level: int = 0
    marker: str = ""
    cell: CellPosition | None = None
    emphasis: tuple[Emphasis, ...] = ()
    anchor: tuple[Piece, int] | None = None
    words: Sequence[PlacedWord] = ()
    joined: bool = False
    more_in_row: bool = False

    @property
    def separator(self) -> str:
        """What stands between this piece and the next."""
        if self.joined:
            return ""
        return "\t" if self.more_in_row else "\n"


@dataclass(slots=True)
class Gathered:
    """What a reader found: pieces in reading order, what it could not read, and pages if there are any."""

    pieces: list[Piece] = field(default_factory=list)
    problems: list[ReadProblem] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def add(
        self, text: str, channel: Channel, part: str = "", anchor: tuple[Piece, int] | None = None
    ) -> None:
        """A piece of text that is a paragraph of its own, unless there is nothing in it."""
        if text.strip():
            self.pieces.append(
                Piece(text.strip(), channel=channel, provenance=Provenance(part=part), anchor=anchor)
            )

    def problem(
        self, code: str, message: str, *, page: int | None = None, part: str = "", blocks: bool = False
    ) -> None:
        """Something that was not read, or not surely."""
        self.problems.append(ReadProblem(code, message, page, part, blocks))


def assemble(
    gathered: Gathered, data: bytes, filename: str, format: FileFormat, reader: str, limits: Limits
) -> Document:
    """The document. Pieces of equal rank keep their order; a chain of joined pieces stays together."""
    pieces = _ordered(gathered.pieces)
    if len(pieces) > limits.blocks:
        raise refusals.over_limit(f"more than {limits.blocks:,} paragraphs")
    starts: dict[Piece, int] = {}
    at, parts = 0, []
    for piece in pieces:
        starts[piece] = at
        words = piece.text + piece.separator
        parts.append(words)
        at += len(words)
    if at > limits.text_characters:
        raise refusals.over_limit(f"more than {limits.text_characters:,} characters of text")
    return Document(
        filename,
        hashlib.sha256(data).hexdigest(),
        format,
        "".join(parts),
        tuple(_block(piece, starts) for piece in pieces),
        tuple(_with_words(gathered.pages, pieces, starts)),
        tuple(gathered.problems),
        reader,
        unsure=tuple(_unsure(pieces, starts)),
    )


def _ordered(pieces: Iterable[Piece]) -> list[Piece]:
    """Running text first, then the other channels, each in the order found."""
    chains: list[list[Piece]] = [[]]
    for piece in pieces:
        chains[-1].append(piece)
        if not piece.joined:
            chains.append([])
    if chains[-1]:
        chains[-1][-1].joined = False
    last = len(_RANK)
    chains = [chain for chain in chains if chain]
    chains.sort(key=lambda chain: _RANK.get(chain[0].channel, last))
    return [piece for chain in chains for piece in chain]


def _block(piece: Piece, starts: dict[Piece, int]) -> Block:
    start = starts[piece]
    anchor = None
    if piece.anchor is not None and piece.anchor[0] in starts:
        anchor = starts[piece.anchor[0]] + min(piece.anchor[1], len(piece.anchor[0].text))
    return Block(
        start,
        start + len(piece.text) + len(piece.separator),
        piece.kind,
        piece.channel,
        piece.provenance,
        piece.level,
        piece.marker,
        piece.cell,
        tuple(replace(e, start=start + e.start, end=start + e.end) for e in piece.emphasis),
        anchor,
    )


def _with_words(pages: Sequence[Page], pieces: Iterable[Piece], starts: dict[Piece, int]) -> Iterable[Page]:
    if not pages:
        return
    found: dict[int, list[Word]] = {page.number: [] for page in pages}
    for piece in pieces:
        start = starts[piece]
        for word in piece.words:
            found[word.page].append(Word(start + word.start, start + word.end, word.box))
    for page in pages:
        yield replace(page, words=tuple(sorted(found[page.number], key=lambda w: w.start)))


def _unsure(pieces: Iterable[Piece], starts: dict[Piece, int]) -> Iterable[UnsureWord]:
    for piece in pieces:
        start = starts[piece]
        for word in piece.words:
            if word.confidence < UNSURE:
                yield UnsureWord(start + word.start, start + word.end, word.confidence)
