"""Mentions of people and of data about them, and the people that mentions come together to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.text import Span


class EntityType(StrEnum):
    """What a mention is. Values are stable: they stand in logs, policies and labels."""

    PERSON = "PERSON"
    ORGANISATION = "ORGANISATION"
    LOCATION = "LOCATION"
    ADDRESS = "ADDRESS"
    POSTCODE = "POSTCODE"
    DATE = "DATE"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    AGE = "AGE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    URL = "URL"
    IP_ADDRESS = "IP_ADDRESS"
    HANDLE = "HANDLE"
    NHS_NUMBER = "NHS_NUMBER"
    NINO = "NINO"
    PNC = "PNC"
    CRO = "CRO"
    PRISON_NUMBER = "PRISON_NUMBER"
    CRN = "CRN"
    ARREST_SUMMONS = "ARREST_SUMMONS"
    COURT_URN = "COURT_URN"
    CASE_NUMBER = "CASE_NUMBER"
    PASSPORT = "PASSPORT"
    DRIVING_LICENCE = "DRIVING_LICENCE"
    VEHICLE = "VEHICLE"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    CARD = "CARD"
    UPRN = "UPRN"
    COORDINATES = "COORDINATES"
    VISOR = "VISOR"
    REFERENCE = "REFERENCE"  # a local reference known by its label
    QUANTITY = "QUANTITY"
    MONEY = "MONEY"
    DEMOGRAPHIC = "DEMOGRAPHIC"  # nationality, occupation, education and the like
    HEALTH = "HEALTH"
    ETHNICITY = "ETHNICITY"
    RELIGION = "RELIGION"
    SEXUALITY = "SEXUALITY"
    POLITICS = "POLITICS"
    TRADE_UNION = "TRADE_UNION"
    BIOMETRIC = "BIOMETRIC"
    OFFENCE = "OFFENCE"
    MISC = "MISC"


DIRECT_IDENTIFIERS: frozenset[EntityType] = frozenset(
    {
        EntityType.ADDRESS, EntityType.POSTCODE, EntityType.DATE_OF_BIRTH, EntityType.PHONE, EntityType.EMAIL,
        EntityType.URL, EntityType.IP_ADDRESS, EntityType.HANDLE, EntityType.NHS_NUMBER, EntityType.NINO,
        EntityType.PNC, EntityType.CRO, EntityType.PRISON_NUMBER, EntityType.CRN, EntityType.ARREST_SUMMONS,
        EntityType.COURT_URN, EntityType.CASE_NUMBER, EntityType.PASSPORT, EntityType.DRIVING_LICENCE,
        EntityType.VEHICLE, EntityType.BANK_ACCOUNT, EntityType.CARD, EntityType.UPRN, EntityType.COORDINATES,
        EntityType.VISOR, EntityType.REFERENCE,
    }
)  # fmt: skip
"""Types that point at one person, one home or one file by themselves."""

SPECIAL_CATEGORIES: frozenset[EntityType] = frozenset(
    {
        EntityType.HEALTH, EntityType.ETHNICITY, EntityType.RELIGION, EntityType.SEXUALITY,
        EntityType.POLITICS, EntityType.TRADE_UNION, EntityType.BIOMETRIC, EntityType.OFFENCE,
    }
)  # fmt: skip
"""UK GDPR Article 9(1) and Article 10 data."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A piece of text that names somebody or says something of somebody.

    `score` runs from 0 to 1. `person` is the id of the `Person` it belongs to, empty where unknown.
    `recogniser` names the rule or model, `why` explains it to an officer; neither repeats the text.
    """

    start: int
    end: int
    type: EntityType
    score: float
    recogniser: str = ""
    why: str = ""
    person: str = ""

    @property
    def span(self) -> Span:
        """Start and end."""
        return Span(self.start, self.end)


class Role(StrEnum):
    """What part somebody has in the case."""

    SUBJECT = "subject"
    VICTIM = "victim"
    CHILD = "child"
    FAMILY = "family"
    ASSOCIATE = "associate"
    PROFESSIONAL = "professional"
    WITNESS = "witness"
    PUBLIC = "public"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the document. `id` ("P1") is the document's own; `names` are all the ways they are named.

    `role` is the one that decides; `also` holds others that the evidence shows (a child who is a victim).
    `why` gives the evidence in words, `agency` a professional's employer.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    role: Role = Role.UNKNOWN
    also: tuple[Role, ...] = ()
    agency: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Detection:
    """All mentions, in order of place and without overlap, and the people they come to."""

    mentions: tuple[Mention, ...] = ()
    people: tuple[Person, ...] = ()

    def person(self, id: str) -> Person | None:
        """The person of that id."""
        return next((p for p in self.people if p.id == id), None)
