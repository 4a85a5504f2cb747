"""A picture out of the child, and words back into it.

The child asks as often as it likes; the service looks while the document's pictures and seconds last, so what
is done is bounded whatever the child does. A question is the tag `L`, what is asked (`W` for words, `R` for
words of a ruled table, `T` for how the picture is turned), width, height and dots to the inch, and the grey
bytes. An answer is the JSON of a `Glance`. Each side checks what it gets.
"""

from __future__ import annotations

import socket
import struct

import msgspec

from ingest.sandbox.wire import receive, send
from ingest.scans.eyes import Eyes, Glance, Picture

LOOK = b"L"
_WORDS, _TABLE, _TURNS = b"W", b"R", b"T"
_SIZE = struct.Struct("!IIH")
_MOST_ANSWER = 16 * 1024 * 1024


class RemoteEyes:
    """Eyes of the service, used from the child. `name` is what the service said that they are."""

    def __init__(self, channel: socket.socket, name: str) -> None:
        """`channel` is the socket that the document's answer goes out on as well."""
        self._channel = channel
        self.name = name

    def words(self, picture: Picture, table: bool) -> Glance:
        """The words of the picture."""
        return self._ask(_TABLE if table else _WORDS, picture)

    def turns(self, picture: Picture) -> Glance:
        """How the picture is turned."""
        return self._ask(_TURNS, picture)

    def _ask(self, what: bytes, picture: Picture) -> Glance:
        size = _SIZE.pack(picture.width, picture.height, picture.dpi)
        send(self._channel, b"".join((LOOK, what, size, picture.grey)))
        return msgspec.json.decode(receive(self._channel, _MOST_ANSWER), type=Glance)


def answer(question: bytes, eyes: Eyes) -> bytes:
    """The answer to a child's question; raises `ValueError` where it is none."""
    what, size, grey = question[1:2], question[2 : 2 + _SIZE.size], question[2 + _SIZE.size :]
    if question[:1] != LOOK or len(size) != _SIZE.size:
        raise ValueError("not a question")
    width, height, dpi = _SIZE.unpack(size)
    picture = Picture(width, height, dpi, grey)
    match what:
        case b"W" | b"R":
            return msgspec.json.encode(eyes.words(picture, table=what == _TABLE))
        case b"T":
            return msgspec.json.encode(eyes.turns(picture))
    raise ValueError("not a question")
