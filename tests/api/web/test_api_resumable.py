"""Large files that arrive in part: by tus 1.0, through breaks and a killed server."""

from __future__ import annotations

import base64
import contextlib
import os
import re
import signal
import socket
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from storage import partial
from storage.accounts import AccountRole
from storage.partial import PartialRow, PieceRow
from tests.api.web.conftest import PASSWORD, House
from tests.api.web.running import running
from tests.api.web.test_server import line, start

TUS = {"Tus-Resumable": "1.0.0"}
WORDS = b"minutes of Quillfeather with fault one. " * 20_000  # 800 kB


def metadata(**told: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())


def begun(client: httpx.Client, length: int, **told: str) -> httpx.Response:
    said = metadata(**{"case": "C-1", "filename": "minutes.txt", **told})
    return client.post(
        "/api/v1/uploads", headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": said}
    )


def sent(client: httpx.Client, address: str, offset: int, data: bytes) -> httpx.Response:
    told = {**TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
    return client.patch(address, content=data, headers=told)


def test_a_file_in_three_parts_is_one_document(house: House, administrator: TestClient) -> None:
    made = begun(administrator, len(WORDS))
    assert made.status_code == 201
    address = made.headers["location"]
    offset = 0
    for end in (300_000, 300_001, len(WORDS)):
        there = administrator.head(address, headers=TUS)
        assert (there.status_code, int(there.headers["upload-offset"])) == (200, offset)
        assert there.headers["cache-control"] == "no-store"
        answer = sent(administrator, address, offset, WORDS[offset:end])
        assert (answer.status_code, answer.headers["upload-offset"]) == (204, str(end))
        offset = end
    told = administrator.get(address).json()
    assert (told["state"], told["filename"], told["case"]) == ("accepted", "minutes.txt", "C-1")
    assert administrator.get(f"/api/v1/documents/{told['document_id']}/original").content == WORDS
    assert administrator.get(f"/api/v1/jobs/{told['job_id']}").json()["state"] == "queued"
    with house.shared.store.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(PieceRow)) == 0


def test_what_is_spoken_here_is_told(administrator: TestClient) -> None:
    told = administrator.options("/api/v1/uploads")
    assert (told.status_code, told.headers["tus-version"]) == (204, "1.0.0")
    assert told.headers["tus-extension"] == "creation,expiration,termination"
    assert told.headers["tus-max-size"] == str(2**20)
    other = administrator.head(f"/api/v1/uploads/{'0' * 32}", headers={"Tus-Resumable": "0.2.2"})
    assert (other.status_code, other.headers["tus-version"]) == (412, "1.0.0")


def test_bytes_that_do_not_go_on_where_it_stopped_are_refused(administrator: TestClient) -> None:
    address = begun(administrator, 10).headers["location"]
    assert sent(administrator, address, 0, b"12345").status_code == 204
    for offset in (0, 4, 6):
        answer = sent(administrator, address, offset, b"6")
        assert (answer.status_code, answer.headers["upload-offset"]) == (409, "5")
        assert answer.json()["code"] == "other-offset"
    over = sent(administrator, address, 5, b"678901")
    assert (over.status_code, over.json()["code"]) == (413, "over-length")
    assert administrator.head(address).headers["upload-offset"] == "5"
    wrong = administrator.patch(address, content=b"67890", headers={**TUS, "Upload-Offset": "5"})
    assert wrong.status_code == 415
    assert administrator.patch(address, content=b"67890", headers=TUS).status_code == 422


@pytest.mark.parametrize(
    ("length", "said", "status", "code"),
    [
        (2**20 + 1, metadata(case="C-1"), 413, "over-limit"),
        (0, metadata(case="C-1"), 422, "invalid"),
        (10, metadata(filename="a.txt"), 422, "invalid"),
        (10, "case !!!", 422, "invalid"),
        (10, "case " + base64.b64encode(b"\xff").decode(), 422, "invalid"),
    ],
)
def test_what_could_never_be_accepted_is_not_begun(
    administrator: TestClient, length: int, said: str, status: int, code: str
) -> None:
    told = {**TUS, "Upload-Length": str(length), "Upload-Metadata": said}
    answer = administrator.post("/api/v1/uploads", headers=told)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_file_that_is_refused_says_why_once_it_is_whole(administrator: TestClient) -> None:
    address = begun(administrator, 4, supersedes="0" * 32).headers["location"]
    assert sent(administrator, address, 0, b"text").status_code == 404  # no such document
    told = administrator.get(address).json()
    assert (told["state"], told["document_id"]) == ("refused", None)
    assert told["message"]
    assert told["remedy"]


def test_an_upload_is_its_senders_alone_and_can_be_given_up(house: House, administrator: TestClient) -> None:
    address = begun(administrator, 10).headers["location"]
    sent(administrator, address, 0, b"12345")
    other = house.member(AccountRole.CHAIR)
    assert other.get(address).status_code == 404
    assert sent(other, address, 5, b"67890").status_code == 404
    assert other.delete(address, headers=TUS).status_code == 404
    assert administrator.delete(address, headers=TUS).status_code == 204
    assert administrator.head(address).status_code == 404


def test_only_so_many_uploads_are_open_and_old_ones_go(
    house: House, administrator: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partial, "MOST_OPEN", 2)
    for _ in range(2):
        address = begun(administrator, 10).headers["location"]
    sent(administrator, address, 0, b"12345")
    refused = begun(administrator, 10)
    assert (refused.status_code, refused.json()["code"]) == (429, "too-many-uploads")
    with house.shared.store.database.writing() as session:
        for row in session.scalars(select(PartialRow)):
            row.expires = datetime.now(UTC) - timedelta(seconds=1)
    assert administrator.head(address).status_code == 404
    assert begun(administrator, 10).status_code == 201
    with house.shared.store.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(PartialRow)) == 1
        assert session.scalar(select(func.count()).select_from(PieceRow)) == 0


def test_nothing_of_a_half_sent_file_can_be_read_from_the_disk(
    house: House, administrator: TestClient
) -> None:
    address = begun(administrator, len(WORDS), filename="Quillfeather.txt", case="Quillfeather").headers[
        "location"
    ]
    sent(administrator, address, 0, WORDS[:700_000])
    folder = house.shared.settings.folder
    found = [p for p in folder.rglob("*") if p.is_file() and b"Quillfeather" in p.read_bytes()]
    assert found == []


def test_what_a_broken_connection_brought_is_kept(house: House) -> None:
    with running(house.app) as address:
        house.add(AccountRole.CHAIR)
        client = httpx.Client(base_url=address)
        client.post("/api/v1/session", json={"name": "chair", "password": PASSWORD})
        path = begun(client, len(WORDS)).headers["location"]
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as raw:
            raw.sendall(
                f"PATCH {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: countersign="
                f"{client.cookies['countersign']}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                "Content-Type: application/offset+octet-stream\r\n"
                f"Content-Length: {len(WORDS)}\r\n\r\n".encode()
                + WORDS[:500_000]
            )
        offset = 0
        for _ in range(100):
            offset = int(client.head(path).headers["upload-offset"])
            if offset:
                break
        assert offset == 500_000
        assert sent(client, path, offset, WORDS[offset:]).status_code == 204
        assert client.get(path).json()["state"] == "accepted"


def test_an_upload_goes_on_after_the_server_was_killed(tmp_path: Path) -> None:
    first = start(tmp_path / "var", "--port", "0")
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+", line(first))
        code = re.search(r"Set-up code: (\S+)", line(first))
        assert address
        assert code
        words = WORDS * 3  # more than one piece
        with httpx.Client(base_url=address[0], timeout=60, follow_redirects=True) as client:
            client.post("/set-up", data={"code": code[1], "name": "Records office", "password": PASSWORD})
            path = begun(client, len(words)).headers["location"]
            assert sent(client, path, 0, words[:1_500_000]).status_code == 204
            cookies = client.cookies
    finally:
        kill(first)
    second = start(tmp_path / "var", "--port", "0")
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+", line(second))
        assert address
        with httpx.Client(base_url=address[0], timeout=60, cookies=cookies) as client:
            assert client.head(path).headers["upload-offset"] == "1500000"
            assert sent(client, path, 1_500_000, words[1_500_000:]).status_code == 204
            id = client.get(path).json()["document_id"]
            assert client.get(f"/api/v1/documents/{id}/original").content == words
    finally:
        kill(second)


def kill(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
