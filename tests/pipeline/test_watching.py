"""What those who watch over the service are told: figures, readiness, log lines; none of it names anybody."""

from __future__ import annotations

import io
import json
import logging
import urllib.request
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from models.errors import Refused, SettingsError
from pipeline import logs
from pipeline.metrics import server_shown
from pipeline.presence import SHOW_SECONDS, WORKER, Presence
from pipeline.readiness import readiness
from pipeline.service import Service
from pipeline.settings import Settings, load_settings
from pipeline.tally import Tally
from pipeline.workshop import Workshop
from storage import workers
from storage.scope import INSTALLATION
from tests.own_servers import free_port
from tests.pipeline.test_nothing_readable import CANARY, WORDS, forms


def figures(port: int) -> dict[str, float]:
    """Sample names with their labels, and their values."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return {
        s.name + "".join(f" {v}" for _, v in sorted(s.labels.items())): s.value
        for family in text_string_to_metric_families(text)
        for s in family.samples
    }


def test_the_figures_say_what_has_happened_and_name_nobody(
    service: Service, workshop: Workshop, settings: Settings
) -> None:
    store, port = service._store, free_port()
    shown = settings.model_copy(update={"metrics": f"127.0.0.1:{port}"})
    for words in (WORDS, f"SECRET {WORDS}", "damaged"):
        service.accept(words.encode(), f"{CANARY}.txt", CANARY, "u1")
    with pytest.raises(Refused):
        service.accept(b"", f"{CANARY}.txt", CANARY, "u1")
    with server_shown(store, shown, service.tally), Presence(store, "w1", WORKER, workshop._tally):
        while workshop.do_next():
            pass
        waiting = service.accept(WORDS.encode(), f"{CANARY}.txt", CANARY, "u1")
        with store.database.writing(INSTALLATION) as session:
            workers.show(session, "w2", WORKER, store.database.now(session), workshop._tally.numbers())
            workers.show(session, "s2", "server", store.database.now(session), service.tally.numbers())
        said = figures(port)
        raw = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read()
    assert said["countersign_ready"] == 1
    assert said["countersign_processes worker"] == 2
    assert (said["countersign_jobs ready"], said["countersign_jobs refused"]) == (1, 2)
    assert said["countersign_queue_depth"] == 1
    assert said["countersign_queue_oldest_seconds"] >= 0
    assert said["countersign_refusals_total above-ceiling"] >= 1
    assert said["countersign_refusals_total damaged"] >= 1
    assert said["countersign_door_refusals_total empty"] >= 1
    assert said["countersign_documents_ended_total ready"] >= 1
    assert said["countersign_stage_seconds_count detect"] >= 1
    assert said["countersign_stage_seconds_bucket +Inf read"] == said["countersign_stage_seconds_count read"]
    assert [form for form in forms(CANARY) if form in raw] == []
    assert waiting.document_id.encode() not in raw, "nor any id"


def test_what_a_process_counted_outlives_it(service: Service) -> None:
    store, tally = service._store, Tally()
    tally.add("ended", "ready", by=3)
    with Presence(store, "w1", WORKER, tally):
        pass
    with Presence(store, "w2", WORKER, tally):
        pass
    with store.database.writing(INSTALLATION) as session:
        workers.show(session, "killed", WORKER, 1.0, {"ended|ready": 4})
        workers.forget_silent(session, 2.0)
        workers.forget_silent(session, 2.0)
        assert workers.counted(session)["ended|ready"] == 10
        assert workers.alive(session, WORKER, 0.0) == 0


def test_an_installation_is_ready_only_while_everything_answers(
    service: Service, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = service._store
    assert readiness(store, settings).missing == ("the workers",)
    with store.database.writing(INSTALLATION) as session:
        now = store.database.now(session)
        workers.show(session, "w1", WORKER, now - 4 * SHOW_SECONDS, {})
    assert readiness(store, settings).missing == ("the workers",), "silent for too long"
    with store.database.writing(INSTALLATION) as session:
        workers.show(session, "w1", WORKER, now, {})
    assert readiness(store, settings).missing == ()
    scanned = settings.model_copy(update={"clamd": f"127.0.0.1:{free_port()}"})
    assert readiness(store, scanned).missing == ("the virus scanner",)

    def gone(*_: object) -> None:
        raise OSError(CANARY)

    for part, target in {
        "the keys": "storage.keys.FileKeys.wrap",
        "the store for originals": "storage.blobs.Blobs.names",
        "the database": "storage.database.Database.reading",
    }.items():
        with monkeypatch.context() as broken:
            broken.setattr(target, gone)
            assert readiness(store, settings).missing == (part,)


def test_figures_are_served_nowhere_unless_asked_for_and_never_where_they_cannot_be(
    service: Service, settings: Settings
) -> None:
    assert settings.metrics == ""
    for wrong in ("9464", "127.0.0.1:none", "example.org:9464", "127.0.0.1:99999"):
        bad = settings.model_copy(update={"metrics": wrong})
        with (
            pytest.raises(SettingsError, match="COUNTERSIGN_METRICS"),
            server_shown(service._store, bad, service.tally),
        ):
            pass


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_log_line_says_kind_and_place_of_a_fault_and_never_its_words(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:], root.level, logging.getLogger("countersign").level
    try:
        logs.set_up(load_settings(folder=tmp_path, log_format=form))
        root.handlers[0].setStream(said)  # type: ignore[attr-defined]
        for logger in ("countersign.worker", "sqlalchemy.pool", "uvicorn.error"):
            try:
                raise ValueError(f"{CANARY} lives at this address")
            except ValueError:
                logging.getLogger(logger).exception("something failed")
        logging.getLogger("countersign.worker").debug("not asked for")
    finally:
        root.handlers[:], root.level = before[0], before[1]
        logging.getLogger("countersign").setLevel(before[2])
    lines = said.getvalue().splitlines()
    assert len(lines) == 3
    assert CANARY not in said.getvalue()
    assert all("ValueError at tests.pipeline.test_watching" in line for line in lines)
    if form == "json":
        told = [json.loads(line) for line in lines]
        keys = {"time", "level", "logger", "message", "process", "fault"}
        assert all(set(line) == keys for line in told)


def test_no_log_line_names_anybody_though_everything_is_logged_as_json(
    service: Service, workshop: Workshop, settings: Settings, tmp_path: Path
) -> None:
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(logs.AsJson())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        for words in (WORDS, f"breaks {WORDS}", f"SECRET {WORDS}", "damaged"):
            service.accept(words.encode(), f"{CANARY}.txt", CANARY, "u1")
        while workshop.do_next():
            pass
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    assert "ZeroDivisionError at" in said.getvalue(), "the fault is logged"
    assert [form for form in forms(CANARY) if form.decode("latin-1") in said.getvalue()] == []
    assert all(json.loads(line)["message"] for line in said.getvalue().splitlines())
