"""`countersign mark`."""

from __future__ import annotations

from pathlib import Path

from api.answers.marking import mark_answer
from api.cli.faults import Exit
from api.cli.reading import document_at, readers
from api.cli.terminal import console, emit, named, safe
from models.marking import MarkingVerdict

OUTCOMES = {
    "agreed": "The marking is right for the content.",
    "over-marked": "The marking protects more than the content calls for. This is advice only.",
    "under-marked": "The content calls for more than the marking gives. Somebody must settle it.",
    "unmarked": "The document carries no marking. Somebody must settle it.",
    "conflicting": "The document carries markings that disagree. Somebody must settle it.",
    "unsettled": "The marking could not be judged. Somebody must settle it.",
    "above-ceiling": "The marking is above what this system may hold. The document must not stay here.",
}
"""What each outcome means to a person."""


def mark_command(file: Path, as_json: bool) -> int:
    """Classify one file."""
    import marking
    from pipeline.settings import load_settings

    settings = load_settings()
    with readers(settings) as pool:
        document = document_at(file, pool, settings)
    verdict = marking.classify(document, settings.ceiling)
    if as_json:
        emit(mark_answer(verdict, named(file)))
    else:
        _show(verdict)
    return Exit.DONE


def _show(verdict: MarkingVerdict) -> None:
    out = console()
    out.print(OUTCOMES[verdict.outcome.value], style="bold")
    out.print(f"  Declared: {verdict.declared.as_declared if verdict.declared else 'none'}")
    out.print(f"  Assessed: {verdict.assessed}")
    out.print(f"  Proposed: {verdict.proposed}")
    for reason in verdict.reasons:
        out.print(f"  Why: {safe(reason.title)}. {safe(reason.why)}")
    for problem in verdict.problems:
        out.print(f"  Problem: {safe(problem.message)} {safe(problem.remedy)}")
