"""Layers of a PDF (optional content) that are switched off: words in the file that no page shows.

PDFium gives the words of every layer. So the file is written once more, in memory, without what the layers
that are off would draw, and once for each such layer with it: the words that go are those of that layer.
Which layers are off is told by the default configuration (ISO 32000-2, 8.11.4.3): its base state, its lists
of those on and off, and for a group of layers its policy. A layer that is on and only printed, or only
viewed, counts as seen.

Not covered: layers that other configurations of the file would switch off; visibility expressions (`/VE`),
which are taken for seen.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.generic import (
    ContentStream,
    DictionaryObject,
    IndirectObject,
    StreamObject,
)

from ingest.limits import Limits
from ingest.pdf.budget import OutOfTime, budget
from ingest.pdf.objects import array, dictionary, opened, resolved, words

_DEEPEST_FORM = 6
_MOST_LAYERS = 12
_PAINTS = frozenset(
    [
        b"Tj",
        b"TJ",
        b"'",
        b'"',
        b"f",
        b"F",
        b"f*",
        b"B",
        b"B*",
        b"b",
        b"b*",
        b"S",
        b"s",
        b"sh",
        b"Do",
        b"INLINE IMAGE",
    ]
)


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer that is off: its place in the file's list of layers, and its name."""

    place: int
    name: str


@dataclass(frozen=True, slots=True)
class Split:
    """The file as its pages are seen, and as they would be with each layer that is off switched on alone."""

    seen: bytes
    layers: tuple[tuple[Layer, bytes], ...] = ()
    failed: bool = False  # layers are off, and what they hold could not be told from the rest


def split_layers(data: bytes, limits: Limits) -> Split:
    """The file by its layers; as it is where none is off."""
    off: list[Layer] = []
    try:
        with budget(limits.structure_seconds):
            off = _off(opened(data).root_object)
            if not off:
                return Split(data)
            places = {layer.place for layer in off}
            seen = _without(data, places)
            layers = tuple((layer, _without(data, places - {layer.place})) for layer in off[:_MOST_LAYERS])
            return Split(seen, layers, failed=len(off) > _MOST_LAYERS)
    except (OutOfTime, MemoryError, RecursionError):
        return Split(data, failed=True)
    except Exception:  # noqa: BLE001 - pypdf raises every kind of exception on damaged files
        return Split(data, failed=True)


def _groups(root: DictionaryObject) -> list[IndirectObject]:
    properties = dictionary(root.get("/OCProperties"))
    return [group for group in array(properties.get("/OCGs")) if isinstance(group, IndirectObject)]


def _off(root: DictionaryObject) -> list[Layer]:
    default = dictionary(dictionary(root.get("/OCProperties")).get("/D"))
    off, on = _numbers(default.get("/OFF")), _numbers(default.get("/ON"))
    base = default.get("/BaseState") == "/OFF"
    return [
        Layer(place, words(dictionary(group).get("/Name")))
        for place, group in enumerate(_groups(root))
        if group.idnum in off or (base and group.idnum not in on)
    ]


def _without(data: bytes, places: set[int]) -> bytes:
    """The file without what the layers at these places draw."""
    writer = pypdf.PdfWriter(clone_from=opened(data))
    numbers = [group.idnum for group in _groups(writer.root_object)]
    off = {numbers[layer.place] for layer in _off(writer.root_object)}
    strip = _Strip(writer, {numbers[place] for place in places}, off)
    for page in writer.pages:
        contents = page.get_contents()
        if contents is not None:
            page.replace_contents(strip.stripped(contents, dictionary(page.get("/Resources")), 0))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@dataclass(slots=True)
class _Strip:
    """Takes out of streams what hidden layers draw. Forms are stripped once each, in place."""

    writer: pypdf.PdfWriter
    hidden: set[int]
    off: set[int]
    done: set[int] = field(default_factory=set)

    def stripped(self, stream: Any, resources: DictionaryObject, depth: int) -> ContentStream:
        """The stream without what is hidden; the state that it sets is kept."""
        content = stream if isinstance(stream, ContentStream) else ContentStream(stream, self.writer)
        properties, objects = dictionary(resources.get("/Properties")), dictionary(resources.get("/XObject"))
        marks: list[bool] = []
        kept = []
        for operands, operator in content.operations:
            if operator in (b"BDC", b"BMC"):
                is_layer = operator == b"BDC" and len(operands) == 2 and operands[0] == "/OC"
                marks.append(is_layer and self._is_hidden(_raw(properties, operands[1])))
            elif operator == b"EMC" and marks:
                marks.pop()
            elif (any(marks) and operator in _PAINTS) or (
                operator == b"Do" and operands and self._form(objects, operands[0], depth)
            ):
                continue
            kept.append((operands, operator))
        content.operations = kept
        return content

    def _form(self, objects: DictionaryObject, name: Any, depth: int) -> bool:
        """True where the object so named belongs to a hidden layer; what it draws in one is taken out."""
        form = resolved(objects.get(name))
        if not isinstance(form, StreamObject):
            return False
        if self._is_hidden(_raw(form, "/OC")):
            return True
        if form.get("/Subtype") == "/Form" and id(form) not in self.done and depth < _DEEPEST_FORM:
            self.done.add(id(form))
            inner = self.stripped(form, dictionary(form.get("/Resources")), depth + 1)
            form.set_data(inner.get_data())
        return False

    def _is_hidden(self, membership: Any) -> bool:
        """True where a layer, or a group of layers by its policy, is not seen without those in `hidden`."""
        group = dictionary(membership)
        if group.get("/Type") != "/OCMD":
            return isinstance(membership, IndirectObject) and membership.idnum in self.hidden
        numbers = _numbers(group.get("/OCGs")) or _numbers([_raw(group, "/OCGs")])
        if not numbers or not numbers & self.hidden:
            return False
        states = [number not in self.off for number in numbers]
        return not {
            "/AllOn": all(states),
            "/AnyOff": not all(states),
            "/AllOff": not any(states),
        }.get(str(group.get("/P")), any(states))


def _raw(held: DictionaryObject, key: Any) -> Any:
    """The value as it is written: a reference stays one."""
    return held.raw_get(key) if key in held else None


def _numbers(value: Any) -> set[int]:
    members = value if isinstance(value, list) else array(value)
    return {member.idnum for member in members if isinstance(member, IndirectObject)}
