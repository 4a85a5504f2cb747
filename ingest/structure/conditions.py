"""Licence conditions and the terms of orders, where the document spells them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.structure.lines import Line
from ingest.structure.places import Places
from ingest.structure.tables import Table
from ingest.structure.words import fold, split_number
from models.document import BlockKind
from models.structure import Condition, ConditionKind, Section
from models.text import Span

_TERM = re.compile(
    r"^(?:(?:he|she|they|the (?:offender|defendant|subject|licensee)|you|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) "
    r")?(?:is |are )?"
    r"(?:not to|must(?: not)?|shall(?: not)?|may not|will not|to|prohibited from|forbidden (?:from|to)"
    r"|banned from|required to|no contact|non[- ]contact|no unsupervised|"
    r"be |report |reside |confine |permit |allow |notify |comply |attend |stay |undertake |provide |make "
    r"|only |refrain |remain |submit |receive |disclose |surrender |inform |"
    r"having |using |possessing |owning |entering |approaching |contacting |residing |exclusion|excluded "
    r"from|curfew|polygraph|gps|tag)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?P<licence>licen[cs]e conditions?|additional conditions?|conditions? of (?:the |his |her |their "
    r")?licen[cs]e|special conditions?)\b"
    r"|\b(?P<order>shpo|sopo|sro|rosho|voo|fto|restraining order|(?:sexual (?:harm|offences|risk)|violent "
    r"offender|foreign travel|non[- ]molestation|"
    r"criminal behaviour|serious (?:crime|violence)|notification|stalking protection|domestic (?:abuse"
    r"|violence) protection|prevention) (?:prevention )?orders?|"
    r"prohibitions?|terms of (?:the )?order|orders?|civil orders?)\b",
    re.IGNORECASE,
)
_NONE = frozenset(
    {
        "none",
        "na",
        "n a",
        "not applicable",
        "nil",
        "none in place",
        "no additional condition",
        "no order",
        "standard licence condition",
        "none additional",
    }
)
_LEAST = 4  # words; "SHPO" alone is a label and spells nothing out


def read_conditions(lines: Sequence[Line], tables: Sequence[Table], places: Places) -> tuple[Condition, ...]:
    """Each condition by itself, in order."""
    heads = {
        line.start
        for table in tables
        for row in table.rows
        if row.header
        for cell in row.cells
        for line in cell.lines
    }
    return tuple(_each(lines, places, heads))


def _each(lines: Sequence[Line], places: Places, heads: set[int]) -> Iterator[Condition]:
    kind = ConditionKind.UNKNOWN
    section: Section | None = None
    listing = False
    for line in lines:
        here = next((s for s in places.around(max(line.end - 1, line.start))), None)
        licence = next((s for s in places.around(max(line.end - 1, line.start)) if s.name == "licence"), None)
        if here is not section:
            section, listing = here, licence is not None
            kind = _kind_of(licence.heading) if licence is not None else ConditionKind.UNKNOWN
        at = max(here.span.start - line.start, 0) if here is not None and here.span is not None else 0
        words = line.text[at:].lstrip(" -–—•*·:")
        at = line.text.find(words, at) if words else at
        label, value_at = _lead_in(words)
        if label is not None:
            kind, listing = label, True
            at, words = at + value_at, words[value_at:]
        if not listing or line.start in heads or not words.strip():
            continue
        cut = split_number(words)[1]
        term = words[cut:].strip()
        item = bool(cut or line.marker or line.kind in (BlockKind.LIST_ITEM, BlockKind.CELL))
        if _is_term(term, item and licence is not None):
            yield Condition(term, Span(line.start + at + cut, line.start + at + cut + len(term)), kind)
        elif licence is None and label is None:
            listing = False


def _lead_in(words: str) -> tuple[ConditionKind | None, int]:
    """ "Additional licence conditions:" or "SHPO terms: not to ...": what follows are its conditions."""
    colon = words.find(":", 0, 80)
    head = words[: colon if colon >= 0 else len(words)]
    match = _HEAD.search(head) if len(head) <= 70 and len(head.split()) <= 9 else None
    if match is None or (colon < 0 and _TERM.match(words)) or (colon < 0 and len(head.split()) > 6):
        return None, 0
    kind = ConditionKind.LICENCE if match["licence"] else ConditionKind.ORDER
    if colon < 0:
        return kind, len(words)
    rest = words[colon + 1 :]
    return kind, colon + 1 + (len(rest) - len(rest.lstrip()))


def _kind_of(heading: str) -> ConditionKind:
    licence, order = False, False
    for match in _HEAD.finditer(heading):
        licence, order = licence or bool(match["licence"]), order or bool(match["order"])
    licence = licence or fold(heading).endswith("licence")
    if licence and order:
        return ConditionKind.UNKNOWN
    return ConditionKind.LICENCE if licence else ConditionKind.ORDER if order else ConditionKind.UNKNOWN


def _is_term(term: str, item: bool) -> bool:
    enough = len(term.split()) >= _LEAST and fold(term) not in _NONE
    if re.match(r"(?:none|nil|n/?a|there (?:is|are) no)\b", term, re.IGNORECASE):
        return False
    return enough and (bool(_TERM.match(term)) or item) and not term.endswith(":")
