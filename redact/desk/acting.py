"""What an officer's acts make of the mentions and people that were found.

Threat: an act that loses a mention loses a name. Rule: no act ever takes a mention away; one that an officer
adds swallows those it overlaps and covers all that they covered. Residual risk: an officer who says that two
people are one, or that a victim is a professional, is believed; the record names them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from models.document import Document
from models.people import Detection, EntityType, Mention, Person, Role
from models.review import Act, ActKind
from models.text import Span

ADDED = "officer"
"""The recogniser of a mention that an officer added."""


def act_on(detection: Detection, acts: Sequence[Act]) -> Detection:
    """The detection with the acts that change it (add, role, join, part) applied in order."""
    for act in acts:
        match act.kind:
            case ActKind.ADD:
                detection = _added(detection, act)
            case ActKind.ROLE:
                detection = _recast(detection, act)
            case ActKind.JOIN:
                detection = _joined(detection, act)
            case ActKind.PART:
                detection = _parted(detection, act)
            case _:
                pass
    return detection


def mentions_of(document: Document, detection: Detection, act: Act) -> list[Mention]:
    """The mentions that an act is about, in order of place.

    Everywhere means every mention of the person at the first place; where nobody is known there, every
    mention of the same kind in the same words.
    """
    here = [m for m in detection.mentions if any(m.span.overlaps(span) for span in act.spans)]
    if not act.everywhere or not here:
        return here
    person = person_at(detection, act.spans[0])
    if person:
        return [m for m in detection.mentions if m.person == person]
    meant = {(m.type, _said(document, m)) for m in here}
    return [m for m in detection.mentions if not m.person and (m.type, _said(document, m)) in meant]


def _said(document: Document, mention: Mention) -> str:
    return "".join(c for c in document.quote(mention.span).casefold() if c.isalnum())


def person_at(detection: Detection, span: Span) -> str:
    """The id of whoever is meant at that place, empty where nobody is."""
    return next((m.person for m in detection.mentions if m.person and m.span.overlaps(span)), "")


def _added(detection: Detection, act: Act) -> Detection:
    mentions = list(detection.mentions)
    for span in act.spans:
        first = bisect_left([m.end for m in mentions], span.start + 1)
        last = first
        while last < len(mentions) and mentions[last].start < span.end:
            last += 1
        touched = mentions[first:last]
        mentions[first:last] = [
            Mention(
                min(span.start, *(m.start for m in touched), span.end),
                max(span.end, *(m.end for m in touched), span.start),
                act.type or EntityType.MISC,
                1.0,
                ADDED,
                act.reason or "Added by hand.",
                next((m.person for m in touched if m.person), ""),
            )
        ]
    return replace(detection, mentions=tuple(mentions))


def _recast(detection: Detection, act: Act) -> Detection:
    """A new part in the case; a mention of nobody known becomes somebody, so that it can have one."""
    role = act.role or Role.UNKNOWN
    id = person_at(detection, act.spans[0])
    if not id:
        detection = _parted(detection, act)
        id = person_at(detection, act.spans[0])
    people = tuple(
        replace(p, role=role, also=(), why=("An officer said so.",)) if p.id == id else p
        for p in detection.people
    )
    return replace(detection, people=people)


def _joined(detection: Detection, act: Act) -> Detection:
    """The person at the second place, or the mention there, becomes the one at the first."""
    one, other = (person_at(detection, span) for span in act.spans[:2])
    if not one:
        detection = _parted(detection, replace(act, spans=act.spans[:1]))
        one = person_at(detection, act.spans[0])
    if one == other:
        return detection
    mentions = tuple(
        replace(m, person=one)
        if (other and m.person == other) or (not other and m.span.overlaps(act.spans[1]))
        else m
        for m in detection.mentions
    )
    gone = detection.person(other) if other else None
    people = tuple(
        replace(p, names=tuple(dict.fromkeys((*p.names, *(gone.names if gone else ())))))
        if p.id == one
        else p
        for p in detection.people
        if p.id != other
    )
    return Detection(mentions, people)


def _parted(detection: Detection, act: Act) -> Detection:
    """The mentions at those places become a person of their own, with the part that the officer gives."""
    taken = {person.id for person in detection.people}
    id = next(f"P{n}" for n in range(len(taken) + 1, 2 * len(taken) + 3) if f"P{n}" not in taken)
    before = detection.person(person_at(detection, act.spans[0]))
    role = act.role or (before.role if before else Role.UNKNOWN)
    mentions = tuple(
        replace(m, person=id) if any(m.span.overlaps(span) for span in act.spans) else m
        for m in detection.mentions
    )
    person = Person(id, "", (), role, why=("An officer said so.",))
    return Detection(mentions, (*detection.people, person))
