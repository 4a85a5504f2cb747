"""A time limit on a step that may be dropped.

pypdf can spend tens of seconds on a small hostile file. What it reads adds to a document that PDFium has
already read, so running out of time is a problem to report, not a reason to refuse the file.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTime(BaseException):
    """The step took too long. No `Exception`, so that a parser's own `except Exception` lets it through."""


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` inside the block after that many seconds, in the main thread of a process.

    In another thread no alarm can be set, and the block runs without one: the locked-down child, which reads
    every file from outside, has only a main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise OutOfTime

    started = time.monotonic()
    outer, _ = signal.getitimer(signal.ITIMER_REAL)
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, outer) if outer else seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if outer:  # a limit around this one, of a file that this one is embedded in
            signal.setitimer(signal.ITIMER_REAL, max(outer - (time.monotonic() - started), 0.01), 0.5)
