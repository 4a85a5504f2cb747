"""Who chaired, and as what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.answered import all_of, words_of
from ingest.structure.asked import FACTS
from ingest.structure.labels import Labelled
from ingest.structure.lexicon import split_title
from ingest.structure.lines import Line
from ingest.structure.people import read_entry
from models.structure import Attendee, Confidence, Fact
from models.text import Span

_CHAIRS = re.compile(
    r"(?<!deputy )(?<!vice )\bchair(?:person|man|woman|ed)?\b(?! of governors)", re.IGNORECASE
)
_CHAIRED = re.compile(r"\b(?:meeting was )?chaired by\s+(?P<who>[^.;\n]{3,90})", re.IGNORECASE)


def read_chair(
    labels: Sequence[Labelled], lines: Sequence[Line], attendance: Sequence[Attendee], text: str
) -> tuple[Fact | None, Fact | None]:
    """The chair, and their post and agency: by a label, in the list of those present, in a sentence."""
    role = words_of(labels, FACTS["chair_role"])
    for one in all_of(labels, FACTS["chair"]):
        if (entry := read_entry(one.value)) is not None and entry.name:
            at = one.value.find(entry.name)
            where = Span(one.start + at, one.start + at + len(entry.name)) if at >= 0 else one.span
            post = ", ".join(p for p in (entry.role, entry.agency) if p)
            return Fact(entry.name, where), role or (
                Fact(post, one.span) if post else _role_of(entry.name, attendance)
            )
    for attendee in attendance:
        if attendee.name and _CHAIRS.search(f"{attendee.role} {_entry(attendee, text)}"):
            post = re.sub(
                r"\s*[(,/–-]*\s*\bchair(?:person|man|woman)?\b\s*\)?", "", attendee.role, flags=re.IGNORECASE
            ).strip()
            post = post or split_title(attendee.name)[0]
            said = ", ".join(p for p in (post, attendee.agency) if p)
            return Fact(attendee.name, attendee.name_span), role or (
                Fact(said, attendee.span) if said else None
            )
    for line in lines[:40]:
        match = _CHAIRED.search(line.text)
        if match and (entry := read_entry(match["who"])) is not None and entry.name:
            where = Span(line.start + match.start("who"), line.start + match.end("who"))
            said = ", ".join(p for p in (entry.role, entry.agency) if p)
            return Fact(entry.name, where, Confidence.MEDIUM), Fact(
                said, where, Confidence.MEDIUM
            ) if said else None
    return None, role


def _entry(attendee: Attendee, text: str) -> str:
    """The words of an attendee's own entry."""
    return text[attendee.span.start : attendee.span.end] if attendee.span is not None else ""


def _role_of(name: str, attendance: Sequence[Attendee]) -> Fact | None:
    same = next((a for a in attendance if a.name == name and (a.role or a.agency)), None)
    return Fact(", ".join(p for p in (same.role, same.agency) if p), same.span) if same else None
