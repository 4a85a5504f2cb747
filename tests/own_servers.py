"""Servers of one's own: a database and brokers in a temporary folder, on free ports, to be killed at will.

None of them touches what the machine itself runs. Each is killed outright with `kill`, and comes back with
`start` and what it had written.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

STARTING_SECONDS = 60.0
RABBITMQ = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def listening(port: int) -> bool:
    """Whether somebody answers there."""
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """A program that listens on a port; subclasses say how it is started."""

    user: str | None = None
    """Who runs it, where that is not whoever starts it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def url(self) -> str:
        """What a setting calls it."""
        raise NotImplementedError

    def command(self) -> tuple[list[str], dict[str, str]]:
        """The command line, and what its environment holds besides the usual."""
        raise NotImplementedError

    def start(self) -> None:
        """Start it, again after a kill, and wait until it answers."""
        line, more = self.command()
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(
                line,
                env={**os.environ, **more},
                stdout=output,
                stderr=output,
                start_new_session=True,
                user=self.user,
            )
        ends = time.monotonic() + STARTING_SECONDS
        while not self.ready():
            if time.monotonic() > ends or self.process.poll() is not None:
                said = (self.folder / "output").read_text(errors="replace")[-2000:]
                raise RuntimeError(f"{type(self).__name__} did not start: {said}")
            time.sleep(0.05)

    def ready(self) -> bool:
        """Whether it takes connections."""
        return listening(self.port)

    def kill(self) -> None:
        """End it and all its processes outright, as a power cut would."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
            ends = time.monotonic() + STARTING_SECONDS
            while listening(self.port) and time.monotonic() < ends:
                time.sleep(0.01)  # a large process takes a moment to be gone

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


class Redis(Server):
    """Redis that keeps nothing on disk unless asked: after a kill all its messages are gone."""

    def __init__(self, folder: Path, keeps: bool = False) -> None:
        super().__init__(folder)
        self.keeps = keeps

    @staticmethod
    def missing() -> str:
        """Why there can be none here; empty where there can."""
        return "" if shutil.which("redis-server") else "redis-server is not installed"

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> tuple[list[str], dict[str, str]]:
        line = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        keeping = ["--appendonly", "yes", "--appendfsync", "always"] if self.keeps else ["--appendonly", "no"]
        return [*line, "--save", "", *keeping], {}


class RabbitMq(Server):
    """A RabbitMQ node with a name, a database and ports of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._between = free_port()
        (folder / "plugins").write_text("[].")

    @staticmethod
    def missing() -> str:
        """Why there can be none here; empty where there can."""
        return "" if RABBITMQ.exists() else "rabbitmq-server is not installed"

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def command(self) -> tuple[list[str], dict[str, str]]:
        at = self.folder
        own = {
            "HOME": at,
            "RABBITMQ_NODENAME": f"countersign{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": self.port,
            "RABBITMQ_DIST_PORT": self._between,
            "RABBITMQ_MNESIA_BASE": at / "mnesia",
            "RABBITMQ_LOG_BASE": at / "log",
            "RABBITMQ_CONFIG_FILE": at / "no-config",
            "RABBITMQ_ADVANCED_CONFIG_FILE": at / "no-advanced-config",
            "RABBITMQ_CONF_ENV_FILE": at / "no-environment",
            "RABBITMQ_ENABLED_PLUGINS_FILE": at / "plugins",
            "RABBITMQ_PID_FILE": at / "pid",
        }
        return [str(RABBITMQ)], {name: str(value) for name, value in own.items()}


class PostgreSql(Server):
    """A cluster of its own, run by an ordinary user, as the server demands."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._data = folder / "cluster"
        if os.geteuid() == 0:
            self.user = "postgres"
            shutil.chown(folder, self.user)
            for above in folder.parents:
                if above.stat().st_uid == 0 and above.is_relative_to(tempfile.gettempdir()):
                    above.chmod(above.stat().st_mode | 0o011)
        made = [self._program("initdb"), "-D", str(self._data), "-A", "trust", "-U", "root", "--no-sync"]
        subprocess.run(made, check=True, capture_output=True, user=self.user, cwd=folder)

    @classmethod
    def missing(cls) -> str:
        """Why there can be none here; empty where there can."""
        try:
            cls._program("initdb")
            if os.geteuid() == 0:
                pwd.getpwnam("postgres")
        except (FileNotFoundError, KeyError):
            return "PostgreSQL's server is not installed"
        return ""

    @staticmethod
    def _program(name: str) -> str:
        found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
        if not found:
            raise FileNotFoundError(name)
        return str(found[-1])

    @property
    def url(self) -> str:
        return f"postgresql+pg8000://root@127.0.0.1:{self.port}/postgres"

    def command(self) -> tuple[list[str], dict[str, str]]:
        line = [self._program("postgres"), "-D", str(self._data), "-p", str(self.port)]
        return [*line, "-c", "listen_addresses=127.0.0.1", "-k", str(self.folder)], {}

    def ready(self) -> bool:
        line = [self._program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(line, check=False).returncode == 0
