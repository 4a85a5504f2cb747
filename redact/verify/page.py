"""A PDF taken apart: by pypdf, by pdfium, and as bytes with every stream unpacked."""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from redact.verify.extract import Contents, Extract

FORBIDDEN = frozenset(
    {
        "/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/AcroForm", "/XFA",
        "/Annots", "/OpenAction", "/AA", "/RichMedia", "/OCProperties", "/PieceInfo", "/Thumb",
        "/Collection", "/AF", "/Metadata", "/Alternates", "/PS", "/Dests", "/Threads", "/URI",
    }
)  # fmt: skip
NEUTRAL = frozenset(
    {
        "",
        "redacted copy",
        "executive summary",
        "untitled",
        "unspecified",
        "anonymous",
        "(anonymous)",
        "(unspecified)",
    }
)
INLINE_PICTURE = re.compile(rb"(?<![\w.])BI\s.*?\sID\s", re.S)
INVISIBLE = re.compile(rb"(?<![\w.])[3-7]\s+Tr\b")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.S)
MADE_BY = re.compile(r"reportlab|countersign", re.I)


def take_apart(data: bytes) -> Contents:
    """Everything in the file, reachable from its pages or not."""
    found = Contents(["pypdf", "pdfium", "bytes"])
    found.blobs.append(("file", data))
    _shape(data, found)
    reader = PdfReader(io.BytesIO(data))
    _by_pypdf(reader, found)
    _objects(reader, found)
    _by_pdfium(data, found)
    known = {content for _, content in found.blobs}  # seen under the name of its object
    for number, packed in enumerate(STREAM.findall(data)):
        found.blobs += [(f"stream {number}", b) for b in _unpacked(packed) if b not in known]
    return found


def _unpacked(packed: bytes) -> Iterator[bytes]:
    """What the stream holds, in the two ways of packing that a copy uses; others are unpacked by pypdf."""
    for binary in (packed, _from_base_85(packed)):
        try:
            yield zlib.decompressobj().decompress(binary)
        except zlib.error:
            continue  # not packed so: its bytes are searched as they are


def _from_base_85(packed: bytes) -> bytes:
    try:
        return base64.a85decode(packed.partition(b"~>")[0])
    except ValueError:
        return b""


def _shape(data: bytes, found: Contents) -> None:
    if data.count(b"%%EOF") != 1 or data.count(b"startxref") != 1:
        found.strangers.append(("file", "an earlier revision"))
    if not data.startswith(b"%PDF-"):
        found.strangers.append(("file", "bytes before the file"))
    if data.rpartition(b"%%EOF")[2].strip():
        found.strangers.append(("file", "bytes after the end"))


def _by_pypdf(reader: PdfReader, found: Contents) -> None:
    for number, page in enumerate(reader.pages, 1):
        found.extracts.append(Extract(f"page {number}", page.extract_text()))
    for key, value in (reader.metadata or {}).items():
        said = str(value)
        found.extracts.append(Extract(f"properties {key}", said))
        made = key in ("/Producer", "/Creator") and MADE_BY.search(said)
        dated = key in ("/CreationDate", "/ModDate") and said.startswith("D:20000101")
        if said.casefold() not in NEUTRAL and not made and not dated and key != "/Trapped":
            found.strangers.append((f"properties {key}", "properties that are not neutral"))
    if reader.outline:
        found.strangers.append(("outline", "an outline"))
    if reader.attachments:
        found.strangers.append(("attachments", "an attached file"))


def _objects(reader: PdfReader, found: Contents) -> None:
    """Every object that the file has a place for, in use or not."""
    fonts: set[int] = set()
    streams: list[tuple[int, StreamObject]] = []
    for generation, table in reader.xref.items():
        for number in table:
            value = reader.get_object(IndirectObject(number, generation, reader))
            _look(value, number, fonts, found)
            if isinstance(value, StreamObject):
                streams.append((number, value))
    for number in reader.xref_objStm:
        _look(reader.get_object(IndirectObject(number, 0, reader)), number, fonts, found)
    for number, stream in streams:
        content = stream.get_data()
        where = f"object {number}"
        if number in fonts:
            where = f"font {number}"
        else:
            if INVISIBLE.search(content):
                found.strangers.append((where, "text that is not drawn"))
            if stream.get("/Subtype") == "/Image" or INLINE_PICTURE.search(content):
                found.strangers.append((where, "a picture"))
        found.blobs.append((where, content))


def _look(value: Any, number: int, fonts: set[int], found: Contents) -> None:
    if isinstance(value, DictionaryObject):
        for key in FORBIDDEN & set(value):
            if key != "/Annots" or value[key]:
                found.strangers.append((f"object {number}", f"an entry called {key}"))
        for key, inner in value.items():
            if key.startswith("/FontFile") and isinstance(inner, IndirectObject):
                fonts.add(inner.idnum)
        inside: Any = value.values()
    elif isinstance(value, ArrayObject):
        inside = value
    else:
        if isinstance(value, str) and not value.startswith("/"):
            found.extracts.append(Extract(f"object {number}", str(value)))
        return
    for inner in inside:
        if not isinstance(inner, IndirectObject):
            _look(inner, number, fonts, found)


def _by_pdfium(data: bytes, found: Contents) -> None:
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            found.extracts.append(Extract(f"page {number + 1}", text.get_text_range()))
            text.close()
            page.close()
    finally:
        document.close()
