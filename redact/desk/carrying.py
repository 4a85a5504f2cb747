"""An officer's acts on one version of a document, proposed again for its next.

Threat: an act lands on other words than it was meant for, or is forgotten unseen. Rule: an act is taken over
only where the very words stand again, at the place whose surroundings are most like; where they do not, it is
given back as lost, to be shown. What is taken over is a proposal until an officer has looked at it.
Residual risk: words that stand twice in the same surroundings may be taken for each other; they are the same
words, removed or kept alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from models.document import Document
from models.review import Act, ActKind, CarriedActs
from models.text import Span

AROUND = 8
"""Words on either side that tell one place from another."""

_WORD = re.compile(r"[^\W_]+")


def carry(old: Document, new: Document, acts: Sequence[Act]) -> CarriedActs:
    """The acts on `old` as proposals for `new`, and those whose words no longer stand there. Linear."""
    before, after = _Words(old.text), _Words(new.text)
    carried: list[Act] = []
    lost: list[Act] = []
    for act in acts:
        spans = [before.found_in(after, span) for span in act.spans]
        placed = tuple(dict.fromkeys(span for span in spans if span is not None))
        whole = None not in spans
        if placed and (whole or act.kind not in (ActKind.JOIN, ActKind.PART)):
            carried.append(replace(act, spans=placed, proposed=True))
        if not whole:
            missing = tuple(s for s, found in zip(act.spans, spans, strict=True) if found is None)
            lost.append(replace(act, spans=missing))
    return CarriedActs(tuple(carried), tuple(lost))


class _Words:
    """The words of a text, small, and where they stand."""

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text))
        self.words = [m.group().casefold() for m in matches]
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]
        self.at: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            self.at[word].append(number)

    def found_in(self, other: _Words, span: Span) -> Span | None:
        """Where the words under the span stand in the other text, at the place most like this one."""
        first = bisect_left(self.ends, span.start + 1)
        last = bisect_left(self.starts, span.end)
        said = self.words[first:last]
        if not said:
            return None
        rarest = min(range(len(said)), key=lambda i: len(other.at.get(said[i], ())))
        places = [
            at - rarest
            for at in other.at.get(said[rarest], ())
            if at >= rarest and other.words[at - rarest : at - rarest + len(said)] == said
        ]
        if not places:
            return None
        share = first / max(1, len(self.words))
        best = max(
            places,
            key=lambda p: (
                self._alike(other, first, p, len(said)),
                -abs(p / max(1, len(other.words)) - share),
            ),
        )
        return Span(other.starts[best], other.ends[best + len(said) - 1])

    def _alike(self, other: _Words, mine: int, theirs: int, length: int) -> int:
        """How many of the words before and after are the same, as far as the first that is not."""
        count = 0
        for mine_at, theirs_at, step in (
            (mine - 1, theirs - 1, -1),
            (mine + length, theirs + length, 1),
        ):
            for _ in range(AROUND):
                if not (0 <= mine_at < len(self.words) and 0 <= theirs_at < len(other.words)):
                    break
                if self.words[mine_at] != other.words[theirs_at]:
                    break
                count, mine_at, theirs_at = count + 1, mine_at + step, theirs_at + step
        return count
