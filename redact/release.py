"""From a document to a file that may leave the building, or no file at all.

Threat: a copy that goes out although something that was removed is still in it. Rule: what the decisions
remove is looked for once more in the words that are left, and what stands there again goes too; then the copy
is written, taken apart by the verifier, and handed over only where nothing was found. Residual risk: the
verifier's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from models.disclosure import Decision, DisclosureLog, DisclosurePolicy, Verdict, Verification
from models.document import VISIBLE, Document
from models.errors import VerificationFailed
from models.marking import ProtectiveMarking
from models.people import Detection, EntityType
from redact.decide import decide, settle
from redact.log import disclosure_log
from redact.verify import Kind, needles, places, squashed, verify_copy
from redact.write import write_copy

ROUNDS = 3
GONE = "\x00"
AGAIN = "The same words were removed elsewhere in the document."


@dataclass(frozen=True, slots=True)
class Release:
    """A verified copy, the decisions that made it, its log and what the verifier said."""

    copy: bytes
    decisions: tuple[Decision, ...]
    log: DisclosureLog
    verification: Verification


def release(
    document: Document,
    detection: Detection,
    policy: DisclosurePolicy,
    format: Literal["docx", "pdf"],
    marking: ProtectiveMarking,
    seed: int | None = None,
    layout: Literal["flowing", "pages"] = "flowing",
) -> Release:
    """Decide, write, verify, log. Raises `VerificationFailed` where the copy is not clean."""
    decisions = decide(document, detection, policy, seed)
    return release_decided(document, decisions, policy, format, marking, layout)


def release_decided(
    document: Document,
    decisions: tuple[Decision, ...],
    policy: DisclosurePolicy,
    format: Literal["docx", "pdf"],
    marking: ProtectiveMarking,
    layout: Literal["flowing", "pages"] = "flowing",
    look: bool = False,
) -> Release:
    """The same, from decisions that an officer may have changed; `look` has the pages read by eye too."""
    decisions = sweep(document, decisions)
    copy = write_copy(document, decisions, format, marking, layout)
    verification = verify_copy(copy, document, decisions, look)
    if not verification.clean:
        kinds = sorted({leak.how for leak in verification.leaks})
        raise VerificationFailed(
            f"The copy was made and did not pass: in {len(verification.leaks)} places something was found "
            f"that should not be there ({'; '.join(kinds)}). It was thrown away.",
            "Add what is missing to the removals, or report this as a fault of the product.",
        )
    log = disclosure_log(document, decisions, policy, copy, marking)
    return Release(copy, decisions, log, verification)


def sweep(document: Document, decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """The decisions, and a removal for each further place where what they remove stands on the page.

    Growing a removal to whole words can bring new words in, so it is done again until nothing is left to do.
    """
    for _ in range(ROUNDS):
        more = _missed(document, decisions)
        if not more:
            return decisions
        decisions = settle(document, [*decisions, *more])
    return decisions


def _missed(document: Document, decisions: tuple[Decision, ...]) -> list[Decision]:
    """A removal for each place outside the removals where something removed stands, whole or in part.

    A name whose words are not each looked for by themselves is looked for across removals too: where only
    "Will" was taken out of "Will Young", the rest goes as well.
    """
    left = _left(document, decisions)
    squeezed = "|".join(squashed(piece) for piece in left.split(GONE) if piece)
    words = frozenset(re.findall(r"[^\W_]+", left.casefold()))
    wanted = needles(document, decisions)
    alone = {needle.text for needle in wanted if needle.kind is Kind.PART}
    found: dict[tuple[int, int], Decision] = {}
    for needle in wanted:
        person = needle.kind is Kind.NAME and decisions[needle.removal].type is EntityType.PERSON
        parts = frozenset(re.findall(r"[^\W_]+", needle.text))
        across = person and not alone.issuperset(parts) and not words.isdisjoint(parts)
        if not across and needle.tight not in squeezed:
            continue
        for start, end in places(document.text if across else left, needle):
            if left[start:end].strip(GONE):
                found.setdefault((start, end), _again(decisions[needle.removal], start, end))
    return list(found.values())


def _left(document: Document, decisions: tuple[Decision, ...]) -> str:
    """The text with a null for every character that is not copied: each place stays where it is."""
    spans = [(d.start, d.end) for d in decisions if d.verdict is Verdict.REMOVE]
    spans += [(b.start, b.end) for b in document.blocks if b.channel not in VISIBLE]
    left = list(document.text)
    for start, end in spans:
        left[start:end] = GONE * (end - start)
    return "".join(left)


def _again(cause: Decision, start: int, end: int) -> Decision:
    return Decision(
        start,
        end,
        cause.type,
        Verdict.REMOVE,
        cause.label,
        cause.reason,
        AGAIN,
        cause.policy,
        cause.policy_version,
        "second-search",
        cause.score,
        cause.person,
        cause.role,
    )
