"""How many requests somebody may make.

Threat: a script gone wild, or a stolen session that copies everything out as fast as it can, takes the
service from everybody else. Rule: each account, and of those who are not signed in each address, may make
so many requests a minute, all at once or one after the other (a leaky bucket: GCRA); beyond, the answer
is 429 with the seconds to wait. Residual risk: the count is in memory, so a restart forgets it; many
accounts together are bounded only by the server's own limit of connections.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from http import HTTPStatus
from threading import Lock

from fastapi import Request

from api.web.problems import Problem
from api.web.state import address_of, shared
from storage.accounts import Account
from storage.events import Event

WINDOW = 60.0
_KNOWN = 20_000
_FREE = ("/health", "/ready", "/static/")


class Pace:
    """When each may ask again. Safe to share between threads."""

    def __init__(self, per_minute: int) -> None:
        self._step = WINDOW / per_minute if per_minute else 0.0
        self._due: OrderedDict[str, float] = OrderedDict()
        self._told: dict[str, float] = {}
        self._lock = Lock()

    def wait(self, who: str) -> int:
        """Count a request; the seconds to wait where there were too many, else 0."""
        now = time.monotonic()
        with self._lock:
            due = max(self._due.get(who, now), now) + self._step
            if due - now > WINDOW:
                return max(1, math.ceil(due - now - WINDOW))
            self._due[who] = due
            self._due.move_to_end(who)
            while len(self._due) > _KNOWN:
                self._due.popitem(last=False)
        return 0

    def first(self, who: str) -> bool:
        """Whether this refusal is the first of its minute: it is written down, the others are not."""
        now = time.monotonic()
        with self._lock:
            self._told = {name: at for name, at in self._told.items() if at > now - WINDOW}
            return self._told.setdefault(who, now) == now


def paced(request: Request) -> None:
    """Let the request through, or raise a `Problem`. A dependency of the whole application."""
    if request.url.path.startswith(_FREE):
        return
    here = shared(request)
    account: Account | None = request.state.account
    who = account.id if account else f"address {address_of(request)}"
    wait = here.pace.wait(who)
    if not wait:
        return
    if here.pace.first(who):
        here.service.record(
            Event.EXCESS_RATE_LIMIT_EXCEEDED, account.id if account else "anonymous", most="requests"
        )
    raise Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too-many-requests",
        f"More than {here.settings.requests_per_minute} requests were made within a minute.",
        "Wait as long as Retry-After says; ask for job progress with its event stream.",
        headers={"Retry-After": str(wait)},
    )
