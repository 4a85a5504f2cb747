"""A first look: the invented cases go through the real pipeline, and every account can be signed in with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.settings import load_settings
from storage.accounts import AccountRole, Accounts, matches
from storage.store import Store
from tests.api.conftest import ROOT, Said, fits

Run = Callable[..., Said]


def test_demo_fills_an_empty_installation(countersign: Run, tmp_path: Path) -> None:
    folder = tmp_path / "first look"
    said = countersign("demo", "--json", COUNTERSIGN_FOLDER=str(folder))
    assert said.code == 0
    fits("demo", said.answer)
    files = [path for path in (ROOT / "examples").rglob("*") if path.is_file()]
    documents = said.answer["documents"]
    assert sorted(d["file"] for d in documents) == sorted(path.name for path in files)
    assert {d["case"] for d in documents} == {path.parent.name for path in files}
    assert {d["state"] for d in documents} <= {"ready", "quarantined"}
    assert any(d["findings"]["block"] for d in documents)
    assert said.err.splitlines()[-1].startswith(f"[{len(files)}/{len(files)}] ")
    assert "\x1b" not in said.err
    _every_role_can_sign_in(folder, said.answer["accounts"])
    assert countersign("verify", COUNTERSIGN_FOLDER=str(folder)).code == 0
    again = countersign("demo", "--json", COUNTERSIGN_FOLDER=str(folder))
    assert (again.code, again.answer["error"]["code"]) == (2, "not-empty")


def _every_role_can_sign_in(folder: Path, given: list[dict[str, str]]) -> None:
    assert sorted(a["role"] for a in given) == sorted(AccountRole)
    settings = load_settings(folder=folder)
    store = Store.open(settings.database, settings.store, settings.keys)
    with store.database.reading() as session:
        for one in given:
            account, hashed = Accounts(session, store.keys).password_of(one["name"])
            assert account is not None
            assert (account.role, account.must_change) == (one["role"], False)
            assert matches(hashed, one["password"])
    store.close()
    assert len({one["password"] for one in given}) == len(given)


def test_demo_takes_one_case_and_shows_it(countersign: Run) -> None:
    said = countersign("demo", "--case", "uppervale-mapp-118", COUNTERSIGN_FOLDER="look")
    assert said.code == 0
    assert "disclosure-officer" in said.out
    assert "northshire" not in said.out
    assert said.out.splitlines()[-1].endswith("countersign serve")


def test_demo_names_the_cases_that_there_are_and_makes_nothing(countersign: Run, tmp_path: Path) -> None:
    said = countersign("demo", "--case", "nowhere", "--json")
    assert said.code == 2
    assert "riverhaven-2023-0032" in said.answer["error"]["remedy"]
    assert list(tmp_path.iterdir()) == []


def test_demo_without_the_examples_says_what_to_do(
    countersign: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.cli.demo.EXAMPLES", tmp_path / "examples")
    said = countersign("demo", "--json")
    assert (said.code, said.answer["error"]["code"]) == (2, "no-examples")
    assert "checkout" in said.answer["error"]["remedy"]
