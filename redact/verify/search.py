"""Looking for needles in text, in whatever dress: case, spacing, line breaks, possessives, spread letters,
punctuation inside numbers, and the encodings that text hides in.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from redact.verify.needles import Kind, Needle, plain, squashed

SUBSTRING = 6
"""A part of a name this long is looked for inside longer words too ("jpennock84")."""

_UNSEEN = r"(?:[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]|['’‐‑-]\s*)?"
_SPREAD = re.compile(r"(?<!\w)\w(?:[ .\-]\w){3,}(?!\w)")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}\s?){6,}")
_UTF16 = re.compile(rb"(?:[\x20-\x7e]\x00){4,}|(?:\x00[\x20-\x7e]){4,}")
# Both begin only where a run of their characters begins: else a long word would take for ever.
_PERCENT = re.compile(rb"(?<![^\s<>\"'])[^\s<>\"']*%[0-9A-Fa-f]{2}[^\s<>\"']*")
_ENTITY = re.compile(rb"(?<![^\s<>&;])(?:[^\s<>&;]*&#?\w{1,8};)+[^\s<>&;]*")


class Haystack:
    """Text in the forms that needles are looked for in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = plain(text)
        self.unbroken = re.sub(r"-\s*", "", self.plain)
        self.squashed = squashed(text)
        self.words = frozenset(re.findall(r"[^\W\d_]+", self.plain)) | frozenset(
            re.findall(r"[^\W\d_]+", self.unbroken)
        )
        self.spread = " ".join(squashed(m) for m in _SPREAD.findall(self.plain))

    def holds(self, needle: Needle) -> str:
        """How the needle was found; empty where it was not."""
        if needle.tight not in self.squashed:
            return ""
        if needle.kind is Kind.PART:
            return self._part(needle)
        if needle.cased:
            return "as it stood" if _bounded(needle.cased, self.text) else ""
        if _bounded(needle.text, self.plain):
            return "as it stood"
        if _bounded(needle.text, self.unbroken):
            return "broken over a line"
        tight = needle.tight
        if needle.kind is Kind.NUMBER and tight in self.squashed:
            return "with other punctuation"
        if needle.kind is Kind.NAME and len(tight) >= 5 and tight in self.spread:
            return "with its letters spread out"
        return ""

    def _part(self, needle: Needle) -> str:
        if needle.cased:
            return "as part of a name" if _bounded(needle.cased, self.text) else ""
        tight = needle.tight
        if (
            needle.text in self.words
            or needle.possessive in self.words
            or ("-" in needle.text and _bounded(needle.text, self.plain))
        ):
            return "as part of a name"
        if len(tight) >= SUBSTRING and (needle.text in self.plain or needle.text in self.unbroken):
            return "inside a longer word"
        if len(tight) >= 4 and tight in self.spread:
            return "with its letters spread out"
        return ""


def in_bytes(needle: Needle, text: str) -> bool:
    """True where raw content holds the needle: a longer one anywhere, a shorter one as words."""
    if needle.text not in text:
        return False
    inside = needle.kind is Kind.NUMBER or (needle.kind is Kind.PART and len(needle.text) >= SUBSTRING)
    return inside or _bounded(needle.text, text)


def decoded(data: bytes, depth: int = 2) -> Iterator[tuple[str, str]]:
    """Readable text that the bytes hold in another dress, with the dress's name."""
    for how, piece in _undressed(data):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            text = piece.decode(encoding, "ignore")
            if sum(c.isalnum() or c.isspace() for c in text) * 10 >= len(text) * 7 and len(text) > 3:
                yield how, text
        if depth > 1:
            yield from ((f"{how} in {inner}", text) for inner, text in decoded(piece, depth - 1))


def _undressed(data: bytes) -> Iterator[tuple[str, bytes]]:
    for found in _UTF16.findall(data):
        yield "UTF-16", found.replace(b"\x00", b"")
    for found in _HEX.findall(data):
        yield "hexadecimal", bytes.fromhex(re.sub(rb"\s", b"", found).decode())
    for found in _PERCENT.findall(data):
        yield "percent signs", unquote_to_bytes(found)
    for found in _ENTITY.findall(data):
        yield "character references", html.unescape(found.decode("latin-1")).encode()
    for found in _BASE64.findall(data):
        standard = found.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        for cut in range(4):
            piece = standard[cut:]
            piece = piece[: len(piece) - (len(piece) % 4 == 1)]
            try:
                yield "base 64", base64.b64decode(piece + b"=" * (-len(piece) % 4))
            except binascii.Error:
                continue  # not base 64 from here on: nothing to read


def places(text: str, needle: Needle) -> Iterator[tuple[int, int]]:
    """Where the needle stands in text that has not been changed: what a writer would remove again."""
    if needle.cased:
        pattern = rf"(?<!\w){re.escape(needle.cased)}(?!\w)"
        yield from (m.span() for m in re.finditer(pattern, text))
        return
    if needle.kind is Kind.NUMBER:
        body = r"[\W_]{0,3}".join(map(re.escape, needle.tight))
    else:
        body = r"[\W_]{1,4}".join(map(_word, needle.text.split()))
    inside = needle.kind is Kind.NUMBER or (needle.kind is Kind.PART and len(needle.text) >= SUBSTRING)
    first, last = _edge(needle.text[0], "<!"), _edge(needle.text[-1], "!")
    last = rf"(?:{last}|(?=s(?![^\W\d_])))" if needle.possessive else last
    wanted = [body if inside else f"{first}{body}{last}"]
    if needle.kind in (Kind.PART, Kind.NAME) and len(needle.tight) >= 4:
        wanted.append(r"(?<!\w)" + r"[ .\-]{1,2}".join(map(re.escape, needle.tight)) + r"(?!\w)")
    yield from (m.span() for m in re.finditer("|".join(wanted), text, re.IGNORECASE))


def _word(word: str) -> str:
    """A word whose letters may have something unseen between them, or a hyphen and the end of a line."""
    return _UNSEEN.join(re.escape(letter) for letter in word if letter not in "-'")


def _edge(character: str, look: str) -> str:
    """No letter may stand against an end, nor a figure against a figure: "1 May" is not in "21 May"."""
    return rf"(?{look}\w)" if character.isdigit() else rf"(?{look}[^\W\d_])"


def _bounded(words: str, text: str) -> bool:
    """True where the words stand in the text as words; see `_edge`."""
    at = text.find(words)
    while at >= 0:
        before, after = text[max(0, at - 1) : at], text[at + len(words) : at + len(words) + 1]
        if not _joined(before, words[0]) and not _joined(after, words[-1]):
            return True
        at = text.find(words, at + 1)
    return False


def _joined(neighbour: str, end: str) -> bool:
    return neighbour.isalpha() or (neighbour.isdigit() and end.isdigit())
