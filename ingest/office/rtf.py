"""Rich Text, for what a conversion leaves out, and for the texts of Outlook messages.

Threat: groups nested without end, numbers without end, binary data that claims a length of its own, text that
no program shows. Rule: one pass over the bytes with a stack of bounded depth; nothing is run, fetched or
unpacked. Every group is text of a channel, or known to hold none. Residual risk: text in forms of their own
inside binary data (embedded objects, custom XML) is not read; objects are counted, so that they are reported.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from ingest import refusals
from ingest.office.rtf_words import (
    ALWAYS_EMPTY,
    CHANNELS,
    CHARACTERS,
    ENDS,
    SHAPE_TEXTS,
    encoding_of_charset,
)
from models.document import Channel

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|"
    rb"(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)",
    re.S,
)
_DEEPEST = 5_000
_HEXADECIMAL = re.compile(r"^[0-9A-Fa-f\s]{24,}$")


@dataclass(frozen=True, slots=True)
class RtfPiece:
    """A run of text of one channel, to the end of its paragraph or of the channel."""

    text: str
    channel: Channel


@dataclass(slots=True)
class Rtf:
    """What was found. `html` is filled where the file only wraps HTML ([MS-OXRTFEX])."""

    pieces: list[RtfPiece] = field(default_factory=list)
    html: str = ""
    objects: int = 0


@dataclass(slots=True)
class _Group:
    """What holds inside a pair of braces; `channel` is None where text is none of the document's."""

    channel: Channel | None = Channel.BODY
    hidden: bool = False
    deleted: bool = False
    skipped: int = 1  # characters that follow a \\u for programs that do not know it
    encoding: str = ""
    word: str = ""  # what the group begins with
    ignorable: bool = False
    left_out: bool = False  # \\htmlrtf: only for programs that do not unwrap
    fresh: bool = True


def read_rtf(data: bytes) -> Rtf:
    """All text in the file with its channels; raises `Refused` where groups are too deep."""
    reader = _Reader(data)
    reader.read()
    return reader.found


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.found = Rtf()
        self._group = _Group()
        self._stack: list[_Group] = []
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._bytes = bytearray()
        self._run: list[str] = []
        self._channel: Channel | None = None
        self._skip = 0
        self._wraps = False
        self._html: list[str] = []
        self._name = ""  # of the shape's property whose value comes next

    def read(self) -> None:
        at, data = 0, self._data
        while at < len(data):
            token = _TOKEN.match(data, at)
            if token is None:  # a backslash at the very end
                break
            at = token.end()
            if token["word"]:
                at += self._word(token["word"].decode(), token["number"])
            elif token["text"] is not None:
                self._literal(token["text"])
            elif token["hex"]:
                self._byte(int(token["hex"], 16))
            elif token["brace"]:
                self._brace(token["brace"])
            elif token["sign"]:
                self._sign(token["sign"])
        self._end()
        self.found.html = "".join(self._html) if self._wraps else ""

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._skip = 0
        if brace == b"{":
            if len(self._stack) >= _DEEPEST:
                raise refusals.over_limit(f"groups nested more than {_DEEPEST:,} deep")
            self._stack.append(self._group)
            self._group = replace(self._group, word="", ignorable=False, fresh=True)
            return
        if self._group.word == "sn":
            self._name = "".join(self._run).strip()
            self._run.clear()
        if self._group.word in CHANNELS or self._group.word in ("sn", "sv") or self._group.ignorable:
            self._end()
        if self._stack:
            self._group = self._stack.pop()

    def _word(self, word: str, number: bytes | None) -> int:
        """A control word; how many bytes of binary data it takes with it."""
        value = int(number) if number is not None else None
        if word == "u" and value is not None:
            self._flush()
            self._say(chr(value % 65536))
            self._skip = self._group.skipped
            return 0
        self._flush()
        self._skip = 0
        if word == "bin":
            return max(value or 0, 0)
        first, self._group.fresh = self._group.fresh, False
        if first and self._destination(word):
            return 0
        if word in CHARACTERS:
            self._say(CHARACTERS[word])
        elif word in ENDS:
            self._break()
        else:
            self._property(word, value)
        return 0

    def _destination(self, word: str) -> bool:
        """Whether the word says what its group holds."""
        group = self._group
        known = word in CHANNELS or word in ALWAYS_EMPTY or word == "htmltag"
        if not known and not group.ignorable:
            return False
        self._end()
        group.word = word
        if word == "object":
            self.found.objects += 1
        if word == "sv":
            group.channel = SHAPE_TEXTS.get(self._name)
        elif word == "sn":
            group.channel = Channel.OTHER
        elif word in ALWAYS_EMPTY:
            group.channel = None
        elif word != "htmltag":
            channel = CHANNELS.get(word, Channel.OTHER)
            group.channel = group.channel if channel is Channel.BODY else channel
        return True

    def _property(self, word: str, value: int | None) -> None:
        on = value != 0
        group = self._group
        if word in ("v", "deleted", "plain"):
            if word == "plain":
                group.hidden = group.deleted = False
            elif word == "v":
                group.hidden = on
            else:
                group.deleted = on
        elif word == "uc":
            group.skipped = min(max(value or 0, 0), 10)
        elif word == "ansicpg" and value:
            self._encoding = _encoding(f"cp{value}") or ("utf-8" if value == 65001 else "cp1252")
        elif word == "mac":
            self._encoding = "mac_roman"
        elif word == "f" and value is not None:
            self._font = value
            group.encoding = self._fonts.get(value, "")
        elif word == "fcharset" and value is not None:
            self._fonts[self._font] = encoding_of_charset(value)
        elif word == "ftnalt" and group.channel is Channel.FOOTNOTE:
            group.channel = Channel.ENDNOTE
        elif word == "fromhtml":
            self._wraps = True
        elif word == "htmlrtf":
            group.left_out = on

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._group.ignorable = True
            return
        self._flush()
        if sign == b"~":
            self._say(" ")
        elif sign == b"_":
            self._say("-")
        elif sign in (b"\r", b"\n"):
            self._break()
        elif sign in b"{}\\":
            self._literal(sign)

    def _literal(self, text: bytes) -> None:
        self._group.fresh = False
        taken = min(self._skip, len(text))
        self._skip -= taken
        if taken < len(text):
            self._bytes += text[taken:]

    def _byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(value)

    def _flush(self) -> None:
        if self._bytes:
            words = self._bytes.decode(self._group.encoding or self._encoding, "replace")
            self._bytes.clear()
            self._say(words)

    def _say(self, words: str) -> None:
        group = self._group
        if group.word == "htmltag" or (self._wraps and group.channel is Channel.BODY and not group.left_out):
            self._html.append(words)
            return
        if group.channel is None or group.left_out:
            return
        channel = group.channel
        if group.hidden:
            channel = Channel.HIDDEN
        elif group.deleted:
            channel = Channel.DELETION
        if channel is not self._channel:
            self._end()
            self._channel = channel
        self._run.append(words)

    def _break(self) -> None:
        if self._wraps and not self._group.left_out:
            self._html.append("\n")
        self._end()

    def _end(self) -> None:
        """The run so far is a piece."""
        self._flush()
        words = "".join(self._run).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._run.clear()
        channel, self._channel = self._channel, None
        if channel is None or not words.strip():
            return
        if channel is Channel.OTHER and (_HEXADECIMAL.match(words) or not any(map(str.isalpha, words))):
            return
        self.found.pieces.append(RtfPiece(words.strip(), channel))


def _encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
