"""What tells nobody from anybody is no mention: states as such, laws, offices of state."""

from __future__ import annotations

import pytest

from models.people import EntityType as T
from redact.find.institutions import of_a_law, of_a_state, says_nothing


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the Republic of Poland", T.ORGANISATION),
        ("Federal Republic of Germany", T.LOCATION),
        ("3rd Chamber of the Court of Appeal", T.ORGANISATION),
        ("Article 12 of the Penal Code", T.MISC),
        ("Road Traffic Act 1988", T.ORGANISATION),
        ("Minister of Agriculture (Ministre de l'Agriculture)", T.DEMOGRAPHIC),
        ("Chief Public Prosecutor", T.DEMOGRAPHIC),
    ],
)
def test_says_nothing(text: str, kind: T) -> None:
    assert says_nothing(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Poland", T.LOCATION),
        ("Radom District Court", T.ORGANISATION),
        ("Code Blue Cafe", T.ORGANISATION),
        ("Minister's driver", T.DEMOGRAPHIC),
        ("primary school teacher", T.DEMOGRAPHIC),
        ("Republic Street", T.LOCATION),
    ],
)
def test_says_something(text: str, kind: T) -> None:
    assert not says_nothing(text, kind)


def test_a_nations_army_is_nobodys_nationality() -> None:
    text = "He served in the Turkish army and is a Turkish national."
    assert of_a_state(text, 17, 24)
    assert not of_a_state(text, 39, 46)


def test_the_day_a_law_came_into_force_is_everybodys() -> None:
    text = "It began on 1 May 1999, when the Courts Act came into force, and he left on 4 May 1999."
    assert of_a_law(text, 12, 22)
    assert not of_a_law(text, 76, 86)
    order = "The order came into force on 4 May 1999."
    assert not of_a_law(order, 29, 39)
