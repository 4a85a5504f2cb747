"""What a form, its meeting, its sections and its tables say: structure read off a document's text.

Every fact keeps the span it was read from, so that a person can be shown where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.text import Span


class Confidence(StrEnum):
    """How sure the product is, apart from how much it matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DocumentKind(StrEnum):
    """What part a form plays, whatever its letter: rules apply to these."""

    REFERRAL = "referral"
    AGENDA = "agenda"
    MINUTES = "minutes"
    SUMMARY = "summary"  # executive summaries and disclosure records
    SCREENING = "screening"
    REPORT = "report"  # prison reports and the like
    STATEMENT = "statement"  # confidentiality and diversity statements
    AUDIT = "audit"
    LETTER = "letter"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FormMatch:
    """Which form a document is, and why it is thought so.

    `name` is the template's own name in `ingest/forms` ("mappa-b-2012"), empty where none fits. Letters were
    handed out anew between 2012 and 2022, so a form is told by its title and sections, never by its letter.
    """

    name: str = ""
    title: str = ""
    kind: DocumentKind = DocumentKind.UNKNOWN
    family: str = ""  # "mappa", "mappa-scotland", "marac"
    confidence: Confidence = Confidence.LOW
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One value and where it was read. `value` is normalised (dates as ISO 8601, levels as "1".."3")."""

    value: str
    span: Span | None = None
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document says of its meeting or referral. A fact that was not found is None."""

    area: Fact | None = None
    level: Fact | None = None  # "1", "2", "3"
    category: Fact | None = None  # "1" to "4"
    meeting_date: Fact | None = None  # ISO date; for a referral, the date of the referral
    meeting_kind: Fact | None = None  # "initial", "review"
    venue: Fact | None = None
    chair: Fact | None = None  # the name as written
    chair_role: Fact | None = None
    lead_agency: Fact | None = None
    risk_of_harm: Fact | None = None  # "low", "medium", "high", "very high"
    next_review: Fact | None = None  # ISO date


@dataclass(frozen=True, slots=True)
class Subject:
    """The person that the document is about."""

    name: str
    span: Span | None = None
    aliases: tuple[str, ...] = ()
    date_of_birth: date | None = None
    identifiers: tuple[tuple[str, str], ...] = ()  # (label as normalised: "pnc", "prison-number"; value)


class SectionState(StrEnum):
    """Whether a section says anything."""

    PRESENT = "present"
    EMPTY = "empty"
    POINTER = "pointer"  # "as above", "see body of notes": the words say to look elsewhere
    MISSING = "missing"  # the form has it, the document has not


class Hollow(StrEnum):
    """Why a section that is not blank still says nothing, or next to nothing."""

    NOT_APPLICABLE = "not-applicable"  # a bare "N/A" or "none"
    PROMPT = "template-prompt"  # only the template's own words
    CONTENT_FREE = "content-free"  # "discussed", "noted", "to be confirmed"
    NO_CHANGE = "no-change"


UNRECOGNISED = "unrecognised"
"""The name of a section whose heading no alias matches."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form under its heading.

    `name` is canonical ("disclosure", "rmp": the table in `ingest/forms`). `span` runs from after the heading
    to the next heading of the same or a higher level, so it covers the section's own sub-sections. Both spans
    are None where the section is missing. `required` is what the form's template says.
    """

    name: str
    heading: str = ""
    heading_span: Span | None = None
    span: Span | None = None
    state: SectionState = SectionState.PRESENT
    hollow: Hollow | None = None
    level: int = 1
    number: str = ""
    parent: str = ""
    required: bool = False


class Presence(StrEnum):
    """How somebody took part, or did not."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    BY_PHONE = "by-phone"  # or by video
    REPORT = "report"  # sent a report instead
    INVITED = "invited"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Attendee:
    """A row of the attendance: who, as what, for whom. Empty where the document does not say."""

    name: str
    role: str = ""
    agency: str = ""
    presence: Presence = Presence.PRESENT
    span: Span | None = None
    name_span: Span | None = None


class ActionStatus(StrEnum):
    """What the document says became of an action."""

    OPEN = "open"
    DONE = "done"
    ONGOING = "ongoing"
    NOT_DONE = "not-done"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Action:
    """An agreed action. `previous` tells one carried from an earlier meeting from one made at this one."""

    text: str
    number: str = ""
    owner: str = ""
    agency: str = ""
    due: str = ""  # as written
    due_date: date | None = None
    status: ActionStatus = ActionStatus.UNKNOWN
    outcome: str = ""
    previous: bool = False
    span: Span | None = None
    text_span: Span | None = None
    owner_span: Span | None = None
    due_span: Span | None = None


class DateKind(StrEnum):
    """What a date is the date of."""

    MEETING = "meeting"
    NEXT_REVIEW = "next-review"
    PREVIOUS_MEETING = "previous-meeting"
    REFERRAL = "referral"
    ISSUED = "issued"
    BIRTH = "birth"
    DEATH = "death"
    OFFENCE = "offence"
    CONVICTION = "conviction"
    SENTENCE = "sentence"
    RELEASE = "release"
    SENTENCE_EXPIRY = "sentence-expiry"
    LICENCE_EXPIRY = "licence-expiry"
    PAROLE_ELIGIBILITY = "parole-eligibility"
    CONDITIONAL_RELEASE = "conditional-release"
    ORDER_EXPIRY = "order-expiry"
    ASSESSMENT = "assessment"
    ACTION_DUE = "action-due"
    SIGNED = "signed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A date in the text and what it is the date of."""

    date: date
    span: Span
    kind: DateKind = DateKind.OTHER


class ConditionKind(StrEnum):
    """What makes a condition binding."""

    LICENCE = "licence"
    ORDER = "order"  # a SHPO, a restraining order and the like
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Condition:
    """One licence condition, or one prohibition of an order, spelt out in the document."""

    text: str
    span: Span
    kind: ConditionKind = ConditionKind.UNKNOWN
