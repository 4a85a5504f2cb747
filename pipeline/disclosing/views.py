"""A disclosure as the doors show it, and what can be done to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from models.document import Document
from models.errors import CountersignError
from models.people import EntityType, Role
from models.review import Act, ActKind, DisclosureRequest, DisclosureState, FoundBy, Remark, Reviewed
from models.summary import Summary
from models.text import Span

File = Literal["copy", "summary"]


class FourEyes(CountersignError):
    """Somebody would approve what they had a hand in."""


class NotNow(CountersignError):
    """A step that the disclosure's state does not allow."""


class ChangedMeanwhile(NotNow):
    """Somebody else changed the disclosure since whoever asks looked at it."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A disclosure as lists show it. `expired` is True of a release whose day has passed."""

    id: str
    document_id: str
    policy: str
    policy_version: str
    state: DisclosureState
    created: datetime
    created_by: str
    changed: datetime
    submitted_by: str
    decided_by: str
    expires: datetime | None
    downloads: int
    files: tuple[File, ...]
    request: DisclosureRequest | None

    @property
    def expired(self) -> bool:
        """Whether the release has come to its end."""
        return self.expires is not None and self.expires <= datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """A disclosure with everything that the officer works on. `record` tells of each act if it was undone."""

    overview: Overview
    document: Document
    reviewed: Reviewed
    record: tuple[tuple[Act, bool], ...]
    summary: Summary | None
    remarks: tuple[Remark, ...]

    @property
    def proposals(self) -> tuple[Act, ...]:
        """Acts taken over from an earlier version that nobody has looked at yet."""
        return tuple(act for act, undone in self.record if act.proposed and not undone)


@dataclass(frozen=True, slots=True)
class Step:
    """What an officer wants to do; see `models.review.Act` for what each field means."""

    kind: ActKind
    spans: tuple[Span, ...]
    everywhere: bool = False
    type: EntityType | None = None
    role: Role | None = None
    reason: str = ""
    found_by: FoundBy | None = None
