"""Pages whose words the file does not give, or does not give as the page shows them.

Six doubts send a page to be looked at: it is a picture with hardly a word; its fonts do not say which letters
they show; its letters are drawn as shapes; an invisible text layer lies over a picture, and may say anything;
hardly any of its words are English ones, as where a font says other letters than it shows; pictures stand on
it that are large enough to hold words. Nothing else costs a look. What the layer or the font says is compared
with what is seen (`ingest.scans.agreement`), and where they are not readings of one page, what the page shows
counts and what the file says is kept as hidden text: both are then searched for names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from PIL import Image

from ingest.assemble import Piece
from ingest.pdf.geometry import PageContent, PlacedText, Rule, Shape, Sight
from ingest.pdf.render import drawn
from ingest.scans.agreement import Agreement, compare, reads_as_english
from ingest.scans.eyes import Blind, Eyes
from ingest.scans.pieces import Inset, insets, pieces_of
from ingest.scans.reading import Seen, look
from ingest.scans.rules import Stroke
from ingest.scans.setting import set_words
from models.document import PageState

_FEW_WORDS = 8
_SCAN = 0.5  # share of a page
_PICTURE = 0.04
_MANY_CURVES = 25
_GARBLED = 0.3
_SEEN = (Sight.SEEN, Sight.LAYER)


class Doubt(Enum):
    """Why the words of a page are looked at; the value is what is said where they cannot be."""

    PICTURE = "It is a picture, and a picture's words are not known."
    GARBLED = "Its fonts do not say which letters they show."
    SHAPES = "Its letters are drawn as shapes."
    LAYER = "The page is a picture; its words were put there by a machine and may differ from what is seen."
    ODD = "Hardly any of its words are English."
    INSETS = "Pictures on the page may hold words."

    @property
    def unread(self) -> bool:
        """True where nothing is known of the page's words until it is looked at."""
        return self in (Doubt.PICTURE, Doubt.GARBLED, Doubt.SHAPES)


_WHY_BLIND = {
    Blind.ABSENT: "",
    Blind.MANY: " More of the document's pages are pictures than are looked at in one document.",
    Blind.TIME: " There was no time left to recognise its words.",
    Blind.FAILED: " The program that recognises words in pictures failed on it.",
}
_POOR = " Its words were looked for and could not be made out."


@dataclass(frozen=True, slots=True)
class Note:
    """A problem of a page."""

    code: str
    message: str
    blocks: bool = False


@dataclass(slots=True)
class Judgement:
    """What is known of a page's words. `confidence` is of words seen in its picture; `unsure` counts them."""

    state: PageState
    notes: list[Note] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    confidence: int | None = None


def judge(document: Any, content: PageContent, eyes: Eyes) -> Judgement:
    """Whether the page's words are known; where in doubt it is looked at, and its words are put right."""
    if content.failed:
        return _not_read(content, "It is damaged.")
    doubt = doubt_of(content)
    if doubt is None:
        return Judgement(PageState.TEXT if _readable(content) else PageState.BLANK)
    if doubt is Doubt.INSETS:
        return _with_insets(document, content, eyes)
    if not eyes.name:  # nobody looks, so nothing is drawn
        unseen = Seen(Image.new("L", (1, 1)), blind=Blind.ABSENT)
        return _unread_page(content, unseen, doubt) if doubt.unread else _kept(doubt)
    page = drawn(document, content.number - 1, content.width, content.height)
    seen = look(*page, eyes) if page is not None else Seen(Image.new("L", (1, 1)), poor=True)
    if doubt.unread:
        return _unread_page(content, seen, doubt)
    return _compared_page(content, seen, doubt)


def doubt_of(content: PageContent) -> Doubt | None:
    """Why the page has to be looked at, if it has."""
    readable = _readable(content)
    letters = sum(len(w.text) for w in readable)
    pictured = content.pictured()
    layer = sum(w.sight is Sight.LAYER for w in readable)
    if letters and content.unmapped > _GARBLED * letters:
        return Doubt.GARBLED
    if layer and layer >= 0.5 * len(readable):
        return Doubt.LAYER
    if len(readable) < _FEW_WORDS and pictured >= (_PICTURE if not readable else _SCAN):
        return Doubt.PICTURE
    if not readable and content.curves >= _MANY_CURVES:
        return Doubt.SHAPES
    if not reads_as_english(w.text for w in readable):
        return Doubt.ODD
    return Doubt.INSETS if _inset_boxes(content) else None


def _readable(content: PageContent) -> list[PlacedText]:
    return [w for w in content.words if w.sight in _SEEN]


def _kept(doubt: Doubt) -> Judgement:
    """The page as the file gives it, with what is to be said of that."""
    if doubt is Doubt.LAYER:
        return Judgement(PageState.OCR, [Note("text-layer", doubt.value)])
    return Judgement(PageState.TEXT)


def _not_read(content: PageContent, why: str) -> Judgement:
    message = f"Page {content.number} was not read. {why} Send the document as Word or as a PDF made from it."
    return Judgement(PageState.NOT_READ, [Note("page-not-read", message, blocks=True)])


def _unread_page(content: PageContent, seen: Seen, doubt: Doubt) -> Judgement:
    """A page of whose words the file says nothing that can be used."""
    if not seen.usable:
        why = _POOR if seen.blind is None else _WHY_BLIND[seen.blind]
        return _not_read(content, doubt.value + why)
    if not seen.words and not _readable(content):
        return Judgement(PageState.BLANK)
    _turn(content, seen.turns)
    if doubt is Doubt.GARBLED:
        _hide(content)
    _take(content, seen)
    notes = []
    if seen.has_other_marks:
        message = (
            f"Page {content.number} has marks beside its words that could not be made out: handwriting, a "
            "stamp, a picture. Look at the original."
        )
        notes.append(Note("marks-not-read", message))
    return Judgement(PageState.OCR, notes, confidence=seen.mean)


def _compared_page(content: PageContent, seen: Seen, doubt: Doubt) -> Judgement:
    """A page with words of its own that may not be those that it shows."""
    if not seen.usable:
        kept = _kept(doubt)
        why = _POOR if seen.blind is None else _WHY_BLIND[seen.blind]
        kept.notes = [Note(note.code, note.message + why) for note in kept.notes]
        return kept
    agreement = compare((w.text for w in _readable(content)), seen.words)
    share = f"{round(100 * min(agreement.seen, agreement.given))} of 100 words agree"
    if not agreement.agrees:
        _turn(content, seen.turns)
        _hide(content)
        _take(content, seen)
        said = "stored under the picture" if doubt is Doubt.LAYER else "that the file gives for the page"
        message = (
            f"The words {said} are not those that the page shows ({share}). What it shows was read; the "
            "other words are listed as hidden text. Find out how the file came to be so before relying on it."
        )
        return Judgement(PageState.OCR, [Note("text-differs-from-page", message)], confidence=seen.mean)
    kept = _kept(doubt)
    kept.pieces = _only_seen(content, seen, agreement)
    if doubt is Doubt.LAYER and agreement.telling:
        message = f"The page is a picture with stored words; a second reading bears them out ({share})."
        kept.notes = [Note("text-layer", message)]
    return kept


def _only_seen(content: PageContent, seen: Seen, agreement: Agreement) -> list[Piece]:
    """The lines of the picture that hold a word which the file does not give."""
    lines = {word.line for word in agreement.missing}
    return pieces_of([w for w in seen.words if w.line in lines], content.number)


def _inset_boxes(content: PageContent) -> list[Inset]:
    return insets(
        ((s.left, s.top, s.right, s.bottom) for s in content.shapes if s.colour is None),
        content.width,
        content.height,
    )


def _with_insets(document: Any, content: PageContent, eyes: Eyes) -> Judgement:
    """A page of text with pictures on it: what stands in them and in no word of the page is read too."""
    judgement = Judgement(PageState.TEXT if _readable(content) else PageState.BLANK)
    large = content.pictured() >= _SCAN
    page = drawn(document, content.number - 1, content.width, content.height) if eyes.name else None
    found: list[Piece] = []
    unknown = page is None
    if page is not None:
        image, dpi = page
        for word in content.words:
            if word.sight is Sight.SEEN:
                box = (word.left, word.top, word.right, word.bottom)
                image.paste(255, _pixels(box, dpi))  # it is known already
        for inset in _inset_boxes(content):
            seen = look(image.crop(_pixels(inset, dpi)), dpi, eyes)
            unknown |= not seen.usable
            found.extend(pieces_of(seen.words_worth_keeping, content.number, inset))
    judgement.pieces = found
    if found:
        judgement.state = PageState.TEXT
    if large and (unknown or not found):
        judgement.notes.append(
            Note("large-picture", "A picture fills much of the page and may hold words that were not read.")
        )
    return judgement


def _pixels(box: Inset, dpi: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(side * dpi / 72) for side in box)
    return left, top, right, bottom


def _hide(content: PageContent) -> None:
    for word in content.words:
        if word.sight in _SEEN:
            word.sight = Sight.HIDDEN


def _take(content: PageContent, seen: Seen) -> None:
    """Give the page the words and rules of its picture, beside what it shows of its own."""
    own = [w for w in content.words if w.sight is Sight.SEEN]
    scale = content.width / max(seen.image.width, 1)
    for order, found in enumerate(set_words(seen.words)):
        word = PlacedText(
            found.word.text,
            found.left * scale,
            found.top * scale,
            found.right * scale,
            found.bottom * scale,
            round(found.size * scale, 1),
            sight=Sight.LAYER,
            order=order,
            confidence=found.word.confidence,
        )
        if not any(o.left <= word.centre <= o.right and o.top <= word.middle <= o.bottom for o in own):
            content.words.append(word)
    content.level.extend(_scaled(seen.rules.level, scale))
    content.upright.extend(_scaled(seen.rules.upright, scale))


def even_sizes(contents: Sequence[PageContent]) -> None:
    """Give words of pictures whose sizes nearly agree the same size: each was measured by itself.

    The commonest size takes those within a twelfth of it, then the commonest of the rest, and so on.
    """
    seen = [w for content in contents for w in content.words if w.sight is Sight.LAYER]
    weights: Counter[float] = Counter()
    for word in seen:
        weights[word.size] += len(word.text)
    evened: dict[float, float] = {}
    for size, _ in weights.most_common():
        if size not in evened:
            near = (other for other in weights if abs(other - size) <= size / 12 and other not in evened)
            evened.update(dict.fromkeys(list(near), size))
    for word in seen:
        word.size = evened[word.size]


def _scaled(strokes: Sequence[Stroke], scale: float) -> list[Rule]:
    return [Rule(s.at * scale, s.start * scale, s.end * scale) for s in strokes]


def _turn(content: PageContent, turns: int) -> None:
    """Describe the page as it is read: by so many quarter turns clockwise from how it is stored."""
    for _ in range(turns % 4):
        high = content.height
        things: list[PlacedText | Shape] = [*content.words, *content.shapes]
        for thing in things:
            thing.left, thing.top, thing.right, thing.bottom = (
                high - thing.bottom,
                thing.left,
                high - thing.top,
                thing.right,
            )
        for word in content.words:
            word.upright = False
        level = [Rule(r.at, high - r.end, high - r.start) for r in content.upright]
        upright = [Rule(high - r.at, r.start, r.end) for r in content.level]
        content.level, content.upright = [replace(r) for r in level], upright
        content.width, content.height = content.height, content.width
