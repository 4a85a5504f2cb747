"""Protective markings: what a document says it is, and what its content makes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.document import Channel
from models.text import Span


class Tier(StrEnum):
    """The three tiers of the Government Security Classifications Policy. -SENSITIVE is no tier."""

    OFFICIAL = "OFFICIAL"
    SECRET = "SECRET"  # noqa: S105 - the tier's name
    TOP_SECRET = "TOP SECRET"  # noqa: S105 - the tier's name

    @property
    def rank(self) -> int:
        """0 for the lowest."""
        return list(Tier).index(self)


class CaveatKind(StrEnum):
    """The four kinds of additional marking."""

    HANDLING = "handling"  # RECIPIENTS ONLY, HMG USE ONLY
    DESCRIPTOR = "descriptor"  # PERSONAL DATA, LEGAL, COMMERCIAL
    PREFIX = "prefix"  # UK
    NATIONAL = "national"  # UK EYES ONLY


@dataclass(frozen=True, slots=True)
class Caveat:
    """An additional marking, in capitals as it is written."""

    kind: CaveatKind
    text: str


class LegacyTier(StrEnum):
    """The levels of the Government Protective Marking Scheme, in use until April 2014."""

    UNCLASSIFIED = "UNCLASSIFIED"
    NOT_PROTECTIVELY_MARKED = "NOT PROTECTIVELY MARKED"
    PROTECT = "PROTECT"
    RESTRICTED = "RESTRICTED"
    CONFIDENTIAL = "CONFIDENTIAL"


@dataclass(frozen=True, slots=True)
class ProtectiveMarking:
    """A marking in full. `legacy` is set where the words were those of the older scheme; the tier is then
    what they map to, as a proposal: only the originator may re-mark.
    """

    tier: Tier
    sensitive: bool = False
    caveats: tuple[Caveat, ...] = ()
    when_complete: bool = False
    legacy: LegacyTier | None = None

    @property
    def rank(self) -> tuple[int, bool]:
        """Orders markings by how much they protect; caveats do not count."""
        return (self.tier.rank, self.sensitive)

    @property
    def as_declared(self) -> str:
        """In the words of the scheme it was declared in: "RESTRICTED"; `str` gives what that maps to."""
        return str(self) if self.legacy is None else self._with_caveats(self.legacy.value)

    def __str__(self) -> str:
        return self._with_caveats(f"{self.tier}" + ("-SENSITIVE" if self.sensitive else ""))

    def _with_caveats(self, words: str) -> str:
        prefix = "".join(f"{c.text} " for c in self.caveats if c.kind is CaveatKind.PREFIX)
        rest = [c.text for c in self.caveats if c.kind is not CaveatKind.PREFIX]
        return " - ".join([f"{prefix}{words}", *rest])


@dataclass(frozen=True, slots=True)
class DeclaredMarking:
    """A marking where it stands in the document. `text` is as written."""

    marking: ProtectiveMarking
    text: str
    span: Span
    channel: Channel
    page: int | None = None


@dataclass(frozen=True, slots=True)
class MarkingReason:
    """A criterion that the content meets: what it is, why it matters for the marking, and where."""

    code: str
    title: str
    why: str
    spans: tuple[Span, ...] = ()
    calls_for: ProtectiveMarking | None = None


@dataclass(frozen=True, slots=True)
class MarkingProblem:
    """Something wrong with the marking as declared."""

    code: str
    message: str
    remedy: str
    spans: tuple[Span, ...] = ()


class MarkingOutcome(StrEnum):
    """How declared and assessed come together."""

    AGREED = "agreed"
    OVER_MARKED = "over-marked"  # advice only
    UNDER_MARKED = "under-marked"  # quarantined until a person with the authority settles it
    UNMARKED = "unmarked"  # likewise
    CONFLICTING = "conflicting"  # likewise: the document says two things
    UNSETTLED = "unsettled"  # likewise: the content could not be judged
    ABOVE_CEILING = "above-ceiling"  # refused, and the content not kept


@dataclass(frozen=True, slots=True)
class MarkingVerdict:
    """Everything that marking says of one document. `proposed` is what it should carry."""

    outcome: MarkingOutcome
    declared: ProtectiveMarking | None
    assessed: ProtectiveMarking
    proposed: ProtectiveMarking
    places: tuple[DeclaredMarking, ...] = ()
    reasons: tuple[MarkingReason, ...] = ()
    problems: tuple[MarkingProblem, ...] = ()

    @property
    def quarantine(self) -> bool:
        """True where the document may not be stored as ready before somebody has settled its marking."""
        return self.outcome not in (MarkingOutcome.AGREED, MarkingOutcome.OVER_MARKED)

    @property
    def highest(self) -> ProtectiveMarking:
        """The highest that anybody has proposed: what carries the document's words carries this marking."""
        known = [self.proposed, self.assessed, *([self.declared] if self.declared else [])]
        return max(known, key=lambda m: m.rank)
