"""One document's report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from api.report.beside import beside
from api.report.changes import compare
from api.report.margin import margin
from api.report.order import by_section, counts, headlines
from api.report.sheet import render, sheet
from models.disclosure import DisclosureLog, Verification
from models.document import Document
from models.finding import CheckReport
from models.marking import MarkingOutcome, MarkingVerdict, ProtectiveMarking
from models.structure import Fact

if TYPE_CHECKING:
    from checks.survival import Past

OUTCOMES: dict[MarkingOutcome, str] = {
    MarkingOutcome.AGREED: "The marking that the document carries is right for its content.",
    MarkingOutcome.OVER_MARKED: "The document carries a higher marking than its content calls for. This is "
    "advice only: nobody but its originator may lower it.",
    MarkingOutcome.UNDER_MARKED: "The content calls for more than the document's marking gives. It is held "
    "until somebody with the authority settles its marking.",
    MarkingOutcome.UNMARKED: "The document carries no marking. It is held until somebody with the authority "
    "settles it.",
    MarkingOutcome.CONFLICTING: "The document carries markings that disagree. It is held until somebody with "
    "the authority settles them.",
    MarkingOutcome.UNSETTLED: "The marking could not be judged. The document is held until somebody with the "
    "authority settles it.",
    MarkingOutcome.ABOVE_CEILING: "The document is marked above what this system may hold. Remove it.",
}
"""What each outcome of marking means to a person."""

_FACTS = (
    ("Meeting", "meeting_date"),
    ("Kind of meeting", "meeting_kind"),
    ("Level", "level"),
    ("Category", "category"),
    ("Risk of serious harm", "risk_of_harm"),
    ("Area", "area"),
    ("Chair", "chair"),
    ("Lead agency", "lead_agency"),
    ("Next review", "next_review"),
)


@dataclass(frozen=True, slots=True)
class Copy:
    """What became of the redacted copy. Without a log there is no copy, and `reason` says why."""

    file: str = ""  # relative to the report
    log: DisclosureLog | None = None
    verification: Verification | None = None
    reason: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """All that a report tells of one document. `made` is a date and time in words."""

    document: Document
    marking: MarkingVerdict
    report: CheckReport
    made: str
    case: str = ""
    copy: Copy | None = None
    past: Past | None = None
    annotated: str = ""  # the file for the minute-taker, relative to the report
    not_annotated: str = ""


def document_page(reviewed: Reviewed, why: Callable[[str], str] = lambda code: "", index: str = "") -> str:
    """The page. `why` gives a rule's reason by its code; `index` is a link back, where there is one."""
    document, report = reviewed.document, reviewed.report
    marking = carried(reviewed.marking)
    groups = by_section(document, report.findings, reviewed.past)
    told = [t for group in groups for t in group.findings]
    return render(
        "document.html.j2",
        marking=marking,
        sheet=sheet(marking),
        reviewed=reviewed,
        document=document,
        verdict=reviewed.marking,
        outcome=OUTCOMES[reviewed.marking.outcome],
        title=title(document),
        facts=_facts(document),
        counts=counts(told),
        headlines=headlines(told),
        groups=groups,
        margin=margin(document, told),
        beside=beside(document, reviewed.past) if reviewed.past else None,
        compare=compare,
        why=why,
        index=index,
        copy=reviewed.copy,
    )


def carried(verdict: MarkingVerdict) -> ProtectiveMarking:
    """The marking of a page that quotes a document: the highest that anybody has proposed for it."""
    return verdict.highest


def title(document: Document) -> str:
    """What to call a document: its form's title, or the name of its file."""
    return document.form.title or document.filename


def _facts(document: Document) -> list[tuple[str, str]]:
    told = [(label, getattr(document.facts, name)) for label, name in _FACTS]
    subject = [("Subject", document.subject.name)] if document.subject else []
    return subject + [(label, _value(fact)) for label, fact in told if fact and fact.value]


def _value(fact: Fact) -> str:
    try:
        return in_words(date.fromisoformat(fact.value))
    except ValueError:
        return fact.value


def in_words(day: date) -> str:
    """A date as it is written in a letter."""
    return f"{day.day} {day:%B %Y}"
