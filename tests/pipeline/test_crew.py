from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from models.errors import SettingsError
from pipeline.crew import CannotStart, Crew, Done, Lost, Tell, Told, Work


@contextmanager
def calculator(factor: int) -> Iterator[Work]:
    def work(task: object, tell: Tell) -> object:
        match task:
            case "die":
                os._exit(9)
            case "hang":
                time.sleep(60)
            case "break":
                raise ValueError("Ann Archer lives at 1 Example Street")
            case int():
                tell("counting")
                return task * factor
        return None

    yield work


@contextmanager
def unfit() -> Iterator[Work]:
    raise SettingsError("There is no such model.", "Name another.")
    yield


@contextmanager
def dying() -> Iterator[Work]:
    os._exit(3)
    yield


def run(*tasks: object, size: int = 2, seconds: float = 30.0) -> list[Done | Told | Lost]:
    with Crew(size, calculator, (10,), seconds, ()) as crew:
        return list(crew.run(tasks))


def results(events: list[Done | Told | Lost]) -> dict[object, object]:
    return {e.task: e.result if isinstance(e, Done) else e for e in events if not isinstance(e, Told)}


def test_every_task_ends_in_one_result() -> None:
    events = run(*range(20))
    assert results(events) == {n: 10 * n for n in range(20)}
    assert sum(isinstance(e, Told) for e in events) == 20
    assert sum(isinstance(e, Done) for e in events) == 20


def test_a_task_that_kills_its_process_is_lost_and_the_others_are_done() -> None:
    found = results(run(1, "die", 2, "die", 3, 4, size=2))
    assert {k: v for k, v in found.items() if k != "die"} == {1: 10, 2: 20, 3: 30, 4: 40}
    assert isinstance(found["die"], Lost)
    assert "died" in found["die"].reason


@pytest.mark.timeout(60)
def test_a_task_that_hangs_is_stopped() -> None:
    found = results(run(1, "hang", 2, size=1, seconds=1.0))
    assert isinstance(found["hang"], Lost)
    assert "longer than 1 seconds" in found["hang"].reason
    assert found[2] == 20


def test_a_fault_is_told_by_its_place_and_never_by_its_words() -> None:
    lost = results(run("break"))["break"]
    assert isinstance(lost, Lost)
    assert "ValueError" in lost.reason
    assert "Archer" not in lost.reason


def test_workers_that_cannot_start_stop_the_run_with_the_reason() -> None:
    with pytest.raises(CannotStart, match="no such model"), Crew(1, unfit, (), 5, ()) as crew:
        list(crew.run([1]))
    with pytest.raises(CannotStart, match="died"), Crew(1, dying, (), 5, ()) as crew:
        list(crew.run([1]))


def test_no_process_is_left_behind() -> None:
    with Crew(2, calculator, (1,), 5, ()) as crew:
        list(crew.run([1, 2]))
        processes = [hand.process for hand in crew._hands]
    assert not any(p.is_alive() for p in processes)
