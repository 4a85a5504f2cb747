"""`countersign check`."""

from __future__ import annotations

from pathlib import Path

from api.answers.findings import check_answer, severity_counts
from api.cli.faults import Exit
from api.cli.options import FailOn, reached
from api.cli.reading import document_at, readers
from api.cli.terminal import console, emit, named, safe
from models.case import History
from models.document import Document
from models.finding import CheckReport


def check_command(
    file: Path,
    history: list[Path],
    other_cases: list[Path],
    profile: str | None,
    fail_on: FailOn | None,
    as_json: bool,
) -> int:
    """Check one file against its case's earlier documents and other cases' documents."""
    from pipeline.settings import load_settings
    from pipeline.stages import check

    settings = load_settings(**({"profile": profile} if profile else {}))
    with readers(settings) as pool:
        document = document_at(file, pool, settings)
        earlier = in_order([document_at(path, pool, settings) for path in history])
        others = tuple(document_at(path, pool, settings) for path in other_cases)
    report = check(document, History(earlier, others), settings)
    if as_json:
        emit(check_answer(document, report, named(file)))
    else:
        _show(document, report)
    return Exit.FINDINGS if reached(report, fail_on) else Exit.DONE


def in_order(documents: list[Document]) -> tuple[Document, ...]:
    """Oldest first by the meetings' own dates; as given where one of them has no date."""
    dates = [d.facts.meeting_date.value if d.facts.meeting_date else "" for d in documents]
    if not all(dates):
        return tuple(documents)
    return tuple(documents[i] for i in sorted(range(len(documents)), key=lambda i: dates[i]))


def _show(document: Document, report: CheckReport) -> None:
    out = console()
    counts = ", ".join(f"{n} {severity}" for severity, n in severity_counts(report).items() if n)
    out.print(
        f"{safe(document.filename)}: {counts or 'no findings'}; {len(report.not_assessed)} not assessed"
    )
    for finding in sorted(report.findings, key=lambda f: f.severity.rank):
        out.print()
        out.print(f"{finding.severity.value.upper()}  {finding.code}  {safe(finding.title)}", style="bold")
        out.print(f"  {safe(finding.message)}")
        if finding.quote:
            out.print(f"  “{safe(finding.quote[:300])}”")
        out.print(f"  What to do: {safe(finding.hint)}")
        out.print(f"  Source: {'; '.join(str(s) for s in finding.sources)}")
    if report.not_assessed:
        out.print("\nNot assessed", style="bold")
    for rule in report.not_assessed:
        out.print(f"  {rule.code}  {safe(rule.title)}: {safe(rule.reason)}")
