from __future__ import annotations

import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from kombu import Connection

from models.case import JobState
from pipeline import celery_app
from pipeline.service import Service
from pipeline.settings import load_settings

SERVER = "amqp://guest:guest@127.0.0.1:5672/"
UNREACHABLE = "amqp://guest:guest@127.0.0.1:1//"


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A RabbitMQ server, with a queue of this test's own."""
    try:
        with Connection(SERVER, connect_timeout=2) as line:
            line.connect()
    except OSError as error:
        pytest.skip(f"no RabbitMQ server at 127.0.0.1:5672 ({type(error).__name__})")
    queue = f"countersign-{secrets.token_hex(6)}"
    monkeypatch.setattr(celery_app, "QUEUE", queue)
    yield queue
    with Connection(SERVER) as line, suppress(line.channel_errors):
        line.default_channel.queue_delete(queue)


def worker(folder: Path, queue: str) -> subprocess.Popen[bytes]:
    """A Celery worker with quick stages."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.pipeline.quick_celery", str(folder), SERVER, queue],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_message_carries_the_id_of_a_job_and_nothing_else(tmp_path: Path, broker: str) -> None:
    with Service.open(load_settings(folder=tmp_path, celery_broker_url=SERVER)) as service:
        taken = service.accept(b"minutes of Ann Archer", "Archer.txt", "Archer", "u1")
    with Connection(SERVER) as line:
        message = line.SimpleQueue(broker).get(timeout=10)
        said = str(message.payload) + str(message.headers) + str(message.properties)
        message.ack()
    assert taken.job_id in said
    assert "Archer" not in said
    assert "minutes" not in said


def test_celery_workers_do_what_the_table_says_and_a_second_bell_does_nothing(
    tmp_path: Path, broker: str
) -> None:
    with Service.open(load_settings(folder=tmp_path, celery_broker_url=SERVER)) as service:
        taken = [service.accept(f"minutes {n}".encode(), f"{n}.txt", "C-1", "u1") for n in range(5)]
        for each in taken:
            celery_app.ring(load_settings(folder=tmp_path, celery_broker_url=SERVER), each.job_id)
        process = worker(tmp_path, broker)
        try:
            ends = time.monotonic() + 60
            while not all(service.job(t.job_id).state.terminal for t in taken):
                assert time.monotonic() < ends, "the bell was not heard"
                time.sleep(0.1)
        finally:
            process.terminate()
            process.wait(30)
        assert {service.job(t.job_id).state for t in taken} == {JobState.READY}
        assert {service.job(t.job_id).attempts for t in taken} == {1}


def test_a_broker_that_cannot_be_reached_delays_a_document_and_loses_nothing(tmp_path: Path) -> None:
    settings = load_settings(folder=tmp_path, celery_broker_url=UNREACHABLE)
    with Service.open(settings) as service:
        taken = service.accept(b"minutes", "m.txt", "C-1", "u1")
        assert service.job(taken.job_id).state is JobState.QUEUED
