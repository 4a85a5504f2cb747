"""What the words around a name make of its bearer, and who is never taken for staff."""

from __future__ import annotations

import pytest

from ingest.structure import structure
from models.people import Detection, Role
from redact.find import detect
from tests.building import build


def people(source: str) -> Detection:
    return detect(structure(build(source)))


def role(found: Detection, name: str) -> Role:
    return next(p.role for p in found.people if any(name in n for n in (p.name, *p.names)))


@pytest.mark.parametrize(
    ("words", "name", "part"),
    [
        ("Individual under review: BRANNIGAN, Tavish", "Tavish", Role.SUBJECT),
        ("NOM: BRANNIGAN, Tavish 12/03/1984", "Tavish", Role.SUBJECT),
        ("The person harmed is Orla Quince.", "Orla", Role.VICTIM),
        ("A threat to kill was made to Orla Quince last week.", "Orla", Role.VICTIM),
        ("Persons at risk: Orla Quince", "Orla", Role.VICTIM),
        ("Orla, 11, has told a teacher that he buys her things.", "Orla", Role.CHILD),
        ("He is already collecting Orla and Piers from school.", "Orla", Role.CHILD),
        ("Alfie Tranter, a former cellmate, has been released.", "Tranter", Role.ASSOCIATE),
        ("He has started a relationship with Orla Quince.", "Orla", Role.FAMILY),
        ("Orla Quince, the next-door neighbour, has a camera.", "Orla", Role.PUBLIC),
        ("Orla Quince saw him at the window and has made a statement.", "Orla", Role.WITNESS),
        ("Circulation: O. Quince (NPS), T. Mbeki (Police)", "Quince", Role.PROFESSIONAL),
        ("FROM    Orla Quince", "Orla", Role.PROFESSIONAL),
    ],
)
def test_the_words_around_a_name_tell_the_part(words: str, name: str, part: Role) -> None:
    assert role(people(f"{words}\nPolice gave an update."), name) is part


@pytest.mark.parametrize(
    "words",
    [
        "Orla Quince asked for advice and explained what happened.",
        "Housing officer's note: Orla Quince is willing to give evidence.",
        "In attendance: Ann Archer (Police)\n- Orla Quince, his wife, has moved. She rang twice.",
    ],
)
def test_nobody_private_is_staff_for_what_people_do(words: str) -> None:
    assert role(people(words), "Orla") is not Role.PROFESSIONAL


def test_a_title_goes_to_the_relative_of_that_sex() -> None:
    found = people("""
    | Name of offender | Tavish Brannigan |
    He lives with his mother, Maeve Brannigan. He sees his brother Fionn Brannigan. He has a job.
    On hearing this Mrs Brannigan left.
    """)
    mother = next(p for p in found.people if p.name.startswith("Maeve"))
    assert "Mrs Brannigan" in mother.names


def test_a_bare_surname_is_the_subject_s() -> None:
    found = people("""
    | Name of offender | Tavish Brannigan |
    His brother Fionn Brannigan drove him there.
    The tenancy was discussed at some length. Brannigan denies the breach.
    """)
    subject = next(p for p in found.people if p.role is Role.SUBJECT)
    assert "Brannigan" in subject.names


def test_the_subject_is_not_read_out_of_a_sentence() -> None:
    found = people("He minimises in relation to Orla Quince. Says that Orla knew.")
    assert role(found, "Orla") is not Role.SUBJECT


def test_a_column_s_heading_gives_way_to_the_row_s_own_label() -> None:
    found = people("""
    | Chaired by | Ann Archer, Head of Service |
    | Discussed | Tavish Brannigan |
    """)
    assert role(found, "Tavish") is Role.SUBJECT
