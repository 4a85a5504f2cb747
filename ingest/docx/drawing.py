"""Drawings, controls and old form fields: the words in them, behind them, and the pictures and objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.canonical import clean, one_line
from ingest.docx.names import attribute, child, local, switched_on, whole_number
from ingest.docx.state import Image, State
from models.document import Channel

_OWN_NAME = re.compile(
    r"^(?:picture|image|graphic|text ?box|rectangle|shape|group|line|oval|chart|diagram|object|canvas"
    r"|(?:straight (?:arrow )?)?connector|freeform|autoshape|powerplusWatermarkObject|_x0000_\w+)?\W*\d*$",
    re.I,
)
_CONTROL_VALUES = frozenset({"alias", "tag", "placeholder", "docPart", "docPartCategory", "sectionTitle"})
_MACHINE_VALUE = re.compile(
    r"^(?:http://schemas|http://www\.w3\.org/|urn:|\{|(?:true|false|on|off|yes|no|none|auto)$|(?=[A-F]*\d)[0-9A-F]+$"
    r"|(?:[0-9A-F]{4,}-){2,}[0-9A-F]+$|\d{4}-\d\d-\d\dT[\d:.]+Z?$|rId\d+$)",
    re.I,
)
_WRITTEN = {
    "alt": Channel.ALT_TEXT,
    "title": Channel.ALT_TEXT,
    "tooltip": Channel.ALT_TEXT,
    "signinginstructions": Channel.OTHER,
    "suggestedsigner": Channel.OTHER,
    "suggestedsigner2": Channel.OTHER,
    "suggestedsigneremail": Channel.OTHER,
    "href": Channel.LINK,
}
"""Attributes of drawings that people write, in either of Word's two ways to draw."""
_RELATION_ATTRIBUTES = ("embed", "link", "id", "pict", "dm", "relid", "href")


@dataclass(slots=True)
class Drawing:
    """Text boxes to be walked as stories, and words with their channels."""

    boxes: list[Any] = field(default_factory=list)
    texts: list[tuple[Channel, str]] = field(default_factory=list)


def read_drawing(element: Any, state: State, part: str) -> Drawing:
    """Everything in a `w:drawing`, `w:pict` or `w:object`."""
    found = Drawing()
    size = _size(element)
    _walk(element, state, part, size, found)
    return found


def _walk(element: Any, state: State, part: str, size: tuple[int, int], found: Drawing) -> None:
    match local(element):
        case "txbxContent":
            found.boxes.append(element)
            return
        case "AlternateContent":
            choice, fallback = child(element, "Choice"), child(element, "Fallback")
            shown = fallback if choice is None else choice
            for inner in () if shown is None else shown:
                _walk(inner, state, part, size, found)
            if choice is not None and fallback is not None:
                found.texts.extend(
                    (Channel.OTHER, text) for text in only_in_fallback(choice, fallback, state.seen)
                )
            return
        case "docPr" | "cNvPr":
            _described(element, found)
        case "textpath":
            found.texts.append((Channel.TEXT_BOX, attribute(element, "string")))
        case "p" if _has(element, "t"):  # a paragraph of DrawingML; those of Word stand in a txbxContent
            words = [inner for inner in element.iter() if local(inner) == "t" and inner.text]
            state.seen.update(words)
            found.texts.append((Channel.TEXT_BOX, clean("".join(word.text for word in words))))
        case name if name not in ("shapetype",):
            _relations(element, state, part, size, found)
            for key, value in element.attrib.items():
                channel = _WRITTEN.get(key.rpartition("}")[2])
                if channel is not None:
                    found.texts.append((channel, one_line(value)))
    for inner in element:
        _walk(inner, state, part, size, found)


def _described(element: Any, found: Drawing) -> None:
    for key in ("descr", "title"):
        found.texts.append((Channel.ALT_TEXT, one_line(element.get(key, ""))))
    name = one_line(element.get("name", ""))
    if not _OWN_NAME.match(name):
        found.texts.append((Channel.ALT_TEXT, name))


def _relations(element: Any, state: State, part: str, size: tuple[int, int], found: Drawing) -> None:
    for key, value in element.attrib.items():
        if "elationships" not in key or key.rpartition("}")[2] not in _RELATION_ATTRIBUTES:
            continue
        relation = state.relation(part, value)
        if relation is None:
            continue
        if relation.external:
            found.texts.append((Channel.LINK, relation.target))
        elif relation.kind == "image":
            state.images.append(Image(relation.target, *size))


def _size(element: Any) -> tuple[int, int]:
    """Width and height as drawn, in EMU."""
    for inner in element.iter():
        if local(inner) == "extent":
            return whole_number(inner.get("cx", "")), whole_number(inner.get("cy", ""))
        if local(inner) in ("shape", "rect") and "width" in inner.get("style", ""):
            sizes = dict(
                re.findall(r"(width|height)\s*:\s*(\d{1,6}(?:\.\d{1,4})?)pt", inner.get("style", ""))
            )
            return int(float(sizes.get("width", 0)) * 12700), int(float(sizes.get("height", 0)) * 12700)
    return 0, 0


def _has(element: Any, name: str) -> bool:
    return any(local(inner) == name for inner in element.iter())


def control_texts(properties: Any) -> Iterator[str]:
    """What a content control holds besides its content: its name, tag, and the choices it offers."""
    for element in properties.iter():
        name = local(element)
        if name in _CONTROL_VALUES:
            yield attribute(element, "val")
        elif name == "dataBinding":
            yield attribute(element, "xpath")
        elif name == "date":
            yield attribute(element, "fullDate")
        elif name == "listItem":
            shown, stored = attribute(element, "displayText"), attribute(element, "value")
            yield shown
            if stored != shown:
                yield stored


def attribute_texts(element: Any, alone: bool = False) -> Iterator[str]:
    """The values of attributes that people may have written, of the element `alone` or of all in it.

    Left out: numbers, switches, identifiers, moments in time, and addresses of vocabularies.
    """
    for inner in (element,) if alone else element.iter():
        if isinstance(inner.tag, str):
            for value in inner.attrib.values():
                if any(c.isalpha() for c in value) and not _MACHINE_VALUE.match(value):
                    yield one_line(value)


def legacy_form(begin: Any) -> tuple[str, list[str]]:
    """What an old form field shows by itself (a tick box, the chosen entry), and what it holds unseen."""
    data = child(begin, "ffData")
    if data is None:
        return "", []
    shown, unseen = "", []
    for element in data:
        match local(element):
            case "name" | "helpText" | "statusText" | "entryMacro" | "exitMacro":
                unseen.append(attribute(element, "val"))
            case "checkBox":
                checked, default = child(element, "checked"), child(element, "default")
                state = checked if checked is not None else default
                shown = "☒" if state is not None and switched_on(state) else "☐"
            case "ddList":
                entries = [attribute(e, "val") for e in element if local(e) == "listEntry"]
                result = child(element, "result")
                chosen = 0 if result is None else whole_number(attribute(result, "val"))
                shown = entries[chosen] if 0 <= chosen < len(entries) else ""
                unseen.extend(entry for entry in entries if entry != shown)
            case "textInput":
                unseen.extend(attribute(e, "val") for e in element if local(e) == "default")
    return shown, [text for text in unseen if text]


def only_in_fallback(choice: Any, fallback: Any, seen: set[Any]) -> Iterable[str]:
    """What the old copy says and the modern one does not; both count as seen afterwards."""
    modern = _words(choice)
    words = [e for e in fallback.iter("{*}t", "{*}delText", "{*}instrText") if e.text]
    seen.update(words)
    extra = [_words(fallback), *_held(fallback)]
    said = {modern, *_held(choice)}
    return [words for words in extra if words and words not in said and words not in modern]


def _held(element: Any) -> list[str]:
    """What the attributes of a drawing say: watermarks, descriptions, titles."""
    keys = ("string", "alt", "descr", *_WRITTEN)
    found = (
        one_line(e.attrib[key]) for e in element.iter() for key in e.attrib if key.rpartition("}")[2] in keys
    )
    return list(dict.fromkeys(found))


def _words(element: Any) -> str:
    return one_line(
        "".join(e.text or "" for e in element.iter() if local(e) in ("t", "delText", "instrText"))
    )
