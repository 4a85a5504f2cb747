"""Text made to be slow: one line of many thousand characters in every section that is looked into."""

from __future__ import annotations

import pytest

from ingest.structure import structure
from marking import classify
from models.document import Block, BlockKind, Channel, Document, FileFormat

SECTIONS = (
    "Attendance",
    "Apologies",
    "Actions",
    "Licence conditions",
    "Disclosure",
    "Risk assessment",
    "Next review",
)


@pytest.mark.parametrize(
    "piece",
    [" ", "x", ",", "(", "- ", "1. ", "a: ", "\t", "| ", "Ann ", "12/3 ", "(insert ", "Owner: ", "☐", "...",
        "victim ", "CTU ", "to be ", "intelligence ", "level 2 "],
)  # fmt: skip
@pytest.mark.timeout(30)
def test_a_very_long_line_does_not_hang_the_reader(piece: str) -> None:
    text, blocks = "", []
    for name in SECTIONS:
        for words, kind in (
            (name, BlockKind.HEADING),
            ("x" + piece * (20_000 // len(piece)) + "x", BlockKind.PARAGRAPH),
        ):
            start = len(text)
            text += words + "\n"
            blocks.append(Block(start, len(text), kind, level=1))
    start = len(text)
    text += piece * 5_000 + "\n"
    blocks.append(Block(start, len(text), channel=Channel.HEADER))
    document = Document("long.txt", "", FileFormat.TEXT, text, tuple(blocks))
    assert classify(structure(document)).outcome
