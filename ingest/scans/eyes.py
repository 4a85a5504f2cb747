"""What a reader and whoever recognises characters say to each other: a bitmap there, words back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

MOST_PIXELS = 16_000_000
"""Of one picture: a sheet of A3 at 240 dots to the inch."""

LEAST_SIDE = 12
"""Pixels; nothing smaller holds a word."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey bitmap, a byte a pixel, rows from the top, 0 black; `dpi` is dots to the inch of the page."""

    width: int
    height: int
    dpi: int
    grey: bytes

    def __post_init__(self) -> None:
        """Hold the bounds on both sides of the boundary."""
        if min(self.width, self.height) < LEAST_SIDE or self.width * self.height > MOST_PIXELS:
            raise ValueError("a picture too small or too large to be looked at")
        if len(self.grey) != self.width * self.height or not 30 <= self.dpi <= 1200:
            raise ValueError("a picture whose bytes do not fill it")


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word in a picture, with its box in pixels from the top left; `confidence` is 0 to 100.

    Words of one `line` stand beside each other; lines of one `paragraph` belong together.
    """

    text: str
    confidence: int
    left: int
    top: int
    right: int
    bottom: int
    line: int = 0
    paragraph: int = 0


class Blind(StrEnum):
    """Why a picture was not looked at."""

    ABSENT = "absent"  # nothing that recognises characters is installed, or it is switched off
    MANY = "many"  # more pictures than one document may have looked at
    TIME = "time"  # the document's seconds are used up, or this picture took too long
    FAILED = "failed"  # the program ended without an answer


@dataclass(frozen=True, slots=True)
class Glance:
    """What was seen; no words and no `blind` is a picture without words.

    `turns` is by how many quarter turns clockwise the picture must be turned to stand upright, and is only
    told when asked for.
    """

    words: tuple[SeenWord, ...] = ()
    blind: Blind | None = None
    turns: int = 0


class Eyes(Protocol):
    """Somebody who recognises characters."""

    @property
    def name(self) -> str:
        """The program and its version, as a document's `reader` tells them; "" where there is none."""
        ...

    def words(self, picture: Picture, table: bool) -> Glance:
        """The words of a picture that stands upright; `table` says that it had ruled lines, now left out."""
        ...

    def turns(self, picture: Picture) -> Glance:
        """How the picture is turned; 0 where that cannot be told."""
        ...


class NoEyes:
    """Sees nothing, and says so."""

    name = ""

    def words(self, picture: Picture, table: bool) -> Glance:
        """Nothing is looked at."""
        return Glance(blind=Blind.ABSENT)

    def turns(self, picture: Picture) -> Glance:
        """Nothing is looked at."""
        return Glance(blind=Blind.ABSENT)
