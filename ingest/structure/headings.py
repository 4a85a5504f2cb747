"""Which lines are headings, and of which section.

A heading may be a heading by style, a numbered line, a line in capitals or in bold, a plain line that is
nothing but a section's name, the words before a colon, a full-width row of a table or the left cell of a
row. A sentence that merely holds a section's name is none of these. How strongly a line is set decides what
lies within what: a label before a colon stands inside the numbered section around it, never the other way.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.structure.aliases import Aliases
from ingest.structure.columns import Reading
from ingest.structure.heading import (
    BOLD,
    CAPITALS,
    LABEL,
    LONGEST,
    MOST_WORDS,
    NUMBERED,
    PLAIN,
    STYLED,
    Heading,
)
from ingest.structure.lines import Line
from ingest.structure.outline import settled
from ingest.structure.people import names_somebody
from ingest.structure.spoken import SPOKEN
from ingest.structure.states import is_prompt
from ingest.structure.table_headings import ENDS_SENTENCE, RISK_WORDS, closed, row_headings
from ingest.structure.tables import Table
from ingest.structure.words import PAGE_FURNITURE, bare_number, depth, fold, is_capitals, split_number
from models.dates import find_dates
from models.document import BlockKind

_VERB = re.compile(r"\b(?:to [a-z]|will|shall|must|is|are|was|were|has|have|had|agreed)\b")
_COLON = re.compile(r"\s*[:–—]\s+|\s*:\s*$|:(?=\S)|\s+-\s+")
_RISK_GROUPS = frozenset({"public", "known adult", "staff", "self", "prisoner", "other prisoner"})
_VALUE = re.compile(r"^\W*(?:(?:very\s+)?high|medium|low|(?:level|category)?\s*[1-4])\W*$", re.IGNORECASE)
_TITLES = re.compile(
    r"\b(minutes|agenda|referral form|notification form|screening form|risk management plan form)\b.*"
    r"|^\W*(mappa|marac)\b", re.IGNORECASE,
)  # fmt: skip
_TITLE_LINES = 6
_KIND = re.compile(r"\W*(?:initial|first|review|follow[- ]up|exit|final)(?: meeting)?\W*", re.IGNORECASE)
_ONE_ACTION = re.compile(
    r"action(?: point)?(?: ?\d{1,3}(?:\.\d{1,3})?)?(?:\s?[(\[][^()\[\]]{1,60}[)\]])?\s*", re.IGNORECASE
)
_CASE = re.compile(r"(?:marac )?case (?:(?:no|number|ref|reference)\b\.? ?)?\d{1,3}\b", re.IGNORECASE)


def find_headings(lines: list[Line], tables: list[tuple[Table, Reading]], aliases: Aliases) -> list[Heading]:
    """Every heading, in order. Those that no alias knows have an empty name."""
    in_rows = row_headings(tables, aliases)
    shut = closed(tables)
    found: list[Heading] = [*in_rows]
    taken = {h.start for h in in_rows}
    unknown: list[Heading] = []
    for index, line in enumerate(lines):
        if line.start in shut or line.start in taken:
            continue
        before = lines[index - 1] if index else None
        heading = _from_line(line, before, index < _TITLE_LINES, aliases)
        if heading is None or _risk_group(heading, lines, index):
            continue
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        terse = heading.end == line.end and bool(_VALUE.match(after[:40]))
        (found if heading.name else unknown).append(replace(heading, terse=terse))
    found.extend(_of_the_same_look(unknown, found))
    return settled(found, lines)


def _from_line(line: Line, before: Line | None, early: bool, aliases: Aliases) -> Heading | None:
    """The heading that a line is by itself; unnamed where it looks like one and no alias knows it."""
    number, at = split_number(line.text)
    if not number and line.marker:
        number = bare_number(line.marker)
    elif not number and before is not None and before.cell is None and bare_number(before.text):
        number = bare_number(before.text)
    words = line.text[at:]
    rank = _rank(line, number, words)
    if rank >= PLAIN and is_capitals(words) and aliases.exactly(words):
        rank = CAPITALS  # "RMP": too short to be told from an acronym by its look
    if PAGE_FURNITURE.fullmatch(line.text.strip()):
        return None
    if line.kind is BlockKind.TITLE or (
        early and not number and _TITLES.search(words) and not aliases.exactly(words)
    ):
        return None
    whole = len(words) <= LONGEST and len(words.split()) <= MOST_WORDS and not is_prompt(words)
    if whole and _CASE.match(line.text) and (rank < PLAIN or not _VERB.search(words)):
        return Heading("case", line.text, line.start, line.end, line.end, rank)
    exact = whole and aliases.exactly(words)
    if not exact and (labelled := _labelled(line, at, rank, number, aliases)):
        return labelled
    if whole and (name := _named(words, rank, line, aliases)):
        joint = aliases.jointly(words)
        first, also = (joint[0], joint[1:]) if name in joint else (name, ())
        return Heading(first, line.text, line.start, line.end, line.end, rank, number, also=also)
    if whole and rank < PLAIN and not ENDS_SENTENCE.search(words) and any(c.isalpha() for c in words):
        if line.kind is BlockKind.LIST_ITEM or (line.kind is not BlockKind.HEADING and _COLON.search(words)):
            return None
        if number and line.kind is not BlockKind.HEADING and (_VERB.search(words) or find_dates(words)):
            return None  # "8.1 PC Shah to visit by 9 February", "10.1 23 April at 10am": a point, no heading
        return Heading("", line.text, line.start, line.end, line.end, rank, number)
    return None


def _rank(line: Line, number: str, words: str) -> int:
    if line.kind is BlockKind.HEADING:
        return STYLED + 10 * max(line.level, 1) + max(depth(number) - 1, 0)
    if number and line.kind is not BlockKind.LIST_ITEM:
        return NUMBERED + 10 * depth(number)
    if is_capitals(words) and len(words) > 3:
        return CAPITALS
    if line.bold:
        return BOLD
    return NUMBERED + 50 if number else PLAIN


def _named(words: str, rank: int, line: Line, aliases: Aliases) -> str:
    if ENDS_SENTENCE.search(words) and not aliases.exactly(words.rstrip(" .")):
        return ""
    if line.kind is BlockKind.LIST_ITEM:
        return aliases.exactly(words) if rank < PLAIN else ""
    if rank >= PLAIN:
        name = aliases.nearly(words)
        return name if name and len(words.split()) <= 8 and words[:1].isupper() else ""
    return aliases.named_in(words) if rank < BOLD or len(words.split()) <= 8 else aliases.nearly(words)


def _labelled(line: Line, at: int, rank: int, number: str, aliases: Aliases) -> Heading | None:
    """ "Disclosure: considered, see below": the words before the colon name the section."""
    if line.kind is BlockKind.LIST_ITEM and not number:
        return None
    if (spoken := SPOKEN.match(line.text)) is not None:
        name = "apologies" if "apolog" in spoken[0].lower() else "attendance"
        end = line.start + spoken.end()
        return Heading(
            name,
            spoken["label"] or spoken["sorry"] or spoken[0].strip(" :"),
            line.start,
            end,
            end,
            LABEL,
            number,
            line.end,
        )
    colon = _COLON.search(line.text, at, at + LONGEST)
    if colon is None or colon.start() == at:
        return None
    label = line.text[at : colon.start()]
    if _ONE_ACTION.fullmatch(label) and not label.rstrip().lower().endswith("s"):
        return None  # "ACTION: Ann Archer to ring the landlord": one action, in whatever part it stands
    dash = ":" not in colon[0]
    name = aliases.exactly(label) if dash else aliases.nearly(label)
    if name in ("attendance", "apologies") and names_somebody(line.text[colon.end() :]):
        end = line.start + colon.start() + len(colon[0].rstrip())
        return Heading(
            name, label, line.start, end, end, LABEL, number
        )  # "present - Ann Archer (chair), ..."
    if not name or len(label.split()) > 8 or (not label[:1].isupper() and not number):
        return None
    if rank >= CAPITALS:  # how the label is set, whatever the words after it look like
        bold = line.bold_to >= colon.start()
        rank = CAPITALS if is_capitals(label) and len(label) > 3 else BOLD if bold else PLAIN
    strong = rank < PLAIN
    if dash and not strong:
        return None
    if aliases.sections[name].only_as_heading and not strong:
        return None
    if name == "referral_reason" and _KIND.fullmatch(line.text[colon.end() :]):
        return None  # "Purpose of meeting: Review"
    if rank < NUMBERED and line.text.endswith("?"):
        return None  # a heading that goes on with a question to the writer is all heading
    if rank < PLAIN and aliases.nearly(line.text[colon.end() :]) == name:
        return None  # "Matters arising: actions from the previous meeting" is all heading
    end = line.start + colon.start() + len(colon[0].rstrip())
    return Heading(name, label, line.start, end, end, rank if strong else LABEL, number)


def _risk_group(heading: Heading, lines: list[Line], index: int) -> bool:
    """ "Children: medium", or "Children" in a list of who is at risk: no section on children."""
    if heading.name not in ("children", "victim") or not heading.weak:
        return False
    line = lines[index]
    value = line.text[heading.end - line.start :].strip()
    near = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    beside = any(fold(other.text.split(":", 1)[0]) in _RISK_GROUPS for other in near)
    return bool(RISK_WORDS.match(value)) or beside


def _of_the_same_look(unknown: list[Heading], known: list[Heading]) -> list[Heading]:
    """Unknown headings that are set as the document sets the ones that are known, or by style."""
    looks = [h.rank for h in known]
    return [h for h in unknown if h.rank < NUMBERED or looks.count(h.rank) > 1]
