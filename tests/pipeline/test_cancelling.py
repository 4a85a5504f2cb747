"""What a person stops is stopped, said to be, shown as nothing else, and can be taken up again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.case import JobState, Stage
from pipeline import stages
from pipeline.entries import NotReady
from pipeline.service import Service
from pipeline.workshop import Workshop
from storage import jobs

WORDS = b"2024-03-12 minutes of Ann with a fault here"


def test_a_waiting_document_is_cancelled_at_once(service: Service, workshop: Workshop) -> None:
    taken = service.accept(WORDS, "m.txt", "C-1", "u1")
    assert service.cancel(taken.job_id, "u1").state is JobState.CANCELLED
    assert service.document(taken.document_id, "u1").state is JobState.CANCELLED
    assert not workshop.do_next(), "nobody takes it up by itself"
    with pytest.raises(NotReady, match="was cancelled"):
        service.findings(taken.document_id, "u1")


@pytest.mark.parametrize("during", ["read", "mark", "check", "detect"])
def test_a_running_document_is_cancelled_at_the_end_of_its_stage(
    service: Service, workshop: Workshop, monkeypatch: pytest.MonkeyPatch, during: str
) -> None:
    taken = service.accept(WORDS, "m.txt", "C-1", "u1")
    done: list[str] = []
    cancelled: list[str] = []

    def watched(name: str, stage: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **named: object) -> object:
            result = stage(*arguments, **named)
            done.append(name)
            if name == during and not cancelled:
                cancelled.append(service.cancel(taken.job_id, "u1").id)
            return result

        return run

    for name in ("mark", "check", "detect"):
        monkeypatch.setattr(stages, name, watched(name, getattr(stages, name)))
    monkeypatch.setattr(workshop, "_reader", Watched(workshop._reader, watched))
    assert workshop.do_next()
    last = {"read": "mark"}.get(during, during)  # what is read is marked before anything is kept of it
    assert done[-1] == last, "no stage is begun after it"
    assert service.job(taken.job_id).state is JobState.CANCELLED
    assert service.document(taken.document_id, "u1").state is JobState.CANCELLED
    with pytest.raises(NotReady):
        service.content(taken.document_id, "u1")

    service.retry(taken.job_id, "u1")
    done.clear()
    assert workshop.do_next()
    assert service.job(taken.job_id).state is JobState.READY
    kept = {"read": 0, "mark": 0, "check": 2, "detect": 3}[during]
    assert done == ["read", "mark", "check", "detect"][kept:], "it goes on from what was kept"
    assert len(service.findings(taken.document_id, "u1")) == 1
    events = [r.event for r in service.trail(most=1000) if r.event.startswith(("job_", "upload_valid"))]
    assert events == ["job_cancel", "job_retry", "upload_validation"]


class Watched:
    """A reader that says when it has read."""

    def __init__(self, reader: object, watched: Callable[..., Callable[..., object]]) -> None:
        self.open = watched("read", reader.open)  # type: ignore[attr-defined]


def test_a_chair_who_waits_comes_before_a_bulk_load(service: Service, workshop: Workshop) -> None:
    bulk = [
        service.accept(WORDS + b" %d" % n, f"{n}.txt", "C-1", "u1", priority=jobs.Priority.BULK)
        for n in range(5)
    ]
    workshop.do_next()
    chair = service.accept(WORDS, "now.txt", "C-2", "u2")
    workshop.do_next()
    states = [service.job(t.job_id).state for t in (*bulk, chair)]
    assert states == [JobState.READY, *[JobState.QUEUED] * 4, JobState.READY]


def test_progress_is_told_by_stage(
    service: Service, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = service.accept(WORDS, "m.txt", "C-1", "u1")
    seen: list[Stage] = [service.job(taken.job_id).stage]
    for name in ("mark", "check", "detect"):
        stage = getattr(stages, name)

        def told(*arguments: object, stage: Callable[..., object] = stage) -> object:
            seen.append(service.job(taken.job_id).stage)
            return stage(*arguments)

        monkeypatch.setattr(stages, name, told)
    workshop.do_next()
    seen.append(service.job(taken.job_id).stage)
    assert seen == [Stage.RECEIVE, Stage.READ, Stage.CHECK, Stage.DETECT, Stage.STORE]
