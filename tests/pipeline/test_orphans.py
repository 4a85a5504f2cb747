"""A server that is killed outright leaves no worker behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

SERVER = """
import sys, time
from pathlib import Path
from pipeline.embedded import Workforce
from pipeline.settings import load_settings

if __name__ == "__main__":
    with Workforce(load_settings(folder=Path(sys.argv[1]), workers=2)) as force:
        while len(force.pids) < 2:
            time.sleep(0.05)
        print(*force.pids, flush=True)
        time.sleep(120)
"""


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_workers_end_when_their_server_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    server = subprocess.Popen([sys.executable, script, tmp_path / "var"], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    workers = [int(pid) for pid in server.stdout.readline().split()]
    try:
        assert len(workers) == 2
        server.send_signal(signal.SIGKILL)
        server.wait()
        until = time.monotonic() + 60
        while any(map(alive, workers)) and time.monotonic() < until:
            time.sleep(0.1)
        assert [pid for pid in workers if alive(pid)] == []
    finally:
        for pid in filter(alive, workers):
            os.kill(pid, signal.SIGKILL)
