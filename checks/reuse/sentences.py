"""Where the sentences of a text end, by rule: a line break, or a stop before a capital or a digit."""

from __future__ import annotations

import re

from models.text import Span

_END = re.compile(r"[\n\t\r\f\v]+|(?<=[.!?])[\"'”’)\]]*[ \u00a0]+(?=[\"'“‘(\[]?[A-Z0-9])|;[ \u00a0]+")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|Rev|St|Sgt|Insp|Supt|No|Nos|para|paras|s|ss|cf|vs|approx|Ltd|Co|"
    r"[A-Z]|e\.g|i\.e|etc)\.$",
    re.IGNORECASE,
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences between `start` and `end`, without the white space around them. Linear."""
    stop = len(text) if end is None else end
    found: list[Span] = []
    begin = start
    for cut in _END.finditer(text, start, stop):
        if cut.group()[0] == " " and _SHORTENED.search(text, max(begin - 1, 0, cut.start() - 8), cut.start()):
            continue
        _add(text, begin, cut.start() + (cut.group()[0] == ";"), found)
        begin = cut.end()
    _add(text, begin, stop, found)
    return found


def _add(text: str, start: int, end: int, found: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        found.append(Span(start, end))
