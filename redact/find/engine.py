"""Presidio's engine, with our language model, our recognisers and nothing of its own that reaches outside.

Threat: `AnalyzerEngine()` left to itself downloads a model, registers recognisers that take British police
numbers for American driving licences, and one (`UrlRecognizer`) that a page of leader dots holds up for
seconds; `tldextract` fetches a list from the network. Rule: engine, registry and context enhancer are given
explicitly, the list's address is emptied before Presidio is imported, and text goes in by pieces of bounded
size. Residual risk: Presidio logs what it does at levels below WARNING; no finding's text is among it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

os.environ.setdefault("TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS", "")

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpEngine
from spacy.language import Language

import nlp
from redact.find.addresses import AddressRecogniser
from redact.find.attributes import AttributeRecogniser
from redact.find.form import FormRecogniser
from redact.find.forms import CONTACT, NUMBERS, REFERENCES, TIMES
from redact.find.labelled import LabelledRecogniser
from redact.find.model import LABELS, ModelRecogniser
from redact.find.naming import NameRecogniser
from redact.find.pieces import Piece, PieceArtifacts, prose
from redact.find.singling import SinglingRecogniser
from redact.find.special import SpecialCategoryRecogniser

LANGUAGE = "en"


class ShippedModel(NlpEngine):
    """The product's own language pipeline behind Presidio's interface."""

    engine_name = "countersign"
    is_available = True

    def __init__(self, language: Language) -> None:
        """Take a pipeline that is already loaded: nothing is looked for by name, so nothing is downloaded."""
        self.language = language
        self._read = nlp.reader(language)

    def load(self) -> None:
        """Loaded before it came here."""

    def is_loaded(self) -> bool:
        """Always: see `load`."""
        return True

    def process_text(self, text: str, language: str) -> PieceArtifacts:
        """Run the pipeline on one text."""
        return next(self.process_batch([text], language))[1]

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 8, n_process: int = 1, **kwargs: Any
    ) -> Iterator[tuple[str, PieceArtifacts]]:
        """Run the pipeline on many texts together, which is faster than one by one."""
        given = list(texts)
        for text, entities in zip(given, self._read(given), strict=True):
            yield text, PieceArtifacts(entities, self, LANGUAGE)

    def is_stopword(self, word: str, language: str) -> bool:
        """As the vocabulary has it."""
        return bool(self.language.vocab[word].is_stop)

    def is_punct(self, word: str, language: str) -> bool:
        """As the vocabulary has it."""
        return bool(self.language.vocab[word].is_punct)

    def get_supported_entities(self) -> list[str]:
        """The types that the model's labels become."""
        return sorted({kind.value for kind in LABELS.values()})

    def get_supported_languages(self) -> list[str]:
        """English alone."""
        return [LANGUAGE]


class LabelsOnly(ContextAwareEnhancer):
    """Leaves scores as they are: every form weighs its own label while it looks, in linear time."""

    def __init__(self) -> None:
        """No factors: nothing is enhanced here."""
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: Any,
        recognizers: Any,
        context: Any = None,
    ) -> list[RecognizerResult]:
        """The results as they came."""
        return raw_results


def registry(language: Language) -> RecognizerRegistry:
    """Our recognisers alone."""
    return RecognizerRegistry(
        recognizers=[
            ModelRecogniser(),
            FormRecogniser("numbers", NUMBERS),
            FormRecogniser("references", REFERENCES),
            FormRecogniser("contact", CONTACT),
            FormRecogniser("times", TIMES),
            LabelledRecogniser(),
            AddressRecogniser(),
            AttributeRecogniser(),
            SpecialCategoryRecogniser(),
            SinglingRecogniser(),
            NameRecogniser(),
        ],
        supported_languages=[LANGUAGE],
    )


@lru_cache(maxsize=4)
def analyzer(model: Path | None = None) -> AnalyzerEngine:
    """The engine over the shipped model, or over the one at `model`; made once per path."""
    language = nlp.load(model)
    return AnalyzerEngine(
        registry=registry(language),
        nlp_engine=ShippedModel(language),
        context_aware_enhancer=LabelsOnly(),
        supported_languages=[LANGUAGE],
    )


def analyse(engine: AnalyzerEngine, pieces: list[Piece]) -> Iterator[tuple[Piece, list[RecognizerResult]]]:
    """Every recogniser's findings, piece by piece; offsets are the piece's.

    The registry's recognisers are asked themselves: Presidio's own loop then compares every two findings of a
    piece, to leave one of those that overlap, which `redact.find.overlaps` does for the document.
    """
    recognisers = engine.registry.get_recognizers(LANGUAGE, all_fields=True)
    batch = engine.nlp_engine.process_batch((prose(p.text) for p in pieces), LANGUAGE)
    for piece, (_, artifacts) in zip(pieces, batch, strict=True):
        assert isinstance(artifacts, PieceArtifacts)
        artifacts.piece = piece
        yield piece, [r for one in recognisers for r in one.analyze(piece.text, [], artifacts)]
