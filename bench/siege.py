"""An installation to be killed piece by piece: its processes, who is doing what, and documents sent to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from tests.own_servers import PostgreSql, RabbitMq, Redis, Server, free_port

BIN = Path(sys.executable).parent
PASSWORD = "correct horse battery staple"  # noqa: S105 - of an installation that lives for minutes
LEASE_SECONDS = 3
ATTEMPTS = 8

_RUNNING = "SELECT id, document_id, stage, attempts, lease_owner FROM jobs WHERE state = 'running'"


@dataclass(frozen=True, slots=True)
class Running:
    """A job under way: what it is, how far, and the process that has it."""

    job: str
    document: str
    stage: str
    attempts: int
    pid: int


class Site:
    """A server with its workers, and in a grown one a database, a broker and a Celery worker beside."""

    def __init__(self, folder: Path, mode: str) -> None:
        self.folder, self.mode, self.port = folder, mode, free_port()
        self.database: Server | None = None
        self.broker: Server | None = None
        if mode != "embedded":
            self.database = PostgreSql(folder / "postgresql")
            self.broker = RabbitMq(folder / "rabbitmq") if mode == "rabbitmq" else Redis(folder / "redis")
        self.server: subprocess.Popen[bytes] | None = None
        self.celery: subprocess.Popen[bytes] | None = None
        self._output = (folder / "output").open("ab")
        self._engine: Engine | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Settings alone make the difference between the modes."""
        settings: dict[str, object] = {
            "FOLDER": self.folder / "var",
            "WORKERS": 2 if self.mode == "embedded" else 1,
            "LEASE_SECONDS": LEASE_SECONDS,
            "ATTEMPTS": ATTEMPTS,
            "POLL_SECONDS": 0.2,
            "REDIS_VISIBILITY_SECONDS": 20,
        }
        if self.database is not None and self.broker is not None:
            settings |= {"DATABASE_URL": self.database.url, "CELERY_BROKER_URL": self.broker.url}
        plain = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERSIGN_")}
        return plain | {f"COUNTERSIGN_{name}": str(value) for name, value in settings.items()}

    @property
    def database_url(self) -> str:
        """Where the job table is."""
        return self.database.url if self.database else f"sqlite:///{self.folder}/var/countersign.sqlite3"

    def start(self) -> None:
        """Everything, in order; the first account is made with the code that the server prints."""
        for each in (self.database, self.broker):
            if each is not None:
                each.start()
        said = self.start_server()
        with httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=60) as client:
            form = {"code": said["setup_code"], "name": "Records office", "password": PASSWORD}
            client.post("/set-up", data=form)
            self.cookies = dict(client.cookies)
        if self.mode != "embedded":
            self.start_celery()
        self._engine = create_engine(self.database_url, poolclass=NullPool)

    def start_server(self) -> dict[str, str]:
        """The server, on the same port each time; what it says of itself."""
        command = [str(BIN / "countersign"), "serve", "--port", str(self.port), "--json"]
        self.server = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=self._output, start_new_session=True
        )
        assert self.server.stdout is not None
        said = b""
        while line := self.server.stdout.readline():
            said += line
            if line.startswith(b"}"):
                break
        told: dict[str, str] = json.loads(said or b"{}")
        return told

    def start_celery(self) -> None:
        """The Celery worker, two processes."""
        line = [str(BIN / "celery"), "-A", "pipeline.celery_app", "worker", "--concurrency", "2"]
        self.celery = subprocess.Popen(
            [*line, "--loglevel", "warning"],
            env=self.environment, stdout=self._output, stderr=self._output, start_new_session=True,
        )  # fmt: skip

    def running(self) -> list[Running]:
        """What the job table says is under way; nothing while the database is away."""
        try:
            with self._connect() as asked:
                rows = asked.execute(text(_RUNNING)).all()
        except Exception:  # noqa: BLE001 - it was killed
            return []
        return [Running(r[0], r[1], r[2], r[3], int(r[4].split(":")[1])) for r in rows]

    def open_jobs(self) -> int:
        """How many jobs have not ended."""
        try:
            with self._connect() as asked:
                said = asked.execute(text("SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')"))
                return int(said.scalar() or 0)
        except Exception:  # noqa: BLE001 - it was killed
            return -1

    def _connect(self) -> Connection:
        assert self._engine is not None
        return self._engine.connect()

    def stop(self) -> None:
        """Told to stop, each in its turn; killed where that takes too long."""
        if self._engine is not None:
            self._engine.dispose()
        for process in (self.celery, self.server):
            if process is not None and process.poll() is None:
                process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(60)
            if process is not None:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        for each in (self.broker, self.database):
            if each is not None:
                each.kill()
        self._output.close()


def below(pid: int) -> Iterator[int]:
    """The processes that a process has started, and theirs."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    waiting = children.get(pid, [])[:]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += children.get(found, [])


@dataclass(eq=False)
class Sender(threading.Thread):
    """Keeps sending documents, each in a case of its own, until told; notes those that were accepted."""

    site: Site
    words: list[bytes]
    in_flight: int
    accepted: dict[str, int] = field(default_factory=dict)  # document id to the number of its words
    unanswered: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True, name="sender")

    def run(self) -> None:
        """One document after another; one that got no answer is sent again, as a person would."""
        number = 0
        base = f"http://127.0.0.1:{self.site.port}"
        with httpx.Client(base_url=base, cookies=self.site.cookies, timeout=40) as client:
            while not self.stop.is_set():
                if number >= self.in_flight and self.site.open_jobs() >= self.in_flight // 2:
                    time.sleep(0.2)
                    continue
                files = [("files", (f"{number}.md", self.words[number % len(self.words)]))]
                try:
                    said = client.post("/api/v1/documents", data={"case": f"C-{number}"}, files=files)
                    said.raise_for_status()
                    self.accepted[said.json()["accepted"][0]["document_id"]] = number
                    number += 1
                except (httpx.HTTPError, IndexError):
                    self.unanswered += 1
                    time.sleep(0.2)
