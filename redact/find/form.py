"""A recogniser is data above a thin class: `Form` says how something is written, `FormRecogniser` looks for
it.

A form may carry labels: words that say, just before it or in its table's row or column heading, what it is.
Some forms are too plain to count without (`needs_label`); others score higher with. A check character that is
wrong makes a form without its label too weak to keep, and one beside its label a slip of the typist's.

Every pattern has bounded repetition and starts at a character class with a boundary before it, so that a
scan is linear in the length of the text; `tests/redact/find/test_speed.py` holds them to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from presidio_analyzer import AnalysisExplanation, LocalRecognizer, RecognizerResult

from models.people import EntityType
from redact.find.pieces import Piece, piece_of
from redact.find.starts import Begins, tried

LABEL_REACH = 44
"""How many characters before a value its label may end."""


class Near(NamedTuple):
    """A sign that a form holds, and how many characters of the form may stand before and after it."""

    sign: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of thing is written. The value is the group `value` where there is one, else the match."""

    name: str
    type: EntityType
    why: str
    pattern: str
    score: float = 0.6
    labels: str = ""  # a pattern of the words that say what it is
    needs_label: bool = False
    cues: tuple[str, ...] = ()  # words one of which any such label holds, in small letters
    check: Callable[[str], bool | None] | None = None
    check_decides: bool = False  # drop it where the check fails, label or not
    unless: str = ""  # a pattern of words just before it that say it is something else
    ignore_case: bool = False
    begins: Begins = Begins.ANYHOW
    runs: frozenset[int] = frozenset()  # how long a first run of figures may be, where it begins with one
    words: tuple[str, ...] = ()  # words at which it may begin as well, in small letters
    also: str = ""  # a pattern of other characters at which it may begin
    near: Near | None = None  # a sign that it cannot be without


@dataclass(frozen=True, slots=True)
class _Compiled:
    form: Form
    find: re.Pattern[str]
    labels: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    value: bool
    near: re.Pattern[str] | None
    also: re.Pattern[str] | None


def _compile(form: Form) -> _Compiled:
    find = re.compile(form.pattern, re.IGNORECASE if form.ignore_case else 0)
    labels = re.compile(rf"(?:^|(?<![a-z])){form.labels}", re.IGNORECASE) if form.labels else None
    unless = re.compile(rf"(?:{form.unless})\W{{0,3}}$", re.IGNORECASE) if form.unless else None
    near = re.compile(form.near.sign) if form.near else None
    also = re.compile(form.also) if form.also else None
    return _Compiled(form, find, labels, unless, "value" in find.groupindex, near, also)


def result(
    recogniser: LocalRecognizer, kind: EntityType, start: int, end: int, score: float, name: str, why: str
) -> RecognizerResult:
    """One finding in Presidio's own terms, with the rule's name and the reason an officer is shown."""
    explanation = AnalysisExplanation(name, score, textual_explanation=why)
    metadata = {
        RecognizerResult.RECOGNIZER_NAME_KEY: name,
        RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: recogniser.id,
    }
    return RecognizerResult(kind.value, start, end, score, explanation, metadata)


class FormRecogniser(LocalRecognizer):
    """Looks for a table of forms in a piece of text."""

    def __init__(self, name: str, forms: Sequence[Form]) -> None:
        """Compile the table once; an instance holds no state of a document."""
        self.forms = tuple(_compile(f) for f in forms)
        super().__init__(supported_entities=sorted({f.type.value for f in forms}), name=name)

    def load(self) -> None:
        """Nothing to load: the table is compiled when the recogniser is made."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Every form found in the text, scored by its label and its check character."""
        piece = piece_of(text, nlp_artifacts)
        return [found for compiled in self.forms for found in self._find(compiled, piece)]

    def _find(self, compiled: _Compiled, piece: Piece) -> Iterator[RecognizerResult]:
        form = compiled.form
        if form.needs_label and not piece.has_word(form.cues):
            return
        for match in matches(compiled, piece):
            start, end = match.span("value") if compiled.value else match.span()
            before = piece.before(match.start(), LABEL_REACH)
            if compiled.unless and compiled.unless.search(before):
                continue
            labelled = compiled.labels is not None and (
                compiled.labels.search(before) is not None
                or compiled.labels.search(piece.label_at(match.start())) is not None
            )
            judged = _judge(form, piece.text[start:end], labelled)
            if judged:
                yield result(self, form.type, start, end, judged[0], form.name, judged[1])


def matches(compiled: _Compiled, piece: Piece) -> Iterator[re.Match[str]]:
    """Where the form stands, tried only where it can begin."""
    form = compiled.form
    if compiled.near and form.near:
        for start, end in piece.starts.around(compiled.near, form.near.before, form.near.after):
            yield from compiled.find.finditer(piece.text, start, end)
        return
    if form.begins is Begins.ANYHOW:
        yield from compiled.find.finditer(piece.text)
        return
    places = piece.starts.at(form.begins, form.runs)
    if form.words or compiled.also:
        also = (m.start() for m in compiled.also.finditer(piece.text)) if compiled.also else ()
        places = sorted({*places, *piece.starts.of_words(form.words), *also})
    yield from tried(compiled.find, piece.text, places)


def _judge(form: Form, value: str, labelled: bool) -> tuple[float, str] | None:
    """Score and reason, or None where it is too weak to be one."""
    if form.needs_label and not labelled:
        return None
    right = form.check(value) if form.check else None
    if right is False:
        if form.check_decides or not labelled:
            return None
        return 0.55, f"{form.why}; its check character is wrong, but it stands beside its own label"
    if right:
        return (1.0 if labelled else max(form.score, 0.9)), f"{form.why}; its check character is right"
    if labelled:
        return max(form.score, 0.85), f"{form.why}; it stands beside its own label"
    return form.score, form.why
