"""The shipped network worked out in whole matrices: the same entities as spaCy's, in less than half its time.

spaCy decides token by token, which costs more than the network itself. But outside an entity its
recogniser's state is the next token alone, so that every decision taken there can be worked out at once;
inside one it is the next token, the token before and the entity's first, so that all entities of a text can
be walked together, a step for each of their tokens. And a word's own vector depends on the word alone: it is
worked out once for each different word, as are the words themselves (`nlp.cutting`).

Not promised: equality to the last bit. Sums are taken in another order, so that a tie may fall the other way.
Only a pipeline of just this architecture is run so (`fits`); any other runs as spaCy has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDS
from spacy.language import Language
from spacy.tokenizer import Tokenizer

from nlp.cutting import Cut, Cutter

Matrix = NDArray[np.float32]
Rows = NDArray[np.int64]

_SAMPLE = (
    "Anna Brook rang PC 412 Dev Chandra on 3 March 2024.\n\nHer mother, Mrs O'Dowd, lives in Hull.",
    "Present: J. Adeyemi (Probation); Northshire Police.\nX",
    "",
)
USUAL = 12
"""Tokens of an entity that is walked together with all others; a longer one goes on by itself, and only if it
stands: else a text that is one long entity would cost its square."""
TOGETHER = 1_000
"""Rows worked on at once: few enough for the processor's cache, enough for the library's overhead."""


class Found(NamedTuple):
    """An entity by its characters."""

    start_char: int
    end_char: int
    label_: str


def _weights(layer: Any, name: str) -> Matrix:
    found: Matrix = np.asarray(layer.get_param(name), np.float32)
    return found


@dataclass(frozen=True, slots=True)
class _Layer:
    """A maxout layer with its normalisation. The last row of `weights` is the bias; pieces lie in blocks."""

    weights: Matrix
    pieces: int
    scale: Matrix
    shift: Matrix

    @classmethod
    def of(cls, maxout: Any, norm: Any) -> _Layer:
        weights, bias = _weights(maxout, "W"), _weights(maxout, "b")
        units, pieces, inputs = weights.shape
        flat = weights.transpose(1, 0, 2).reshape(units * pieces, inputs).T
        joined = np.vstack([flat, bias.T.reshape(1, units * pieces)])
        return cls(np.ascontiguousarray(joined), pieces, _weights(norm, "G"), _weights(norm, "b"))

    def __call__(self, inputs: Matrix) -> Matrix:
        """`inputs` ends with a column of ones."""
        summed = inputs @ self.weights
        units = summed.shape[1] // self.pieces
        best: Matrix = np.maximum(summed[:, :units], summed[:, units : 2 * units])
        for piece in range(2, self.pieces):
            np.maximum(best, summed[:, piece * units : (piece + 1) * units], out=best)
        best -= (best @ np.full(units, 1 / units, np.float32))[:, None]
        spread = np.einsum("ij,ij->i", best, best) / units + 1e-8
        best *= (1 / np.sqrt(spread, dtype=np.float32))[:, None]
        best *= self.scale
        best += self.shift
        return best


def fits(language: Language) -> bool:
    """Whether the pipeline is one that this module works out: an entity recogniser with vectors of
    words of its own, residual windows of one word, and greedy decisions."""
    try:
        network = _Network(language)
    except (KeyError, ValueError, AttributeError, IndexError):
        return False
    return network.agrees(language)


def reader(language: Language) -> Callable[[Iterable[str]], Iterator[list[Found]]]:
    """What gives the entities of texts: this module where it can, spaCy where the pipeline is another."""
    if fits(language):
        return Reader(language).read
    others = [name for name in language.pipe_names if name == "lower_lemma"]

    def read(texts: Iterable[str]) -> Iterator[list[Found]]:
        for doc in language.pipe(texts, disable=others):
            yield [Found(e.start_char, e.end_char, e.label_) for e in doc.ents]

    return read


class Reader:
    """Reads texts by the pipeline it is given. The pipeline is shared and only read."""

    def __init__(self, language: Language) -> None:
        """Take the weights out of the pipeline."""
        self._network = _Network(language)

    def read(self, texts: Iterable[str], together: int = 64) -> Iterator[list[Found]]:
        """The entities of each text, in order of place; `together` texts share the words worked out."""
        batch: list[str] = []
        for text in texts:
            batch.append(text)
            if len(batch) == together:
                yield from self._network.entities(batch)
                batch = []
        if batch:
            yield from self._network.entities(batch)


def _cuts_at_space(language: Language) -> bool:
    """Whether the pipeline cuts at white space first, and has no exception that stands over it."""
    tokenizer = language.tokenizer
    return isinstance(tokenizer, Tokenizer) and all(len(rule.split()) < 2 for rule in tokenizer.rules or ())


class _Network:
    """The weights, in the order in which they are multiplied."""

    def __init__(self, language: Language) -> None:
        recogniser: Any = language.get_pipe("ner")
        model = recogniser.model
        if recogniser.cfg.get("beam_width", 1) != 1 or not model.attrs["has_upper"]:
            raise ValueError("not greedy, or without a layer over the state")
        tokens, lower, upper = model.layers
        embed, encode = tokens.layers[0].layers
        features, _, hashed, mixed, _ = embed.layers
        if not _cuts_at_space(language):
            raise ValueError("exceptions of the tokeniser run over white space")
        self._cutter = Cutter(language, [IDS[name] for name in features.attrs["columns"]])
        self._tables = [
            (part.layers[0].attrs["index"][1], part.layers[1]) for part in hashed.layers[0].layers
        ]
        self._mix = _Layer.of(*mixed.layers[0].layers[0].layers)
        self._windows = []
        for residual in encode.layers[0].layers:
            window, dense = residual.layers[0].layers
            if window.name != "expand_window" or window.attrs["window_size"] != 1:
                raise ValueError("another window than one word to either side")
            self._windows.append(_Layer.of(*dense.layers[0].layers))
        self._pad: int = encode.attrs["pad"]
        linear = tokens.layers[2]
        self._narrow: Matrix = np.ascontiguousarray(_weights(linear, "W").T)
        self._narrow_bias = _weights(linear, "b")
        self._decisions = _Decisions(recogniser, lower, upper)

    def agrees(self, language: Language) -> bool:
        """Whether it finds in a few sentences what the pipeline itself finds."""
        return all(
            [(e.start_char, e.end_char, e.label_) for e in language(text).ents] == found
            for text, found in zip(_SAMPLE, self.entities(list(_SAMPLE)), strict=True)
        )

    def entities(self, texts: list[str]) -> Iterator[list[Found]]:
        """The entities of each text."""
        cuts, table = self._cutter.cut(texts)
        used = np.zeros(len(table), bool)
        for cut in cuts:
            used[cut.words] = True
        place = np.cumsum(used) - 1
        spaces = table[used, 0].astype(bool)
        vectors = self._words(table[used, 1:])
        group: list[Cut] = []
        held = 0
        for cut in cuts:
            group.append(cut)
            held += len(cut.words) + self._pad
            if held >= TOGETHER:
                yield from self._read(group, place, vectors, spaces)
                held, group = 0, []
        if group:
            yield from self._read(group, place, vectors, spaces)

    def _words(self, different: NDArray[np.uint64]) -> Matrix:
        """Each different word's vector before its neighbours count."""
        width = self._tables[0][1].get_dim("nO")
        joined = np.ones((len(different), len(self._tables) * width + 1), np.float32)
        for number, (column, hashed) in enumerate(self._tables):
            ids = np.ascontiguousarray(different[:, column])
            joined[:, number * width : (number + 1) * width] = hashed.predict(ids)
        return self._mix(joined)

    def _read(
        self, cuts: list[Cut], place: Rows, vectors: Matrix, spaces: NDArray[np.bool_]
    ) -> Iterator[list[Found]]:
        lengths = [len(cut.words) for cut in cuts]
        words = place[np.concatenate([cut.words for cut in cuts])]
        states = self._encode(vectors[words], lengths)
        last = np.zeros(len(words), bool)
        last[np.cumsum([n for n in lengths if n]) - 1] = True
        found = self._decisions.entities(states @ self._narrow + self._narrow_bias, spaces[words], last)
        at, base = 0, 0
        for cut, length in zip(cuts, lengths, strict=True):
            own: list[Found] = []
            while at < len(found) and found[at][0] < base + length:
                start, end, label = found[at]
                final = int(cut.starts[end - base] + cut.lengths[end - base])
                own.append(Found(int(cut.starts[start - base]), final, label))
                at += 1
            base += length
            yield own

    def _encode(self, words: Matrix, lengths: list[int]) -> Matrix:
        """Each token's vector with what stands around it. Between texts lie rows of nothing, as in
        training."""
        width = words.shape[1]
        total = len(words) + self._pad * (len(lengths) + 1)
        rows = np.concatenate(
            [
                np.arange(length) + begin + self._pad * (n + 1)
                for n, (length, begin) in enumerate(zip(lengths, np.cumsum([0, *lengths]), strict=False))
            ]
        ).astype(np.int64)
        state = np.zeros((total + 2, width), np.float32)
        state[rows + 1] = words
        window = np.ones((total, 3 * width + 1), np.float32)
        inner = state[1:-1]
        for layer in self._windows:
            window[:, :width] = state[:-2]
            window[:, width : 2 * width] = inner
            window[:, 2 * width : 3 * width] = state[2:]
            inner += layer(window)
        vectors: Matrix = inner[rows]
        return vectors


class _Decisions:
    """The recogniser's moves: which of them comes next, for every place at once."""

    def __init__(self, recogniser: Any, lower: Any, upper: Any) -> None:
        weights, pads = _weights(lower, "W"), _weights(lower, "pad")[0]
        self._features, self._units, self._pieces, inputs = weights.shape
        if self._features != 3:
            raise ValueError("another view of the state than three tokens")
        # pieces in blocks, as in `_Layer`
        self._lower: Matrix = np.ascontiguousarray(
            weights.transpose(3, 0, 2, 1).reshape(inputs, self._features * self._pieces * self._units)
        )
        self._pads = pads.transpose(0, 2, 1).reshape(self._features, -1)
        self._bias = _weights(lower, "b").T.reshape(-1)
        self._upper: Matrix = np.ascontiguousarray(_weights(upper, "W").T)
        self._upper_bias = _weights(upper, "b")
        place = {recogniser.moves.get_class_name(n): n for n in range(recogniser.moves.n_moves)}
        self._labels = [name[2:] for name in place if name.startswith("B-")]
        self._begin, self._inside, self._last, self._unit = (
            np.array([place[f"{move}-{label}"] for label in self._labels]) for move in "BILU"
        )
        self._outside = place["O"]

    def _scores(self, summed: Matrix) -> Matrix:
        summed += self._bias
        hidden = np.maximum(summed[:, : self._units], summed[:, self._units : 2 * self._units])
        for piece in range(2, self._pieces):
            np.maximum(hidden, summed[:, piece * self._units : (piece + 1) * self._units], out=hidden)
        scores: Matrix = hidden @ self._upper + self._upper_bias
        return scores

    def entities(
        self, vectors: Matrix, spaces: NDArray[np.bool_], last: NDArray[np.bool_]
    ) -> list[tuple[int, int, str]]:
        """First and last token, and label, in order. `last` marks the last token of each text."""
        if not len(vectors):
            return []
        wide = len(self._bias)
        seen = vectors @ self._lower
        now, first, before = (seen[:, n * wide : (n + 1) * wide] for n in range(3))
        outside = self._scores(now + self._pads[1] + self._pads[2])
        begin, unit = outside[:, self._begin], outside[:, self._unit]
        begin[last] = -np.inf
        label = np.where(begin.max(1) > unit.max(1), begin.argmax(1), len(self._labels) + unit.argmax(1))
        best = np.maximum(begin.max(1), unit.max(1))
        opens = np.flatnonzero((best > outside[:, self._outside]) & ~spaces)
        end = opens.copy()
        kind = label[opens]
        walking = np.flatnonzero(kind < len(self._labels))
        kind %= len(self._labels)
        for _ in range(USUAL):
            if not len(walking):
                break
            end[walking] += 1
            at = end[walking]
            scores = self._scores(now[at] + first[opens[walking]] + before[at - 1])
            line = np.arange(len(walking))
            goes_on = scores[line, self._inside[kind[walking]]] > scores[line, self._last[kind[walking]]]
            walking = walking[goes_on & ~last[at]]
        long = set(walking.tolist())
        found: list[tuple[int, int, str]] = []
        free = 0
        for n, (start, stop, number) in enumerate(
            zip(opens.tolist(), end.tolist(), kind.tolist(), strict=True)
        ):
            if start < free:
                continue
            goes_on = n in long
            while goes_on:
                stop += 1
                one = self._scores(now[stop : stop + 1] + first[start] + before[stop - 1])[0]
                goes_on = bool(one[self._inside[number]] > one[self._last[number]]) and not last[stop]
            found.append((start, stop, self._labels[number]))
            free = stop + 1
        return found
