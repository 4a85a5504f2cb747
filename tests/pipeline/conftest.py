"""A service in a folder of its own, with quick stages in place of the real ones where a test asks."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.service import Service
from pipeline.settings import Settings, load_settings
from pipeline.workshop import Workshop
from storage.store import Store
from tests.pipeline import quick


@pytest.fixture(scope="session", autouse=True)
def _fork_server() -> None:
    """Started warm, so that tests whose workers need nothing do not leave those that do a cold one."""
    forkserver.set_forkserver_preload(["pipeline.warm"])
    forkserver.ensure_running()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(folder=tmp_path / "var", attempts=3, lease_seconds=5, workers=2, poll_seconds=0.05)


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    with Service.open(settings) as opened:
        yield opened


@pytest.fixture
def workshop(settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshop]:
    """A worker with quick stages, on the service's store."""
    for name in ("mark", "check", "detect"):
        monkeypatch.setattr(stages, name, getattr(quick, name))
    monkeypatch.setattr("storage.jobs.BACK_OFF_SECONDS", 0.0)
    store = Store.open(settings.database, settings.store, settings.keys)
    yield Workshop(store, quick.QuickReader(), settings, "test")
    store.close()
