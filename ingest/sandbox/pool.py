"""The service's side: one warm template, a child for each file, and a refusal where a child dies."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from ingest import refusals
from ingest.annotated.places import place
from ingest.limits import Limits
from ingest.office.convert import confinement, convert
from ingest.parcel import Opened
from ingest.sandbox.lockdown import protections
from ingest.sandbox.parcels import unpack_opened
from ingest.sandbox.sights import LOOK, answer
from ingest.sandbox.wire import (
    Outcome,
    ReaderFailed,
    Request,
    receive,
    send,
    unpack_annotated,
)
from ingest.scans.eyes import Eyes, NoEyes
from ingest.scans.tesseract import eyes, recognition
from ingest.structure import form_files, forms_with
from models.document import Document
from models.errors import Refused
from models.remark import Remark

_SECONDS = struct.Struct("!d")
_START_SECONDS = 60.0
_PASSED_ON = ("PATH", "LANG", "LC_", "LD_LIBRARY_PATH", "PYTHON", "VIRTUAL_ENV", "TZ")  # and no secret
_GRACE = 3.0  # seconds: the template kills a child; this is for a template that does not


class ReaderPool:
    """Reads files in locked-down children, at most `size` at a time. Safe to share between threads.

    `last_outcome` tells how the child of this thread's last file ended: time and memory, for measurement.
    """

    def __init__(self, limits: Limits | None = None, size: int = 1, forms: Path | None = None) -> None:
        """`forms` is a folder of the area's own forms; raises `SettingsError` where one cannot be used."""
        self.limits = limits or Limits()
        self._forms = form_files(forms) if forms is not None else {}
        forms_with(self._forms)  # a fault is told here, to whoever set the folder
        self.protections: tuple[str, ...] = (*protections(), recognition(self.limits), confinement())
        self._slots = threading.BoundedSemaphore(max(size, 1))
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._local = threading.local()

    def __enter__(self) -> Self:
        with self._lock:
            self._ensure_template()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def last_outcome(self) -> Outcome:
        """How the child of the last file that this thread had read ended."""
        outcome: Outcome = getattr(self._local, "outcome", Outcome())
        return outcome

    def read(self, data: bytes, filename: str) -> Document:
        """The document in these bytes; raises `Refused`, whatever the file does to its reader."""
        found = self._opened(data, filename, carried=False).document
        if found is None:
            raise refusals.several()
        return found

    def open(self, data: bytes, filename: str) -> Opened:
        """The document in these bytes and the files it carries, at any depth; raises `Refused`."""
        return self._opened(data, filename, carried=True)

    def annotate(self, data: bytes, document: Document, remarks: Sequence[Remark], made: str) -> bytes:
        """The Word file that the document was read from, with the remarks as comments; raises `Refused`.

        `made` is the comments' time, ISO 8601 in UTC with a Z.
        """
        order = msgspec.json.encode(place(document, remarks, made))
        return unpack_annotated(self._answer(data, order, self._request(document.filename, annotating=True)))

    def _opened(self, data: bytes, filename: str, carried: bool) -> Opened:
        """The file opened; one of an old format is converted in between, outside the child."""
        made = None
        for _ in range(2):
            request = self._request(filename, made=made is not None, carried=carried)
            found = unpack_opened(self._answer(data, made, request), data, filename, self.limits)
            if isinstance(found, Opened):
                return found
            made = convert(data, found.format, self.limits)
        raise refusals.damaged("file")  # a child that wants its conversion converted lies

    def _request(
        self, filename: str, *, annotating: bool = False, made: bool = False, carried: bool = False
    ) -> Request:
        name = filename.encode("utf-8", "replace").decode()
        return Request(name, self.limits, annotating, made, carried)

    def _answer(self, data: bytes, more: bytes | None, request: Request) -> bytes:
        """What the child says of the file; raises `Refused` where it says nothing."""
        if len(data) > self.limits.file_bytes:
            raise refusals.over_limit(f"more than {self.limits.file_bytes // 1024 // 1024} MB")
        for _ in range(2):
            seer = NoEyes() if request.annotating else eyes(self.limits)
            with self._slots:
                work, outcome = self._announce(bool(seer.name))
                try:
                    said = self._exchange(work, data, more, request, seer)
                    if said is None:
                        outcome.shutdown(socket.SHUT_WR)  # hangs up: the template ends the child
                    ended = self._ending(outcome)
                finally:
                    work.close()
                    outcome.close()
            if ended is None:
                continue  # the template itself has gone, through no fault of the file; another is started
            self._local.outcome = ended
            if said is None or ended.status or ended.signal:
                raise self._refusal(ended)
            return said
        raise ReaderFailed("The reader ended twice by itself.", "Restart the service; the file was not read.")

    def close(self) -> None:
        """End the template, and with it every child."""
        with self._lock:
            control, process = self._control, self._process
            self._control = self._process = None
        if control is not None:
            control.close()
        if process is not None:
            try:
                process.wait(timeout=_GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _announce(self, looking: bool) -> tuple[socket.socket, socket.socket]:
        """Hand the template the far ends of two new sockets; start a new template once if it has gone.

        Where the child may be `looking` at pictures the template waits as long as that may take, and it is
        the pool that hangs up on a child which takes too long by itself.
        """
        most = self.limits.wall_seconds + (self.limits.looking_seconds if looking else 0.0)
        for attempt in (1, 2):
            work, far_work = socket.socketpair()
            outcome, far_outcome = socket.socketpair()
            try:
                with self._lock:
                    control = self._ensure_template()
                    message = _SECONDS.pack(most)
                    socket.send_fds(control, [message], [far_work.fileno(), far_outcome.fileno()])
                patience = self.limits.wall_seconds + _GRACE
                work.settimeout(patience)
                outcome.settimeout(patience)
                return work, outcome
            except OSError as error:
                work.close()
                outcome.close()
                self.close()
                if attempt == 2:
                    raise ReaderFailed(
                        "The reader could not be started.", "Restart the service; no document was read."
                    ) from error
            finally:
                far_work.close()
                far_outcome.close()
        raise AssertionError("unreachable")

    def _exchange(
        self, work: socket.socket, data: bytes, more: bytes | None, request: Request, seer: Eyes
    ) -> bytes | None:
        """The child's answer, or None where it gave none.

        The child has `wall_seconds` of its own. While it waits for words in a picture its time stands still,
        and for drawing one it is given some more.
        """
        until = time.monotonic() + self.limits.wall_seconds + (0.0 if seer.name else _GRACE)
        request = msgspec.structs.replace(
            request, sees=seer.name, limits=self.limits.for_child(bool(seer.name))
        )
        with suppress(OSError, EOFError, ValueError):
            send(work, msgspec.json.encode(request), data, *([] if more is None else [more]))
            while True:
                work.settimeout(max(until - time.monotonic(), 0.1))
                said = receive(work, self.limits.reply_bytes)
                if not said.startswith(LOOK):
                    return said
                asked = time.monotonic()
                send(work, answer(said, seer))
                until += time.monotonic() - asked + self.limits.ocr_drawing_seconds
        return None

    def _ending(self, outcome: socket.socket) -> Outcome | None:
        """How the child ended; None where the template is not there to say."""
        try:
            return msgspec.json.decode(receive(outcome, 4096), type=Outcome)
        except (OSError, EOFError, ValueError, msgspec.MsgspecError):
            return None

    def _refusal(self, ended: Outcome) -> Refused:
        """Why a child that died did so, as far as its end shows."""
        if ended.timed_out or ended.signal in (signal.SIGXCPU, signal.SIGALRM):
            return refusals.too_slow(self.limits.wall_seconds)
        if ended.signal == signal.SIGKILL and ended.seconds >= self.limits.cpu_seconds - 1:
            return refusals.too_slow(self.limits.wall_seconds)
        if ended.signal == signal.SIGKILL:
            return refusals.killed()
        if ended.memory > 0.8 * self.limits.memory_bytes:
            return refusals.over_limit("it unfolds to more than there is room for")
        return refusals.damaged("file")

    def _ensure_template(self) -> socket.socket:
        """The control socket of a living template; the lock is held."""
        if self._control is not None and self._process is not None and self._process.poll() is None:
            return self._control
        if self._control is not None:
            self._control.close()
        near, far = socket.socketpair()
        with far:
            command = [sys.executable, "-m", "ingest.sandbox.template", str(far.fileno())]
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command,
                pass_fds=[far.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={name: value for name, value in os.environ.items() if name.startswith(_PASSED_ON)},
            )
        near.settimeout(_START_SECONDS)
        send(near, msgspec.json.encode(self._forms))
        if near.recv(1) != b"+":
            near.close()
            raise OSError("the template ended before it was ready")
        near.settimeout(None)
        self._control = near
        return near
