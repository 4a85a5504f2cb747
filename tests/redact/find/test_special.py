"""What tells special-category data, with the reason, and words that tell nothing of anybody."""

from __future__ import annotations

import pytest

from models.people import EntityType as T
from redact.find.special import SpecialCategoryRecogniser
from tests.growth import assert_linear


def found(text: str) -> list[tuple[T, str]]:
    results = SpecialCategoryRecogniser().analyze(text, [])
    assert all(r.analysis_explanation.textual_explanation for r in results)
    return [(T(r.entity_type), text[r.start : r.end]) for r in results]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("He takes lurasidone and pitolisant with bisoprolol.", T.HEALTH, "bisoprolol"),
        ("Scans showed pancreatitis again.", T.HEALTH, "pancreatitis"),
        ("She had bruising to both arms.", T.HEALTH, "bruising to both arms"),
        ("He has a mild learning disability.", T.HEALTH, "mild learning disability"),
        ("He was high on crack at the time.", T.HEALTH, "high on crack"),
        ("He has been sober for a year.", T.HEALTH, "sober"),
        ("Self-defined ethnicity W1.", T.ETHNICITY, "W1"),
        ("Both are white British.", T.ETHNICITY, "white British"),
        ("He asked to see the imam.", T.RELIGION, "imam"),
        ("She goes to Mass every week.", T.RELIGION, "Mass"),
        ("He uses Grindr to meet men.", T.SEXUALITY, "Grindr"),
        ("He voted Conservative.", T.POLITICS, "voted Conservative"),
        ("He is a member of Unite.", T.TRADE_UNION, "member of Unite"),
        ("His DNA was on the tape.", T.BIOMETRIC, "DNA"),
        ("He was arrested on suspicion of arson.", T.OFFENCE, "arrested on suspicion of"),
        ("He breached his restraining order twice.", T.OFFENCE, "breached his restraining order"),
        ("She was made bankrupt.", T.MONEY, "bankrupt"),
        ("He is on Universal Credit.", T.MONEY, "Universal Credit"),
    ],
)
def test_what_tells_it(text: str, kind: T, words: str) -> None:
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Christian name was left blank.",
        "He was blind to the risks.",
        "The assault course was muddy.",
        "The DNA of the organisation was discussed.",
        "The domestic abuse team sent apologies.",
        "The mental health trust was there.",
        "A diagnosis is awaited and the prognosis with it.",
        "The magazine was on the table by the saline.",
        "The labour-intensive work went on in the Black Country.",
        "They danced with gay abandon at the murder mystery.",
        "The union of the two agencies was proposed in Union Street.",
    ],
)
def test_words_that_tell_nothing_of_anybody(text: str) -> None:
    assert found(text) == []


def test_time_is_linear() -> None:
    recogniser = SpecialCategoryRecogniser()
    assert_linear(lambda size: recogniser.analyze("severe bruising to a took part in a " * size, []), 500)
