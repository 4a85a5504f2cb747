"""A worker's orderly end: the job in hand is finished, or given back for another worker at once.

A stage cannot be stopped from outside its own thread, so a worker that would take too long gives its lease up
and ends its process; whatever the stage still does cannot be kept without the lease. Nothing is lost, and the
attempt is not counted: the document is not at fault.
"""

from __future__ import annotations

import logging
import os
import threading
from types import TracebackType
from typing import Protocol, Self

from pipeline.faults import place_of

log = logging.getLogger("countersign.worker")

ENDED = 0
"""Exit status of a worker that gave its job back."""


class Told(Protocol):
    """An event, of this process or shared between several."""

    def wait(self, timeout: float | None = None) -> bool:
        """True once it has happened."""
        ...


class Holder(Protocol):
    """Whoever may have a job in hand: a `Workshop`."""

    def release(self) -> None:
        """Give the job in hand back."""
        ...


class Leaving:
    """While it is open, `stop` means: `seconds` more for the job in hand, and then its lease is given up."""

    def __init__(self, holder: Holder, stop: Told, seconds: float) -> None:
        self._holder, self._stop, self._seconds = holder, stop, seconds
        self._gone = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True, name="leaving")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gone.set()

    def _watch(self) -> None:
        self._stop.wait()
        if self._gone.wait(self._seconds):
            return
        try:
            self._holder.release()
        except Exception as error:  # noqa: BLE001 - the lease then runs out by itself
            log.warning("a job could not be given back: %s", place_of(error))
        log.info("the worker ends; the job it had goes on elsewhere")
        os._exit(ENDED)
