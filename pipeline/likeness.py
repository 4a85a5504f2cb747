"""Which other documents share wording with one, in a run over a folder: the index of wording, in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable


class Likeness:
    """Hashes of many documents' passages, asked which of other cases are most like one."""

    def __init__(self) -> None:
        self._holders: defaultdict[int, list[int]] = defaultdict(list)
        self._case: dict[int, str] = {}

    def add(self, document: int, case: str, values: Iterable[int]) -> None:
        """Take a document in."""
        self._case[document] = case
        for value in values:
            self._holders[value].append(document)

    def most_like(self, document: int, values: Iterable[int], most: int) -> list[int]:
        """Documents of other cases that share wording, the most like first.

        What many cases share (a form's own words) counts for little, what two share counts in full.
        """
        own = self._case[document]
        scores: Counter[int] = Counter()
        for value in values:
            others = [d for d in self._holders[value] if self._case[d] != own]
            cases = len({self._case[d] for d in others})
            for other in others:
                scores[other] += 1 / cases  # type: ignore[assignment]  # a Counter adds fractions as well
        return [d for d, _ in sorted(scores.items(), key=lambda found: (-found[1], found[0]))[:most]]

    def cases(self, document: int, values: Iterable[int]) -> dict[int, int]:
        """In how many other cases each hash stands."""
        own = self._case[document]
        return {v: len({self._case[d] for d in self._holders[v]} - {own}) for v in values}
