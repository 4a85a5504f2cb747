"""Which lines are headings, and of which section.

A heading may be a heading by style, a numbered line, a line in capitals or in bold, a plain line that is
nothing but a section's name, the words before a colon, a full-width row of a table or the left cell of a
row. A sentence that merely holds a section's name is none of these. How strongly a line is set decides what
lies within what: a label before a colon stands inside the numbered section around it, never the other way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.structure.aliases import Aliases
from ingest.structure.columns import Reading, TableKind, sections_down
from ingest.structure.lines import Line
from ingest.structure.people import names_somebody
from ingest.structure.spoken import SPOKEN
from ingest.structure.states import is_prompt
from ingest.structure.tables import Row, Table
from ingest.structure.words import PAGE_FURNITURE, bare_number, depth, fold, is_capitals, split_number
from models.dates import find_dates
from models.document import BlockKind

STYLED, NUMBERED, CAPITALS, TABLE_ROW, BOLD, PLAIN, LEFT_CELL, LABEL = 100, 200, 300, 350, 400, 500, 600, 700
"""How strongly a line is set as a heading: the smaller, the stronger."""

_BELOW = 3  # added to a rank: below its neighbour, above what a neighbour of the same look holds
_LONGEST = 90  # characters; a heading that runs over two lines of a page is still shorter
_WORDS = 12
_ENDS_SENTENCE = re.compile(r"[.;,!]\s*$")
_VERB = re.compile(r"\b(?:to [a-z]|will|shall|must|is|are|was|were|has|have|had|agreed)\b")
_COLON = re.compile(r"\s*[:–—]\s+|\s*:\s*$|:(?=\S)|\s+-\s+")
_RISK_GROUPS = frozenset({"public", "known adult", "staff", "self", "prisoner", "other prisoner"})
_RISK_WORDS = re.compile(r"^(very\s+high|high|medium|low)\b", re.IGNORECASE)
_VALUE = re.compile(r"^\W*(?:(?:very\s+)?high|medium|low|(?:level|category)?\s*[1-4])\W*$", re.IGNORECASE)
_TITLES = re.compile(
    r"\b(minutes|agenda|referral form|notification form|screening form|risk management plan form)\b.*"
    r"|^\W*(mappa|marac)\b", re.IGNORECASE,
)  # fmt: skip
_TITLE_LINES = 6
_DECISIONS = frozenset(
    {"decision", "outcome", "meeting outcome", "meeting decision", "chair's decision", "panel decision"}
) | {fold(words) for words in ("outcome of meeting", "decision of the meeting", "decision of the panel")}
_KIND = re.compile(r"\W*(?:initial|first|review|follow[- ]up|exit|final)(?: meeting)?\W*", re.IGNORECASE)
_ACTIONS_OF = re.compile(
    r"(?:(?:review|update)s? (?:of|on) )?actions?(?: (?:set|agreed|raised))?"
    r" (?:from|of|on|at)(?: the)?(?: (?:last |previous )?(?:meeting|minutes))?(?: of| on|,)? ",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\blevel [123]\b", re.IGNORECASE)
_PILLARS = frozenset({"supervision", "monitoring_control", "interventions_treatment"}) | {
    "restrictive", "rehabilitation", "protective",
}  # fmt: skip
_A_LEVEL = 40  # characters; "High" and who says so is no assessment
_LEAST_CONTENTS = 3  # headings
_NOTHING_BETWEEN = 3  # characters: "Action log" over "Previous actions" holds nothing of its own
_ONE_ACTION = re.compile(
    r"action(?: point)?(?: ?\d{1,3}(?:\.\d{1,3})?)?(?:\s?[(\[][^()\[\]]{1,60}[)\]])?\s*", re.IGNORECASE
)
_CASE = re.compile(r"(?:marac )?case (?:(?:no|number|ref|reference)\b\.? ?)?\d{1,3}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and where its section's words begin; `stop` where something other than a heading ends it."""

    name: str
    text: str
    start: int
    end: int
    body: int
    rank: int
    number: str = ""
    stop: int | None = None
    terse: bool = False  # what follows is a level or a figure, as after a label
    also: tuple[str, ...] = ()  # other sections that the same words open

    @property
    def weak(self) -> bool:
        """True for a label: a stronger heading of the same section elsewhere outweighs it."""
        return self.rank >= PLAIN


def find_headings(lines: list[Line], tables: list[tuple[Table, Reading]], aliases: Aliases) -> list[Heading]:
    """Every heading, in order. Those that no alias knows have an empty name."""
    in_rows = _row_headings(tables, aliases)
    closed = _closed(tables)
    found: list[Heading] = [*in_rows]
    taken = {h.start for h in in_rows}
    unknown: list[Heading] = []
    for index, line in enumerate(lines):
        if line.start in closed or line.start in taken:
            continue
        before = lines[index - 1] if index else None
        heading = _from_line(line, before, index < _TITLE_LINES, aliases)
        if heading is None or _risk_group(heading, lines, index):
            continue
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        terse = heading.end == line.end and bool(_VALUE.match(after[:40]))
        (found if heading.name else unknown).append(replace(heading, terse=terse))
    found.extend(_of_the_same_look(unknown, found))
    found = [_by_what_follows(heading, lines) for heading in sorted(found, key=lambda h: h.start)]
    if found and found[0].name == "conclusion" and len(found) > 1:
        del found[0]  # a "Summary" before everything else is a box of facts, and concludes nothing
    return _without_echoes(_victims(_one_numbering(sorted(found, key=lambda h: h.start))))


def _by_what_follows(heading: Heading, lines: list[Line]) -> Heading:
    """ "Decision", or "Outcome", is that on the level where the words under it open with one."""
    if heading.name:
        return heading
    words = heading.text[split_number(heading.text)[1] :]
    if (dates := find_dates(words)) and _ACTIONS_OF.fullmatch(words[: dates[0].start]):
        return replace(heading, name="previous_actions")  # "Actions from 10 June"
    if fold(words) not in _DECISIONS:
        return heading
    below = bisect_left(lines, heading.body, key=lambda line: line.start)
    first = lines[below].text[:_A_LEVEL] if below < len(lines) else ""
    return replace(heading, name="level_review") if _LEVEL.search(first) else heading


def _victims(headings: list[Heading]) -> list[Heading]:
    """ "Victim safety" is a part of the plan beside the plan's other parts; by itself it is about victims."""
    names = {heading.name for heading in headings}
    if "victim" in names or names & _PILLARS:
        return headings
    return [replace(h, name="victim") if h.name == "victim_safety" else h for h in headings]


def _one_numbering(headings: list[Heading]) -> list[Heading]:
    """Numbered lines stand as high as the styled headings whose numbering they go on with."""
    styled: dict[int, int] = {}
    for heading in headings:
        if heading.number and heading.rank < NUMBERED:
            deep = depth(heading.number)
            styled[deep] = min(styled.get(deep, heading.rank), heading.rank)
    whole = any(depth(h.number) > 1 for h in headings)
    headings = [
        replace(h, rank=NUMBERED + 10) if whole and h.rank == NUMBERED + 50 and depth(h.number) == 1 else h
        for h in headings
    ]  # "3." is set as an item of a list, and holds "3.1"
    return [
        replace(h, rank=styled[depth(h.number)])
        if h.number and NUMBERED <= h.rank < CAPITALS and depth(h.number) in styled
        else h
        for h in headings
    ]


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
    whole = len(words) <= _LONGEST and len(words.split()) <= _WORDS and not is_prompt(words)
    if whole and _CASE.match(line.text) and (rank < PLAIN or not _VERB.search(words)):
        return Heading("case", line.text, line.start, line.end, line.end, rank)
    exact = whole and aliases.exactly(words)
    if not exact and (labelled := _labelled(line, at, rank, number, aliases)):
        return labelled
    if whole and (name := _named(words, rank, line, aliases)):
        joint = aliases.jointly(words)
        first, also = (joint[0], joint[1:]) if name in joint else (name, ())
        return Heading(first, line.text, line.start, line.end, line.end, rank, number, also=also)
    if whole and rank < PLAIN and not _ENDS_SENTENCE.search(words) and any(c.isalpha() for c in words):
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
    if _ENDS_SENTENCE.search(words) and not aliases.exactly(words.rstrip(" .")):
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
    colon = _COLON.search(line.text, at, at + _LONGEST)
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


def _row_headings(tables: list[tuple[Table, Reading]], aliases: Aliases) -> list[Heading]:
    found: list[Heading] = []
    for table, reading in tables:
        down = reading.kind is TableKind.ACTIONS and sections_down(table)
        for index, row in enumerate(table.rows):
            if heading := _full_row(table, row, aliases):
                found.append(heading)
            elif (reading.kind is TableKind.LABELS or (down and index != reading.header)) and (
                pairs := _left_cells(table, index, aliases)
            ):
                found.extend(pairs)
        found.extend(_over_columns(table, reading, aliases))
    return found


def _full_row(table: Table, row: Row, aliases: Aliases) -> Heading | None:
    """A row that is one heading from side to side ("5 | Disclosure", or one merged cell)."""
    cells = list(row.filled)
    number = ""
    if len(cells) == 2 and bare_number(cells[0].text):
        number = bare_number(cells.pop(0).text)
    wide = len(row.cells) == 1 or (number and len(row.cells) == 2)
    if len(cells) != 1 or not wide or table.width == 1 or len(cells[0].text) > _LONGEST or not table.drawn:
        return None
    own, at = split_number(cells[0].text)
    words = cells[0].text[at:]
    bold = all(line.bold for line in cells[0].lines)
    loose = bool(own or number or bold or row.header or is_capitals(words)) and len(words.split()) <= _WORDS
    name = aliases.named_in(words) if loose else aliases.nearly(words)
    if not name or _ENDS_SENTENCE.search(words) or is_prompt(words):
        return None
    rank = NUMBERED + 10 * depth(own or number) if own or number else TABLE_ROW
    joint = aliases.jointly(words)
    first, also = (joint[0], joint[1:]) if name in joint else (name, ())
    return Heading(first, cells[0].text, row.start, row.end, row.end, rank, own or number, also=also)


def _left_cells(table: Table, index: int, aliases: Aliases) -> list[Heading]:
    """Sections whose heading is a left cell and whose words stand to the right of it."""
    row = table.rows[index]
    cells = list(row.cells)
    numbered = len(cells) > 2 and bool(bare_number(cells[0].text))
    cells = cells[1:] if numbered else cells
    found: list[Heading] = []
    for place in range(0, len(cells) - 1, 2 if len(cells) % 2 == 0 else len(cells)):
        label = cells[place]
        number, at = split_number(label.text)
        words = label.text[at:]
        name = aliases.nearly(words.rstrip(" :?")) if 0 < len(words) <= _LONGEST else ""
        joint = aliases.jointly(words) if len(words) <= _LONGEST else ()
        name = joint[0] if joint else name
        if not name or (aliases.sections[name].only_as_heading and not joint):
            continue
        if (
            not numbered
            and _RISK_WORDS.match(cells[place + 1].text)
            and len(cells[place + 1].text) < _A_LEVEL
        ):
            continue  # a row of who is at what risk
        last = place + 2 >= len(cells)
        stop = _row_end(table, index) if last else cells[place + 2].start
        rank = NUMBERED + 50 if number else LEFT_CELL
        body = max(label.end, cells[place + 1].start)
        found.append(
            Heading(
                name, label.text, label.start, label.end, min(body, stop), rank, number, stop, also=joint[1:]
            )
        )
    return found


def _row_end(table: Table, index: int) -> int:
    """Where a row's words end, rows that go on from it included: those without a label of their own."""
    end = table.rows[index].end
    blank = not any(cell.text for cell in table.rows[index].cells[1:])
    for row in table.rows[index + 1 :]:
        one_wide = len(row.cells) == 1 and table.width > 1 and blank
        if row.cells[0].text and not one_wide:
            break
        end = max(end, row.end)
    return end


def _over_columns(table: Table, reading: Reading, aliases: Aliases) -> list[Heading]:
    """Two rows, the first of them all section names: each opens the cell under it."""
    if len(table.rows) != 2 or reading.kind in (TableKind.ATTENDANCE, TableKind.ACTIONS):
        return []
    heads, bodies = table.rows
    names = [aliases.nearly(cell.text) for cell in heads.cells]
    if (
        len(heads.cells) != len(bodies.cells)
        or len(names) < 2
        or not all(names)
        or len(set(names)) < len(names)
    ):
        return []
    return [
        Heading(name, head.text, head.start, head.end, body.start, LEFT_CELL, "", max(body.end, body.start))
        for name, head, body in zip(names, heads.cells, bodies.cells, strict=True)
    ]


def _closed(tables: list[tuple[Table, Reading]]) -> frozenset[int]:
    """The starts of lines that cannot be headings: those in rows of two cells or more."""
    return frozenset(
        line.start
        for table, _ in tables
        if table.drawn
        for row in table.rows
        if len(row.cells) > 1
        for cell in row.cells
        for line in cell.lines
    )


def _risk_group(heading: Heading, lines: list[Line], index: int) -> bool:
    """ "Children: medium", or "Children" in a list of who is at risk: no section on children."""
    if heading.name not in ("children", "victim") or not heading.weak:
        return False
    line = lines[index]
    value = line.text[heading.end - line.start :].strip()
    near = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    beside = any(fold(other.text.split(":", 1)[0]) in _RISK_GROUPS for other in near)
    return bool(_RISK_WORDS.match(value)) or beside


def _of_the_same_look(unknown: list[Heading], known: list[Heading]) -> list[Heading]:
    """Unknown headings that are set as the document sets the ones that are known, or by style."""
    looks = [h.rank for h in known]
    return [h for h in unknown if h.rank < NUMBERED or looks.count(h.rank) > 1]


def below_their_plan(headings: Sequence[Heading], aliases: Aliases) -> list[Heading]:
    """Headings whose look is stronger than that of the section they are parts of, set below it.

    A plan's heading may stand in a shaded one-cell table and its pillars be Word's own headings. A look that
    names parts only, and first comes after the heading they are parts of, belongs under that heading.
    """
    first: dict[int, int] = {}
    for heading in headings:
        if heading.name:
            first.setdefault(heading.rank, heading.start)
    lower: dict[int, int] = {}
    opened: dict[str, Heading] = {}
    for heading in headings:
        outer = opened.get(aliases.sections[heading.name].within) if heading.name else None
        if outer is not None and heading.rank < outer.rank and first[heading.rank] > outer.start:
            lower.setdefault(heading.rank, outer.rank + _BELOW)
        if heading.name:
            opened.setdefault(heading.name, heading)
    return [replace(h, rank=lower.get(h.rank, h.rank)) for h in headings]


def _holds_only(heading: Heading, following: Heading) -> bool:
    """True for a heading over a weaker one of another section, and nothing between them."""
    near = following.start - heading.end <= _NOTHING_BETWEEN
    return (
        near
        and not heading.weak
        and following.rank > heading.rank
        and following.name not in ("", heading.name)
    )


def _without_contents(headings: Sequence[Heading]) -> list[Heading]:
    """The headings without a list of contents: a run with nothing between, most of which come again."""
    last = {heading.name: heading.start for heading in headings}
    kept: list[Heading] = []
    run: list[Heading] = []
    for heading in (*headings, None):
        if heading is not None and (not run or heading.start - run[-1].end <= _NOTHING_BETWEEN):
            run.append(heading)
            continue
        again = [one for one in run if one.name and last[one.name] > run[-1].start]
        listed = len(again) >= _LEAST_CONTENTS and len(again) * 2 > len(run)
        kept += [one for one in run if not listed or one not in again]
        run = [] if heading is None else [heading]
    return kept


def _without_echoes(headings: Iterable[Heading]) -> list[Heading]:
    """Labels dropped where the section has a heading of its own elsewhere.

    A heading over a level or a figure ("Risk of serious harm:", then "High") is a label too where the same
    section comes again with more to say.
    """
    listed = _without_contents(list(headings))
    full = {n for h in listed if not h.terse and h.rank < LABEL for n in (h.name, *h.also) if n}
    listed = [h for h in listed if not (h.terse and not h.number and h.rank >= CAPITALS and h.name in full)]
    strong = {n for h in listed if not h.weak for n in (h.name, *h.also) if n}
    bare = {a.name for a, b in pairwise(listed) if _holds_only(a, b)}
    kept = [h for h in listed if not (h.weak and h.name in strong and h.name not in bare)]
    return [replace(h, text=h.text.strip(" :")) for h in kept]
