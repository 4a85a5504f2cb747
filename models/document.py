"""A document as one text with one ruler.

`Document.text` holds every character that a recipient could find in the file, and `Document.blocks` tile it:
the first block starts at 0, each next one starts where the last ended, and the last ends at `len(text)`. A
block's end includes the separator after it (`"\\n"` after a paragraph, a heading, or the last cell of a row;
`"\\t"` after a cell that has another to its right), so that `text[start:end]` over all blocks gives the text
back. Everything else (findings, mentions, redactions) is a `Span` on that text, in Unicode code points.

Order of the text: first what a reader of the page reads, in reading order (body, with headings, lists,
tables, text boxes and tracked insertions where they stand); then page headers and footers, notes, comments,
and everything a reader of the page does not see (deletions, hidden text, properties, link targets...), each
with an `anchor` where it belongs to a place in the body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from models.structure import Action, Attendee, Condition, DatedFact, Facts, FormMatch, Section, Subject
from models.text import Span


class FileFormat(StrEnum):
    """What the bytes are, told from the bytes."""

    DOCX = "docx"
    DOC = "doc"  # read through a conversion, as are the next two
    ODT = "odt"
    RTF = "rtf"
    PDF = "pdf"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    EMAIL = "email"
    OUTLOOK = "outlook"


MAIL = (FileFormat.EMAIL, FileFormat.OUTLOOK)
"""Formats of a message, whose subject stands above its text."""


class Channel(StrEnum):
    """Where in a file a piece of text lives. A redaction that forgets a channel leaks through it."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    TEXT_BOX = "text-box"
    INSERTION = "tracked-insertion"
    DELETION = "tracked-deletion"
    MOVED_FROM = "tracked-move-source"
    COMMENT = "comment"
    AUTHOR = "author"  # of a comment, an annotation or a tracked change
    HIDDEN = "hidden"  # formatted as hidden, invisible, white on white, or outside the page
    COVERED = "covered"  # under a filled shape: what a bad redaction leaves
    ALT_TEXT = "alternative-text"
    FORM_FIELD = "form-field"
    FIELD_CODE = "field-code"
    LINK = "link-target"
    BOOKMARK = "bookmark"
    OUTLINE = "outline"
    ANNOTATION = "annotation"
    PROPERTY = "property"
    CUSTOM_XML = "custom-xml"
    DIAGRAM = "diagram"  # SmartArt and charts
    PICTURE = "picture"  # words in a picture that stands on the page, as a machine read them
    GLOSSARY = "glossary"
    ATTACHMENT = "attachment-name"
    EMBEDDED = "embedded-document"
    SCRIPT = "script"  # reported, never run
    EARLIER = "earlier-revision"
    OTHER = "other"  # text in a part that no other channel names


VISIBLE: frozenset[Channel] = frozenset(
    {
        Channel.BODY,
        Channel.HEADER,
        Channel.FOOTER,
        Channel.FOOTNOTE,
        Channel.ENDNOTE,
        Channel.TEXT_BOX,
        Channel.INSERTION,
        Channel.FORM_FIELD,
        Channel.DIAGRAM,
    }
)
"""Channels that somebody who reads the page sees."""

MAIN: frozenset[Channel] = frozenset({Channel.BODY, Channel.INSERTION, Channel.TEXT_BOX, Channel.FORM_FIELD})
"""Channels that make up the running text of the document: sections lie in these."""


class BlockKind(StrEnum):
    """What a block is on the page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    CELL = "table-cell"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points, origin at the top left, y growing downwards."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a block came from, closely enough to point at it in the original.

    `part` is the package part of a DOCX ("word/document.xml") or the object of a PDF ("annotation",
    "/Info"); `paragraph` counts `w:p` elements of the part from 0; `runs` are the first and last run in it.
    `page` counts from 1.
    """

    page: int | None = None
    box: Box | None = None
    part: str = ""
    paragraph: int | None = None
    runs: tuple[int, int] | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class CellPosition:
    """A cell's place: `table` numbers the document's tables from 0, rows and columns count from 0.

    `within` is the table that this one is nested in. A merged cell appears once, with its spans.
    """

    table: int
    row: int
    column: int
    column_span: int = 1
    row_span: int = 1
    within: int | None = None
    header: bool = False


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Bold, italic or a line through part of the text."""

    start: int
    end: int
    bold: bool = False
    italic: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or paragraph of a cell, in one channel.

    `level` is a heading's depth (1 the highest) or a list item's indent (from 0). `marker` is the number or
    bullet that the page shows before it; it is not in the text unless the author typed it. `anchor` is the
    offset in the text that a comment, note or deletion belongs to.
    """

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    channel: Channel = Channel.BODY
    provenance: Provenance = Provenance()
    level: int = 0
    marker: str = ""
    cell: CellPosition | None = None
    emphasis: tuple[Emphasis, ...] = ()
    anchor: int | None = None

    @property
    def span(self) -> Span:
        """Start and end, separator included."""
        return Span(self.start, self.end)


class PageState(StrEnum):
    """Whether a page's words are known. A page that was not read is never called clean."""

    TEXT = "text"
    OCR = "ocr"
    BLANK = "blank"
    NOT_READ = "not-read"


@dataclass(frozen=True, slots=True)
class Word:
    """A word's place on its page; `start` and `end` lie on the document's text."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class UnsureWord:
    """A word that a machine read in a picture and that may be another; `confidence` is its own, 0 to 100."""

    start: int
    end: int
    confidence: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged file; width and height in points.

    `confidence` is the mean over the words of a page whose picture was read, 0 to 100. Such a page is
    described as it stands upright and level, whichever way round it was scanned. `rules` are its longer
    straight lines, level or upright, such as a table's.
    """

    number: int
    width: float
    height: float
    state: PageState = PageState.TEXT
    words: tuple[Word, ...] = ()
    confidence: int | None = None
    rules: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """Something in the file that was not read, or that readers disagree about.

    `blocks_release` is set where the document cannot be vouched for as a whole (a page that was not read, an
    embedded object whose text is unknown): no check may pass on it and no copy be called complete.
    """

    code: str
    message: str
    page: int | None = None
    part: str = ""
    blocks_release: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as the product knows it. See the module's docstring for the text's order and tiling.

    `sha256` is that of the original bytes, in hexadecimal. The fields from `form` to `conditions` are filled
    by the structure stage and empty before it. `unsure` are words of pictures that may have been misread, in
    order.
    """

    filename: str
    sha256: str
    format: FileFormat
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    problems: tuple[ReadProblem, ...] = ()
    reader: str = ""
    form: FormMatch = field(default_factory=FormMatch)
    facts: Facts = field(default_factory=Facts)
    subject: Subject | None = None
    sections: tuple[Section, ...] = ()
    attendance: tuple[Attendee, ...] = ()
    actions: tuple[Action, ...] = ()
    dates: tuple[DatedFact, ...] = ()
    conditions: tuple[Condition, ...] = ()
    unsure: tuple[UnsureWord, ...] = ()

    def __post_init__(self) -> None:
        """Hold the tiling: a gap or an overlap would hide text from every later stage."""
        at = 0
        for block in self.blocks:
            if block.start != at or block.end < block.start:
                raise ValueError(f"blocks do not tile the text: one starts at {block.start}, not {at}")
            at = block.end
        if at != len(self.text):
            raise ValueError(f"blocks do not tile the text: they end at {at} of {len(self.text)}")

    def quote(self, span: Span) -> str:
        """The text under a span."""
        return self.text[span.start : span.end]

    def content(self, block: Block) -> str:
        """A block's own words, without the separator after them."""
        return self.text[block.start : block.end].rstrip("\n\t")

    def content_span(self, block: Block) -> Span:
        """The span of `content`."""
        return Span(block.start, block.start + len(self.content(block)))

    def blocks_in(self, span: Span) -> Iterator[Block]:
        """Blocks that share at least one character with the span, in order."""
        return (b for b in self.blocks if b.start < span.end and b.end > span.start)

    def section(self, name: str) -> Section | None:
        """The first section of that name that is in the document, else the missing one, else None."""
        found = [s for s in self.sections if s.name == name]
        return next((s for s in found if s.span is not None), found[0] if found else None)

    @property
    def main_end(self) -> int:
        """Where the running text ends and headers, notes and unseen channels begin."""
        return next((b.start for b in self.blocks if b.channel not in MAIN), len(self.text))

    @property
    def readable(self) -> bool:
        """False where some of the file was not read, so that nothing may be called clean."""
        return not any(p.blocks_release for p in self.problems)
