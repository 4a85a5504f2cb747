"""A service with a schedule of its own, and documents whose time is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.service import Service
from pipeline.settings import Settings, load_settings
from pipeline.workshop import Workshop
from tests.pipeline import quick

SCHEDULE = """
title = "{title}"
kinds = {kinds}
keep = "10 years"
clock = "meeting"
earliest = 2001-04-01
source = "The area's own rule"
"""


@dataclass(frozen=True, slots=True)
class Office:
    """A service and its worker. `send` takes words in as a document and has them processed."""

    service: Service
    settings: Settings
    workshop: Workshop

    def send(self, words: str, case: str = "C-1", name: str = "minutes.txt") -> str:
        taken = self.service.accept(words.encode(), name, case, "u1")
        while self.workshop.do_next():
            pass
        return taken.document_id


@pytest.fixture
def schedules(tmp_path: Path) -> Path:
    """The area's folder: minutes and papers of no known form go ten years after the meeting."""
    folder = tmp_path / "schedules"
    folder.mkdir()
    (folder / "minutes.toml").write_text(SCHEDULE.format(title="Minutes", kinds='["minutes"]'))
    (folder / "other-papers.toml").write_text(SCHEDULE.format(title="Papers", kinds='["unknown", "letter"]'))
    return folder


@pytest.fixture
def open_office(
    tmp_path: Path, schedules: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Office]]:
    for name in ("mark", "check", "detect"):
        monkeypatch.setattr(stages, name, getattr(quick, name))
    monkeypatch.setattr("storage.jobs.BACK_OFF_SECONDS", 0.0)
    opened: list[Service] = []

    def open_it() -> Office:
        settings = load_settings(folder=tmp_path / "var", retention=schedules, attempts=1)
        service = Service.open(settings)
        opened.append(service)
        return Office(service, settings, Workshop(service._store, quick.QuickReader(), settings, "test"))

    yield open_it
    for service in opened:
        service.close()


@pytest.fixture
def office(open_office: Callable[[], Office]) -> Office:
    return open_office()
