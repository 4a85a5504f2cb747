from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from models.case import Job, JobState, Stage
from storage import jobs
from storage.archive import seal_original
from storage.jobs import LeaseLost, Priority
from storage.store import Store
from storage.tables import JobRow

NOW = 1_000_000.0


def queue(store: Store, priority: Priority = Priority.WAITING) -> str:
    new = seal_original(store.keys, store.blobs, b"minutes")
    with store.writing() as (session, archive):
        case = archive.case("C-1", create=True)
        assert case
        row = archive.add(new, case, "minutes.txt", "u1")
        return jobs.enqueue(session, row.id, priority)


def lease(store: Store, now: float = NOW, owner: str = "w1", job: str | None = None) -> jobs.Lease | None:
    with store.writing() as (session, _):
        return jobs.lease(session, owner, now, 60, job)


def job(store: Store, id: str) -> Job:
    with store.reading() as (session, _):
        row = session.get(JobRow, id)
        assert row
        return jobs.seen(row)


def test_a_person_who_waits_comes_before_a_bulk_load_and_then_first_come_first_served(store: Store) -> None:
    bulk, later = queue(store, Priority.BULK), queue(store, Priority.LATER)
    first, second = queue(store), queue(store)
    taken = [lease(store) for _ in range(5)]
    assert [t.job_id if t else None for t in taken] == [first, second, bulk, later, None]


def test_many_workers_never_hold_the_same_job(store: Store) -> None:
    wanted = {queue(store) for _ in range(12)}
    with ThreadPoolExecutor(6) as pool:
        taken = [t.job_id for t in pool.map(lambda n: lease(store, owner=f"w{n}"), range(24)) if t]
    assert len(taken) == 12
    assert set(taken) == wanted


def test_a_silent_worker_loses_its_job_to_another_and_can_change_nothing_more(store: Store) -> None:
    id = queue(store)
    lost = lease(store)
    assert lost
    assert lease(store, NOW + 59) is None, "not before the lease runs out"
    taken = lease(store, NOW + 61, "w2")
    assert taken
    assert (taken.job_id, taken.attempt) == (id, 2)
    for change in (
        lambda s: jobs.extend(s, lost, NOW, 60),
        lambda s: jobs.enter(s, lost, Stage.CHECK),
        lambda s: jobs.finish(s, lost, JobState.READY),
        lambda s: jobs.give_back(s, lost, NOW, "why"),
    ):
        with pytest.raises(LeaseLost), store.writing() as (session, _):
            change(session)
    with store.writing() as (session, _):
        jobs.finish(session, taken, JobState.READY)
    assert job(store, id).state is JobState.READY
    with pytest.raises(LeaseLost), store.writing() as (session, _):
        jobs.finish(session, taken, JobState.FAILED)


def test_a_sign_of_life_keeps_the_lease(store: Store) -> None:
    queue(store)
    held = lease(store)
    assert held
    with store.writing() as (session, _):
        jobs.extend(session, held, NOW + 50, 60)
    assert lease(store, NOW + 100) is None
    assert lease(store, NOW + 111) is not None


def test_a_job_given_back_waits_longer_each_time(store: Store) -> None:
    queue(store)
    held = lease(store)
    assert held
    with store.writing() as (session, _):
        jobs.give_back(session, held, NOW, "the store did not answer")
    assert lease(store, NOW + 1.9) is None
    held = lease(store, NOW + 2.1)
    assert held
    with store.writing() as (session, _):
        jobs.give_back(session, held, NOW + 2.1, "the store did not answer")
    assert lease(store, NOW + 5.9) is None
    assert lease(store, NOW + 6.2) is not None


def test_a_failed_job_stands_there_with_its_reason_and_can_be_retried(store: Store) -> None:
    id = queue(store)
    held = lease(store)
    assert held
    with store.writing() as (session, _):
        jobs.finish(session, held, JobState.FAILED, "fault", "It broke.", "Mend it.")
        assert jobs.listed(session, JobState.FAILED, None, 10) == [job_in(session, id)]
    assert (job(store, id).reason, job(store, id).remedy) == ("It broke.", "Mend it.")
    assert lease(store, NOW + 1e6) is None
    with store.writing() as (session, _):
        assert jobs.retry(session, id)
    assert (job(store, id).state, job(store, id).attempts, job(store, id).reason) == (JobState.QUEUED, 0, "")
    with store.writing() as (session, _):
        assert jobs.retry(session, id) is None, "a job that waits is not retried"


def job_in(session: object, id: str) -> Job:
    return jobs.seen(session.get(JobRow, id))  # type: ignore[attr-defined]


def test_a_cancelled_job_is_ended_under_its_worker(store: Store) -> None:
    id = queue(store)
    held = lease(store)
    assert held
    with store.writing() as (session, _):
        assert jobs.cancel(session, id)
    with pytest.raises(LeaseLost), store.writing() as (session, _):
        jobs.finish(session, held, JobState.READY)
    assert job(store, id).state is JobState.CANCELLED
    with store.writing() as (session, _):
        assert jobs.cancel(session, id) is None


def test_a_bell_for_one_job_takes_that_job_or_none(store: Store) -> None:
    first, second = queue(store), queue(store)
    held = lease(store, job=second)
    assert held
    assert held.job_id == second
    assert lease(store, job=second) is None
    assert lease(store, job=first) is not None


def test_the_database_gives_the_time(store: Store) -> None:
    with store.writing() as (session, _):
        assert store.database.now(session) > 1_700_000_000
