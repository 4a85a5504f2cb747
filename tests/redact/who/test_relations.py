"""What sentences say of two people at once, and of whoever is meant by a pronoun."""

from __future__ import annotations

import pytest

from models.people import Role
from tests.growth import assert_linear
from tests.redact.who.test_parts import people, role


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (
            "In 2014 Viktor Hadraba broke the jaw of Olga Stanek.",
            {"Hadraba": Role.SUBJECT, "Stanek": Role.VICTIM},
        ),
        (
            "IP Kayleigh Brandreth outside. Jordan Sleath came home drunk and slapped her.",
            {"Sleath": Role.SUBJECT, "Brandreth": Role.VICTIM},
        ),
        (
            "Neil Rowbotham sent eleven texts to Helen Whitlow.",
            {"Rowbotham": Role.SUBJECT, "Whitlow": Role.VICTIM},
        ),
        (
            "Amelia Strang reported Owen Beal in 2023.",
            {"Beal": Role.SUBJECT, "Strang": Role.VICTIM},
        ),
        (
            "Paul Orme was seen on Monday. He talked about Carly. She is his wife.",
            {"Carly": Role.FAMILY},
        ),
        (
            "Paul Orme and Ffion Orme separated in 2019. Paul Orme hit Dewi Rees.",
            {"Ffion": Role.FAMILY, "Dewi": Role.VICTIM},
        ),
        (
            "Paul Orme, 41, lives alone. Calls to one Gaz, who was arrested with him in 2021.",
            {"Gaz": Role.ASSOCIATE},
        ),
        (
            "- Wayne Tipton: person under review\n- Sheila Tipton: mother\n- Ozzy Flint: drinking companion",
            {"Wayne": Role.SUBJECT, "Sheila": Role.FAMILY, "Flint": Role.ASSOCIATE},
        ),
    ],
)
def test_a_sentence_tells_the_parts_of_both(words: str, parts: dict[str, Role]) -> None:
    found = people(words)
    assert {name: role(found, name) for name in parts} == parts


def test_an_officer_who_takes_hold_of_somebody_is_no_offender() -> None:
    found = people("PC Ann Archer grabbed Paul Orme outside the shop. Paul Orme was arrested.")
    assert role(found, "Archer") is Role.PROFESSIONAL
    assert role(found, "Orme") is Role.SUBJECT


def test_a_former_job_makes_nobody_staff() -> None:
    found = people(
        "Gordon McAusland wrote to Lorna Petrie, his former GP receptionist, whom he followed home."
    )
    assert role(found, "Petrie") is Role.VICTIM


def test_whoever_is_named_beside_somebody_else_s_job_is_not_staff_for_it() -> None:
    found = people("Visit Rosalind Kemp with the VLO about the tag.\nPaul Orme attacked Rosalind Kemp.")
    assert role(found, "Kemp") is Role.VICTIM


def test_a_grandmother_who_supervises_contact_is_not_staff() -> None:
    found = people("His mother, Jean Orme, supervises contact at her house.")
    assert role(found, "Jean") is Role.FAMILY


@pytest.mark.parametrize(
    ("words", "name", "agency"),
    [
        ("DC Ann Archer gave an update.", "Archer", "Police (DC)"),
        ("In attendance: Ann Archer (VLO)", "Archer", "Victim Liaison (VLO)"),
        ("Ann Archer from the tenancy team will write.", "Archer", "Housing (the tenancy team)"),
        ("His social worker, Ann Archer, has seen him.", "Archer", "Social Care (social worker)"),
    ],
)
def test_the_agency_of_a_professional_is_told(words: str, name: str, agency: str) -> None:
    found = people(words)
    assert next(p.agency for p in found.people if name in p.name) == agency


def test_the_attendance_gives_the_agency_and_not_the_job_beside_it() -> None:
    found = people("""
    # Present
    | Name | Role | Agency |
    | Declan Moxham | Offender manager, MOSOVO | Northshire Police |
    | PC Ann Archer | Offender manager | Police |
    """)
    assert next(p.agency for p in found.people if "Moxham" in p.name) == "Northshire Police"
    assert next(p.agency for p in found.people if "Archer" in p.name) == "Police"


def test_time_is_linear_in_the_sentences() -> None:
    def read(size: int) -> object:
        return people("Paul Orme hit Ann Reed. She told Jean. " * size)

    assert_linear(read, 40)


@pytest.mark.parametrize(
    "words", ["Grace Amadi is the only nurse on the ward.", "Grace Amadi, a teacher, saw him at the gate."]
)
def test_what_somebody_does_for_a_living_makes_nobody_staff(words: str) -> None:
    assert role(people(words), "Grace") is not Role.PROFESSIONAL
