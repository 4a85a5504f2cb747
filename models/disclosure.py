"""Policies for what may leave the building, and the decisions that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.people import EntityType, Role
from models.text import Span


class Verdict(StrEnum):
    """What happens to a mention in a copy."""

    REMOVE = "remove"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """One line of a policy: which mentions it is about, what happens to them, and the reason given.

    Empty `types` or `roles` mean any. `roles` looks at the person that a mention belongs to; a mention that
    belongs to nobody has the role "unknown". `kinds` narrows a type further: a date by what it is the date of
    ("meeting"), an organisation by what it is ("agency"); empty means any. `reason` is a stable code
    ("dpa-2018-sch2-16") whose words stand in the policy's `reasons`.
    """

    verdict: Verdict
    reason: str
    why: str
    types: tuple[EntityType, ...] = ()
    roles: tuple[Role, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DisclosurePolicy:
    """Who may be told what, as data. The first rule that fits a mention decides; where none does, it goes.

    Two things go by the passage: a section named in `sections_withheld` never travels, and where `only_about`
    holds phrases, nothing travels but the sentences that hold one of them (and one of `only_with`, where that
    holds any) and the lines that identify the subject.
    """

    name: str
    version: str
    title: str
    purpose: str  # plain English, for the officer
    rules: tuple[PolicyRule, ...]
    reasons: tuple[tuple[str, str], ...] = ()  # (code, its words)
    staff_names: bool = True  # whether professionals' names may stay
    sections_withheld: tuple[str, ...] = ()
    only_about: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens to one mention, by which rule, and who said so.

    `label` is what stands in its place ("[PERSON 3]"); it says nothing of the length or shape of what was
    there. `by` is "policy", or the id of the officer who decided otherwise.
    """

    start: int
    end: int
    type: EntityType
    verdict: Verdict
    label: str
    reason: str
    why: str
    policy: str
    policy_version: str
    recogniser: str = ""
    score: float = 1.0
    person: str = ""
    role: Role = Role.UNKNOWN
    by: str = "policy"

    @property
    def span(self) -> Span:
        """Start and end."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Leak:
    """A removed string that can still be found in a copy, told without repeating it.

    `removal` is the index of the decision whose text was found, `where` the place ("docProps/core.xml").
    """

    removal: int
    where: str
    how: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What the verifier did and found. There is a file only where `clean` is true."""

    clean: bool
    readers: tuple[str, ...]
    searched: int  # strings looked for, variants not counted
    leaks: tuple[Leak, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the log that goes with a copy: what went and why, never the text itself."""

    label: str
    type: EntityType
    role: Role
    reason: str
    why: str
    count: int
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DisclosureLog:
    """What was removed from a copy, why, and by which policy and version."""

    policy: str
    policy_version: str
    original_sha256: str
    copy_sha256: str
    marking: str
    made: str  # ISO 8601, UTC
    removed: tuple[LogEntry, ...] = ()
    kept: tuple[LogEntry, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
