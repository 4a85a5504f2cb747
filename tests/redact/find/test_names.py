"""Names by rule, without the language model."""

from __future__ import annotations

import pytest

from redact.find.naming import find_names
from redact.find.pieces import bare_piece
from redact.find.tidying import tidy_name


def names(text: str) -> set[str]:
    spans = (tidy_name(text, start, end) for start, end, *_ in find_names(bare_piece(text)))
    return {text[s[0] : s[1]] for s in spans if s}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr Okonkwo-Hale attended.", "Mr Okonkwo-Hale"),
        ("Police were told by Mrs. D'Souza that", "Mrs. D'Souza"),
        ("PC 1234 Farrow will visit", "Farrow"),
        ("DCI Xanthe O'Dell chaired", "Xanthe O'Dell"),
        ("mr okonkwo rang again", "mr okonkwo"),
        ("his mother Oluchi visits", "Oluchi"),
        ("her daughter, Wren Thistle (8), saw", "Wren Thistle"),
        ("Bryony Quill, the victim, has moved", "Bryony Quill"),
        ("Victim: Zephyrine Mott", "Zephyrine Mott"),
        ('known as "Spud" to his friends', "Spud"),
        ("HOLLINGWORTH, Jean was late", "HOLLINGWORTH, Jean"),
        ("J.R. Hollingworth signed", "J.R. Hollingworth"),
        ("Kind regards,\nTova Lindqvist\n", "Tova Lindqvist"),
        ("the social worker Ximena Duarte rang", "Ximena Duarte"),
        ("Will Young told police", "Will Young"),
        ("May Archer was seen", "May Archer"),
        ("a call from Jean van der Berg at noon", "Jean van der Berg"),
    ],
)
def test_found(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "May be released in May.",
        "Will the Police confirm?",
        "Risk Management Plan",
        "Chair: Probation",
        "Agreed Actions and Next Steps",
        "Children's Services to update Housing.",
        "Name\nRole\nAgency",
        "The Offender Manager will attend.",
        "Mark the document Official.",
        "Mr and Mrs",
    ],
)
def test_words_of_the_form_are_nobody(text: str) -> None:
    assert names(text) == set()


def test_a_list_of_those_present_gives_every_name() -> None:
    text = "Present: Ann Archer (Probation), PC 12 Bob Baker; Cy Carter, Housing and Dee Dunn\n"
    assert {"Ann Archer", "Bob Baker", "Cy Carter", "Dee Dunn"} <= names(text)
