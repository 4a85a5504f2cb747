"""Plain text: paragraphs joined from wrapped lines, and the lists, headings and tables that are clear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.assemble import Gathered, Piece
from ingest.canonical import clean
from models.document import BlockKind, CellPosition, Provenance

LIST_MARKER = re.compile(
    r"^[ \t]*(?P<marker>[-*•‣◦▪●○–]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])[ \t]+(?=\S)"
)
_UNDERLINE = re.compile(r"^\s*([=\-_~*])\1{2,}\s*$")
_NUMBERED_HEADING = re.compile(r"^(?:section\s+)?\d{1,2}(?:\.\d{1,2}){0,3}[.):]?\s+\S", re.I)
_TABLE_RULE = re.compile(r"^[\s|+:=-]*$")
_LABEL = re.compile(r"^\s*[A-Z][\w ]{0,30}:\s")
_STARTS = re.compile(
    rf"{LIST_MARKER.pattern}|{_LABEL.pattern}|^\s*\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}[.):]?\s+[A-Z]"
)
_INITIAL = re.compile(r"^\s*(?P<letter>[B-HJ-Z])\.[ \t]+[A-Z]")
_SHORTEST_WRAPPED = 50
_LONGEST_HEADING = 90


def decode(data: bytes) -> str:
    """The characters of a text file: UTF-8 or UTF-16 by their marks, UTF-8, else the Western Windows set."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_text(text: str) -> Gathered:
    """The paragraphs of a plain text."""
    gathered = Gathered()
    lines = clean(text).split("\n")
    width = _wrapping_width(lines)
    table = -1
    for group in _groups(lines):
        first = group[0][1]
        if len(group) > 1 and all("\t" in line.strip() or line.strip().startswith("|") for _, line in group):
            table += 1
            gathered.pieces.extend(_table(group, table))
            continue
        if len(group) == 2 and _UNDERLINE.match(group[1][1]) and len(first.strip()) <= _LONGEST_HEADING:
            gathered.pieces.append(_heading(group[0][0], first, 1 if "=" in group[1][1] else 2))
            continue
        alone = len(group) == 1
        for index, line in _unwrapped(group, width):
            above = gathered.pieces[-1].marker.strip("(") if gathered.pieces else ""
            gathered.pieces.append(_line(index, line, alone, above))
    return gathered


def _wrapping_width(lines: list[str]) -> int:
    """The length at which the author's lines were broken, or 0 where each line is a paragraph."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if not lengths or lengths[-1] > 120:
        return 0
    return max(lengths[int(len(lengths) * 0.9)], _SHORTEST_WRAPPED)


def _groups(lines: list[str]) -> Iterator[list[tuple[int, str]]]:
    group: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        if line.strip():
            group.append((index, line))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _unwrapped(group: list[tuple[int, str]], width: int) -> Iterator[tuple[int, str]]:
    """Lines, with those that only go on from a full line above joined to it."""
    held: tuple[int, str] | None = None
    previous = ""
    prose = False
    for place, (index, line) in enumerate(group):
        if held is None or _STARTS.match(line):
            prose = _is_prose(group, place)
        full = width and len(previous.rstrip()) + 1 + len(line.split()[0]) > width
        ends = line.rstrip().endswith((".", "?", "!", ";", ":", ",")) or _is_full(group, place, width)
        goes_on = (prose and ends) or line.lstrip()[0].islower()  # a list of names, a heading: no full stop
        if held is not None and full and goes_on and not _STARTS.match(line):
            held = (held[0], f"{held[1].rstrip()} {line.strip()}")
        else:
            if held is not None:
                yield held
            held = (index, line)
        previous = line
    if held is not None:
        yield held


def _is_full(group: list[tuple[int, str]], place: int, width: int) -> bool:
    """True where the first word of the next line had no room on this one."""
    following = group[place + 1][1].split() if place + 1 < len(group) else []
    return bool(following) and len(group[place][1].rstrip()) + 1 + len(following[0]) > width


def _is_prose(group: list[tuple[int, str]], place: int) -> bool:
    """True where a line from here to the next number, bullet or label ends a sentence."""
    for later, (_, line) in enumerate(group[place:]):
        if later and _STARTS.match(line):
            return False
        if line.rstrip().endswith((".", "?", "!")):
            return True
    return False


def _line(index: int, line: str, alone: bool, above: str) -> Piece:
    where = Provenance(paragraph=index)
    words = line.strip()
    if alone and _is_heading(words):
        return _heading(
            index, words, words.split()[0].rstrip(".):").count(".") + 1 if words[0].isdigit() else 1
        )
    found = LIST_MARKER.match(line)
    if found and (initial := _INITIAL.match(line)) and not above.startswith(chr(ord(initial["letter"]) - 1)):
        return Piece(words, provenance=where)  # "T. Okafor", with no "S." before it, is a name
    if found:
        indent = len(line[: found.start("marker")].expandtabs(4)) // 2
        return Piece(
            line[found.end() :].strip(),
            BlockKind.LIST_ITEM,
            provenance=where,
            level=indent,
            marker=found["marker"],
        )
    return Piece(words, provenance=where)


def _is_heading(words: str) -> bool:
    """A short line that stands alone and is in capitals, or numbered and not a sentence."""
    if len(words) > _LONGEST_HEADING or words[-1] in ".;,?!":
        return False
    letters = [c for c in words if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters):
        return True
    return bool(_NUMBERED_HEADING.match(words)) and len(words.split()) <= 10


def _heading(index: int, line: str, level: int) -> Piece:
    return Piece(line.strip(), BlockKind.HEADING, provenance=Provenance(paragraph=index), level=level)


def _table(group: list[tuple[int, str]], table: int) -> Iterator[Piece]:
    """Rows of cells between tabs or bars; rules drawn with dashes are left out."""
    row = 0
    for index, line in group:
        if _TABLE_RULE.match(line):
            continue
        bars = line.strip().startswith("|")
        cells = line.strip().strip("|").split("|") if bars else line.split("\t")
        for column, words in enumerate(cells):
            yield Piece(
                words.strip(),
                BlockKind.CELL,
                provenance=Provenance(paragraph=index),
                cell=CellPosition(table, row, column, header=row == 0),
                more_in_row=column + 1 < len(cells),
            )
        row += 1
