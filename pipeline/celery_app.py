"""The other doorbell: Celery workers on any number of machines, told of jobs by a broker.

    celery -A pipeline.celery_app worker --concurrency 2

A message carries a job's id and nothing else; the job table stays the truth. A worker that hears the bell
leases the job like any other, and then does what else is due, so a lost message delays a job only until the
next bell. With a broker that is quiet for long, let one `countersign worker` run beside: it looks by itself.
Messages are acknowledged late and given back when a worker dies; one that comes twice finds no job due.
Told to stop, a worker finishes the job in hand, or gives it back, and begins no other.
"""

from __future__ import annotations

import logging
import multiprocessing
from contextlib import ExitStack
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_init, worker_process_shutdown, worker_shutting_down

from pipeline import logs
from pipeline.faults import place_of
from pipeline.leaving import Leaving
from pipeline.settings import Settings, load_settings

log = logging.getLogger("countersign.worker")

TASK = "countersign.do_job"
QUEUE = "countersign"
RING_SECONDS = 5
"""How long a document that is kept already may be held up by a broker that does not answer."""

_open = ExitStack()
_workshop: list[Any] = []
_leaving: list[Any] = []
"""An event that the main process shares with those it forks: it alone hears the signal to stop."""


def make_app(settings: Settings) -> Celery:
    """The Celery application for these settings, its task not registered yet."""
    made = Celery("countersign", broker=settings.celery_broker_url.get_secret_value() or None)
    made.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        task_default_queue=QUEUE,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,  # a broker that is away comes back: try for ever
        worker_cancel_long_running_tasks_on_connection_loss=False,  # the lease says whose a job is
        broker_transport_options=_transport(settings),
    )
    return made


def _transport(settings: Settings) -> dict[str, int]:
    """One attempt to reach the broker, since whoever uploads waits for it.

    Redis gives a dead worker's messages back only after the visibility timeout, and one that is shorter than
    a job would have it done twice.
    """
    options = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
    if settings.celery_broker_url.get_secret_value().startswith("redis"):
        options |= {
            "visibility_timeout": settings.redis_visibility_seconds or 2 * settings.job_seconds,
            "unacked_restore_interval": settings.redis_restore_seconds,
            "unacked_restore_throttle": 1,
            "socket_connect_timeout": RING_SECONDS,
        }
    return options


def ring(settings: Settings, job_id: str) -> bool:
    """Send the id of a job; False, and a line in the log, where the broker cannot be reached.

    The job is in the table: nothing is lost by it.
    """
    try:
        with make_app(settings) as sender, sender.connection_for_write(connect_timeout=RING_SECONDS) as line:
            sender.send_task(TASK, args=[job_id], queue=QUEUE, connection=line, retry=False)
    except Exception as error:  # noqa: BLE001 - any fault of a broker, none of which loses the job
        log.warning("the broker could not be told of job %s: %s", job_id, place_of(error))
        return False
    return True


app = make_app(load_settings())


@setup_logging.connect  # type: ignore[untyped-decorator]
def _log(**_: object) -> None:
    """Our own form of log lines, in place of Celery's."""
    logs.set_up(load_settings())


@worker_init.connect  # type: ignore[untyped-decorator]
def _share(**_: object) -> None:
    """In the main process, before it forks."""
    _leaving[:] = [multiprocessing.Event()]


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def _leave(**_: object) -> None:
    for told in _leaving:
        told.set()


def _here() -> Any:
    """The workshop of this process, opened at its first job: in the process itself, not in the one it was
    forked from, and again at the next job where the database was away at this one.
    """
    from pipeline.worker import open_workshop

    if not _workshop:
        settings = load_settings()
        workshop = _open.enter_context(open_workshop(settings))
        for told in _leaving:
            _open.enter_context(Leaving(workshop, told, settings.stop_seconds))
        _workshop.append(workshop)
    return _workshop[0]


@worker_process_shutdown.connect  # type: ignore[untyped-decorator]
def _end(**_: object) -> None:
    _open.close()


@app.task(name=TASK)  # type: ignore[untyped-decorator]
def do_job(job_id: str) -> None:
    """Do that job if it is due, then whatever else is, until there is nothing or the worker is to stop."""
    workshop = _here()
    workshop.do_next(job_id)
    while not any(told.is_set() for told in _leaving) and workshop.do_next():
        pass
