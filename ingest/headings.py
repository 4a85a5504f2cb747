"""Paragraphs that serve as headings although no style says so: set in bold, short, and standing alone.

Only the clear ones are called headings: what a person skimming the page takes for one. The rest keep their
emphasis, so that a later stage that knows the form's own headings can judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.assemble import Piece
from models.document import MAIN, BlockKind

_LONGEST, _MOST_WORDS = 90, 12
_NUMBER = re.compile(r"^(?:section\s+|part\s+)?(\d{1,2}(?:\.\d{1,2}){0,3})[.):]?\s", re.I)
_LABEL = re.compile(r":\s*\S")  # "Chair: Ann Archer" is a fact, not a heading


def promote_headings(pieces: Sequence[Piece], candidates: dict[Piece, int | None]) -> None:
    """Make headings of bold paragraphs that stand over text that is not bold, or over a table or list.

    One in capitals may stand over one that is not: "THOSE PRESENT", then "Police", then their names. Then
    those that are not in capitals are a level lower throughout.
    """
    main = [piece for piece in pieces if piece.channel in MAIN]
    shown = [piece in candidates and piece.cell is None and _looks_like_heading(piece) for piece in main]
    over = {
        index
        for index in range(len(main) - 2)
        if shown[index]
        and shown[index + 1]
        and main[index].text.isupper()
        and not main[index + 1].text.isupper()
        and not _all_bold(main[index + 2])
    }
    two_looks = len({main[index].text for index in over}) > 1
    level = 0
    for index, piece in enumerate(main):
        if piece.kind is BlockKind.HEADING:
            level = piece.level
            continue
        if not shown[index]:
            continue
        below = main[index + 1] if index + 1 < len(main) else None
        bare = below is not None and _all_bold(below) and below.cell is None and not _numbered(piece)
        if below is None or (bare and not (two_looks and index in over)):
            continue
        found = _NUMBER.match(piece.text) or _NUMBER.match(piece.marker + " ")
        piece.kind = BlockKind.HEADING
        lower = two_looks and not piece.text.isupper()
        piece.level = found[1].count(".") + 1 if found else min(level + 1 + lower, 9)


def _looks_like_heading(piece: Piece) -> bool:
    words = piece.text.strip()
    if not words or len(words) > _LONGEST or len(words.split()) > _MOST_WORDS or "\n" in words:
        return False
    if words[-1] in ".,;?!" or _LABEL.search(words) or not any(c.isalpha() for c in words):
        return False
    return _all_bold(piece)


def _all_bold(piece: Piece) -> bool:
    """True where all but a mark or two is bold: authors often leave the colon out."""
    words = piece.text
    bold = sum(len(words[e.start : e.end].strip()) for e in piece.emphasis if e.bold)
    return bold > 0 and bold >= len(words.strip()) - 2


def _numbered(piece: Piece) -> bool:
    return bool(piece.marker or _NUMBER.match(piece.text))
