"""Find the passages of a new text that stood in an old one.

Runs of four words that both texts hold are the seeds. Seeds on one diagonal grow to blocks of equal words;
blocks that follow each other closely in both texts are chained over the words that were changed between
them; a chain that is long and dense enough is a match. Four words survive an edit in every eight often
enough to be found, and a chain asks for so many of them in order that two unrelated texts hardly ever make
one.

Not promised: a passage reworded throughout (summary, paraphrase) is not found, nor is one under nine words.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from rapidfuzz.distance import LCSseq

from checks.reuse.words import Places, Words, read_words
from models.text import Span

SEED = 4  # words
COMMON = 16  # a run of words found in more places than this starts nothing
GAP = 14  # words that may have been changed between two blocks
DRIFT = 7  # words by which an edit between two blocks may lengthen or shorten the text
ALONE = 9  # words in one block that are a match by themselves
TOGETHER = 14  # words in all the blocks of a chain
DENSE = 0.6  # the share of a chain's words that both texts hold
LONG_GAP = 200  # words; a stretch longer than this is not compared word by word


class Kind(StrEnum):
    """What became of a carried passage. A moved one may have been edited as well: see its similarity."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of the new text and where it stood in the old. `similarity` is 1.0 where no word differs."""

    old: Span
    new: Span
    kind: Kind
    similarity: float


@dataclass(slots=True)
class _Chain:
    """Blocks (place in new, place in old, length), in order; counted in words, ends exclusive."""

    blocks: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def new_start(self) -> int:
        return self.blocks[0][0]

    @property
    def old_start(self) -> int:
        return self.blocks[0][1]

    @property
    def new_end(self) -> int:
        return self.blocks[-1][0] + self.blocks[-1][2]

    @property
    def old_end(self) -> int:
        return self.blocks[-1][1] + self.blocks[-1][2]

    @property
    def equal(self) -> int:
        return sum(b[2] for b in self.blocks)


@dataclass(frozen=True, slots=True)
class _Passage:
    """An accepted chain, in words."""

    new: tuple[int, int]
    old: tuple[int, int]
    equal: int
    similarity: float


def align(old: str, new: str) -> list[Match]:
    """Passages of `new` that stood in `old`, in the order of `new`.

    Case, punctuation and line breaks do not count as changes. No two matches share more than half their words
    of `new`.
    """
    before, after = read_words(old), read_words(new)
    chains = _chains(_blocks(before, after))
    passages = [p for c in chains if (p := _passage(c, before, after)) is not None]
    kept = _without_rivals(passages, len(after))
    staying = _in_order(kept)
    return [_match(p, before, after, index in staying) for index, p in enumerate(kept)]


def _blocks(old: Words, new: Words) -> list[tuple[int, int, int]]:
    """Maximal runs of equal words, as (place in new, place in old, length), by place in new."""
    new_places, old_places = _seeds(old, new)
    if not len(new_places):
        return []
    diagonal = new_places - old_places
    order = np.lexsort((new_places, diagonal))
    diagonal, new_places, old_places = diagonal[order], new_places[order], old_places[order]
    broken = (np.diff(diagonal) != 0) | (np.diff(new_places) > SEED)
    first = np.concatenate([[0], np.flatnonzero(broken) + 1])
    last = np.concatenate([first[1:] - 1, [len(new_places) - 1]])
    starts, olds = new_places[first], old_places[first]
    lengths = new_places[last] - starts + SEED
    by_place = np.lexsort((olds, starts))
    return list(
        zip(starts[by_place].tolist(), olds[by_place].tolist(), lengths[by_place].tolist(), strict=True)
    )


def _seeds(old: Words, new: Words) -> tuple[Places, Places]:
    """Every pair of places where the same run of `SEED` words begins, common runs left out."""
    old_grams, new_grams = old.grams(SEED), new.grams(SEED)
    by_number = np.argsort(old_grams, kind="stable")
    ordered = old_grams[by_number]
    left = np.searchsorted(ordered, new_grams, "left")
    count = np.searchsorted(ordered, new_grams, "right") - left
    hit = np.flatnonzero((count > 0) & (count <= COMMON))
    count, left = count[hit], left[hit]
    new_places = np.repeat(hit, count)
    nth = np.arange(len(new_places)) - np.repeat(np.cumsum(count) - count, count)
    return new_places, by_number[np.repeat(left, count) + nth]


def _chains(blocks: list[tuple[int, int, int]]) -> list[_Chain]:
    """Blocks strung together where the next begins within `GAP` words in both texts.

    The last chain on each diagonal is kept, so that a block looks at a handful of chains, not at all.
    """
    chains: list[_Chain] = []
    latest: dict[int, _Chain] = {}
    for start, old_start, length in blocks:
        diagonal = start - old_start
        near = [c for d in range(diagonal - DRIFT, diagonal + DRIFT + 1) if (c := latest.get(d)) is not None]
        best = min(
            (c for c in near if _follows(c, start, old_start, length)),
            key=lambda c: abs(start - c.new_end - old_start + c.old_end),
            default=None,
        )
        if best is None:
            best = _Chain([(start, old_start, length)])
            chains.append(best)
        else:
            cut = max(0, best.new_end - start, best.old_end - old_start)
            best.blocks.append((start + cut, old_start + cut, length - cut))
        latest[diagonal] = best
    return chains


def _follows(chain: _Chain, start: int, old_start: int, length: int) -> bool:
    """Whether a block continues a chain: close behind it in both texts, and more than an overlap."""
    gap, old_gap = start - chain.new_end, old_start - chain.old_end
    if not (-SEED < gap <= GAP and -SEED < old_gap <= GAP) or length + min(gap, old_gap, 0) <= 0:
        return False
    return abs(gap - old_gap) <= max(3, max(gap, old_gap) // 2)


def _passage(chain: _Chain, old: Words, new: Words) -> _Passage | None:
    """The chain as a passage, its edges pushed out, or None where it is too short or too thin."""
    longest = max(b[2] for b in chain.blocks)
    if longest < ALONE and chain.equal < TOGETHER:
        return None
    equal = chain.equal + sum(
        _equal_between(a, b, old, new) for a, b in zip(chain.blocks, chain.blocks[1:], strict=False)
    )
    new_start, old_start, before = _push(old, new, chain.new_start, chain.old_start, -1)
    new_end, old_end, behind = _push(old, new, chain.new_end, chain.old_end, 1)
    equal += before + behind
    similarity = 2 * equal / ((new_end - new_start) + (old_end - old_start))
    if similarity < DENSE:
        return None
    return _Passage((new_start, new_end), (old_start, old_end), equal, min(similarity, 1.0))


def _equal_between(a: tuple[int, int, int], b: tuple[int, int, int], old: Words, new: Words) -> int:
    """How many of the words between two blocks both texts hold in the same order."""
    ours = new.numbers[a[0] + a[2] : b[0]]
    theirs = old.numbers[a[1] + a[2] : b[1]]
    if not len(ours) or not len(theirs) or max(len(ours), len(theirs)) > LONG_GAP:
        return 0
    return LCSseq.similarity(ours.tolist(), theirs.tolist())


def _push(old: Words, new: Words, at: int, old_at: int, step: int) -> tuple[int, int, int]:
    """Move an edge outwards over one changed word at a time, where two equal words follow it.

    At most some `GAP` words: what lies further out is another chain's.
    """
    equal = 0
    while equal < GAP:
        ahead = [
            (n, o)
            for k in range(3)
            if 0 <= (n := at + step * k - (step < 0)) < len(new)
            and 0 <= (o := old_at + step * k - (step < 0)) < len(old)
        ]
        same = [bool(new.numbers[n] == old.numbers[o]) for n, o in ahead]
        if same[:1] == [True]:
            at, old_at, equal = at + step, old_at + step, equal + 1
        elif same[1:] == [True, True]:
            at, old_at, equal = at + 3 * step, old_at + 3 * step, equal + 2
        else:
            break
    return at, old_at, equal


def _without_rivals(passages: list[_Passage], words: int) -> list[_Passage]:
    """Of passages that claim the same words of the new text, the longest; in the order of the new text."""
    taken = np.zeros(words, dtype=np.bool_)
    kept: list[_Passage] = []
    for passage in sorted(passages, key=lambda p: (-p.equal, p.new, p.old)):
        start, end = passage.new
        if 2 * int(taken[start:end].sum()) <= end - start:
            taken[start:end] = True
            kept.append(passage)
    return sorted(kept, key=lambda p: (p.new, p.old))


def _in_order(passages: list[_Passage]) -> set[int]:
    """Which passages kept their order: the heaviest rising sequence of their places in the old text.

    The tops of the sequences so far are kept as a staircase: place rising, weight rising.
    """
    stairs: list[tuple[int, int, int]] = []  # (place in old, weight, index)
    back: list[int] = []
    for index, passage in enumerate(passages):
        at = bisect_left(stairs, (passage.old[0] + 1, 0, 0))
        weight, previous = (stairs[at - 1][1], stairs[at - 1][2]) if at else (0, -1)
        back.append(previous)
        weight += passage.equal
        after = at
        while after < len(stairs) and stairs[after][1] <= weight:
            after += 1
        stairs[at:after] = [(passage.old[0], weight, index)]
    staying: set[int] = set()
    index = stairs[-1][2] if stairs else -1
    while index >= 0:
        staying.add(index)
        index = back[index]
    return staying


def _match(passage: _Passage, old: Words, new: Words, stayed: bool) -> Match:
    unchanged = passage.equal == passage.new[1] - passage.new[0] == passage.old[1] - passage.old[0]
    kind = Kind.MOVED if not stayed else Kind.UNCHANGED if unchanged else Kind.EDITED
    return Match(
        Span(int(old.starts[passage.old[0]]), int(old.ends[passage.old[1] - 1])),
        Span(int(new.starts[passage.new[0]]), int(new.ends[passage.new[1] - 1])),
        kind,
        round(1.0 if unchanged else min(passage.similarity, 0.999), 3),
    )
