"""Actions written as lists and sentences, in their own sections and in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.structure.action_line import (
    FIELD,
    LONGEST,
    TO,
    Draft,
    could_own,
    fill,
    finish,
    kind_of,
    loosen,
    read_line,
)
from ingest.structure.lexicon import is_agency
from ingest.structure.lines import Line
from ingest.structure.places import Places
from models.document import BlockKind
from models.structure import Action, Section

_SECTIONS = ("actions", "previous_actions")
_NEXT = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
_PASSING = re.compile(
    r"\b(?P<word>ACTION|Action|AP|ACTION POINT)(?: [Pp]oint)? ?(?P<number>\d{0,3}(?:\.\d{1,2})?)"
    r" ?(?:[(\[](?P<who>[^()\[\]:]{2,60})[)\]])? ?[:–—-] ?(?=[A-Z])"
)


def listed_actions(lines: Sequence[Line], places: Places, taken: set[int]) -> Iterator[Action]:
    """Actions in sections on actions, outside the lines that tables have taken."""
    yield from (finish(draft) for draft in _drafts(lines, places, taken))
    yield from (finish(draft) for draft in _in_passing(lines, places, taken))


def read_sentence(line: Line, previous: bool) -> Action | None:
    """The action that a line tells by itself ("Ann Archer to ring the landlord by 9 April"), if any."""
    draft = read_line(line, 0, previous, None)
    return finish(draft) if draft is not None else None


def _in_passing(lines: Sequence[Line], places: Places, taken: set[int]) -> Iterator[Draft]:
    """ "He has arrears. ACTION: Mary Holt to write to the landlord by 14 June.", wherever it stands."""
    open_: Draft | None = None
    for line in lines:
        here = places.named(max(line.end - 1, line.start))
        if line.start in taken or len(line.text) > LONGEST or (here is not None and here.name in _SECTIONS):
            continue
        fields = list(FIELD.finditer(line.text)) if open_ is not None else []
        if open_ is not None and fields and fields[0].start() == 0 and kind_of(fields[0]) != "action":
            fill(open_, line.text, fields, line.start)
            open_.end = line.end
            continue
        found = list(_PASSING.finditer(line.text))
        ends = [match.start() for match in found[1:]] + [len(line.text)]
        for match, end in zip(found, ends, strict=False):
            draft = _passing(line, match, end)
            if draft is None:
                continue
            if open_ is not None:
                yield open_
            open_ = draft
        if not found and open_ is not None:
            yield open_
            open_ = None
    if open_ is not None:
        yield open_


def _passing(line: Line, match: re.Match[str], end: int) -> Draft | None:
    """The action that "ACTION:" opens; "Action:" in the middle of a line opens one only with an owner."""
    words = line.text[match.end() : end].strip()
    at = line.start + match.end()
    draft = Draft(line.start + match.start(), line.start + end, match["number"] or "", words, at, False)
    fields = [f for f in FIELD.finditer(words) if kind_of(f) != "action" and f.start()]
    if fields:
        draft.text = words[: fields[0].start()].strip(" ;,–—-|(.")
        fill(draft, words, fields, at)
    if match["who"]:
        draft.owner, draft.owner_at = match["who"], line.start + match.start("who")
    loosen(draft)
    plain = match["word"] in ("ACTION", "ACTION POINT") or match.start() == 0
    return draft if len(words.split()) > 1 and (plain or draft.owner) else None


def _drafts(lines: Sequence[Line], places: Places, taken: set[int]) -> Iterator[Draft]:
    draft: Draft | None = None
    section: Section | None = None
    agency = ""
    for line in lines:
        here = places.named(max(line.end - 1, line.start))
        if here is None or here.name not in _SECTIONS or here.span is None or line.start in taken:
            continue
        if here is not section and draft is not None:
            yield draft
            draft = None
        if here is not section:
            agency = ""
        section = here
        if is_agency(line.text) and (line.kind is BlockKind.HEADING or line.bold or line.text.endswith(":")):
            agency = line.text.strip(" :")  # whose actions follow
            continue
        at = max(here.span.start - line.start, 0)
        if not line.text[at:].strip(" -–—•*:.") or len(line.text) > LONGEST:
            continue
        for one, from_ in _told_one_by_one(line, at):
            made = read_line(one, from_, here.name == "previous_actions", draft)
            if made is not None and made is not draft:
                if draft is not None:
                    yield draft
                draft = made
                draft.agency = draft.agency or agency
    if draft is not None:
        yield draft


def _told_one_by_one(line: Line, at: int) -> list[tuple[Line, int]]:
    """The line and where its words start; or a line for each sentence where each says who will do what."""
    cuts = [at, *(gap.end() for gap in _NEXT.finditer(line.text, at)), len(line.text)]
    pieces = [line.text[start:end].strip() for start, end in pairwise(cuts)]
    told = [TO.match(piece) for piece in pieces]
    if len(pieces) < 2 or not all(lead is not None and could_own(lead["who"]) for lead in told):
        return [(line, at)]
    starts = [line.start + cut for cut in cuts[:-1]]
    return [
        (replace(line, start=start, end=start + len(piece), text=piece, marker=""), 0)
        for start, piece in zip(starts, pieces, strict=True)
    ]
