"""Files pass a virus scanner before anything reads them: `clamd`, where the installation names one.

Threat: a file with a known virus that is kept and handed on, and a scanner that is down, slow or cut short
and taken for one that found nothing. Rule: the whole file goes to the scanner (INSTREAM) before it is read;
only the answer "OK" to that very stream lets it pass. A file in which something is found is refused and its
content not kept; a scanner that cannot be reached, breaks off, or is sent more than it takes is a failure and
never a clean file. Residual risk: what the scanner's signatures do not know. Without a scanner nothing is
scanned, and `state` says so.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from contextlib import suppress

from models.errors import RefusalCode, Refused, SettingsError
from pipeline.settings import Settings

ANSWERS = "answers"
NOT_CONFIGURED = "not configured: files are not scanned for viruses"
_PIECE = 1 << 17
_LENGTH = struct.Struct("!I")
_LONGEST_ANSWER = 4096
_CONNECT_SECONDS = 5.0
_CLEAN, _FOUND = b"stream: OK", b" FOUND"

Scan = Callable[[bytes], None]


class ScannerUnavailable(Refused):
    """Nobody can say whether the file is clean: it is not read, and may be tried again."""

    def __init__(self, why: str) -> None:
        super().__init__(
            RefusalCode.SCANNER,
            f"The virus scanner is unavailable ({why}), so the file was not read.",
            "Nothing is wrong with the file as far as is known. Ask the person who runs the service to see "
            "to the scanner, then try again.",
        )


def scan(data: bytes, settings: Settings) -> None:
    """Return where the scanner says that the file is clean, or where none is configured.

    Raises `Refused` where something is found, `ScannerUnavailable` where the scanner gave no such answer.
    """
    if not settings.clamd:
        return
    answer = _asked(data, settings)
    if answer == _CLEAN:
        return
    if answer.endswith(_FOUND):
        raise Refused(
            RefusalCode.INFECTED,
            "The virus scanner found something in the file. It was not read, and its content is not kept.",
            "Do not open it. Tell whoever sent it, and your security officer; ask for a clean copy.",
        )
    if b"size limit" in answer:
        raise ScannerUnavailable("the file is larger than it is set to take: StreamMaxLength")
    raise ScannerUnavailable("it answered with an error")


def state(settings: Settings) -> str:
    """Whether files are scanned, in words; asks the scanner whether it is there."""
    if not settings.clamd:
        return NOT_CONFIGURED
    try:
        with _connected(settings) as line:
            line.sendall(b"zPING\x00")
            return ANSWERS if _answer(line) == b"PONG" else "does not answer"
    except (OSError, ScannerUnavailable):
        return "does not answer"


def _asked(data: bytes, settings: Settings) -> bytes:
    """The answer to the stream; what the scanner says before it breaks off counts, a broken line does not."""
    try:
        with _connected(settings) as line:
            with suppress(BrokenPipeError, ConnectionResetError):  # it says why first, if at all
                line.sendall(b"zINSTREAM\x00")
                for at in range(0, len(data), _PIECE):
                    piece = data[at : at + _PIECE]
                    line.sendall(_LENGTH.pack(len(piece)) + piece)
                line.sendall(_LENGTH.pack(0))
            return _answer(line)
    except TimeoutError:
        raise ScannerUnavailable("it took too long") from None
    except OSError as error:
        raise ScannerUnavailable(error.strerror or "it cannot be reached") from None


def _connected(settings: Settings) -> socket.socket:
    kind, address = _address(settings.clamd)
    line = socket.socket(kind, socket.SOCK_STREAM)
    try:
        line.settimeout(_CONNECT_SECONDS)
        line.connect(address)
        line.settimeout(settings.clamd_seconds)
    except OSError:
        line.close()
        raise
    return line


def _address(given: str) -> tuple[socket.AddressFamily, str | tuple[str, int]]:
    """The socket's path, or host and port."""
    if given.startswith("/"):
        return socket.AF_UNIX, given
    host, _, port = given.rpartition(":")
    if not host or not port.isdecimal():
        raise SettingsError(
            "COUNTERSIGN_CLAMD is neither the path of a socket nor HOST:PORT.",
            "Set it to /run/clamav/clamd.ctl, or to an address such as 127.0.0.1:3310.",
        )
    host = host.strip("[]")
    return (socket.AF_INET6 if ":" in host else socket.AF_INET), (host, int(port))


def _answer(line: socket.socket) -> bytes:
    """One answer to its closing zero; a line that ends before it is a failure."""
    said = b""
    while not said.endswith(b"\x00"):
        more = line.recv(_LONGEST_ANSWER)
        said += more
        if not more or len(said) > _LONGEST_ANSWER:
            raise ScannerUnavailable("it broke off")
    return said.rstrip(b"\x00")
