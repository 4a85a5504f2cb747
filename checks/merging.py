"""One fault, one finding: where several rules speak of the same words, the one that says most is kept.

Rules overlap on purpose, since each has its own source and its own conditions. A chair who reads the same
sentence three times stops reading; so a finding gives way to another that stands on the same words, and what
it would have added is said there. Nothing is merged across different places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.finding import Finding

TOLD_THERE = {
    "STL-12": ("STL-13", "STL-01", "STL-03"),
    "STL-13": ("STL-01", "STL-03"),
    "STL-10": ("ACT-07",),
    "MIN-06": ("RSK-01",),
}
"""A rule, and those that it gives way to on the same words; its message is added to theirs."""

BLANK = ("MIN-25", "MIN-14", "DIV-01")
"""Rules on boxes that say nothing: each gives way to any other, graver or as grave, on the same box."""


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with those left out that only repeat another."""
    kept = list(findings)
    for finding in list(kept):
        other = next((k for k in kept if k is not finding and _covers(k, finding)), None)
        if other is None:
            continue
        kept.remove(finding)
        if finding.code in TOLD_THERE and finding.message not in other.message and other.code != "RSK-01":
            graver = min(other.severity, finding.severity, key=lambda s: s.rank)
            told = replace(other, message=f"{other.message} {finding.message}", severity=graver)
            kept[kept.index(other)] = told
    return kept


def _covers(other: Finding, finding: Finding) -> bool:
    """Whether the other stands on the same words and says more."""
    if finding.code in BLANK:
        graver = other.severity.rank <= finding.severity.rank and other.code not in BLANK
        blank = other.code in BLANK and BLANK.index(other.code) > BLANK.index(finding.code)
        return (graver or blank) and finding.span is not None and _same_box(other, finding)
    if other.code not in TOLD_THERE.get(finding.code, ()):
        return False
    if finding.span is None or other.span is None:
        return finding.section == other.section
    return finding.span.overlaps(other.span)


def _same_box(other: Finding, finding: Finding) -> bool:
    """Whether both point at one box: at the same words, or at its heading and at what stands in it."""
    if other.span is None or finding.span is None:
        return False
    gap = max(other.span.start, finding.span.start) - min(other.span.end, finding.span.end)
    return gap < 0 or (gap <= 2 and bool(finding.section) and other.section == finding.section)
