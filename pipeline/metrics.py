"""Figures for those who watch over the service, in Prometheus' words, on an address of their own.

Threat: figures that say what a document holds, or who it is about; figures for everybody who reaches the
service. Rule: numbers, states, stages and the codes of refusals alone, no ids; they are served on an address
that is set for it (none unless one is) and that the service's own pages are not on. Residual risk: whoever
reaches that address learns how much work there is and when.

What is asked at the moment comes from the database; what has been counted comes from the rows that each
process writes of itself, so that one server tells of all workers on all machines.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from models.case import JobState
from models.errors import SettingsError
from pipeline.presence import SERVER, SILENT_SECONDS, WORKER, Presence
from pipeline.readiness import readiness
from pipeline.settings import Settings
from pipeline.tally import BOUNDS, Tally, parts
from storage import jobs, workers
from storage.scope import INSTALLATION
from storage.store import Store


class Figures(Collector):
    """Asked anew at every look."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings

    def collect(self) -> Iterator[Metric]:
        """Whether the service is ready; and where the database answers, all the rest."""
        missing = readiness(self._store, self._settings).missing
        yield _gauge("countersign_ready", "1 where documents can be taken in and will be done.", not missing)
        if "the database" in missing:
            return
        with self._store.database.reading(INSTALLATION) as session:
            now = self._store.database.now(session)
            by_state, queue = jobs.states(session), jobs.queue(session)
            counted = workers.counted(session)
            alive = {p: workers.alive(session, p, now - SILENT_SECONDS) for p in (WORKER, SERVER)}
        states = GaugeMetricFamily("countersign_jobs", "Jobs by state.", labels=["state"])
        for state in JobState:
            states.add_metric([state.value], by_state.get(state.value, 0))
        yield states
        yield _gauge("countersign_queue_depth", "Jobs that wait for a worker.", queue.depth)
        yield _gauge(
            "countersign_queue_oldest_seconds", "How long the oldest of them has waited.", queue.oldest
        )
        most = self._settings.max_waiting_jobs
        yield _gauge("countersign_queue_limit", "Open jobs at which new documents are refused as busy.", most)
        living = GaugeMetricFamily("countersign_processes", "Processes heard of lately.", labels=["part"])
        for part, number in alive.items():
            living.add_metric([part], number)
        yield living
        yield _stages(counted)
        for name, told, first, labels in _COUNTERS:
            yield _counter(name, told, counted, first, labels)


_COUNTERS: tuple[tuple[str, str, str, list[str]], ...] = (
    ("countersign_documents_ended", "Documents that came to an end.", "ended", ["state"]),
    ("countersign_refusals", "Files that were refused, by reason.", "refused", ["code"]),
    ("countersign_door_refusals", "Files that were not taken in at all, by reason.", "door", ["code"]),
    ("countersign_storage_errors", "Times that a part of the storage could not be used.", "away", ["part"]),
    ("countersign_retries", "Attempts that ended in a fault and were made again.", "again", []),
)


_ASKED = ("ready", "jobs", "queue_depth", "queue_oldest_seconds", "queue_limit", "processes", "stage_seconds")
NAMES = (*(f"countersign_{name}" for name in _ASKED), *(f"{name}_total" for name, *_ in _COUNTERS))
"""Every figure, by the name that it has in Prometheus."""


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(name, told, value=float(value))


def _counter(name: str, told: str, counted: Mapping[str, float], first: str, labels: list[str]) -> Metric:
    family = CounterMetricFamily(name, told, labels=labels)
    found = {parts(key)[1:]: n for key, n in counted.items() if parts(key)[0] == first}
    for values, number in sorted(found.items()) or ([] if labels else [((), 0.0)]):
        family.add_metric(list(values), number)
    return family


def _stages(counted: Mapping[str, float]) -> Metric:
    family = HistogramMetricFamily(
        "countersign_stage_seconds", "Seconds that a stage took.", labels=["stage"]
    )
    names = [parts(key) for key in counted]
    for stage in sorted({name[1] for name in names if name[0] == "stage"}):
        classes = [counted.get(f"stage|{stage}|class|{n}", 0) for n in range(len(BOUNDS) + 1)]
        bounds = [*map(str, BOUNDS), "+Inf"]
        sums = [sum(classes[: n + 1]) for n in range(len(classes))]
        family.add_metric(
            [stage], list(zip(bounds, sums, strict=True)), counted.get(f"stage|{stage}|seconds", 0)
        )
    return family


@contextmanager
def server_shown(store: Store, settings: Settings, tally: Tally) -> Iterator[None]:
    """Have the server seen by those who watch, and serve the figures where the settings say.

    Raises `SettingsError` where they cannot be served there.
    """
    id = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    with ExitStack() as open_things:
        if settings.metrics:
            open_things.enter_context(_served(store, settings))
        open_things.enter_context(Presence(store, id, SERVER, tally))
        yield


@contextmanager
def _served(store: Store, settings: Settings) -> Iterator[None]:
    host, _, port = settings.metrics.rpartition(":")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures(store, settings))
    try:
        server, thread = start_http_server(int(port), str(ipaddress.ip_address(host.strip("[]"))), registry)
    except (OSError, ValueError, OverflowError) as error:
        raise SettingsError(
            f"COUNTERSIGN_METRICS cannot be served there ({type(error).__name__}).",
            "Set it to an address of this machine and a free port, such as 127.0.0.1:9464.",
        ) from None
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
