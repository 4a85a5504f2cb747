"""The real server, its real workers and the real stages: from first start to a finished file."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

EXAMPLE = Path(__file__).parents[3] / "examples" / "northshire-2018-0147" / "02 Minutes 14 February 2018.docx"
NAMES = (b"Pennock", b"Larkin", b"Tia and Jasmine")
"""The subject, the victim and the neighbours' children of that example."""
PASSWORD = "horse staple battery"
STARTING = 60.0
READY = 90.0


def start(folder: Path, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "COUNTERSIGN_FOLDER": str(folder), "COUNTERSIGN_WORKERS": "1"}
    command = [sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main())", "serve", *more]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command,
        env=environment,
        stdout=pipe,
        stderr=pipe,
        text=True,
        cwd=folder.parent,
        start_new_session=True,
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = start(tmp_path / "var", "--port", "0")
    yield process
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # its workers as well, where it could not end them
    process.communicate()


def processed(client: httpx.Client, id: str) -> dict[str, object]:
    deadline = time.monotonic() + READY
    while time.monotonic() < deadline:
        told: dict[str, object] = client.get(f"/api/v1/documents/{id}").json()
        if told["state"] not in ("queued", "running"):
            return told
        time.sleep(0.2)
    raise AssertionError("the document was not processed in time")


def test_from_first_start_to_a_copy_without_the_name(server: subprocess.Popen[str]) -> None:
    address = re.search(r"http://127\.0\.0\.1:\d+", line(server))
    code = re.search(r"Set-up code: (\S+)", line(server))
    assert address
    assert code
    with httpx.Client(base_url=address[0], timeout=60, follow_redirects=True) as client:
        sent = {"code": code[1], "name": "Records office", "password": PASSWORD}
        assert client.post("/set-up", data=sent).url.path == "/documents"
        taken = client.post(
            "/api/v1/documents",
            data={"case": "northshire-2018-0147"},
            files={"files": (EXAMPLE.name, EXAMPLE.read_bytes())},
        ).json()
        id = taken["accepted"][0]["document_id"]
        assert processed(client, id)["state"] == "ready"
        found = client.get(f"/api/v1/documents/{id}/findings").json()
        assert found["items"]
        assert all(f["source"] and f["hint"] for f in found["items"])
        assert "to put right first" in client.get(f"/documents/{id}").text
        copy = client.post(f"/api/v1/documents/{id}/copies", json={"policy": "third-party"})
        assert copy.status_code == 201, copy.text
        assert copy.json()["verification"]["clean"] is True
        file = client.get(copy.json()["href"])
    before, after = unfolded(EXAMPLE.read_bytes()), unfolded(file.content)
    assert [name for name in NAMES if name not in before] == []
    assert [name for name in NAMES if name in after] == []
    server.send_signal(signal.SIGTERM)
    _, told = server.communicate(timeout=40)
    assert server.returncode == 0
    assert "Stopped." in told
    assert EXAMPLE.name not in told
    assert "Records office" not in told


def unfolded(docx: bytes) -> bytes:
    """Every byte of every part of the package."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def test_a_port_in_use_is_told_in_plain_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(tmp_path / "var", "--port", str(port))
        _, told = process.communicate(timeout=STARTING)
    assert process.returncode == 2
    assert f"Port {port} of 127.0.0.1 cannot be listened on" in told
    assert "--port 0 takes a free one" in told
    assert not (tmp_path / "var").exists()  # nothing is made by a server that never ran


def test_an_address_of_another_machine_is_told_in_plain_words(tmp_path: Path) -> None:
    process = start(tmp_path / "var", "--host", "192.0.2.1", "--port", "0")
    _, told = process.communicate(timeout=STARTING)
    assert process.returncode == 2
    assert "192.0.2.1" in told


def test_a_script_is_told_where_to_go(tmp_path: Path) -> None:
    process = start(tmp_path / "var", "--port", "0", "--json")
    try:
        assert process.stdout is not None
        said = ""
        while not said.rstrip().endswith("}"):
            said += process.stdout.readline()
        answer = json.loads(said)
        assert httpx.get(answer["address"] + "/", follow_redirects=False).status_code == 303
        assert set(answer) == {"address", "setup_code"}
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
