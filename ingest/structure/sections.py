"""Sections from headings: what each covers, what lies within what, and whether it says anything."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.structure.aliases import Aliases
from ingest.structure.columns import Reading, TableKind
from ingest.structure.heading import BOLD, LEFT_CELL, NUMBERED, Heading
from ingest.structure.lexicon import is_agency
from ingest.structure.lines import Line
from ingest.structure.outline import below_their_plan
from ingest.structure.states import judge
from ingest.structure.tables import Table
from models.structure import UNRECOGNISED, Section
from models.text import Span

_NESTED = 5  # added to a rank: below its neighbour, above the next weaker look
_HOLDERS = frozenset(
    {"updates", "referral_reason", "meeting_details", "offender_details", "exec_summary", "victim"}
)
_OF_THE_MEETING = frozenset(
    {
        "aob",
        "next_review",
        "attendance",
        "apologies",
        "confidentiality",
        "distribution",
        "introductions",
        "conclusion",
    }
)
"""What a meeting on several cases has once: a case holds everything else up to the next case."""
_LISTS = frozenset({"attendance", "apologies", "invitees"})
_LOOSE = frozenset({"contingency", "apologies"})  # parts of another section only where nothing stands between


@dataclass(slots=True)
class _Open:
    """A section whose end is not known until a heading closes it."""

    heading: Heading
    rank: int
    level: int
    parent: str
    end: int


class Ground:
    """The lines under the sections: which words are somebody's own and which are the form's."""

    def __init__(
        self, lines: Sequence[Line], headings: Sequence[Heading], furniture: Collection[int]
    ) -> None:
        self._lines = lines
        self._starts = [line.start for line in lines]
        self._headings = headings
        self._heading_starts = [h.start for h in headings]
        self._furniture = furniture

    def pieces(self, start: int, end: int) -> Iterator[str]:
        """What is written between two places: headings and the form's own column names left out."""
        index = max(bisect_left(self._starts, start) - 1, 0)
        while index < len(self._lines) and self._starts[index] < end:
            line = self._lines[index]
            if line.end > start and line.start not in self._furniture:
                yield from self._outside_headings(line, start, end)
            index += 1

    def _outside_headings(self, line: Line, start: int, end: int) -> Iterator[str]:
        at, stop = max(line.start, start), min(line.end, end)
        index = max(bisect_left(self._heading_starts, at) - 1, 0)
        while index < len(self._headings) and self._heading_starts[index] < stop:
            heading = self._headings[index]
            if heading.end > at:
                if piece := line.text[at - line.start : max(heading.start, at) - line.start].strip():
                    yield piece
                at = heading.end
            index += 1
        if piece := line.text[at - line.start : max(stop, at) - line.start].strip():
            yield piece


def furniture(tables: Sequence[tuple[Table, Reading]]) -> frozenset[int]:
    """The starts of lines that are the form's own: column names, row numbers, labels without a value."""
    found: set[int] = set()
    for table, reading in tables:
        for index, row in enumerate(table.rows):
            if index == reading.header or (row.header and reading.kind is TableKind.DATA):
                found.update(line.start for cell in row.cells for line in cell.lines)
            elif reading.kind in (TableKind.LABELS, TableKind.ACTIONS) and len(row.cells) > 1:
                bare = not any(cell.text for cell in row.cells[1:])
                if bare or row.cells[0].text.rstrip(".").isdigit():
                    found.update(line.start for line in row.cells[0].lines)
    return frozenset(found)


def read_sections(
    headings: Sequence[Heading],
    ground: Ground,
    end: int,
    aliases: Aliases,
    prompts: Mapping[str, frozenset[str]],
) -> tuple[Section, ...]:
    """Sections in the order of their headings. `end` is where the running text ends.

    `prompts` are the template's own words by section, folded; those under "" stand anywhere.
    """
    return tuple(
        section
        for one in _nest(below_their_plan(headings, aliases), ground, end, aliases)
        for section in _sections(one, ground, prompts)
    )


def _nest(headings: Sequence[Heading], ground: Ground, end: int, aliases: Aliases) -> list[_Open]:
    done: list[_Open] = []
    stack: list[_Open] = []
    moved: dict[int, int] = {}
    for heading in headings:
        if heading.name or heading.rank < NUMBERED:
            heading = replace(heading, rank=moved.get(heading.rank, heading.rank))
        while stack and stack[-1].heading.stop is not None and stack[-1].end <= heading.start:
            stack.pop()
        if _an_agency_in_a_list(heading, stack):
            heading = replace(heading, name="")
        rank = _rank(heading, stack, ground, aliases)
        if rank < heading.rank < LEFT_CELL:  # the style that a peer was set in is its peers' style too
            moved[heading.rank] = rank
        while stack and stack[-1].rank >= rank:
            over = stack.pop()
            over.end = min(over.end, heading.start)
        parent = stack[-1].heading.name or UNRECOGNISED if stack else ""
        limit = min(end, stack[-1].end) if stack else end
        stop = limit if heading.stop is None else min(heading.stop, limit)
        one = _Open(heading, rank, len(stack) + 1, parent, max(stop, heading.body))
        stack.append(one)
        done.append(one)
    return done


def _an_agency_in_a_list(heading: Heading, stack: Sequence[_Open]) -> bool:
    """ "Health" among those present is who came, and no section on health."""
    inside = (one for one in stack if one.heading.name in _LISTS and one.rank < heading.rank)
    return next(inside, None) is not None and is_agency(heading.text)


def _outermost(stack: Sequence[_Open], heading: Heading) -> int | None:
    """The rank of the outermost open section that a heading cannot lie in, if there is one."""
    holders = (_HOLDERS if heading.rank >= BOLD else frozenset()) | {"case"}
    return next((o.rank for o in stack if o.heading.name and o.heading.name not in holders), None)


def _rank(heading: Heading, stack: Sequence[_Open], ground: Ground, aliases: Aliases) -> int:
    """A heading's rank, a step lower where what it names is part of the neighbour set in the same look."""
    case = next((one for one in stack if one.heading.name == "case"), None)
    if case is not None and (heading.name == "case" or heading.name in _OF_THE_MEETING):
        return case.rank
    if case is not None and heading.name and heading.rank <= case.rank:
        return case.rank + 1
    if _logged(heading, stack, ground):
        return heading.rank
    if heading.name and aliases.sections[heading.name].apart:
        outer_rank = _outermost(stack, heading)
        if outer_rank is not None and outer_rank < heading.rank:
            return outer_rank
    peer = next((one for one in reversed(stack) if one.heading.rank <= heading.rank), None)
    if peer is None or peer.heading.rank != heading.rank:
        return heading.rank
    empty_so_far = next(ground.pieces(peer.heading.body, heading.start), None) is None
    if not heading.name:
        named = any(one.heading.name and one.heading.rank == heading.rank for one in stack)
        return heading.rank + _NESTED if named and is_agency(heading.text) else heading.rank
    outer = aliases.sections[heading.name].within
    parents = [one for one in stack if one.heading.name == outer and one.heading.rank == heading.rank]
    if outer and parents:
        siblings = stack[-1].heading.name != outer and stack[-1].parent == outer
        if heading.name not in _LOOSE or empty_so_far or siblings:
            return heading.rank + _NESTED
    if peer.heading.name == heading.name and empty_so_far:
        return heading.rank + _NESTED
    return heading.rank


def _logged(heading: Heading, stack: Sequence[_Open], ground: Ground) -> bool:
    """True for earlier or new actions within one log: "Action log" over "Previous" and "New actions"."""
    if heading.name not in ("actions", "previous_actions"):
        return False
    log = next((one for one in stack if one.heading.name == "actions" and one.rank < heading.rank), None)
    first = log is not None and next(ground.pieces(log.heading.body, heading.start), None) is None
    return first or (log is not None and log is not stack[-1])


def _sections(one: _Open, ground: Ground, prompts: Mapping[str, frozenset[str]]) -> Iterator[Section]:
    """The section that a heading opens, and each other one that it opens with the same words."""
    section = _section(one, ground, prompts)
    yield section
    for name in one.heading.also:
        yield replace(section, name=name)


def _section(one: _Open, ground: Ground, prompts: Mapping[str, frozenset[str]]) -> Section:
    heading = one.heading
    name = heading.name or UNRECOGNISED
    span = Span(heading.body, max(one.end, heading.body))
    state, hollow = judge(
        ground.pieces(span.start, span.end), prompts.get(name, frozenset()) | prompts.get("", frozenset())
    )
    return Section(
        name,
        heading.text,
        Span(heading.start, heading.end),
        span,
        state,
        hollow,
        one.level,
        heading.number,
        one.parent,
    )
