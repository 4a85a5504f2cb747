"""Who asks at the command line: whoever holds the key file, and where it has to be somebody, an account."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from api.cli.app import app
from pipeline.service import Service
from pipeline.settings import load_settings
from storage.access import add_area
from storage.accounts import AccountRole, Accounts, hash_password
from storage.factors import Factors
from tests.api.conftest import Said

Run = Callable[..., Said]

OF_FILES = {"run", "read", "check", "mark", "detect", "redact", "summarise", "rules", "explain"}
"""They open files that whoever runs them can read anyway, and no installation."""
OF_THE_INSTALLATION: dict[str, list[str]] = {
    "rotate-keys": [],
    "backup": ["{here}/out.tar"],
    "restore": ["{here}/in.tar"],
    "demo": [],
    "retention": [],
    "hold": [],
    "dispose": [],
    "worker": ["--once"],
    "verify": [],
    "serve": ["--port", "0"],
}
"""They open everything, for whoever holds the key file; without an account `hold` and `dispose` list."""

CASE, PASSWORD = "Canary-4711", "three unrelated words"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with a case in the first area, and a chair of another."""
    folder = tmp_path / "var"
    with Service.open(load_settings(folder=folder)) as service:
        service.accept(b"Minutes", "minutes.txt", CASE, "account-1")
        store = service._store
        with store.database.writing() as session:
            add_area(session, "north", "Northshire")
            people, hashed = Accounts(session, store.keys), hash_password(PASSWORD)
            people.add("North", hashed, AccountRole.CHAIR, areas=["north"])
            people.add("Main", hashed, AccountRole.CHAIR, areas=["main"])
    monkeypatch.setenv("_COUNTERSIGN_PASSWORD", PASSWORD)
    return folder


def test_every_command_is_known_to_open_files_or_the_installation() -> None:
    named = {c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands}
    assert named == OF_FILES | OF_THE_INSTALLATION.keys()


@pytest.mark.parametrize("command", sorted(OF_THE_INSTALLATION))
def test_without_the_key_file_no_command_opens_anything(countersign: Run, here: Path, command: str) -> None:
    (here / "keys" / "countersign.keys").unlink()
    (here / "in.tar").write_bytes(b"no back-up")
    said = countersign(command, *(a.format(here=here) for a in OF_THE_INSTALLATION[command]))
    assert said.code != 0
    assert CASE not in said.out + said.err
    assert not (here / "out.tar").exists()


HOLD = ["hold", "--case", CASE, "--reason", "An appeal", "--review", "2030-01-01"]


def test_an_account_of_another_area_finds_no_such_case(countersign: Run, here: Path) -> None:
    said = countersign(*HOLD, "--account", "North")
    assert said.code != 0
    assert CASE not in countersign("hold").out
    assert countersign(*HOLD, "--account", "Main").code == 0


def test_an_account_with_a_second_factor_is_asked_for_it(
    countersign: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Service.open(load_settings(folder=here)) as service:
        store = service._store
        with store.database.writing() as session:
            account, _ = Accounts(session, store.keys).password_of("Main")
            assert account is not None
            codes = _enrolled(Factors(session, store.keys), account.id)
    assert countersign(*HOLD, "--account", "Main").code != 0
    monkeypatch.setenv("_COUNTERSIGN_CODE", "000000")
    assert countersign(*HOLD, "--account", "Main").code != 0
    monkeypatch.setenv("_COUNTERSIGN_CODE", codes[0])
    assert countersign(*HOLD, "--account", "Main").code == 0


def _enrolled(factors: Factors, id: str) -> list[str]:
    import base64

    secret = factors.enrol(id, "Main").secret
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    codes = factors.confirm(id, TOTP(key, 6, SHA1(), 30).generate(int(time.time())).decode())  # noqa: S303
    assert codes is not None
    return codes
