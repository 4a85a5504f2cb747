"""Dates as people write them, and numbers that only look like dates."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates import find_dates, read_date
from tests.growth import assert_linear


@pytest.mark.parametrize(
    "written",
    [
        "12/03/2024", "12.3.24", "12-03-2024", "2024-03-12", "12 March 2024", "12th Mar '24", "12 MARCH 2024",
        "Tuesday 12th of March, 2024", "March 12, 2024", "12Mar2024", "12 – 03 – 24", "2024-03-12T10:00:00",
    ],
)  # fmt: skip
def test_reads_every_way_of_writing_a_day(written: str) -> None:
    text = f"seen on {written}, at home"
    (found,) = find_dates(text)
    assert found.date == date(2024, 3, 12)
    assert found.precise
    assert written.startswith(text[found.start : found.end])


def test_a_colon_after_a_year_does_not_part_it_from_its_day() -> None:
    (found,) = find_dates("Assessed on 3 May 2023: high")
    assert found.date == date(2023, 5, 3)
    (timed,) = find_dates("on 12 March 10:30")
    assert timed.date is None


@pytest.mark.parametrize("written", ["March 2024", "03/2024", "12 March", "12th of March"])
def test_a_partial_date_has_a_place_and_no_day(written: str) -> None:
    (found,) = find_dates(f"since {written} he has")
    assert found.date is None
    assert not found.precise


@pytest.mark.parametrize("written", ["31/02/2024", "31 February 2024"])
def test_a_day_that_does_not_exist_is_found_and_is_none(written: str) -> None:
    (found,) = find_dates(written)
    assert found.date is None
    assert found.precise


@pytest.mark.parametrize(
    "text", ["version 1.2.3.4", "at 10.30.15", "1-2-3-4", "in 2024", "12/13", "0113 496 0172"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_a_sentence_that_ends_in_a_day_does_not_take_the_next_number_for_a_year() -> None:
    (found,) = find_dates("He came on 5 March. 20 people were there.")
    assert not found.precise


def test_both_ends_of_a_range_are_found() -> None:
    assert [f.date for f in find_dates("12/03/2024-14/04/2024")] == [date(2024, 3, 12), date(2024, 4, 14)]


def test_looks_only_between_the_places_given() -> None:
    text = "1 May 2024 and 2 May 2024"
    assert [f.date for f in find_dates(text, 11)] == [date(2024, 5, 2)]
    assert [f.date for f in find_dates(text, 0, 10)] == [date(2024, 5, 1)]


@given(st.dates(date(1930, 1, 1), date(2029, 12, 31)))
def test_every_day_is_read_back_as_written(day: date) -> None:
    for pattern in ("%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"):
        assert read_date(day.strftime(pattern)) == day


@given(st.text(alphabet="0123456789/.- marchy,'\n", max_size=300))
def test_dates_lie_apart_and_in_order(text: str) -> None:
    found = find_dates(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["1/", "12 ", "march ", "1", " ", "12 march 20", "12.12."])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    assert_linear(lambda count: find_dates(piece * count), 10_000)
