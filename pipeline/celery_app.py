"""The other doorbell: Celery workers on any number of machines, told of jobs by a broker.

    celery -A pipeline.celery_app worker --concurrency 2

A message carries a job's id and nothing else; the job table stays the truth. A worker that hears the bell
leases the job like any other, and then does what else is due, so a lost message delays a job only until the
next bell. With a broker that is quiet for long, let one `countersign worker` run beside: it looks by itself.
Messages are acknowledged late and given back when a worker dies; one that comes twice finds no job due.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from typing import Any

from celery import Celery
from celery.signals import worker_process_init, worker_process_shutdown

from pipeline.faults import place_of
from pipeline.settings import Settings, load_settings

log = logging.getLogger("countersign.worker")

TASK = "countersign.do_job"
QUEUE = "countersign"
RING_SECONDS = 5
"""How long a document that is kept already may be held up by a broker that does not answer."""

_open = ExitStack()
_workshop: list[Any] = []


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
            "visibility_timeout": 2 * settings.job_seconds,
            "unacked_restore_interval": 2,
            "unacked_restore_throttle": 1,
        }
    return options


def ring(settings: Settings, job_id: str) -> None:
    """Send the id of a job; a broker that cannot be reached is logged: the job is in the table."""
    try:
        with make_app(settings) as sender, sender.connection_for_write(connect_timeout=RING_SECONDS) as line:
            sender.send_task(TASK, args=[job_id], queue=QUEUE, connection=line, retry=False)
    except Exception as error:  # noqa: BLE001 - any fault of a broker, none of which loses the job
        log.warning("the broker could not be told of job %s: %s", job_id, place_of(error))


app = make_app(load_settings())


@worker_process_init.connect  # type: ignore[untyped-decorator]
def _begin(**_: object) -> None:
    """Open store and reader in the worker's own process, not in the one it was forked from."""
    from pipeline.worker import open_workshop

    _workshop.append(_open.enter_context(open_workshop(load_settings())))


@worker_process_shutdown.connect  # type: ignore[untyped-decorator]
def _end(**_: object) -> None:
    _open.close()


@app.task(name=TASK)  # type: ignore[untyped-decorator]
def do_job(job_id: str) -> None:
    """Do that job if it is due, then whatever else is."""
    _workshop[0].do_next(job_id)
    while _workshop[0].do_next():
        pass
