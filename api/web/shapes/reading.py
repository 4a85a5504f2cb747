"""A document's words: its text, the people in it, its versions, and the minutes before beside it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from api.web.shapes.base import Given, Sent
from models.case import JobState
from models.people import EntityType, Role


class SectionOut(Given):
    """A part of the form and where it stands; `heading` as the document has it, empty where it is missing."""

    name: str
    heading: str
    state: str
    start: int | None
    end: int | None


class TextOut(Given):
    """The document's text, hidden parts included, that all offsets count on in code points."""

    title: str
    marking: str
    text: str
    sections: list[SectionOut]


class PersonOut(Given):
    """Somebody who is named, and how often. `id` holds within this document alone."""

    id: str
    name: str
    names: list[str]
    role: Role
    agency: str
    mentions: int


class MentionPlace(Given):
    """One mention and its place. `person` is an id of `people`, or null."""

    start: int
    end: int
    type: EntityType
    person: str | None
    score: float
    recogniser: str
    why: str


class MentionPage(Given):
    """Some mentions in order of place, with everybody whom the document names."""

    items: list[MentionPlace]
    next: str | None
    total: int
    people: list[PersonOut]


class VersionOut(Given):
    """One version of a document."""

    id: str
    version: int
    filename: str
    state: JobState
    received: datetime
    received_by: str


class VersionList(Given):
    """All versions of a document, the first one first."""

    items: list[VersionOut]


class ShadeOut(Given):
    """Some words. `meetings` counts those they have stood at: 1 is new, 0 says nothing of it.

    `gone` marks words of the minutes before that these no longer hold.
    """

    text: str
    meetings: int
    gone: bool


class ComparedPart(Given):
    """A part of the form in both; null where one of them has none. Each line is its words by age."""

    heading: str
    now: list[list[ShadeOut]] | None
    last: list[list[ShadeOut]] | None


class Comparison(Given):
    """These minutes beside the last ones. `carried` is the percentage of sentences that stood before."""

    last_file: str
    last_sha256: str
    last_held: date | None
    carried: int
    parts: list[ComparedPart]


class SessionOut(Given):
    """One of one's own sessions. `id` signs nobody in; `here` is the one that asks."""

    id: str
    begun: datetime
    used: datetime
    here: bool


class SessionList(Given):
    """One's own sessions, the one begun last first."""

    items: list[SessionOut]


class ProposalOut(Given):
    """A case that a document may belong to, and why."""

    case_id: str
    reference: str
    why: str


class UnfiledOut(Given):
    """A document that came in without a case, the likeliest case first."""

    document_id: str
    filename: str
    state: JobState
    proposals: list[ProposalOut]


class UnfiledList(Given):
    """Those that have waited longest."""

    items: list[UnfiledOut]


class NewPlace(Sent):
    """The case that a document is filed under, by its reference; a new one is made where there is none."""

    case: Annotated[str, Field(min_length=1, max_length=100, examples=["northshire-2018-0147"])]


class Filed(Given):
    """Where a document is now."""

    document_id: str
    case_id: str
