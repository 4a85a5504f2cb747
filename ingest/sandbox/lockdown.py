"""What a child gives up before it reads a file.

Threat, rule and residual risk stand in the docstring of the package.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import sys
from contextlib import suppress
from functools import cache

from ingest.limits import Limits

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_INSTRUCTION = 8  # bytes
_NOBODY = 65534
_DESCRIPTORS = 64
_CALLS = (
    "read", "write", "readv", "writev", "recvfrom", "sendto", "recvmsg", "sendmsg", "poll", "ppoll",
    "select", "pselect6", "close", "fstat", "lseek", "brk", "mmap", "munmap", "mremap", "madvise",
    "mprotect", "futex", "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep",
    "gettimeofday", "time", "getrandom", "getpid", "gettid", "getuid", "geteuid", "getgid", "getegid",
    "getrusage", "sched_yield", "sched_getaffinity", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
    "sigaltstack", "setitimer", "getitimer", "restart_syscall", "exit", "exit_group", "sysinfo",
    "uname", "set_robust_list", "rseq", "membarrier", "tgkill",
)  # fmt: skip


def lock_down(limits: Limits) -> None:
    """Give up everything that reading does not need. Raises where a promised protection cannot be had."""
    code = compiled_filter() if seccomp_available() else b""  # while files may still be written
    _limit_resources(limits)
    _drop_privileges()
    if sys.platform == "linux":
        _forbid_gaining()
        if code:
            _filter_calls(code)


def protections() -> tuple[str, ...]:
    """What `lock_down` does on this system, in words."""
    words = [
        "limits on memory, CPU time, file size and open files",
        "a limit on elapsed time, kept from outside",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("runs as nobody, not as root")
    if sys.platform == "linux":
        words.append("cannot gain privileges")
    if seccomp_available():
        words.append("a seccomp filter: no files, no network, no programs")
    else:
        words.append("NO seccomp filter: libseccomp is not installed")
    return tuple(words)


@cache
def seccomp_available() -> bool:
    """True where system calls can be filtered."""
    try:
        import pyseccomp  # noqa: F401 - whether it loads is the question
    except (ImportError, OSError, RuntimeError):
        return False
    return True


def _limit_resources(limits: Limits) -> None:
    wanted = (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    )
    for kind, value in wanted:
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with suppress(ValueError):  # a system that does not know this limit; the others hold
            resource.setrlimit(kind, (value, value))


def _drop_privileges() -> None:
    if os.geteuid() != 0:
        return
    os.setgroups([])
    os.setresgid(_NOBODY, _NOBODY, _NOBODY)
    os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    if os.geteuid() == 0 or os.getuid() == 0:
        raise PermissionError("the reader could not give up its privileges")


def _forbid_gaining() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise PermissionError("the reader could not forbid itself new privileges")
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


class _Program(ctypes.Structure):
    """A filter as the kernel takes it: how many instructions, and where they are."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


@cache
def compiled_filter() -> bytes:
    """The filter that allows the calls of `_CALLS`; every other fails with EPERM and does nothing.

    Compiled once, before any child is forked: that takes longer than the rest of a child's start.
    """
    import pyseccomp

    allowed = pyseccomp.SyscallFilter(defaction=pyseccomp.ERRNO(errno.EPERM))
    for name in _CALLS:
        with suppress(ValueError, OSError):  # a call that this processor does not have
            allowed.add_rule(pyseccomp.ALLOW, name)
    with open(os.memfd_create("filter"), "w+b") as file:
        allowed.export_bpf(file)
        file.seek(0)
        return file.read()


def _filter_calls(code: bytes) -> None:
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // _INSTRUCTION, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        raise PermissionError("the reader could not filter its system calls")
