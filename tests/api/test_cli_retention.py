"""Retention at the command line: two people, their passwords, and what is left afterwards."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.service import Service
from pipeline.settings import load_settings
from storage.accounts import AccountRole, Accounts, hash_password
from storage.store import Store
from storage.tables import FIRST_AREA
from tests.api.conftest import Said, fits

Run = Callable[..., Said]
PASSWORD = "three unrelated words"
SCHEDULE = """
title = "Files that could not be read"
kinds = ["unread"]
keep = "1 day"
clock = "received"
source = "The area's own rule"
"""


class House:
    """An installation with two people, whose files are two days old."""

    def __init__(self, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._run = folder / "here", run
        (folder / "schedules").mkdir()
        (folder / "schedules" / "never-read.toml").write_text(SCHEDULE)
        self.settings = {
            "COUNTERSIGN_FOLDER": str(self.folder),
            "COUNTERSIGN_RETENTION": str(folder / "schedules"),
        }
        monkeypatch.setenv("_COUNTERSIGN_PASSWORD", PASSWORD)
        settings = load_settings(folder=self.folder)
        store = Store.open(settings.database, settings.store, settings.keys)
        with store.database.writing() as session:
            accounts = Accounts(session, store.keys)
            for name, role in (("Ines", AccountRole.COORDINATOR), ("Omar", AccountRole.CHAIR)):
                accounts.add(name, hash_password(PASSWORD), role, areas=[FIRST_AREA])
        with Service.open(settings) as service:
            self.document = service.accept(b"\x00\x01", "x.bin", "C-1", "u1").document_id
        self.failed(store)
        store.close()

    def failed(self, store: Store) -> None:
        """As though it had come two days ago and could not be read."""
        from datetime import timedelta

        from storage.tables import JobRow

        with store.writing() as (session, archive):
            row = archive.row(self.document)
            row.state, row.received = "failed", row.received - timedelta(days=2)
            for job in session.query(JobRow):
                job.state = "failed"

    def __call__(self, *arguments: str) -> Said:
        return self._run(*arguments, "--json", **self.settings)


@pytest.fixture
def house(tmp_path: Path, countersign: Run, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, countersign, monkeypatch)


def test_from_the_dry_run_to_the_certificate(house: House, tmp_path: Path) -> None:
    dry = house("retention").answer
    fits("retention", dry)
    assert [(d["document"], d["fate"]) for d in dry["documents"]] == [(house.document, "due")]
    proposed = house("dispose", "--due", "--account", "Ines").answer
    fits("dispose", proposed)
    batch = proposed["disposals"][0]["batch"]
    own = house("dispose", "--confirm", batch, "--account", "Ines")
    assert (own.code, own.answer["error"]["code"]) == (2, "forbidden")
    done = house("dispose", "--confirm", batch, "--account", "Omar")
    assert (done.code, done.answer["disposals"][0]["state"]) == (0, "done")
    written = house("dispose", "--certificates", str(tmp_path / "certificates")).answer
    assert written["certificates"] == 1
    [file] = (tmp_path / "certificates").iterdir()
    assert house.document in json.loads(file.read_text())["certificate"]
    assert house("retention").answer["documents"] == []


def test_a_chair_who_proposed_cannot_confirm_either(house: House) -> None:
    batch = house("dispose", "--due", "--account", "Omar").answer["disposals"][0]["batch"]
    refused = house("dispose", "--confirm", batch, "--account", "Omar")
    assert refused.code == 2
    assert "proposes" in refused.answer["error"]["message"]


def test_a_hold_stops_it_until_it_is_lifted(house: House) -> None:
    said = house(
        "hold", "--case", "C-1", "--reason", "A claim", "--review", "2099-01-01", "--account", "Ines"
    )
    fits("hold", said.answer)
    assert house("retention").answer["documents"][0]["fate"] == "held"
    assert house("dispose", "--propose", house.document, "--account", "Ines").code == 2
    lifted = house(
        "hold", "--lift", said.answer["holds"][0]["hold"], "--reason", "Settled", "--account", "Omar"
    )
    assert lifted.answer["holds"] == []
    assert house("retention").answer["documents"][0]["fate"] == "due"


def test_a_wrong_password_changes_nothing_and_is_counted(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_COUNTERSIGN_PASSWORD", "some other words")
    for _ in range(5):
        said = house("dispose", "--due", "--account", "Ines")
        assert (said.code, said.answer["error"]["code"]) == (2, "wrong-password")
    monkeypatch.setenv("_COUNTERSIGN_PASSWORD", PASSWORD)
    assert "Too many" in house("dispose", "--due", "--account", "Ines").answer["error"]["message"]
    assert house("dispose").answer["disposals"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["dispose", "--due"],
        ["dispose", "--due", "--confirm", "x", "--account", "Ines"],
        ["hold", "--case", "C-1", "--reason", "x"],
        ["hold", "--case", "C-1", "--reason", "A claim", "--account", "Ines"],
        ["hold", "--case", "C-1", "--document", "d", "--reason", "A claim", "--account", "Ines"],
        ["hold", "--case", "C-1", "--reason", "A claim", "--review", "soon", "--account", "Ines"],
        ["retention", "--ended", "2014-01-01"],
    ],
)
def test_what_is_not_said_in_full_is_not_done(house: House, arguments: list[str]) -> None:
    assert house(*arguments).code == 2
    assert house("dispose").answer["disposals"] == []
    assert house("hold").answer["holds"] == []


def test_a_back_up_from_before_brings_nothing_back(house: House, tmp_path: Path, countersign: Run) -> None:
    assert house("backup", str(tmp_path / "monday.tar")).code == 0
    batch = house("dispose", "--due", "--account", "Ines").answer["disposals"][0]["batch"]
    assert house("dispose", "--confirm", batch, "--account", "Omar").code == 0
    there = tmp_path / "there"
    shutil.copytree(house.folder / "keys", there / "keys")
    said = countersign("restore", str(tmp_path / "monday.tar"), "--json", COUNTERSIGN_FOLDER=str(there))
    fits("restore", said.answer)
    assert (said.code, said.answer["disposed_again"], said.answer["disposals_listed"]) == (0, 1, True)
    with Service.open(load_settings(folder=there)) as service:
        assert service.document(house.document, "u1").state == "disposed"
        assert len(service.disposals.disposals("u1")) == 1
        events = [record.event for record in service.trail(most=999)]
    assert {"sys_restore", "disposal_again"} <= set(events)
    assert not [p for p in (there / "originals").rglob("*") if p.is_file()]


def test_a_restore_without_the_list_says_so(house: House, tmp_path: Path, countersign: Run) -> None:
    assert house("backup", str(tmp_path / "monday.tar")).code == 0
    there = tmp_path / "there"
    (there / "keys").mkdir(parents=True)
    shutil.copy(house.folder / "keys" / "countersign.keys", there / "keys")
    said = countersign("restore", str(tmp_path / "monday.tar"), COUNTERSIGN_FOLDER=str(there))
    assert "No list of disposals" in said.out
