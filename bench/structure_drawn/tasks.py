# ruff: noqa: D103 - a layout's name says how it sets things out
"""Ways of setting actions."""

from __future__ import annotations

from bench.structure_drawn.sheet import Sheet, Tasks
from models.document import BlockKind


def tasks_table(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    head = ["No", "Action", "Owner", "Due date"] + (["Outcome"] if previous else [])
    sheet.table(
        [
            head,
            *[
                [str(i), t, f"{o}, {a}", d, *([c] if previous else [])]
                for i, (t, o, a, d, c) in enumerate(tasks, 1)
            ],
        ]
    )


def tasks_agency_column(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    head = ["Action point", "By whom", "Agency", "By when"] + (["Progress"] if previous else [])
    sheet.table([head, *[[t, o, a, d, *([c] if previous else [])] for t, o, a, d, c in tasks]])


def tasks_owner_first(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    head = ["Ref", "Person responsible", "Action required", "Timescale"] + (["Status"] if previous else [])
    sheet.table(
        [
            head,
            *[
                [f"A{i}", f"{o} ({a})", t, d, *([c] if previous else [])]
                for i, (t, o, a, d, c) in enumerate(tasks, 1)
            ],
        ]
    )


def tasks_sentences(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    for i, (t, o, _, d, c) in enumerate(tasks, 1):
        sheet.line(f"{i}. {o} to {t[0].lower()}{t[1:]} by {d}." + (f" Outcome: {c}" if previous else ""))


def tasks_brackets(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    for t, o, a, d, c in tasks:
        sheet.line(f"{t} ({o}, {a}, {d})" + (f" - Update: {c}" if previous else ""), BlockKind.LIST_ITEM)


def tasks_labels(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    for i, (t, o, a, d, c) in enumerate(tasks, 1):
        sheet.line(f"Action {i}: {t}")
        sheet.line(f"Owner: {o}, {a}")
        sheet.line(f"Due: {d}")
        if previous:
            sheet.line(f"Outcome: {c}")


def tasks_dashes(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    for i, (t, o, a, d, c) in enumerate(tasks, 1):
        sheet.line(f"{i}) {t} – {o}, {a} – {d}" + (f" – Outcome: {c}" if previous else ""))


def tasks_inline(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    for t, o, a, d, c in tasks:
        sheet.line(f"Action: {t}; By whom: {o} ({a}); By when: {d}" + (f"; Result: {c}" if previous else ""))


def tasks_bars(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    sheet.line("Action | Responsible | Target date" + (" | Update" if previous else ""))
    for t, o, a, d, c in tasks:
        sheet.line(f"{t} | {o} - {a} | {d}" + (f" | {c}" if previous else ""))


def tasks_when_first(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    head = ["Completion date", "What", "Who by"] + (["Outcome of action"] if previous else [])
    sheet.table([head, *[[d, t, f"{a}: {o}", *([c] if previous else [])] for t, o, a, d, c in tasks]])


def tasks_lead_then_text(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    for i, (t, o, a, d, c) in enumerate(tasks, 1):
        sheet.line(f"{i}. {t}. Owner: {o}, {a}. Deadline: {d}." + (f" Progress: {c}" if previous else ""))


def tasks_tabs(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    sheet.line("Action\tOwner\tDue by" + ("\tUpdate on action" if previous else ""))
    for t, o, a, d, c in tasks:
        sheet.line(f"{t}\t{o}, {a}\t{d}" + (f"\t{c}" if previous else ""))


def tasks_will(sheet: Sheet, tasks: Tasks, previous: bool) -> None:
    for t, o, a, d, c in tasks:
        sheet.line(
            f"{o} ({a}) to {t[0].lower()}{t[1:]} by {d}" + (f". Outcome: {c}" if previous else ""),
            BlockKind.LIST_ITEM,
        )
