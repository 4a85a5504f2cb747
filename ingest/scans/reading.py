"""One picture read: set upright and level, looked at, and judged whether its words can be relied on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PIL import Image

from ingest.assemble import UNSURE
from ingest.scans.eyes import LEAST_SIDE, Blind, Eyes, SeenWord
from ingest.scans.rules import NO_RULES, Rules, ink, ruled, without
from ingest.scans.upright import levelled, paper, picture, prepared, turned

_POOR = 65  # mean confidence of a page below which its words are not relied on
_FEW = 8  # words
_BLANK = 0.0004  # share of the picture that is ink: a speckle or two
_MARKS = (
    0.0003  # measured: printed scans leave up to 0.00012 beside their words, a date stamp 0.0004 and more
)
_MUCH = 0.004  # ink for which there must be more words than a few
_JUNK = frozenset("|_-—–~.,'`‘’\"“”:;!°·¦=<>\\/^*+«»{}[]()")  # what specks and rules are taken for
_BULLETS = frozenset({"e", "¢", "©", "®", "»", "*", "•", "«", "·"})


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a picture. `image` stands upright and level, without the `rules` of its tables.

    The words' boxes and the rules lie on it.

    `mean` is the confidence over all letters, 0 where there are none. `poor` is a picture with ink that is
    not made out. No words, no `blind` and not `poor` is a picture with nothing on it.
    """

    image: Image.Image
    rules: Rules = NO_RULES
    words: tuple[SeenWord, ...] = ()
    mean: int = 0
    turns: int = 0
    blind: Blind | None = None
    poor: bool = False

    @property
    def usable(self) -> bool:
        """True where the words stand for what is in the picture."""
        return self.blind is None and not self.poor

    @property
    def has_other_marks(self) -> bool:
        """True where there is more ink beside the words than the specks that any scan has."""
        bare = self.image.copy()
        ground = paper(bare)
        for word in self.words:
            bare.paste(ground, (word.left - 3, word.top - 3, word.right + 4, word.bottom + 4))
        return ink(bare) > _MARKS

    @property
    def words_worth_keeping(self) -> tuple[SeenWord, ...]:
        """All words of a picture that is writing; of one that is not, as a photograph, only the sure ones."""
        if self.mean >= _POOR:
            return self.words
        return tuple(w for w in self.words if w.confidence >= UNSURE and len(w.text) > 1)


def look(image: Image.Image, dpi: float, eyes: Eyes) -> Seen:
    """Read the picture; `dpi` is dots to the inch as it stands on the page."""
    first = _look(prepared(image, dpi), 0, eyes)
    if first.blind is not None or not _doubtful(first):
        return first
    turn = eyes.turns(picture(first.image))
    if turn.blind is not None or not turn.turns:
        return first
    second = _look(turned(prepared(image, dpi), turn.turns), turn.turns, eyes)
    if (
        second.blind is None
        and not _sideways(second)
        and (_sideways(first) or _known(second) > _known(first))
    ):
        return second
    return replace(first, poor=True)  # it does not stand upright, so nothing of it is in its place


def _look(image: Image.Image, turns: int, eyes: Eyes) -> Seen:
    straight, _ = levelled(image)
    rules = ruled(straight)
    bare = without(rules, straight)
    if min(bare.size) < LEAST_SIDE:
        return Seen(bare)  # no room for a word
    glance = eyes.words(picture(bare), bool(rules.level))
    words = tuple(without_junk(glance.words))
    mean = _mean(words)
    return Seen(bare, rules, words, mean, turns, glance.blind, _is_poor(bare, words, mean))


def _is_poor(image: Image.Image, words: tuple[SeenWord, ...], mean: int) -> bool:
    if len(words) >= _FEW:
        return mean < _POOR
    dark = ink(image)
    return dark > _MUCH or (dark > _BLANK and mean < _POOR)


def _doubtful(seen: Seen) -> bool:
    return seen.poor or _sideways(seen)


def _sideways(seen: Seen) -> bool:
    """True where most words stand taller than they are wide: their lines run up or down the page."""
    longer = [w for w in seen.words if len(w.text) >= 4]
    tall = sum(w.bottom - w.top > w.right - w.left for w in longer)
    return len(longer) >= _FEW and tall > len(longer) / 2


def without_junk(words: tuple[SeenWord, ...]) -> list[SeenWord]:
    """The words without what specks, rules and frames are taken for; a bullet taken for a letter is one."""
    kept: list[SeenWord] = []
    for before, word, after in zip((None, *words), words, (*words[1:], None), strict=False):
        opens = (before is None or before.line != word.line) and after is not None and after.line == word.line
        if opens and word.text in _BULLETS:
            kept.append(replace(word, text="•"))
        elif not (_JUNK.issuperset(word.text) and (word.confidence < UNSURE or word.text in "|_¦")):
            kept.append(word)
    return kept


def _known(seen: Seen) -> int:
    """Letters, weighed by how sure they are."""
    return _letters(seen.words) * seen.mean


def _letters(words: tuple[SeenWord, ...]) -> int:
    return sum(len(w.text) for w in words)


def _mean(words: tuple[SeenWord, ...]) -> int:
    return round(sum(w.confidence * len(w.text) for w in words) / max(_letters(words), 1))
