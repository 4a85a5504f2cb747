"""The index of a run: every document on one line, with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.report.sheet import render, sheet
from models.finding import Severity
from models.marking import ProtectiveMarking


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a run. `verified` is None where there was no copy to verify.

    `state` is "ready", "quarantined", "refused", "failed" or "unpacked", which is an archive whose files have
    rows of their own; `report` and `copy` are relative links.
    """

    file: str
    case: str = ""
    form: str = ""
    dated: str = ""
    marking: str = ""
    outcome: str = ""
    findings: tuple[tuple[Severity, int], ...] = ()
    removed: int = 0
    verified: bool | None = None
    state: str = "ready"
    reason: str = ""
    remedy: str = ""
    report: str = ""
    copy: str = ""
    annotated: str = ""  # the file for the minute-taker


def index_page(rows: Sequence[Row], marking: ProtectiveMarking, made: str) -> str:
    """The page that lists a run. `marking` is the highest of its documents', whose files it names."""
    cases: dict[str, list[Row]] = {}
    for row in rows:
        cases.setdefault(row.case, []).append(row)
    return render(
        "index.html.j2",
        title="What came of the documents",
        marking=marking,
        sheet=sheet(marking),
        cases=cases,
        rows=rows,
        made=made,
        attention=[row for row in rows if row.state not in ("ready", "unpacked")],
        totals={s: sum(n for row in rows for t, n in row.findings if t is s) for s in Severity},
    )
