"""Precision and recall of each rule, counted and printed worst first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

PRECISION, RECALL = 0.95, 0.90


@dataclass
class Tally:
    """Per rule: faults planted, those found, and findings where there was no such fault."""

    planted: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    passages: dict[str, set[tuple[bool, int]]] = field(default_factory=dict)
    documents: int = 0

    def precision(self, code: str) -> float:
        """Of what the rule found, the share that was there; 1 where it found nothing."""
        found = self.hit[code] + self.false[code]
        return self.hit[code] / found if found else 1.0

    def recall(self, code: str) -> float:
        """Of what was planted, the share that it found; 1 where nothing was."""
        return self.hit[code] / self.planted[code] if self.planted[code] else 1.0

    def codes(self) -> list[str]:
        """The rules that were planted or spoke, worst first."""
        codes = {*self.planted, *self.false, *self.passages}
        return sorted(codes, key=lambda c: (min(self.precision(c), self.recall(c)), c))

    def low(self) -> list[str]:
        """The rules below the bar."""
        return sorted(c for c in self.codes() if self.precision(c) < PRECISION or self.recall(c) < RECALL)

    def table(self) -> str:
        """The rows, worst first, and all rules together."""
        head = f"{'rule':8} {'faulty':>6} {'sound':>5} {'planted':>7} {'found':>6} {'false':>6}"
        rows = [f"{head} {'precision':>10} {'recall':>7}"]
        for code in self.codes():
            kinds = self.passages.get(code, set())
            faulty = sum(1 for f, _ in kinds if f)
            counts = f"{self.planted[code]:7} {self.hit[code]:6} {self.false[code]:6}"
            shares = f"{self.precision(code):10.3f} {self.recall(code):7.3f}"
            rows.append(f"{code:8} {faulty:6} {len(kinds) - faulty:5} {counts} {shares}")
        right, wrong, planted = (sum(c.values()) for c in (self.hit, self.false, self.planted))
        shares = f"{right / max(right + wrong, 1):10.3f} {right / max(planted, 1):7.3f}"
        rows.append(f"{'all':8} {'':6} {'':5} {planted:7} {right:6} {wrong:6} {shares}")
        return "\n".join(rows)
