"""Looks for the labels of identifiers, and takes what stands beside each; see `redact.find.forms.labelled`.

One pass over a piece finds the labels; a value is tried right after a label, right before it, and at the
start of each cell whose heading is one, so that the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from presidio_analyzer import LocalRecognizer, RecognizerResult

from redact.find.form import result
from redact.find.forms.labelled import LABELLED, Labelled
from redact.find.pieces import Piece, piece_of

_SAYS_NUMBER = (
    r"(?:[ ]?(?:nominal|number|num\b|no\b\.?|nr\b|ref(?:erence)?\b\.?|id\b|log\b|name\b|account\b|him\b|"
    r"her\b|them\b|on\b)){0,3}"
)
_BETWEEN = r"[ ]?(?:(?:is|was|as|:|=|#|–|-|,)[ ]?){0,2}(?:\t|\n)?[ ]?[\"“'(]?"
_AFTER = r"[ ]?[(\[,–-][ ]?(?:the |his |her |a )?"
_REACH = 40
"""Characters before a label within which a value that it follows begins."""

_STRAY = str.maketrans("OoIl", "0011")


class LabelledRecogniser(LocalRecognizer):
    """All of the table over one piece."""

    def __init__(self) -> None:
        """Compile the table once; an instance holds no state of a document."""
        self._kinds = [_Compiled(one) for one in LABELLED]
        super().__init__(supported_entities=sorted({one.type.value for one in LABELLED}), name="labelled")

    def load(self) -> None:
        """Nothing to load: the table is compiled when the recogniser is made."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Every value beside a label, with the reason."""
        piece = piece_of(text, nlp_artifacts)
        if not piece.starts.figures and not piece.has_word(("username", "snapchat", "instagram", "tiktok")):
            return []
        found = []
        for kind in self._kinds:
            if not piece.has_word(kind.row.words):
                continue
            for start, end in sorted(set(kind.values(piece))):
                judged = kind.judge(piece.text[start:end])
                if judged:
                    name = f"labelled-{kind.row.name}"
                    found.append(result(self, kind.row.type, start, end, judged[0], name, judged[1]))
        return found


class _Compiled:
    """A row of the table with its patterns."""

    def __init__(self, row: Labelled) -> None:
        self.row = row
        self._label = re.compile(rf"(?<![\w/-])(?:{row.label})\.?(?![\w-])", re.IGNORECASE)
        value = rf"(?<!\w)(?P<value>{row.value})(?![\w/]|-\d)"
        self._after = re.compile(rf"{_SAYS_NUMBER}{_BETWEEN}{value}", re.IGNORECASE)
        self._before = re.compile(rf"{value}{_AFTER}$", re.IGNORECASE)
        self._cell = re.compile(rf"[ ]?{value}", re.IGNORECASE)

    def values(self, piece: Piece) -> Iterator[tuple[int, int]]:
        """The places of what may be values."""
        text = piece.text
        for label in self._label.finditer(text):
            after = self._after.match(text, label.end())
            if after:
                yield after.span("value")
                continue
            begin = max(0, label.start() - _REACH)
            if label.start() and text[label.start() - 1] in "([, –-":
                for at in range(begin, label.start()):
                    if text[at].isspace() or at == begin:
                        before = self._before.match(text, at + text[at].isspace(), label.start())
                        if before:
                            yield before.span("value")
                            break
        for start, heading in zip(piece.label_starts, piece.labels, strict=True):
            if heading and self._label.search(heading):
                cell = self._cell.match(text, start)
                if cell:
                    yield cell.span("value")

    def judge(self, value: str) -> tuple[float, str] | None:
        """Score and reason; None where it has too few figures to be one."""
        if sum(c.isdigit() for c in value) < self.row.least:
            return None
        why = "stands beside the label of such a number"
        check = self.row.check
        if check is None:
            return 0.9, why
        if check(value):
            return 1.0, f"{why}; its check character is right"
        mended = "".join(c.translate(_STRAY) for c in value[:-1]) + value[-1]
        if mended != value and (check(mended) or check(value.translate(_STRAY))):
            return 0.9, f"{why}; with a letter read as the figure it looks like, its check character is right"
        return 0.55, f"{why}; its check character is wrong, which is a slip of whoever wrote it"
