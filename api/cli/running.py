"""`countersign run`: the main job, its progress, its reports and the table at its end."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.faults import Exit, usage
from api.cli.options import FailOn
from api.cli.redact import policy_named
from api.cli.terminal import console, emit, named, note, safe, table
from models.errors import RefusalCode
from models.finding import Severity

if TYPE_CHECKING:
    from models.case import Stage
    from pipeline.folder import FolderResult
    from pipeline.rows import Row

STATES = {"done": "ready"}
"""States of a run's rows that go by another name here; the rest keep theirs."""


def run_command(
    folder: Path, out: Path, policy: str, forms: Path | None, fail_on: FailOn | None, as_json: bool
) -> int:
    """Process a folder of cases; the gravest thing that happened is the exit code."""
    if not folder.is_dir():
        raise usage("There is no folder of that name.", "Name a folder that holds documents.", folder, "path")
    from api.cli.reports import Reports
    from pipeline.folder import run_folder
    from pipeline.settings import load_settings

    settings = load_settings(**({"forms": forms} if forms else {}))
    policy_named(policy, settings)
    progress = Progress()
    reports = Reports(out)
    result = run_folder(
        folder, out, settings=settings, policy=policy, progress=progress, finished=reports.write
    )
    progress.close()
    index = reports.index(result, datetime.now(UTC))
    if as_json:
        emit(_answer(folder, result, reports))
    else:
        _show(result, index)
    return _exit(result, fail_on)


class Progress:
    """Progress on stderr: one line that rewrites itself on a terminal, a line a finished file elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __call__(self, file: str, stage: Stage | None, done: int, total: int) -> None:
        if self._live:
            what = f"{stage.value} {safe(file)}" if stage is not None else ""
            sys.stderr.write(f"\r\x1b[K[{done}/{total}] {what[:70]}")
            sys.stderr.flush()
        elif stage is None:
            note(f"[{done}/{total}] {safe(file)}")

    def close(self) -> None:
        """Leave a clean line behind."""
        if self._live:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _exit(result: FolderResult, fail_on: FailOn | None) -> int:
    if any(row.verified is False for row in result.rows):
        return Exit.UNVERIFIED
    states = {row.state.value for row in result.rows}
    if "failed" in states:
        return Exit.INTERNAL
    if "refused" in states or any(row.code == RefusalCode.SCANNER for row in result.rows):
        return Exit.REFUSED
    if fail_on is not None:
        limit = Severity(fail_on.value).rank
        if any(n and Severity(s).rank <= limit for row in result.rows for s, n in row.findings.items()):
            return Exit.FINDINGS
    return Exit.DONE


def state(row: Row) -> str:
    """The row's state as scripts and reports know it."""
    return STATES.get(row.state.value, row.state.value)


def counts(row: Row) -> dict[str, int]:
    """Findings by severity, the gravest first, noughts included."""
    return {severity.value: row.findings.get(severity.value, 0) for severity in Severity}


def _answer(folder: Path, result: FolderResult, reports: Any) -> dict[str, Any]:
    def at(name: str) -> str | None:
        return named(result.out / name) if name else None

    documents = [
        {
            "file": row.file,
            "case": row.case,
            "form": row.form,
            "kind": row.kind,
            "dated": row.dated or None,
            "marking": row.marking or None,
            "marking_proposed": row.proposed or None,
            "marking_outcome": row.outcome or None,
            "findings": counts(row),
            "not_assessed": row.not_assessed,
            "people": row.people,
            "removed": row.removed,
            "verified": row.verified is True,
            "state": state(row),
            "code": row.code or None,
            "reason": row.reason,
            "remedy": row.remedy,
            "same_as": row.same_as or None,
            "carries": list(row.parts),
            "report": at(reports.of(row.file)),
            "copy": at(row.copy),
            "seconds": round(row.seconds, 3),
        }
        for row in result.rows
    ]
    states: dict[str, int] = {}
    for row in result.rows:
        states[state(row)] = states.get(state(row), 0) + 1
    totals = {
        "documents": len(documents),
        "states": states,
        "findings": {s.value: sum(counts(row)[s.value] for row in result.rows) for s in Severity},
        "removed": sum(row.removed for row in result.rows),
        "seconds": round(result.seconds, 3),
    }
    return {"folder": named(folder), "out": named(result.out), "documents": documents, "totals": totals}


def _show(result: FolderResult, index: Path) -> None:
    out = console()
    for case, rows in groupby(result.rows, key=lambda row: row.case):
        shown = table(
            f"Case {safe(case)}" if case else "Documents in no case",
            *("Document", "Form", "Marking", "Block", "High", "Med", "Low", "Removed", "Copy"),
        )
        for column in shown.columns[3:8]:
            column.justify = "right"
            column.no_wrap = True
        for row in rows:
            shown.add_row(*_cells(row))
        out.print(shown)
    for row in result.rows:
        if row.reason:
            out.print(f"{safe(row.file)}: {safe(row.reason)} {safe(row.remedy)}")
    out.print(f"\n{len(result.rows)} documents in {result.seconds:.1f} s.")
    out.print(f"Reports: {safe(named(index))}", soft_wrap=True)
    out.print("The reports quote the documents: protect them as you protect those.")
    out.print(f"To run the service: {own_name()} serve", soft_wrap=True)


def _cells(row: Row) -> list[str]:
    found = [str(n) if n else "-" for n in counts(row).values()] if row.form or row.kind else [""] * 4
    marking = row.marking or ("none" if row.outcome else "-")
    if row.outcome and row.outcome != "agreed":
        marking += f" ({row.outcome})"
    removed = str(row.removed) if row.verified is not None else "-"
    return [safe(Path(row.file).name), safe(row.form or "-"), safe(marking), *found, removed, _copy_word(row)]


def own_name() -> str:
    """The command as it was called, so that the line can be typed as it is printed."""
    called = Path(sys.argv[0])
    return safe(named(called)) if called.name == "countersign" else "countersign"


def _copy_word(row: Row) -> str:
    if row.verified:
        return "verified"
    return "NOT VERIFIED" if row.verified is False else state(row)
