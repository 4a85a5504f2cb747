"""What a disclosure officer does to the proposals of a policy, as a record that can be undone and read again.

An act points at the text, never at a number that a later run might give to somebody else: `spans` lie on the
document's own text, and a person is "whoever is meant at this place".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from models.disclosure import Decision
from models.people import Detection, EntityType, Role
from models.text import Span


class ActKind(StrEnum):
    """What an officer may do."""

    ACCEPT = "accept"  # looked at, and left as proposed
    REMOVE = "remove"
    KEEP = "keep"
    ADD = "add"  # something nobody had found: it goes
    ROLE = "role"  # the person has another part in the case; the policy decides again
    JOIN = "join"  # the two are one person
    PART = "part"  # this is somebody else


class FoundBy(StrEnum):
    """How an officer came upon what they added."""

    SELECTION = "selection"
    EXACT = "exact"
    SOUNDS_LIKE = "sounds-like"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class Act:
    """One step of an officer's review.

    `spans` are the places it is about; for a join, a place of the one person and a place of the other.
    With `everywhere`, every mention of the person meant at the first place is; where nobody is known there,
    every mention in the same words. `reason` is the officer's own words, `by` their account's id, `at` ISO
    8601 in UTC. An act taken over from an earlier version of the document, and not yet looked at there, is
    `proposed`: it removes what it would remove, and nothing else.
    """

    id: str
    kind: ActKind
    spans: tuple[Span, ...]
    by: str
    at: str
    everywhere: bool = False
    type: EntityType | None = None
    role: Role | None = None
    reason: str = ""
    found_by: FoundBy | None = None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something an officer wants kept that cannot be: why, and what to do. `act` is the act's id."""

    act: str
    span: Span
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A policy's proposals as an officer's acts leave them.

    `decisions` are what the copy will be made by, places swept up because the same words went elsewhere
    included. `seen` are those mentions, by start, that an officer has looked at.
    """

    detection: Detection
    decisions: tuple[Decision, ...]
    conflicts: tuple[Conflict, ...] = ()
    seen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CarriedActs:
    """An earlier version's acts, placed on a newer text; the words of the `lost` no longer stand there."""

    acts: tuple[Act, ...]
    lost: tuple[Act, ...]


class DisclosureState(StrEnum):
    """Where a disclosure stands. Files exist from `APPROVED` on, and go out while it is `RELEASED`."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"  # by the approver, with remarks: the officer goes on
    APPROVED = "approved"
    RELEASED = "released"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"  # given up before anything was approved

    @property
    def open(self) -> bool:
        """True while the officer may change it."""
        return self in (DisclosureState.DRAFT, DisclosureState.RETURNED)


@dataclass(frozen=True, slots=True)
class DisclosureRequest:
    """Who asked, on what basis, for what, and who gets it: the officer's own words. Kept sealed.

    `layout` is how the copy of a PDF is set: "flowing", or as the "pages" are.
    """

    requester: str
    basis: str
    purpose: str
    recipient: str
    layout: Literal["flowing", "pages"] = "flowing"


@dataclass(frozen=True, slots=True)
class Remark:
    """What the approver wrote when sending a disclosure back or approving it. `at` is ISO 8601, UTC."""

    text: str
    by: str
    at: str
