"""No pattern can be held up: hostile text costs seconds, not minutes."""

from __future__ import annotations

import pytest

from redact.find import detect
from redact.find.form import FormRecogniser
from redact.find.forms import CONTACT, NUMBERS, REFERENCES, TIMES
from redact.find.naming import find_names
from redact.find.pieces import bare_piece
from tests.building import build
from tests.growth import assert_linear

HOSTILE = {
    "leader dots": "." * 400 + " 12 ",
    "digits": "0123456789",
    "spaced digits": "1 2 3 ",
    "small letters": "a",
    "capitals": "A",
    "initials": "A. ",
    "at signs": "a@b.",
    "hyphens": "a-b-",
    "brackets": "(",
    "strokes": "12/34/",
    "labels": "Name: ",
    "streets": "Mill Lane, ",
    "colons": "a:b:",
    "quotes": "'\"",
    "kin": "his mother ",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_patterns_are_linear_on_hostile_text(unit: str) -> None:
    recognisers = [
        FormRecogniser(str(n), forms) for n, forms in enumerate((NUMBERS, REFERENCES, CONTACT, TIMES))
    ]

    def find(length: int) -> None:
        text = (unit * length)[:length]
        for recogniser in recognisers:
            recogniser.analyze(text, [])
        list(find_names(bare_piece(text)))

    assert_linear(find, 2_500)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit", ["(", "A. ", "." * 400 + " 12 ", "a-b-"], ids=["brackets", "initials", "dots", "hyphens"]
)
def test_detection_is_not_held_up(unit: str) -> None:
    assert detect(build((unit * 50_000)[:50_000])).people == ()
