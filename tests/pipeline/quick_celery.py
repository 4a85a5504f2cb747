"""A Celery worker with quick stages: python -m tests.pipeline.quick_celery FOLDER BROKER QUEUE"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def main(folder: str, broker: str, queue: str) -> None:
    os.environ["COUNTERSIGN_FOLDER"] = folder
    os.environ["COUNTERSIGN_CELERY_BROKER_URL"] = broker
    from pipeline import celery_app, stages, worker
    from pipeline.settings import Settings
    from pipeline.workshop import Workshop
    from storage.store import Store
    from tests.pipeline import quick

    for name in ("mark", "check", "detect"):
        setattr(stages, name, getattr(quick, name))

    @contextmanager
    def open_workshop(settings: Settings) -> Iterator[Workshop]:
        store = Store.open(settings.database, settings.store, settings.keys)
        yield Workshop(store, quick.QuickReader(), settings, f"celery:{os.getpid()}")
        store.close()

    worker.open_workshop = open_workshop
    celery_app.app.worker_main(["worker", "--concurrency", "1", "-Q", queue, "--without-mingle"])


if __name__ == "__main__":
    main(*sys.argv[1:])
