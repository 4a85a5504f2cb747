"""What a style, or a run's own properties, make of the text: bold, hidden, heading level, numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.docx.names import attribute, child, local, switched_on, whole_number

_HEADING = re.compile(r"^(?:heading|überschrift|titre)\s*([1-9])$", re.I)
_TITLES = frozenset({"title", "document title"})
_DEEPEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks. `size` is in half points, as Word counts; None where nothing says."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    white: bool = False
    shaded: bool = False
    size: int | None = None

    def under(self, properties: Any) -> Look:
        """This look with the run properties (`w:rPr`) laid over it."""
        look = self
        for element in properties:
            match local(element):
                case "b":
                    look = replace(look, bold=switched_on(element))
                case "i":
                    look = replace(look, italic=switched_on(element))
                case "vanish" | "specVanish":
                    look = replace(look, hidden=switched_on(element))
                case "color":
                    look = replace(look, white=attribute(element, "val").upper() == "FFFFFF")
                case "shd":
                    look = replace(look, shaded=is_shaded(element))
                case "highlight":
                    look = replace(look, shaded=attribute(element, "val") not in ("none", "white", ""))
                case "sz":
                    look = replace(look, size=whole_number(attribute(element, "val"), 20))
        return look


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything it inherits."""

    name: str = ""
    look: Look = Look()
    heading: int = 0  # 1 the highest; 0 for none
    title: bool = False
    numbering: tuple[str, int] | None = None  # (numId, ilvl)
    shaded: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a package, resolved on demand."""

    elements: dict[str, Any] = field(default_factory=dict)
    default_look: Look = Look()
    default_paragraph: str = ""
    _resolved: dict[str, Style] = field(default_factory=dict)

    def get(self, name: str, depth: int = 0) -> Style:
        """The style of that id, or a plain one."""
        if name in self._resolved:
            return self._resolved[name]
        element = self.elements.get(name)
        if element is None or depth > _DEEPEST_CHAIN:
            return Style(look=self.default_look)
        based = child(element, "basedOn")
        parent = (
            self.get(attribute(based, "val"), depth + 1)
            if based is not None
            else Style(look=self.default_look)
        )
        self._resolved[name] = _resolve(element, parent)
        return self._resolved[name]

    def paragraph(self, name: str) -> Style:
        """The style of a paragraph that names this one, or none."""
        return self.get(name or self.default_paragraph)


def read_styles(root: Any) -> Styles:
    """The styles in the root of a styles part; plain ones where there is none."""
    styles = Styles()
    for element in () if root is None else root:
        if local(element) == "docDefaults":
            for properties in element.iter():
                if local(properties) == "rPr":
                    styles.default_look = Look().under(properties)
        if local(element) != "style":
            continue
        name = attribute(element, "styleId")
        styles.elements[name] = element
        if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
            styles.default_paragraph = name
    return styles


def outline_level(properties: Any) -> int | None:
    """The outline level a paragraph's properties give, from 1; 0 for body text; None where unsaid."""
    element = None if properties is None else child(properties, "outlineLvl")
    if element is None:
        return None
    level = whole_number(attribute(element, "val"), 9)
    return level + 1 if level < 9 else 0


def numbering_of(properties: Any) -> tuple[str, int | None] | None:
    """The list (numId) and depth (ilvl) in a paragraph's properties; the depth is None where unsaid."""
    element = None if properties is None else child(properties, "numPr")
    if element is None:
        return None
    number, depth = child(element, "numId"), child(element, "ilvl")
    level = None if depth is None else min(max(whole_number(attribute(depth, "val")), 0), 8)
    return ("" if number is None else attribute(number, "val"), level)


def is_shaded(element: Any) -> bool:
    """True for a shading that is not plain white."""
    return attribute(element, "fill", "auto").upper() not in ("AUTO", "FFFFFF", "") or attribute(
        element, "val"
    ) in ("solid",)


def _resolve(element: Any, parent: Style) -> Style:
    style = replace(parent, title=False)
    for part in element:
        match local(part):
            case "name":
                name = attribute(part, "val")
                found = _HEADING.match(name)
                style = replace(style, name=name, title=name.lower() in _TITLES)
                if found:
                    style = replace(style, heading=int(found[1]))
            case "rPr":
                style = replace(style, look=style.look.under(part))
            case "pPr":
                level = outline_level(part)
                style = style if level is None else replace(style, heading=level)
                number = numbering_of(part)
                if number is not None:
                    inherited = style.numbering[1] if style.numbering else 0
                    style = replace(
                        style, numbering=(number[0], number[1] if number[1] is not None else inherited)
                    )
                shade = child(part, "shd")
                style = style if shade is None else replace(style, shaded=is_shaded(shade))
    return style
