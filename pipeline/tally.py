"""What a process counts of its own work, for those who watch over the service. Codes and numbers alone.

Counting must never get in the way of the work: it is done in memory, and a row is written by another thread
(`pipeline.presence`). A process that is killed takes the counts of its last seconds with it.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

BOUNDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""Upper bounds, in seconds, of the classes that stage times fall into; one more is without a bound."""

_AT = "|"


class Tally:
    """Numbers by name; a name is made of parts. Safe to share between threads."""

    def __init__(self) -> None:
        self._numbers: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, *name: str, by: float = 1) -> None:
        """Count one more, or `by` more."""
        with self._lock:
            self._numbers[_AT.join(name)] += by  # type: ignore[assignment]

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Count the seconds that something takes, also where it fails."""
        began = time.perf_counter()
        try:
            yield
        finally:
            seconds = time.perf_counter() - began
            self.add("stage", stage, "class", str(bisect_left(BOUNDS, seconds)))
            self.add("stage", stage, "seconds", by=seconds)

    def numbers(self) -> dict[str, float]:
        """All of it, as it stands."""
        with self._lock:
            return dict(self._numbers)


def parts(name: str) -> tuple[str, ...]:
    """A name taken apart again."""
    return tuple(name.split(_AT))
