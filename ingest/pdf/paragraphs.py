"""Lines into paragraphs, with words broken at the end of a line put together and still mapped to the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.assemble import Piece, PlacedWord
from ingest.pdf.geometry import Line, PlacedText, Sight, outline
from ingest.text import LIST_MARKER
from models.document import BlockKind, CellPosition, Channel, Emphasis, Provenance

_KEEPS_HYPHEN = frozenset(
    [
        "self",
        "non",
        "co",
        "ex",
        "cross",
        "third",
        "post",
        "pre",
        "anti",
        "multi",
        "well",
        "mid",
        "long",
        "short",
        "high",
        "low",
        "step",
        "half",
        "vice",
        "part",
        "full",
        "by",
    ]
)
_SOFT = "\xad"
_BULLETS = "•‣◦▪●○·➢✓"
_TELLING = 4  # lines
_HEADING_WORDS = 4
_LABEL = re.compile(r"[A-Z][\w'’/&-]*(?: [\w'’/&-]+){0,4}:(?:\s+(?P<rest>\S)|$)")
PADDING = 7  # points between a cell's words and its rule
_DAY_AND_MONTH = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{0,3}")
_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(slots=True)
class Vocabulary:
    """The words of the document, to tell a broken word from one that has a hyphen of its own."""

    words: Counter[str] = field(default_factory=Counter)

    def learn(self, lines: Sequence[Line]) -> None:
        """Count the words of lines, but not those that a line's end may have broken."""
        for line in lines:
            for word in line.words[:-1]:
                self.words.update(_WORDS.findall(word.text.lower()))

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """True where the hyphen between the halves belongs to the word."""
        if not before[-2:-1].isalpha() or not after[:1].islower():
            return True
        first = re.split(r"[^a-z]", before[:-1].lower())[-1]
        second = re.split(r"[^a-z-]", after.lower())[0]
        hyphened, joined = self.words[f"{first}-{second}"], self.words[first + second]
        if hyphened != joined:
            return hyphened > joined
        return first in _KEEPS_HYPHEN


def paragraphs(lines: Sequence[Line], page_edge: float = 0.0, reach: float = 0.0) -> list[list[Line]]:
    """Lines of one column gathered into paragraphs. `page_edge` is where the lines of the page end.

    A few lines by themselves do not show how wide their column is: then the page's edge stands for it.
    `reach` is how far right they could run, where the side of a cell shows it.
    """
    if not lines:
        return []
    pitch = _pitch(lines)
    edge = sorted(line.right for line in lines)[int(0.9 * (len(lines) - 1))]
    if len(lines) < _TELLING:
        edge = max(edge, page_edge)
    widest = max(edge, reach, *(line.right for line in lines))
    groups = [[lines[0]]]
    for previous, line, following in zip(lines, lines[1:], [*lines[2:], None], strict=False):
        if (
            _breaks(previous, line, groups[-1], pitch, edge)
            or _begins(previous, line, widest)
            or (following is not None and _alone(previous, line, following, widest))
        ):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _pitch(lines: Sequence[Line]) -> float:
    steps = sorted(b.middle - a.middle for a, b in pairwise(lines) if 0 < b.middle - a.middle < 3 * a.size)
    return steps[len(steps) // 3] if steps else 1.2 * lines[0].size


def _breaks(previous: Line, line: Line, group: list[Line], pitch: float, edge: float) -> bool:
    step = line.middle - previous.middle
    if step > 1.35 * max(pitch, 0.9 * line.size) or step < 0:
        return True
    if abs(line.size - previous.size) > _size_slack(line) or line.bold != previous.bold:
        return True
    if marker_of(line):
        return True
    first = group[0]
    hangs = bool(marker_of(first)) and line.left > first.left + 3
    if line.left > previous.left + 7 and not hangs and len(group) > 1:
        return True  # the first line of a paragraph is set in
    if hangs and len(group) > 1 and line.left < previous.left - 5:
        return True
    room = edge - previous.right
    if previous.words[-1].text.endswith((_SOFT, "-")):
        return False
    return room > line.words[0].right - line.words[0].left + 0.6 * line.size


def _begins(previous: Line, line: Line, widest: float) -> bool:
    """True for a line in capital or figure that had room above: one of a list of short lines, none wrapped.

    "Ann Archer, Probation" over "DC Bell, Police" must not become one person.
    """
    first = line.words[0]
    if line.text.isupper() is not previous.text.isupper() and min(len(line.text), len(previous.text)) > 4:
        return True  # a heading in capitals, or what stands under one
    label = _LABEL.match(line.text)
    if label and not label["rest"] and len(line.words) < 6 and not previous.text.endswith((",", "-", "–")):
        return True  # "Actions from last time:", alone on its line
    if label and previous.text.endswith((".", ":", ")", "?")):
        return True  # "Risk: high" after a sentence
    if not (first.text[0].isupper() or first.text[0].isdigit()) or previous.words[-1].text.endswith(
        (_SOFT, "-")
    ):
        return False
    return widest - previous.right > first.right - first.left + 0.4 * line.size


def _alone(previous: Line, line: Line, following: Line, widest: float) -> bool:
    """True for a few words by themselves between a sentence's end and another beginning: a heading.

    What goes on from the line above would end in a full stop too, or run on to the line below.
    """
    few = len(line.words) <= _HEADING_WORDS and line.words[0].text[0].isupper()
    ended = previous.text.endswith((".", "?", "!")) and not line.text.endswith((".", ",", ";", "?", "!"))
    return few and ended and _begins(line, following, widest)


def _size_slack(line: Line) -> float:
    """How much the sizes of two lines of a paragraph may differ; a machine's layer is only roughly sized."""
    return 0.15 * line.size if line.words[0].sight is Sight.LAYER else 0.4


def marker_of(line: Line) -> str:
    """The bullet or number that a line begins with, or ""."""
    first = line.words[0].text
    if (first[0] in _BULLETS and len(line.words) > 1) or (first in ("-", "–", "o") and len(line.words) > 1):
        return first
    found = LIST_MARKER.match(line.text)
    return found["marker"] if found and len(line.words) > 1 else ""


def to_piece(
    lines: Sequence[Line],
    page: int,
    vocabulary: Vocabulary,
    channel: Channel = Channel.BODY,
    cell: CellPosition | None = None,
    edge: float | None = None,
) -> Piece:
    """A paragraph as a piece; its bullet becomes the marker, a typed number stays in the text.

    `edge` is the right side of the cell it stands in: a word wider than its cell is broken without a hyphen.
    """
    words = [word for line in lines for word in line.words]
    ends = {id(line.words[-1]) for line in lines[:-1]}
    cut = {
        id(a.words[-1]) for a, b in pairwise(lines) if edge is not None and _cut_off(a, b, edge, vocabulary)
    }
    marker, kind = "", BlockKind.PARAGRAPH if cell is None else BlockKind.CELL
    found = marker_of(lines[0])
    if found and cell is None:
        kind = BlockKind.LIST_ITEM
    if found and not found[0].isalnum() and found[0] != "(" and words[0].text == found:
        marker, words = found, words[1:]
    text, placed, emphasis = _join(words, ends, cut, page, vocabulary)
    return Piece(
        text,
        kind,
        channel,
        Provenance(page=page, box=outline(words), ocr=any(w.sight is Sight.LAYER for w in words)),
        marker=marker,
        cell=cell,
        emphasis=emphasis,
        words=placed,
    )


def _cut_off(line: Line, following: Line, edge: float, vocabulary: Vocabulary) -> bool:
    """True where a line is one word that fills its cell and goes on, in small letters, on the next line.

    What goes on is no word of the document by itself: "address" over "at" are two. A date is cut in its year.
    """
    word, rest = line.words[0], following.words[0].text
    letter = (word.right - word.left) / max(len(word.text), 1)
    if len(line.words) != 1 or edge - word.right > 1.2 * letter + PADDING:
        return False
    if _DAY_AND_MONTH.fullmatch(word.text):
        return rest.isdigit() and len(rest) < 4
    tail = rest.lower().strip(".,;:")
    known = len(tail) > 1 and vocabulary.words[tail] > 1
    return word.text.isalpha() and rest[0].islower() and not known


def _join(
    words: Sequence[PlacedText], ends: set[int], cut: set[int], page: int, vocabulary: Vocabulary
) -> tuple[str, list[PlacedWord], tuple[Emphasis, ...]]:
    parts: list[str] = []
    placed: list[PlacedWord] = []
    emphasis: list[Emphasis] = []
    at = 0
    for index, word in enumerate(words):
        text, after = word.text.rstrip(_SOFT), " "
        following = words[index + 1].text if index + 1 < len(words) else ""
        broken = word.text.endswith((_SOFT, "-")) and len(word.text) > 1
        if broken and (id(word) in ends or word.text.endswith(_SOFT)) and following:
            after = ""
            stem = text.removesuffix("-")
            text = f"{stem}-" if vocabulary.keeps_hyphen(f"{stem}-", following) else stem
        elif word.text.endswith(_SOFT):
            text += "-"
        elif id(word) in cut:
            after = ""
        text = text.replace(_SOFT, "")
        placed.append(PlacedWord(at, at + len(text), page, word.box(), word.confidence))
        if word.bold or word.italic:
            _emphasise(emphasis, at, at + len(text), word)
        if not following:
            after = ""
        parts.append(text + after)
        at += len(text) + len(after)
    return "".join(parts), placed, tuple(emphasis)


def _emphasise(emphasis: list[Emphasis], start: int, end: int, word: PlacedText) -> None:
    last = emphasis[-1] if emphasis else None
    if last is not None and start - last.end <= 1 and (last.bold, last.italic) == (word.bold, word.italic):
        emphasis[-1] = Emphasis(last.start, end, word.bold, word.italic)
    else:
        emphasis.append(Emphasis(start, end, word.bold, word.italic))


def append(before: Piece, piece: Piece, vocabulary: Vocabulary) -> None:
    """Join the rest of a paragraph that the end of a page had cut in two."""
    text, gap = before.text, " " if before.text else ""
    if text.endswith("-"):
        gap = ""
        if before.words and not vocabulary.keeps_hyphen(text, piece.text):
            text = text[:-1]
            before.words[-1].end = min(before.words[-1].end, len(text))
    at = len(text) + len(gap)
    moved = [replace(w, start=w.start + at, end=w.end + at) for w in piece.words]
    before.words = [*before.words, *moved]
    before.emphasis += tuple(Emphasis(e.start + at, e.end + at, e.bold, e.italic) for e in piece.emphasis)
    before.text = text + gap + piece.text
