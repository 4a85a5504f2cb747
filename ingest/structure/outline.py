"""Headings beside each other: what only the others, or the words under it, can tell of one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.structure.aliases import Aliases
from ingest.structure.heading import CAPITALS, LABEL, NUMBERED, Heading
from ingest.structure.lines import Line
from ingest.structure.table_headings import A_LEVEL
from ingest.structure.words import depth, fold, split_number
from models.dates import find_dates

_BELOW = 3  # added to a rank: below its neighbour, above what a neighbour of the same look holds
_DECISIONS = frozenset(
    {"decision", "outcome", "meeting outcome", "meeting decision", "chair's decision", "panel decision"}
) | {fold(words) for words in ("outcome of meeting", "decision of the meeting", "decision of the panel")}
_ACTIONS_OF = re.compile(
    r"(?:(?:review|update)s? (?:of|on) )?actions?(?: (?:set|agreed|raised))?"
    r" (?:from|of|on|at)(?: the)?(?: (?:last |previous )?(?:meeting|minutes))?(?: of| on|,)? ",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\blevel [123]\b", re.IGNORECASE)
_PILLARS = frozenset({"supervision", "monitoring_control", "interventions_treatment"}) | {
    "restrictive", "rehabilitation", "protective",
}  # fmt: skip
_LEAST_CONTENTS = 3  # headings
_NOTHING_BETWEEN = 3  # characters: "Action log" over "Previous actions" holds nothing of its own


def settled(found: Iterable[Heading], lines: list[Line]) -> list[Heading]:
    """The headings in order, named where only the others or the words below can tell, without echoes."""
    headings = [_by_what_follows(heading, lines) for heading in sorted(found, key=lambda h: h.start)]
    if headings and headings[0].name == "conclusion" and len(headings) > 1:
        del headings[0]  # a "Summary" before everything else is a box of facts, and concludes nothing
    return _without_echoes(_victims(_one_numbering(headings)))


def _by_what_follows(heading: Heading, lines: list[Line]) -> Heading:
    """ "Decision", or "Outcome", is that on the level where the words under it open with one."""
    if heading.name:
        return heading
    words = heading.text[split_number(heading.text)[1] :]
    if (dates := find_dates(words)) and _ACTIONS_OF.fullmatch(words[: dates[0].start]):
        return replace(heading, name="previous_actions")  # "Actions from 10 June"
    if fold(words) not in _DECISIONS:
        return heading
    below = bisect_left(lines, heading.body, key=lambda line: line.start)
    first = lines[below].text[:A_LEVEL] if below < len(lines) else ""
    return replace(heading, name="level_review") if _LEVEL.search(first) else heading


def _victims(headings: list[Heading]) -> list[Heading]:
    """ "Victim safety" is a part of the plan beside the plan's other parts; by itself it is about victims."""
    names = {heading.name for heading in headings}
    if "victim" in names or names & _PILLARS:
        return headings
    return [replace(h, name="victim") if h.name == "victim_safety" else h for h in headings]


def _one_numbering(headings: list[Heading]) -> list[Heading]:
    """Numbered lines stand as high as the styled headings whose numbering they go on with."""
    styled: dict[int, int] = {}
    for heading in headings:
        if heading.number and heading.rank < NUMBERED:
            deep = depth(heading.number)
            styled[deep] = min(styled.get(deep, heading.rank), heading.rank)
    whole = any(depth(h.number) > 1 for h in headings)
    headings = [
        replace(h, rank=NUMBERED + 10) if whole and h.rank == NUMBERED + 50 and depth(h.number) == 1 else h
        for h in headings
    ]  # "3." is set as an item of a list, and holds "3.1"
    return [
        replace(h, rank=styled[depth(h.number)])
        if h.number and NUMBERED <= h.rank < CAPITALS and depth(h.number) in styled
        else h
        for h in headings
    ]


def below_their_plan(headings: Sequence[Heading], aliases: Aliases) -> list[Heading]:
    """Headings whose look is stronger than that of the section they are parts of, set below it.

    A plan's heading may stand in a shaded one-cell table and its pillars be Word's own headings. A look that
    names parts only, and first comes after the heading they are parts of, belongs under that heading.
    """
    first: dict[int, int] = {}
    for heading in headings:
        if heading.name:
            first.setdefault(heading.rank, heading.start)
    lower: dict[int, int] = {}
    opened: dict[str, Heading] = {}
    for heading in headings:
        outer = opened.get(aliases.sections[heading.name].within) if heading.name else None
        if outer is not None and heading.rank < outer.rank and first[heading.rank] > outer.start:
            lower.setdefault(heading.rank, outer.rank + _BELOW)
        if heading.name:
            opened.setdefault(heading.name, heading)
    return [replace(h, rank=lower.get(h.rank, h.rank)) for h in headings]


def _holds_only(heading: Heading, following: Heading) -> bool:
    """True for a heading over a weaker one of another section, and nothing between them."""
    near = following.start - heading.end <= _NOTHING_BETWEEN
    return (
        near
        and not heading.weak
        and following.rank > heading.rank
        and following.name not in ("", heading.name)
    )


def _without_contents(headings: Sequence[Heading]) -> list[Heading]:
    """The headings without a list of contents: a run with nothing between, most of which come again."""
    last = {heading.name: heading.start for heading in headings}
    kept: list[Heading] = []
    run: list[Heading] = []
    for heading in (*headings, None):
        if heading is not None and (not run or heading.start - run[-1].end <= _NOTHING_BETWEEN):
            run.append(heading)
            continue
        again = [one for one in run if one.name and last[one.name] > run[-1].start]
        listed = len(again) >= _LEAST_CONTENTS and len(again) * 2 > len(run)
        kept += [one for one in run if not listed or one not in again]
        run = [] if heading is None else [heading]
    return kept


def _without_echoes(headings: Iterable[Heading]) -> list[Heading]:
    """Labels dropped where the section has a heading of its own elsewhere.

    A heading over a level or a figure ("Risk of serious harm:", then "High") is a label too where the same
    section comes again with more to say.
    """
    listed = _without_contents(list(headings))
    full = {n for h in listed if not h.terse and h.rank < LABEL for n in (h.name, *h.also) if n}
    listed = [h for h in listed if not (h.terse and not h.number and h.rank >= CAPITALS and h.name in full)]
    strong = {n for h in listed if not h.weak for n in (h.name, *h.also) if n}
    bare = {a.name for a, b in pairwise(listed) if _holds_only(a, b)}
    kept = [h for h in listed if not (h.weak and h.name in strong and h.name not in bare)]
    return [replace(h, text=h.text.strip(" :")) for h in kept]
