"""Nothing is lost and nothing is done twice to a different end, whenever a worker is killed."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.case import JobState
from pipeline import stages
from pipeline.heartbeat import OVERRUN
from pipeline.service import Service
from pipeline.workshop import Workshop
from storage.database import Database
from storage.store import Store
from storage.tables import JobRow
from tests.pipeline import quick
from tests.pipeline.quick_worker import quick_settings
from tests.storage.conftest import postgresql

__all__ = ["postgresql"]  # a fixture

PATIENCE = 60.0


def worker(folder: Path, stage: str = "") -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.pipeline.quick_worker", str(folder), stage])


def wait_for(happened: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.02)


def ends(service: Service) -> Counter[str]:
    """How often each document reached an end, by the audit trail."""
    trail = service.trail(most=10_000)
    return Counter(str(r.detail["document"]) for r in trail if r.event == "upload_validation")


@pytest.fixture(params=["sqlite", "postgresql"])
def kept_in(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The database that this process and the workers it starts use."""
    if request.param == "sqlite":
        yield
        return
    url: str = request.getfixturevalue("postgresql")
    monkeypatch.setenv("COUNTERSIGN_DATABASE_URL", url)
    yield
    database = Database(url)
    database.migrate("base")
    database.close()


@pytest.mark.usefixtures("kept_in")
@pytest.mark.parametrize("stage", ["read", "mark", "check", "detect", "store"])
def test_a_worker_killed_at_a_stage_loses_nothing(
    tmp_path: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mark", "check", "detect"):
        monkeypatch.setattr(stages, name, getattr(quick, name))
    with Service.open(quick_settings(tmp_path)) as service:
        taken = service.accept(b"2024-03-12 minutes of Ann with a fault here", "m.txt", "C-1", "u1")
        killed = worker(tmp_path, stage)
        assert killed.wait(PATIENCE) == -9
        assert service.job(taken.job_id).state is JobState.RUNNING
        settings = quick_settings(tmp_path)
        store = Store.open(settings.database, settings.store, settings.keys)
        wait_for(Workshop(store, quick.QuickReader(), settings, "other").do_next)
        store.close()
        assert (service.job(taken.job_id).state, service.job(taken.job_id).attempts) == (JobState.READY, 2)
        assert len(service.findings(taken.document_id, "u1")) == 1
        assert ends(service) == {taken.document_id: 1}
        assert service.verify().sound


def test_workers_killed_at_random_finish_every_document_exactly_once(tmp_path: Path) -> None:
    draw = random.Random(5)
    with Service.open(quick_settings(tmp_path)) as service:
        taken = [
            service.accept(f"minutes {n} of Ann with a fault here".encode(), f"{n}.txt", f"C-{n % 3}", "u1")
            for n in range(8)
        ]
        workers = [worker(tmp_path, "slow") for _ in range(2)]
        kills = 0
        try:
            while not all(service.job(t.job_id).state.terminal for t in taken):
                if kills < 3 and service.jobs(JobState.RUNNING):
                    time.sleep(draw.uniform(0, 0.4))
                    at = kills % 2
                    workers[at].kill()
                    workers[at].wait()
                    workers[at] = worker(tmp_path, "slow")
                    kills += 1
                time.sleep(0.05)
        finally:
            for each in workers:
                each.kill()
                each.wait()
        assert any(service.job(t.job_id).attempts > 1 for t in taken), "no kill found a worker at work"
        assert {service.job(t.job_id).state for t in taken} == {JobState.READY}
        assert ends(service) == {t.document_id: 1 for t in taken}
        assert all(len(service.findings(t.document_id, "u1")) == 1 for t in taken)
        assert service.verify().sound


def test_a_job_that_never_ends_ends_its_worker_and_not_the_service(tmp_path: Path) -> None:
    with Service.open(quick_settings(tmp_path)) as service:
        taken = service.accept(b"minutes", "m.txt", "C-1", "u1")
        assert worker(tmp_path, "hang").wait(PATIENCE) == OVERRUN
        assert service.job(taken.job_id).state is JobState.RUNNING, "until its lease runs out"


def test_a_document_that_always_kills_its_worker_is_failed_in_plain_sight(tmp_path: Path) -> None:
    with Service.open(quick_settings(tmp_path)) as service:
        taken = service.accept(b"minutes", "m.txt", "C-1", "u1")
        assert worker(tmp_path, "check").wait(PATIENCE) == -9
        with service._store.writing() as (session, _):  # as if all but the last attempt had gone so
            row = session.get(JobRow, taken.job_id)
            assert row
            row.attempts = quick_settings(tmp_path).attempts
        last = worker(tmp_path)
        try:
            wait_for(lambda: service.job(taken.job_id).state.terminal)
        finally:
            last.kill()
            last.wait()
        job = service.job(taken.job_id)
        assert job.state is JobState.FAILED
        assert "never ended" in job.reason
        assert job.remedy
