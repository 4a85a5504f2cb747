"""Headings that stand in tables: a row across, a left cell with its words beside it, a head over a cell."""

from __future__ import annotations

import re

from ingest.structure.aliases import Aliases
from ingest.structure.columns import Reading, TableKind, sections_down
from ingest.structure.heading import LEFT_CELL, LONGEST, MOST_WORDS, NUMBERED, TABLE_ROW, Heading
from ingest.structure.states import is_prompt
from ingest.structure.tables import Row, Table
from ingest.structure.words import bare_number, depth, is_capitals, split_number

ENDS_SENTENCE = re.compile(r"[.;,!]\s*$")
RISK_WORDS = re.compile(r"^(very\s+high|high|medium|low)\b", re.IGNORECASE)
A_LEVEL = 40  # characters; "High" and who says so is no assessment


def row_headings(tables: list[tuple[Table, Reading]], aliases: Aliases) -> list[Heading]:
    """The headings of the tables: across a row, or in cells beside or above their words."""
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
    if len(cells) != 1 or not wide or table.width == 1 or len(cells[0].text) > LONGEST or not table.drawn:
        return None
    own, at = split_number(cells[0].text)
    words = cells[0].text[at:]
    bold = all(line.bold for line in cells[0].lines)
    loose = (
        bool(own or number or bold or row.header or is_capitals(words)) and len(words.split()) <= MOST_WORDS
    )
    name = aliases.named_in(words) if loose else aliases.nearly(words)
    if not name or ENDS_SENTENCE.search(words) or is_prompt(words):
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
        name = aliases.nearly(words.rstrip(" :?")) if 0 < len(words) <= LONGEST else ""
        joint = aliases.jointly(words) if len(words) <= LONGEST else ()
        name = joint[0] if joint else name
        if not name or (aliases.sections[name].only_as_heading and not joint):
            continue
        beside = cells[place + 1].text
        assessed = name == "risk_assessment" and len(beside.split()) > 2
        if not (numbered or assessed) and RISK_WORDS.match(beside) and len(beside) < A_LEVEL:
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


def closed(tables: list[tuple[Table, Reading]]) -> frozenset[int]:
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
