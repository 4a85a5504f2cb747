"""An officer's work on one version, proposed for the next."""

from __future__ import annotations

from models.document import Document
from models.review import Act, ActKind
from models.text import Span
from redact.desk import carry
from tests.building import build
from tests.growth import assert_linear

OLD = """
# Victim
Jade Hart was told by Ann Birch on Monday.
# Actions
Ann Birch to ring Jade Hart. Mr Oduya to be told.
"""
NEW = """
# Apologies
None were given by Ann Birch.
# Victim
Jade  Hart was told by Ann Birch on Monday.
# Actions
Ann Birch has rung JADE HART.
"""


def act(document: Document, words: str, nth: int = 0, kind: ActKind = ActKind.REMOVE) -> Act:
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    return Act("1", kind, (Span(start, start + len(words)),), "o", "2026-03-01T10:00:00+00:00")


def test_an_act_lands_on_the_same_words_in_the_same_surroundings() -> None:
    old, new = build(OLD), build(NEW)
    result = carry(old, new, [act(old, "Ann Birch"), act(old, "Ann Birch", 1), act(old, "Jade Hart", 1)])
    first, second, third = (a.spans[0] for a in result.acts)
    assert new.text[: first.start].endswith("was told by ")
    assert new.text[second.end :].startswith(" has rung")
    assert new.quote(third) in ("JADE HART", "Jade  Hart", "Jade Hart")
    assert all(a.proposed for a in result.acts)
    assert result.lost == ()


def test_an_act_whose_words_are_gone_is_given_back_and_not_guessed() -> None:
    old, new = build(OLD), build(NEW)
    result = carry(old, new, [act(old, "Oduya")])
    assert result.acts == ()
    assert [a.spans for a in result.lost] == [act(old, "Oduya").spans]


def test_an_addition_in_many_places_goes_on_in_those_that_are_left() -> None:
    old, new = build("Oduya came. Oduya left. Oduya rang."), build("Oduya came. He left. Oduya rang.")
    spans = tuple(Span(i, i + 5) for i in (0, 12, 24))
    made = Act("1", ActKind.ADD, spans, "o", "2026-03-01T10:00:00+00:00")
    result = carry(old, new, [made])
    assert [new.quote(s) for s in result.acts[0].spans] == ["Oduya", "Oduya"]
    assert not result.lost, "each of the three found a place: two of them the same"


def test_a_join_of_which_one_half_is_gone_is_lost() -> None:
    old, new = build("Jade came. Hart left."), build("Jade came.")
    made = Act("1", ActKind.JOIN, (Span(0, 4), Span(11, 15)), "o", "2026-03-01T10:00:00+00:00")
    result = carry(old, new, [made])
    assert result.acts == ()
    assert len(result.lost) == 1


def test_time_grows_with_the_documents_and_no_faster() -> None:
    def run(count: int) -> None:
        old = build(" ".join(f"word{i % 977} Hart{i}" for i in range(count)))
        carry(old, old, [act(old, f"Hart{i * 7}") for i in range(count // 50)])

    assert_linear(run, 4_000)
