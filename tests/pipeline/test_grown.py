"""The same code on PostgreSQL, by settings alone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.case import JobState
from pipeline import stages
from pipeline.service import Service
from pipeline.settings import Settings, load_settings
from pipeline.workshop import Workshop
from storage.store import Store
from tests.pipeline import quick
from tests.storage.conftest import postgresql

__all__ = ["postgresql"]  # a fixture


@pytest.fixture
def settings(postgresql: str, tmp_path: Path) -> Iterator[Settings]:
    yield load_settings(folder=tmp_path, database_url=postgresql)
    store = Store.open(postgresql, (tmp_path / "originals").as_uri(), tmp_path / "keys" / "countersign.keys")
    store.database.migrate("base")
    store.close()


def test_four_workers_on_postgresql_do_every_document_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mark", "check", "detect"):
        monkeypatch.setattr(stages, name, getattr(quick, name))

    def work(number: int) -> int:
        store = Store.open(settings.database, settings.store, settings.keys)
        workshop = Workshop(store, quick.QuickReader(), settings, f"w{number}")
        done = 0
        while workshop.do_next():
            done += 1
        store.close()
        return done

    with Service.open(settings) as service:
        taken = [
            service.accept(f"minutes {n} of Ann with a fault here".encode(), f"{n}.txt", f"C-{n % 3}", "u1")
            for n in range(12)
        ]
        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(work, range(4))) >= 12
        work(9)  # what was to be checked again
        assert {service.job(t.job_id).state for t in taken} == {JobState.READY}
        assert {service.job(t.job_id).attempts for t in taken} == {1}
        assert all(len(service.findings(t.document_id, "u1")) == 1 for t in taken)
        ends = [r.detail["document"] for r in service.trail(most=1000) if r.event == "upload_validation"]
        assert sorted(map(str, ends)) == sorted(t.document_id for t in taken)
        assert service.verify().sound
