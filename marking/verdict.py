"""Declared and assessed brought together, before anything is stored.

Fails closed: without a marking, with two, or with content that could not be read, a document waits for a
person. Never lowers a marking: what is proposed is the highest of what is declared and what the content
calls for, and a level of the older scheme is mapped as a proposal that only the originator may take up.
"""

from __future__ import annotations

from marking.content import Assessment, assess
from marking.declared import declared_markings, in_prose
from marking.problems import conflicting, find_problems
from models.document import Channel, Document, PageState
from models.marking import (
    DeclaredMarking,
    MarkingOutcome,
    MarkingProblem,
    MarkingVerdict,
    ProtectiveMarking,
    Tier,
)

DEFAULT_CEILING = ProtectiveMarking(Tier.OFFICIAL, sensitive=True)


def classify(document: Document, ceiling: ProtectiveMarking = DEFAULT_CEILING) -> MarkingVerdict:
    """What the document says it is, what its content makes it, and whether the two agree.

    `ceiling` is the highest marking that the installation may hold.
    """
    places = declared_markings(document)
    assessed = assess(document)
    problems = find_problems(document, places, in_prose(document), assessed.blank)
    declared = _declared(places)
    if not _read_whole(document):
        problems = (*problems, _NOT_READ)
    return MarkingVerdict(
        outcome=_outcome(document, places, declared, assessed, ceiling),
        declared=declared,
        assessed=assessed.marking,
        proposed=_proposed(declared, assessed.marking),
        places=places,
        reasons=assessed.reasons,
        problems=problems,
    )


_NOT_READ = MarkingProblem(
    "not-read",
    "Some of the file could not be read, so its content could not be judged as a whole.",
    "Have somebody look at the parts that were not read, and settle the marking by hand.",
)


def _declared(places: tuple[DeclaredMarking, ...]) -> ProtectiveMarking | None:
    """The highest of what the pages say; the file's label where they say nothing."""
    on_page = [p.marking for p in places if p.channel is not Channel.PROPERTY]
    said = on_page or [p.marking for p in places]
    return max(said, key=lambda m: (m.rank, m.legacy is None, len(m.caveats)), default=None)


def _read_whole(document: Document) -> bool:
    unread = any(page.state is PageState.NOT_READ for page in document.pages)
    return document.readable and not unread and bool(document.text.strip())


def _outcome(
    document: Document,
    places: tuple[DeclaredMarking, ...],
    declared: ProtectiveMarking | None,
    assessed: Assessment,
    ceiling: ProtectiveMarking,
) -> MarkingOutcome:
    if any(place.marking.rank > ceiling.rank for place in places):
        return MarkingOutcome.ABOVE_CEILING
    if not _read_whole(document):
        return MarkingOutcome.UNSETTLED
    if declared is None:
        return MarkingOutcome.AGREED if assessed.blank else MarkingOutcome.UNMARKED
    if conflicting(places):
        return MarkingOutcome.CONFLICTING
    if declared.rank < assessed.marking.rank:
        return MarkingOutcome.UNDER_MARKED
    waiting = assessed.blank and declared.when_complete
    if declared.rank > assessed.marking.rank and not waiting:
        return MarkingOutcome.OVER_MARKED
    return MarkingOutcome.AGREED


def _proposed(declared: ProtectiveMarking | None, assessed: ProtectiveMarking) -> ProtectiveMarking:
    """The higher of the two in the words of the present scheme, with the caveats that were declared."""
    if declared is None:
        return assessed
    higher = declared if declared.rank >= assessed.rank else assessed
    return ProtectiveMarking(
        higher.tier, higher.sensitive, declared.caveats, declared.when_complete and higher is declared
    )
