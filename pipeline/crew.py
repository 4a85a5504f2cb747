"""Worker processes that a caller gives tasks to, and that may die without taking anything else down.

A pool of the standard library is broken as a whole by one process that is killed; here the task that it had
is told as lost, the process is started anew, and the others notice nothing. Processes come from a fork
server, which holds no threads and no data, never from the caller.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Self

from models.errors import CountersignError, SettingsError
from pipeline.faults import place_of

log = logging.getLogger("countersign.pipeline")

Tell = Callable[[object], None]
Work = Callable[[Any, Tell], object]
Setup = Callable[..., AbstractContextManager[Work]]

STARTING_SECONDS = 120.0
"""How long a process may take to load its models before it counts as unable to start."""


@dataclass(frozen=True, slots=True)
class Done:
    """A task and what came of it."""

    task: Any
    result: Any


@dataclass(frozen=True, slots=True)
class Told:
    """Word from a worker on the way to a result."""

    task: Any
    news: Any


@dataclass(frozen=True, slots=True)
class Lost:
    """A task without a result: why, in plain words and without content."""

    task: Any
    reason: str


class CannotStart(SettingsError):
    """A worker process could not load what it needs: a model, a policy, memory."""


class Crew:
    """`size` processes, each of which enters `setup(*arguments)` once and does tasks with what it gives.

    `seconds` is the longest that a task may take before its process is killed.
    """

    def __init__(
        self, size: int, setup: Setup, arguments: tuple[object, ...], seconds: float, preload: tuple[str, ...]
    ) -> None:
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(list(preload))
        self._setup, self._arguments, self._seconds = setup, arguments, seconds
        self._hands = [self._start() for _ in range(size)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for hand in self._hands:
            hand.stop()

    def run(self, tasks: Iterable[object]) -> Iterator[Done | Told | Lost]:
        """Do all tasks, first come first served; every task ends in one `Done` or one `Lost`."""
        waiting = iter(tasks)
        more = True
        while True:
            for hand in self._hands:
                if more and hand.idle:
                    try:
                        hand.give(next(waiting), self._seconds)
                    except StopIteration:
                        more = False
            busy = [h for h in self._hands if not h.idle]
            if not busy:
                return
            yield from self._hear(busy)

    def _hear(self, busy: list[_Hand]) -> Iterator[Done | Told | Lost]:
        patience = max(0.0, min(h.deadline for h in busy) - time.monotonic())
        ready = wait([h.connection for h in busy], timeout=patience)
        for hand in busy:
            if hand.connection in ready:
                yield from self._answer(hand)
            elif time.monotonic() >= hand.deadline:
                task = hand.task
                self._replace(hand)
                yield Lost(
                    task,
                    f"It took longer than {self._seconds:g} seconds and was stopped, so nothing is known.",
                )

    def _answer(self, hand: _Hand) -> Iterator[Done | Told | Lost]:
        task = hand.task
        try:
            kind, value = hand.connection.recv()
        except (EOFError, OSError):
            if not hand.started:
                raise CannotStart(
                    "A worker process died before it could start.",
                    "There may be too little memory: try COUNTERSIGN_WORKERS=1.",
                ) from None
            self._replace(hand)
            yield Lost(task, "The process that worked on it died (it may have run out of memory).")
            return
        match kind:
            case "started":
                hand.started = True
                hand.deadline = time.monotonic() + self._seconds
            case "unfit":
                raise CannotStart(*value)
            case "told":
                yield Told(task, value)
            case "fault":
                hand.done()
                yield Lost(task, f"A fault inside the product ({value}); please report it.")
            case "done":
                hand.done()
                yield Done(task, value)

    def _start(self) -> _Hand:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_live, args=(theirs, self._setup, self._arguments))
        process.start()
        theirs.close()
        return _Hand(process, ours)

    def _replace(self, hand: _Hand) -> None:
        hand.stop()
        self._hands[self._hands.index(hand)] = self._start()


class _Hand:
    """One process and what it is doing."""

    def __init__(self, process: BaseProcess, connection: Connection[Any, Any]) -> None:
        self.process, self.connection = process, connection
        self.task: object = None
        self.idle = True
        self.started = False
        self.deadline = 0.0

    def give(self, task: object, seconds: float) -> None:
        self.task, self.idle = task, False
        self.deadline = time.monotonic() + (seconds if self.started else STARTING_SECONDS + seconds)
        try:
            self.connection.send(task)
        except BrokenPipeError:
            log.info("a worker process died while idle")  # the end of its pipe is heard next, as a loss

    def done(self) -> None:
        self.task, self.idle = None, True

    def stop(self) -> None:
        """End the process: by closing its pipe where it listens, by force where it does not."""
        self.connection.close()
        if not (self.idle and self.started):
            self.process.kill()
        self.process.join(timeout=5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _live(connection: Connection[Any, Any], setup: Setup, arguments: tuple[object, ...]) -> None:
    """The life of a worker: until the caller closes the pipe, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the caller, who then ends its workers
    try:
        with setup(*arguments) as work:
            connection.send(("started", None))
            while True:
                try:
                    task = connection.recv()
                except EOFError:
                    return
                connection.send(_try(work, task, lambda news: connection.send(("told", news))))
    except CountersignError as error:
        connection.send(("unfit", (error.message, error.remedy)))
    except BrokenPipeError:
        return


def _try(work: Work, task: object, tell: Tell) -> tuple[str, object]:
    """The result, or the kind and place of the fault. Its message is left out: it may quote a document."""
    try:
        return "done", work(task, tell)
    except Exception as error:  # noqa: BLE001 - one bad document must not stop the others
        log.error("a task failed: %s", place_of(error))
        return "fault", place_of(error)
