"""Presidio as it comes, on our language model: what the benchmarks set ours beside.

Its default recognisers and its own context enhancer run over pieces of 5 KB, and nothing of the project's
own but the model's weights: the official English models cannot be had offline.
"""

from __future__ import annotations

import os
from functools import cache

os.environ.setdefault("TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS", "")

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

import nlp

PIECE = 5_000
_NAMES = {"PERSON": "PERSON", "ORG": "ORGANIZATION", "LOC": "LOCATION", "DATE": "DATE_TIME", "DEM": "NRP"}


class _Loaded(SpacyNlpEngine):  # type: ignore[misc]
    """Presidio's own spaCy engine over a pipeline that is already loaded."""

    def __init__(self) -> None:
        ignored = [label for label in nlp.LABELS if label not in _NAMES]
        super().__init__(
            ner_model_configuration=NerModelConfiguration(
                model_to_presidio_entity_mapping=_NAMES, labels_to_ignore=ignored
            )
        )
        self.nlp = {"en": nlp.load()}


@cache
def stock_engine() -> AnalyzerEngine:
    """Presidio's engine and default recognisers."""
    engine = _Loaded()
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=engine)
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])


def _pieces(text: str) -> list[tuple[int, str]]:
    pieces, start = [], 0
    while start < len(text):
        end = min(len(text), start + PIECE)
        if end < len(text):
            cut = max(text.rfind("\n", start + PIECE // 2, end), text.rfind(" ", start + PIECE // 2, end))
            end = cut + 1 if cut > start else end
        pieces.append((start, text[start:end]))
        start = end
    return pieces


def stock_spans(text: str) -> list[tuple[int, int]]:
    """Everything that stock Presidio finds in a text."""
    engine = stock_engine()
    return [
        (offset + r.start, offset + r.end)
        for offset, piece in _pieces(text)
        for r in engine.analyze(piece, language="en")
    ]
