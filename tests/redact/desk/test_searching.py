"""Finding what to add: exactly, by sound, by pattern."""

from __future__ import annotations

import pytest

from models.errors import CountersignError
from models.review import FoundBy
from redact.desk import search
from tests.building import build
from tests.growth import assert_linear


def found(text: str, what: str, how: FoundBy) -> list[str]:
    document = build(text)
    return [document.quote(s) for s in search(document, what, how)]


@pytest.mark.parametrize(
    ("text", "what", "finds"),
    [
        ("Hart came. HART left. Hart's car. Hartley stayed.", "hart", ["Hart", "HART", "Hart"]),
        ("Jade\u00a0 Hart and Jade Harte.", "Jade Hart", ["Jade\u00a0 Hart"]),
        ("Unit 3a, unit 3ab", "unit 3a", ["Unit 3a"]),
        ("a.b@c.test", "a.b@c.test", ["a.b@c.test"]),
        ("Nobody.", "Hart", []),
    ],
)
def test_exact_text_is_found_whatever_its_capitals_and_only_as_whole_words(
    text: str, what: str, finds: list[str]
) -> None:
    assert found(text, what, FoundBy.EXACT) == finds


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Malik", "Mallick"), ("Stephen", "Steven"), ("Catherine", "Kathryn"), ("Mohammed", "Muhamad"),
        ("Gwenllian", "Gwenlian"), ("Jade", "Jayde"), ("Okonkwo", "Okonquo"), ("Lee", "Leigh"),
        ("O'Brien", "OBrien"), ("Siân", "Sian"),
    ],
)  # fmt: skip
def test_names_that_sound_alike_are_found_for_one_another(asked: str, written: str) -> None:
    assert found(f"Then {written} rang.", asked, FoundBy.SOUNDS_LIKE) == [written]
    assert found(f"Then {asked} rang.", written, FoundBy.SOUNDS_LIKE) == [asked]


def test_words_that_do_not_sound_alike_are_not_found() -> None:
    text = "The meeting agreed that probation will arrange a visit before the hearing on Monday."
    assert found(text, "Malik", FoundBy.SOUNDS_LIKE) == []


def test_two_words_that_sound_alike_are_found_together_and_on_one_line() -> None:
    text = "Steven Harte came.\nSteven\nHarte"
    assert found(text, "Stephen Hart", FoundBy.SOUNDS_LIKE) == ["Steven Harte"]


@pytest.mark.parametrize(
    ("pattern", "text", "finds"),
    [
        ("07### ######", "07700 900123, 07700-900124, 7700 900125", ["07700 900123", "07700-900124"]),
        ("@@## @@@", "AB12 CDE and AB1 CDE", ["AB12 CDE"]),
        ("har*", "Hart, Hartley and Sharp", ["Hart", "Hartley"]),
        ("*bank*", "Fairbanks, the Embankment, Bank", ["Fairbanks", "Embankment", "Bank"]),
        ("s?n", "sun, sin, soon", ["sun", "sin"]),
        ("(0#)", "the (07) code", ["(07)"]),
    ],
)
def test_a_pattern_finds_what_fits_and_whole_words_only(pattern: str, text: str, finds: list[str]) -> None:
    assert found(text, pattern, FoundBy.PATTERN) == finds


@pytest.mark.parametrize(
    ("what", "how"),
    [("", FoundBy.EXACT), ("a", FoundBy.EXACT), ("*", FoundBy.PATTERN), ("** *", FoundBy.PATTERN),
     ("a*b*c*d", FoundBy.PATTERN), ("..", FoundBy.SOUNDS_LIKE)],
)  # fmt: skip
def test_too_little_or_too_much_is_refused_with_the_remedy(what: str, how: FoundBy) -> None:
    with pytest.raises(CountersignError) as caught:
        found("some words", what, how)
    assert caught.value.remedy


def test_a_word_that_stands_everywhere_is_refused() -> None:
    with pytest.raises(CountersignError, match="more than"):
        found("the " * 3000, "the", FoundBy.EXACT)


@pytest.mark.parametrize("text", ["a", "ab ", "a*", "12 ", "-", "a-"])
@pytest.mark.parametrize("pattern", ["*a*b", "*z* *z*", "##*##"])
def test_no_pattern_makes_a_search_slow(text: str, pattern: str) -> None:
    def run(count: int) -> None:
        try:
            search(build((text * count)[:count]), pattern, FoundBy.PATTERN)
        except CountersignError:
            return

    assert_linear(run, 5_000)
