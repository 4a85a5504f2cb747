from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.structure import DocumentKind, Fact, Facts
from pipeline.order import Dated, ordered, own_date
from tests.building import build


def names(*documents: Dated) -> list[str]:
    return [documents[i].name for i in ordered(documents)]


def test_documents_stand_in_the_order_of_their_own_dates_whatever_their_names() -> None:
    assert names(Dated("a", date(2024, 6, 1)), Dated("b", date(2024, 1, 1))) == ["b", "a"]


def test_on_one_day_the_referral_comes_first() -> None:
    day = date(2024, 6, 1)
    assert names(Dated("a", day), Dated("b", day, DocumentKind.REFERRAL)) == ["b", "a"]


def test_without_dates_names_decide_and_their_numbers_count_as_numbers() -> None:
    assert names(Dated("minutes 10", None), Dated("Minutes 9", None)) == ["Minutes 9", "minutes 10"]


def test_a_document_without_a_date_follows_its_neighbour_by_name() -> None:
    found = names(
        Dated("3 minutes", date(2024, 6, 1)),
        Dated("2 minutes", None),
        Dated("1 minutes", date(2024, 1, 1)),
        Dated("0 referral", None),
    )
    assert found == ["0 referral", "1 minutes", "2 minutes", "3 minutes"]


@pytest.mark.parametrize(
    ("value", "expected"), [("2024-03-12", date(2024, 3, 12)), ("2024-03", None), ("soon", None)]
)
def test_half_a_date_is_no_date(value: str, expected: date | None) -> None:
    document = replace(build("words"), facts=Facts(meeting_date=Fact(value)))
    assert own_date(document) == expected
    assert own_date(build("words")) is None
