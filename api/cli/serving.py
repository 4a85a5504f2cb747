"""`countersign serve` and `countersign worker`."""

from __future__ import annotations

import signal
import threading

from api.cli.faults import Exit
from api.cli.terminal import console, emit, note


def serve_command(host: str, port: int, workers: int | None, as_json: bool) -> int:
    """Run the web service until interrupted."""
    from api.web.server import serve
    from pipeline.settings import load_settings

    settings = load_settings(**({} if workers is None else {"workers": workers}))
    return serve(settings, host, port, _announce if as_json else None)


def _announce(address: str, setup_code: str) -> None:
    emit({"address": address, "setup_code": setup_code or None})


def worker_command(once: bool, as_json: bool) -> int:
    """Do the jobs that wait: all that are due and then stop, or until interrupted."""
    from pipeline import logs
    from pipeline.settings import load_settings
    from pipeline.worker import run_forever, run_until_idle

    settings = load_settings()
    logs.set_up(settings)
    if once:
        done = run_until_idle(settings)
        if as_json:
            emit({"jobs": done})
        else:
            console().print(f"{done} jobs done.")
        return Exit.DONE
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    note("Working. Ctrl-C stops after the job in hand.")
    run_forever(settings, stop)
    return Exit.DONE
