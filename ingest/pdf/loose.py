"""Words that streams of a PDF draw and no page was seen to show: patterns, drawn letters, other looks.

PDFium gives the words of pages. A tiling pattern, a letter of a Type 3 font, the mask of a picture, the looks
that a note has when it is pressed, and a page that was taken out of the tree of pages draw words as well; so
do forms that no page uses. What these say and nothing told before holds is read through pypdf.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pypdf
from pypdf import PageObject
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject

from ingest.canonical import one_line
from ingest.pdf.objects import array, dictionary, resolved
from ingest.pdf.sweep import Told

_MOST = 200
_FEWEST = 3  # letters


class TooMany(Exception):
    """More streams than are looked into."""


def loose_words(
    reader: pypdf.PdfReader, streams: Iterable[tuple[int, str]], told: Told
) -> Iterator[tuple[int, str]]:
    """Object number and words of streams that draw what `told` does not hold; raises `TooMany`."""
    shown = _of_pages(reader)
    taken = 0
    for number, literally in streams:
        if number in shown or (literally and told.has(literally)):
            continue
        taken += 1
        if taken > _MOST:
            raise TooMany
        for line in _words(reader, number, literally).splitlines():
            words = one_line(line)
            if sum(c.isalpha() for c in words) >= _FEWEST and told.is_new(words):
                yield number, words


def _of_pages(reader: pypdf.PdfReader) -> set[int]:
    """The streams that the pages themselves are drawn with."""
    found = set()
    for page in reader.pages:
        contents = page.get("/Contents")
        for reference in [contents, *array(contents)]:
            if isinstance(reference, IndirectObject):
                found.add(reference.idnum)
    return found


def _words(reader: pypdf.PdfReader, number: int, literally: str) -> str:
    stream = reader.get_object(IndirectObject(number, 0, reader))
    if not isinstance(stream, StreamObject):
        return literally
    own = dictionary(stream.get("/Resources"))
    page = PageObject(reader)
    page[NameObject("/Contents")] = stream
    page[NameObject("/Resources")] = own if own.get("/Font") else _fonts(reader)
    said = page.extract_text()
    return said if said.strip() else literally


def _fonts(reader: pypdf.PdfReader) -> DictionaryObject:
    """What the first page draws with, for a stream that has nothing of its own."""
    first = resolved(reader.pages[0].get("/Resources")) if len(reader.pages) else None
    return dictionary(first)
