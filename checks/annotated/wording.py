"""What a comment says: the fault, what to do, and by which source, gravest first."""

from __future__ import annotations

from collections.abc import Iterable

from models.document import Document
from models.finding import Finding, Source
from models.remark import Remark
from models.text import Span


def remarks(document: Document, findings: Iterable[Finding]) -> tuple[Remark, ...]:
    """A remark for each finding, at its words; at the section's heading where it is about what is not there.

    What belongs to no section is remarked on at the document's beginning.
    """
    ordered = sorted(findings, key=lambda f: (f.severity.rank, f.span.start if f.span else -1, f.code))
    return tuple(Remark(_place(document, f), _lines(f)) for f in ordered)


def _place(document: Document, finding: Finding) -> Span | None:
    if finding.span is not None and len(finding.span):
        return finding.span
    section = document.section(finding.section) if finding.section else None
    if section is None or section.span is None:
        return None
    return section.heading_span or section.span


def _lines(finding: Finding) -> tuple[str, ...]:
    return (
        f"{finding.severity.in_words}: {finding.title}",
        finding.message,
        f"What to do: {finding.hint}",
        f"Source: {cited(finding.sources)} ({finding.code})",
    )


def cited(sources: Iterable[Source]) -> str:
    """Each title once, with its paragraphs."""
    found: dict[str, list[str]] = {}
    for source in sources:
        found.setdefault(source.title, []).extend([source.paragraph] if source.paragraph else [])
    return "; ".join(", ".join([title, *paragraphs]) for title, paragraphs in found.items())
