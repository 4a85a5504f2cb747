"""Files are read in children that can do nothing else; a child that dies hurts no other file."""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

import ingest
from ingest.sandbox.lockdown import lock_down, seccomp_available
from models.errors import RefusalCode, Refused
from tests.ingest.packages import docx, p
from tests.ingest.test_hostile import HOSTILE, pdf


@pytest.fixture(scope="module")
def pool() -> Iterator[ingest.ReaderPool]:
    with ingest.ReaderPool(size=2) as pool:
        yield pool


def in_child(step: Callable[[], object], limits: ingest.Limits | None = None) -> int:
    """What `step` comes to in a locked-down child: 0, or an errno; a negative signal where it was killed."""
    pid = os.fork()
    if pid == 0:
        status = 255
        try:
            lock_down(limits or ingest.Limits())
            step()
            status = 0
        except OSError as error:
            status = error.errno or 254
        except MemoryError:
            status = errno.ENOMEM
        finally:
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


@pytest.mark.parametrize("name", ["a PDF", "a Word file", "text", "Markdown"])
def test_a_child_reads_what_the_parent_would(pool: ingest.ReaderPool, name: str) -> None:
    data = {
        "a PDF": pdf(2),
        "a Word file": docx(p("Ann Archer")),
        "text": b"Words.",
        "Markdown": b"# One\n\n- two",
    }[name]
    assert pool.read(data, "محضر.docx") == ingest.read(data, "محضر.docx")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_through_the_pool_for_the_same_reason(
    pool: ingest.ReaderPool, name: str
) -> None:
    data, code = HOSTILE[name]
    with pytest.raises(Refused) as caught:
        pool.read(data, name)
    assert caught.value.code is code
    assert pool.read(b"The next file is read.", "a").text.startswith("The next")


@pytest.mark.skipif(not seccomp_available(), reason="libseccomp is not on this system")
def test_a_child_can_open_no_file_and_no_connection_and_run_no_program() -> None:
    assert in_child(lambda: None) == 0
    assert in_child(lambda: open("/etc/passwd").close()) == errno.EPERM
    assert in_child(lambda: socket.socket().close()) == errno.EPERM
    assert in_child(lambda: os.execv("/bin/true", ["true"])) == errno.EPERM  # noqa: S606
    assert in_child(lambda: os.kill(os.getppid(), 0)) == errno.EPERM
    assert in_child(os.fork) == errno.EPERM


def test_a_child_has_bounds_on_memory_and_time() -> None:
    assert in_child(lambda: bytearray(2 * 1024**3)) == errno.ENOMEM
    assert in_child(lambda: spin(30), ingest.Limits(cpu_seconds=1)) in (-signal.SIGXCPU, -signal.SIGKILL)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has privileges to give up")
def test_a_child_of_root_is_nobody() -> None:
    assert in_child(lambda: check(os.getuid() == os.geteuid() == 65534)) == 0
    assert in_child(lambda: check(os.getgroups() == [])) in (0, errno.EPERM)


def check(truth: bool) -> None:
    if not truth:
        raise OSError(99, "not so")


def spin(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    with ingest.ReaderPool(ingest.Limits(wall_seconds=0.3, zip_ratio=5000)) as hurried:
        with pytest.raises(Refused) as caught:
            hurried.read(docx(p("slow words") * 150_000), "slow.docx")
        assert caught.value.code is RefusalCode.TOO_SLOW
        assert hurried.read(b"quick", "a").text == "quick\n"


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    with ingest.ReaderPool(ingest.Limits(memory_bytes=190 * 1024 * 1024, zip_ratio=5000)) as small:
        with pytest.raises(Refused) as caught:
            small.read(docx("<w:p/>" * 1_500_000), "large.docx")
        assert caught.value.code in (RefusalCode.OVER_LIMIT, RefusalCode.DAMAGED)
        assert small.read(b"small", "a").text == "small\n"


def test_many_threads_share_a_pool(pool: ingest.ReaderPool) -> None:
    read: list[str] = []

    def one(number: int) -> None:
        read.append(pool.read(f"File {number}.".encode(), str(number)).text)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read) == sorted(f"File {number}.\n" for number in range(12))


def test_a_template_that_was_killed_is_started_anew() -> None:
    with ingest.ReaderPool() as pool:
        assert pool.read(b"one", "a").text == "one\n"
        assert pool._process is not None
        pool._process.kill()
        pool._process.wait()
        assert pool.read(b"two", "a").text == "two\n"


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="this system does not list children")
def test_a_child_that_is_killed_while_it_waits_costs_no_file() -> None:
    with ingest.ReaderPool() as pool:
        (waiting,) = children_of(pool)
        os.kill(waiting, signal.SIGKILL)
        until = time.monotonic() + 5
        while not zombie(waiting) and time.monotonic() < until:
            time.sleep(0.01)
        assert pool.read(b"one", "a").text == "one\n"
        assert children_of(pool) != [waiting]


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="this system does not list children")
def test_no_child_outlives_its_pool() -> None:
    pool = ingest.ReaderPool()
    with pool:
        pool.read(b"one", "a")
        left = children_of(pool)
        assert left
    until = time.monotonic() + 5
    while not all(zombie(pid) for pid in left):
        assert time.monotonic() < until
        time.sleep(0.01)


def children_of(pool: ingest.ReaderPool) -> list[int]:
    """The children of the pool's template that are alive."""
    assert pool._process is not None
    pid = pool._process.pid
    with open(f"/proc/{pid}/task/{pid}/children") as listed:
        return [int(child) for child in listed.read().split() if not zombie(int(child))]


def zombie(pid: int) -> bool:
    """Whether it is dead, buried or not."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_the_pool_says_what_protects_it(pool: ingest.ReaderPool) -> None:
    assert any("memory" in words for words in pool.protections)
    assert any("seccomp" in words for words in pool.protections)
    assert any("LibreOffice" in words for words in pool.protections)
