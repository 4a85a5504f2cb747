"""A process's sign of life, with what it has counted: written every few seconds by a thread of its own."""

from __future__ import annotations

import logging
import threading
from types import TracebackType
from typing import Any, Self

from sqlalchemy import event

from pipeline.faults import place_of
from pipeline.outages import outage
from pipeline.tally import Tally
from storage import workers
from storage.scope import INSTALLATION
from storage.store import Store

log = logging.getLogger("countersign.worker")

SHOW_SECONDS = 10.0
SILENT_SECONDS = 35.0
"""A process that has not shown itself for so long counts as gone: it missed three times."""
WORKER, SERVER = "worker", "server"


class Presence:
    """While it is open, the process is there for others to see. `part` is `WORKER` or `SERVER`."""

    def __init__(self, store: Store, id: str, part: str, tally: Tally) -> None:
        self._store, self._id, self._part, self._tally = store, id, part, tally
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._show, daemon=True, name="presence")

    def __enter__(self) -> Self:
        event.listen(self._store.database.engine, "handle_error", self._count)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        event.remove(self._store.database.engine, "handle_error", self._count)

    def _show(self) -> None:
        while True:
            over = self._over.is_set()
            try:
                with self._store.database.writing(INSTALLATION) as session:
                    now = self._store.database.now(session)
                    workers.show(session, self._id, self._part, now, self._tally.numbers())
                    if over:
                        session.flush()
                        workers.leave(session, self._id)
                    else:
                        workers.forget_silent(session, now - 10 * SILENT_SECONDS)
            except Exception as error:  # noqa: BLE001 - the next time may find the database back
                log.warning("no sign of life could be given: %s", place_of(error))
            if over:
                return
            self._over.wait(SHOW_SECONDS)

    def _count(self, context: Any) -> None:
        if outage(context.sqlalchemy_exception or context.original_exception):
            self._tally.add("away", "database")
