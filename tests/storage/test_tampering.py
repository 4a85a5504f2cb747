"""Every kind of change to the trail is found at the right record; `bench.tampering` does a thousand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from bench.tampering import EDITS, attack
from pipeline.service import Service
from pipeline.settings import load_settings
from storage import audit
from storage.audit import TrailBroken
from storage.events import Event
from storage.store import Store
from tests.api.conftest import Said, countersign, fits

__all__ = ["countersign"]


def test_each_kind_of_edit_is_found_at_the_right_record(store: Store) -> None:
    outcome = attack(store, edits=3 * len(EDITS), records=60, seed=7)
    assert outcome.misses == []
    assert set(outcome.right.values()) == {3}


def test_nothing_is_added_to_an_end_that_is_not_ours(store: Store) -> None:
    """Or the next record would be signed, and the cut with it."""
    for _ in range(5):
        with store.writing() as (session, _archive):
            audit.append(session, store.keys, Event.SENSITIVE_READ, "u1", document="d", what="x")
    with store.database.engine.begin() as connection:
        guards = ["audit_no_delete"] if store.database.sqlite else ["audit_no_change ON audit"]
        for guard in guards:
            connection.execute(text(f"DROP TRIGGER {guard}"))
        connection.execute(text("DELETE FROM audit WHERE seq > 3"))
        mended = "UPDATE audit_head SET seq = 3, chained = (SELECT chained FROM audit WHERE seq = 3)"
        connection.execute(text(mended))
    with store.writing() as (session, _archive), pytest.raises(TrailBroken):
        audit.append(session, store.keys, Event.SENSITIVE_READ, "u1", document="d", what="x")
    with store.reading() as (session, _archive), pytest.raises(TrailBroken):
        audit.anchor(session, store.keys)


def cut(folder: Path) -> None:
    """Empty the trail and take its end away, as though nothing had ever been recorded."""
    with Service.open(load_settings(folder=folder)) as service, service._store.database.engine.begin() as c:
        c.execute(text("DROP TRIGGER audit_no_delete"))
        c.execute(text("DELETE FROM audit"))
        c.execute(text("DELETE FROM audit_head"))


def test_a_trail_that_was_emptied_is_told_by_the_checkpoints_beside_the_keys(
    tmp_path: Path, countersign: Callable[..., Said]
) -> None:
    here = {"COUNTERSIGN_FOLDER": str(tmp_path / "here")}
    for _ in range(3):
        with Service.open(load_settings(folder=tmp_path / "here")):
            pass
    assert countersign("verify", **here).code == 0
    cut(tmp_path / "here")
    said = countersign("verify", "--json", **here)
    fits("verify", said.answer)
    assert (said.code, said.answer["audit"]["whole"]) == (4, False)


def test_a_checkpoint_that_is_kept_elsewhere_tells_where_those_here_are_gone(
    tmp_path: Path, countersign: Callable[..., Said]
) -> None:
    here = {"COUNTERSIGN_FOLDER": str(tmp_path / "here")}
    for _ in range(3):
        with Service.open(load_settings(folder=tmp_path / "here")):
            pass
    assert countersign("verify", "--write-anchor", "kept.json", **here).code == 0
    cut(tmp_path / "here")
    (tmp_path / "here" / "keys" / "checkpoints.jsonl").unlink()
    assert countersign("verify", **here).code == 0, "nobody here knows"
    assert countersign("verify", "--anchor", "kept.json", **here).code == 4
    (tmp_path / "nothing.json").write_text("{}")
    assert countersign("verify", "--anchor", "nothing.json", **here).code == 2


def test_a_broken_end_keeps_the_service_from_starting_and_verify_names_the_record(
    tmp_path: Path, countersign: Callable[..., Said]
) -> None:
    settings = load_settings(folder=tmp_path / "here")
    with Service.open(settings) as service, service._store.database.engine.begin() as connection:
        connection.execute(text("UPDATE audit_head SET signature = x'00'"))
    with pytest.raises(TrailBroken):
        Service.open(settings)
    said = countersign("verify", "--json", COUNTERSIGN_FOLDER=str(tmp_path / "here"))
    assert (said.code, said.answer["audit"]["first_bad"]) == (4, 1)
