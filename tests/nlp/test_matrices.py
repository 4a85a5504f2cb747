"""The network worked out in whole matrices finds what spaCy finds with the same weights."""

from __future__ import annotations

import pytest
import spacy
from spacy.attrs import SHAPE
from spacy.language import Language

from nlp import cutting
from nlp.cutting import Cutter
from nlp.handwritten import handwritten
from nlp.invented import invent
from nlp.matrices import fits, reader
from tests.growth import assert_linear

ODD = ["", "\n\n\n", " ", "x", "Will", "Anna\tBrook\n\n", "\u00a0\u200b", "O'Dowd-Ng's", "1 2 3 " * 40]


def test_it_finds_what_spacy_finds(model: Language) -> None:
    texts = [*(t.text for t in handwritten()), *(t.text for t in invent(60, 77)), *ODD]
    expected = [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in model.pipe(texts)]
    found = [[tuple(e) for e in entities] for entities in reader(model)(texts)]
    same = sum(len(set(a) & set(b)) for a, b in zip(expected, found, strict=True))
    assert fits(model)
    assert sum(map(len, expected)) > 1000
    assert same >= 0.999 * max(sum(map(len, expected)), sum(map(len, found)))


def test_texts_read_together_or_alone_give_the_same(model: Language) -> None:
    read = reader(model)
    texts = [t.text for t in handwritten()]
    assert list(read(texts)) == [entities for text in texts for entities in read([text])]


def test_another_pipeline_runs_as_spacy_has_it() -> None:
    other = spacy.blank("en")
    other.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Anna Brook"}])
    assert not fits(other)
    assert [tuple(e) for e in next(iter(reader(other)(["Ask Anna Brook."])))] == [(4, 14, "PERSON")]


@pytest.mark.parametrize("unit", ["Mr Smith ", "twenty-one ", "Ann ", "\n", "of "])
def test_a_text_that_is_one_long_entity_costs_no_square(model: Language, unit: str) -> None:
    read = reader(model)
    assert_linear(lambda length: [*read([(unit * length)[:length]])], 5_000)


def test_a_text_is_cut_into_the_words_that_spacy_cuts_it_into(model: Language) -> None:
    texts = [
        *(t.text for t in handwritten()),
        *(t.text for t in invent(20, 78)),
        *ODD,
        "  two \n\t spaces  ",
        " a",
    ]
    cuts, table = Cutter(model, [SHAPE]).cut(texts)
    for text, cut in zip(texts, cuts, strict=True):
        doc = model.make_doc(text)
        assert cut.starts.tolist() == [t.idx for t in doc]
        assert cut.lengths.tolist() == [len(t) for t in doc]
        assert table[cut.words].tolist() == [[t.is_space, t.shape] for t in doc]


def test_pieces_are_let_go_when_there_are_too_many(model: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "MOST", 50)
    cutter = Cutter(model, [SHAPE])
    for number in range(40):
        cutter.cut([" ".join(f"w{number}x{n}" for n in range(30))])
        assert len(cutter._pieces) <= 80
