"""A worker process with quick stages, to be killed: python -m tests.pipeline.quick_worker FOLDER [STAGE]

With a stage it kills itself, as `kill -9` would, when it first comes to it; with "slow" for a stage it
takes its time over each document, so that a kill from outside finds it at work; with "hang" it never ends.
With "sealed", "taken" or "committed" it kills itself at that point of taking files out of another.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from models.case import Stage
from pipeline import stages, unpacking, workshop
from pipeline.settings import Settings, load_settings
from storage import jobs
from storage.store import Store
from tests.pipeline import quick

PAUSES = {"slow": 0.3, "hang": 600.0}
POINTS = {
    "sealed": (unpacking, "seal_parts"),
    "taken": (unpacking, "take_in"),
    "committed": (workshop, "ring"),
}

BEGINNINGS = {"read": (stages, "receive"), "mark": (stages, "mark"), "store": (jobs, "finish")}
"""Stages that are entered without a transaction of their own, by what is called first in them."""


def quick_settings(folder: Path) -> Settings:
    return load_settings(folder=folder, lease_seconds=1, job_seconds=120, attempts=20, poll_seconds=0.02)


def main(folder: str, stage: str = "") -> None:
    for name in ("mark", "check", "detect"):
        setattr(stages, name, getattr(quick, name))
    if stage in PAUSES:
        detect = stages.detect
        stages.detect = lambda document, settings: (time.sleep(PAUSES[stage]), detect(document, settings))[1]
    elif stage in POINTS:
        module, name = POINTS[stage]
        step = getattr(module, name)

        def last(*arguments: object) -> None:
            step(*arguments)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(module, name, last)
    elif stage in BEGINNINGS:
        module, name = BEGINNINGS[stage]
        setattr(module, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
    elif stage:
        enter = jobs.enter

        def die_on_the_way(session: object, lease: jobs.Lease, at: Stage) -> None:
            if at == stage:
                os.kill(os.getpid(), signal.SIGKILL)
            enter(session, lease, at)  # type: ignore[arg-type]

        jobs.enter = die_on_the_way
    settings = quick_settings(Path(folder))
    if stage == "hang":
        settings = settings.model_copy(update={"job_seconds": 3})
    store = Store.open(settings.database, settings.store, settings.keys)
    worker = workshop.Workshop(store, quick.QuickReader(), settings, f"quick:{os.getpid()}")
    while True:
        if not worker.do_next():
            time.sleep(settings.poll_seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
