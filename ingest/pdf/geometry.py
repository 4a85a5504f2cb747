"""Words, lines and shapes of a page, in points from its top left corner as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from models.document import Box


class Sight(Enum):
    """Whether a reader of the page sees a word."""

    SEEN = "seen"
    HIDDEN = "hidden"
    COVERED = "covered"
    LAYER = "layer"  # the invisible text layer over or under a scanned picture


@dataclass(slots=True)
class PlacedText:
    """A word on the page. `size` is the type's height in points; `order` is its place in the file."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    upright: bool = True
    sight: Sight = Sight.SEEN
    order: int = 0
    confidence: int = 100  # of a word seen in the page's picture

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """The place of its middle across the page."""
        return (self.left + self.right) / 2

    def box(self) -> Box:
        """Its rectangle, to the tenth of a point."""
        return Box(round(self.left, 1), round(self.top, 1), round(self.right, 1), round(self.bottom, 1))


@dataclass(slots=True)
class Line:
    """Words that stand on one line, from left to right."""

    words: list[PlacedText]
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0

    def __post_init__(self) -> None:
        """Take the outline of the words."""
        self.left = min(w.left for w in self.words)
        self.right = max(w.right for w in self.words)
        self.top = min(w.top for w in self.words)
        self.bottom = max(w.bottom for w in self.words)

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(w.text for w in self.words)

    @property
    def size(self) -> float:
        """The size of most of its characters."""
        first = self.words[0].size
        if all(w.size == first for w in self.words):
            return first
        return commonest((w.size, len(w.text)) for w in self.words)

    @property
    def bold(self) -> bool:
        """True where nearly all of it is bold."""
        total = sum(len(w.text) for w in self.words)
        return sum(len(w.text) for w in self.words if w.bold) >= 0.9 * total

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Shape:
    """A filled rectangle or a picture; `order` is its place among the page's objects."""

    left: float
    top: float
    right: float
    bottom: float
    order: int
    colour: tuple[int, int, int] | None = None  # None for a picture
    opaque: bool = True

    @property
    def area(self) -> float:
        """In square points."""
        return max(self.right - self.left, 0) * max(self.bottom - self.top, 0)

    def holds(self, x: float, y: float) -> bool:
        """True where the point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(slots=True)
class Rule:
    """A straight line, upright or level: `at` across it, from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in its own coordinates, and how it is turned (quarter turns clockwise)."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.turns % 2 else (wide, high)

    def seen(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom as seen, from the page's own coordinates."""
        match self.turns:
            case 1:
                return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            case 2:
                return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            case 3:
                return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


@dataclass(slots=True)
class PageContent:
    """What was drawn on a page. `curves` counts drawn shapes that may be letters."""

    number: int
    width: float
    height: float
    words: list[PlacedText] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    curves: int = 0
    unmapped: int = 0  # characters whose font does not say what they are
    drawn_by_notes: list[PlacedText] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)  # descriptions in the tree of tags
    failed: bool = False
    frame: Frame | None = None

    def pictured(self) -> float:
        """The share of the page that its largest picture fills."""
        whole = max(self.width * self.height, 1.0)
        return max((min(s.area, whole) / whole for s in self.shapes if s.colour is None), default=0.0)


def commonest(values: Iterable[tuple[float, int]]) -> float:
    """The value with the most weight, 0 where there is none."""
    weights: dict[float, int] = {}
    for value, weight in values:
        weights[value] = weights.get(value, 0) + weight
    return max(weights, key=lambda v: weights[v]) if weights else 0.0


def outline(words: Sequence[PlacedText]) -> Box:
    """The rectangle around words."""
    return Box(
        round(min(w.left for w in words), 1),
        round(min(w.top for w in words), 1),
        round(max(w.right for w in words), 1),
        round(max(w.bottom for w in words), 1),
    )


def lines_of(words: Iterable[PlacedText]) -> list[Line]:
    """Words gathered into lines from the top down; words share a line where their middles nearly agree."""
    rows: list[
        tuple[float, float, list[PlacedText]]
    ] = []  # middle and height of the first word, and all words
    for middle, _, _, word in sorted((w.middle, w.left, i, w) for i, w in enumerate(words)):
        high = word.bottom - word.top
        for first_middle, first_high, row in rows[-3:]:
            if abs(middle - first_middle) <= max(0.45 * min(high, first_high), 1.0):
                row.append(word)
                break
        else:
            rows.append((middle, high, [word]))
    lines = [Line(sorted(row, key=lambda w: (w.left, w.order))) for _, _, row in rows]
    return sorted(lines, key=lambda line: line.middle)
