"""The visible letters of a paragraph, each with the run it stands in; and runs cut where a comment begins or
ends.

Only runs of text are ever cut, in two runs of the same look that say together what the one said. Formulas,
fields' codes, deletions and boxes are stepped over or left whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from ingest.canonical import clean
from ingest.docx.names import attribute, child, local

_BESIDE = frozenset(
    {"pPr", "rPr", "del", "moveFrom", "drawing", "pict", "object", "sdtPr", "sdtEndPr", "smartTagPr",
     "customXmlPr", "instrText", "delInstrText", "delText", "fldData"}
)  # fmt: skip
_FORMULA = frozenset({"oMath", "oMathPara"})


@dataclass(slots=True)
class Letters:
    """The letters of one paragraph in order. `runs` holds for each the run it is in, or what cannot be cut.

    `texts` and `places` say which `w:t`, and which character of it; None where there is nothing to cut.
    """

    runs: list[Any] = field(default_factory=list)
    texts: list[Any] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def find(self, sought: str) -> tuple[int, int] | None:
        """Where these letters stand, the first and the last of them."""
        at = "".join(self.said).find(sought) if sought else -1
        return (at, at + len(sought) - 1) if at >= 0 else None

    def cut(self, first: Iterable[int], last: Iterable[int]) -> None:
        """Cut runs so that each letter of `first` begins one and each of `last` ends one.

        `runs` then says which it is. The last cut of a run is made first, so that the others stay where they
        are.
        """
        ends = [(number + 1, 0) for number in set(last) if 0 <= number < len(self.runs)]
        starts = [(number, 1) for number in set(first) if 0 <= number < len(self.runs)]
        for number, begins in sorted(ends + starts, reverse=True):
            if begins:
                self._cut(number, self.texts[number], self.places[number])
            else:
                self._cut(number, self.texts[number - 1], self.places[number - 1] + 1)

    def _cut(self, number: int, text: Any, place: int) -> None:
        """What the run holds from that character on goes into a run after it, letters from `number` too."""
        run = None if text is None else text.getparent()
        if run is None or local(run) != "r":
            return
        words = text.text or ""
        rest = list(text.itersiblings())
        before = [part for part in text.itersiblings(preceding=True) if local(part) != "rPr"]
        if (place >= len(words) and not rest) or (place == 0 and not before):
            return
        after = run.makeelement(run.tag, dict(run.attrib), run.nsmap)
        look = child(run, "rPr")
        if look is not None:
            after.append(deepcopy(look))
        moved = text
        if place > 0:
            moved = deepcopy(text)
            text.text, moved.text = words[:place], words[place:]
            _keep_spaces(text)
            _keep_spaces(moved)
        moved.tail = None
        if moved.text:
            after.append(moved)
        after.extend(rest)
        run.addnext(after)
        for at in range(number, len(self.runs)):
            if self.runs[at] is not run:
                break
            self.runs[at] = after
            if self.texts[at] is text and moved is not text:
                self.texts[at], self.places[at] = moved, self.places[at] - place


def letters_of(paragraph: Any) -> Letters:
    """What a reader of the page sees in the paragraph, boxes apart."""
    found = Letters()
    _walk(paragraph, found, [])
    return found


def _walk(element: Any, found: Letters, fields: list[bool]) -> None:
    for part in element:
        name = local(part)
        if name == "r":
            _run(part, found, fields)
        elif name in _FORMULA:
            _whole(part, found)
        elif name == "AlternateContent":
            shown = child(part, "Choice")
            shown = child(part, "Fallback") if shown is None else shown
            if shown is not None:
                _walk(shown, found, fields)
        elif name not in _BESIDE and name:
            _walk(part, found, fields)


def _run(run: Any, found: Letters, fields: list[bool]) -> None:
    for part in run:
        name = local(part)
        if name == "fldChar":
            _field(attribute(part, "fldCharType"), fields)
        elif fields and not fields[-1]:
            continue
        elif name == "t":
            for place, character in enumerate(part.text or ""):
                _add(found, run, part, place, clean(character))
        elif name == "noBreakHyphen":
            _add(found, run, None, 0, "-")
        elif name == "sym":
            _add(found, run, None, 0, _symbol(part))
        elif name == "ruby":
            _whole(part, found, run)


def _field(kind: str, fields: list[bool]) -> None:
    """What stands between a field's beginning and its result is its code."""
    if kind == "begin":
        fields.append(False)
    elif fields and kind == "separate":
        fields[-1] = True
    elif fields and kind == "end":
        fields.pop()


def _whole(element: Any, found: Letters, holder: Any = None) -> None:
    for part in element.iter():
        if local(part) == "t":
            _add(found, element if holder is None else holder, None, 0, clean(part.text or ""))


def _add(found: Letters, run: Any, text: Any, place: int, said: str) -> None:
    for character in said:
        if not character.isspace():
            found.runs.append(run)
            found.texts.append(text)
            found.places.append(place)
            found.said.append(character)


def _symbol(element: Any) -> str:
    try:
        return clean(chr(int(attribute(element, "char"), 16)))
    except (ValueError, OverflowError):
        return "�"


def _keep_spaces(text: Any) -> None:
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
