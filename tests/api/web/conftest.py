"""A service in a folder of its own, with quick stages and quick password hashes, and people of every role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.web.app import create_app
from api.web.state import Shared
from pipeline import stages
from pipeline.settings import load_settings
from pipeline.workshop import Workshop
from storage import accounts, workers
from storage.accounts import AccountRole, Accounts, hash_password
from storage.scope import INSTALLATION
from tests.pipeline import quick

PASSWORD = "horse staple battery"


@dataclass
class House:
    """The application, and what a test does with it."""

    app: FastAPI
    workshop: Workshop

    @property
    def shared(self) -> Shared:
        shared: Shared = self.app.state.shared
        return shared

    def add(
        self,
        role: AccountRole,
        name: str = "",
        must_change: bool = False,
        areas: Iterable[str] | None = None,
    ) -> str:
        """An account of that role, called after it, for those areas or for all; its id."""
        with self.shared.store.database.writing() as session:
            made = Accounts(session, self.shared.store.keys).add(
                name or role.value, hash_password(PASSWORD), role, must_change, areas
            )
        self.shared.first_run.code = ""
        return made.id

    def keeps(self, years: int = 10) -> None:
        """From here on the area has a schedule: papers of no known form go so long after their meeting."""
        folder = self.shared.settings.retention
        assert folder is not None
        (folder / "other-papers.toml").write_text(
            f'title = "Papers"\nkinds = ["unknown"]\nkeep = "{years} years"\nclock = "meeting"\n'
            'earliest = 2001-04-01\nsource = "The area\'s own rule"\n'
        )

    def staffed(self) -> None:
        """As if a worker had just been heard of."""
        database = self.shared.store.database
        with database.writing(INSTALLATION) as session:
            workers.show(session, "w1", "worker", database.now(session), {})

    def visitor(self, base: str = "http://countersign.example.org") -> TestClient:
        """A browser that nobody has signed in with."""
        return TestClient(self.app, base_url=base, raise_server_exceptions=False)

    def member(self, role: AccountRole, name: str = "") -> TestClient:
        """A browser of somebody of that role, signed in; the account is made where it is not there."""
        with self.shared.store.database.reading() as session:
            there, _ = Accounts(session, self.shared.store.keys).password_of(name or role.value)
        if there is None:
            self.add(role, name)
        client = self.visitor()
        answer = client.post("/api/v1/session", json={"name": name or role.value, "password": PASSWORD})
        assert answer.status_code == 200
        return client

    def sent(self, client: TestClient, words: str, filename: str = "minutes.txt", case: str = "C-1") -> str:
        """A document sent in and processed; its id."""
        answer = client.post(
            "/api/v1/documents", data={"case": case}, files=[("files", (filename, words.encode()))]
        )
        assert answer.status_code == 202, answer.text
        while self.workshop.do_next():
            pass
        id: str = answer.json()["accepted"][0]["document_id"]
        return id

    def events(self) -> list[tuple[str, str, str]]:
        """Event, actor and `what` (or what the event has in its place) of the whole trail."""
        return [
            (r.event, r.actor, str(r.detail.get("what", r.detail.get("why", ""))))
            for r in self.shared.service.trail(most=10_000)
        ]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(accounts, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    for name in ("mark", "check", "detect"):
        monkeypatch.setattr(stages, name, getattr(quick, name))
    schedules = tmp_path / "schedules"
    schedules.mkdir()
    app = create_app(
        load_settings(
            folder=tmp_path / "var", max_file_mb=1, hosts="countersign.example.org", retention=schedules
        )
    )
    shared: Shared = app.state.shared
    workshop = Workshop(shared.store, quick.QuickReader(), shared.settings, "test")
    yield House(app, workshop)
    shared.shelf.close()
    shared.service.close()


@pytest.fixture
def administrator(house: House) -> TestClient:
    return house.member(AccountRole.ADMINISTRATOR)
