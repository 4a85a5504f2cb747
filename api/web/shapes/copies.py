"""Redacted copies, their logs, and the policies they are made by. The keys are those of `api.answers`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.web.shapes.base import Given, Sent
from models.people import EntityType, Role


class NewCopy(Sent):
    """A redacted copy to be made. Without a policy, the installation's default."""

    policy: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$", examples=["third-party"])] | None = None


class LeakOut(Given):
    """A removed string that was found again: never in a copy that is given out."""

    removal: int
    where: str
    how: str


class VerificationOut(Given):
    """What the verifier did."""

    clean: bool
    readers: list[str]
    searched: int
    leaks: list[LeakOut]
    notes: list[str]


class LogEntryOut(Given):
    """What went, or stayed, and why; never the text itself."""

    label: str
    type: EntityType
    role: Role
    reason: str
    why: str
    count: int
    sections: list[str]


class ReasonWords(Given):
    """A reason's code in words."""

    code: str
    words: str


class LogOut(Given):
    """The log that goes with a copy."""

    policy: str
    policy_version: str
    original_sha256: str
    copy_sha256: str
    marking: str
    made: str
    removed: list[LogEntryOut]
    kept: list[LogEntryOut]
    reasons: list[ReasonWords]


class CopyOut(Given):
    """A verified copy. `href` gives the file, for `seconds` and to the account that made it."""

    id: str
    document_id: str
    filename: str
    href: str
    seconds: int
    policy: str
    policy_version: str
    removed: int
    kept: int
    verification: VerificationOut
    log: LogOut


class PolicyOut(Given):
    """A disclosure policy that copies can be made by."""

    name: str
    version: str
    title: str
    purpose: str


class PolicyList(Given):
    """All policies."""

    items: list[PolicyOut]
