"""Names that no list knows, initials, names broken over a line, and dates of birth beside names."""

from __future__ import annotations

import pytest

from models.people import EntityType
from redact.find import detect
from redact.find.births import births
from redact.find.strangers import strangers
from tests.building import build
from tests.growth import assert_linear


def found(source: str, kind: EntityType = EntityType.PERSON) -> set[str]:
    document = build(source)
    return {document.text[m.start : m.end] for m in detect(document).mentions if m.type is kind}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I have known Quenthara, my friend, for six years.", "Quenthara"),
        ("Quenthara drew a picture of him with no hands.", "Quenthara"),
        ("The zone takes in the shop and Quenthara's road.", "Quenthara"),
        ("She may move. Hope is frightened of Black, and rightly.", "Black"),
        ("The threat was made to BRANZEK, Quenthara in the yard.", "BRANZEK, Quenthara"),
        ("Case conference on BLACK, CHASE 24/04/2001", "BLACK, CHASE"),
        ("A letter to Mrs Chuk-\nwumeze came back.", "Mrs Chuk-\nwumeze"),
    ],
)
def test_a_name_where_only_a_name_would_stand(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "He spoke to her on Snapchat and Facebook for hours.",
        "They met at Quenthara Road and in Quenthara itself.",
        "Genogram attached. Tuesdays are quiet.",
    ],
)
def test_places_firms_and_days_are_nobody(text: str) -> None:
    assert not list(strangers(text, []))


CASE = """
Present: Sunniva Haraldsen (SH), Probation; Dafydd Ellis-Moore, Police
The victim is Ilinca Vlaicu. {}
"""


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("I.V. will be called Person A.", "I.V."),
        ("SH will ring her.", "SH"),
        ("DE was late.", "DE"),
    ],
)
def test_initials_of_somebody_named(words: str, hit: str) -> None:
    assert hit in found(CASE.format(words))


@pytest.mark.parametrize(
    "words", ["The DV was recorded.", "See Unit IV of the plan.", "He was seen by the GP."]
)
def test_what_documents_abbreviate_is_nobody(words: str) -> None:
    assert not {"DV", "IV", "GP"} & found(CASE.format(words))


def test_a_letter_alone_counts_where_somebody_acts() -> None:
    assert "K" in found("Kacper Wrona is eight. K said that he was scared.")
    assert "B" not in found("Bela Wrona is eight. Plan B was to move.")


def test_a_date_long_past_beside_a_name_is_a_birth() -> None:
    text = "Re: Ilinca Vlaicu (12/03/1984), seen 4 May 2023."
    assert "12/03/1984" in found(text, EntityType.DATE_OF_BIRTH)
    assert "4 May 2023" not in found(text, EntityType.DATE_OF_BIRTH)
    assert births(text, []) == []


def test_looking_for_strangers_is_linear() -> None:
    sentence = "I have known Quenthara for years. A. B. Ab-Cd "
    assert_linear(lambda size: list(strangers(sentence * size, [])), 2_000)
