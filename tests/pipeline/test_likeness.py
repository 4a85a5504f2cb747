from __future__ import annotations

import random

from pipeline.likeness import Likeness


def values(seed: int, count: int) -> set[int]:
    draw = random.Random(seed)
    return {draw.getrandbits(63) for _ in range(count)}


def test_wording_shared_by_two_cases_counts_more_than_the_form_that_all_share() -> None:
    likeness = Likeness()
    form, passage = values(0, 50), values(99, 5)
    for number in range(8):
        likeness.add(number, f"C{number}", form | values(number + 1, 300))
    likeness.add(8, "C8", form | passage)
    own = form | values(50, 300) | passage
    likeness.add(9, "C9", own)
    likeness.add(10, "C9", own)
    assert likeness.most_like(9, own, 3)[0] == 8
    assert 10 not in likeness.most_like(9, own, 20), "the case's own documents are not other cases'"


def test_cases_are_counted_and_not_documents() -> None:
    likeness = Likeness()
    for number, case in enumerate(["A", "B", "B", "C"]):
        likeness.add(number, case, {7, 100 + number})
    assert likeness.cases(0, {7, 100, 555}) == {7: 2, 100: 0, 555: 0}
