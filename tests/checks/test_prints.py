"""What an index of wording keeps of a passage, and what it finds again."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.reuse import prints
from checks.reuse.prints import LEAST, MANY, SURE
from tests.growth import assert_linear

KEY = b"k" * 32


def words(seed: int, count: int) -> list[str]:
    draw = random.Random(seed)
    return [f"w{draw.randrange(100_000)}" for _ in range(count)]


def text(*passages: list[str]) -> str:
    return " ".join(" ".join(p).capitalize() + "." for p in passages)


def test_a_run_of_the_promised_length_is_always_noticed() -> None:
    for seed in range(50):
        run = words(seed, SURE)
        here = text([*words(seed + 100, 9), *run, *words(seed + 200, 3)])
        there = text([*words(seed + 300, 30), *[w.upper() for w in run]])
        assert prints(here, KEY).values & prints(there, KEY).values


def test_a_sentence_repeated_is_noticed_however_short_it_may_be_and_wherever_its_lines_end() -> None:
    for seed in range(50):
        run = words(seed, LEAST)
        one, other = prints(text(words(1, 20), run), KEY), prints("3.2  " + ",\u00a0".join(run), KEY)
        assert other.sketches[0]
        assert set(one.sketches[1]) & set(other.sketches[0])


def test_most_sentences_with_one_word_changed_are_still_noticed() -> None:
    found = 0
    for seed in range(200):
        run = words(seed, 20)
        changed = [*run]
        changed[random.Random(seed).randrange(20)] = "another"
        found += bool(prints(text(run), KEY).values & prints(text(changed), KEY).values)
    assert found >= 150


def test_texts_without_common_wording_share_nothing() -> None:
    one, other = (prints(text(*(words(seed + n, 20) for n in range(150))), KEY) for seed in (1000, 5000))
    assert not one.values & other.values


def test_another_key_gives_other_prints() -> None:
    assert not prints(text(words(1, 40)), KEY).values & prints(text(words(1, 40)), b"other").values


@pytest.mark.parametrize("said", ["", "...", "Seven words are not enough for this."])
def test_what_is_too_short_to_prove_anything_has_none(said: str) -> None:
    assert prints(said, KEY).sketches == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_every_passage_lies_in_the_text_and_has_at_least_one_hash(said: str) -> None:
    found = prints(said, KEY)
    assert len(found.spans) == len(found.sketches)
    for span, sketch in zip(found.spans, found.sketches, strict=True):
        assert 0 <= span.start < span.end <= len(said)
        assert sketch
        assert all(0 <= value < 2**63 for value in sketch)


def test_only_a_passage_whose_every_hash_stands_in_many_cases_counts_as_held_widely() -> None:
    found = prints(text(words(1, 40), words(2, 40)), KEY)
    first, second = found.sketches
    cases = dict.fromkeys(first, MANY) | dict.fromkeys(second[1:], MANY) | {second[0]: MANY - 1}
    assert len(second) > 1
    assert found.held_widely(cases) == (found.spans[0],)


def test_time_grows_with_the_length_and_no_faster() -> None:
    assert_linear(lambda count: prints(" ".join(words(1, count)), KEY), 10_000)
