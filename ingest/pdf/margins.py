"""Page headers and footers, told by where they stand and that they come again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.geometry import Line
from models.document import Channel

_ZONE = 0.14  # share of the page's height in which a header or footer may stand
_NUMBER_ZONE = 0.25  # and in which the page's own number may, alone on its line
_EDGE = 0.075  # and in which a line that stands off from the rest is taken for one
_BARE_NUMBER = re.compile(r"^[\W_]{0,4}(?:page )?(\d{1,4})(?: ?(?:of|/) ?\d{1,4})?[\W_]{0,4}$", re.I)
_PAGE_NUMBER = re.compile(r"\bpage\W*\d+(?:\s*(?:of|/)\s*\d+)?|\b\d+\s*(?:of|/)\s*\d+\b|^\W*\d+\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Margin:
    """A page on its way to its margins: its lines, and where tables stand that reach into its middle.

    `number` is the page's place in the file, from 1.
    """

    number: int
    height: float
    lines: list[Line]
    tables: list[tuple[float, float]]  # upper and lower edge

    def zone(self, line: Line) -> str:
        """The zone of a line that may be of a header or footer; a row of a table of the page is not."""
        middle = (_ZONE * self.height, (1 - _ZONE) * self.height)
        for top, bottom in self.tables:
            if top <= line.middle <= bottom and bottom > middle[0] and top < middle[1]:
                return ""
        return _zone(line, self.height, self.share(line))

    def share(self, line: Line) -> float:
        """The share of the page in which a line may be of a margin: wide for the page's own number."""
        return _NUMBER_ZONE if _numbers_page(line, self.number) else _ZONE


def margins(pages: Sequence[Margin]) -> list[dict[int, Channel]]:
    """For each page, the channel of those lines, by index, that are its header or footer."""
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for line in page.lines:
            zone = page.zone(line)
            if zone:
                seen[zone, _shape(line)].add(number)
    found: list[dict[int, Channel]] = []
    for page in pages:
        lines = page.lines
        channels: dict[int, Channel] = {}
        for indexes, zone in ((range(len(lines)), "top"), (range(len(lines) - 1, -1, -1), "bottom")):
            stack: list[int] = []
            for index in indexes:
                line = lines[index]
                if page.zone(line) != zone:
                    break
                again = len(seen[zone, _shape(line)]) >= 2
                if not again and not _apart(page, index, zone):
                    break
                stack.append(index)
            for index in _standing_off(lines, stack, zone):
                channels[index] = Channel.HEADER if zone == "top" else Channel.FOOTER
        found.append(channels)
    return found


def _standing_off(lines: Sequence[Line], stack: list[int], zone: str) -> list[int]:
    """The lines of the stack, from the edge, down to the last that has clear space between it and the next.

    Without that space, lines that come again may as well be running text that says the same on each page.
    """
    for length in range(len(stack), 0, -1):
        last = stack[length - 1]
        inner = last + 1 if zone == "top" else last - 1
        if not 0 <= inner < len(lines):
            return stack[:length]
        gap = (
            lines[inner].top - lines[last].bottom if zone == "top" else lines[last].top - lines[inner].bottom
        )
        if gap > 0.5 * lines[last].size:
            return stack[:length]
    return []


def _shape(line: Line) -> str:
    """What a line says but for the number of the page."""
    return _PAGE_NUMBER.sub("#", line.text.lower())


def _zone(line: Line, height: float, share: float) -> str:
    if line.bottom <= share * height:
        return "top"
    return "bottom" if line.top >= (1 - share) * height else ""


def _numbers_page(line: Line, number: int) -> bool:
    found = _BARE_NUMBER.match(line.text)
    return found is not None and int(found[1]) == number


def _apart(page: Margin, index: int, zone: str) -> bool:
    """True for a line in the outer margin with clear space between it and the running text.

    The margin of a number of a page, which is nothing else, is a wide one.
    """
    lines, height = page.lines, page.height
    line = lines[index]
    edge = page.share(line) if _BARE_NUMBER.match(line.text) else _EDGE
    if _zone(line, height, edge) != zone:
        return False
    if zone == "top":
        inner = next((other for other in lines[index + 1 :] if _zone(other, height, edge) != zone), None)
        return inner is not None and inner.top - line.bottom > 0.8 * line.size
    inner = next((other for other in reversed(lines[:index]) if _zone(other, height, edge) != zone), None)
    return inner is not None and line.top - inner.bottom > 0.8 * line.size
