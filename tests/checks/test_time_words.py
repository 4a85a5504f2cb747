"""When words about time are over."""

from datetime import date

import pytest

from checks.time_words import easter, past_by_now
from tests.growth import assert_linear

WINTER = (date(2024, 12, 18), date(2025, 3, 12))
SPRING = (date(2025, 3, 12), date(2025, 6, 4))


@pytest.mark.parametrize(
    ("said", "meetings", "over"),
    [
        ("He starts at the depot next Monday.", WINTER, "next Monday"),
        ("A decision is expected in the New Year.", WINTER, "in the New Year"),
        ("A bed has been promised before Christmas.", WINTER, "before Christmas"),
        ("He moves to his mother's by the end of the month.", WINTER, "by the end of the month"),
        ("Contact will be tried at half term.", WINTER, "at half term"),
        ("The consultant will review it after Easter.", WINTER, None),
        ("The consultant will review it after Easter.", SPRING, "after Easter"),
        ("He hopes to start a course in the summer.", SPRING, None),
        ("The anniversary falls each year just after Easter.", SPRING, None),
        ("He was seen on 4 March.", WINTER, None),
    ],
)
def test_words_are_past_once_the_day_they_name_is(said, meetings, over):
    found = past_by_now(said, *meetings)
    assert (found.group() if found else None) == over


@pytest.mark.parametrize(
    ("year", "day"), [(2000, (4, 23)), (2015, (4, 5)), (2024, (3, 31)), (2025, (4, 20)), (2038, (4, 25))]
)
def test_easter_falls_on_its_day(year, day):
    assert easter(year) == date(year, *day)


def test_a_long_line_is_read_in_time_that_grows_with_its_length():
    assert_linear(lambda n: past_by_now("in the next few of the end of the " * n, *WINTER), 2_000)
