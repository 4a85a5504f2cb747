import re
import time
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

import nlp
from nlp.handwritten import handwritten
from nlp.invented import invent
from nlp.invented.origins import by_origin
from nlp.pipeline import SHIPPED
from nlp.scoring import predictions, score


def people(model: Language, text: str) -> list[str]:
    return [e.text for e in model(text).ents if e.label_ == "PERSON"]


def test_the_weights_are_small_enough_to_ship() -> None:
    assert sum(f.stat().st_size for f in SHIPPED.rglob("*") if f.is_file()) < 30_000_000


def test_it_loads_quickly_from_cold() -> None:
    from nlp import pipeline

    began = time.process_time()
    pipeline._load.__wrapped__(SHIPPED.resolve())
    assert time.process_time() - began < 3


def test_it_knows_exactly_the_labels_that_other_rooms_rely_on(model: Language) -> None:
    assert set(model.get_pipe("ner").labels) == set(nlp.LABELS)


def test_lemmas_are_lower_case_words_so_that_context_can_match(model: Language) -> None:
    assert [t.lemma_ for t in model("The Offender Manager rang.")] == [
        "the",
        "offender",
        "manager",
        "rang",
        ".",
    ]


def test_the_words_of_the_corpora_do_not_travel_with_the_weights() -> None:
    assert not (SHIPPED / "vocab").exists()


def test_people_are_found_in_pages_that_no_template_made(model: Language) -> None:
    texts = handwritten()
    person = score(texts, predictions(model, texts))["PERSON"]
    assert person.marked > 200
    assert person.recall > 0.85
    assert person.precision > 0.80


FORM_WORDS: list[Any] = [
    "Budget",
    "BUDGET",
    "Actions",
    "ACTIONS",
    "Please note",
    "Review",
    "Offender Manager",
    "Probation",
    "Licence",
    "Victim",
    "Level 2",
    "Chair",
    "Minutes",
    "MINUTES",
    "Contents",
    "CONTENTS",
    "Welcome",
    pytest.param("Timetable", marks=pytest.mark.xfail(reason="the rules drop it, the model does not")),
    "Guidance",
    "Checklist",
    "Signature",
    "Housing",
    "May be released",
    "Will attend",
]


@pytest.mark.parametrize("words", FORM_WORDS)
def test_form_words_alone_on_a_line_are_not_taken_for_people(model: Language, words: str) -> None:
    assert people(model, words + "\n") == []


@pytest.mark.parametrize("origin", sorted(by_origin(1, rounds=1)))
def test_no_origin_of_name_is_served_much_worse_than_another(model: Language, origin: str) -> None:
    texts = by_origin(3, rounds=4)[origin]
    assert score(texts, predictions(model, texts))["PERSON"].recall > 0.85


def test_a_text_means_the_same_alone_and_in_a_batch(model: Language) -> None:
    texts = [t.text for t in invent(6, 42)]
    batch = [
        [(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in model.pipe(texts, batch_size=3)
    ]
    assert batch == [[(e.start_char, e.end_char, e.label_) for e in model(text).ents] for text in texts]


def test_the_card_says_what_the_weights_were_trained_on() -> None:
    card = (Path(nlp.__file__).parent / "MODEL_CARD.md").read_text(encoding="utf-8")
    for needed in ("CC BY 4.0", "MIT", "re3d", "python -m nlp.train", "python -m bench.ner"):
        assert re.search(re.escape(needed), card), needed
