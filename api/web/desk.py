"""The disclosure desk as its page shows it: the text cut where decisions begin and end, and their groups."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.disclosure import Decision, Verdict
from models.document import VISIBLE, Block, BlockKind, Document
from models.people import Person
from models.review import Act, ActKind
from models.summary import Summary, SummaryLine, SummaryPart
from models.text import Span
from pipeline.disclosing import Desk, NotNow
from redact.labels import WITHHELD

AROUND = 60
"""Characters of context on either side of a find."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, where they start, and the decision that is about them."""

    text: str
    start: int
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands on one line: a heading, a paragraph, an item, or a table's row with its cells."""

    kind: str
    cells: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Decisions that belong together: one person's, or one kind's. `first` is where the first of them is."""

    title: str
    person: Person | None
    decisions: tuple[Decision, ...]

    @property
    def first(self) -> int:
        """Where the first one starts."""
        return self.decisions[0].start

    @property
    def removed(self) -> int:
        """How many go."""
        return sum(d.verdict is Verdict.REMOVE for d in self.decisions)

    @property
    def kept(self) -> int:
        """How many stay."""
        return len(self.decisions) - self.removed


@dataclass(frozen=True, slots=True)
class Chosen:
    """The decision that an officer looks at, its words, its neighbours, and what was done to it."""

    decision: Decision
    quote: str
    before_words: str
    after_words: str
    number: int
    of: int
    before: int | None
    after: int | None
    person: Person | None
    acts: tuple[Act, ...]
    seen: bool


@dataclass(frozen=True, slots=True)
class Find:
    """A place that a search found, with some words around it."""

    span: Span
    before: str
    words: str
    after: str
    gone: bool  # removed already


def passages(document: Document, decisions: Sequence[Decision]) -> tuple[Passage, ...]:
    """Everything that a reader of the page sees, in order; hidden channels have no place in a copy."""
    outer = _outermost(decisions)
    starts = [d.start for d in outer]
    shown = [b for b in document.blocks if b.channel in VISIBLE and document.content(b).strip()]
    found = []
    for place, group in groupby(shown, key=lambda b: (b.cell.table, b.cell.row) if b.cell else None):
        blocks = list(group)
        if place is None:
            found += [Passage(_kind(b), (_pieces(document, b, outer, starts),)) for b in blocks]
        else:
            columns = groupby(blocks, key=lambda b: b.cell.column if b.cell else 0)
            cells = tuple(
                tuple(piece for block in cell for piece in _pieces(document, block, outer, starts))
                for _, cell in columns
            )
            found.append(Passage("row", cells))
    return tuple(found)


def _outermost(decisions: Sequence[Decision]) -> list[Decision]:
    """Without those inside a passage that is withheld as a whole."""
    found: list[Decision] = []
    for decision in sorted(decisions, key=lambda d: (d.start, -d.end)):
        if not found or decision.start >= found[-1].end:
            found.append(decision)
    return found


def _kind(block: Block) -> str:
    if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
        return "heading"
    return "item" if block.kind is BlockKind.LIST_ITEM else "paragraph"


def _pieces(
    document: Document, block: Block, decisions: Sequence[Decision], starts: Sequence[int]
) -> tuple[Piece, ...]:
    content = document.content_span(block)
    at = content.start
    found: list[Piece] = []
    first = max(0, bisect_left(starts, content.start) - 1)
    for decision in decisions[first:]:
        if decision.start >= content.end:
            break
        if decision.end <= content.start:
            continue
        start, end = max(decision.start, at), min(decision.end, content.end)
        if at < start:
            found.append(Piece(document.text[at:start], at))
        found.append(Piece(document.text[start:end], start, decision))
        at = end
    if at < content.end:
        found.append(Piece(document.text[at : content.end], at))
    return tuple(found)


def groups(desk: Desk) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """By person, those with most to decide first; then by kind, what belongs to nobody known."""
    people = {p.id: p for p in desk.reviewed.detection.people}
    shown = [d for d in _visible(desk) if d.label != WITHHELD]
    persons: dict[str, list[Decision]] = {}
    kinds: dict[str, list[Decision]] = {}
    for decision in shown:
        if decision.person in people:
            persons.setdefault(decision.person, []).append(decision)
        else:
            kinds.setdefault(decision.type.value.replace("_", " ").capitalize(), []).append(decision)
    by_person = [
        Group(people[id].name or desk.document.quote(found[0].span), people[id], tuple(found))
        for id, found in persons.items()
    ]
    by_kind = [Group(kind, None, tuple(found)) for kind, found in kinds.items()]
    order = lambda g: (-g.removed, -len(g.decisions), g.title)  # noqa: E731
    return tuple(sorted(by_person, key=order)), tuple(sorted(by_kind, key=order))


def _visible(desk: Desk) -> list[Decision]:
    hidden = [b.span for b in desk.document.blocks if b.channel not in VISIBLE]
    starts = [s.start for s in hidden]

    def inside(decision: Decision) -> bool:
        at = bisect_left(starts, decision.start + 1) - 1
        return at >= 0 and hidden[at].end > decision.start

    return [d for d in desk.reviewed.decisions if not inside(d)]


def chosen(desk: Desk, at: int | None) -> Chosen | None:
    """The decision at that place, or the first that nobody has looked at; None where there is none."""
    shown = [d for d in _outermost(_visible(desk)) if d.label != WITHHELD]
    if not shown:
        return None
    if at is None:
        fresh = (i for i, d in enumerate(shown) if d.start not in desk.reviewed.seen)
        index = next(fresh, 0)
    else:
        index = max(0, bisect_left([d.end for d in shown], at + 1))
        index = min(index, len(shown) - 1)
    decision = shown[index]
    acts = tuple(
        act for act, undone in desk.record if not undone and any(s.overlaps(decision.span) for s in act.spans)
    )
    before, after = _around(desk.document.text, decision.span)
    return Chosen(
        decision,
        desk.document.quote(decision.span),
        before,
        after,
        index + 1,
        len(shown),
        shown[index - 1].start if index else None,
        shown[index + 1].start if index + 1 < len(shown) else None,
        desk.reviewed.detection.person(decision.person) if decision.person else None,
        acts,
        any(decision.start <= s < decision.end for s in desk.reviewed.seen),
    )


def finds(desk: Desk, spans: Sequence[Span]) -> Iterator[Find]:
    """What a search found, with its surroundings on one line."""
    text = desk.document.text
    gone = [d for d in desk.reviewed.decisions if d.verdict is Verdict.REMOVE]
    ends = [d.end for d in gone]
    for span in spans:
        at = bisect_left(ends, span.end)
        covered = at < len(gone) and gone[at].start <= span.start
        before, after = _around(text, span)
        yield Find(span, before, " ".join(text[span.start : span.end].split()), after, covered)


def _around(text: str, span: Span) -> tuple[str, str]:
    """Some words before and after, of the same line."""
    before = text[max(0, span.start - AROUND) : span.start].split("\n")[-1]
    after = text[span.end : span.end + AROUND].split("\n")[0]
    return " ".join(before.split()), " ".join(after.split())


WORDS = {
    ActKind.ACCEPT: "looked at",
    ActKind.REMOVE: "removed",
    ActKind.KEEP: "kept",
    ActKind.ADD: "added",
    ActKind.ROLE: "given another role",
    ActKind.JOIN: "joined to another person",
    ActKind.PART: "told apart",
}
"""Acts in words."""


def last_act(desk: Desk) -> Act | None:
    """What was done last and not undone."""
    return next((act for act, undone in reversed(desk.record) if not undone), None)


def tally(desk: Desk) -> tuple[int, int]:
    """How many decisions there are on the page, and how many of them somebody has looked at."""
    shown = [d for d in _outermost(_visible(desk)) if d.label != WITHHELD]
    seen = desk.reviewed.seen
    return len(shown), sum(any(d.start <= s < d.end for s in seen) for d in shown)


def rewritten(summary: Summary | None, lines: Mapping[str, Iterable[str]], actor: str) -> Summary:
    """The summary with other lines, by the parts' names; those left as drafted keep their sources."""
    if summary is None:
        raise no_summary()
    parts = []
    for part in summary.parts:
        before = {line.text: line for line in part.lines}
        said = [" ".join(line.split()) for line in lines.get(part.name, ()) if line.strip()]
        written = tuple(before.get(s, SummaryLine(s, by=actor)) for s in said)
        parts.append(SummaryPart(part.name, part.heading, written))
    return Summary(tuple(parts), summary.left_out)


def places_of(pairs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Places as they were sent; raises `NotNow` where one ends before it begins."""
    try:
        return tuple(Span(start, end) for start, end in pairs)
    except ValueError:
        raise NotNow(
            "The places do not lie in the document.", "Load the desk again and choose them anew."
        ) from None


def no_summary() -> NotNow:
    """What is said where a disclosure has no summary."""
    return NotNow("There is no summary in this disclosure.", "Draft one first.")
