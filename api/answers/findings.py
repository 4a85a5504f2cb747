"""`countersign check`: what is wrong, what could not be judged, what passed."""

from __future__ import annotations

from typing import Any

from api.answers.document import form
from api.answers.places import place
from models.document import Document
from models.finding import CheckReport, Finding, Severity


def check_answer(document: Document, report: CheckReport, file: str) -> dict[str, Any]:
    """The report of one document."""
    return {
        "file": file,
        "profile": report.profile,
        "form": form(document.form),
        "findings": [finding_answer(finding) for finding in report.findings],
        "not_assessed": [{"code": n.code, "title": n.title, "reason": n.reason} for n in report.not_assessed],
        "passed": list(report.passed),
    }


def finding_answer(finding: Finding) -> dict[str, Any]:
    """One finding. `key` stays the same for the same fault in a later version."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "title": finding.title,
        "message": finding.message,
        "hint": finding.hint,
        "source": "; ".join(str(source) for source in finding.sources),
        "sources": [{"title": s.title, "paragraph": s.paragraph} for s in finding.sources],
        "section": finding.section,
        **place(finding.span),
        "quote": finding.quote,
        "key": finding.key,
        "earlier": [
            {
                "sha256": e.sha256,
                "file": e.filename,
                **place(e.span),
                "quote": e.quote,
                "dated": e.dated or None,
            }
            for e in finding.earlier
        ],
    }


def severity_counts(report: CheckReport) -> dict[str, int]:
    """How many findings of each severity, gravest first, zeros included."""
    return {s.value: sum(1 for f in report.findings if f.severity is s) for s in Severity}
