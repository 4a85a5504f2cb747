"""The verdict on a copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from models.disclosure import Decision, Leak, Verification
from models.document import Document
from redact.verify import page, word
from redact.verify.extract import Contents
from redact.verify.needles import Kind, Needle, needles, plain
from redact.verify.search import Haystack, decoded, in_bytes

STRUCTURE = -1
"""The removal of a leak that is no removed string, but something that has no place in a copy."""

MARKUP = frozenset(
    word
    for line in (files(__package__) / "markup.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
"""Words of the formats themselves: by themselves they are not looked for in raw content."""

SCRAP = 5
"""In raw content only strings this long are told from noise."""


def verify_copy(copy: bytes, document: Document, decisions: Iterable[Decision]) -> Verification:
    """Look for everything that was removed, everywhere in the copy. See the package's docstring."""
    wanted = needles(document, decisions)
    try:
        contents = (page if copy.startswith(b"%PDF") else word).take_apart(copy)
    except Exception as error:  # noqa: BLE001 - the boundary: a copy that cannot be read cannot be vouched for
        broken = Leak(STRUCTURE, "file", f"the copy cannot be read again ({type(error).__name__})")
        return Verification(False, (), len(wanted), (broken,))
    leaks = list(dict.fromkeys([*_strangers(contents), *_read(contents, wanted), *_dug(contents, wanted)]))
    return Verification(not leaks, tuple(contents.readers), len(wanted), tuple(leaks))


def _strangers(contents: Contents) -> Iterator[Leak]:
    for where, what in contents.strangers:
        yield Leak(STRUCTURE, where, what)


def _read(contents: Contents, wanted: tuple[Needle, ...]) -> Iterator[Leak]:
    """In what readers give: each place once, and places that say the same only once."""
    long = tuple(n for n in wanted if _for_scrap(n))
    for text in dict.fromkeys(contents.extracts):
        if len(text.text) < 3:
            continue
        haystack = Haystack(text.text)
        for needle in long if text.scrap else wanted:
            how = haystack.holds(needle)
            if how:
                yield Leak(needle.removal, text.where, how)


def _dug(contents: Contents, wanted: tuple[Needle, ...]) -> Iterator[Leak]:
    """In bytes as they are, and in what they hold in another encoding."""
    long = tuple(n for n in wanted if _for_scrap(n))
    for where, data in contents.blobs:
        font = where.startswith("font ")
        raw = data.decode("latin-1").casefold()
        low = data.decode("utf-8", "ignore").casefold() if not data.isascii() else raw
        for needle in long:
            if font and needle.kind is Kind.PART:
                continue  # a font names its designers
            if in_bytes(needle, raw) or (low is not raw and in_bytes(needle, low)):
                yield Leak(needle.removal, where, "in its bytes")
        if font or where == "package":
            continue
        for how, text in dict.fromkeys(decoded(data)):
            simple = plain(text)
            for needle in long:
                if in_bytes(needle, simple):
                    yield Leak(needle.removal, where, f"encoded: {how}")


def _for_scrap(needle: Needle) -> bool:
    """Long enough, and no short number: a page's drawing is full of those."""
    letters, digits = sum(map(str.isalpha, needle.text)), sum(map(str.isdigit, needle.text))
    return (letters >= SCRAP or letters + digits > SCRAP) and needle.text not in MARKUP and not needle.cased
