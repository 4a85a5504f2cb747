"""What a chair should see first, and in which order the rest follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.answer import Answer, AnswerKind, Progress, Standing
from models.document import Document
from models.finding import Finding, Severity
from models.structure import Confidence

if TYPE_CHECKING:
    from checks.survival import Past, Stood

_SURE = list(Confidence)
_HEADLINES = 3
_WHOLE = "The document as a whole"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said to a document's findings: by their keys, with the names of who said it."""

    by_key: dict[str, Answer]
    names: dict[str, str]
    progress: Progress | None = None
    version: int = 1  # of the document
    before: int = 0  # the number of the version that `progress` compares with


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with all that is said about it. `number` counts in the order of the page, from 1."""

    number: int
    finding: Finding
    stood: Stood | None = None
    answer: Answer | None = None
    by: str = ""
    standing: Standing | None = None

    @property
    def waived(self) -> bool:
        """Whether it may stand as it is."""
        return self.answer is not None and self.answer.kind is AnswerKind.WAIVED


@dataclass(frozen=True, slots=True)
class Headline:
    """One thing to put right: all findings of one rule together."""

    first: Told
    number: int  # how many findings of this rule there are


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one section, under the heading that the document gives it."""

    heading: str
    findings: tuple[Told, ...]


_FAMILIES = ("VIC", "DIS", "RSK", "RMP", "STL", "REF", "MIN", "ACT", "MRK", "ATT", "DIV", "AGD", "PUB")
"""What a rule protects, nearest first: a victim before the plan, the plan before the attendance list."""


def headlines(findings: Iterable[Told]) -> tuple[Headline, ...]:
    """The three rules broken most gravely: by severity, how sure it is, what is at stake, and how often.

    What was waived is not among them. Of two faults in the same words one is shown while there are others.
    """
    by_code: dict[str, list[Told]] = {}
    for told in findings:
        if not told.waived:
            by_code.setdefault(told.finding.code, []).append(told)
    found = [Headline(min(group, key=_gravity), len(group)) for group in by_code.values()]
    found.sort(key=lambda h: (*_gravity(h.first)[:2], _stake(h), -h.number, h.first.finding.code))
    apart: list[Headline] = []
    for headline in found:
        if not any(_same_words(headline, other) for other in apart):
            apart.append(headline)
    rest = [h for h in found if h not in apart]
    return tuple([*apart, *rest][:_HEADLINES])


def _stake(headline: Headline) -> int:
    family = headline.first.finding.code.partition("-")[0]
    return _FAMILIES.index(family) if family in _FAMILIES else len(_FAMILIES)


def _same_words(one: Headline, other: Headline) -> bool:
    ours, theirs = one.first.finding.span, other.first.finding.span
    return ours is not None and theirs is not None and ours.overlaps(theirs)


def by_section(
    document: Document,
    findings: Sequence[Finding],
    past: Past | None = None,
    answers: Answers | None = None,
) -> tuple[Group, ...]:
    """Findings under their sections in the document's order; those about no section come first."""
    standings = answers.progress.standings if answers and answers.progress else [None] * len(findings)
    groups: dict[str, list[Told]] = {}
    for finding, standing in zip(findings, standings, strict=True):
        answer = answers.by_key.get(finding.key) if answers else None
        by = answers.names.get(answer.by, "") if answers and answer else ""
        stood = _stood(document, finding, past) if past else None
        groups.setdefault(finding.section, []).append(Told(0, finding, stood, answer, by, standing))
    places = {s.name: i for i, s in reversed(list(enumerate(document.sections)))}
    names = sorted(groups, key=lambda name: (name != "", places.get(name, len(places))))
    number, found = 1, []
    for name in names:
        ordered = sorted(groups[name], key=_gravity)
        numbered = tuple(_numbered(told, at) for at, told in enumerate(ordered, number))
        number += len(ordered)
        found.append(Group(heading_of(document, name), numbered))
    return tuple(found)


def counts(findings: Iterable[Told]) -> list[tuple[Severity, str, int]]:
    """How many findings of each severity nobody has waived, gravest first, zeros included."""
    standing = [told.finding.severity for told in findings if not told.waived]
    return [(severity, severity.in_words, standing.count(severity)) for severity in Severity]


def heading_of(document: Document, name: str) -> str:
    """The heading that the document gives a section, with its number; without one, the section's name."""
    if not name:
        return _WHOLE
    section = next((s for s in document.sections if s.name == name and s.heading), None)
    if section:
        numbered = section.heading.startswith(section.number)
        return section.heading if numbered else f"{section.number} {section.heading}".strip()
    return name.replace("-", " ").replace("_", " ").capitalize()


def _stood(document: Document, finding: Finding, past: Past) -> Stood | None:
    """How long stale words have stood; a finding on a heading is about the section under it."""
    if not finding.earlier or finding.span is None:
        return None
    if past.within(finding.span):
        return past.of(finding.span)
    section = document.section(finding.section)
    return past.of(section.span) if section and section.span else None


def _numbered(told: Told, number: int) -> Told:
    return Told(number, told.finding, told.stood, told.answer, told.by, told.standing)


def _gravity(told: Told) -> tuple[int, int, int]:
    finding = told.finding
    place = finding.span.start if finding.span else -1
    return finding.severity.rank, _SURE.index(finding.confidence), place
