"""What the walk over a Word file knows at every place: package, styles, lists, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ingest.assemble import Gathered, Piece
from ingest.docx.numbering import Numbering
from ingest.docx.package import Package, Relation
from ingest.docx.sheet import Sheet
from ingest.docx.styles import Styles
from ingest.scans.eyes import Eyes, NoEyes
from models.document import Channel, Provenance

Anchor = tuple[Piece, int]


@dataclass(slots=True)
class Image:
    """A picture on the page, by how large it is drawn, in EMU (914,400 to the inch); 0 where unsaid."""

    part: str
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class State:
    """Shared by all parts of one document."""

    package: Package
    styles: Styles
    numbering: Numbering
    gathered: Gathered = field(default_factory=Gathered)
    eyes: Eyes = field(default_factory=NoEyes)
    seen: set[Any] = field(default_factory=set)  # elements whose text a rule has dealt with
    sheet: Sheet = field(default_factory=Sheet)
    tables: int = 0
    notes: dict[tuple[str, str], Anchor] = field(default_factory=dict)  # ("footnote", id) to its mark
    bookmarks: set[str] = field(default_factory=set)
    authors: set[tuple[str, str]] = field(default_factory=set)
    images: list[Image] = field(default_factory=list)
    used: set[tuple[str, str]] = field(default_factory=set)  # (part, relationship id) met in the text
    background: bool = False  # the page has a colour, so that white text may be seen
    last: Piece | None = None  # of the body
    headings: dict[Piece, int | None] = field(default_factory=dict)  # size of paragraphs set in bold, alone

    def relation(self, part: str, id: str) -> Relation | None:
        """The relationship that an element of `part` names, remembered as met."""
        self.used.add((part, id))
        return self.package.relations(part).get(id)

    def unseen(self, text: str, channel: Channel, part: str, anchor: Anchor | None = None) -> None:
        """Text that does not stand on the page."""
        self.gathered.add(text, channel, part, anchor)

    def author(self, name: str, part: str, anchor: Anchor | None = None) -> None:
        """The author of a comment or change, once for each part."""
        if name and (name, part) not in self.authors:
            self.authors.add((name, part))
            self.unseen(name, Channel.AUTHOR, part, anchor)


def paragraphs_of(root: Any, name: str = "p") -> dict[Any, int]:
    """The number of each `w:p` of a part, counted from 0 as they stand in it."""
    tag = root.tag.rpartition("}")[0] + "}" + name if "}" in root.tag else name
    return {element: index for index, element in enumerate(root.iter(tag))}


def where(part: str, paragraph: int | None = None, runs: tuple[int, int] | None = None) -> Provenance:
    """Provenance in a part."""
    return Provenance(part=part, paragraph=paragraph, runs=runs)
