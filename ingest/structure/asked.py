"""The labels that forms put before a fact, by what the fact is (`ingest/forms/words/labels.toml`)."""

from __future__ import annotations

from ingest.structure.aliases import WORDS, read_words
from ingest.structure.words import fold

_FILE = read_words(WORDS / "labels.toml")


def _folded(group: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(fold(label) for label in labels) for name, labels in _FILE[group].items()}


FACTS = _folded("facts")
SUBJECT = _folded("subject")
IDENTIFIERS = {label: name for name, labels in _folded("identifiers").items() for label in labels}
LABELS = frozenset(IDENTIFIERS).union(*FACTS.values(), *SUBJECT.values())
