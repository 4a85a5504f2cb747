"""The second pass: once somebody is known, their names are found wherever and however they stand."""

from __future__ import annotations

import pytest

from redact.find.again import SecondPass
from redact.who.people import Named, join


def again(text: str, *known: str) -> set[str]:
    company = join([Named(0, 0, name) for name in known])
    return {text[start:end] for start, end, *_ in SecondPass(text, company.people).hits()}


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("then Hollis left", "Hollis"),
        ("HOLLIS WAS SEEN", "HOLLIS"),
        ("spoke to hollis about it", "hollis"),
        ("Hollis's car", "Hollis"),
        ("the Hol-\nlis matter", "Hol-\nlis"),
        ("seen by J. Hollis", "J. Hollis"),
        ("file minutes_hollis_v2.docx", "hollis"),
        ("user jeanhollis1984 posted", "jeanhollis"),
        ("C:\\Users\\jhollis\\notes", "jhollis"),
        ("signed H o l l i s", "H o l l i s"),
        ("the Hóllis file", "Hóllis"),
    ],
)
def test_every_way_a_known_name_is_written(text: str, hit: str) -> None:
    assert hit in again(text, "Jean Hollis")


def test_half_of_a_double_barrelled_name() -> None:
    assert "Pryce" in again("and Pryce agreed", "Mair Pryce-Coombes")


def test_one_slip_of_spelling_beside_the_other_name() -> None:
    assert "Holliss" in again("with Jean Holliss present", "Jean Hollis")


@pytest.mark.parametrize(
    "text", ["it may be so", "May 2024 is next", "in May", "a rose garden", "Will the panel agree?"]
)
def test_a_name_that_is_a_word_stays_a_word(text: str) -> None:
    hits = again(text, "May Archer", "Rose Archer", "Will Archer")
    assert text == "in May" or not hits


def test_a_name_that_is_a_word_counts_where_somebody_acts() -> None:
    assert "May" in again("May told her sister.", "May Archer")
    assert "Rose" in again("He said that Rose was angry.", "Rose Archer")


def test_initials_once_the_text_gives_them() -> None:
    assert "JH" in again("Jean Hollis (JH) spoke. Later JH left.", "Jean Hollis")
    assert "JH" not in again("Unit JH was sent.", "Jean Hollis")
