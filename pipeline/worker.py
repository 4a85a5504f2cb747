"""A worker process: looks for jobs in the table and does them, until it is told to stop."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ingest import ReaderPool
from pipeline.faults import place_of
from pipeline.leaving import Leaving
from pipeline.presence import WORKER, Presence
from pipeline.settings import Settings
from pipeline.tally import Tally
from pipeline.workshop import Workshop
from storage.store import Store

log = logging.getLogger("countersign.worker")

Doorbell = Callable[[float], bool]
"""Waits so many seconds, or shorter where there is something to stop for; True where that is so."""


@contextmanager
def open_workshop(settings: Settings) -> Iterator[Workshop]:
    """A workshop with a store and a locked-down reader of its own."""
    store = Store.open(settings.database, settings.store, settings.keys)
    owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    try:
        tally = Tally()
        with (
            ReaderPool(limits=settings.limits, forms=settings.forms) as reader,
            Presence(store, owner, WORKER, tally),
        ):
            log.info("files are read with %s", "; ".join(reader.protections))
            yield Workshop(store, reader, settings, owner, tally)
    finally:
        store.close()


def run_until_idle(settings: Settings) -> int:
    """Do every job that is due, and say how many; jobs that wait for another attempt are left."""
    done = 0
    with open_workshop(settings) as workshop:
        while workshop.do_next():
            done += 1
    return done


def run_forever(settings: Settings, stop: threading.Event) -> None:
    """Do jobs until `stop` is set: the one in hand is finished, or given back where that takes too long.

    A database that cannot be reached is waited for.
    """
    with open_workshop(settings) as workshop, Leaving(workshop, stop, settings.stop_seconds):
        while not stop.is_set():
            try:
                busy = workshop.do_next()
            except Exception as error:  # noqa: BLE001 - the database may come back
                log.error("no job could be taken: %s", place_of(error))
                busy = False
            if not busy:
                stop.wait(settings.poll_seconds)
