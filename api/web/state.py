"""What the routes of one running application share."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Self, cast

from fastapi import Request

from api.web.attempts import Attempts
from api.web.provider import Provider
from api.web.shelf import Shelf
from pipeline.service import Service
from pipeline.settings import Settings
from storage.accounts import Account
from storage.scope import NOBODY, Scope
from storage.store import Store

if TYPE_CHECKING:
    from api.web.pace import Pace
    from api.web.watching import Watchers

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0, O, 1 and I, which people take for each other


@dataclass(slots=True)
class FirstRun:
    """Where the first account is made. `code` is empty once somebody has an account."""

    code: str = ""
    lock: Lock = field(default_factory=Lock)


@dataclass(frozen=True, slots=True)
class Shared:
    """One installation as the server holds it open, or as far as somebody sees it: see `shared`."""

    settings: Settings
    store: Store
    service: Service
    shelf: Shelf
    attempts: Attempts
    pace: Pace
    watchers: Watchers
    first_run: FirstRun
    provider: Provider

    def seen_by(self, scope: Scope) -> Self:
        """The same, for that scope alone."""
        return replace(self, store=self.store.seen_by(scope), service=self.service.seen_by(scope))

    @property
    def setup_code(self) -> str:
        """The code that lets the first account be made, empty once there is one."""
        return self.first_run.code


def new_setup_code() -> str:
    """One-time code of 80 bits, in groups of four to be typed."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def shared(request: Request) -> Shared:
    """What this application shares, as far as whoever asks may see: nothing before the guard let them in.

    No route gets at the installation by another way.
    """
    found = getattr(request.state, "shared", None)
    return cast(Shared, found) if found is not None else ask_as(request, NOBODY)


def ask_as(request: Request, scope: Scope) -> Shared:
    """From here on the request sees what that scope sees. For the guard alone."""
    installation: Shared = request.app.state.shared
    request.state.shared = installation.seen_by(scope)
    return cast(Shared, request.state.shared)


def account_of(request: Request) -> Account:
    """Who asks. The guard has put it there; on a public route there is nobody."""
    account: Account = request.state.account
    return account


def actor_of(request: Request) -> str:
    """The id of who asks, as the audit trail names it."""
    return account_of(request).id


def address_of(request: Request) -> str:
    """Where the request comes from, for counting attempts; never logged."""
    return request.client.host if request.client else "unknown"
