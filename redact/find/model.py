"""What the language model finds, in the product's own types."""

from __future__ import annotations

import re
from typing import Any

from presidio_analyzer import LocalRecognizer, RecognizerResult

from models.people import EntityType
from redact.find.form import result
from redact.find.naming import is_forename
from redact.find.tidying import RANK_WORDS

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


def doubtful(text: str, start: int, end: int, kind: EntityType) -> bool:
    """What the model alone claims and the text gives no ground for.

    A word written small is no name in a line that has capitals, unless it is a forename; "May" and "Will"
    at the start of a sentence are no names before a verb's stem; a code has two digits and no words.
    """
    words = text[start:end]
    if kind in _NAMED and _DURATION.match(words):
        return True
    if kind in _NAMED and kind is not EntityType.PERSON and _WEEKDAY.fullmatch(words):
        return True
    opens = text[max(0, start - 1) : start] in ("", "\n", "\t")
    if kind in _COUNTED and opens and _NUMBERING.fullmatch(words):
        return True  # "12. Media", "10.1 The premises": the number of a section or a paragraph
    if kind is EntityType.ORGANISATION and _no_body(words):
        return True
    if kind is EntityType.PERSON:
        if words[:1].isdigit():
            return True  # "9.30am"
        if words.islower():
            line_start, line_end = (
                text.rfind("\n", max(0, start - 400), start) + 1,
                text.find("\n", end, end + 400),
            )
            capitals = any(c.isupper() for c in text[line_start : line_end if line_end > 0 else end + 400])
            return capitals and not any(is_forename(w) for w in words.split())
        return words.casefold() in _MODAL and _STEM.match(text, end) is not None
    if kind is EntityType.DATE:
        return words in _EVERYBODYS
    if kind is EntityType.REFERENCE:
        parts = words.split()
        return (
            sum(c.isdigit() for c in words) < 2
            or any(p.isalpha() and p.islower() and len(p) > 2 for p in parts)
            or words in _EVERYBODYS
        )
    return False


def _no_body(words: str) -> bool:
    """A rank, an instruction, or what every prison is: "Assistant Chief", "Inspect the door", "HMP"."""
    if words in _KINDS or all(word.casefold() in _OF_RANKS for word in words.split()):
        return True
    return _INSTRUCTION.fullmatch(words) is not None


_KINDS = frozenset({"HMP", "HMYOI", "YOI"})
_OF_RANKS = RANK_WORDS | {
    "assistant", "deputy", "chief", "detective", "acting", "temporary", "senior", "constable", "sergeant",
    "inspector", "superintendent",
}  # fmt: skip
_INSTRUCTION = re.compile(r"[A-Z][a-z]+ (?:the|a|an|his|her|their) (?:[a-z]+ ?)+")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?")
_NUMBERING = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}\.?")
_COUNTED = frozenset(
    {EntityType.DATE, EntityType.DEMOGRAPHIC, EntityType.QUANTITY, EntityType.MISC, EntityType.LOCATION}
)
_NAMED = frozenset({EntityType.PERSON, EntityType.LOCATION, EntityType.ORGANISATION})
_DURATION = re.compile(
    r"(?:\d{1,4}|an?|one|two|three|four|five|six|ten|twelve|few|several|half an)[ -]?"
    r"(?:secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|nights?|wks?|weeks?|mths?|months?|yrs?|years?)\b",
    re.IGNORECASE,
)
"""How long something took, which the model may take for a place: "20 mins late"."""
_MODAL = frozenset({"may", "will", "can", "might"})
_STEM = re.compile(
    r" (?:be|have|need|not|also|only|any|the|you|it|this|that|there|he|she|they|we|i|all|some|"
    r"these|lead|result|include|require|want|20\d\d)\b|,? \d"
)
_EVERYBODYS = frozenset({"999", "112", "101", "111"})


class ModelRecogniser(LocalRecognizer):
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
