"""A sheet to write on, what was put there, and a layout: a way of setting each thing out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from models.document import Block, BlockKind, CellPosition, Document, Emphasis, FileFormat
from models.structure import Presence, SectionState

PRESENT = {
    "risk_assessment": "He is assessed as posing a high risk of serious harm to known adults. The most "
    "likely harm is physical assault in drink.",
    "rmp": "He will report weekly on Tuesdays and be visited at home by two officers each month.",
    "disclosure": "Disclosure to the new partner was considered. She will be told because she has a child "
    "of six.",
    "victim": "The victim has asked for a wider exclusion zone and is in touch with her liaison officer.",
    "diversity": "He reads slowly and letters will be explained to him in person.",
    "media": "Local press reported the trial. The press office has a holding line.",
    "level_review": "To remain at level 2 because two agencies need to meet to manage the move.",
    "offence": "Wounding with intent on a former partner in a public house, with one previous for the like.",
    "contingency": "If he misses an appointment the officer on duty is told the same day and recall is "
    "considered.",
    "human_rights": "The interference with private life is proportionate to the risk described above it.",
    "children": "A child of six lives at the new address; an assessment has been opened.",
}
STATES: list[tuple[SectionState, list[str]]] = [
    (SectionState.EMPTY, [""]),
    (SectionState.EMPTY, ["N/A", "None", "n/a.", "Not applicable"]),
    (SectionState.POINTER,
        ["As above.", "See summary in body of notes", "See minutes of last meeting",
            "As per previous minutes", "Please refer to the OASys report", "See attached report."]),
    (SectionState.EMPTY, ["Please describe the position here.", "Click or tap here to enter text."]),
]  # fmt: skip


@dataclass
class Sheet:
    """Paper to draw a document on."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0

    def line(
        self,
        words: str,
        kind: BlockKind = BlockKind.PARAGRAPH,
        level: int = 0,
        bold: bool = False,
        marker: str = "",
    ) -> None:
        """One paragraph."""
        start = len(self.text)
        self.text += words + "\n"
        strong = (Emphasis(start, start + len(words), bold=True),) if bold else ()
        self.blocks.append(Block(start, len(self.text), kind, level=level, marker=marker, emphasis=strong))

    def table(self, rows: list[list[str]], merged: bool = False) -> None:
        """A table; with `merged`, a row of one cell runs across."""
        width = max(len(row) for row in rows)
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                span = width if merged and len(row) == 1 else 1
                start = len(self.text)
                self.text += words + ("\t" if column + 1 < len(row) else "\n")
                place = CellPosition(self.tables, number, column, column_span=span)
                self.blocks.append(Block(start, len(self.text), BlockKind.CELL, cell=place))
        self.tables += 1

    def document(self) -> Document:
        """What was drawn, structure not yet read."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return Document("drawn.docx", digest, FileFormat.DOCX, self.text, tuple(self.blocks), reader="bench")


@dataclass
class Truth:
    """What was put into a document."""

    form: str = ""
    states: dict[str, SectionState] = field(default_factory=dict)
    attendance: set[tuple[str, str, str]] = field(default_factory=set)  # name, agency, presence
    actions: set[tuple[str, str, str, bool]] = field(default_factory=set)  # text, owner, due, previous
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """One way of setting a form out."""

    name: str
    heading: Callable[[Sheet, int, str], None]
    body: Callable[[Sheet, str], None]
    details: Callable[[Sheet, list[tuple[str, str]]], None]
    people: Callable[[Sheet, list[tuple[str, str, str, Presence]]], None]
    tasks: Callable[[Sheet, list[tuple[str, str, str, str, str]], bool], None]
    names: dict[str, list[str]]


People = list[tuple[str, str, str, Presence]]
Tasks = list[tuple[str, str, str, str, str]]  # text, owner, agency, due, outcome
