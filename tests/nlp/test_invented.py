from collections import Counter

import pytest

from nlp.annotated import COMPLETE, Annotated, Entity, example, vocabulary_of_labels
from nlp.handwritten import handwritten, marked
from nlp.invented import invent
from nlp.invented.grammar import frames
from nlp.invented.origins import known_names
from nlp.invented.people import person, written
from nlp.scoring import score
from nlp.train import blank, pieces


def test_the_same_seed_invents_the_same_pages() -> None:
    assert invent(5, 7) == invent(5, 7)
    assert invent(5, 7) != invent(5, 8)


def test_entities_lie_in_order_within_their_page_and_no_mark_of_the_grammar_is_left() -> None:
    for page in invent(150, 11):
        at = 0
        for entity in page.entities:
            assert at <= entity.start < entity.end <= len(page.text)
            assert page.text[entity.start : entity.end].strip()
            at = entity.end
        assert not set("{}") & set(page.text)


def test_every_label_is_invented_and_people_most() -> None:
    counts = Counter(e.label for page in invent(200, 3) for e in page.entities)
    assert set(counts) == COMPLETE
    assert counts.most_common(1)[0][0] == "PERSON"


def test_the_grammar_is_wide() -> None:
    assert len(frames()["statement"]) + len(frames()["note"]) + len(frames()["vp"]) > 250


def test_no_sentence_of_the_grammar_stands_in_the_held_out_pages() -> None:
    plain = {line.lower().strip(". ") for line in frames()["plain"] if len(line.split()) > 4}
    held_out = "\n".join(page.text.lower() for page in handwritten())
    assert not [line for line in plain if line in held_out]


def test_most_names_of_the_held_out_pages_are_in_no_training_list() -> None:
    known = known_names()
    words = [
        word.lower().strip(".,'’\"")
        for page in handwritten()
        for e in page.entities
        if e.label == "PERSON"
        for word in page.text[e.start : e.end].replace("-", " ").split()
    ]
    assert sum(word in known for word in words) / len(words) < 0.25


def test_a_person_is_written_in_many_ways() -> None:
    import random

    draw = random.Random(5)
    who = person(draw)
    assert len({written(draw, who, "subject") for _ in range(200)}) > 8


def test_what_nobody_looked_for_is_a_missing_value_and_not_a_negative() -> None:
    nlp = blank()
    full = Annotated("on Tuesday", (Entity(3, 10, "DATE"),))
    words = vocabulary_of_labels(nlp, [full])
    partly = Annotated("Ann came Tuesday 12", (Entity(0, 3, "PERSON"),), frozenset({"PERSON"}))
    reference = example(nlp, partly, words).reference
    assert [t.ent_iob_ for t in reference] == ["B", "O", "", ""]


def test_cutting_a_text_loses_no_entity_and_splits_none() -> None:
    page = marked("{P:Ann Bell} met {P:Cy Doe} in {L:Low Moor}. " * 20)
    parts = pieces(page, 60)
    assert "".join(p.text for p in parts) == page.text
    assert sum(len(p.entities) for p in parts) == len(page.entities)
    assert {p.text[e.start : e.end] for p in parts for e in p.entities} == {"Ann Bell", "Cy Doe", "Low Moor"}


@pytest.mark.parametrize(
    ("guess", "covered", "masked"),
    [
        ([Entity(3, 11, "PERSON")], 1, 1),  # the title left out is no miss
        ([Entity(3, 6, "PERSON")], 0, 0),  # half a name is a miss
        ([Entity(0, 11, "LOC")], 0, 1),  # wrong label: not found, but it would be taken out
        ([], 0, 0),
    ],
)
def test_a_name_counts_as_found_only_when_all_of_it_is(
    guess: list[Entity], covered: int, masked: int
) -> None:
    text = Annotated("Mr Cy Archer rang", (Entity(0, 12, "PERSON"),))
    guess = [Entity(e.start, 12 if e.end == 11 else e.end, e.label) for e in guess]
    person = score([text], [guess])["PERSON"]
    assert (person.covered, person.masked) == (covered, masked)
