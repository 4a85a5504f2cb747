"""A program that is not ours can do nothing but answer, and nothing of it is left when it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ingest.sandbox import program
from ingest.sandbox.lockdown import seccomp_available
from ingest.sandbox.program import Bounds, ProgramFailed, run

BOUNDS = Bounds(20.0, 1 << 30, 1 << 20)
SHELL = "/bin/bash"


@pytest.fixture(params=["boxed", "bare"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With bubblewrap where it works, and without it."""
    if request.param == "bare":
        monkeypatch.setattr(program, "bubblewrap_works", lambda: False)
    elif not program.bubblewrap_works():
        pytest.skip("bubblewrap is not installed, or may not be used here")


def says(script: str, given: bytes = b"") -> str:
    return run([SHELL, "-c", script], given, BOUNDS, {"PATH": "/usr/bin:/bin"}).decode().strip()


def test_it_gets_its_input_and_its_answer_comes_back() -> None:
    assert says("tr a-z A-Z", b"words") == "WORDS"


def test_it_has_no_rights_of_ours() -> None:
    assert says("id -u") != "0"


def test_it_can_write_no_file(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o777)
    name = tmp_path / "left"
    assert says(f"(echo x > {name}) 2>/dev/null && echo written || echo refused") == "refused"
    assert not name.exists() or name.stat().st_size == 0


@pytest.mark.skipif(not seccomp_available(), reason="libseccomp is not installed")
def test_it_can_reach_no_network() -> None:
    assert says("(exec 3<>/dev/udp/127.0.0.1/9) 2>/dev/null && echo reached || echo refused") == "refused"


def test_it_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSIGN_KEY_FILE", "secret")
    assert "secret" not in says("env")


def test_it_is_held_to_its_memory() -> None:
    bounds = Bounds(20.0, 60 << 20, 1 << 20)
    with pytest.raises(ProgramFailed):
        run([SHELL, "-c", "x=$(head -c 200000000 /dev/zero | tr '\\0' a)"], b"", bounds, {"PATH": "/bin"})


def test_an_answer_without_end_is_cut_off() -> None:
    with pytest.raises(ProgramFailed, match="more than is accepted"):
        run(["/usr/bin/yes"], b"", Bounds(20.0, 1 << 30, 1 << 16), {})


def test_one_that_takes_too_long_is_stopped_with_all_that_it_started() -> None:
    mark = f"31.{os.getpid()}"
    with pytest.raises(ProgramFailed) as caught:
        run([SHELL, "-c", f"sleep {mark} & sleep {mark}"], b"", Bounds(1.0, 1 << 30, 99), {"PATH": "/bin"})
    assert caught.value.late
    assert eventually_gone(mark)


def test_one_that_is_killed_is_told_and_buried() -> None:
    mark = f"32.{os.getpid()}"
    threading.Thread(target=kill, args=(mark,), daemon=True).start()
    with pytest.raises(ProgramFailed):
        run(["/bin/sleep", mark], b"", BOUNDS, {})
    assert eventually_gone(mark)


def test_one_whose_service_is_killed_ends_with_it() -> None:
    mark = f"33.{os.getpid()}"
    service = (
        "from ingest.sandbox import program\n"
        f"if not {program.bubblewrap_works()}: program.bubblewrap_works = lambda: False\n"
        f"program.run(['/bin/sleep', '{mark}'], b'', program.Bounds(60.0, 1 << 30, 99), {{}})"
    )
    with subprocess.Popen([sys.executable, "-c", service]) as process:
        until = time.monotonic() + 30
        while not running(mark) and time.monotonic() < until:
            time.sleep(0.02)
        assert running(mark)
        process.kill()
    assert eventually_gone(mark)


def kill(mark: str) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        for pid in running(mark):
            os.kill(pid, signal.SIGKILL)
            return
        time.sleep(0.02)


def running(mark: str) -> list[int]:
    """Processes that were started as `sleep` with this mark."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue  # it ended meanwhile
            if words[:2] in ([b"sleep", mark.encode()], [b"/bin/sleep", mark.encode()]):
                found.append(int(entry.name))
    return found


def eventually_gone(mark: str) -> bool:
    until = time.monotonic() + 5
    while running(mark) and time.monotonic() < until:
        time.sleep(0.02)
    return not running(mark)
