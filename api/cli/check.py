"""`countersign check`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from api.answers.findings import check_answer, severity_counts
from api.cli.answering import answers_at, free_place, standing, write_annotated
from api.cli.faults import Exit
from api.cli.options import FailOn, reached
from api.cli.reading import document_at, readers
from api.cli.terminal import console, emit, named, safe
from models.answer import Answer, Progress, progress
from models.case import History
from models.document import Document
from models.finding import CheckReport


def check_command(
    file: Path,
    history: list[Path],
    other_cases: list[Path],
    profile: str | None,
    forms: Path | None,
    fail_on: FailOn | None,
    as_json: bool,
    *,
    answers: Path | None = None,
    before: Path | None = None,
    annotated: Path | None = None,
) -> int:
    """Check one file against its case's earlier documents and other cases' documents.

    `answers` holds what was said to its findings, `before` the version before this one, and `annotated` is
    where the file for the minute-taker goes.
    """
    if annotated:
        free_place(annotated)
    given = answers_at(answers) if answers else {}
    from pipeline.settings import load_settings
    from pipeline.stages import check

    chosen = {"profile": profile, "forms": forms}
    settings = load_settings(**{name: value for name, value in chosen.items() if value})
    with readers(settings) as pool:
        document = document_at(file, pool, settings)
        earlier = in_order([document_at(path, pool, settings) for path in history])
        history_of_case = History(earlier, tuple(document_at(path, pool, settings) for path in other_cases))
        report = check(document, history_of_case, settings)
        became = None
        if before:
            old = check(document_at(before, pool, settings), history_of_case, settings)
            became = progress(old.findings, report.findings)
        faults = standing(report.findings, given)
        if annotated:
            write_annotated(annotated, file, document, faults, pool, settings)
    if as_json:
        emit(check_answer(document, report, named(file), given, became))
    else:
        _show(document, report, given, became)
    return Exit.FINDINGS if reached(faults, fail_on) else Exit.DONE


def in_order(documents: list[Document]) -> tuple[Document, ...]:
    """Oldest first by the meetings' own dates; as given where one of them has no date."""
    dates = [d.facts.meeting_date.value if d.facts.meeting_date else "" for d in documents]
    if not all(dates):
        return tuple(documents)
    return tuple(documents[i] for i in sorted(range(len(documents)), key=lambda i: dates[i]))


def _show(
    document: Document, report: CheckReport, answers: Mapping[str, Answer], became: Progress | None
) -> None:
    out = console()
    counts = ", ".join(f"{n} {severity}" for severity, n in severity_counts(report).items() if n)
    out.print(
        f"{safe(document.filename)}: {counts or 'no findings'}; {len(report.not_assessed)} not assessed"
    )
    if became:
        out.print(f"This version cleared {len(became.cleared)} of {became.before}; {became.new} new")
    for finding in sorted(report.findings, key=lambda f: f.severity.rank):
        out.print()
        out.print(f"{finding.severity.value.upper()}  {finding.code}  {safe(finding.title)}", style="bold")
        out.print(f"  {safe(finding.message)}")
        if answer := answers.get(finding.key):
            reason = f": {safe(answer.reason)}" if answer.reason else ""
            out.print(f"  {answer.kind.value.capitalize()}{reason}")
        if finding.quote:
            out.print(f"  “{safe(finding.quote[:300])}”")
        out.print(f"  What to do: {safe(finding.hint)}")
        out.print(f"  Source: {'; '.join(str(s) for s in finding.sources)}")
    if report.not_assessed:
        out.print("\nNot assessed", style="bold")
    for rule in report.not_assessed:
        out.print(f"  {rule.code}  {safe(rule.title)}: {safe(rule.reason)}")
