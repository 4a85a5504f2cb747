"""A heading: the section that it opens, where it stands, and how strongly it is set."""

from __future__ import annotations

from dataclasses import dataclass

STYLED, NUMBERED, CAPITALS, TABLE_ROW, BOLD, PLAIN, LEFT_CELL, LABEL = 100, 200, 300, 350, 400, 500, 600, 700
"""How strongly a line is set as a heading: the smaller, the stronger."""


LONGEST = 90  # characters; a heading that runs over two lines of a page is still shorter
MOST_WORDS = 12


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
