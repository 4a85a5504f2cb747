"""`countersign check`: what is wrong, what could not be judged, what passed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.answers.document import form
from api.answers.places import place
from models.answer import Answer, Progress, Standing
from models.document import Document
from models.finding import CheckReport, Finding, Severity


def check_answer(
    document: Document,
    report: CheckReport,
    file: str,
    answers: Mapping[str, Answer] | None = None,
    became: Progress | None = None,
) -> dict[str, Any]:
    """The report of one document; `answers` by the findings' keys, `became` against the version before."""
    return {
        "file": file,
        "profile": report.profile,
        "form": form(document.form),
        "findings": [
            finding_answer(f, *said)
            for f, said in zip(report.findings, _said(report, answers, became), strict=True)
        ],
        "since": since_answer(became) if became else None,
        "not_assessed": [{"code": n.code, "title": n.title, "reason": n.reason} for n in report.not_assessed],
        "passed": list(report.passed),
    }


def finding_answer(
    finding: Finding, answer: Answer | None = None, standing: Standing | None = None, by: str = ""
) -> dict[str, Any]:
    """One finding. `key` stays the same for the same fault in a later version; `by` names who answered."""
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
        "answer": answer_answer(answer, by) if answer else None,
        "standing": standing.value if standing else None,
    }


def answer_answer(answer: Answer, by: str = "") -> dict[str, Any]:
    """What was said to a finding. `version` is the one of the document at which it was said."""
    return {
        "key": answer.key,
        "answer": answer.kind.value,
        "reason": answer.reason,
        "by": answer.by,
        "name": by,
        "at": answer.at.isoformat(),
        "version": answer.version,
    }


def since_answer(became: Progress) -> dict[str, Any]:
    """What this version did to the findings of the one before."""
    return {
        "before": became.before,
        "cleared": [finding_answer(f) for f in became.cleared],
        "still_there": became.standings.count(Standing.STILL_THERE),
        "reworded": became.standings.count(Standing.REWORDED),
        "new": became.new,
    }


def _said(
    report: CheckReport, answers: Mapping[str, Answer] | None, became: Progress | None
) -> list[tuple[Answer | None, Standing | None]]:
    standings = became.standings if became else [None] * len(report.findings)
    return [((answers or {}).get(f.key), s) for f, s in zip(report.findings, standings, strict=True)]


def severity_counts(report: CheckReport) -> dict[str, int]:
    """How many findings of each severity, gravest first, zeros included."""
    return {s.value: sum(1 for f in report.findings if f.severity is s) for s in Severity}
