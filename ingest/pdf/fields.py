"""The fields of a PDF form: what was filled in, where it stands, and what the field holds unseen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from ingest.assemble import Gathered
from ingest.canonical import clean, one_line
from ingest.pdf.objects import array, dictionary, resolved, words
from models.document import Channel

_DEEPEST = 20
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What a field shows and where: `page` from 1 and `rectangle` in the page's own coordinates."""

    text: str
    page: int | None
    rectangle: tuple[float, float, float, float] | None
    label: str = ""


def field_texts(
    pages: Sequence[pypdf.PageObject], form: DictionaryObject, gathered: Gathered
) -> Iterator[FieldValue]:
    """The values that fields show; names, tooltips, defaults and choices go to `gathered`."""
    places = dict(_places(pages)) if array(form.get("/Fields")) else {}
    stack: list[tuple[Any, dict[str, Any], int]] = [(kid, {}, 0) for kid in array(form.get("/Fields"))]
    seen: set[int] = set()
    while stack and len(seen) < _MOST:
        reference, inherited, depth = stack.pop()
        field = resolved(reference)
        if not isinstance(field, DictionaryObject) or id(field) in seen or depth > _DEEPEST:
            continue
        seen.add(id(field))
        said = {
            **inherited,
            **{k: field[k] for k in ("/FT", "/V", "/DV", "/TU", "/Opt", "/Ff") if k in field},
        }
        for key, channel in (("/T", Channel.OTHER), ("/TM", Channel.OTHER), ("/TU", Channel.ALT_TEXT)):
            gathered.add(words(field.get(key)), channel, f"/AcroForm{key}")
        kids = array(field.get("/Kids"))
        stack.extend((kid, said, depth + 1) for kid in reversed(kids))
        shown = _shown(field, said)
        named = any("/T" in dictionary(kid) for kid in kids)
        if shown and not named and (not kids or said.get("/FT") != "/Btn"):
            where = _first_place(field, kids, places)
            yield FieldValue(shown, *where, words(said.get("/TU")))
        if "/V" in field or not kids:
            _unseen(said, shown, gathered)


def _unseen(said: dict[str, Any], shown: str, gathered: Gathered) -> None:
    default = words(said.get("/DV"))
    if default and default != shown and said.get("/FT") != "/Btn":
        gathered.add(default, Channel.OTHER, "/AcroForm/DV")
    for option in array(said.get("/Opt")):
        parts = array(option) or [option]
        for part in dict.fromkeys(words(p) for p in parts):
            if part != shown:
                gathered.add(part, Channel.OTHER, "/AcroForm/Opt")


def _shown(field: DictionaryObject, said: dict[str, Any]) -> str:
    """What the page shows of a field: its value, or a tick."""
    kind, value = said.get("/FT"), resolved(said.get("/V"))
    if kind == "/Btn":
        state = resolved(field.get("/AS", value))
        return "☒" if isinstance(state, str) and state not in ("/Off", "Off", "") else ""
    if kind == "/Sig":
        signed = value if isinstance(value, DictionaryObject) else DictionaryObject()
        return one_line(
            " ".join(words(signed.get(key)) for key in ("/Name", "/Reason", "/Location", "/ContactInfo"))
        )
    if isinstance(value, ArrayObject):
        return ", ".join(words(part) for part in value)
    if isinstance(value, StreamObject):
        return clean(value.get_data().decode("utf-8", "replace")).strip()
    return clean(str(value)).strip() if isinstance(value, str) else ""


def _places(
    pages: Sequence[pypdf.PageObject],
) -> Iterator[tuple[int, tuple[int, tuple[float, float, float, float] | None]]]:
    """Page and rectangle of each widget, by its object."""
    for number, page in enumerate(pages, start=1):
        for reference in array(page.get("/Annots")):
            note = dictionary(reference)
            if note.get("/Subtype") != "/Widget":
                continue
            sides = [float(side) for side in array(note.get("/Rect")) if isinstance(side, int | float)]
            yield id(note), (number, (sides[0], sides[1], sides[2], sides[3]) if len(sides) == 4 else None)


def _first_place(
    field: DictionaryObject,
    kids: list[Any],
    places: dict[int, tuple[int, tuple[float, float, float, float] | None]],
) -> tuple[int | None, tuple[float, float, float, float] | None]:
    for candidate in (field, *(dictionary(kid) for kid in kids)):
        if id(candidate) in places:
            return places[id(candidate)]
    return None, None
