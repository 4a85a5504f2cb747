"""A heading "Level" over a decision: the review of the level, not the box that says which level it is.

A form has a box near its head ("Level: 2") and a decision near its end, and areas head both "MAPPA level".
The decision is told by its words (more than a figure) or by its place (after the risk and the plan).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.structure.words import fold, split_number
from models.structure import Section, SectionState

_LEVEL = frozenset(
    fold(words)
    for words in (
        "level", "MAPPA level", "level of management", "management level", "current level",
        "MAPPA management level", "current MAPPA level", "level of MAPPA management",
    )
)  # fmt: skip
_FIGURE = re.compile(
    r"\W*(?:(?:mappa )?level\W*)?(?:[123](?:\W+[123]){0,2}|one|two|three|n/?a|tbc)?\W*", re.IGNORECASE
)
_OF_A_MEETING = frozenset({"attendance", "actions", "previous_actions", "apologies"})
_BEFORE_IT = frozenset({"risk_assessment", "rmp", "actions", "previous_actions", "updates"})


def settle_levels(sections: Sequence[Section], text: str) -> tuple[Section, ...]:
    """The sections, a decision headed "Level" named for what it is; a referral has none."""
    names = {s.name for s in sections}
    if "level_review" in names or not names & _OF_A_MEETING:
        return tuple(sections)
    chosen = None
    come = False
    for index, section in enumerate(sections):
        if section.name == "category_level" and _headed_level(section) and (come or _decides(section, text)):
            chosen = index
        come = come or section.name in _BEFORE_IT
    return tuple(replace(s, name="level_review") if i == chosen else s for i, s in enumerate(sections))


def _headed_level(section: Section) -> bool:
    heading = section.heading[split_number(section.heading)[1] :]
    return fold(heading) in _LEVEL


def _decides(section: Section, text: str) -> bool:
    """True where more than a figure is written under the heading."""
    if section.span is None or section.state is not SectionState.PRESENT:
        return False
    said = text[section.span.start : min(section.span.end, section.span.start + 200)].strip()
    return not _FIGURE.fullmatch(said) and len(said.split()) > 3
