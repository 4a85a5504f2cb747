"""The warm process that children are forked from. It has one thread, reads no file itself, and holds no
secret.

Run as `python -m ingest.sandbox.template FD`, where FD is a socket of the pool. The first message on it holds
the area's own forms; each that follows carries the two sockets of one file: on the first the child talks to
the pool, on the second the template says how the child ended. The template ends when the pool does.

One child always waits, forked in advance: to fork takes longer than to read a short file.
"""

from __future__ import annotations

import gc
import importlib
import logging
import os
import pkgutil
import select
import signal
import socket
import struct
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from ingest import reading, refusals
from ingest.annotated.word import annotated
from ingest.sandbox.lockdown import compiled_filter, lock_down, seccomp_available
from ingest.sandbox.parcels import pack_opened
from ingest.sandbox.sights import RemoteEyes
from ingest.sandbox.warmth import warm_up
from ingest.sandbox.wire import (
    Outcome,
    Request,
    pack_annotated,
    pack_fault,
    pack_refusal,
    receive,
    send,
)
from ingest.scans.eyes import Eyes, NoEyes
from ingest.structure import Forms, forms_with
from models.errors import CountersignError, Refused

_MOST_FORMS = 1 << 27  # bytes
_SECONDS = struct.Struct("!d")


@dataclass(frozen=True, slots=True)
class Spare:
    """A child that waits for a file, and what hands it one."""

    pid: int
    channel: socket.socket


@dataclass(slots=True)
class Child:
    """A child at work."""

    pid: int
    outcome: socket.socket
    started: float
    until: float
    timed_out: bool = False


def main(descriptor: int) -> None:
    """Fork a child for each file that the pool announces, and bury it."""
    logging.disable(logging.CRITICAL)  # parsers log what they meet, and that is the document
    control = socket.socket(fileno=descriptor)
    forms = forms_with(msgspec.json.decode(receive(control, _MOST_FORMS), type=dict[str, str]))
    warm_up()
    for package in ("encodings",):  # a locked-down child can load nothing any more
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
            if not module.name.endswith(("mbcs", "oem", "_win_cp_codecs")):
                importlib.import_module(module.name)
    if seccomp_available():
        compiled_filter()
    gc.collect()
    gc.freeze()
    wake_up, woken = os.pipe()
    for end in (wake_up, woken):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    children: dict[int, Child] = {}
    spare = _forked(control, children, forms)
    control.sendall(b"+")
    while True:
        patience = min((child.until for child in children.values()), default=time.monotonic() + 3600)
        waiting: list[socket.socket | int] = [control, wake_up]
        waiting += [child.outcome for child in children.values() if not child.timed_out]
        ready, _, _ = select.select(waiting, [], [], max(patience - time.monotonic(), 0))
        if wake_up in ready:
            os.read(wake_up, 4096)
        for child in children.values():
            if child.outcome in ready:  # nothing is ever said on it: the pool has hung up
                child.until = 0.0
        _bury(children)
        if control in ready:
            next_one = _start(control, spare, children, forms)
            if next_one is None:
                break
            spare = next_one
    for child in children.values():
        os.kill(child.pid, signal.SIGKILL)


def _start(control: socket.socket, spare: Spare, children: dict[int, Child], forms: Forms) -> Spare | None:
    """Give the next file to the child that waits; who waits now, None where the pool has gone."""
    message, descriptors, _, _ = socket.recv_fds(control, _SECONDS.size, 2)
    if len(message) != _SECONDS.size or len(descriptors) != 2:
        return None
    work, outcome = (socket.socket(fileno=descriptor) for descriptor in descriptors)
    if os.waitpid(spare.pid, os.WNOHANG) != (0, 0):  # somebody killed it while it waited
        spare.channel.close()
        spare = _forked(control, children, forms)
    now = time.monotonic()
    with work, suppress(OSError), spare.channel:  # one killed this instant is buried like any other
        socket.send_fds(spare.channel, [b"+"], [work.fileno()])
    children[spare.pid] = Child(spare.pid, outcome, now, now + _SECONDS.unpack(message)[0])
    return _forked(control, children, forms)


def _forked(control: socket.socket, children: dict[int, Child], forms: Forms) -> Spare:
    """A new child, waiting."""
    near, far = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        near.close()
        _be_child(control, far, children, forms)
    far.close()
    return Spare(pid, near)


def _bury(children: dict[int, Child]) -> None:
    """Kill children that are out of time; tell the pool how those that ended did."""
    now = time.monotonic()
    for child in list(children.values()):
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid == 0:
            if now >= child.until and not child.timed_out:
                child.timed_out = True
                child.until = now + 3600
                os.kill(child.pid, signal.SIGKILL)
            continue
        del children[child.pid]
        killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        exited = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
        timed_out = child.timed_out and killed == signal.SIGKILL  # and not dying by itself at that moment
        told = Outcome(exited, killed, timed_out, now - child.started, usage.ru_maxrss * 1024)
        try:
            send(child.outcome, msgspec.json.encode(told))
        except OSError:
            continue  # nobody waits for it any more
        finally:
            child.outcome.close()


def _be_child(
    control: socket.socket, waiting: socket.socket, children: dict[int, Child], forms: Forms
) -> None:
    """Wait for a file, lock down, read it, answer, and end: this never returns into the template."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        control.close()
        for other in children.values():
            other.outcome.close()
        _, descriptors, _, _ = socket.recv_fds(waiting, 1, 1)
        waiting.close()
        if descriptors:  # else the template has gone
            _serve(socket.socket(fileno=descriptors[0]), forms)
        status = 0
    finally:
        os._exit(status)


def _serve(work: socket.socket, forms: Forms) -> None:
    request = msgspec.json.decode(receive(work, 1 << 20), type=Request)
    lock_down(request.limits)
    data = receive(work, request.limits.file_bytes + 1)
    more = receive(work, request.limits.file_bytes) if request.annotating or request.made else None
    eyes = RemoteEyes(work, request.sees) if request.sees else NoEyes()
    send(work, _answer(request, data, more, eyes, forms))


def _answer(request: Request, data: bytes, more: bytes | None, eyes: Eyes, forms: Forms) -> bytes:
    try:
        if request.annotating:
            return pack_annotated(annotated(data, more or b"", request.limits))
        found = reading.open_file(data, request.filename, request.limits, eyes, more, request.carried, forms)
        return pack_opened(found)
    except Refused as refused:
        return pack_refusal(refused)
    except CountersignError as error:
        return pack_fault(error)
    except MemoryError:
        return pack_refusal(refusals.over_limit("it unfolds to more than there is room for"))


if __name__ == "__main__":
    main(int(sys.argv[1]))
