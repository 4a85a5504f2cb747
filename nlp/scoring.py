"""How well a model finds what people marked: per label, and for people however they are labelled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.language import Language

from nlp.annotated import Annotated, Entity

TITLES = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|rev|reverend|sir|lady|dame|lord|aunt|auntie|aunty|uncle|father|imam|pastor|"
    r"brother|sister|nurse|officer)\b\.? ?(?:(?:and|&) )?)+|['’]s?$",
    re.IGNORECASE,
)
"""What may stand before or after a name without being part of it."""


@dataclass(slots=True)
class Score:
    """Counts for one label. A marked entity is `found` where spans agree, titles and possessives aside.

    `covered` counts those of whose words none is left outside the model's entities of that label, `masked`
    outside its entities of any label: a name taken for a place is wrong, but it is not missed.
    """

    marked: int = 0
    found: int = 0
    covered: int = 0
    masked: int = 0
    predicted: int = 0
    touching: int = 0  # predictions that share a word with a marked entity of the label
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Share of predictions that lie on a marked entity of the label."""
        return self.touching / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of marked entities that the label covers."""
        return self.covered / self.marked if self.marked else 0.0

    @property
    def exact(self) -> float:
        """Share of marked entities whose very span was found."""
        return self.found / self.marked if self.marked else 0.0


def predictions(nlp: Language, texts: list[Annotated]) -> list[list[Entity]]:
    """The model's entities for each text, whatever its length."""
    docs = nlp.pipe(t.text for t in texts)
    return [[Entity(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs]


def score(texts: Iterable[Annotated], predicted: Iterable[list[Entity]]) -> dict[str, Score]:
    """Scores by label, over the labels that the texts' annotators looked for."""
    scores: dict[str, Score] = {}
    for text, guesses in zip(texts, predicted, strict=True):
        everything = _characters(guesses)
        for label in text.known:
            marked = [e for e in text.entities if e.label == label]
            of_label = [e for e in guesses if e.label == label]
            _count(scores.setdefault(label, Score()), text.text, marked, of_label, everything)
    return scores


def _count(
    total: Score, text: str, marked: list[Entity], guesses: list[Entity], everything: set[int]
) -> None:
    covered, wanted = _characters(guesses), _characters(marked)
    spans = {core(text, e) for e in guesses}
    total.marked += len(marked)
    total.predicted += len(guesses)
    for entity in marked:
        words = {i for i in range(*core(text, entity)) if text[i].isalnum()}
        total.found += core(text, entity) in spans
        total.masked += words <= everything
        if words <= covered:
            total.covered += 1
        else:
            total.missed[text[entity.start : entity.end]] += 1
    for guess in guesses:
        if any(i in wanted for i in range(guess.start, guess.end)):
            total.touching += 1
        else:
            total.false[text[guess.start : guess.end]] += 1


def core(text: str, entity: Entity) -> tuple[int, int]:
    """An entity's span without a title before it, a possessive or white space after it."""
    start, end = entity.start, entity.end
    for match in TITLES.finditer(text[start:end]):
        if match.start() == 0 and match.end() < end - start:
            start += match.end()
        elif match.end() == entity.end - entity.start:
            end = entity.start + match.start()
    return start, end


def _characters(entities: list[Entity]) -> set[int]:
    return {i for e in entities for i in range(e.start, e.end)}


def table(scores: dict[str, Score]) -> str:
    """The figures as lines of text."""
    lines = [f"{'label':10}{'marked':>8}{'precision':>11}{'recall':>8}{'exact':>8}{'masked':>8}"]
    for label, s in sorted(scores.items()):
        masked = s.masked / s.marked if s.marked else 0.0
        lines.append(f"{label:10}{s.marked:8}{s.precision:11.3f}{s.recall:8.3f}{s.exact:8.3f}{masked:8.3f}")
    return "\n".join(lines)
