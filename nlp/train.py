"""Train the model: `python -m nlp.train --data ../shared/data`.

Each epoch sees the real text and a fresh batch of invented text, so that no invented page is learnt by heart.
 Seeded; on one thread of the same CPU the result is the same. Takes ten to twenty minutes of one core.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.training.batchers import minibatch_by_words
from spacy.util import load_config
from thinc.api import Adam, fix_random_seed

from nlp import corpora
from nlp.annotated import Annotated, Entity, example, vocabulary_of_labels
from nlp.invented import invent
from nlp.pipeline import SHIPPED, multiply_with_numpy
from nlp.tokens import adapt

CONFIG = Path(__file__).with_name("config.cfg")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast to learn."""

    epochs: int = 12
    invented: int = 2400  # documents an epoch
    judgments: int = 3  # how often an epoch sees the only real text that has every label
    posts: float = 0.5  # share of the short posts that an epoch sees
    piece: int = 1200  # characters; longer texts are cut at a line break or a space
    batch_words: int = 1500
    rate: float = 0.001
    last_rate: float = 0.0001
    dropout: float = 0.2
    lean: float = 0.75  # see `leaning`; chosen on invented text of seed 2
    seed: int = 20261121


def blank(config: Path = CONFIG) -> Language:
    """The untrained pipeline."""
    nlp = spacy.util.load_model_from_config(load_config(config), auto_fill=True, validate=True)
    adapt(nlp)
    return nlp


def train(recipe: Recipe, data: Path, out: Path) -> Language:
    """Learn, and leave the model in `out`."""
    fix_random_seed(recipe.seed)
    nlp = blank()
    draw = random.Random(recipe.seed)
    real = [piece for text in corpora.training(data) for piece in pieces(text, recipe.piece)]
    sample = invent(300, recipe.seed - 1)
    judgments = [t for t in real if t.source == "TAB"]
    words = vocabulary_of_labels(nlp, judgments + sample)
    posts = [t for t in real if t.source in ("BTC", "WNUT17")]
    steady = [t for t in real if t.source == "wikigold"] + judgments * recipe.judgments
    nlp.initialize(lambda: [example(nlp, t, words) for t in sample])
    multiply_with_numpy(nlp)
    optimizer = Adam(recipe.rate, L2=0.01, grad_clip=1.0, use_averages=True)
    for epoch in range(recipe.epochs):
        began = time.monotonic()
        fresh = [p for t in invent(recipe.invented, recipe.seed + epoch) for p in pieces(t, recipe.piece)]
        texts = steady + draw.sample(posts, round(len(posts) * recipe.posts)) + fresh
        draw.shuffle(texts)
        share = epoch / max(recipe.epochs - 1, 1)
        optimizer.learn_rate = recipe.rate * (recipe.last_rate / recipe.rate) ** share
        losses: dict[str, float] = {}
        for batch in minibatch_by_words([example(nlp, t, words) for t in texts], recipe.batch_words):
            nlp.update(batch, sgd=optimizer, drop=recipe.dropout, losses=losses)
        took = time.monotonic() - began
        print(f"epoch {epoch + 1} of {recipe.epochs}: loss {losses['ner']:.0f}, {took:.0f} s", flush=True)
        with nlp.use_params(optimizer.averages):
            save(nlp, out)
    finished = spacy.load(out)
    save(leaning(finished, recipe.lean), out)
    return finished


def save(nlp: Language, out: Path) -> None:
    """Write the model without its vocabulary: the words of the corpora do not travel."""
    nlp.to_disk(out, exclude=["vocab"])


def leaning(nlp: Language, by: float) -> Language:
    """Make the model slower to call a word nothing: a missed name is worse than a word too many.

    Takes `by` from the score of "outside" before each decision.
    """
    ner = cast(Any, nlp.get_pipe("ner"))
    upper = ner.model.get_ref("upper")
    bias = upper.get_param("b").copy()
    moves = ner.moves
    bias[next(n for n in range(moves.n_moves) if moves.get_class_name(n) == "O")] -= by
    upper.set_param("b", bias)
    return nlp


def pieces(text: Annotated, size: int) -> list[Annotated]:
    """A text in pieces of about `size` characters, cut at white space outside any entity."""
    found: list[Annotated] = []
    start = 0
    while start < len(text.text):
        end = _cut(text, start, size)
        inside = tuple(
            Entity(e.start - start, e.end - start, e.label) for e in text.entities if start <= e.start < end
        )
        found.append(Annotated(text.text[start:end], inside, text.known, text.source))
        start = end
    return found


def _cut(text: Annotated, start: int, size: int) -> int:
    end = start + size
    while end < len(text.text):
        if text.text[end - 1].isspace() and not any(e.start < end < e.end for e in text.entities):
            return end
        end += 1
    return len(text.text)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder of corpora")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="where to leave the model")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    arguments = parser.parse_args()
    train(Recipe(epochs=arguments.epochs), arguments.data, arguments.out)


if __name__ == "__main__":
    main()
