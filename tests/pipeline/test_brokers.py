"""Redis as the bell: heard, killed, and found again."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kombu import Connection

from models.case import JobState
from pipeline import bell, celery_app
from pipeline.service import Service
from pipeline.settings import Settings, load_settings
from tests.own_servers import Redis

PATIENCE = 120.0


@pytest.fixture
def redis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
    if why := Redis.missing():
        pytest.skip(why)
    monkeypatch.setattr(bell, "_rests_until", 0.0)
    with Redis(tmp_path / "redis") as server:
        assert isinstance(server, Redis)
        yield server


def wait_for(happened: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.1)


def worker(folder: Path, broker: str) -> subprocess.Popen[bytes]:
    """A Celery worker with quick stages."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.pipeline.quick_celery", str(folder), broker, celery_app.QUEUE],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_redis_rings_and_carries_nothing_but_ids(redis: Redis, tmp_path: Path) -> None:
    settings = load_settings(folder=tmp_path / "var", celery_broker_url=redis.url)
    with Service.open(settings) as service:
        taken = service.accept(b"minutes of Ann Archer", "Archer.txt", "Archer", "u1")
        with Connection(redis.url) as line:
            message = line.SimpleQueue(celery_app.QUEUE).get(timeout=10)
            said = str(message.payload) + str(message.headers) + str(message.properties)
            message.requeue()
        assert taken.job_id in said
        assert "Archer" not in said
        process = worker(tmp_path / "var", redis.url)
        try:
            wait_for(lambda: service.job(taken.job_id).state.terminal)
        finally:
            process.terminate()
            process.wait(60)
        assert service.job(taken.job_id).state is JobState.READY


def test_a_redis_that_was_killed_is_found_again_and_lost_bells_lose_nothing(
    redis: Redis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings(folder=tmp_path / "var", celery_broker_url=redis.url)
    with Service.open(settings) as service:
        process = worker(tmp_path / "var", redis.url)
        try:
            first = service.accept(b"minutes of Ann", "1.txt", "C-1", "u1")
            wait_for(lambda: service.job(first.job_id).state.terminal)
            redis.kill()
            unheard = service.accept(b"minutes of Ben", "2.txt", "C-1", "u1")
            assert service.job(unheard.job_id).state is JobState.QUEUED, "accepted all the same"
            redis.start()
            monkeypatch.setattr(bell, "_rests_until", 0.0)
            after = service.accept(b"minutes of Cas", "3.txt", "C-1", "u1")
            wait_for(lambda: all(service.job(t.job_id).state.terminal for t in (unheard, after)))
        finally:
            process.kill()
            process.wait()
        states = [service.job(t.job_id).state for t in (first, unheard, after)]
        assert states == [JobState.READY] * 3


@pytest.mark.parametrize(
    ("chosen", "seconds"), [({}, 1200), ({"redis_visibility_seconds": 90, "redis_restore_seconds": 7}, 90)]
)
def test_the_settings_for_giving_messages_back_reach_redis(chosen: dict[str, int], seconds: int) -> None:
    settings: Settings = load_settings(celery_broker_url="redis://127.0.0.1:1/0", **chosen)
    options = celery_app.make_app(settings).conf.broker_transport_options
    assert options["visibility_timeout"] == seconds
    assert options["unacked_restore_interval"] == chosen.get("redis_restore_seconds", 2)
    assert options["unacked_restore_throttle"] == 1
    assert "visibility_timeout" not in celery_app.make_app(load_settings()).conf.broker_transport_options
