"""What a tagged PDF says in place of its pictures, and in place of what its letters show."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from ingest.canonical import one_line

_MOST_TAGS = 20_000
_LONGEST = 20_000  # bytes


def alternatives(page: Any) -> Iterator[str]:
    """The alternative and actual texts of the page's tags, each said once."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        stack = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
            for index in range(max(pdfium.FPDF_StructTree_CountChildren(tree), 0))
        ]
        told: set[str] = set()
        taken = 0
        while stack and taken < _MOST_TAGS:
            tag = stack.pop()
            taken += 1
            if not tag:
                continue
            for said in (
                _text(pdfium.FPDF_StructElement_GetAltText, tag),
                _text(pdfium.FPDF_StructElement_GetActualText, tag),
            ):
                if said and said not in told:
                    told.add(said)
                    yield said
            children = range(max(pdfium.FPDF_StructElement_CountChildren(tag), 0))
            stack.extend(pdfium.FPDF_StructElement_GetChildAtIndex(tag, index) for index in children)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _text(get: Callable[..., int], tag: Any) -> str:
    length = get(tag, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(min(length, _LONGEST))
    get(tag, buffer, len(buffer))
    return one_line(buffer.raw.decode("utf-16-le", "replace").rstrip("\x00"))
