"""What the language model finds, in the product's own types."""

from __future__ import annotations

from typing import Any

from presidio_analyzer import LocalRecognizer, RecognizerResult

from models.people import EntityType
from redact.find.form import result

LABELS: dict[str, EntityType] = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANISATION,
    "LOC": EntityType.LOCATION,
    "GPE": EntityType.LOCATION,
    "FAC": EntityType.LOCATION,
    "DATE": EntityType.DATE,
    "DATETIME": EntityType.DATE,
    "TIME": EntityType.DATE,
    "QUANTITY": EntityType.QUANTITY,
    "CARDINAL": EntityType.QUANTITY,
    "PERCENT": EntityType.QUANTITY,
    "MONEY": EntityType.MONEY,
    "CODE": EntityType.REFERENCE,
    "DEM": EntityType.DEMOGRAPHIC,
    "NORP": EntityType.DEMOGRAPHIC,
    "MISC": EntityType.MISC,
}
"""Labels of the shipped model, and of the general English ones that a site may point at instead."""

_WHY = {
    EntityType.PERSON: "the language model takes it for a person's name",
    EntityType.ORGANISATION: "the language model takes it for an organisation",
    EntityType.LOCATION: "the language model takes it for a place",
    EntityType.DATE: "the language model takes it for a date or time",
    EntityType.QUANTITY: "the language model takes it for a quantity",
    EntityType.MONEY: "the language model takes it for an amount of money",
    EntityType.REFERENCE: "the language model takes it for a number that identifies something",
    EntityType.DEMOGRAPHIC: "the language model takes it for an attribute of a person",
    EntityType.MISC: "the language model takes it for something else that may identify a person",
}


class ModelRecogniser(LocalRecognizer):  # type: ignore[misc]
    """Hands on the model's entities. The model gives no score of its own, so each has the same."""

    SCORE = 0.75

    def __init__(self) -> None:
        """Nothing of its own: the engine runs the model."""
        super().__init__(supported_entities=sorted({t.value for t in LABELS.values()}), name="model")

    def load(self) -> None:
        """The engine holds the model."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """The entities of the engine's artifacts."""
        if nlp_artifacts is None:
            return []
        found = []
        for entity in nlp_artifacts.entities:
            kind = LABELS.get(entity.label_)
            start, end = entity.start_char, entity.end_char
            if kind and end > start:
                found.append(result(self, kind, start, end, self.SCORE, "model", _WHY[kind]))
        return found
