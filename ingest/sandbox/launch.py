"""Run by itself, before a program that is not ours: gives up what that must not have, then becomes it.

`python -I -S launch.py BOUNDS PROGRAM ARGUMENT...`, where BOUNDS are numbers joined by commas: bytes of
memory, seconds of processor time, bytes of a written file, and the descriptor of a compiled seccomp filter
(-1 where there is none, or where bubblewrap will set it). It imports the standard library alone, so that it
starts within milliseconds.
"""

import ctypes
import os
import resource
import signal
import sys

NOBODY = 65534
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_MODE_FILTER, _INSTRUCTION = 2, 8  # bytes of one instruction
_DESCRIPTORS = 64


class Program(ctypes.Structure):
    """A filter as the kernel takes it."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def give_up(memory: int, seconds: int, written: int, filter_at: int) -> None:
    """Limits, privileges, and system calls, in this order; raises where one cannot be had."""
    wanted = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, value in wanted:
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise PermissionError("new privileges could not be forbidden")
    if filter_at >= 0:
        code = os.pread(filter_at, 1 << 16, 0)
        buffer = ctypes.create_string_buffer(code, len(code))
        program = Program(len(code) // _INSTRUCTION, ctypes.addressof(buffer))
        if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
            raise PermissionError("system calls could not be filtered")


if __name__ == "__main__":
    give_up(*(int(bound) for bound in sys.argv[1].split(",")))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - what this is for; no shell, no search of a path
