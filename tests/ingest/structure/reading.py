"""What the tests of structure share."""

from __future__ import annotations

from ingest.structure import structure
from models.document import Document
from models.structure import Section
from tests.building import build


def read(source: str) -> Document:
    """A document as `tests.building` draws it, with its structure read."""
    return structure(build(source))


def section(source: str, name: str) -> Section:
    """The section of that name."""
    found = read(source).section(name)
    assert found is not None, f"no section {name}"
    return found


def said(document: Document, name: str) -> str:
    """The words of a section."""
    found = document.section(name)
    assert found is not None
    assert found.span is not None
    return document.quote(found.span).strip()
