"""A paper of a case, and the few lines of markup it is written in.

    # 5. Disclosure            a heading (## for a sub-heading)
    Disclosure was considered. a paragraph
    - a list item
    : Name | Ann Archer        a row of a two-column form table
    | Name | Agency |          a row of a table, the first its header

Blank lines end paragraphs and tables.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Look:
    """How an area's form looks: what differs between the layouts."""

    heading_in_table: bool = False  # headings as shaded full-width table rows
    numbered: bool = True
    font: str = "Arial"
    size: float = 10.5


@dataclass(frozen=True, slots=True)
class Paper:
    """One referral or set of minutes. `header` and `footer` stand on every page."""

    case: str
    filename: str  # its ending says whether it is laid out as DOCX or PDF
    title: str
    header: str
    footer: str
    body: str
    author: str = ""
    look: Look = Look()


class Kind(Enum):
    """What a piece of a paper is."""

    HEADING = "heading"
    SUBHEADING = "sub-heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    FIELDS = "fields"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, heading or whole table, in order."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def pieces(body: str) -> Iterator[Piece]:
    """The pieces of a paper's body, tables gathered."""
    rows: list[tuple[str, ...]] = []
    rows_kind = Kind.TABLE
    for line in [*textwrap.dedent(body).splitlines(), ""]:
        line = line.strip()
        kind = Kind.FIELDS if line.startswith(": ") else Kind.TABLE if line.startswith("|") else None
        if rows and kind is not rows_kind:
            yield Piece(rows_kind, rows=tuple(rows))
            rows = []
        if kind is Kind.FIELDS:
            label, _, value = line[2:].partition("|")
            rows.append((label.strip(), value.strip()))
            rows_kind = kind
        elif kind is Kind.TABLE:
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            rows_kind = kind
        elif line.startswith("## "):
            yield Piece(Kind.SUBHEADING, line[3:])
        elif line.startswith("# "):
            yield Piece(Kind.HEADING, line[2:])
        elif line.startswith("- "):
            yield Piece(Kind.BULLET, line[2:])
        elif line:
            yield Piece(Kind.PARAGRAPH, line)


def shares(rows: tuple[tuple[str, ...], ...]) -> list[float]:
    """What share of a table's width each column gets, by its longest cell, within reason."""
    weights = [min(max(*(len(cell) for cell in column), 6), 45) for column in zip(*rows, strict=True)]
    return [weight / sum(weights) for weight in weights]
