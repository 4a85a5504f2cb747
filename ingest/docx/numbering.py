"""List numbers and bullets as a reader of the page sees them; a Word file stores only how to count."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ingest.canonical import clean
from ingest.docx.names import attribute, child, local, whole_number

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """How one depth of a list counts and is written; `restart` is the depth (from 1) that starts it anew."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a package, and how far each has counted."""

    abstracts: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    style_links: dict[str, str] = field(default_factory=dict)  # numbering style to the list that defines it
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def level(self, number: str, depth: int) -> _Level | None:
        """How this depth of this list is written, or None where the file does not say."""
        if number not in self.lists:
            return None
        abstract, overrides = self.lists[number]
        return overrides.get(depth) or self.abstracts.get(abstract, {}).get(depth)

    def next_marker(self, number: str, depth: int) -> str:
        """Count one item on and give its marker; "" for a list that is not defined or shows nothing."""
        level = self.level(number, depth)
        if level is None:
            return ""
        abstract, overrides = self.lists[number]
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        if depth in overrides and (number, depth) not in self._started:
            counts[depth] = None  # an override starts its own count the first time it is met
        self._started.add((number, depth))
        current = counts[depth]
        counts[depth] = level.start if current is None else current + 1
        for deeper in range(depth + 1, _LEVELS):
            lower = self.level(number, deeper)
            if lower is None or lower.restart is None or depth + 1 <= lower.restart != 0:
                counts[deeper] = None
        return self._written(number, depth, level, counts)

    def _written(self, number: str, depth: int, level: _Level, counts: list[int | None]) -> str:
        if level.format == "none":
            return ""
        if level.format == "bullet":
            shown = clean(level.text).strip()
            return "○" if shown == "o" else shown if shown and ord(shown[0]) < 0xE000 else "•"

        def value(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = level if at == depth else self.level(number, at)
            if other is None:
                return ""
            count = counts[at] if counts[at] is not None else other.start
            shape = "decimal" if level.legal else other.format
            return written(count or 0, shape)

        return re.sub(r"%([1-9])", value, level.text).strip()


def read_numbering(root: Any) -> Numbering:
    """The lists defined in the root of a numbering part; none where there is no such part."""
    numbering = Numbering()
    for element in () if root is None else root:
        if local(element) == "abstractNum":
            name = attribute(element, "abstractNumId")
            numbering.abstracts[name] = dict(_levels(element))
            link = child(element, "numStyleLink")
            if link is not None:
                numbering.style_links[name] = attribute(link, "val")
            defines = child(element, "styleLink")
            if defines is not None:
                numbering.style_links["style:" + attribute(defines, "val")] = name
        elif local(element) == "num":
            numbering.lists[attribute(element, "numId")] = _list(element, numbering)
    for name, style in numbering.style_links.items():
        target = numbering.style_links.get("style:" + style)
        if target is not None and not numbering.abstracts.get(name):
            numbering.abstracts[name] = numbering.abstracts.get(target, {})
    return numbering


def written(count: int, shape: str) -> str:
    """A count in one of Word's shapes; decimal for those not listed here."""
    match shape:
        case "lowerLetter" | "upperLetter" if count > 0:
            letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10)
            return letter.upper() if shape.startswith("upper") else letter
        case "lowerRoman" | "upperRoman" if 0 < count < 4000:
            text, left = "", count
            for amount, letters in _ROMAN:
                text += letters * (left // amount)
                left %= amount
            return text.upper() if shape.startswith("upper") else text
        case "decimalZero":
            return f"{count:02d}"
        case "ordinal":
            ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
            return f"{count}{ending}"
    return str(count)


def _list(element: Any, numbering: Numbering) -> tuple[str, dict[int, _Level]]:
    abstract = child(element, "abstractNumId")
    name = "" if abstract is None else attribute(abstract, "val")
    overrides: dict[int, _Level] = {}
    for part in element:
        if local(part) != "lvlOverride":
            continue
        depth = whole_number(attribute(part, "ilvl"))
        own, start = child(part, "lvl"), child(part, "startOverride")
        level = dict(_levels(part)).get(depth) if own is not None else None
        base = level or numbering.abstracts.get(name, {}).get(depth) or _Level()
        first = base.start if start is None else whole_number(attribute(start, "val"), 1)
        overrides[depth] = _Level(first, base.format, base.text, base.restart, base.legal, base.style)
    return name, overrides


def _levels(parent: Any) -> list[tuple[int, _Level]]:
    found = []
    for element in parent:
        if local(element) != "lvl":
            continue
        said = {local(part): part for part in element}

        def value(name: str, default: str, said: dict[str, Any] = said) -> str:
            return attribute(said[name], "val", default) if name in said else default

        restart = whole_number(value("lvlRestart", "-1"), -1)
        level = _Level(
            whole_number(value("start", "1"), 1),
            value("numFmt", "decimal"),
            value("lvlText", ""),
            None if restart < 0 else restart,
            "isLgl" in said,
            value("pStyle", ""),
        )
        found.append((min(max(whole_number(attribute(element, "ilvl")), 0), _LEVELS - 1), level))
    return found
