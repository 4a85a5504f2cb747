"""What a check is, and the catalogue's entry of it.

A check is a small class: its code as the class's name ("DIS01" for DIS-01), a docstring whose first line is
its title and whose Bad and Good are examples, its facts as class attributes, and `look`, which yields what it
finds.
Three outcomes: it found something, it passed (nothing yielded), or it could not be judged (`Unknown`
yielded, or a need not met). Where a rule does not bear on a document at all, `applies` says so and nothing
is reported.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from checks.review import Review
from models.finding import Earlier, Severity, Source
from models.structure import Confidence, DocumentKind
from models.text import Span


@dataclass(frozen=True, slots=True)
class Rule:
    """The catalogue's entry of a rule: what a person is told who asks about its code.

    `needs` says, where the rule is not assessed, what would be needed to judge it; it is empty for a rule
    that
    is. `requires` says what an assessed rule wants besides the document ("the case's earlier minutes").
    """

    code: str
    title: str
    severity: Severity
    sources: tuple[Source, ...]
    kinds: tuple[DocumentKind, ...] = ()  # empty: any
    why: str = ""
    hint: str = ""
    requires: tuple[str, ...] = ()
    bad: str = ""
    good: str = ""
    needs: str = ""

    @property
    def assessed(self) -> bool:
        """True where a check judges it."""
        return not self.needs

    @property
    def status(self) -> str:
        """For a table: "assessed", or "not assessed: needs ..."."""
        return "assessed" if self.assessed else f"not assessed: {self.needs}"


@dataclass(frozen=True, slots=True)
class Found:
    """One fault as a check saw it. What is left None or empty is taken from the check."""

    message: str
    span: Span | None = None
    section: str = ""
    severity: Severity | None = None
    confidence: Confidence | None = None
    hint: str = ""
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """The rule bears on the document but cannot be judged from it."""

    reason: str


class Need(Enum):
    """What a check cannot do without: (words for the catalogue, reason given where it is not there)."""

    FORM = (
        "a form that is recognised",
        "The document was not recognised as any known form, so what it should contain is not known.",
    )
    SECTIONS = ("the document's sections", "No sections were found in the document.")
    HELD = ("the date of the meeting", "The date of the meeting was not found in the document.")
    LEVEL = ("the MAPPA level", "The MAPPA level was not found in the document.")
    ATTENDANCE = ("the attendance list", "No list of those present was found in the document.")
    ACTIONS = ("the action list", "No actions were found in the document.")
    PREVIOUS = (
        "the case's earlier minutes",
        "No earlier minutes of the case were given, so there is nothing to compare with.",
    )
    EARLIER = (
        "an earlier document of the case",
        "No earlier document of the case was given, so there is nothing to compare with.",
    )
    OTHERS = ("documents of other cases", "No documents of other cases were given to compare with.")

    def met(self, review: Review) -> bool:
        """Whether the document under review has it."""
        return _MET[self](review)


_MET = {
    Need.FORM: lambda r: r.kind is not DocumentKind.UNKNOWN,
    Need.SECTIONS: lambda r: any(s.span for s in r.document.sections),
    Need.HELD: lambda r: r.held is not None,
    Need.LEVEL: lambda r: bool(r.level),
    Need.ATTENDANCE: lambda r: bool(r.document.attendance),
    Need.ACTIONS: lambda r: bool(r.document.actions),
    Need.PREVIOUS: lambda r: r.previous is not None,
    Need.EARLIER: lambda r: bool(r.earlier),
    Need.OTHERS: lambda r: bool(r.history.other_cases),
}

MINUTES = (DocumentKind.MINUTES,)
REFERRAL = (DocumentKind.REFERRAL,)
AGENDA = (DocumentKind.AGENDA,)
PAPERS = (DocumentKind.MINUTES, DocumentKind.REFERRAL)


class Check:
    """Base of all checks; see the module's docstring for how one is written."""

    severity: Severity
    confidence: Confidence = Confidence.HIGH
    sources: tuple[Source, ...]
    kinds: tuple[DocumentKind, ...] = MINUTES
    families: tuple[str, ...] = ("mappa", "mappa-scotland")  # empty: any
    needs: tuple[Need, ...] = (Need.FORM,)
    section: str = ""
    why: str
    hint: str

    def applies(self, review: Review) -> bool:
        """Whether the rule bears on this document at all, kind and family apart."""
        return True

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        """What is wrong, one by one."""
        raise NotImplementedError


def code_of(check: type[Check]) -> str:
    """DIS01 as DIS-01."""
    return re.sub(r"(?<=[A-Z])(?=\d)", "-", check.__name__)


def describe(check: type[Check]) -> Rule:
    """The catalogue's entry of a check, its title and examples from its docstring."""
    title, bad, good = _docstring(check)
    return Rule(
        code=code_of(check),
        title=title,
        severity=check.severity,
        sources=check.sources,
        kinds=check.kinds,
        why=check.why,
        hint=check.hint,
        requires=tuple(need.value[0] for need in check.needs),
        bad=bad,
        good=good,
    )


def _docstring(check: type[Check]) -> tuple[str, str, str]:
    text = inspect.cleandoc(check.__doc__ or "")
    head, _, rest = text.partition("\nBad:\n")
    bad, _, good = rest.partition("\nGood:\n")
    title = head.strip().splitlines()[0].rstrip(".")
    return title, textwrap.dedent(bad).strip(), textwrap.dedent(good).strip()
