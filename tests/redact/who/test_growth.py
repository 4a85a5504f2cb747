"""Time grows with the number of people, and no faster."""

from __future__ import annotations

from redact import detect
from tests.building import build
from tests.growth import assert_linear

FIRST = "Ana Bela Cora Dina Ewa Fay Gia Hana Ida Jana".split()  # noqa: SIM905


def surname(number: int) -> str:
    return "Q" + "".join("aeioulnrst"[int(digit)] for digit in f"{number:05d}")


def test_many_people_in_one_paragraph_cost_no_square() -> None:
    def run(count: int) -> None:
        names = (f"{FIRST[n % 10]} {surname(n * 7)}" for n in range(count))
        detect(build("Seen with " + ", ".join(names) + "."))

    assert_linear(run, 300)
