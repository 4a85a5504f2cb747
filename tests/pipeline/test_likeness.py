from __future__ import annotations

import random

from pipeline.likeness import SEQUENCE, WINDOW, Likeness, fingerprints
from tests.growth import assert_linear

KEY = b"k" * 32


def words(seed: int, count: int) -> str:
    draw = random.Random(seed)
    return " ".join(f"w{draw.randrange(100_000)}" for _ in range(count))


def test_a_passage_of_the_promised_length_is_always_noticed() -> None:
    for seed in range(50):
        passage = words(seed, SEQUENCE + WINDOW - 1)
        here = f"{words(seed + 1000, 300)} {passage} {words(seed + 2000, 200)}"
        there = f"{words(seed + 3000, 77)} {passage.upper()}, {words(seed + 4000, 400)}"
        assert fingerprints(here, KEY) & fingerprints(there, KEY)


def test_texts_without_common_wording_share_nothing() -> None:
    assert not fingerprints(words(1, 3000), KEY) & fingerprints(words(2, 3000), KEY)


def test_another_key_gives_other_fingerprints() -> None:
    text = words(1, 200)
    assert not fingerprints(text, KEY) & fingerprints(text, b"other")


def test_a_text_too_short_to_compare_has_none() -> None:
    assert fingerprints("", KEY) == fingerprints("seven words are not enough for it", KEY) == frozenset()


def test_time_grows_with_the_length_and_no_faster() -> None:
    assert_linear(lambda count: fingerprints(words(1, count), KEY), 10_000)


def test_wording_shared_by_two_cases_counts_more_than_the_form_that_all_share() -> None:
    likeness = Likeness()
    form, passage = words(0, 200), words(99, 60)
    for number in range(8):
        likeness.add(number, f"C{number}", fingerprints(f"{form} {words(number + 1, 300)}", KEY))
    likeness.add(8, "C8", fingerprints(f"{form} {passage}", KEY))
    own = fingerprints(f"{form} {words(50, 300)} {passage}", KEY)
    likeness.add(9, "C9", own)
    likeness.add(10, "C9", own)
    assert likeness.most_like(9, own, 3)[0] == 8
    assert 10 not in likeness.most_like(9, own, 20), "the case's own documents are not other cases'"
