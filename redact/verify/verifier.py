"""The verdict on a copy."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from importlib.resources import files

from models.disclosure import Decision, Leak, Verification
from models.document import Document
from redact.verify import page, sight, word
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

GAP = "\n"
WORDS = re.compile(r"\w+")
ACROSS = "from one part to the next"
SCRAP = 5
"""In raw content only strings this long are told from noise."""


def verify_copy(
    copy: bytes, document: Document, decisions: Iterable[Decision], look: bool = False
) -> Verification:
    """Look for everything that was removed, everywhere in the copy. See the package's docstring.

    With `look` a PDF's pages are also drawn and read by eye, where tesseract is installed.
    """
    wanted = needles(document, decisions)
    try:
        contents = (page if copy.startswith(b"%PDF") else word).take_apart(copy)
    except Exception as error:  # noqa: BLE001 - the boundary: a copy that cannot be read cannot be vouched for
        broken = Leak(STRUCTURE, "file", f"the copy cannot be read again ({type(error).__name__})")
        return Verification(False, (), len(wanted), (broken,))
    notes = _looked(copy, contents) if look else ()
    leaks = list(dict.fromkeys([*_strangers(contents), *_read(contents, wanted), *_dug(contents, wanted)]))
    return Verification(not leaks, tuple(contents.readers), len(wanted), tuple(leaks), notes)


def _looked(copy: bytes, contents: Contents) -> tuple[str, ...]:
    """Add what an eye sees of the pages; where that cannot be done, a remark that says so."""
    if not copy.startswith(b"%PDF"):
        return ("It was not looked at by eye: a Word file has no pages of its own.",)
    if not sight.can_look():
        return ("It was not looked at by eye: tesseract is not installed.",)
    try:
        contents.extracts += sight.seen(copy)
    except (OSError, subprocess.SubprocessError) as fault:
        return (f"It was not looked at by eye: tesseract failed ({type(fault).__name__}).",)
    contents.readers.append("tesseract")
    return ()


def _strangers(contents: Contents) -> Iterator[Leak]:
    for where, what in contents.strangers:
        yield Leak(STRUCTURE, where, what)


def _read(contents: Contents, wanted: tuple[Needle, ...]) -> Iterator[Leak]:
    """In what readers give: all of it in one first, since hardly anything is ever found; then where it is."""
    for scrap in (False, True):
        texts = [t for t in dict.fromkeys(contents.extracts) if t.scrap is scrap and t.text.strip()]
        everything = Haystack(GAP.join(t.text for t in texts))
        suspects = [n for n in wanted if (_for_scrap(n) or not scrap) and everything.holds(n)]
        haystacks = [(t.where, Haystack(t.text)) for t in texts] if suspects else []
        for needle in suspects:
            told = [(where, how) for where, h in haystacks if (how := h.holds(needle))]
            for where, how in told or [(ACROSS, everything.holds(needle))]:
                yield Leak(needle.removal, where, how)


def _dug(contents: Contents, wanted: tuple[Needle, ...]) -> Iterator[Leak]:
    """In bytes as they are, and in what they hold in another encoding."""
    long = tuple(n for n in wanted if _for_scrap(n))
    fonts = [(where, data) for where, data in contents.blobs if where.startswith("font ")]
    others = [(where, data) for where, data in contents.blobs if not where.startswith("font ")]
    # a font names its designers: there, only whole names and numbers tell anything
    yield from _in(_as_text(fonts), tuple(n for n in long if n.kind is not Kind.PART))
    yield from _in(_as_text(others), long)
    yield from _in(_as_decoded(others), long)


Place = tuple[str, str, str]
"""Where, how, and the text there."""


def _as_text(blobs: list[tuple[str, bytes]]) -> list[Place]:
    found: dict[Place, None] = {}
    for where, data in blobs:
        found[where, "in its bytes", data.decode("latin-1").casefold()] = None
        if not data.isascii():
            found[where, "in its bytes", data.decode("utf-8", "ignore").casefold()] = None
    return list(found)


def _as_decoded(blobs: list[tuple[str, bytes]]) -> list[Place]:
    return [
        (where, f"encoded: {how}", plain(text))
        for where, data in blobs
        if where != "package"  # packed: its members are here by themselves
        for how, text in dict.fromkeys(decoded(data))
    ]


def _in(places: list[Place], wanted: tuple[Needle, ...]) -> Iterator[Leak]:
    """Each needle in each place, if all its words are among the words that stand there."""
    everything = GAP.join(text for _, _, text in places)
    words = GAP.join(set(WORDS.findall(everything)))
    for needle in wanted:
        if all(word in words for word in WORDS.findall(needle.text)) and in_bytes(needle, everything):
            for where, how, text in places:
                if in_bytes(needle, text):
                    yield Leak(needle.removal, where, how)


def _for_scrap(needle: Needle) -> bool:
    """Long enough, and no short number: a page's drawing is full of those."""
    letters, digits = sum(map(str.isalpha, needle.text)), sum(map(str.isdigit, needle.text))
    return (letters >= SCRAP or letters + digits > SCRAP) and needle.text not in MARKUP and not needle.cased
