"""Attributes that people write which stand beside the flow of the text, wherever in a part they are.

The walk over paragraphs meets what belongs to a place in the text. Markup of changes, permissions and ranges
stands in properties and between blocks too, where no walk passes; this is one pass over the whole part.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from ingest.canonical import one_line
from ingest.docx.drawing import attribute_texts
from ingest.docx.names import attribute, local
from ingest.docx.state import State
from ingest.docx.strings import strings
from models.document import Channel

_CHANGES = (
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange",
    "trPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    "moveFromRangeStart", "moveToRangeStart", "customXmlInsRangeStart", "customXmlDelRangeStart",
    "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart",
)  # fmt: skip
_HELD: dict[str, tuple[tuple[str, Channel], ...]] = {
    "permStart": (("ed", Channel.AUTHOR), ("edGrp", Channel.OTHER)),
    "numberingChange": (("original", Channel.DELETION),),
    "moveFromRangeStart": (("name", Channel.BOOKMARK),),
    "moveToRangeStart": (("name", Channel.BOOKMARK),),
    "control": (("name", Channel.OTHER),),
    "hyperlink": (("anchor", Channel.BOOKMARK),),
    "OLEObject": (("ProgID", Channel.OTHER),),
}
_OWN = frozenset({"everyone", "administrators", "contributors", "editors", "owners", "current", "none"})
_KNOWN_SPACES = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.oclc.org/ooxml/",
    "http://purl.org/dc/",
    "http://www.w3.org/",
    "urn:schemas-microsoft-com:",
)


def read_carriers(state: State, part: str, root: Any) -> None:
    """Authors of changes to formatting, who may edit what, names of ranges and controls, data of fields."""
    for element in root.iter(*(f"{{*}}{name}" for name in _CHANGES)):
        state.author(one_line(attribute(element, "author")), part)
    told: set[tuple[Channel, str]] = set()
    for element in root.iter(*(f"{{*}}{name}" for name in _HELD)):
        for key, channel in _HELD[local(element)]:
            words = one_line(attribute(element, key))
            if (
                words
                and words.lower() not in _OWN
                and not words.startswith("_")
                and (channel, words) not in told
            ):
                told.add((channel, words))
                if channel is Channel.AUTHOR:
                    state.author(words, part)
                elif local(element) != "hyperlink" or words not in state.bookmarks:
                    state.unseen(words, channel, part)
    for element in root.iter("{*}fldData"):
        state.seen.add(element)
        for words in _decoded(element.text or ""):
            state.unseen(words, Channel.FIELD_CODE, part)
    for words in foreign_texts(state.package.namespaces(part), root):
        state.unseen(words, Channel.OTHER, part)


def foreign_texts(namespaces: frozenset[str], root: Any) -> Iterator[str]:
    """Attributes of elements in vocabularies that are not Office's own; `namespaces` are the part's."""
    if all(space.startswith(_KNOWN_SPACES) for space in namespaces):
        return
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        own = element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""
        if own and not own.startswith(_KNOWN_SPACES):
            yield from attribute_texts(element, alone=True)
            continue
        for key, value in element.attrib.items():
            space = key[1:].partition("}")[0] if key.startswith("{") else ""
            if space and not space.startswith((*_KNOWN_SPACES, "http://www.w3.org/XML")):
                yield one_line(value)


def _decoded(data: str) -> Iterator[str]:
    """The words in the binary data of a field."""
    try:
        yield from strings(base64.b64decode("".join(data.split()), validate=True))
    except (binascii.Error, ValueError):
        yield one_line(data)
