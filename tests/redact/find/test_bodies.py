"""A body is found by all of its name."""

from __future__ import annotations

import pytest

from models.people import EntityType
from redact.find.tidying import trim


@pytest.mark.parametrize("rest", ["'s Services", "’s Services", "'s Social Care"])
def test_a_body_takes_along_what_follows_its_possessive(rest: str) -> None:
    text = f"Northmoor Children{rest} came."
    end = text.index("n", 15) + 1
    assert text[slice(*trim(text, 0, end, EntityType.ORGANISATION))] == f"Northmoor Children{rest}"  # type: ignore[misc]


def test_a_person_does_not() -> None:
    text = "Ann Archer's House is sold."
    assert trim(text, 0, 10, EntityType.PERSON) == (0, 10)
