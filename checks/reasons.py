"""Whether a decision comes with its ground.

A hurried minute-taker gives the ground as facts set beside the decision ("No. Works with two men, no
customers wait there") and not with "because". So a decision counts as reasoned by a word that gives a
reason, or by enough words that are no part of any bare decision.
"""

from __future__ import annotations

import re

from checks.wording import REASON

_DECIDING = frozenset(
    re.findall(
        r"\w+",
        "a about above again agencies agency agreed all also an and any applicable appropriate are as "
        "at be been being but by case considered considerations continue continued continues "
        "currently date decided decision disclose disclosed disclosing disclosure disclosures "
        "discussed do done every for from further future had has have he her him his i if in into is "
        "issues it its made make mappa matter meeting moment n na nature necessary need needed needs "
        "next nil no noted none not nothing now of on one or other others our outside over panel "
        "parties party per present previous previously purposes raised remain remains required "
        "requires review reviewed risk satisfied see she should specific stage still subject that the "
        "their them there these they third this time to today under up was way we were will with "
        "would yes yet employer employers employment landlord partner partners family school schools "
        "college church club neighbour neighbours public agent friends work housing hostel provider "
        "mother father parents level levels l1 l2 l3 two three unanimous retained retain stay stays "
        "kept keep drop move moved down lower higher raise reduce reduced management managed same "
        "change changes unchanged mtg everyone ",
    )
)
"""What a bare decision is made of, the names of usual recipients among it."""

_SET_BESIDE = re.compile(r":\s|\s[-–—]\s|[;(]")
"""What sets a ground beside a decision."""


def reasoned(said: str) -> bool:
    """Whether a decision comes with its ground: in so many words, or as facts that are set beside it."""
    beside = [_facts(clause) for clause in _SET_BESIDE.split(said)[1:]]
    return bool(REASON.search(said)) or len(_facts(said)) >= 5 or any(len(f) >= 3 for f in beside)


def _facts(said: str) -> set[str]:
    """The words that are no part of a bare decision."""
    return {w for w in re.findall(r"[a-z]{3,}", said.casefold()) if w not in _DECIDING}
