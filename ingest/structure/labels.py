"""Labels and their values: "Level: 2", a left cell and the one beside it, a column's head, a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.structure.asked import LABELS
from ingest.structure.choices import chosen, has_box, is_ticked
from ingest.structure.columns import Reading, TableKind
from ingest.structure.lexicon import is_agency
from ingest.structure.lines import Line
from ingest.structure.places import Places
from ingest.structure.tables import Cell, Row, Table
from ingest.structure.words import fold, sides, split_number
from models.dates import find_dates
from models.document import BlockKind
from models.structure import Section
from models.text import Span

_LABEL = re.compile(r"([^\s:][^:\n]{0,58}?)\s*:(?!//)\s*")
_INNER = re.compile(
    r"(?:(?<=\s{2})|(?<=[;,|\t])\s*)(?=[A-Z][^:\s]*(?: [^:\s]+){0,3}\s*:\s)|\s(?=(?:DOB|D\.O\.B|PNC|CRO|CRN"
    r"|NOMIS|ViSOR|NHS|Date of birth|Venue|Location|Chair|Time|Level|Category)\b[^:]{0,12}:)"
)
_FIGURE = re.compile(
    r"(?P<label>[A-Za-z][A-Za-z.' /]{1,38}?)[ \t]{1,4}[-–—]?[ ]?"
    r"(?P<value>\d[\w /.,-]{0,38}|[A-Z]{1,2}\d{4,8}[A-Z]{0,2})$"
)
_LED = re.compile(
    r"lead (?:responsible )?(?:agency|authority)(?: is| -)? (?P<value>\w[^.:]{2,60})$", re.IGNORECASE
)
_LEVEL_OR_CATEGORY = re.compile(r"(?:MAPPA )?(?P<label>level|category) (?P<value>[1-4])\b", re.IGNORECASE)
_NUMBER = re.compile(r"[\d/. ]{1,20}[A-Z]?|[A-Z]{1,2}\d{4,8}[A-Z]{0,2}")
_LONGEST_LOOSE = 80  # characters
_COLON = re.compile(r":(?=\s)")
_WORD = re.compile(r"[^\s:]+")
_LABEL_WORDS = 6
_LONGEST_VALUE = 240  # a fact is short; what is longer is prose


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label, folded, and the words that answer it. An empty value is a box that nobody filled in."""

    label: str
    value: str
    start: int
    end: int
    section: str = ""
    heading: bool = False
    two: bool = False  # written in two languages, one after the other

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return Span(self.start, self.end)


def read_labels(
    lines: Sequence[Line],
    tables: Sequence[tuple[Table, Reading]],
    sections: Sequence[Section],
    places: Places,
    text: str,
) -> list[Labelled]:
    """All labels with their values, in the order of the values."""
    found: list[Labelled] = [
        *_in_tables(tables),
        *_ticked(tables),
        *_in_lines(lines, tables),
        *_of_sections(sections, text),
    ]
    return sorted(
        _placed([*found, *_in_other_words(found)], places), key=lambda one: (one.start, one.heading)
    )


def _in_other_words(found: Sequence[Labelled]) -> Iterator[Labelled]:
    """A label in two languages ("Lefel / Level") under the name that is known."""
    for one in found:
        words = one.label.split()
        if one.label in LABELS or not 1 < len(words) < 12:
            continue
        known = next(
            (" ".join(words[at:]) for at in range(1, len(words)) if " ".join(words[at:]) in LABELS), ""
        )
        if known and one.two:
            yield replace(one, label=known)


def _in_tables(tables: Sequence[tuple[Table, Reading]]) -> Iterator[Labelled]:
    for table, reading in tables:
        if reading.kind is TableKind.LABELS:
            for row in table.rows:
                cells = list(row.cells)
                if len(cells) % 2 and len(cells) > 1 and split_number(cells[0].text + " x")[0]:
                    cells = cells[1:]
                for label, value in zip(cells[::2], cells[1::2], strict=False):
                    yield from _pair(label, value)
        elif reading.kind is TableKind.DATA and len(table.rows) > 1:
            heads = {cell.column: cell for cell in table.rows[0].cells}
            for row in table.rows[1:]:
                for cell in row.cells:
                    if cell.column in heads:
                        yield from _pair(heads[cell.column], cell)


def _ticked(tables: Sequence[tuple[Table, Reading]]) -> Iterator[Labelled]:
    """Boxes to tick that stand in cells of their own: "Level | ☐ 1 | ☒ 2 | ☐ 3"."""
    for table, _ in tables:
        for row in table.rows:
            yield from _ticked_beside(row)
            boxes = [cell for cell in row.cells if len(cell.text) < 40 and has_box(cell.text)]
            if len(boxes) < 2 or not row.cells[0].text or len(row.cells[0].text) > 60:
                continue
            first, *rest = row.cells
            if has_box(first.text):
                continue
            if not has_box(rest[0].text) or not any(c.isalnum() for c in rest[0].text):
                rest = list(row.cells)  # "Level 1 | ☐ | Level 2 | ☒"
                first = replace(first, text=first.text.rstrip(" 1234"))
            said = " ".join(cell.text for cell in rest if cell.text)
            yield Labelled(fold(first.text), said, rest[0].start, rest[-1].end)


def _ticked_beside(row: Row) -> Iterator[Labelled]:
    """ "☒ | Category 2 | Violent offender": a row that is ticked as a whole."""
    boxes = [cell for cell in row.cells if has_box(cell.text)]
    if (
        len(boxes) != 1
        or any(c.isalnum() for c in chosen(boxes[0].text + " "))
        or not is_ticked(boxes[0].text)
    ):
        return
    for cell in row.cells:
        if cell is not boxes[0] and (named := _LEVEL_OR_CATEGORY.match(cell.text)):
            yield Labelled(fold(named["label"]), named["value"], cell.start, cell.end)


def _pair(label: Cell, value: Cell) -> Iterator[Labelled]:
    if label.text and len(label.text) < 80:
        words = label.text[split_number(label.text)[1] :]
        yield Labelled(
            fold(words),
            value.text[:_LONGEST_VALUE],
            value.start,
            min(value.end, value.start + _LONGEST_VALUE),
            two=bool(sides(words)),
        )


def _in_lines(lines: Sequence[Line], tables: Sequence[tuple[Table, Reading]]) -> Iterator[Labelled]:
    labels = {
        line.start
        for table, reading in tables
        if reading.kind in (TableKind.LABELS, TableKind.DATA) and table.drawn
        for row in table.rows
        for cell in row.cells[:: 2 if reading.kind is TableKind.LABELS else 1]
        if reading.kind is not TableKind.LABELS or ":" not in cell.text.rstrip(" :")
        for line in cell.lines
        if len(row.cells) > 1 and len(cell.text) < 80
    }
    for index, line in enumerate(lines):
        if line.start in labels:
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        yield from _in_line(line, following)


def _without_colon(line: Line) -> Iterator[Labelled]:
    """ "DOB 12/03/1980", "Category 2", "lead agency probation": a label that is known and its answer."""
    led = _LED.match(line.text)
    if led is not None and is_agency(led["value"]):
        at = line.start + led.start("value")
        yield Labelled("lead agency", led["value"], at, at + len(led["value"]))
    figure = _FIGURE.match(line.text) if len(line.text) < _LONGEST_LOOSE else None
    if figure is not None and fold(figure["label"]) in LABELS and _is_figure(figure["value"]):
        value = figure["value"]
        at = line.start + figure.start("value")
        yield Labelled(fold(figure["label"]), value, at, at + len(value))


def _is_figure(value: str) -> bool:
    """True for a level, a number or a date and nothing else."""
    dates = find_dates(value)
    return bool(
        _NUMBER.fullmatch(value) or (dates and dates[0].start == 0 and dates[0].end >= len(value) - 1)
    )


def _in_line(line: Line, following: Line | None) -> Iterator[Labelled]:
    if ":" not in line.text and line.cell is None:
        yield from _without_colon(line)
    cuts = sorted({0, *_inner_labels(line.text[:400]), len(line.text)})
    for start, end in pairwise(cuts):
        match = _LABEL.match(line.text, start, end)
        if match is None or len(match[1].split()) > 9:
            continue
        label = match[1][split_number(match[1])[1] :]
        value = line.text[match.end() : end].strip(" ;,|\t")[:_LONGEST_VALUE]
        at = line.start + match.end()
        if value:
            yield Labelled(fold(label), value, at, at + len(value), two=bool(sides(label)))
        elif end == len(line.text) and following is not None and _answers(line, following):
            yield Labelled(
                fold(label),
                following.text[:_LONGEST_VALUE],
                following.start,
                following.start + min(len(following.text), _LONGEST_VALUE),
            )
        else:
            yield Labelled(fold(label), "", at, at)


def _inner_labels(text: str) -> Iterator[int]:
    """Where further labels of one line begin: "Chair: Ann Archer  Lead agency: Probation  Level: 2"."""
    yield from (match.end() for match in _INNER.finditer(text))
    colons = [match.start() for match in _COLON.finditer(text)]
    for before, colon in pairwise((-1, *colons)):
        words = list(_WORD.finditer(text, before + 1, colon))[-_LABEL_WORDS:]
        known = (
            w.start()
            for w in words[1:]
            if w[0][0].isupper()
            and fold(text[w.start() : colon]) in LABELS
            and (before >= 0 or text[: w.start()].rstrip().endswith((".", ";", ",")))
        )
        if (at := next(known, None)) is not None:
            yield at


def _answers(line: Line, following: Line) -> bool:
    """True where a label's value may stand on the next line."""
    near = (line.cell is None) == (following.cell is None)
    return near and following.kind is not BlockKind.HEADING and ":" not in following.text[:40]


def _of_sections(sections: Sequence[Section], text: str) -> Iterator[Labelled]:
    """A heading is the label of a section that holds one short line."""
    for section in sections:
        if section.span is None or not section.heading:
            continue
        said = text[section.span.start : section.span.end][:_LONGEST_VALUE]
        first = next((piece for piece in said.split("\n") if piece.strip()), "")
        at = section.span.start + said.find(first) + (len(first) - len(first.lstrip()))
        value = first.strip()
        label = section.heading[split_number(section.heading)[1] :]
        if value:
            yield Labelled(fold(label), value, at, at + len(value), section.name, True, bool(sides(label)))


def _placed(found: list[Labelled], places: Places) -> Iterator[Labelled]:
    """Each with the innermost section that its value stands in."""
    for one in found:
        section = places.named(one.start)
        name = one.section or (section.name if section is not None else "")
        yield replace(one, section=name)
