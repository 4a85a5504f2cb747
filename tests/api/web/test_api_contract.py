"""Every operation of the running API against its description, by requests that schemathesis makes up."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.accounts import AccountRole, Accounts, SessionRow
from storage.sessions import token_hash
from tests.api.web.conftest import House
from tests.api.web.running import running

HERE = Path(__file__).parent


@pytest.mark.parametrize("role", [AccountRole.ADMINISTRATOR, AccountRole.DISCLOSURE_OFFICER], ids=str)
@pytest.mark.timeout(1500)
def test_every_operation_keeps_to_its_description(house: House, role: AccountRole, tmp_path: Path) -> None:
    house.shared.pace._step = 0.0  # thousands of requests are meant
    member = house.member(role)
    house.sent(member, "2024-03-12 minutes of Ann with fault one")
    token, account = member.cookies["countersign"], member.get("/api/v1/session").json()["id"]
    with running(house.app) as address, signed_in(house, account, token) as ended:
        done = subprocess.run(
            [
                sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml"),
                "run", f"{address}/api/v1/openapi.json", "--header", f"Cookie: countersign={token}",
                "--seed", "20240312", "--no-color",
            ],
            capture_output=True, text=True, cwd=tmp_path, check=False,
            env={**os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(HERE)},
        )  # fmt: skip
    told = re.sub(r"(.)\1{40,}", r"\1...", done.stdout)
    assert done.returncode == 0, told + done.stderr
    assert ended, "nothing signed whoever asks out: the addresses that do so were not reached"


@contextmanager
def signed_in(house: House, account: str, token: str) -> Iterator[list[str]]:
    """Whoever asks stays signed in, whatever they do to themselves; how often that was needed is given."""
    over, ended, keys = threading.Event(), list[str](), house.shared.store.keys

    def keep() -> None:
        while not over.wait(0.05):
            with house.shared.store.database.reading() as session:
                owner, _ = Accounts(session, keys).owner(token)
            if owner is not None and owner.every_area:
                continue
            ended.append(account)
            with house.shared.store.database.writing() as session:
                accounts = Accounts(session, keys)
                accounts.set_active(account, True)
                accounts.set_areas(account, None)
                if owner is None and session.get(SessionRow, token_hash(token)) is None:
                    now = datetime.now(UTC)
                    session.add(SessionRow(id=token_hash(token), account_id=account, created=now, used=now))

    thread = threading.Thread(target=keep, daemon=True)
    thread.start()
    yield ended
    over.set()
    thread.join()
