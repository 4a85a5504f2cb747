"""A program that is not ours, run so that it can do nothing but its work.

Threat: a program in C (a character reader) that is handed what a hostile file drew, and may be made to run
other code. Rule: it gets its input on a descriptor and answers on another; it is never told a path that
somebody named. Before it starts it loses its privileges (nobody where we are root, no new ones), the right to
write files, to much memory and processor time (rlimits), and the network and other processes (seccomp); where
bubblewrap works it also sees an empty system with the programs alone, read-only, in namespaces of its own.
What it answers is bounded in size and time, and when it is done, or late, all its processes are killed.
Residual risk: without bubblewrap it can read what everybody on the machine may read, but tell nobody.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import which
from typing import IO

from ingest.sandbox.launch import NOBODY
from ingest.sandbox.lockdown import seccomp_available

_LAUNCH = str(Path(__file__).with_name("launch.py"))
_PIECE = 1 << 16
_PROBE_SECONDS = 5.0
_SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives", "/nix/store")
_FORBIDDEN = (
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "ptrace", "process_vm_readv",
    "process_vm_writev", "mount", "umount2", "pivot_root", "chroot", "setns", "unshare", "keyctl", "add_key",
    "request_key", "bpf", "perf_event_open", "userfaultfd", "init_module", "finit_module", "delete_module",
    "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff", "unlink", "unlinkat", "rename",
    "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "link", "linkat", "symlink", "symlinkat",
    "mknod", "mknodat", "creat", "chmod", "fchmod", "fchmodat", "chown", "fchown", "fchownat", "lchown",
    "truncate", "setxattr", "io_uring_setup", "io_uring_enter", "pidfd_open", "pidfd_getfd",
)  # fmt: skip


class ProgramFailed(Exception):
    """The program gave no answer: it could not start, ended badly, answered too much, or was `late`."""

    def __init__(self, why: str, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a program may use. Memory is address space, `seconds` are of the clock and of the processor."""

    seconds: float
    memory_bytes: int
    answer_bytes: int


def run(command: Sequence[str], given: bytes, bounds: Bounds, environment: dict[str, str]) -> bytes:
    """What the program writes to its standard output after reading `given`; raises `ProgramFailed`.

    The first word of the command is an absolute path. Nothing is written to disk, here or there.
    """
    with ExitStack() as stack:
        source = stack.enter_context(_held(given))
        code = compiled_filter()
        held = stack.enter_context(_held(code)) if code else None
        descriptor = held.fileno() if held is not None else -1
        boxed = [*_bubblewrap(descriptor), *command] if bubblewrap_works() else list(command)
        own_filter = -1 if bubblewrap_works() else descriptor
        limits = f"{bounds.memory_bytes},{int(bounds.seconds) + 1},0,{own_filter}"
        try:
            process = subprocess.Popen(  # noqa: S603 - a fixed command, no shell
                [sys.executable, "-I", "-S", _LAUNCH, limits, *boxed],
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=[descriptor] if descriptor >= 0 else [],
                env=environment,
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            raise ProgramFailed("it could not be started") from error
        try:
            return _answer(process, bounds)
        finally:
            _end(process)


def protections() -> tuple[str, ...]:
    """What holds a program that is run here, in words."""
    words = ["limits on memory and time; it may write no file"]
    if seccomp_available():
        words.append("a seccomp filter: no network, no other process")
    words.append("bubblewrap: namespaces of its own" if bubblewrap_works() else "NO bubblewrap")
    return tuple(words)


def _held(data: bytes) -> IO[bytes]:
    """The bytes as an open file that has no name: in memory where the system can."""
    in_memory = hasattr(os, "memfd_create")
    file = os.fdopen(os.memfd_create("given"), "w+b") if in_memory else tempfile.TemporaryFile()  # noqa: SIM115
    file.write(data)
    file.flush()
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    return file


def _answer(process: subprocess.Popen[bytes], bounds: Bounds) -> bytes:
    assert process.stdout is not None
    until = time.monotonic() + bounds.seconds
    parts: list[bytes] = []
    length, descriptor = 0, process.stdout.fileno()
    while True:
        left = until - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise ProgramFailed("it took too long", late=True)
        part = os.read(descriptor, _PIECE)
        if not part:
            break
        parts.append(part)
        length += len(part)
        if length > bounds.answer_bytes:
            raise ProgramFailed("it answered more than is accepted")
    try:
        status = process.wait(max(until - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired:
        raise ProgramFailed("it took too long", late=True) from None
    if status:
        raise ProgramFailed(f"it ended with status {status}", late=status == -signal.SIGXCPU)
    return b"".join(parts)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Nothing of the program outlives the call."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdout is not None:
        process.stdout.close()
    process.wait()


@cache
def compiled_filter() -> bytes:
    """A filter that forbids what no reader of pictures needs; empty where libseccomp is not there."""
    if not seccomp_available():
        return b""
    import errno

    import pyseccomp

    forbidden = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
    for name in _FORBIDDEN:
        with suppress(ValueError, OSError):  # a call that this processor does not have
            forbidden.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
    for name, flags in (("open", 1), ("openat", 2)):
        creates = pyseccomp.Arg(flags, pyseccomp.MASKED_EQ, os.O_CREAT, os.O_CREAT)
        with suppress(ValueError, OSError):
            forbidden.add_rule(pyseccomp.ERRNO(errno.EPERM), name, creates)
    with open(os.memfd_create("filter"), "w+b") as file:
        forbidden.export_bpf(file)
        file.seek(0)
        return file.read()


@cache
def bubblewrap_works() -> bool:
    """True where bubblewrap is installed and the system lets a program without privileges use it."""
    if sys.platform != "linux" or which("bwrap") is None:
        return False
    wide = f"{1 << 32},5,0,-1"
    probe = [sys.executable, "-I", "-S", _LAUNCH, wide, *_bubblewrap(-1), str(which("true"))]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            probe,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PROBE_SECONDS,
            cwd="/",
            env={},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _bubblewrap(filter_at: int) -> list[str]:
    """The command that shows a program the system's programs, read-only, and nothing else."""
    shown = [word for path in _SYSTEM if Path(path).exists() for word in ("--ro-bind", path, path)]
    return [
        str(which("bwrap")),
        "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        "--uid", str(NOBODY), "--gid", str(NOBODY),
        *shown, "--dev", "/dev", "--chdir", "/",
        *(("--seccomp", str(filter_at)) if filter_at >= 0 else ()),
    ]  # fmt: skip
