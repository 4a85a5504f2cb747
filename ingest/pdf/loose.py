"""Words that streams of a PDF draw and no page was seen to show: patterns, drawn letters, other looks.

PDFium gives the words of pages. A tiling pattern, a letter of a Type 3 font, the mask of a picture, the looks
that a note has when it is pressed, and a page that was taken out of the tree of pages draw words as well; so
do forms that no page uses. What these say and nothing told before holds is read through pypdf.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pypdf
from pypdf import PageObject
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject

from ingest.canonical import one_line
from ingest.pdf.agreement import streams_of
from ingest.pdf.literals import strings_in
from ingest.pdf.objects import dictionary, resolved
from ingest.pdf.revisions import NotAllRead
from ingest.pdf.sweep import Told, is_telling

_MOST = 200


def loose_words(
    reader: pypdf.PdfReader, pages: Sequence[Any], streams: Iterable[tuple[int, bytes]], told: Told
) -> Iterator[tuple[int, str]]:
    """Object number and words of streams, none of `pages`, that draw what `told` does not hold.

    Raises `NotAllRead` at the end where there were too many, or some could not be read.
    """
    shown = {number for page in pages for number in streams_of(page)}
    taken, failed = 0, False
    for number, data in streams:
        literally = "" if number in shown else _drawn(data)
        if number in shown or (literally and told.has(literally)):
            continue
        taken += 1
        if taken > _MOST:
            raise NotAllRead
        said = _words(reader, number, literally)
        failed |= said is None
        for line in (said or "").splitlines():
            words = one_line(line)
            if is_telling(words) and told.is_new(words):
                yield number, words
    if failed:
        raise NotAllRead


def _drawn(data: bytes) -> str:
    """The strings that a stream shows, those of one text object run together, if its letters are as usual."""
    said = ("".join(words for _, words in strings_in(text)) for text in data.split(b"BT")[1:])
    return " ".join(words for words in said if words)


def _words(reader: pypdf.PdfReader, number: int, literally: str) -> str | None:
    """What a stream draws; None where that cannot be told."""
    try:
        stream = reader.get_object(IndirectObject(number, 0, reader))
        if not isinstance(stream, StreamObject):
            return literally
        own = dictionary(stream.get("/Resources"))
        page = PageObject(reader)
        page[NameObject("/Contents")] = stream
        page[NameObject("/Resources")] = own if own.get("/Font") else _fonts(reader)
        said = page.extract_text()
    except Exception:  # noqa: BLE001 - pypdf raises every kind of exception on damaged files
        return literally if is_telling(literally) else None
    return said if said.strip() else literally


def _fonts(reader: pypdf.PdfReader) -> DictionaryObject:
    """What the first page draws with, for a stream that has nothing of its own."""
    first = resolved(reader.pages[0].get("/Resources")) if len(reader.pages) else None
    return dictionary(first)
