"""Back-up and restore as an operator runs them: the commands, their answers and their exit codes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from pipeline.service import Service
from pipeline.settings import load_settings
from tests.api.conftest import Said, fits

Run = Callable[..., Said]


def test_an_installation_comes_back_from_its_file_and_its_key(countersign: Run, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with Service.open(load_settings(folder=here)) as service:
        taken = service.accept(b"Minutes of a meeting", "minutes.txt", "C-1", "u1")
    made = countersign("backup", "monday.tar", "--json", COUNTERSIGN_FOLDER=str(here))
    assert made.code == 0
    fits("backup", made.answer)
    assert (made.answer["pieces"], made.answer["missing"]) == (1, [])
    assert made.answer["bytes"] == (tmp_path / "monday.tar").stat().st_size

    without = countersign("restore", "monday.tar", "--json", COUNTERSIGN_FOLDER=str(there))
    assert (without.code, without.answer["error"]["code"]) == (2, "settings")
    assert "key file" in without.answer["error"]["message"]
    (there / "keys").mkdir(parents=True)
    shutil.copy(here / "keys" / "countersign.keys", there / "keys")

    said = countersign("restore", "monday.tar", "--json", COUNTERSIGN_FOLDER=str(there))
    assert said.code == 0
    fits("restore", said.answer)
    assert said.answer["sound"]
    with Service.open(load_settings(folder=there)) as service:
        assert service.original(taken.document_id, "u1") == ("minutes.txt", b"Minutes of a meeting")
    assert countersign("restore", "monday.tar", COUNTERSIGN_FOLDER=str(there)).code == 2
    assert countersign("backup", "monday.tar", COUNTERSIGN_FOLDER=str(there)).code == 2


def test_what_was_lost_before_fails_both_commands(countersign: Run, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with Service.open(load_settings(folder=here)) as service:
        taken = service.accept(b"Minutes of a meeting", "minutes.txt", "C-1", "u1")
    next((here / "originals").rglob("original-*")).unlink()
    made = countersign("backup", "b.tar", COUNTERSIGN_FOLDER=str(here))
    assert made.code == 4
    assert "Missing from the store" in made.out
    shutil.copytree(here / "keys", there / "keys")
    said = countersign("restore", "b.tar", COUNTERSIGN_FOLDER=str(there))
    assert said.code == 4
    assert taken.document_id in said.out


def test_a_damaged_file_exits_as_any_refused_file_does(countersign: Run, tmp_path: Path) -> None:
    with Service.open(load_settings(folder=tmp_path / "here")):
        pass
    assert countersign("backup", "b.tar", COUNTERSIGN_FOLDER=str(tmp_path / "here")).code == 0
    (tmp_path / "b.tar").write_bytes((tmp_path / "b.tar").read_bytes()[:3000])
    shutil.copytree(tmp_path / "here" / "keys", tmp_path / "there" / "keys")
    said = countersign("restore", "b.tar", "--json", COUNTERSIGN_FOLDER=str(tmp_path / "there"))
    assert (said.code, said.answer["error"]["code"]) == (3, "damaged")


def test_where_there_is_nothing_there_is_nothing_to_do(countersign: Run) -> None:
    assert countersign("backup", "b.tar", "--json").answer["error"]["code"] == "no-installation"
    assert countersign("restore", "absent.tar").code == 2
