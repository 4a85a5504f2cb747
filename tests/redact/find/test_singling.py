"""What singles somebody out though it is no name, and that policies take it out."""

from __future__ import annotations

import pytest

from ingest.structure import structure
from models.disclosure import Verdict
from models.people import EntityType as T
from redact import decide, detect, load_policy
from redact.find.singling import SinglingRecogniser
from tests.building import build
from tests.growth import assert_linear


def found(text: str) -> list[tuple[T, str]]:
    return [(T(r.entity_type), text[r.start : r.end]) for r in SinglingRecogniser().analyze(text, [])]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("A boy of eleven saw it.", T.AGE, "eleven"),
        ("She was fourteen when it began.", T.AGE, "fourteen"),
        ("She is in her late forties.", T.AGE, "forties"),
        ("She is in Year 9 at present.", T.AGE, "Year 9"),
        ("Her brother is in Primary 3.", T.AGE, "Primary 3"),
        ("He is in P5.", T.AGE, "P5"),
        ("They turned seven on Christmas Eve.", T.DATE, "Christmas Eve"),
        ("Her husband, a retired lighthouse keeper, found her.", T.DEMOGRAPHIC, "lighthouse keeper"),
        ("She is a magistrate.", T.DEMOGRAPHIC, "magistrate"),
        ("He worked at the abattoir until May.", T.DEMOGRAPHIC, "abattoir"),
        ("It was in the car park of the Odeon.", T.LOCATION, "the Odeon"),
        ("They met in the chip shop.", T.LOCATION, "chip shop"),
        ("His step-daughter's school was told.", T.DEMOGRAPHIC, "step-daughter"),
        ("The victim was a neighbour's daughter.", T.DEMOGRAPHIC, "neighbour's daughter"),
        ("the twins and their half-brother", T.DEMOGRAPHIC, "twins"),
        ("She is expecting her fourth child.", T.HEALTH, "expecting her fourth child"),
    ],
)
def test_what_singles_somebody_out(text: str, kind: T, words: str) -> None:
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "His mother and her son came.",
        "In Year 2 of the plan the budget falls.",
        "The primary care team sent apologies.",
        "Two of the boys of the town came.",
        "The meeting was at two.",
        "He works for the prison.",
    ],
)
def test_what_could_be_anybody(text: str) -> None:
    assert found(text) == []


MINUTES = """
# Present
| Name | Role | Agency |
| Ann Archer | Chair | Probation Service |
| Ines Carrow | Head teacher | Tanrallt Primary School |
# Discussion
The offender, Terence Oduya, stabbed his step-daughter in the chip shop. She is in Year 9.
"""


def left(policy: str) -> str:
    document = structure(build(MINUTES))
    text, at = "", 0
    for decision in decide(document, detect(document), load_policy(policy), seed=1):
        if decision.verdict is Verdict.REMOVE:
            text += document.text[at : decision.start] + decision.label
            at = decision.end
    return text + document.text[at:]


@pytest.mark.parametrize("policy", ["publication", "third-party", "victim"])
def test_nobody_is_left_to_be_told_by_it(policy: str) -> None:
    words = left(policy)
    assert not [w for w in ("step-daughter", "chip shop", "Year 9", "Carrow", "Tanrallt") if w in words]


def test_whom_the_house_has_to_know_of_is_told_to_the_house() -> None:
    words = left("accommodation-provider")
    assert "step-daughter" in words
    assert "chip shop" in words


def test_the_staff_of_an_agency_that_serves_everybody_stay() -> None:
    assert "Ann Archer" in left("third-party")


def test_time_is_linear() -> None:
    recogniser = SinglingRecogniser()
    assert_linear(
        lambda size: recogniser.analyze("a retired one two three in Year 9 car park of The " * size, []), 300
    )
