"""What a style, or a run's own properties, make of the text: bold, hidden, heading level, numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.docx.colours import highlighting, shading, text_colour
from ingest.docx.names import attribute, child, local, switched_on, whole_number

_HEADING = re.compile(r"^(?:heading|überschrift|titre)\s*([1-9])$", re.I)
_TITLES = frozenset({"title", "document title"})
_DEEPEST_CHAIN = 20
_NARROWEST = 10  # per cent of a letter's width


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks. `size` is in half points, as Word counts; None where nothing says.

    `ground` is what the run itself is shaded with, `highlight` what a highlighter has laid on it.
    """

    bold: bool = False
    italic: bool = False
    struck: bool = False
    hidden: bool = False
    colour: str = ""
    ground: str = ""
    highlight: str = ""
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
                case "strike" | "dstrike":
                    look = replace(look, struck=switched_on(element))
                case "vanish" | "specVanish":
                    look = replace(look, hidden=switched_on(element))
                case "color":
                    look = replace(look, colour=text_colour(element))
                case "shd":
                    look = replace(look, ground=shading(element))
                case "highlight":
                    look = replace(look, highlight=highlighting(element))
                case "w" if 0 < whole_number(attribute(element, "val").rstrip("%"), 100) < _NARROWEST:
                    look = replace(look, hidden=True)
                case "textFill" if _is_clear(element):
                    look = replace(look, hidden=True)
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
    ground: str = ""  # what its paragraphs are shaded with


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

    def over(self, look: Look, name: str) -> Look:
        """A paragraph's look with the character style of that id laid over it.

        Bold, italic and hidden are toggles: two styles that each say so cancel out (ECMA-376 part 1, 17.7.3).
        """
        style, default = self.get(name).look, self.default_look
        return replace(
            look,
            bold=(look.bold or style.bold) if default.bold else look.bold != style.bold,
            italic=(look.italic or style.italic) if default.italic else look.italic != style.italic,
            hidden=(look.hidden or style.hidden) if default.hidden else look.hidden != style.hidden,
            colour=style.colour or look.colour,
            ground=style.ground or look.ground,
            highlight=style.highlight or look.highlight,
        )

    def shades(self, name: str, depth: int = 0) -> bool:
        """True where a table's style, or one it is based on, shades any of its cells."""
        element = self.elements.get(name)
        if element is None or depth > _DEEPEST_CHAIN:
            return False
        if any(shading(shade) for shade in element.iter("{*}shd")):
            return True
        based = child(element, "basedOn")
        return based is not None and self.shades(attribute(based, "val"), depth + 1)


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


def _is_clear(fill: Any) -> bool:
    """True for a fill of letters (`w14:textFill`) that leaves nothing of them."""
    if child(fill, "noFill") is not None:
        return True
    return any(whole_number(attribute(alpha, "val")) >= 99_000 for alpha in fill.iter("{*}alpha"))


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
                style = style if shade is None else replace(style, ground=shading(shade))
    return style
