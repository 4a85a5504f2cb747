"""What the labels of a form were answered with, those on its front page first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.structure.choices import chosen
from ingest.structure.labels import Labelled
from ingest.structure.words import fold
from models.structure import Fact

FRONT = frozenset(
    {
        "",
        "meeting_details",
        "introductions",
        "category_level",
        "attendance",
        "lead_agency",
        "referrer",
        "offender_details",
    }
)


def first_of(labels: Iterable[Labelled], names: frozenset[str]) -> Labelled | None:
    """The first answer to any of these labels."""
    return next((one for one in labels if one.label in names and one.value), None)


def all_of(labels: Iterable[Labelled], names: frozenset[str], front: bool = False) -> list[Labelled]:
    """Every answer to any of these labels; `front` leaves out those behind the front page."""
    found = [
        one for one in labels if one.label in names and one.value and (not front or one.section in FRONT)
    ]
    return sorted(found, key=lambda one: (one.section not in FRONT, one.start))


def words_of(labels: Sequence[Labelled], names: frozenset[str], front: bool = False) -> Fact | None:
    """The first short answer to any of these labels as a fact."""
    one = next((o for o in all_of(labels, names, front) if not o.heading and 1 < len(o.value) <= 120), None)
    if one is None or fold(chosen(one.value)) in ("", "na", "n a", "tbc"):
        return None
    value = chosen(one.value).strip(" .;,")
    return Fact(value, one.span)
