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


def told(text: str, *written: str, subject: str = "") -> list[set[str]]:
    """People by their names as they stand in a text, one after the other."""
    named, at = [], 0
    for name in written:
        start = text.index(name, at)
        at = start + len(name)
        named.append(Named(start, at, name))
    return [{n.written for n in s.names} for s in join(named, subject, text=text).people]


def test_a_father_and_a_son_of_one_name_stay_apart() -> None:
    found = people(
        "Patrick Concannon Jnr", "Patrick Concannon Snr", "Mr Concannon Snr", "Concannon Jnr",
        subject="Patrick Concannon Jnr",
    )  # fmt: skip
    assert found == [
        {"Patrick Concannon Jnr", "Concannon Jnr"},
        {"Patrick Concannon Snr", "Mr Concannon Snr"},
    ]


def test_the_word_senior_after_a_name_keeps_its_bearer_apart() -> None:
    text = "Patrick Concannon was seen. Patrick Concannon senior was not."
    assert len(told(text, "Patrick Concannon", "Patrick Concannon", subject="Patrick Concannon")) == 2


def test_a_forename_says_that_a_title_is_another_s() -> None:
    found = people("Clive Nutter", "Mrs Nutter", subject="Clive Nutter")
    assert {"Clive Nutter"} in found


def test_a_woman_s_title_is_not_the_subject_s_unless_the_words_say_she_is_one() -> None:
    text = "Kit Grimwade was seen. Mrs Grimwade was not."
    assert len(told(text, "Kit Grimwade", "Mrs Grimwade", subject="Kit Grimwade")) == 2
    text = "Kit Grimwade says she is well. Kit says she will come. Mrs Grimwade came."
    assert len(told(text, "Kit Grimwade", "Kit", "Mrs Grimwade", subject="Kit Grimwade")) == 1


def test_a_title_with_the_initial_of_a_surname() -> None:
    assert people("Bernadette Trubshaw", "Mrs T") == [{"Bernadette Trubshaw", "Mrs T"}]
    assert len(people("Bernadette Trubshaw", "Ann Teale", "Mrs T")) == 3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bisto = Robert Istead", ("Bisto", "Robert Istead")),
        ("Gaz, also known as Gareth Lomax", ("Gaz", "Gareth Lomax")),
        ("Spider (real name Paul Nolan)", ("Spider", "Paul Nolan")),
        ("A. Whitcombe (Adrian) was seen", ("A. Whitcombe", "Adrian")),
        ("Jean Hollis, née Marsh,", ("Jean Hollis", "Marsh")),
    ],
)
def test_words_between_two_names_make_them_one_person_s(text: str, names: tuple[str, str]) -> None:
    assert told(text, *names) == [set(names)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Spider or Gareth Lomax", ("Spider", "Gareth Lomax")),
        ("Robert Istead (Sheila", ("Robert Istead", "Sheila")),
        ("Sheila, known as Paul's mother, and Paul", ("Sheila", "Paul")),
        ("Mary Hollis formerly Robert Hollis", ("Mary Hollis", "Robert Hollis")),
    ],
)
def test_other_words_between_two_names_leave_two_people(text: str, names: tuple[str, str]) -> None:
    assert len(told(text, *names)) == 2


def test_an_officer_and_a_victim_of_one_forename_stay_apart() -> None:
    found = people("Helen Marsh", "Helen Whitlow", "Ms Whitlow", "Marsh")
    assert found == [{"Helen Marsh", "Marsh"}, {"Helen Whitlow", "Ms Whitlow"}]
