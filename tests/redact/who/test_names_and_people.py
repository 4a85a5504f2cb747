"""Names taken apart, and names that come together to people."""

from __future__ import annotations

import pytest

from redact.who.names import read_name, same_forename
from redact.who.people import Named, join


@pytest.mark.parametrize(
    ("written", "forenames", "surname"),
    [
        ("Jean Hollis", ("jean",), "hollis"),
        ("Hollis, Jean", ("jean",), "hollis"),
        ("Mr J. R. Hollis", (), "hollis"),
        ("Mrs Hollis", (), "hollis"),
        ("Jean 'Jeanie' Hollis", ("jean",), "hollis"),
        ("Ann van der Berg", ("ann",), "vanderberg"),
        ("José O'Brien", ("jose",), "obrien"),
    ],
)
def test_parts(written: str, forenames: tuple[str, ...], surname: str) -> None:
    name = read_name(written)
    assert (name.forenames, name.surname) == (forenames, surname)


def test_short_forms_of_a_forename() -> None:
    assert same_forename("bob", "robert")
    assert same_forename("bobby", "rob")
    assert same_forename("j", "jean")
    assert not same_forename("robert", "richard")


def people(*written: str, subject: str = "") -> list[set[str]]:
    named = [Named(i * 100, i * 100 + len(w), w) for i, w in enumerate(written)]
    return [{n.written for n in s.names} for s in join(named, subject).people]


def test_variants_of_one_person() -> None:
    assert people("Robert Hollis", "Mr Hollis", "Bob Hollis", "R. Hollis", "Bobby", "HOLLIS") == [
        {"Robert Hollis", "Mr Hollis", "Bob Hollis", "R. Hollis", "Bobby", "HOLLIS"}
    ]


def test_a_slip_of_spelling_is_the_same_person() -> None:
    assert len(people("Jean Hollingworth", "Jean Hollingwort", "Mrs Holingworth")) == 1


def test_relatives_with_one_surname_stay_apart() -> None:
    found = people("Robert Hollis", "Jean Hollis", "Mr Hollis", "Mrs Hollis", subject="Robert Hollis")
    assert {"Robert Hollis", "Mr Hollis"} in found
    assert any("Jean Hollis" in names and "Mr Hollis" not in names for names in found)


def test_a_surname_alone_goes_to_whoever_was_last_named() -> None:
    found = people("Robert Hollis", "Jean Hollis", "Hollis")
    assert {"Jean Hollis", "Hollis"} in found
