"""From mentions to decisions: what goes, what stays, by which rule, and what stands in its place.

Threat: a mention that no rule foresaw, whose person is not known, or that is half covered by another, stays.
Rule: fail closed. The first rule of the policy that fits decides; none fits, it goes. A person with several
parts in the case is kept only if every one of them would be. A removal wins over a keeping that it touches,
and takes whole words: no half of a name is left standing. Text that a reader of the page does not see never
travels, whatever the policy says of it.
Residual risk: what was not found is not decided on; `redact.release` looks again for what was removed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from models.disclosure import Decision, DisclosurePolicy, PolicyRule, Verdict
from models.document import VISIBLE, Channel, Document
from models.people import DIRECT_IDENTIFIERS, Detection, EntityType, Mention, Person, Role
from redact.kinds import Kinds
from redact.labels import WITHHELD, label, number_people
from redact.passages import withheld

NO_RULE = "no-rule"
NOT_ON_THE_PAGE = "not-on-the-page"
STAFF_NAMES = "staff-names"
CONFIDENTIAL_SECTION = "confidential-section"
UNSPACED = 0x2E80
"""From here on Unicode holds mostly scripts that put no space between words."""
BARREL_AFTER = re.compile(r"(?:[-‐‑][^\W\d_]*[A-Z][^\W\d_]*){1,3}")
BARREL_BEFORE = re.compile(r"(?:[^\W\d_]+[-‐‑]){1,3}\Z")


@dataclass(frozen=True, slots=True)
class _Ruling:
    verdict: Verdict
    reason: str
    why: str


def decide(
    document: Document, detection: Detection, policy: DisclosurePolicy, seed: int | None = None
) -> tuple[Decision, ...]:
    """A decision for each mention, in order of place and without overlap, and one for each withheld passage.

    Numbers in labels are drawn anew at each call unless `seed` is given: call it once for one disclosure.
    """
    kinds = Kinds.of(document, detection)
    own = _own_identifiers(document)
    people = {person.id: person for person in detection.people}
    owners = [_owner(document, m) for m in detection.mentions]
    numbers = number_people((owner for owner in owners if owner), seed)
    channels = _channel_finder(document)
    decisions = []
    for mention, owner in zip(detection.mentions, owners, strict=True):
        roles = _roles(document, people, mention, own)
        ruling = _rule(policy, mention, roles, kinds.kind(mention))
        if ruling.verdict is Verdict.KEEP and channels(mention.start) not in VISIBLE:
            pictured = channels(mention.start) is Channel.PICTURE
            why = "It stands in a picture" if pictured else "A reader of the page does not see it"
            ruling = _Ruling(Verdict.REMOVE, NOT_ON_THE_PAGE, f"{why}: it is not copied.")
        mark = label(mention.type, numbers.get(owner))
        decisions.append(_decision(mention, ruling, mark, roles[0], policy))
    return settle(document, [*decisions, *_passages(document, decisions, policy)])


def settle(document: Document, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The same decisions in order: removals take whole words, and win over whatever they touch.

    Two removals that overlap become one that covers both, under the mark of the first; what is kept beside a
    removal keeps the pieces that it does not cover. A withheld passage holds the removals inside it, so that
    what they removed is still looked for in the rest of the copy; nothing else overlaps.
    """
    everything = sorted(decisions, key=lambda d: (d.start, -d.end))
    passages = _merged(d for d in everything if d.label == WITHHELD)
    removed = _merged(
        _whole_words(document.text, d)
        for d in everything
        if d.verdict is Verdict.REMOVE and d.label != WITHHELD
    )
    gone = _union([*passages, *removed])
    kept: list[Decision] = []
    at = 0
    for decision in (d for d in everything if d.verdict is Verdict.KEEP):
        for start, end in _left_over(max(decision.start, at), decision.end, gone):
            if document.text[start:end].strip():
                kept.append(replace(decision, start=start, end=end))
        at = max(at, decision.end)
    return tuple(sorted([*passages, *removed, *kept], key=lambda d: (d.start, -d.end)))


def _merged(decisions: Iterable[Decision]) -> list[Decision]:
    found: list[Decision] = []
    for decision in sorted(decisions, key=lambda d: (d.start, -d.end)):
        if found and decision.start < found[-1].end:
            found[-1] = replace(found[-1], end=max(found[-1].end, decision.end))
        elif decision.start < decision.end:
            found.append(decision)
    return found


def _union(decisions: list[Decision]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted((d.start, d.end) for d in decisions):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _left_over(start: int, end: int, gone: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for index in range(bisect_right(gone, start, key=lambda g: g[1]), len(gone)):
        if gone[index][0] >= end:
            break
        if start < gone[index][0]:
            yield start, gone[index][0]
        start = gone[index][1]
    if start < end:
        yield start, end


def _whole_words(text: str, decision: Decision) -> Decision:
    """The decision grown to the ends of the words it cuts through; a name takes its double barrel along."""
    start, end = decision.start, decision.end
    while 0 < start < len(text) and _one_word(text[start - 1], text[start]):
        start -= 1
    while 0 < end < len(text) and _one_word(text[end - 1], text[end]):
        end += 1
    if decision.type is EntityType.PERSON:
        after = BARREL_AFTER.match(text, end)
        end = after.end() if after else end
        before = BARREL_BEFORE.search(text, max(0, start - 40), start)
        start = before.start() if before else start
    return (
        decision
        if (start, end) == (decision.start, decision.end)
        else replace(decision, start=start, end=end)
    )


def _one_word(left: str, right: str) -> bool:
    """True where the two stand in one word; scripts written without spaces have no such bounds."""
    return all(c == "_" or (c.isalnum() and ord(c) < UNSPACED) for c in (left, right))


def _passages(document: Document, decisions: list[Decision], policy: DisclosurePolicy) -> list[Decision]:
    if not policy.sections_withheld and not policy.only_about:
        return []
    identifying = [d.span for d in decisions if d.verdict is Verdict.KEEP and d.role is Role.SUBJECT]
    if policy.only_about:
        reason, why = policy.rules[-1].reason, "A passage that this recipient is not given."
    else:
        reason, why = CONFIDENTIAL_SECTION, "A section kept from this recipient."
    return [
        Decision(
            span.start, span.end, EntityType.MISC, Verdict.REMOVE, WITHHELD, reason, why,
            policy.name, policy.version, "passage",
        )
        for span in withheld(document, policy, identifying)
    ]  # fmt: skip


def _rule(policy: DisclosurePolicy, mention: Mention, roles: tuple[Role, ...], kind: str) -> _Ruling:
    """The ruling on a mention: of several roles, the first under which it would go decides."""
    rulings = [_rule_for(policy, mention.type, role, kind) for role in roles]
    return next((r for r in rulings if r.verdict is Verdict.REMOVE), rulings[0])


def _rule_for(policy: DisclosurePolicy, type: EntityType, role: Role, kind: str) -> _Ruling:
    rule = next((r for r in policy.rules if _fits(r, type, role, kind)), None)
    if rule is None:
        return _Ruling(Verdict.REMOVE, NO_RULE, "No rule of the policy lets it stay.")
    if (
        rule.verdict is Verdict.KEEP
        and role is Role.PROFESSIONAL
        and not policy.staff_names
        and type is EntityType.PERSON
    ):
        return _Ruling(
            Verdict.REMOVE, STAFF_NAMES, "The area gives agencies and roles, not the names of staff."
        )
    return _Ruling(rule.verdict, rule.reason, rule.why)


def _fits(rule: PolicyRule, type: EntityType, role: Role, kind: str) -> bool:
    return (
        (not rule.types or type in rule.types)
        and (not rule.roles or role in rule.roles)
        and (not rule.kinds or kind in rule.kinds)
    )


def _roles(
    document: Document, people: dict[str, Person], mention: Mention, own: frozenset[str]
) -> tuple[Role, ...]:
    """The roles that decide, the person's first one first; the subject's own data is the subject's alone."""
    person = people.get(mention.person) if mention.person else None
    if person is not None:
        return (person.role,) if person.role is Role.SUBJECT else (person.role, *person.also)
    if mention.type in DIRECT_IDENTIFIERS and _letters_and_digits(document.quote(mention.span)) in own:
        return (Role.SUBJECT,)
    return (Role.UNKNOWN,)


def _own_identifiers(document: Document) -> frozenset[str]:
    """The identifiers that the form itself gives for its subject."""
    values = document.subject.identifiers if document.subject else ()
    return frozenset(_letters_and_digits(value) for _, value in values) - {""}


def _letters_and_digits(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _channel_finder(document: Document) -> Callable[[int], Channel]:
    starts = [block.start for block in document.blocks]
    return lambda at: document.blocks[max(0, bisect_right(starts, at) - 1)].channel


def _owner(document: Document, mention: Mention) -> str:
    """Whose number a name's mark carries: the person's, or that of everybody unknown who is named so."""
    if mention.type is not EntityType.PERSON:
        return ""
    return mention.person or "?" + _letters_and_digits(document.quote(mention.span))


def _decision(mention: Mention, ruling: _Ruling, mark: str, role: Role, policy: DisclosurePolicy) -> Decision:
    return Decision(
        mention.start, mention.end, mention.type, ruling.verdict, mark, ruling.reason, ruling.why,
        policy.name, policy.version, mention.recogniser, mention.score, mention.person, role,
    )  # fmt: skip
