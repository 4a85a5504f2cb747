"""Which section a place in the text belongs to, found in logarithmic time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from models.structure import UNRECOGNISED, Section


class Places:
    """An index over sections, which lie within one another or apart, never across."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sorted(
            (s for s in sections if s.span is not None), key=lambda s: (_start(s), -_end(s))
        )
        self._starts = [_start(s) for s in self._sections]
        self._parents: list[int] = []
        stack: list[int] = []
        for index, section in enumerate(self._sections):
            while stack and _end(self._sections[stack[-1]]) <= _start(section):
                stack.pop()
            self._parents.append(stack[-1] if stack else -1)
            stack.append(index)

    def around(self, place: int) -> Iterator[Section]:
        """The sections that a place lies in, innermost first."""
        index = bisect_right(self._starts, place) - 1
        while index >= 0:
            if _end(self._sections[index]) > place:
                yield self._sections[index]
            index = self._parents[index]

    def named(self, place: int) -> Section | None:
        """The innermost section around a place whose name is known."""
        return next((s for s in self.around(place) if s.name != UNRECOGNISED), None)


def _start(section: Section) -> int:
    return section.span.start if section.span is not None else 0


def _end(section: Section) -> int:
    return section.span.end if section.span is not None else 0
