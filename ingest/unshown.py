"""What a web page or the HTML of an e-mail holds without showing it: styles that hide, and white on white.

Judged from what stands in the file: `style` attributes, the colour attributes of old, and plain rules of its
style sheets (a class, an id, or one of these on a tag). Not promised: what rules in combination, media
queries, scripts and style sheets elsewhere would hide; text that a picture or another element lies over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all|"
    r"(?<![-\w])max-(?:height|width)\s*:\s*0(?![.\d])|text-indent\s*:\s*-\d{3,}|"
    r"(?<![-\w])(?:left|top)\s*:\s*-\d{3,}",
    re.I,
)
_SIZE = re.compile(r"(?<![-\w])font-size\s*:\s*([^;!]{1,20})", re.I)
_TINY = re.compile(r"^[01](?:\.\d+)?\s*(?:px|pt|%)?$", re.I)
_NO_HEIGHT = re.compile(r"(?<![-\w])height\s*:\s*0(?![.\d])", re.I)
_CUT = re.compile(r"overflow(?:-y)?\s*:\s*hidden", re.I)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]{1,40})", re.I)
_GROUND = re.compile(r"background(?:-color|-image)?\s*:\s*([^;!]{1,60})", re.I)
_WHITE = re.compile(
    r"^(?:white|#f[c-f]?f[c-f]?f[c-f]?|rgba?\(\s*25[0-5]\s*,\s*25[0-5]\s*,\s*25[0-5].*|transparent)$", re.I
)
_SELECTOR = re.compile(r"^[\w-]*([.#][\w-]{1,80})$")
_LONGEST_SHEET = 500_000


@dataclass(frozen=True, slots=True)
class Shade:
    """How text stands out: `pale` is white letters, `ground` something other than white behind them.

    `tiny` letters are of at most two pixels. An element inside may be otherwise again.
    """

    pale: bool = False
    ground: bool = False
    tiny: bool = False

    @property
    def unseen(self) -> bool:
        """True for letters too small to see, and for white ones on the white of the page."""
        return self.tiny or (self.pale and not self.ground)


@dataclass(slots=True)
class Sheets:
    """Classes (".name") and ids ("#name") with what the page's own rules say of them."""

    rules: dict[str, str] = field(default_factory=dict)

    def add(self, sheet: str) -> None:
        """The plain rules of a style sheet; what stands in media queries and the like is left out."""
        depth, selector, at = 0, "", 0
        sheet = sheet[:_LONGEST_SHEET]
        for brace in re.finditer(r"[{}]", sheet):
            words = sheet[at : brace.start()]
            at = brace.end()
            if brace[0] == "{":
                selector = words if depth == 0 else ""
                depth += 1
                continue
            if depth == 1:
                self._rule(selector, words)
            selector, depth = "", max(depth - 1, 0)

    def of(self, element: Any) -> str:
        """All declarations that hold for the element, its own last."""
        names = [f".{name}" for name in (element.get("class") or "").split()[:20]]
        names.append(f"#{element.get('id')}")
        found = [self.rules[name] for name in names if name in self.rules]
        return ";".join([*found, element.get("style") or ""])

    def _rule(self, selectors: str, declarations: str) -> None:
        for selector in selectors.split(","):
            plain = _SELECTOR.match(selector.strip())
            if plain:
                self.rules[plain[1]] = f"{self.rules.get(plain[1], '')};{declarations}"[-2000:]


def hides(element: Any, declarations: str) -> bool:
    """Whether the element and all in it is not shown."""
    if element.get("hidden") is not None or _HIDES.search(declarations):
        return True
    return bool(_NO_HEIGHT.search(declarations) and _CUT.search(declarations))


def shade(element: Any, declarations: str, around: Shade) -> Shade:
    """The shade inside the element."""
    colours = _COLOUR.findall(declarations)
    colour = colours[-1] if colours else element.get("color") or (element.get("text") or "")
    grounds = _GROUND.findall(declarations)
    ground = grounds[-1] if grounds else element.get("bgcolor") or element.get("background") or ""
    sizes = _SIZE.findall(declarations)
    return Shade(
        bool(_WHITE.match(colour.strip())) if colour.strip() else around.pale,
        around.ground or bool(ground.strip() and not _WHITE.match(ground.strip().split()[0])),
        bool(_TINY.match(sizes[-1].strip())) if sizes else around.tiny,
    )
