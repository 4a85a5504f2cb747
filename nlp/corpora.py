"""Real annotated text, read from a folder of data and brought to one set of labels.

Only sources whose licence lets a model trained on them be shipped are read here; see MODEL_CARD.md for each
one's licence, and for those left out. The Text Anonymization Benchmark's `dev` part and the test parts named
below are for measuring and are never trained on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from nlp.annotated import COMPLETE, Annotated, Entity

NAMES_ONLY = frozenset({"PERSON", "ORG", "LOC"})

_TAB_LABELS = {"DATETIME": "DATE"}
_BTC = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
_WNUT = {"person": "PERSON", "corporation": "ORG", "location": "LOC"}
_WIKIGOLD = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}


def training(data: Path) -> list[Annotated]:
    """Everything real that the model learns from."""
    ner = data / "ner"
    return [
        *tab(data / "tab" / "train.jsonl"),
        *wikigold(ner / "wikigold/CONLL-format/data/wikigold.conll.txt"),
        *(t for part in "abegh" for t in btc(ner / f"BTC/CONLL-format/data/{part}.conll")),
        *wnut(ner / "WNUT17/CONLL-format/data/train/wnut17train.conll"),
        *wnut(ner / "WNUT17/CONLL-format/data/dev/emerging.dev.conll"),
    ]


def measuring(data: Path) -> dict[str, list[Annotated]]:
    """Real text that the model has never seen."""
    ner = data / "ner"
    return {
        "TAB dev": tab(data / "tab" / "dev.jsonl"),
        "BTC part F": btc(ner / "BTC/CONLL-format/data/f.conll"),
        "WNUT17 test": wnut(ner / "WNUT17/CONLL-format/data/test/emerging.test.annotated"),
        "Presidio v2": presidio(data / "presidio_research" / "synth_dataset_v2.json"),
    }


def tab(path: Path) -> list[Annotated]:
    """The Text Anonymization Benchmark: court judgments with every label."""
    texts = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = {(s["start"], s["end"], _TAB_LABELS.get(s["label"], s["label"])) for s in row["spans"]}
        texts.append(Annotated(row["text"], _without_overlap(spans), COMPLETE, "TAB"))
    return texts


def btc(path: Path) -> list[Annotated]:
    """A part of the Broad Twitter Corpus. An "@" and the handle after it are one name here."""
    return [_from_columns(rows, _BTC, NAMES_ONLY, "BTC") for rows in _blocks(path)]


def wnut(path: Path) -> list[Annotated]:
    """WNUT 2017: rare names in noisy text. Its groups, products and works are not our organisations."""
    return [_from_columns(rows, _WNUT, NAMES_ONLY, "WNUT17") for rows in _blocks(path)]


def wikigold(path: Path) -> list[Annotated]:
    """Wikipedia sentences. Its MISC mixes nationalities with works, so that label is a missing value."""
    return [_from_columns(rows, _WIKIGOLD, NAMES_ONLY, "wikigold") for rows in _blocks(path)]


def presidio(path: Path) -> list[Annotated]:
    """Presidio's synthetic sentences, people only: used for measuring, never for training."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [
        Annotated(
            row["full_text"],
            _without_overlap(
                {
                    (s["start_position"], s["end_position"], "PERSON")
                    for s in row["spans"]
                    if s["entity_type"] == "PERSON"
                }
            ),
            frozenset({"PERSON"}),
            "Presidio",
        )
        for row in rows
    ]


def _without_overlap(spans: set[tuple[int, int, str]]) -> tuple[Entity, ...]:
    """The longest of those that overlap, in order of place."""
    kept: list[Entity] = []
    for start, end, label in sorted(spans, key=lambda s: (s[0] - s[1], s[0], s[2])):
        if all(end <= other.start or other.end <= start for other in kept):
            kept.append(Entity(start, end, label))
    return tuple(sorted(kept))


def _blocks(path: Path) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = re.split(r"[\t ]+", line.strip())
        if len(parts) == 2:
            rows.append((parts[0], parts[1]))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


_NO_SPACE_BEFORE = frozenset({".", ",", ";", ":", "!", "?", ")", "]", "'s", "’s", "n't", "n’t", "%", "'"})
_NO_SPACE_AFTER = frozenset({"(", "[", "@", "#", "$", "£"})


def _from_columns(
    rows: list[tuple[str, str]], labels: dict[str, str], known: frozenset[str], source: str
) -> Annotated:
    """Text as it would have been written, and its entities, from words and tags in columns.

    Groups, works and products that we do not map are left as words of no label: they are none of ours.
    """
    text = ""
    found: list[tuple[int, int, str]] = []
    handle = False
    for index, (word, tag) in enumerate(rows):
        previous = rows[index - 1][0] if index else ""
        glued = index == 0 or word in _NO_SPACE_BEFORE or previous in _NO_SPACE_AFTER
        text += word if glued else " " + word
        start = len(text) - len(word)
        label = labels.get(tag[2:], "")
        begins = tag.startswith("B-") and not handle
        handle = bool(label) and word == "@"
        if not label:
            continue
        if found and not begins and found[-1][2] == label and index and rows[index - 1][1] != "O":
            found[-1] = (found[-1][0], len(text), label)
        else:
            found.append((start, len(text), label))
    return Annotated(text, _without_overlap(set(found)), known, source)
