"""What a chair should see first, and in which order the rest follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.document import Document
from models.finding import Finding, Severity
from models.structure import Confidence

_SURE = list(Confidence)
_HEADLINES = 3
_WHOLE = "The document as a whole"


@dataclass(frozen=True, slots=True)
class Headline:
    """One thing to put right: all findings of one rule together."""

    first: Finding
    number: int  # how many findings of this rule there are


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one section, under the heading that the document gives it."""

    heading: str
    findings: tuple[Finding, ...]


def headlines(findings: Iterable[Finding]) -> tuple[Headline, ...]:
    """The three rules broken most gravely: by severity, then by how sure it is, then by how often."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    found = [Headline(min(group, key=_gravity), len(group)) for group in by_code.values()]
    found.sort(key=lambda h: (*_gravity(h.first)[:2], -h.number, h.first.code))
    return tuple(found[:_HEADLINES])


def by_section(document: Document, findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Findings under their sections in the document's order; those about no section come first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.section, []).append(finding)
    places = {s.name: i for i, s in reversed(list(enumerate(document.sections)))}
    names = sorted(groups, key=lambda name: (name != "", places.get(name, len(places))))
    return tuple(Group(_heading(document, n), tuple(sorted(groups[n], key=_gravity))) for n in names)


def severity_name(severity: Severity) -> str:
    """A severity in words that say what to do about it."""
    return {"block": "Must not go out", "high": "High", "medium": "Medium", "low": "Low"}[severity.value]


def _gravity(finding: Finding) -> tuple[int, int, int]:
    place = finding.span.start if finding.span else -1
    return finding.severity.rank, _SURE.index(finding.confidence), place


def _heading(document: Document, name: str) -> str:
    if not name:
        return _WHOLE
    section = next((s for s in document.sections if s.name == name and s.heading), None)
    if section:
        numbered = section.heading.startswith(section.number)
        return section.heading if numbered else f"{section.number} {section.heading}".strip()
    return name.replace("-", " ").replace("_", " ").capitalize()
