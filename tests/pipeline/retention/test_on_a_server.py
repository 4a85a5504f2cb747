"""Disposal where the database is a server: what can be promised there, and what is said to remain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from pipeline import stages
from pipeline.retention import Fate
from pipeline.service import Service
from pipeline.settings import load_settings
from pipeline.workshop import Workshop
from storage.retention import DisposalState
from storage.scope import Scope
from storage.tables import FIRST_AREA, DocumentRow
from tests.pipeline import quick
from tests.pipeline.retention.test_dry_run import soon
from tests.storage.conftest import postgresql

__all__ = ["postgresql"]


def test_from_the_hold_to_the_certificate_on_postgresql(
    postgresql: str, tmp_path: Path, schedules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mark", "check", "detect"):
        monkeypatch.setattr(stages, name, getattr(quick, name))
    settings = load_settings(folder=tmp_path / "var", database_url=postgresql, retention=schedules)
    with Service.open(settings) as service:
        taken = service.accept(b"2009-03-12 minutes of Ann with a fault here", "m.txt", "C-1", "u1")
        while Workshop(service._store, quick.QuickReader(), settings, "test").do_next():
            pass
        mine = service.seen_by(Scope("u1", frozenset({FIRST_AREA})))
        theirs = service.seen_by(Scope("u9", frozenset({"another"})))
        hold = mine.retention.hold("u1", "A claim", soon(), document_id=taken.document_id)
        assert [s.judgement.fate for s in mine.retention.standings("u1")] == [Fate.HELD]
        assert theirs.retention.standings("u9") == theirs.retention.holds("u9") == []
        mine.retention.lift("u1", hold.id, "Settled")
        batch = mine.disposals.propose("u1", [taken.document_id])[0].batch
        assert theirs.disposals.disposals("u9") == []
        [done] = mine.disposals.confirm("u2", batch)
        assert done.state is DisposalState.DONE
        words = json.loads(json.loads(mine.disposals.certificate("u1", done.id))["certificate"])
        assert (words["checked"]["database"], words["checked"]["key_found"]) == ("postgresql", None)
        assert any("VACUUM FULL" in remains for remains in words["remains"])
        with service._store.reading() as (session, _):
            assert session.scalars(select(DocumentRow.wrapped_key)).all() == [b""]
        assert service.verify().sound
        service._store.database.migrate("base")
