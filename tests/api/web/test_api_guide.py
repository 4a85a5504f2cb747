"""Every command of the page about the API, run as it stands there against a running server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from storage.accounts import AccountRole, Accounts, hash_password
from tests.api.web.conftest import House
from tests.api.web.running import running

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "api.md").read_text()
PASSWORD = "three unrelated words"
LAST = "2024-03-12 minutes of Ann. She has to tell the panel before she moves house."
FILES = {
    "02 Minutes.docx": f"{LAST} With fault one, fault two.",
    "03 Minutes.docx": "2024-06-12 minutes of Ann and Bob with fault one, fault two.",
    "03 Minutes corrected.docx": "2024-06-12 minutes of Ann and Bob.",
    "04 Minutes.docx": "2024-09-12 minutes of Ann and Bob. " * 100,
}
WHO = (
    (r"/findings/\$KEY|If-None-Match|/marking\" *$|-X PUT", AccountRole.CHAIR),
    (r"/copies|/annotated", AccountRole.DISCLOSURE_OFFICER),
)
"""Who may do what a command does; the administrator what is not here."""


@dataclass
class Reader:
    """Somebody who types the page's commands one after the other, and keeps what the answers tell."""

    house: House
    address: str
    folder: Path
    told: dict[str, str] = field(default_factory=dict)
    outputs: list[str] = field(default_factory=list)

    def run(self, block: str) -> None:
        for command in re.sub(r"\\\n\s*", "", block).strip().splitlines():
            role = next((role for said, role in WHO if re.search(said, command)), AccountRole.ADMINISTRATOR)
            if "-c cookies.txt" not in command and (self.folder / f"{role}.txt").exists():
                shutil.copy(self.folder / f"{role}.txt", self.folder / "cookies.txt")
            if command.startswith("ABOUT="):
                self.told["ABOUT"] = self.typed(f'{command}; printf %s "$ABOUT"')
                continue
            if "/annotated" in command or "/copies" in command:
                self.told["ID"] = self.told["FIRST"]
            self.outputs.append(self.typed(command))
            self.learn(command, self.outputs[-1])

    def typed(self, command: str) -> str:
        spoken = "curl --fail-with-body -sS" if "If-None-Match" not in command else "curl -sS"
        done = subprocess.run(
            ["bash", "-euc", re.sub(r"^curl -sS", spoken, command)],
            cwd=self.folder, env={**os.environ, "HERE": self.address, **self.told},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def learn(self, command: str, said: str) -> None:
        """What the page calls by a name from here on."""
        try:
            answer: Any = json.loads(said)
        except ValueError:
            return
        match answer:
            case {"client_id": id, "client_secret": secret}:
                self.told |= {"CLIENT_ID": id, "CLIENT_SECRET": secret}
            case {"access_token": token}:
                self.told["TOKEN"] = token
            case {"accepted": [*_, {"document_id": id, "job_id": job}]}:
                self.told |= {"ID": id, "JOB": job}
                self.told.setdefault("FIRST", id)
                threading.Timer(0.3, work, [self.house]).start()  # while its progress is watched
            case {"items": [{"key": key}, *_], "not_assessed": _}:
                self.told["KEY"] = key
            case {"href": _, "id": id}:
                self.told["COPY"] = id
            case {"length": _, "received": 0, "id": id}:
                self.told["UPLOAD"] = id


def work(house: House) -> None:
    while house.workshop.do_next():
        pass


def work_until_there_was_something(house: House) -> None:
    deadline = time.monotonic() + 60
    while not house.workshop.do_next() and time.monotonic() < deadline:
        time.sleep(0.05)
    work(house)


@pytest.fixture
def reader(house: House, tmp_path: Path) -> Iterator[Reader]:
    folder = tmp_path / "desk"
    folder.mkdir()
    for name, words in FILES.items():
        (folder / name).write_text(words)
    shutil.copy(ROOT / "docs" / "guides" / "client.py", folder)
    with house.shared.store.database.writing() as session:
        accounts, hashed = Accounts(session, house.shared.store.keys), hash_password(PASSWORD)
        accounts.add("Records office", hashed, AccountRole.ADMINISTRATOR, areas=None)
        for role in (AccountRole.CHAIR, AccountRole.DISCLOSURE_OFFICER):
            accounts.add(role.value, hashed, role, areas=None)
    with running(house.app) as address:
        for role in (AccountRole.CHAIR, AccountRole.DISCLOSURE_OFFICER):
            sent = json.dumps({"name": role.value, "password": PASSWORD})
            subprocess.run(
                ["curl", "-sS", "-c", f"{role}.txt", "-H", "Content-Type: application/json", "-d", sent,
                 f"{address}/api/v1/session"],
                cwd=folder, check=True, capture_output=True,
            )  # fmt: skip
        yield Reader(house, address, folder)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_every_command_does_what_the_page_says(reader: Reader) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    assert len(blocks) > 18
    for block in blocks:
        prepare(reader, block)
        reader.run(block)
        if "-c cookies.txt" in block:
            shutil.copy(reader.folder / "cookies.txt", reader.folder / "administrator.txt")
    said = "\n".join(reader.outputs)
    assert "event: end" in said
    assert '"state":"accepted"' in said
    assert "02 Minutes.docx: ready" in said  # the client's
    assert any(path.name.endswith(".log.txt") for path in reader.folder.iterdir())


def prepare(reader: Reader, block: str) -> None:
    """What somebody would have at hand by then: a document in quarantine, a tag, a system's secret."""
    client = httpx.Client(base_url=reader.address)
    client.post("/api/v1/session", json={"name": "chair", "password": PASSWORD})
    if '"marking":' in block:
        files = {"files": ("unmarked.txt", b"unmarked minutes of Ann")}
        made = client.post("/api/v1/documents", data={"case": "C-2"}, files=files).json()
        work(reader.house)
        reader.told["ID"] = made["accepted"][0]["document_id"]
    if "$ETAG" in block:
        files = {"files": ("later.txt", b"2025-01-12 minutes of Ann with fault one")}
        made = client.post("/api/v1/documents", data={"case": "C-3"}, files=files).json()
        work(reader.house)
        id = reader.told["ID"] = made["accepted"][0]["document_id"]
        reader.told["ETAG"] = client.get(f"/api/v1/documents/{id}/answers").headers["etag"]
        reader.told["KEY"] = client.get(f"/api/v1/documents/{id}/findings").json()["items"][0]["key"]
    if "client.py" in block:
        client.post("/api/v1/session", json={"name": "Records office", "password": PASSWORD})
        sent = {"name": "Nightly", "role": "coordinator", "scopes": ["read", "upload"], "areas": None}
        made = client.post("/api/v1/clients", json=sent).json()
        reader.told |= {"CLIENT_ID": made["client_id"], "CLIENT_SECRET": made["client_secret"]}
        threading.Thread(target=work_until_there_was_something, args=[reader.house], daemon=True).start()


def test_the_client_tells_a_problem_as_its_own_error(house: House) -> None:
    """With the codes that are stable, for whoever handles them."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("client", ROOT / "docs" / "guides" / "client.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    administrator = house.member(AccountRole.ADMINISTRATOR)
    sent = {"name": "Nightly", "role": "coordinator", "scopes": ["read"], "areas": None}
    system = administrator.post("/api/v1/clients", json=sent).json()
    with running(house.app) as address:
        api = made.Client(address, system["client_id"], system["client_secret"])
        assert {"documents_upload", "jobs_events", "cases_timeline"} <= set(dir(api))
        assert api.documents_documents(limit=1) == {"items": [], "next": None}
        with pytest.raises(made.ApiError) as refused:
            api.documents_document(id="0" * 32)
        assert (refused.value.status, refused.value.code) == (404, "no-such-document")
        with pytest.raises(made.ApiError) as refused:
            api.documents_upload(case="C-1", files={"a.txt": b"minutes"})
        assert refused.value.code == "insufficient-scope"
        with pytest.raises(AttributeError):
            api.nothing_of_the_kind()
