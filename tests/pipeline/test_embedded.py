"""The workers that a server starts, with every real stage."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from models.case import JobState
from pipeline.embedded import Workforce
from pipeline.service import Service
from pipeline.settings import load_settings
from tests.pipeline.test_folder import VICTIM, minutes


def wait_for(happened: Callable[[], object], seconds: float = 90.0) -> None:
    ends = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.05)


def test_an_uploaded_document_becomes_a_verified_copy_though_a_worker_is_killed(tmp_path: Path) -> None:
    settings = load_settings(folder=tmp_path, workers=1, lease_seconds=2, poll_seconds=0.05)
    with Service.open(settings) as service, Workforce(settings) as force:
        first = force.pids
        os.kill(first[0], signal.SIGKILL)
        wait_for(lambda: force.pids and force.pids != first)
        taken = service.accept(minutes("13 March 2024").encode(), "minutes.md", "C-1", "u1")
        wait_for(lambda: service.job(taken.job_id).state.terminal)
        assert service.job(taken.job_id).state is JobState.READY, service.job(taken.job_id).reason
        assert service.document(taken.document_id, "u1").kind == "minutes"
        release = service.make_copy(taken.document_id, "third-party", "u1")
        assert release.verification.clean
        assert VICTIM.encode() not in release.copy
        assert [r.event for r in service.trail(most=1000)][-1] == "copy_released"
        assert service.verify().sound
    assert force.pids == (), "no worker outlives its server"
