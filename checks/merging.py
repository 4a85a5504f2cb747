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
    "RMP-04": ("MIN-12",),
    "RMP-02": ("RMP-01",),
    "ACT-07": ("PUB-18",),
    "ATT-02": ("ATT-09",),
    "ATT-04": ("ATT-01",),
    "ATT-06": ("ATT-01",),
    "DIS-06": ("DIS-02",),
    "DIS-10": ("DIS-02", "DIS-06"),
    "MIN-16": ("MIN-26",),
    "MIN-26": ("STL-04", "VIC-05"),
    "PUB-02": ("STL-13",),
    "PUB-12": ("DIS-08", "PUB-09"),
    "RSK-05": ("RSK-04",),
    "RSK-06": ("MIN-26",),
    "STL-05": ("PUB-03",),
}
"""A rule, and those that it gives way to on the same words; its message is added to theirs."""

BLANK = ("MIN-25", "MIN-14", "DIV-01")
"""Rules on boxes that say nothing: each gives way to any other, graver or as grave, on the same box."""


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with those left out that only repeat another, whose sources it then bears as well."""
    kept: list[Finding | None] = list(findings)
    for place in range(len(kept)):
        finding = kept[place]
        if finding is None or finding.code not in (*TOLD_THERE, *BLANK):
            continue
        for at, other in enumerate(kept):
            if other is not None and at != place and _covers(other, finding):
                kept[place] = None
                kept[at] = _with(other, finding)
                break
    return [f for f in kept if f is not None]


def _with(other: Finding, finding: Finding) -> Finding:
    """A finding that speaks for another as well: in its words, at the graver severity, with both sources."""
    if finding.code not in TOLD_THERE:
        return other  # a blank box is told by the rule that the box is for
    sources = tuple(s for s in finding.sources if s not in other.sources)
    other = replace(other, sources=(*other.sources, *sources))
    if finding.message in other.message or other.code == "RSK-01":
        return other
    graver = min(other.severity, finding.severity, key=lambda s: s.rank)
    return replace(other, message=f"{other.message} {finding.message}", severity=graver)


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
