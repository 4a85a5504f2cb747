"""A service on a port of its own, with an account of each role, documents in each state, and disclosures."""

from __future__ import annotations

import base64
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from api.web.app import create_app
from api.web.state import Shared
from pipeline.settings import Settings, load_settings
from pipeline.worker import run_until_idle
from storage.accounts import AccountRole, Accounts, hash_password

EXAMPLES = Path(__file__).parents[2] / "examples"
NORTH, VALE = "northshire-2018-0147", "uppervale-mapp-118"
PASSWORD = "horse staple battery"
STARTING = 30.0
NOTE = """OFFICIAL-SENSITIVE

MAPPA Level 2 meeting, 12 March 2024

Subject: Martin Farrow, born 3 April 1981.

1. Risk management plan
Mr Farrow 🙂 will be seen weekly at the office by PC Helen Lindley. 😀😀 The barn owl keeper next door, \
known as Quillfeather, was told. Mr Farrow agreed.

2. Disclosure
It was considered for 👩‍👧 Dawn Ackerley and her daughter, and will be made by PC Helen Lindley on \
20 March 2024.
"""
"""Minutes with characters beyond the first plane before and between names."""
UNMARKED = "Minutes of a meeting about Martin Farrow\n\nHe lives at 4 Harbour Row. His doctor is Dr Anand.\n"
REQUEST = {
    "policy": "third-party",
    "requester": "A solicitor",
    "basis": "Order of 3 March",
    "purpose": "Proceedings",
    "recipient": "The family court",
}


@dataclass
class House:
    """What a browser is pointed at. `documents` and `disclosures` give ids by what a test calls them."""

    address: str
    settings: Settings
    shared: Shared
    clients: dict[AccountRole, httpx.Client] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    disclosures: dict[str, str] = field(default_factory=dict)
    link: str = ""
    places: dict[str, str] = field(default_factory=dict)

    def member(self, role: AccountRole) -> httpx.Client:
        """Somebody of that role, signed in; the account is made where it is not there."""
        if role not in self.clients:
            with self.shared.store.database.writing() as session:
                made = Accounts(session, self.shared.store.keys)
                made.add(role.value, hash_password(PASSWORD), role, areas=None)
            self.shared.first_run.code = ""
            client = httpx.Client(base_url=self.address, timeout=60, follow_redirects=True)
            given = client.post("/api/v1/session", json={"name": role.value, "password": PASSWORD})
            assert given.status_code == 200, given.text
            self.clients[role] = client
        return self.clients[role]

    def send(self, called: str, case: str, filename: str, data: bytes) -> None:
        """A document sent in, not yet processed."""
        answer = self.ask(
            AccountRole.CHAIR, "POST", "/documents", data={"case": case}, files={"files": (filename, data)}
        )
        self.documents[called] = answer["accepted"][0]["document_id"]

    def open(self, called: str, document: str) -> str:
        """A disclosure of that document."""
        path = f"/documents/{self.documents[document]}/disclosures"
        self.disclosures[called] = self.ask(AccountRole.DISCLOSURE_OFFICER, "POST", path, json=REQUEST)["id"]
        return f"/disclosures/{self.disclosures[called]}"

    def ask(self, role: AccountRole, method: str, path: str, **more: Any) -> Any:
        """What the API answers."""
        answer = self.member(role).request(method, f"/api/v1{path}", **more)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None


@contextmanager
def serving(folder: Path, **more: Any) -> Iterator[House]:
    """A house where nobody has an account yet, with these settings besides."""
    schedules = folder / "schedules"
    schedules.mkdir(parents=True, exist_ok=True)
    settings = load_settings(folder=folder, retention=schedules, **more)
    app = create_app(settings)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        deadline = time.monotonic() + STARTING
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        assert server.started
        made = House(f"http://127.0.0.1:{listening.getsockname()[1]}", settings, app.state.shared)
        yield made
        for client in made.clients.values():
            client.close()
        server.should_exit = True
        thread.join()


def furnish(house: House) -> None:
    """Documents read by the real stages, answers to findings, and a disclosure in every state."""
    for called, number in (("last", 3), ("minutes", 4)):
        file = sorted((EXAMPLES / NORTH).iterdir())[number]
        house.send(called, NORTH, file.name, file.read_bytes())
    house.send("note", "FARROW-1", "note.txt", NOTE.encode())
    house.send("unmarked", "FARROW-2", "unmarked.txt", UNMARKED.encode())
    house.send("damaged", "FARROW-2", "damaged.pdf", b"%PDF-1.7\nnothing follows")
    run_until_idle(house.settings)
    house.send("waiting", "FARROW-3", "waiting.txt", NOTE.replace("Farrow", "Marlow").encode())
    _answer(house)
    _disclose(house)
    _file(house)
    _retain(house)


def _file(house: House) -> None:
    """A document without a case, one that waits and one that failed, on the page of one upload."""
    client = house.member(AccountRole.ADMINISTRATOR)
    words = b"OFFICIAL\n\nMinutes about northshire-2018-0147, 4 March 2024\n"
    sent = {"unfiled": "yes", "case": ""}
    page = client.post("/upload", data=sent, files={"files": ("08 Minutes.txt", words)}).text
    house.documents["unfiled"] = re.findall(r'data-id="([0-9a-f]{32})"', page)[0]
    run_until_idle(house.settings)
    more = {"files": ("09 Minutes.txt", b"OFFICIAL\n\nMinutes of a meeting\n")}
    page = client.post("/upload", data={"case": NORTH}, files=more).text
    house.documents["later"] = re.findall(r'data-id="([0-9a-f]{32})"', page)[0]
    ids = b"".join(bytes.fromhex(house.documents[d]) for d in ("unfiled", "later", "damaged"))
    of = base64.urlsafe_b64encode(ids).decode().rstrip("=")
    cases = house.ask(AccountRole.CHAIR, "GET", "/cases")["items"]
    case = next(c["id"] for c in cases if c["reference"] == NORTH)
    house.places = {"link": house.link, "upload": f"/upload/progress?of={of}", "case": f"/cases/{case}"}


def _retain(house: House) -> None:
    """Papers whose time is over: one disposed of, one proposed, one held, one left."""
    schedules = house.settings.retention
    assert schedules is not None
    for kind, name in (("minutes", "minutes"), ("unknown", "other-papers")):
        (schedules / f"{name}.toml").write_text(
            f'title = "{kind}"\nkinds = ["{kind}"]\nkeep = "10 years"\nclock = "meeting"\n'
            'source = "The area\'s own rule"\n'
        )
    old = NOTE.replace("2024", "2009")
    for called in ("gone", "proposed", "held", "over"):
        house.send(called, "FARROW-5", f"{called}.txt", old.replace("Farrow", called.title()).encode())
    run_until_idle(house.settings)
    chair, coordinator = AccountRole.CHAIR, AccountRole.COORDINATOR
    for called in ("gone", "proposed"):
        sent = {"documents": [house.documents[called]]}
        [made] = house.ask(coordinator, "POST", "/disposals", json=sent)["items"]
        if called == "gone":
            house.ask(chair, "POST", f"/disposals/{made['batch']}/confirm")
    hold = {"reason": "An inquest was opened.", "review": "2099-12-31"}
    house.ask(chair, "POST", f"/documents/{house.documents['held']}/holds", json=hold)


def _answer(house: House) -> None:
    path = f"/documents/{house.documents['minutes']}"
    first, second, *_ = house.ask(AccountRole.CHAIR, "GET", f"{path}/findings")["items"]
    waived = {"answer": "waived", "reason": "The agency has confirmed it in writing."}
    house.ask(AccountRole.CHAIR, "POST", f"{path}/findings/{first['key']}/answer", json=waived)
    seen = {"answer": "acknowledged"}
    house.ask(AccountRole.CHAIR, "POST", f"{path}/findings/{second['key']}/answer", json=seen)


def _disclose(house: House) -> None:
    officer, chair = AccountRole.DISCLOSURE_OFFICER, AccountRole.CHAIR
    house.open("large", "minutes")
    house.open("open", "note")
    keep = house.open("conflict", "note")
    [place, *_] = house.ask(officer, "GET", f"{keep}/search?what=Farrow&how=exact")["items"]
    house.ask(officer, "POST", f"{keep}/acts", json={"kind": "keep", "spans": [place]})
    telling = house.open("telling", "note")
    house.ask(officer, "POST", f"{telling}/summary")
    for called, steps in (
        ("submitted", ()),
        ("returned", ({"answer": "send-back", "remark": "Take the date of birth out."},)),
        ("approved", ({"answer": "approve"},)),
        ("released", ({"answer": "approve"},)),
        ("revoked", ({"answer": "approve"},)),
    ):
        base = house.open(called, "note")
        house.ask(officer, "POST", f"{base}/summary")
        house.ask(officer, "POST", f"{base}/steps", json={"step": "submit"})
        for step in steps:
            house.ask(chair, "POST", f"{base}/approval", json=step)
        if called in ("released", "revoked"):
            link = house.ask(officer, "POST", f"{base}/release", json={"days": 3})["link"]
            house.link = link if called == "released" else house.link
        if called == "revoked":
            house.ask(officer, "POST", f"{base}/steps", json={"step": "revoke"})
