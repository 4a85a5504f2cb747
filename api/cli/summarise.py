"""`countersign summarise`: an executive summary of what may go, verified, or nothing at all.

Threat: as of `redact`. Rule: as there; and a drafted line that tells what the policy removes is left out and
counted before anything is written.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.answers.redaction import verification_answer
from api.cli.faults import Exit, about, usage
from api.cli.reading import document_at, readers
from api.cli.redact import policy_named
from api.cli.terminal import console, emit, named, note, safe
from api.cli.writing import place, refuse_existing

if TYPE_CHECKING:
    from models.summary import Summary

_ANOTHER = "Choose another --out, or add --force."


def summarise_command(file: Path, policy_name: str, out: Path, force: bool, as_json: bool) -> int:
    """Draft and write the summary of one file under one policy."""
    suffix = out.suffix.lower()
    if suffix not in (".docx", ".pdf") or str(out).endswith(os.sep):
        raise usage("A summary is a .docx or a .pdf file.", "Use a name that ends so.", out, "out")
    if not force:
        refuse_existing(out, remedy=_ANOTHER)
    from pipeline.settings import load_settings
    from pipeline.stages import detect, mark
    from redact import decide, sweep
    from redact.summary import draft, release_summary, spoken_of

    settings = load_settings()
    policy = policy_named(policy_name, settings)
    with readers(settings) as pool:
        document = document_at(file, pool, settings)
    with about(file):
        verdict = mark(document, settings)
        if verdict.quarantine:
            note(f"The marking is not settled ({verdict.outcome.value}); it carries {verdict.proposed}.")
        decisions = sweep(document, decide(document, detect(document, settings), policy))
        summary = draft(document, decisions)
        summary = _without(summary, spoken_of(document, decisions, summary))
        format = "pdf" if suffix == ".pdf" else "docx"
        made = release_summary(document, decisions, summary, policy, format, verdict.proposed)  # type: ignore[arg-type]
    with about(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        place(out, made.copy, force)
    if as_json:
        answer: dict[str, Any] = {
            "file": named(file),
            "out": named(out),
            "policy": policy.name,
            "policy_version": policy.version,
            "marking": str(verdict.proposed),
            "parts": [
                {
                    "name": part.name,
                    "heading": part.heading,
                    "lines": [
                        {"text": x.text, "sources": [{"start": s.start, "end": s.end} for s in x.sources]}
                        for x in part.lines
                    ],
                }
                for part in summary.parts
            ],
            "left_out": summary.left_out,
            "verification": verification_answer(made.verification),
        }
        emit(answer)
        return Exit.DONE
    lines = sum(len(part.lines) for part in summary.parts)
    console().print(f"{safe(named(out))}: {lines} lines, by {policy.name} {policy.version}")
    if summary.left_out:
        console().print(f"  {summary.left_out} sentences left out: they could not be told without a name.")
    console().print("  A draft: read it beside the minutes before anybody else does.")
    return Exit.DONE


def _without(summary: Summary, telling: tuple[tuple[str, int], ...]) -> Summary:
    """The summary without the lines that tell what is removed."""
    parts = tuple(
        replace(part, lines=tuple(x for n, x in enumerate(part.lines) if (part.name, n) not in telling))
        for part in summary.parts
    )
    return replace(summary, parts=parts, left_out=summary.left_out + len(telling))
