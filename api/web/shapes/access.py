"""Areas, and who may see a case."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.web.shapes.base import Given, Sent


class AreaOut(Given):
    """A part of the installation with cases and people of its own."""

    id: Annotated[str, Field(examples=["north"])]
    title: str


class AreaList(Given):
    """The areas that whoever asks works in."""

    items: list[AreaOut]


class NewArea(Sent):
    """An area to be added."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", examples=["north"])]
    title: Annotated[str, Field(min_length=1, max_length=100, examples=["Northshire"])]


class CaseAccessOut(Given):
    """Who may see a case: everybody of its area, or where it is restricted the people alone."""

    case_id: str
    area: str
    restricted: bool
    people: list[str]


class CaseAccessChange(Sent):
    """Who may see a case from now on. `people` are ids of accounts; none where it is open."""

    restricted: bool
    people: Annotated[
        list[Annotated[str, Field(pattern=r"^account-[0-9a-f]{24}$")]],
        Field(max_length=500, default_factory=list),
    ]
