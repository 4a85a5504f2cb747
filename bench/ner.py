"""How well and how fast the language model finds entities: `python -m bench.ner`.

Three kinds of evidence, from the strongest down: hand-written documents in the style of the field, which no
template made and training never saw; real annotated text kept out of training; invented text from a seed that
training never used, which shares its grammar with training and so flatters the model.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from pathlib import Path

from spacy.language import Language

import nlp
from nlp import corpora
from nlp.annotated import Annotated, Entity
from nlp.handwritten import handwritten
from nlp.invented import invent
from nlp.invented.origins import by_origin, known_names
from nlp.scoring import core, predictions, score, table

UNSEEN_SEED = 1


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--model", type=Path, default=None, help="another spaCy pipeline than the shipped one"
    )
    parser.add_argument(
        "--missed", action="store_true", help="list what was missed or wrongly found, by hand"
    )
    arguments = parser.parse_args()
    began = time.perf_counter()
    model = nlp.load(arguments.model)
    print(f"loaded in {time.perf_counter() - began:.2f} s\n")
    held_out = handwritten()
    report(model, "hand-written", held_out, arguments.missed)
    novelty(model, held_out)
    report(model, f"invented, seed {UNSEEN_SEED}", invent(200, UNSEEN_SEED), False)
    if arguments.data.is_dir():
        for name, texts in corpora.measuring(arguments.data).items():
            report(model, name, texts, False)
    else:
        print(f"{arguments.data} is missing: TAB dev, BTC, WNUT17 and Presidio were not measured\n")
    origins(model)
    speed(model)


def report(model: Language, name: str, texts: list[Annotated], missed: bool) -> None:
    """One table."""
    scores = score(texts, predictions(model, texts))
    words = sum(len(t.text.split()) for t in texts)
    print(f"{name}: {len(texts)} documents, {words} words\n{table(scores)}\n")
    if missed:
        people = scores["PERSON"]
        print("missed:", ", ".join(people.missed), "\nwrongly found:", ", ".join(people.false), "\n")


def novelty(model: Language, texts: list[Annotated]) -> None:
    """Recall of people whose names training knows in part, and of those it knows nothing of."""
    known = known_names()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for text, guesses in zip(texts, predictions(model, texts), strict=True):
        covered = {i for e in guesses if e.label == "PERSON" for i in range(e.start, e.end)}
        for entity in (e for e in text.entities if e.label == "PERSON"):
            start, end = core(text.text, entity)
            words = {w.lower() for w in re.findall(r"\w[\w'’]*", text.text[start:end]) if len(w) > 1}
            group = "some word of the name is in the training lists" if words & known else "none is"
            counts[group][0] += _covers(text.text, Entity(start, end, "PERSON"), covered)
            counts[group][1] += 1
    for group, (found, total) in sorted(counts.items()):
        print(f"hand-written people, {group}: {found} of {total} found ({found / total:.3f})")
    print()


def origins(model: Language) -> None:
    """Recall by origin of name, over the same sentences for every origin."""
    print("recall of people by origin of name (invented names in the same sentences)")
    for name, texts in by_origin(seed=UNSEEN_SEED).items():
        person = score(texts, predictions(model, texts))["PERSON"]
        print(f"{name:26}{person.marked:6}{person.recall:8.3f}")
    print()


def speed(model: Language) -> None:
    """Words a second of one process, by CPU time."""
    texts = [t.text for t in invent(400, UNSEEN_SEED)]
    pages = ["".join(texts[i : i + 10]) for i in range(0, len(texts), 10)]
    words = sum(len(page.split()) for page in pages)
    began = time.process_time()
    for _ in model.pipe(pages):
        pass
    print(f"speed: {words / (time.process_time() - began):,.0f} words a second of CPU in nlp.pipe")


def _covers(text: str, entity: Entity, covered: set[int]) -> bool:
    return all(i in covered for i in range(entity.start, entity.end) if text[i].isalnum())


if __name__ == "__main__":
    main()
