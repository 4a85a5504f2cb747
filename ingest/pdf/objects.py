"""pypdf's objects without surprises: a damaged file may hold any kind of object in any place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from ingest.canonical import one_line

_MOST = 20_000


def opened(data: bytes) -> pypdf.PdfReader:
    """A reader from the file's header on, as PDFium counts, and without its password where it needs none."""
    reader = pypdf.PdfReader(io.BytesIO(data[max(data.find(b"%PDF-"), 0) :]), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def resolved(value: Any) -> Any:
    """The object behind a reference."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def words(value: Any) -> str:
    """A string or a name as one line of text; "" for anything else."""
    value = resolved(value)
    if isinstance(value, bytes):
        return one_line(value.decode("utf-8", "replace"))
    return one_line(str(value)) if isinstance(value, str) else ""


def array(value: Any) -> list[Any]:
    """The members of an array; none for anything else."""
    value = resolved(value)
    return list(value) if isinstance(value, ArrayObject) else []


def dictionary(value: Any) -> DictionaryObject:
    """A dictionary; an empty one for anything else."""
    value = resolved(value)
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def name_tree(names: Any, key: str) -> Iterator[tuple[str, Any]]:
    """The names and values of one of the trees in the catalogue's `/Names`."""
    stack = [dictionary(names).get(key)]
    seen: set[int] = set()
    while stack and len(seen) < _MOST:
        node = resolved(stack.pop())
        if not isinstance(node, DictionaryObject) or id(node) in seen:
            continue
        seen.add(id(node))
        pairs = array(node.get("/Names"))
        for name, value in zip(pairs[::2], pairs[1::2], strict=False):
            yield words(name), value
        stack.extend(reversed(array(node.get("/Kids"))))
