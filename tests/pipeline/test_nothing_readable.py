"""What names somebody is nowhere in what the service leaves on disk or writes to a log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from models.case import JobState
from pipeline.service import Service
from pipeline.settings import Settings
from pipeline.workshop import Workshop

CANARY = "Zephyrinella"
"""A name that nothing else contains."""

WORDS = f"2024-03-12 minutes of {CANARY} Quillfeather with one fault {CANARY} and more"


def forms(name: str) -> list[bytes]:
    """The name as it might stand in a file."""
    return [
        *(f(name).encode(code) for f in (str, str.lower, str.upper) for code in ("utf-8", "utf-16-le")),
        name.encode().hex().encode(),
    ]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_canary_is_found_in_no_byte(
    service: Service,
    workshop: Workshop,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    name = f"{CANARY} minutes.txt"
    taken = [
        service.accept(words.encode(), name, f"Case of {CANARY}", "u1")
        for words in (WORDS, f"unmarked {WORDS}", f"breaks {WORDS}", f"SECRET {WORDS}")
    ]
    while workshop.do_next():
        pass
    states = [service.job(t.job_id).state for t in taken]
    assert states == [JobState.READY, JobState.QUARANTINED, JobState.FAILED, JobState.REFUSED]
    assert service.documents(actor="u1")[-1].filename == name
    assert service.findings(taken[0].document_id, "u1")[0].quote == f"fault {CANARY}"

    files = everything(settings.folder)
    assert any(f.endswith(".sqlite3-wal") for f in files), "the write-ahead log is searched as well"
    assert sum(f.startswith("originals/") for f in files) > 8
    output = caplog.text + "".join(capfd.readouterr())
    places = {**files, "log and output": output.encode()}
    assert [(place, form) for place, data in places.items() for form in forms(CANARY) if form in data] == []


def test_the_search_would_find_it(settings: Settings, service: Service, workshop: Workshop) -> None:
    """The test above proves something only if a name kept in the clear is found this way."""
    (settings.folder / "leak").write_bytes(b"x" * 100 + CANARY.encode() + b"x")
    assert any(form in data for data in everything(settings.folder).values() for form in forms(CANARY))
