"""A text with its entities marked, and which labels its annotators looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from nlp.pipeline import LABELS

COMPLETE = frozenset(LABELS)


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A marked piece of text: `text[start:end]`, and its label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text and the entities marked in it, in order and without overlap.

    `known` are the labels that were looked for: what lies outside every entity is known to be none of these,
    and may be any other.
    """

    text: str
    entities: tuple[Entity, ...]
    known: frozenset[str] = COMPLETE
    source: str = ""


def vocabulary_of_labels(nlp: Language, texts: Iterable[Annotated]) -> dict[str, frozenset[str]]:
    """For each label, the lower-case words of which fully annotated texts have a fifth or more inside it."""
    inside: dict[str, Counter[str]] = {label: Counter() for label in LABELS}
    anywhere: Counter[str] = Counter()
    for annotated in texts:
        anywhere.update(token.lower_ for token in nlp.make_doc(annotated.text))
        for entity in annotated.entities:
            words = nlp.make_doc(annotated.text[entity.start : entity.end])
            inside[entity.label].update(token.lower_ for token in words)
    return {
        label: frozenset(word for word, count in found.items() if count * 5 >= anywhere[word])
        for label, found in inside.items()
    }


def example(nlp: Language, annotated: Annotated, words: dict[str, frozenset[str]]) -> Example:
    """What spaCy trains on. Words that may belong to a label nobody looked for are missing values.

    Such are words with a digit, and those that `words` knows inside a label the text's annotators left out.
    An entity whose ends fall within a token is a missing value too.
    """
    predicted = nlp.make_doc(annotated.text)
    reference = predicted.copy()
    spans: list[Span] = []
    doubtful = _may_be(reference, COMPLETE - annotated.known, words)
    for entity in annotated.entities:
        span = reference.char_span(entity.start, entity.end, label=entity.label)
        if span is None:
            wider = reference.char_span(entity.start, entity.end, alignment_mode="expand")
            doubtful.update(token.i for token in wider or ())
        elif not (span[0].is_space or span[-1].is_space) and (not spans or span.start >= spans[-1].end):
            spans.append(span)
    doubtful -= {token.i for span in spans for token in span}
    missing = [reference[i : i + 1] for i in sorted(doubtful)]
    reference.set_ents(spans, missing=missing, default="outside")
    return Example(predicted, reference)


def _may_be(doc: Doc, unknown: frozenset[str], words: dict[str, frozenset[str]]) -> set[int]:
    """Tokens that may belong to a label nobody looked for."""
    if not unknown:
        return set()
    suspects = frozenset().union(*(words[label] for label in unknown))
    return {t.i for t in doc if t.lower_ in suspects or any(c.isdigit() for c in t.text)}
