"""What a disposal leaves: nothing that opens, nothing to find, a certificate, and the list of disposals."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from models.answer import AnswerKind
from models.case import JobState
from models.review import DisclosureRequest
from pipeline.entries import NotReady
from pipeline.retention import CannotDispose, Fate
from pipeline.retention.destroying import Destruction
from storage.archive import NoSuchDocument
from storage.keys import signed_by
from storage.retention import DisposalState
from storage.tables import CaseRow, DocumentRow, FindingRow, ResultRow, WordingDocumentRow
from tests.pipeline.retention.conftest import Office
from tests.pipeline.retention.test_dry_run import soon

OLD = "2009-03-12 minutes of Ann Archer with a fault here"


def dispose(office: Office, *documents: str) -> str:
    batch = office.service.disposals.propose("u1", documents)[0].batch
    done = office.service.disposals.confirm("u2", batch)
    assert {d.state for d in done} == {DisposalState.DONE}
    return done[0].id


def wrapped_key(office: Office, id: str) -> bytes:
    with office.service._store.reading() as (_, archive):
        return archive.row(id).wrapped_key


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_after_disposal_nothing_of_the_document_opens(office: Office) -> None:
    id = office.send(OLD)
    pieces = set((office.settings.folder / "originals").rglob("*-*"))
    dispose(office, id)
    assert office.service.document(id, "u1").state is JobState.DISPOSED
    for ask in (office.service.content, office.service.findings):
        with pytest.raises((NoSuchDocument, NotReady)):
            ask(id, "u1")
    with pytest.raises(NoSuchDocument):
        office.service.original(id, "u1")
    with office.service._store.reading() as (session, _):
        for table in (ResultRow, FindingRow, WordingDocumentRow):
            assert session.scalars(select(table.document_id)).all() == []
    assert not [p for p in pieces if p.is_file() and p.exists()]
    assert office.service.verify().sound


def test_the_wrapped_key_is_in_no_byte_of_the_database(office: Office) -> None:
    ids = [office.send(f"{OLD} {n} " + "more words " * n) for n in range(30)]
    keys = {id: wrapped_key(office, id) for id in ids[::3]}
    before = b"".join(everything(office.settings.folder).values())
    assert all(key in before for key in keys.values()), "the search would find it"
    reader = sqlite3.connect(office.settings.folder / "countersign.sqlite3")  # somebody who has it open
    reader.execute("SELECT count(*) FROM documents").fetchone()
    for id in keys:
        dispose(office, id)
    files = everything(office.settings.folder)
    windows = {key[at : at + 20] for key in keys.values() for at in range(40)}
    assert [(name, w) for name, data in files.items() for w in windows if w in data] == []
    reader.close()


def test_a_key_that_a_split_page_kept_is_found_and_the_database_written_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where SQLite moved a row to another page and left its bytes in the slack of the first."""
    id = office.send(OLD)
    with office.service._store.database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA secure_delete = OFF").close()
        driver.execute("CREATE TABLE leftover (bytes BLOB)").close()
        driver.execute("INSERT INTO leftover VALUES (?)", (wrapped_key(office, id),)).close()
        driver.execute("DELETE FROM leftover").close()
        driver.execute("PRAGMA secure_delete = ON").close()
    key = wrapped_key(office, id)
    made = dispose(office, id)
    words = json.loads(json.loads(office.service.disposals.certificate("u1", made))["certificate"])
    assert words["checked"]["written_anew"] is True
    assert not any(key in data for data in everything(office.settings.folder).values())


def test_who_proposed_cannot_confirm(office: Office) -> None:
    id = office.send(OLD)
    batch = office.service.disposals.propose("u1", [id])[0].batch
    with pytest.raises(CannotDispose, match="proposes"):
        office.service.disposals.confirm("u1", batch)
    assert office.service.original(id, "u1")[1] == OLD.encode()
    assert office.service.disposals.disposals("u1")[0].state is DisposalState.PROPOSED


def test_what_is_not_due_held_or_unknown_cannot_be_proposed(office: Office) -> None:
    young, held, due = (office.send(f"{day} minutes") for day in ("2022-01-01", "2009-01-01", "2009-01-02"))
    office.service.retention.hold("u1", "A claim", soon(), document_id=held)
    for wanted in ([young], [held], [due, young], ["0" * 32], []):
        with pytest.raises(CannotDispose):
            office.service.disposals.propose("u1", wanted)
    assert office.service.disposals.disposals("u1") == []


def test_a_hold_placed_after_the_proposal_stops_it(office: Office) -> None:
    id = office.send(OLD)
    batch = office.service.disposals.propose("u1", [id])[0].batch
    office.service.retention.hold("u3", "A claim", soon(), case_ref="C-1")
    with pytest.raises(CannotDispose, match="legal hold"):
        office.service.disposals.confirm("u2", batch)
    assert office.service.original(id, "u1")[1] == OLD.encode()


def test_a_hold_placed_after_the_confirmation_stops_it_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = office.send(OLD)
    batch = office.service.disposals.propose("u1", [id])[0].batch
    destroy = Destruction._destroy

    def first_a_hold(self: Destruction, disposal: str) -> object:
        office.service.retention.hold("u3", "A claim", soon(), document_id=id)
        return destroy(self, disposal)

    monkeypatch.setattr(Destruction, "_destroy", first_a_hold)
    [stopped] = office.service.disposals.confirm("u2", batch)
    assert stopped.state is DisposalState.STOPPED
    assert office.service.original(id, "u1")[1] == OLD.encode()
    assert [r.detail["why"] for r in office.service.trail(most=999) if r.event == "disposal_stopped"] == [
        "held"
    ]


def test_a_withdrawn_proposal_destroys_nothing_and_may_be_made_again(office: Office) -> None:
    id = office.send(OLD)
    batch = office.service.disposals.propose("u1", [id])[0].batch
    with pytest.raises(CannotDispose, match="proposed already"):
        office.service.disposals.propose("u1", [id])
    office.service.disposals.withdraw("u1", batch)
    with pytest.raises(CannotDispose):
        office.service.disposals.confirm("u2", batch)
    dispose(office, id)


def test_the_certificate_says_what_went_by_whom_and_why_and_is_signed(office: Office) -> None:
    id = office.send(OLD, name="Ann Archer.txt")
    sha256 = office.service.document(id, "u1").sha256
    made = dispose(office, id)
    file = json.loads(office.service.disposals.certificate("auditor", made))
    assert signed_by(file["public_key"], file["certificate"].encode(), bytes.fromhex(file["signature"]))
    said = json.loads(file["certificate"])
    assert (said["document"], said["sha256"], said["received"][:2]) == (id, sha256, "20")
    assert (said["proposed"]["by"], said["confirmed"]["by"]) == ("u1", "u2")
    assert (said["schedule"]["name"], said["schedule"]["due"]) == ("other-papers", "2019-03-12")
    assert said["checked"]["key_found"] == 0
    assert said["checked"]["bytes_searched"] > 10_000
    assert "Ann" not in file["certificate"]
    assert "Archer" not in file["certificate"]
    complete = [r for r in office.service.trail(most=999) if r.event == "disposal_complete"]
    import hashlib

    assert complete[0].detail["certificate"] == hashlib.sha256(file["certificate"].encode()).hexdigest()


def test_answers_disclosures_and_the_cases_reference_go_with_the_last_document(office: Office) -> None:
    one, two = office.send(OLD), office.send("2009-04-12 minutes with a fault there")
    finding = office.service.findings(one, "u1")[0]
    office.service.answers.give(one, finding.key, AnswerKind.WAIVED, "Ann said so", "u1")
    opened = office.service.officers.open(one, "third-party", DisclosureRequest("a", "b", "c", "d"), "u1")
    [judged] = [
        s.judgement for s in office.service.retention.standings("u1") if s.judgement.document_id == one
    ]
    assert judged.fate is Fate.UNJUDGED, "a disclosure of it is under way"
    office.service.officers.withdraw(opened.id, "u1")
    dispose(office, one)
    assert [reference for _, reference in office.service.cases("u1")] == ["C-1"]
    dispose(office, two)
    assert office.service.cases("u1") == []
    with office.service._store.reading() as (session, archive):
        assert archive.disclosures.rows()[0].wrapped_key == b""
        assert session.scalars(select(CaseRow.wrapped_key)).all() == [b""]
    assert office.send(OLD) != one, "the same reference begins another case"


def test_later_findings_no_longer_quote_what_was_disposed_of(office: Office) -> None:
    old = office.send("2009-03-12 minutes with a fault here", name="old.txt")
    young = office.send("2022-03-12 minutes with a fault here", name="young.txt")
    assert [e.filename for e in office.service.findings(young, "u1")[0].earlier] == ["old.txt"]
    dispose(office, old)
    while office.workshop.do_next():
        pass
    assert [e.filename for e in office.service.findings(young, "u1")[0].earlier] == []


def test_nothing_is_lost_when_another_process_opens_and_closes_the_database_afterwards(
    office: Office,
) -> None:
    """The search must not drop the locks that tell another process that somebody has the database open."""
    dispose(office, office.send(OLD))
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1])\n"
    code += "print(c.execute('SELECT max(seq) FROM audit').fetchone()[0]); c.close()"
    command = [sys.executable, "-c", code, str(office.settings.folder / "countersign.sqlite3")]

    def seen_by_another() -> int:
        return int(subprocess.run(command, check=True, capture_output=True).stdout)

    assert seen_by_another() == len(office.service.trail(most=999))
    office.send("2022-03-12 minutes")
    assert seen_by_another() == len(office.service.trail(most=999))
    assert office.service.verify().sound


KILL = """
import sys
from pathlib import Path
from pipeline.service import Service
from pipeline.settings import load_settings
from pipeline.retention.destroying import Destruction
from storage import traces
import os, signal

folder, schedules, batch, where = sys.argv[1:]
def dies(*a, **k):
    os.kill(os.getpid(), signal.SIGKILL)
service = Service.open(load_settings(folder=Path(folder), retention=Path(schedules)))
if where == "destroy":
    Destruction._destroy = dies
elif where == "pieces":
    Destruction._clear_store = dies
elif where == "traces":
    traces.clear = dies
elif where == "certificate":
    Destruction._finish = dies
elif where == "listed":
    from pipeline.retention.tombstones import Tombstones
    add = Tombstones.add
    def adds_and_dies(self, stone):
        add(self, stone)
        dies()
    Tombstones.add = adds_and_dies
service.disposals.confirm("u2", batch)
"""


@pytest.mark.parametrize("where", ["destroy", "pieces", "traces", "certificate", "listed"])
def test_a_disposal_that_was_killed_is_carried_to_its_end_by_the_next_opening(
    office: Office, open_office: Callable[[], Office], schedules: Path, where: str
) -> None:
    id = office.send(OLD)
    key = wrapped_key(office, id)
    batch = office.service.disposals.propose("u1", [id])[0].batch
    command = [sys.executable, "-c", KILL, str(office.settings.folder), str(schedules), batch, where]
    assert subprocess.run(command, timeout=120).returncode == -9
    again = open_office()
    [done] = again.service.disposals.disposals("u1")
    assert (done.state, done.certified) == (DisposalState.DONE, True)
    files = everything(office.settings.folder)
    assert not any(key in data for data in files.values())
    assert not [name for name in files if name.startswith("originals/")]
    assert again.service.verify().sound
    trail = [r.event for r in again.service.trail(most=999) if r.event.startswith("disposal")]
    assert trail.count("disposal_destroyed") == trail.count("disposal_complete") == 1


def test_the_server_too_goes_on_with_a_disposal_when_it_starts(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api.web.app import _open

    id = office.send(OLD)
    batch = office.service.disposals.propose("u1", [id])[0].batch
    with monkeypatch.context() as patched:
        patched.setattr(Destruction, "carry_out", lambda *_: None)
        assert office.service.disposals.confirm("u2", batch)[0].state is DisposalState.CONFIRMED
    here = _open(office.settings)
    assert here.service.disposals.disposals("u1")[0].state is DisposalState.DONE
    here.store.close()
    assert office.settings.keys.with_name("checkpoints.jsonl").exists()


def test_a_certificate_line_that_somebody_changed_stops_the_opening(
    office: Office, open_office: Callable[[], Office]
) -> None:
    from models.errors import SettingsError

    dispose(office, office.send(OLD))
    path = office.settings.keys.with_name("disposals.jsonl")
    path.write_text(path.read_text().replace("2009", "2010"))
    with pytest.raises(SettingsError, match="list of disposals"):
        open_office()


def test_a_document_that_comes_back_by_other_means_is_destroyed_again(
    office: Office, open_office: Callable[[], Office]
) -> None:
    """The database's file of the day before put back by hand, without `countersign restore`."""
    id = office.send(OLD)
    with sqlite3.connect(office.settings.folder / "countersign.sqlite3") as live:
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    before = everything(office.settings.folder)
    made = dispose(office, id)
    office.service.close()
    for name, data in before.items():
        if not name.startswith("keys/"):
            path = office.settings.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for end in ("-wal", "-shm"):
        (office.settings.folder / f"countersign.sqlite3{end}").unlink(missing_ok=True)
    again = open_office()
    with again.service._store.reading() as (session, _):
        assert session.scalars(select(DocumentRow.wrapped_key)).all() == [b""]
    assert json.loads(again.service.disposals.certificate("u1", made))["certificate"]
    assert not [n for n in everything(office.settings.folder) if n.startswith("originals/")]
    assert "disposal_again" in [r.event for r in again.service.trail(most=999)]
