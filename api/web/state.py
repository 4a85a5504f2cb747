"""What the routes of one running application share."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from threading import Lock
from typing import cast

from fastapi import Request

from api.web.attempts import Attempts
from api.web.shelf import Shelf
from pipeline.service import Service
from pipeline.settings import Settings
from storage.accounts import Account
from storage.store import Store

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0, O, 1 and I, which people take for each other


@dataclass(slots=True)
class Shared:
    """One installation as the server holds it open. `setup_code` is empty once somebody has an account."""

    settings: Settings
    store: Store
    service: Service
    shelf: Shelf
    attempts: Attempts
    setup_code: str = ""
    setting_up: Lock = field(default_factory=Lock)


def new_setup_code() -> str:
    """One-time code of 80 bits, in groups of four to be typed."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def shared(request: Request) -> Shared:
    """What this application shares."""
    return cast(Shared, request.app.state.shared)


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
