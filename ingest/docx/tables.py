"""The rows and cells of a Word table, with merged cells counted once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.canonical import one_line
from ingest.docx.colours import shading
from ingest.docx.inline import is_on, whole
from ingest.docx.names import attribute, child, local
from ingest.docx.sheet import is_flat
from models.document import Channel

_WIDEST = 200


@dataclass(slots=True)
class Cell:
    """A cell; `continued` where it is the lower part of a cell merged downwards, which shows nothing."""

    element: Any
    column: int
    across: int = 1
    down: int = 1
    continued: bool = False
    ground: str = ""  # what the cell is shaded with


@dataclass(slots=True)
class Row:
    """A row; `shown` counts the cells that are no continuation."""

    number: int
    cells: list[Cell] = field(default_factory=list)
    header: bool = False
    hidden: bool = False
    change: Channel | None = None
    author: str = ""

    @property
    def shown(self) -> int:
        """How many cells of the row the page shows, those before a continuation counted by place."""
        last = [index for index, cell in enumerate(self.cells) if not cell.continued]
        return last[-1] + 1 if last else 0


def rows(table: Any) -> list[Row]:
    """The table's own rows, not those of tables inside it."""
    found = [_row(number, element) for number, element in enumerate(_inside(table, "tr"))]
    open_at: dict[int, Cell] = {}
    for row in found:
        for cell in row.cells:
            if cell.continued and cell.column in open_at:
                open_at[cell.column].down += 1
            else:
                cell.continued = False
                open_at[cell.column] = cell
    return found


def described(table: Any) -> Iterator[str]:
    """The title and description that a table carries for those who cannot see it."""
    properties = child(table, "tblPr")
    for element in () if properties is None else properties:
        if local(element) in ("tblCaption", "tblDescription"):
            yield one_line(attribute(element, "val"))


def style_of(table: Any) -> str:
    """The id of the table's style; "" where it names none."""
    properties = child(table, "tblPr")
    style = None if properties is None else child(properties, "tblStyle")
    return "" if style is None else attribute(style, "val")


def _row(number: int, element: Any) -> Row:
    row = Row(number)
    column = 0
    properties = child(element, "trPr")
    if properties is not None:
        column = min(max(whole(properties, "gridBefore", 0), 0), _WIDEST)
        row.header = is_on(properties, "tblHeader")
        row.hidden = is_on(properties, "hidden") or is_flat(properties)
        for name, channel in (("ins", Channel.INSERTION), ("del", Channel.DELETION)):
            change = child(properties, name)
            if change is not None:
                row.change, row.author = channel, one_line(attribute(change, "author"))
    for cell in _inside(element, "tc"):
        properties = child(cell, "tcPr")
        across, continued, ground = 1, False, ""
        if properties is not None:
            shade = child(properties, "shd")
            ground = "" if shade is None else shading(shade)
            across = min(max(whole(properties, "gridSpan", 1), 1), _WIDEST)
            merge = child(properties, "vMerge")
            continued = merge is not None and attribute(merge, "val", "continue") == "continue"
        row.cells.append(Cell(cell, column, across, continued=continued, ground=ground))
        column += across
    return row


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """Elements of that name in this one, through controls, changes and custom markup around them."""
    for element in parent:
        found = local(element)
        if found == name:
            yield element
        elif found in ("sdt", "sdtContent", "customXml", "ins", "del", "moveTo", "moveFrom", "smartTag"):
            yield from _inside(element, name)
