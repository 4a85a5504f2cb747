"""What a chair says to a finding, and what became of findings from one version of a document to the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.finding import Finding


class AnswerKind(StrEnum):
    """What can be said to a finding. One without an answer is open."""

    ACKNOWLEDGED = "acknowledged"  # seen, and to be put right: it stays a fault
    WAIVED = "waived"  # it stands as it is, for a reason that is kept


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `key` is the finding's, `by` an account's id, `version` the one it was given at."""

    key: str
    kind: AnswerKind
    reason: str
    by: str
    at: datetime
    version: int


class Standing(StrEnum):
    """A finding of this version, seen from the version before."""

    NEW = "new"
    STILL_THERE = "still-there"
    REWORDED = "reworded"  # the same rule in the same section, on other words: neither cleared nor new


@dataclass(frozen=True, slots=True)
class Progress:
    """What a version did to the findings of the one before. `standings` go with this version's findings."""

    before: int
    cleared: tuple[Finding, ...]
    standings: tuple[Standing, ...]

    @property
    def new(self) -> int:
        """How many findings the version before did not have."""
        return sum(s is Standing.NEW for s in self.standings)


def progress(before: Sequence[Finding], now: Sequence[Finding]) -> Progress:
    """Which findings a new version cleared, which are still there, which are new.

    Findings are the same where their keys are, one for one. Of the others, those of one rule in one section
    are paired, because a passage that was touched and still breaks the rule was not put right.
    """
    left = Counter(f.key for f in before)
    standings: list[Standing | None] = []
    for finding in now:
        same = left[finding.key] > 0
        left[finding.key] -= same
        standings.append(Standing.STILL_THERE if same else None)
    gone: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in reversed(before):
        if left[finding.key] > 0:
            left[finding.key] -= 1
            gone[finding.code, finding.section].insert(0, finding)
    for number, finding in enumerate(now):
        if standings[number] is None:
            like = gone[finding.code, finding.section]
            standings[number] = Standing.REWORDED if like else Standing.NEW
            del like[:1]
    kept = {id(f) for group in gone.values() for f in group}
    return Progress(
        len(before),
        tuple(f for f in before if id(f) in kept),
        tuple(s for s in standings if s is not None),
    )
