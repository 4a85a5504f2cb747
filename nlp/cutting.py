"""Cuts texts into words as the pipeline's own tokeniser does, each different word once.

spaCy cuts what stands between white space piece by piece, and a piece has the same words wherever it stands.
So each different piece goes to spaCy once, and after that is looked up: a text is cut in a tenth of the time.
The pieces are kept from text to text, up to `MOST` of them; they stay in this process, as they do in spaCy's
own store of strings.

Not promised: spaCy's exceptions that run over white space, which the shipped pipeline does not have
(`fits` in `nlp.matrices` looks).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, IS_SPACE, LENGTH
from spacy.language import Language

MOST = 60_000
"""How many different pieces are kept before all are let go."""

_PIECE = re.compile(r"(\S+)(\s*)")
_LEADING = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of one text: their numbers in the cutter's table, where they start, how long they are."""

    words: NDArray[np.int64]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


class Cutter:
    """Cuts texts, and keeps what it has learnt of their pieces. Safe to share between threads."""

    def __init__(self, language: Language, attributes: list[int]) -> None:
        """Take the pipeline's tokeniser; `attributes` are what the network looks at in a word."""
        self._make_doc = language.make_doc
        self._columns = [IDX, LENGTH, IS_SPACE, *attributes]
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._pieces: dict[str, int | tuple[tuple[int, int, int], ...]] = {}
        self._numbers: dict[bytes, int] = {}
        self._table = np.zeros((1_024, len(self._columns) - 2), np.uint64)

    def cut(self, texts: list[str]) -> tuple[list[Cut], NDArray[np.uint64]]:
        """Every text's words, and for each number among them whether it is space, and its attributes."""
        with self._lock:
            if len(self._pieces) > MOST:
                self._forget()
            cuts = [self._cut(text) for text in texts]
            return cuts, self._table[: len(self._numbers)]

    def _cut(self, text: str) -> Cut:
        words: list[int] = []
        starts: list[int] = []
        lengths: list[int] = []
        known = self._pieces
        leading = _LEADING.match(text)
        at = 0
        if leading:
            at = leading.end()
            words.append(self._space(leading[0]))
            starts.append(0)
            lengths.append(at)
        for piece, gap in _PIECE.findall(text, at):
            made = known.get(piece)
            if made is None:
                made = known[piece] = self._learn(piece)
            length = len(piece)
            if type(made) is int:
                words.append(made)
                starts.append(at)
                lengths.append(length)
            else:
                assert isinstance(made, tuple)
                for number, start, size in made:
                    words.append(number)
                    starts.append(at + start)
                    lengths.append(size)
            at += length
            if gap and gap != " ":
                token = gap[1:] if gap[0] == " " else gap
                at += len(gap)
                words.append(self._space(token))
                starts.append(at - len(token))
                lengths.append(len(token))
            elif gap:
                at += 1
        return Cut(np.array(words, np.int64), np.array(starts, np.int64), np.array(lengths, np.int64))

    def _space(self, token: str) -> int:
        made = self._pieces.get(token)
        if made is None:
            made = self._pieces[token] = self._learn(token)
        assert isinstance(made, int)
        return made

    def _learn(self, piece: str) -> int | tuple[tuple[int, int, int], ...]:
        """The words of a piece: the number of its one word, or the number, start and length of each."""
        doc = self._make_doc(piece)
        table = np.asarray(doc.to_array(self._columns), np.uint64).reshape(-1, len(self._columns))
        numbers = []
        for row in table[:, 2:]:
            number = self._numbers.setdefault(row.tobytes(), len(self._numbers))
            if number == len(self._table):  # a larger one: who was given the old one goes on reading it
                self._table = np.concatenate([self._table, np.zeros_like(self._table)])
            self._table[number] = row
            numbers.append(number)
        if len(numbers) == 1:
            return numbers[0]
        return tuple(zip(numbers, table[:, 0].tolist(), table[:, 1].tolist(), strict=True))
