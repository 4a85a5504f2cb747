"""Words in data that is no text: binary parts, certificates, bytes between the parts of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.canonical import one_line

_PLAIN = re.compile(rb"[\x20-\x7e\t]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e\t]\x00){4,}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LETTERS = 0.6  # of the characters, spaces among them: what is less is no writing
_MOST = 2_000
_LONGEST = 1 << 22
_NAMED = re.compile(rb"\x06\x03\x55\x04[\x03\x04\x0a\x0b\x2a]([\x0c\x13\x14\x16\x1e])([\x01-\x7f])", re.S)
"""A name in a certificate: an attribute type of X.520, then a string's kind and length."""


def strings(data: bytes) -> Iterator[str]:
    """Runs of writing in one or two bytes a letter, in the order of their kinds; at most some thousands."""
    data = data[:_LONGEST]
    count = 0
    for pattern, encoding in ((_WIDE, "utf-16-le"), (_PLAIN, "ascii")):
        for found in pattern.finditer(data):
            words = one_line(found[0].decode(encoding))
            if is_writing(words):
                count += 1
                yield words
            if count >= _MOST:
                return


def certified_names(data: bytes) -> Iterator[str]:
    """The names that certificates in the data give to people and organisations, each once."""
    told: set[str] = set()
    for found in _NAMED.finditer(data[:_LONGEST]):
        raw = data[found.end() : found.end() + found[2][0]]
        name = one_line(raw.decode("utf-16-be" if found[1] == b"\x1e" else "utf-8", "replace"))
        if name and name not in told:
            told.add(name)
            yield name


def is_writing(words: str) -> bool:
    """True for what may be words and is no key, number or noise."""
    letters = sum(c.isalpha() or c == " " for c in words)
    return bool(_WORD.search(words)) and letters >= _LETTERS * len(words)
