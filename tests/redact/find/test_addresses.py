"""Whole addresses as one mention."""

from __future__ import annotations

import pytest

from models.people import EntityType
from redact.find.addresses import AddressRecogniser

RECOGNISER = AddressRecogniser()


def addresses(text: str) -> list[str]:
    found = RECOGNISER.analyze(text, [])
    return [text[r.start : r.end] for r in found if r.entity_type == EntityType.ADDRESS.value]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("He lives at 12 Mill Lane, Exetown, ZZ99 9ZZ.", "12 Mill Lane, Exetown, ZZ99 9ZZ"),
        ("moved to Flat 3, 12 Mill Lane, Exetown ZZ1 1AA today", "Flat 3, 12 Mill Lane, Exetown ZZ1 1AA"),
        ("at 7a St Oswald's Road, Exetown as before", "7a St Oswald's Road, Exetown"),
        ("Address: Rose Cottage, Mill Lane, Exetown ZZ1 1AA", "Rose Cottage, Mill Lane, Exetown ZZ1 1AA"),
        ("12 Mill Lane\nExetown\nZZ1 1AA", "12 Mill Lane\nExetown\nZZ1 1AA"),
        ("Room 4, Larch House, 9 High Street was searched", "Room 4, Larch House, 9 High Street"),
        ("the flat at 14-16 Osprey Close.", "14-16 Osprey Close"),
    ],
)
def test_found_whole(text: str, address: str) -> None:
    assert addresses(text) == [address]


@pytest.mark.parametrize(
    "text", ["He was 12 Years old.", "Section 4 Housing Act", "on 12 May at Court", "Level 2 Meeting"]
)
def test_not_an_address(text: str) -> None:
    assert addresses(text) == []


def test_an_address_stops_at_the_next_heading() -> None:
    assert addresses("12 Mill Lane, Exetown\nAttendance\nName") == ["12 Mill Lane, Exetown"]


@pytest.mark.parametrize(
    "address",
    ["14 Heol y Bryn, Llanfair (SA99 4ZZ)", "3 Ffordd Las", "12 Sráid Mhór", "Flat 2, 9 Lôn y Felin ZZ9 9ZZ"],
)
def test_streets_with_celtic_names_are_addresses(address: str) -> None:
    text = f"She moved to {address} on Monday."
    found = AddressRecogniser().analyze(text, [], None)
    assert [text[r.start : r.end] for r in found] == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("He lives at c/o 9 Maltings Way, Southmere.", "c/o 9 Maltings Way, Southmere"),
        (
            "Sent to Caravan 17, Sandy Bay Holiday Park, Aldwick.",
            "Caravan 17, Sandy Bay Holiday Park, Aldwick",
        ),
        ("He lives at 1/2, 88 Quarry Bank, Southmere.", "1/2, 88 Quarry Bank, Southmere"),
        ("lives at flat 3, 22 quarry bank with her", "flat 3, 22 quarry bank"),
        ("He is of no fixed abode.", "of no fixed abode"),
    ],
)
def test_writings_of_homes_that_are_no_house_with_a_street(text: str, address: str) -> None:
    found = AddressRecogniser().analyze(text, [])
    assert address in [text[r.start : r.end] for r in found if r.entity_type == "ADDRESS"]


@pytest.mark.parametrize(
    "text", ["it was 2 cars on the road", "he was seen 3 times in the street", "22 metres down the road"]
)
def test_small_letters_alone_make_no_address(text: str) -> None:
    assert not [r for r in AddressRecogniser().analyze(text, []) if r.entity_type == "ADDRESS"]
