"""Embedded workbooks and presentations: all the words of their parts, without their layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.assemble import Gathered
from ingest.canonical import one_line
from ingest.docx.names import attribute, local
from ingest.docx.package import Package, open_package
from ingest.docx.parts import grouped_texts
from ingest.limits import Limits
from models.document import Channel

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf")
_WITHOUT_WORDS = ("theme+xml", ".styles+xml", "fonttable+xml", "calcchain+xml", "tablestyles+xml")
_WRITTEN: dict[str, tuple[str, ...]] = {
    "sheet": ("name",),
    "table": ("name", "displayName", "comment"),
    "tableColumn": ("name",),
    "cacheField": ("name", "caption"),
    "s": ("v",),
    "dataValidation": ("prompt", "promptTitle", "error", "errorTitle"),
    "hyperlink": ("display", "tooltip", "location"),
    "definedName": ("name", "comment"),
    "connection": ("name", "description"),
    "fileSharing": ("userName",),
    "cNvPr": ("name", "descr", "title"),
    "cmAuthor": ("name", "initials"),
    "author": ("name", "userId"),
    "person": ("displayName", "userId"),
    "tag": ("name", "val"),
    "custShow": ("name",),
    "section": ("name",),
}
"""Attributes of spreadsheets and presentations that people write (ECMA-376 part 1, 18 and 19)."""


def is_word(data: bytes, limits: Limits) -> bool:
    """True where the package holds a Word document."""
    return any(name.startswith("word/") for name in open_package(data, limits).members)


def read_package(data: bytes, limits: Limits) -> Gathered | None:
    """The words of a workbook or presentation; None where it holds more than XML and pictures."""
    package = open_package(data, limits)
    found = Gathered()
    for name in sorted(package.members):
        if package.is_xml(name) and not name.endswith("[Content_Types].xml"):
            for words in _words(package, name):
                found.add(words, Channel.EMBEDDED, name)
        elif not package.is_xml(name) and not name.lower().endswith(_PICTURES) and not _is_harmless(name):
            return None
    return None if package.broken else found


def _is_harmless(name: str) -> bool:
    return "printersettings" in name.lower()


def _words(package: Package, name: str) -> Iterator[str]:
    root: Any = package.xml(name)
    if root is None or package.content_type(name).endswith(_WITHOUT_WORDS):
        return
    if name.endswith(".rels"):
        for relation in root:
            if relation.get("TargetMode") == "External":
                yield one_line(relation.get("Target", ""))
        return
    yield from grouped_texts(root, set())
    for element in root.iter(*(f"{{*}}{key}" for key in _WRITTEN)):
        for key in _WRITTEN[local(element)]:
            yield one_line(attribute(element, key))
