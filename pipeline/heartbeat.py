"""A worker's sign of life while it works on a job."""

from __future__ import annotations

import logging
import os
import threading
import time
from types import TracebackType
from typing import Self

from pipeline.faults import place_of
from pipeline.settings import Settings
from storage import jobs
from storage.jobs import Lease, LeaseLost
from storage.store import Store

log = logging.getLogger("countersign.worker")

OVERRUN = 75
"""Exit status of a worker that stopped itself: a job ran longer than it may."""


class Heartbeat:
    """Extends the lease from a thread of its own, a third of the lease apart.

    A job that runs longer than `job_seconds` cannot be stopped from outside its own thread, so the process
    ends itself at once; whoever started it starts another, and the job's lease runs out.
    """

    def __init__(self, store: Store, lease: Lease, settings: Settings) -> None:
        self._store, self._lease, self._settings = store, lease, settings
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True, name="heartbeat")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        ends = time.monotonic() + self._settings.job_seconds
        while not self._over.wait(min(self._settings.lease_seconds / 3, max(0.0, ends - time.monotonic()))):
            if time.monotonic() >= ends:
                log.error(
                    "job %s ran longer than %d s; the worker stops",
                    self._lease.job_id,
                    self._settings.job_seconds,
                )
                os._exit(OVERRUN)
            try:
                with self._store.writing() as (session, _):
                    now = self._store.database.now(session)
                    jobs.extend(session, self._lease, now, self._settings.lease_seconds)
            except LeaseLost:
                return
            except Exception as error:  # noqa: BLE001 - the next beat may find the database back
                log.warning("no sign of life could be given: %s", place_of(error))
