"""A database or a store that is away for a while is waited out: no document is called failed for it."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from obstore.exceptions import GenericError, NotFoundError
from sqlalchemy.exc import IntegrityError, OperationalError

from ingest import Opened
from ingest.refusals import killed
from models.case import JobState
from pipeline import workshop as workshops
from pipeline.bell import ring
from pipeline.outages import outage
from pipeline.service import Service
from pipeline.settings import Settings, load_settings
from pipeline.workshop import Workshop
from storage.archive import Archive
from storage.store import Store
from tests.pipeline import quick


def test_a_store_that_is_away_costs_a_document_no_attempt(
    service: Service, workshop: Workshop, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshops, "WAIT_SECONDS", 0.0)
    taken = service.accept(b"minutes of Ann", "m.txt", "C-1", "u1")
    original = Archive.original
    away = [GenericError("http://store.example.org/secret-name")] * (settings.attempts + 2)

    def read(archive: Archive, row: object) -> bytes:
        if away:
            raise away.pop()
        return original(archive, row)  # type: ignore[arg-type]

    monkeypatch.setattr(Archive, "original", read)
    while away:
        assert workshop.do_next()
        job = service.job(taken.job_id)
        assert (job.state, job.attempts) == (JobState.QUEUED, 0)
        assert job.reason == "The store for originals could not be used."
    workshop.do_next()
    assert service.job(taken.job_id).state is JobState.READY


def test_an_outage_without_end_is_called_a_failure_at_last(
    service: Service, workshop: Workshop, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshops, "LONGEST_SECONDS", 0.0)
    taken = service.accept(b"minutes of Ann", "m.txt", "C-1", "u1")
    monkeypatch.setattr(Archive, "original", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "disk")))
    for _ in range(settings.attempts):
        workshop.do_next()
    assert service.job(taken.job_id).state is JobState.FAILED


@pytest.mark.parametrize(
    ("error", "is_one"),
    [
        (OperationalError("SELECT", {}, OSError()), True),
        (GenericError("store"), True),
        (OSError(errno.ENOSPC, "full"), True),
        (IntegrityError("INSERT", {}, ValueError()), False),
        (NotFoundError("gone"), False),
        (FileNotFoundError(errno.ENOENT, "gone"), False),
        (ValueError("x"), False),
    ],
)
def test_an_outage_is_told_from_a_fault(error: Exception, is_one: bool) -> None:
    assert bool(outage(error)) is is_one


def test_an_original_is_kept_where_nobody_knows_whether_its_row_was(
    service: Service, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object, **__: object) -> None:
        raise OperationalError("COMMIT", {}, OSError("the server closed the connection"))

    monkeypatch.setattr("storage.jobs.enqueue", lost)
    with pytest.raises(OperationalError):
        service.accept(b"minutes", "m.txt", "C-1", "u1")
    assert len([p for p in (settings.folder / "originals").rglob("*") if p.is_file()]) == 1


def test_a_broker_that_does_not_answer_is_left_alone_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    monkeypatch.setattr("pipeline.bell._rests_until", 0.0)
    monkeypatch.setattr("pipeline.celery_app.ring", lambda _, job: tried.append(job))
    settings = load_settings(folder=tmp_path, celery_broker_url="amqp://guest:guest@127.0.0.1:1//")
    ring(settings, ["a", "b", "c"])
    assert tried == ["a"]


def test_a_worker_told_to_stop_gives_its_job_back_uncounted(
    service: Service, workshop: Workshop, store_beside: Store
) -> None:
    taken = service.accept(b"minutes of Ann", "m.txt", "C-1", "u1")
    other = Workshop(store_beside, workshop._reader, workshop._settings, "other")
    workshop._held = workshop._lease(None)
    assert not other.do_next(), "it is held"
    workshop.release()
    job = service.job(taken.job_id)
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)
    assert other.do_next()
    assert (service.job(taken.job_id).state, service.job(taken.job_id).attempts) == (JobState.READY, 1)
    workshop.release()
    assert service.job(taken.job_id).state is JobState.READY, "and what is not held is not given back"


@pytest.fixture
def store_beside(settings: Settings) -> Store:
    return Store.open(settings.database, settings.store, settings.keys)


@pytest.mark.parametrize("kills", [1, 9])
def test_a_file_whose_reader_was_killed_is_read_again_before_it_is_refused(
    service: Service, workshop: Workshop, settings: Settings, monkeypatch: pytest.MonkeyPatch, kills: int
) -> None:
    left = [killed()] * kills

    class Reader(quick.QuickReader):
        def open(self, data: bytes, filename: str) -> Opened:
            if left:
                raise left.pop()
            return super().open(data, filename)

    monkeypatch.setattr(workshop, "_reader", Reader())
    taken = service.accept(b"minutes of Ann", "m.txt", "C-1", "u1")
    while workshop.do_next():
        pass
    job = service.job(taken.job_id)
    if kills == 1:
        assert (job.state, job.attempts) == (JobState.READY, 2)
    else:
        assert (job.state, job.attempts) == (JobState.REFUSED, settings.attempts)
        assert "more than there is room for" in job.reason
