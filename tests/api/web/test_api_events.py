"""A job's progress as server-sent events, through a real socket."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from api.web import watching
from api.web.api_v1 import events
from storage.accounts import AccountRole
from tests.api.web.conftest import PASSWORD, House
from tests.api.web.running import running

Event = tuple[str, str, dict[str, object]]


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with running(house.app) as found:
        yield found


def member(house: House, address: str, role: AccountRole = AccountRole.COORDINATOR) -> httpx.Client:
    house.add(role)
    client = httpx.Client(base_url=address, timeout=30)
    assert client.post("/api/v1/session", json={"name": role.value, "password": PASSWORD}).status_code == 200
    return client


def sent(client: httpx.Client, words: str = "minutes of Ann") -> str:
    """A document sent in; the id of its job."""
    files = {"files": ("minutes.txt", words.encode())}
    answer = client.post("/api/v1/documents", data={"case": "C-1"}, files=files)
    id: str = answer.json()["accepted"][0]["job_id"]
    return id


def read(answer: httpx.Response) -> Iterator[Event]:
    """Kind, id and data of each event as it comes."""
    fields: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "event" in fields:
            yield fields["event"], fields.get("id", ""), json.loads(fields["data"])
            fields = {}


def work(house: House) -> None:
    while house.workshop.do_next():
        pass


def test_progress_is_told_as_it_happens_up_to_the_end(house: House, address: str) -> None:
    client = member(house, address)
    job = sent(client)
    with client.stream("GET", f"/api/v1/jobs/{job}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        told = read(answer)
        kind, _, first = next(told)
        assert (kind, first["state"]) == ("job", "queued")
        work(house)
        rest = list(told)
    assert [kind for kind, _, _ in rest][-2:] == ["job", "end"]
    assert rest[-2][2] == client.get(f"/api/v1/jobs/{job}").json()
    assert rest[-2][2]["state"] == "ready"


def test_a_stream_that_broke_off_goes_on_where_it_was(house: House, address: str) -> None:
    client = member(house, address)
    job = sent(client)
    path = f"/api/v1/jobs/{job}/events"
    with client.stream("GET", path) as answer:
        _, seen, _ = next(read(answer))
    work(house)
    with client.stream("GET", path, headers={"Last-Event-ID": seen}) as answer:
        told = list(read(answer))
    assert told[0][2]["state"] == "ready"  # not the one that was told before
    over = client.get(path, headers={"Last-Event-ID": told[-1][1]})
    assert (over.status_code, over.content) == (204, b"")  # a browser does not come back after that


def test_something_is_sent_where_nothing_happens(
    house: House, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "BEAT_SECONDS", 0.05)
    client = member(house, address)
    with client.stream("GET", f"/api/v1/jobs/{sent(client)}/events") as answer:
        lines = answer.iter_lines()
        assert any(line == ": still here" for _, line in zip(range(20), lines, strict=False))


def test_who_signs_out_or_is_kept_out_is_told_nothing_more(house: House, address: str) -> None:
    client = member(house, address)
    job = sent(client)
    with client.stream("GET", f"/api/v1/jobs/{job}/events") as answer:
        told = read(answer)
        next(told)
        elsewhere = httpx.Client(base_url=address, cookies=client.cookies)
        assert elsewhere.delete("/api/v1/session").status_code == 204
        assert [kind for kind, _, _ in told] == ["closed"]
    assert client.get(f"/api/v1/jobs/{job}/events").status_code == 401


def test_a_systems_stream_ends_with_its_token(house: House, address: str) -> None:
    administrator = member(house, address, AccountRole.ADMINISTRATOR)
    made = {"name": "Case management", "role": "coordinator", "scopes": ["read"], "areas": None}
    secret = administrator.post("/api/v1/clients", json=made).json()
    basic = (secret["client_id"], secret["client_secret"])
    grant = {"grant_type": "client_credentials"}
    token = httpx.post(f"{address}/api/v1/oauth/token", data=grant, auth=basic).json()["access_token"]
    told = {"authorization": f"Bearer {token}"}
    job = sent(administrator)
    with httpx.stream("GET", f"{address}/api/v1/jobs/{job}/events", headers=told, timeout=30) as answer:
        stream = read(answer)
        next(stream)
        assert administrator.delete(f"/api/v1/clients/{basic[0]}").status_code == 204
        assert [kind for kind, _, _ in stream] == ["closed"]


def test_there_are_only_so_many_streams_for_one_account(
    house: House, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "MOST_OF_ONE", 2)
    client = member(house, address)
    other = member(house, address, AccountRole.CHAIR)
    path = f"/api/v1/jobs/{sent(client)}/events"
    with client.stream("GET", path) as one, client.stream("GET", path) as two:
        told = read(one), read(two)  # held: a stream that nobody reads any more is closed
        assert [next(each)[0] for each in told] == ["job", "job"]
        refused = client.get(path)
        assert (refused.status_code, refused.json()["code"]) == (429, "too-many-streams")
        assert int(refused.headers["retry-after"]) > 0
        with other.stream("GET", path) as theirs:
            assert next(read(theirs))[0] == "job"
    deadline = time.monotonic() + 20  # the streams that were left are noticed as such
    while time.monotonic() < deadline:
        with client.stream("GET", path) as again:
            if again.status_code == 200:
                return
        time.sleep(0.05)
    raise AssertionError("a stream that was left still counts")


def test_many_streams_hold_up_nobody_else(
    house: House, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More streams than the server has threads: were each to hold one, nothing else would be answered."""
    monkeypatch.setattr(watching, "MOST_OF_ONE", 80)
    client = member(house, address)
    path = f"/api/v1/jobs/{sent(client)}/events"
    ended: list[str] = []

    def listen() -> None:
        own = httpx.Client(base_url=address, cookies=client.cookies, timeout=60)
        with own, own.stream("GET", path) as answer:
            ended.extend(kind for kind, _, _ in read(answer) if kind == "end")

    threads = [threading.Thread(target=listen) for _ in range(60)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 30
    while len(house.shared.watchers._open) < 60 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(house.shared.watchers._open) == 60
    for _ in range(5):
        assert client.get("/api/v1/documents", timeout=10).status_code == 200
    work(house)
    for thread in threads:
        thread.join(60)
    assert ended == ["end"] * 60


def test_a_job_that_is_not_there_is_a_problem_and_no_stream(house: House, address: str) -> None:
    client = member(house, address)
    answer = client.get(f"/api/v1/jobs/{'0' * 32}/events")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_the_server_stops_at_once_with_a_stream_open(house: House) -> None:
    with running(house.app) as address:
        client = member(house, address)
        stream = client.stream("GET", f"/api/v1/jobs/{sent(client)}/events")
        answer = stream.__enter__()
        told = read(answer)
        next(told)
        begun = time.monotonic()
    assert time.monotonic() - begun < 10  # the server would have waited for ever
    assert [kind for kind, _, _ in told] == ["closed"]
    stream.__exit__(None, None, None)
