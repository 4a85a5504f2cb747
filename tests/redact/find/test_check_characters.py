"""Check characters against numbers worked out by hand or published with their rule."""

from __future__ import annotations

import pytest

from redact.find import check_characters as check


@pytest.mark.parametrize(
    ("number", "right"),
    [("999 000 0018", True), ("9990000018", True), ("999 000 0019", False), ("0000000000", False)],
)
def test_nhs_number(number: str, right: bool) -> None:
    assert check.nhs_number(number) is right


def test_pnc_letter_is_year_and_serial_modulo_23() -> None:
    # 04 0000123: 40000123 = 23 x 1739135 + 18, and letter 18 of the list (from 0) is U
    assert 40000123 % 23 == 18
    assert check.pnc("2004/0000123U")
    assert check.pnc("04/123U")
    assert not check.pnc("2004/0000123V")
    assert check.pnc("2004/0000123") is None


def test_cro_and_its_older_form() -> None:
    assert check.cro("123456/04" + check.PNC_LETTERS[4123456 % 23])
    assert check.cro("SF39/83654" + check.PNC_LETTERS[39083654 % 23])
    assert not check.cro("123456/04" + check.PNC_LETTERS[(4123456 + 1) % 23])


def test_cards_and_accounts() -> None:
    assert check.luhn("4111 1111 1111 1111")
    assert not check.luhn("4111 1111 1111 1112")
    assert check.iban("GB82 WEST 1234 5698 7654 32")
    assert not check.iban("GB82 WEST 1234 5698 7654 33")


def test_dates_that_are_none() -> None:
    assert check.calendar_date("29/02/2024")
    assert not check.calendar_date("30/02/2024")
