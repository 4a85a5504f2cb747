"""Who may do what, and the guard that asks.

Threat: a route that somebody adds and forgets to protect. Rule: every route names its permission with `needs`
or says `public`; the guard, which stands before every route of the application, refuses a route that says
neither. What is allowed here holds for the areas and the cases that the account may see and for no others,
which no route asks for itself: `storage.scope` does. Residual risk: a role is the same in all of an account's
areas.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from storage.accounts import AccountRole


class Permission(StrEnum):
    """What can be allowed."""

    SIGNED_IN = "signed-in"  # whoever has an account
    READ = "read"  # documents, findings, marking, mentions
    UPLOAD = "upload"
    ORIGINAL = "original"  # the file as it was received
    COPY = "copy"  # make and fetch redacted copies
    ANSWER = "answer"  # acknowledge and waive findings
    DISCLOSURES = "disclosures"  # see disclosures, their previews and files
    DISCLOSE = "disclose"  # open them, decide on them, submit and release them
    APPROVE = "approve"  # approve what somebody else submitted, or send it back
    SETTLE = "settle"  # take a document out of quarantine
    JOBS = "jobs"  # retry and cancel
    ACCOUNTS = "accounts"
    AUDIT = "audit"
    NEED_TO_KNOW = "need-to-know"  # say who may see a case
    FIGURES = "figures"  # counts over all documents, none of them opened
    RETENTION = "retention"  # what may go and what is held; hold, lift, propose for disposal
    DISPOSE = "dispose"  # confirm what somebody else proposed: it is destroyed
    CERTIFICATES = "certificates"  # of disposals


_READS = {Permission.SIGNED_IN, Permission.READ, Permission.UPLOAD}
ALLOWED: dict[AccountRole, frozenset[Permission]] = {
    AccountRole.ADMINISTRATOR: frozenset(
        {
            *_READS,
            Permission.ORIGINAL,
            Permission.COPY,
            Permission.JOBS,
            Permission.ACCOUNTS,
            Permission.NEED_TO_KNOW,
        }
    ),
    AccountRole.CHAIR: frozenset(
        {
            *_READS,
            Permission.ORIGINAL,
            Permission.SETTLE,
            Permission.ANSWER,
            Permission.JOBS,
            Permission.DISCLOSURES,
            Permission.APPROVE,
            Permission.NEED_TO_KNOW,
            Permission.FIGURES,
            Permission.RETENTION,
            Permission.DISPOSE,
            Permission.CERTIFICATES,
        }
    ),
    AccountRole.DISCLOSURE_OFFICER: frozenset(
        {*_READS, Permission.ORIGINAL, Permission.COPY, Permission.DISCLOSURES, Permission.DISCLOSE}
    ),
    AccountRole.COORDINATOR: frozenset(
        {
            *_READS,
            Permission.JOBS,
            Permission.NEED_TO_KNOW,
            Permission.FIGURES,
            Permission.RETENTION,
            Permission.CERTIFICATES,
        }
    ),
    AccountRole.AUDITOR: frozenset({Permission.SIGNED_IN, Permission.AUDIT, Permission.CERTIFICATES}),
}
"""An auditor sees who did what, and no document."""

PUBLIC = "public"
_MARK = "countersign_permission"
Route = TypeVar("Route", bound=Callable[..., object])


def needs(permission: Permission) -> Callable[[Route], Route]:
    """Declare what a route asks for."""

    def declare(route: Route) -> Route:
        setattr(route, _MARK, permission.value)
        return route

    return declare


def public(route: Route) -> Route:
    """Declare that a route is for everybody, signed in or not."""
    setattr(route, _MARK, PUBLIC)
    return route


def declared(route: object) -> str | None:
    """What the route's function declares: a permission's value, `PUBLIC`, or None."""
    found: str | None = getattr(route, _MARK, None)
    return found


def may(role: AccountRole, permission: Permission) -> bool:
    """Whether the role is allowed that."""
    return permission in ALLOWED[role]
