"""The decisions as an officer leaves them.

Threat: an officer keeps one "Hart" while the same Hart is removed elsewhere, and the copy tells who it was.
Rule: a person whose name is removed anywhere is removed everywhere, and so are the same words of any other
kind; a keeping that this overrules is reported as a conflict, with the remedy, and never silently done. What
no reader of the page sees, and passages that the policy withholds as a whole, cannot be kept by hand. An act
proposed from an earlier version may remove, and lets nothing through until somebody has looked at it.
Residual risk: what an officer keeps in all places goes out; the record says who kept it and why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.disclosure import Decision, DisclosurePolicy, Verdict
from models.document import Document
from models.people import Detection, EntityType
from models.review import Act, ActKind, Conflict, Reviewed
from redact.decide import NOT_ON_THE_PAGE, decide, settle
from redact.desk.acting import act_on, mentions_of
from redact.labels import WITHHELD
from redact.release import sweep

POLICY = "policy"
OFFICER = "officer"
"""The reason code of what an officer decided."""


def review(
    document: Document, detection: Detection, policy: DisclosurePolicy, acts: Sequence[Act], seed: int
) -> Reviewed:
    """What the policy proposes, and what the acts make of it. `seed` keeps the labels of one disclosure."""
    acts = [a for a in acts if not a.proposed or a.kind in (ActKind.ADD, ActKind.REMOVE)]
    changed = act_on(detection, acts)
    proposed = decide(document, changed, policy, seed)
    ruled = list(proposed)
    for act in acts:
        if act.kind in (ActKind.REMOVE, ActKind.KEEP, ActKind.ADD):
            ruled = _ruled(ruled, act, frozenset(m.start for m in mentions_of(document, changed, act)))
    ruled = _without_half_removed(document, ruled)
    ruled = _without_half_kept(document, list(proposed), ruled)
    decisions = sweep(document, settle(document, ruled))
    seen = {m.start for act in acts if not act.proposed for m in mentions_of(document, changed, act)}
    return Reviewed(
        changed, decisions, tuple(_conflicts(document, changed, decisions, acts)), frozenset(seen)
    )


def _ruled(decisions: list[Decision], act: Act, starts: frozenset[int]) -> list[Decision]:
    """The decisions on the mentions that start there, as the act has them."""
    verdict = Verdict.KEEP if act.kind is ActKind.KEEP else Verdict.REMOVE
    return [
        replace(d, verdict=verdict, reason=OFFICER, why=act.reason or _WHY[act.kind], by=act.by)
        if _starts_in(d, starts) and not (verdict is Verdict.KEEP and _fixed(d))
        else d
        for d in decisions
    ]


_WHY = {
    ActKind.KEEP: "An officer decided that it may go.",
    ActKind.REMOVE: "An officer decided that it is removed.",
    ActKind.ADD: "An officer found it and decided that it is removed.",
}


def _without_half_removed(document: Document, ruled: list[Decision]) -> list[Decision]:
    """A person whom an officer takes out of one place goes from all: the other places would tell."""
    by_hand = {
        mark: d
        for d in ruled
        if d.verdict is Verdict.REMOVE and d.by != POLICY and d.type is EntityType.PERSON
        for mark in _marks(document, d)
    }
    result = []
    for decision in ruled:
        over = next((by_hand[m] for m in _marks(document, decision) if m in by_hand), None)
        if over is not None and decision.verdict is Verdict.KEEP:
            decision = replace(decision, verdict=Verdict.REMOVE, reason=over.reason, why=over.why, by=over.by)
        result.append(decision)
    return result


def _without_half_kept(document: Document, proposed: list[Decision], ruled: list[Decision]) -> list[Decision]:
    """What an officer keeps in one place and not in another is removed, as the policy had it."""
    while True:
        gone = {mark for d in ruled if d.verdict is Verdict.REMOVE for mark in _marks(document, d)}
        half = {
            i
            for i, (before, now) in enumerate(zip(proposed, ruled, strict=True))
            if before.verdict is Verdict.REMOVE
            and now.verdict is Verdict.KEEP
            and not gone.isdisjoint(_marks(document, now))
        }
        if not half:
            return ruled
        ruled = [proposed[i] if i in half else d for i, d in enumerate(ruled)]


def _marks(document: Document, decision: Decision) -> set[str]:
    """What tells that two decisions are about the same: each word of a person, all the words of the rest."""
    words = re.findall(r"[^\W_]+", document.quote(decision.span).casefold())
    if decision.type is EntityType.PERSON and decision.person:
        return {f"{decision.person} {word}" for word in words if len(word) > 1}
    return {" ".join(words)}


def _starts_in(decision: Decision, starts: frozenset[int]) -> bool:
    """Whether one of the mentions starts inside the decision, which may have grown to whole words."""
    return any(decision.start <= start < decision.end for start in starts)


def _fixed(decision: Decision) -> bool:
    return decision.label == WITHHELD or decision.reason == NOT_ON_THE_PAGE


def _conflicts(
    document: Document, detection: Detection, decisions: Sequence[Decision], acts: Sequence[Act]
) -> list[Conflict]:
    """What the last word of an officer keeps, and what all the same is removed."""
    last: dict[int, Act] = {}
    for act in acts:
        if act.kind in (ActKind.REMOVE, ActKind.KEEP, ActKind.ADD):
            last |= {m.start: act for m in mentions_of(document, detection, act)}
    found = []
    removed = [d for d in decisions if d.verdict is Verdict.REMOVE]
    for mention in detection.mentions:
        kept = last.get(mention.start)
        if kept is None or kept.kind is not ActKind.KEEP:
            continue
        over = next((d for d in removed if d.span.overlaps(mention.span)), None)
        if over is not None:
            found.append(Conflict(kept.id, mention.span, *_why_not(over)))
    return found


def _why_not(over: Decision) -> tuple[str, str]:
    if over.label == WITHHELD:
        return (
            "It stands in a passage that this policy withholds as a whole.",
            "Use a policy that lets the passage go, or leave it out.",
        )
    if over.reason == NOT_ON_THE_PAGE:
        return (
            "Nobody who reads the page sees it: it stands in a comment, a property or the like.",
            "Nothing of that kind travels. Put it into the executive summary if it has to be told.",
        )
    return (
        "The same words are removed elsewhere in the document, and would tell what was removed there.",
        "Keep them in all places, or in none.",
    )
