"""Where PDFium and pypdf read different words off a page.

PDFium's words are the document's. It drops what it cannot make sense of without a word, and could so give
half of a page as the whole. So the letters that it gives are counted against the bytes that the page's own
streams show; where most of them are missing, the page is read again through pypdf, and what only that finds
is told. Reading every page twice would take five times as long, and differ in nothing but spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf.generic import IndirectObject

from ingest.pdf.geometry import PageContent
from ingest.pdf.objects import array

_STRING = re.compile(rb"\(((?:[^()\\]++|\\.)*+)\)|<([0-9A-Fa-f\s]{2,}+)>", re.S)
_FEWEST = 40  # letters
_MISSING = 0.4  # two bytes may show one letter, so that half is no loss
_MOST = 8  # pages read twice


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A page of which pypdf reads more than twice as many letters as PDFium; `lines` are pypdf's."""

    page: int
    lines: tuple[str, ...]


def disagreements(
    pages: Sequence[Any], contents: Sequence[PageContent], streams: Mapping[int, bytes]
) -> Iterator[Disagreement]:
    """The pages that the two disagree on. `streams` are what streams unpack to, by object number."""
    taken = 0
    for page, content in zip(pages, contents, strict=False):
        given = sum(len(word.text) for word in content.words)
        shown = sum(_shown(streams[number]) for number in streams_of(page) if number in streams)
        if shown < _FEWEST or given >= _MISSING * shown or taken >= _MOST:
            continue
        taken += 1
        text = page.extract_text()
        letters = sum(c.isalnum() for c in text)
        if letters >= max(2 * given, _FEWEST):
            yield Disagreement(content.number, tuple(line for line in text.splitlines() if line.strip()))


def streams_of(page: Any) -> Iterator[int]:
    """The object numbers of the streams that a page is drawn with."""
    contents = page.raw_get("/Contents") if "/Contents" in page else None
    for reference in (contents, *array(contents)):
        if isinstance(reference, IndirectObject):
            yield reference.idnum


def _shown(data: bytes) -> int:
    return sum(len(plain) or len(digits) // 2 for plain, digits in _STRING.findall(data))
