"""Names that a machine misread in a picture: "Ma1ik" for Malik, "0konkwo" for Okonkwo, "Bumett" for Burnett.

Looked for only in blocks that were read from a picture, among the names that the document gives elsewhere. A
word counts as a name where the two are the same once letters that recognisers take for each other are made
one; so does a name that was broken in two, and, where the recogniser itself was not sure of the word, one
that is a letter off. Ordinary words are left alone unless a figure stands among their letters. Each word
costs a few lookups, so the pass is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from models.document import Block, Document
from models.people import EntityType, Mention
from redact.find.known_names import deletions
from redact.find.words import NOT_NAMES, ORDINARY
from redact.who.names import fold
from redact.who.people import Somebody

_WORD = re.compile(r"[^\s,;:.()\[\]{}\"“”/\\<>]{2,40}")
_POSSESSIVE = re.compile(r"['’‘`´]s$", re.IGNORECASE)
_ALIKE = str.maketrans(
    {"1": "l", "i": "l", "!": "l", "|": "l", "j": "l", "0": "o", "5": "s", "8": "b", "6": "b"}
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_LEAST, _LEAST_NEAR, _LEAST_BROKEN = 4, 5, 5  # letters
_SCORE = 0.6
_WHY = "is a known name as a machine may misread it in a picture"


def misread(document: Document, people: Sequence[Somebody]) -> Iterator[Mention]:
    """Every word of a picture that may be a known name misread; mentions may overlap others."""
    blocks = [block for block in document.blocks if block.provenance.ocr]
    if not blocks:
        return
    names = {word for person in people for word in (*person.forenames, *person.surnames, *person.nicks)}
    search = _Names(word for word in names if len(word) >= _LEAST)
    unsure = {word.start for word in document.unsure}
    small = frozenset(re.findall(r"(?<!\w)[a-z]{4,}(?!\w)", document.text))
    for block in blocks:
        for start, end in _found(document, block, search, unsure, small):
            yield Mention(start, end, EntityType.PERSON, _SCORE, "misread", _WHY)


def _found(
    document: Document, block: Block, search: _Names, unsure: set[int], small: frozenset[str]
) -> Iterator[tuple[int, int]]:
    before = ""
    before_start = 0
    for match in _WORD.finditer(document.text, block.start, block.end):
        written = _POSSESSIVE.sub("", match[0]).strip("'’‘`´*_-–—")
        start = match.start() + match[0].find(written) if written else match.start()
        end = start + len(written)
        key = _key(written)
        doubtful = match.start() in unsure
        if _may_be_name(written, small) and (key in search.keys or (doubtful and search.near(key))):
            yield start, end
        elif before and len(before) + len(key) >= _LEAST_BROKEN and before + key in search.keys:
            yield before_start, end
        before, before_start = (key, start) if written[:1].isupper() else ("", 0)


def _may_be_name(written: str, small: frozenset[str]) -> bool:
    """Written as a name is, or with a figure among its letters, which no word has."""
    if len(written) < _LEAST or not any(c.isalpha() for c in written):
        return False
    if any(c in "015!|68" for c in written) and sum(c.isalpha() for c in written) >= 3:
        return True
    plain = fold(written)
    return written[0].isupper() and plain not in NOT_NAMES and plain not in ORDINARY and plain not in small


def _key(written: str) -> str:
    """The word with letters that look alike made one."""
    key = written.casefold()
    for pair, one in _PAIRS:
        key = key.replace(pair, one)
    return fold(key.translate(_ALIKE))


class _Names:
    """The known names as they look, and those one letter off them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.keys = {_key(name) for name in names}
        self._near: dict[str, list[str]] = {}
        for key in self.keys:
            if len(key) >= _LEAST_NEAR:
                for shorter in deletions(key):
                    self._near.setdefault(shorter, []).append(key)

    def near(self, key: str) -> bool:
        """True where a known name is one letter off."""
        if len(key) < _LEAST_NEAR:
            return False
        close = {name for shorter in deletions(key) for name in self._near.get(shorter, ())}
        return any(OSA.distance(name, key) <= 1 for name in close)
