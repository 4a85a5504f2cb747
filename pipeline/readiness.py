"""Whether documents can be taken in and will be done: each part that is needed is asked, not believed.

The answer names parts in plain words and nothing else: it is for everybody who can reach the server.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from pipeline import antivirus
from pipeline.faults import place_of
from pipeline.presence import SILENT_SECONDS, WORKER
from pipeline.settings import Settings
from storage import jobs, workers
from storage.scope import INSTALLATION
from storage.store import Store

log = logging.getLogger("countersign.web")


@dataclass(frozen=True, slots=True)
class Readiness:
    """`missing` is empty where everything answers. `waiting` is how many jobs are not finished."""

    waiting: int
    missing: tuple[str, ...]
    virus_scanner: str


def readiness(store: Store, settings: Settings) -> Readiness:
    """Ask the database, the keys, the store for originals, the virus scanner and the workers."""
    waiting = hands = 0
    missing: list[str] = []

    def asked(part: str, ask: Callable[[], object]) -> None:
        try:
            ask()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is not ready
            log.error("not ready: %s: %s", part, place_of(error))
            missing.append(part)

    def database() -> None:
        nonlocal waiting, hands
        with store.database.reading(INSTALLATION) as session:
            waiting = jobs.waiting(session)
            hands = workers.alive(session, WORKER, store.database.now(session) - SILENT_SECONDS)

    asked("the database", database)
    asked("the keys", lambda: store.keys.unwrap(store.keys.wrap(bytes(32), b"readiness"), b"readiness"))
    asked("the store for originals", lambda: next(iter(store.blobs.names()), None))
    scanner = antivirus.state(settings)
    if settings.clamd and scanner != antivirus.ANSWERS:
        missing.append("the virus scanner")
    if not hands and "the database" not in missing:
        missing.append("the workers")
    return Readiness(waiting, tuple(missing), scanner)
