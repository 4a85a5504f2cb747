"""The workers that a server starts by itself, and starts again when they die."""

from __future__ import annotations

import logging
import signal
import threading
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from pipeline.settings import Settings

log = logging.getLogger("countersign.worker")

WATCH_SECONDS = 0.5
GRACE_SECONDS = 5.0
"""So much longer than `stop_seconds` a worker may take to end; then it is killed, and its lease runs out."""


class Workforce:
    """`settings.workers` processes, watched. A fork server makes them: no threads, no open connections."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["pipeline.warm"])
        self._lifeline, self._alive = self._context.Pipe(duplex=False)
        self._processes: list[BaseProcess] = []
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._keep_up, daemon=True, name="workforce")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the workers that live."""
        return tuple(p.pid for p in self._processes if p.pid is not None and p.is_alive())

    def start(self) -> None:
        """Start the workers."""
        self._processes = [self._one() for _ in range(self._settings.workers)]
        self._watch.start()

    def stop(self) -> None:
        """Have every worker finish or give back the job in hand and end; kill those that take too long."""
        self._stopping.set()
        self._watch.join()
        ends = time.monotonic() + self._settings.stop_seconds + GRACE_SECONDS
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join(max(0.0, ends - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()

    def _keep_up(self) -> None:
        while not self._stopping.wait(WATCH_SECONDS):
            for at, process in enumerate(self._processes):
                if not process.is_alive():
                    log.warning("a worker ended with status %s and is started again", process.exitcode)
                    self._processes[at] = self._one()

    def _one(self) -> BaseProcess:
        arguments = (self._settings, self._lifeline)
        process = self._context.Process(target=_work, args=arguments, name="countersign-worker")
        process.start()
        return process


def _work(settings: Settings, lifeline: Connection) -> None:
    """The life of a worker: SIGTERM ends it after the job in hand, Ctrl-C is the server's to answer.

    Only the server holds the other end of the lifeline. When the server is gone, however it went, the line
    closes and the worker ends too. The process that started this one is no sign: it is the fork server, which
    lives as long as any worker does.
    """
    from pipeline import logs
    from pipeline.worker import run_forever

    logs.set_up(settings)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_hang_on, args=(lifeline, stop), daemon=True, name="lifeline").start()
    run_forever(settings, stop)


def _hang_on(lifeline: Connection, stop: threading.Event) -> None:
    """Nothing is ever sent: the line becomes readable when its other end closes."""
    lifeline.poll(None)
    stop.set()
