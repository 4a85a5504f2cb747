"""Running the service: one server process, the workers beside it, and a clean end."""

from __future__ import annotations

import ipaddress
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Self

import uvicorn

from api.web.app import create_app
from models.errors import SettingsError
from pipeline import logs
from pipeline.embedded import Workforce
from pipeline.faults import place_of
from pipeline.metrics import server_shown
from pipeline.settings import Settings

log = logging.getLogger("countersign.web")

STOP_SECONDS = 15
"""How long requests under way may take to finish once the server is told to stop."""
MOST_AT_ONCE = 400
"""Connections beyond this are answered 503 at once: threads and memory are spent on those before."""


_ANY = ("0.0.0.0", "::", "")  # noqa: S104 - compared, not bound
Announce = Callable[[str, str], None]
"""Told the address and, until somebody has an account, the set-up code; else an empty string."""


def serve(settings: Settings, host: str, port: int, announce: Announce | None = None) -> int:
    """Serve until interrupted or terminated, and say how to get there; 0 is a free port.

    Raises `SettingsError` where the address cannot be listened on. Its own workers run beside Celery's
    too: somebody has to look for jobs whose message was lost.
    """
    with ExitStack() as open_things:
        listening = open_things.enter_context(_listen(host, port))
        logs.set_up(settings)
        app = create_app(settings, [] if host in _ANY else [_bracketed(host)])
        here = app.state.shared
        open_things.enter_context(server_shown(here.store, settings, here.service.tally))
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,  # our own says the route and not the address, which may hold a case's reference
            server_header=False,
            timeout_graceful_shutdown=STOP_SECONDS,
            limit_concurrency=MOST_AT_ONCE,
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            # uvicorn takes the signals, stops, and then raises them once more for whoever had them before
            signal.signal(number, lambda *_: None)
        server = Server(config)
        beside = open_things.enter_context(_Beside(settings, server))
        (announce or _say_where)(_address(host, listening.getsockname()[1]), app.state.shared.setup_code)
        _warn_of_the_world(host)
        server.run(sockets=[listening])
    print("Stopped.", file=sys.stderr)
    return 70 if beside.failed else 0


class Server(uvicorn.Server):
    """The server; when it stops, it ends the streams of those who watch jobs, which do not end alone."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self.config.app.state.shared.watchers.close()  # type: ignore[union-attr]
        await super().shutdown(sockets)


class _Beside:
    """The workers, and what the first reader of findings would wait for: loaded while pages are served.

    Where the workers cannot be started, the server stops: it would take documents in and leave them lying.
    """

    def __init__(self, settings: Settings, server: uvicorn.Server) -> None:
        self._workforce, self._server = Workforce(settings), server
        self._thread = threading.Thread(target=self._start, daemon=True, name="beside")
        self.failed = False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        if not self.failed:
            self._workforce.stop()

    def _start(self) -> None:
        try:
            self._workforce.start()
        except Exception as error:  # noqa: BLE001 - told, and the server stopped
            log.error("the workers could not be started: %s", place_of(error))
            self.failed, self._server.should_exit = True, True
            return
        threading.Thread(target=_warm, daemon=True, name="warm").start()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except OSError:
        raise SettingsError(
            "The address to listen on is none of this machine's.",
            "Use --host 127.0.0.1 for this machine alone, or --host 0.0.0.0 for all of its addresses.",
        ) from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(socket.SOMAXCONN)
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"Port {port} of {host} cannot be listened on: {error.strerror or type(error).__name__}.",
            "Stop what is using it, or choose another with --port; --port 0 takes a free one.",
        ) from None
    return listening


def _address(host: str, port: int) -> str:
    return f"http://{_bracketed('127.0.0.1' if host in _ANY else host)}:{port}"


def _bracketed(host: str) -> str:
    """An address as it stands in a URL, and in the Host header."""
    return f"[{host}]" if ":" in host else host


def _say_where(address: str, setup_code: str) -> None:
    print(f"Countersign is at {address}", flush=True)
    if setup_code:
        print(f"Nobody has an account yet. Set-up code: {setup_code}", flush=True)


def _warn_of_the_world(host: str) -> None:
    if not _is_loopback(host):
        print(
            "Other machines can reach this address. Put a proxy with TLS before it: see deploy/README.md.",
            file=sys.stderr,
            flush=True,
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _warm() -> None:
    """Load what the first copy and the first findings need, so that nobody waits for it."""
    import checks
    import pipeline.stages  # noqa: F401 - loaded for later

    checks.catalogue()
