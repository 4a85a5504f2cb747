"""What is wrong with a marking as it stands: where it is missing, where it differs, what is out of date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from models.document import Channel, Document
from models.marking import DeclaredMarking, LegacyTier, MarkingProblem, ProtectiveMarking
from models.text import Span

NEW_SCHEME = date(2014, 4, 2)
"""The Government Security Classifications Policy came into force."""

_EDGES = (Channel.HEADER, Channel.FOOTER)
_REMARK = "Only the originator may re-mark it. Until they do, protect it as the level it carries."


def on_the_page(places: Sequence[DeclaredMarking]) -> list[DeclaredMarking]:
    """The markings that a reader of the page sees: all but those of the file's properties."""
    return [place for place in places if place.channel is not Channel.PROPERTY]


def conflicting(places: Sequence[DeclaredMarking]) -> bool:
    """True where the page says two things, or the file's label says more than the page.

    A label that says less than the page is a fault of the label: the page is followed, and it is told.
    """
    seen = {place.marking.rank for place in on_the_page(places)}
    labels = {place.marking.rank for place in places if place.channel is Channel.PROPERTY}
    return len(seen) > 1 or bool(seen and labels and max(labels) > max(seen))


def find_problems(
    document: Document, places: Sequence[DeclaredMarking], prose: Sequence[Span], blank: bool
) -> tuple[MarkingProblem, ...]:
    """Everything wrong with the marking as declared."""
    return (
        *_missing_pages(document, places),
        *_one_edge(document, places),
        *_differing(places),
        *_legacy(document, places),
        *_prose_only(places, prose),
        *_when_complete(places, blank),
    )


def _missing_pages(document: Document, places: Sequence[DeclaredMarking]) -> Iterator[MarkingProblem]:
    """Pages of a PDF without the marking that others bear; header parts of a DOCX likewise."""
    marked = {place.page for place in on_the_page(places) if place.page is not None}
    bare = [page.number for page in document.pages if page.number not in marked]
    if marked and bare and len(document.pages) > 1:
        listed = ", ".join(str(number) for number in bare[:10]) + ("..." if len(bare) > 10 else "")
        yield MarkingProblem(
            "missing-on-pages",
            f"{len(bare)} of {len(document.pages)} pages bear no marking (page {listed}).",
            "Mark every page, top and bottom, so that a single page cannot pass for an unmarked one.",
        )
    if document.pages:
        return
    for channel in _EDGES:
        parts = {
            b.provenance.part for b in document.blocks if b.channel is channel and document.content(b).strip()
        }
        bearing = {
            b.provenance.part
            for place in places
            if place.channel is channel
            for b in document.blocks_in(place.span)
        }
        if bearing and len(parts) > 1 and parts - bearing:
            yield MarkingProblem(
                "missing-in-sections",
                f"Some of the document's {channel}s bear the marking and {len(parts - bearing)} of "
                f"{len(parts)} do not.",
                "Put the marking into the header and footer of every section, first and even pages included.",
            )


def _one_edge(document: Document, places: Sequence[DeclaredMarking]) -> Iterator[MarkingProblem]:
    bearing = {place.channel for place in places if place.channel in _EDGES}
    if len(bearing) == 1:
        there, lacking = bearing.pop(), "footer"
        if there is Channel.FOOTER:
            lacking = "header"
        yield MarkingProblem(
            f"not-in-{lacking}", f"The marking stands in the {there} and not in the {lacking}.",
            "Mark the top and the bottom of every page, in capitals.",
        )  # fmt: skip


def _differing(places: Sequence[DeclaredMarking]) -> Iterator[MarkingProblem]:
    page = on_the_page(places)
    by_channel = {c: {p.marking.rank for p in page if p.channel is c} for c in _EDGES}
    spans = tuple(p.span for p in places)
    head, foot = by_channel[Channel.HEADER], by_channel[Channel.FOOTER]
    if head and foot and head != foot:
        yield MarkingProblem(
            "header-against-footer", "The header says one marking and the footer another.",
            "Ask the originator which is right, and correct the other.", spans,
        )  # fmt: skip
    elif len({p.marking.rank for p in page}) > 1:
        said = ", ".join(sorted({p.text for p in page}))
        yield MarkingProblem(
            "mixed", f"The document bears more than one marking: {said}.",
            "Give the whole document the highest marking of its parts; where parts differ on purpose, "
            "split it.", spans,
        )  # fmt: skip
    elif len({_words(p.marking) for p in page}) > 1:
        yield MarkingProblem(
            "mixed-words", "The marking is not the same everywhere: words or caveats differ.",
            "Use the same words and caveats on every page.", spans,
        )  # fmt: skip
    labels = {p.marking.rank for p in places if p.channel is Channel.PROPERTY}
    if page and labels and labels != {max(p.marking.rank for p in page)}:
        yield MarkingProblem(
            "label-against-page", "The file's label says another marking than its pages.",
            "Set the label to what the pages say: mail and storage systems go by the label.", spans,
        )  # fmt: skip


def _words(marking: ProtectiveMarking) -> tuple[object, ...]:
    return (marking.rank, marking.legacy, frozenset(marking.caveats), marking.when_complete)


def _legacy(document: Document, places: Sequence[DeclaredMarking]) -> Iterator[MarkingProblem]:
    old = [place for place in places if place.marking.legacy is not None]
    if not old:
        return
    level = old[0].marking.legacy
    spans = tuple(place.span for place in old)
    made = document_date(document)
    if made is None:
        when = "It bears no date by which to tell whether that scheme was still in force."
    elif made >= NEW_SCHEME:
        when = f"It is dated {made:%d %B %Y}, after that scheme ended on 2 April 2014."
    else:
        when = "It was right in its day; markings are not changed after the fact."
    late = made is not None and made >= NEW_SCHEME
    yield MarkingProblem(
        "obsolete-scheme" if late else "legacy-scheme",
        f"It is marked {level}, a level of the scheme before April 2014. {when}",
        _REMARK,
        spans,
    )
    if level is LegacyTier.CONFIDENTIAL:
        yield MarkingProblem(
            "ask-originator",
            "CONFIDENTIAL has no level that follows from it: most such papers are OFFICIAL-SENSITIVE, "
            "those on national security or protected witnesses SECRET.",
            "Ask the originator which it is.", spans,
        )  # fmt: skip


def document_date(document: Document) -> date | None:
    """The date of the meeting or referral; failing that, the latest date of a past event in the text."""
    fact = document.facts.meeting_date
    if fact is not None:
        return date.fromisoformat(fact.value)
    return max(
        (d.date for d in document.dates if d.kind in ("issued", "signed", "referral", "meeting")),
        default=None,
    )


def _prose_only(places: Sequence[DeclaredMarking], prose: Sequence[Span]) -> Iterator[MarkingProblem]:
    if not places and prose:
        yield MarkingProblem(
            "prose-only", "A sentence says how the document is marked; the document itself bears no marking.",
            "Put the marking at the top and bottom of every page.", tuple(prose[:5]),
        )  # fmt: skip


def _when_complete(places: Sequence[DeclaredMarking], blank: bool) -> Iterator[MarkingProblem]:
    waiting = [place for place in places if place.marking.when_complete]
    if waiting and not blank:
        yield MarkingProblem(
            "when-complete", "It is marked for when it is completed, and it is completed.",
            "Take the words “when complete” away, so that nobody takes it for a blank form.",
            tuple(place.span for place in waiting),
        )  # fmt: skip
