"""How often one address may try to sign in.

Threat: one machine tries many names with a few passwords each, so that no name is ever locked. Rule: failures
are counted per address, and after `MOST` within `WINDOW` seconds the address waits. Residual risk: the count
is in memory, so a restart forgets it; behind a proxy that does not pass the client's address on, all clients
share one count.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from threading import Lock

MOST = 20
WINDOW = 15 * 60
_ADDRESSES = 10_000


class Attempts:
    """The latest failures of each address; the addresses seen last are kept."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str) -> int:
        """Seconds until the address may try again; 0 where it may."""
        with self._lock:
            failures = self._failures.get(address)
            if failures is None:
                return 0
            now = time.monotonic()
            while failures and failures[0] < now - WINDOW:
                failures.popleft()
            return int(failures[0] + WINDOW - now) + 1 if len(failures) >= MOST else 0

    def failed(self, address: str) -> None:
        """Count one."""
        with self._lock:
            self._failures.setdefault(address, deque(maxlen=MOST)).append(time.monotonic())
            self._failures.move_to_end(address)
            while len(self._failures) > _ADDRESSES:
                self._failures.popitem(last=False)
