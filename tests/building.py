"""Documents for tests, written as they would look.

    build('''
    HEADER: OFFICIAL-SENSITIVE
    # 5. Disclosure
    Disclosure was considered.
    - a list item
    | Name | Agency |
    | Ann Archer | Probation |
    COMMENT: not for circulation
    ''')

A line is a paragraph; `#` to `####` a heading, `-` a list item, `|` a table row (the first of a table its
header). `HEADER:`, `FOOTER:`, `COMMENT:`, `PROPERTY:`, `DELETION:`, `HIDDEN:` put text into that channel,
after the running text. No structure is read: pass the result to `ingest.structure.structure` for that.
"""

from __future__ import annotations

import hashlib
import textwrap
from dataclasses import dataclass, field

from models.document import Block, BlockKind, CellPosition, Channel, Document, FileFormat, Provenance

CHANNELS = {
    "HEADER": Channel.HEADER,
    "FOOTER": Channel.FOOTER,
    "COMMENT": Channel.COMMENT,
    "PROPERTY": Channel.PROPERTY,
    "DELETION": Channel.DELETION,
    "HIDDEN": Channel.HIDDEN,
}


@dataclass
class _Tiling:
    text: str = ""
    blocks: list[Block] = field(default_factory=list)

    def add(
        self,
        words: str,
        kind: BlockKind = BlockKind.PARAGRAPH,
        channel: Channel = Channel.BODY,
        level: int = 0,
        cell: CellPosition | None = None,
        separator: str = "\n",
    ) -> None:
        start = len(self.text)
        self.text += words + separator
        where = Provenance(paragraph=len(self.blocks))
        self.blocks.append(Block(start, len(self.text), kind, channel, where, level=level, cell=cell))


def build(source: str, filename: str = "minutes.docx", format: FileFormat = FileFormat.DOCX) -> Document:
    """The document that `source` draws; see the module's docstring."""
    tiling = _Tiling()
    table, row = -1, 0
    later: list[tuple[str, Channel]] = []
    for line in textwrap.dedent(source).strip().splitlines():
        line = line.strip()
        word, _, rest = line.partition(":")
        if line.startswith("|"):
            table, row = (table, row + 1) if row else (table + 1, 1)
            cells = [c.strip() for c in line.strip("|").split("|")]
            for column, words in enumerate(cells):
                place = CellPosition(table, row - 1, column, header=row == 1)
                tiling.add(
                    words, BlockKind.CELL, cell=place, separator="\t" if column + 1 < len(cells) else "\n"
                )
            continue
        row = 0
        if word in CHANNELS:
            later.append((rest.strip(), CHANNELS[word]))
        elif line.startswith("#"):
            hashes = len(line) - len(line.lstrip("#"))
            tiling.add(line[hashes:].strip(), BlockKind.HEADING, level=hashes)
        elif line.startswith("- "):
            tiling.add(line[2:], BlockKind.LIST_ITEM)
        elif line:
            tiling.add(line)
    for words, channel in later:
        tiling.add(words, channel=channel)
    digest = hashlib.sha256(tiling.text.encode()).hexdigest()
    return Document(filename, digest, format, tiling.text, tuple(tiling.blocks), reader="building")
