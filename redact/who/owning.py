"""Whose an identifier is: the person of its table row, of its line, or the subject under the subject's own
labels.

Only clear cases get an owner. An identifier without one is treated as somebody's whose part is unknown,
which every policy removes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from models.document import Block, BlockKind, Document
from models.people import DIRECT_IDENTIFIERS, EntityType, Mention
from redact.who.names import fold

OWNED = DIRECT_IDENTIFIERS | {EntityType.AGE, EntityType.DATE_OF_BIRTH}
REACH = 140
"""How many characters a name may stand before what belongs to it, in the same paragraph."""

_MANY = 40
"""In a paragraph of more names than this nothing is clear, and the work stays linear."""
_SENTENCE_END = re.compile(r"[.!?;]\s+(?=[A-Z])|\n")

SUBJECT_SECTIONS = frozenset(
    {"offender_details", "subject", "offender-details", "personal-details", "offence"}
)
_POLICE_ONLY = frozenset(
    {
        EntityType.PNC,
        EntityType.CRO,
        EntityType.PRISON_NUMBER,
        EntityType.CRN,
        EntityType.VISOR,
        EntityType.ARREST_SUMMONS,
    }
)
"""Records that in these documents are kept of the subject alone, unless another person's name stands by."""


def attribute(
    document: Document, mentions: Sequence[Mention], subject: str, words: dict[str, set[str]]
) -> list[Mention]:
    """The mentions, with owners where they are clear. `words` gives each person's name words by id."""
    named = [m for m in mentions if m.type is EntityType.PERSON and m.person]
    starts = [m.start for m in named]
    rows = _rows(document, named)
    blocks = [b.start for b in document.blocks]
    sections = [
        (s.span.start, s.span.end) for s in document.sections if s.span and s.name in SUBJECT_SECTIONS
    ]
    known = set()
    if document.subject:
        known = {fold_number(v) for _, v in document.subject.identifiers}
    owned = []
    for mention in mentions:
        if mention.type not in OWNED or mention.person:
            owned.append(mention)
            continue
        block = document.blocks[bisect_right(blocks, mention.start) - 1]
        owner = ""
        value = document.text[mention.start : mention.end]
        if fold_number(value) in known:
            owner = subject
        elif mention.type in (EntityType.EMAIL, EntityType.HANDLE):
            owner = _by_words(value, words)
        owner = owner or _of_row(rows, block) or _of_line(document.text, named, starts, mention, block)
        if not owner and (mention.type in _POLICE_ONLY or any(s <= mention.start < e for s, e in sections)):
            owner = subject
        owned.append(replace(mention, person=owner) if owner else mention)
    return owned


def fold_number(value: str) -> str:
    """Letters and digits alone, in capitals."""
    return "".join(c for c in value.upper() if c.isalnum())


def _rows(document: Document, named: Sequence[Mention]) -> dict[tuple[int, int], str]:
    """The one person of each table row."""
    rows: dict[tuple[int, int], set[str]] = {}
    starts = [m.start for m in named]
    for block in document.blocks:
        if block.kind is BlockKind.CELL and block.cell:
            for mention in named[bisect_left(starts, block.start) : bisect_left(starts, block.end)]:
                rows.setdefault((block.cell.table, block.cell.row), set()).add(mention.person)
    return {place: next(iter(people)) for place, people in rows.items() if len(people) == 1}


def _of_row(rows: dict[tuple[int, int], str], block: Block) -> str:
    return rows.get((block.cell.table, block.cell.row), "") if block.cell else ""


def _of_line(
    text: str, named: Sequence[Mention], starts: Sequence[int], mention: Mention, block: Block
) -> str:
    """The one person of its sentence before it, or the one of its paragraph; of two, it is neither's."""
    at = bisect_left(starts, mention.start)
    low, high = bisect_left(starts, block.start), bisect_left(starts, block.end)
    if high - low > _MANY or at == low or mention.start - named[at - 1].end > REACH:
        return ""
    if len({m.person for m in named[low:high]}) == 1:
        return named[at - 1].person
    sentence = max((m.end() for m in _SENTENCE_END.finditer(text, block.start, mention.start)), default=0)
    people = {m.person for m in named[low:at] if m.start >= sentence}
    return people.pop() if len(people) == 1 else ""


def _by_words(value: str, words: dict[str, set[str]]) -> str:
    """The person whose surname and another name, or initial, stand in an address or a handle."""
    local = fold(value.split("@")[0] or value)
    best = ""
    for person, names in words.items():
        hits = [w for w in names if len(w) >= 4 and w in local]
        if len(hits) >= 2 or (hits and len(max(hits, key=len)) >= len(local) - 3):
            best = best or person
    return best
