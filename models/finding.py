"""What the checks say, and what they could not judge."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from models.structure import Confidence
from models.text import Span


class Severity(StrEnum):
    """How much a fault matters to the people the plan is there to protect."""

    BLOCK = "block"  # the minutes must not go out as they are
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)

    @property
    def in_words(self) -> str:
        """In words that say what to do about it."""
        return "Must not go out" if self is Severity.BLOCK else self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: a document's title and the paragraph in it."""

    title: str
    paragraph: str = ""

    def __str__(self) -> str:
        return f"{self.title}, {self.paragraph}" if self.paragraph else self.title


@dataclass(frozen=True, slots=True)
class Earlier:
    """A passage of another document that a finding rests on."""

    sha256: str
    filename: str
    span: Span
    quote: str
    dated: str = ""  # ISO date of that document's meeting


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what is wrong, where, why it matters, what to do.

    `span` is None where the fault is that something is not there. `quote` is the text under the span.
    """

    code: str
    severity: Severity
    confidence: Confidence
    title: str
    message: str
    hint: str
    sources: tuple[Source, ...]
    section: str = ""
    span: Span | None = None
    quote: str = ""
    earlier: tuple[Earlier, ...] = ()

    @property
    def key(self) -> str:
        """The same for the same fault in a later version, wherever it has moved to: answers hang on it."""
        said = " ".join((self.code, self.section, *self.quote.casefold().split()))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """A rule that could not be judged, and why: never to be read as passed."""

    code: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All that the checks say of one document. `passed` holds the codes that applied and found nothing."""

    findings: tuple[Finding, ...] = ()
    not_assessed: tuple[NotAssessed, ...] = ()
    passed: tuple[str, ...] = ()
    profile: str = ""
