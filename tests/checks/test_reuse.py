"""Alignment of an old text with a new one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checks import align
from checks.reuse import Kind, sentences
from tests.growth import assert_linear

OLD = (
    "He attended the surgery on Monday and was seen by the nurse, who changed the dressing and told him to "
    "rest. "
    "The landlord wrote about the broken window and asked that it be mended before the winter set in. "
    "His sister has offered to drive him to the clinic each month for as long as he needs it."
)


def test_an_unedited_copy_is_unchanged_to_the_letter():
    passage = OLD[110:206]
    new = f"Something quite different stands first. {passage} And something else comes after."
    (match,) = align(OLD, new)
    assert match.kind is Kind.UNCHANGED
    assert match.similarity == 1.0
    assert OLD[match.old.start : match.old.end] == new[match.new.start : match.new.end]
    assert new[match.new.start : match.new.end] in passage


def test_an_edited_copy_is_found_and_called_edited():
    (match,) = align(OLD, OLD.replace("nurse", "doctor").replace("window", "door"))
    assert match.kind is Kind.EDITED
    assert 0.9 < match.similarity < 1


def test_reordered_sentences_are_found_and_one_is_moved():
    first, second, third = (OLD[s.start : s.end] for s in sentences(OLD))
    kinds = [m.kind for m in align(OLD, f"{second} {third} {first}")]
    assert Kind.MOVED in kinds
    assert Kind.UNCHANGED in kinds or Kind.EDITED in kinds


def test_line_breaks_case_and_bullets_are_no_change():
    (match,) = align(OLD, "- " + OLD.upper().replace(" ", "\n", 5))
    assert match.similarity == 1.0


def test_unrelated_texts_share_nothing():
    other = (
        "The committee agreed the budget for next year and thanked the treasurer for her careful work on it."
    )
    assert align(OLD, other) == []
    assert align("", OLD) == align(OLD, "") == []


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400), st.text(max_size=400))
def test_spans_lie_inside_their_texts(old, new):
    for match in align(old + OLD, new + OLD):
        assert 0 <= match.old.start < match.old.end <= len(old + OLD)
        assert 0 <= match.new.start < match.new.end <= len(new + OLD)
        assert 0 < match.similarity <= 1


def test_a_text_that_repeats_itself_costs_no_more_than_its_length():
    said = "no change to report this time "
    assert_linear(lambda count: align(said * count, said * count), 2_500)


def test_abbreviations_do_not_end_a_sentence():
    text = "Dr. Marsh saw him on 3 May. He was well; Mr. Harrow agreed."
    assert [text[s.start : s.end] for s in sentences(text)] == [
        "Dr. Marsh saw him on 3 May.",
        "He was well;",
        "Mr. Harrow agreed.",
    ]
