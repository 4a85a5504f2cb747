"""Jobs that somebody watches, looked at once for all who watch.

Threat: everybody who has a page open holds one of the server's threads, or its event loop, while nothing
happens; a stream goes on telling somebody who has signed out, or no longer has the case. Rule: every
`EVERY_SECONDS` one thread looks for all who watch, as each of them may see it now, and only while
somebody watches; streams wait on the event loop, and are counted: so many for an account, so many for the
server. Looking is no use of a session: who only watches is signed out like who does nothing. Residual
risk: what a job passes through between two looks is not told by itself; every answer has all stages.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi.concurrency import run_in_threadpool

from api.web.problems import Problem
from models.case import Job

EVERY_SECONDS = 0.5
MOST_OF_ONE = 10
MOST = 100


@dataclass(eq=False, slots=True)
class Watch:
    """One stream: `job` is the newest that is known, None once it may not be told any more."""

    account: str
    look: Callable[[], Job | None]
    job: Job | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class Watchers:
    """Everybody who watches a job. Lives on one event loop."""

    def __init__(self) -> None:
        self._open: set[Watch] = set()
        self._looking: asyncio.Task[None] | None = None

    def room(self, account: str) -> bool:
        """Whether the account may open another stream."""
        mine = Counter(watch.account for watch in self._open)[account]
        return mine < MOST_OF_ONE and len(self._open) < MOST

    @asynccontextmanager
    async def watching(self, account: str, job: Job, look: Callable[[], Job | None]) -> AsyncIterator[Watch]:
        """A watch on that job, told by `look`, which runs in a thread and gives None once it may not be told.

        Raises `Problem` where the account, or everybody together, watches too many already.
        """
        if not self.room(account):
            raise too_many()
        watch = Watch(account, look, job)
        self._open.add(watch)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield watch
        finally:
            self._open.discard(watch)

    async def _look(self) -> None:
        while self._open:
            watched = tuple(self._open)
            found = await run_in_threadpool(lambda now: [watch.look() for watch in now], watched)
            for watch, job in zip(watched, found, strict=True):
                if job != watch.job:
                    watch.job = job
                    watch.changed.set()
            await asyncio.sleep(EVERY_SECONDS)

    async def close(self) -> None:
        """End every stream: the server stops."""
        for watch in self._open:
            watch.job = None
            watch.changed.set()
        if self._looking is not None:
            self._looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._looking


def too_many() -> Problem:
    """The account, or everybody together, watches too many jobs."""
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too-many-streams",
        f"{MOST_OF_ONE} jobs are watched already, or {MOST} by everybody together.",
        "Close one of the streams, or ask for the job from time to time.",
        headers={"Retry-After": "10"},
    )
