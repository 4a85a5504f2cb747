# ruff: noqa: D103 - a layout's name says how it sets things out
"""Ways of setting who came and who did not."""

from __future__ import annotations

from bench.structure_drawn.sheet import People, Sheet
from models.document import BlockKind
from models.structure import Presence


def _status(presence: Presence, words: dict[Presence, str]) -> str:
    return words[presence]


YES = {Presence.PRESENT: "Yes", Presence.APOLOGIES: "Apologies", Presence.ABSENT: "No"}
LETTER = {Presence.PRESENT: "P", Presence.APOLOGIES: "A", Presence.ABSENT: "DNA"}
WHOLE = {Presence.PRESENT: "Present", Presence.APOLOGIES: "Apologies", Presence.ABSENT: "Absent"}
TICK = {Presence.PRESENT: "✓", Presence.APOLOGIES: "Apologies", Presence.ABSENT: "✗"}


def people_table(sheet: Sheet, people: People) -> None:
    sheet.table([["Name", "Role", "Agency", "Attended"], *[[n, r, a, YES[p]] for n, r, a, p in people]])


def people_agency_first(sheet: Sheet, people: People) -> None:
    sheet.table(
        [
            ["Organisation", "Representative", "Job Title", "Present / Apologies"],
            *[[a, n, r, LETTER[p]] for n, r, a, p in people],
        ]
    )


def people_two_columns(sheet: Sheet, people: People) -> None:
    here = [[n, f"{r}, {a}"] for n, r, a, p in people if p is Presence.PRESENT]
    gone = [[n, f"{r}, {a}"] for n, r, a, p in people if p is Presence.APOLOGIES]
    missing = [[n, f"{r}, {a}"] for n, r, a, p in people if p is Presence.ABSENT]
    sheet.table(
        [["Name", "Designation and agency"], *here, ["Apologies"], *gone, ["Did not attend"], *missing],
        merged=True,
    )


def people_ticks(sheet: Sheet, people: People) -> None:
    rows = [
        [
            n,
            a,
            r,
            "✓" if p is Presence.PRESENT else "",
            "✓" if p is Presence.APOLOGIES else "",
            "✓" if p is Presence.ABSENT else "",
        ]
        for n, r, a, p in people
    ]
    sheet.table([["Attendee", "Agency", "Position", "Present", "Apologies", "Did not attend"], *rows])


def people_bare(sheet: Sheet, people: People) -> None:
    sheet.table([[n, r, a, TICK[p]] for n, r, a, p in people])


def people_lines(sheet: Sheet, people: People) -> None:
    for n, r, a, p in people:
        sheet.line(
            f"{n}, {r}, {a}"
            + (
                ""
                if p is Presence.PRESENT
                else f" - {YES[p]}"
                if p is Presence.APOLOGIES
                else " - did not attend"
            )
        )


def people_brackets(sheet: Sheet, people: People) -> None:
    groups = {"Present": Presence.PRESENT, "Apologies": Presence.APOLOGIES, "Absent": Presence.ABSENT}
    for label, presence in groups.items():
        named = [f"{n} ({r}, {a})" for n, r, a, p in people if p is presence]
        if named:
            sheet.line(f"{label}: {'; '.join(named)}")


def people_dashes(sheet: Sheet, people: People) -> None:
    for n, r, a, p in people:
        sheet.line(
            f"{n} – {r} – {a}"
            + ("" if p is Presence.PRESENT else " (apologies)" if p is Presence.APOLOGIES else " (absent)"),
            BlockKind.LIST_ITEM,
        )


def people_agency_colon(sheet: Sheet, people: People) -> None:
    for n, r, a, p in people:
        sheet.line(
            f"{a}: {n}, {r}"
            + (
                ""
                if p is Presence.PRESENT
                else ", apologies"
                if p is Presence.APOLOGIES
                else ", did not attend"
            )
        )


def people_bars(sheet: Sheet, people: People) -> None:
    sheet.line("Name | Agency | Role | Status")
    for n, r, a, p in people:
        sheet.line(f"{n} | {a} | {r} | {WHOLE[p]}")


def people_spaces(sheet: Sheet, people: People) -> None:
    sheet.line("Name                 Title                    Organisation            Attendance")
    for n, r, a, p in people:
        sheet.line(f"{n:<21}{r:<30}{a:<24}    {WHOLE[p]}")


def people_status_first(sheet: Sheet, people: People) -> None:
    words = {
        Presence.PRESENT: "In attendance",
        Presence.APOLOGIES: "Apologies received",
        Presence.ABSENT: "Absent",
    }
    sheet.table(
        [
            ["Attendance", "Agency represented", "Name and job title"],
            *[[words[p], a, f"{n}, {r}"] for n, r, a, p in people],
        ]
    )


def people_agency_dash(sheet: Sheet, people: People) -> None:
    for n, r, a, p in people:
        sheet.line(
            f"{a} - {n} ({r})"
            + (
                ""
                if p is Presence.PRESENT
                else " - apologies sent"
                if p is Presence.APOLOGIES
                else " - not present"
            ),
            BlockKind.LIST_ITEM,
        )


def people_grouped(sheet: Sheet, people: People) -> None:
    groups = {
        "In attendance": Presence.PRESENT,
        "Apologies received": Presence.APOLOGIES,
        "Did not attend": Presence.ABSENT,
    }
    for label, presence in groups.items():
        sheet.line(label)
        for n, r, a, p in people:
            if p is presence:
                sheet.line(f"{n}, {r} ({a})")


def people_run_on(sheet: Sheet, people: People) -> None:
    for n, r, a, p in people:
        sheet.line(
            f"{n} {r} {a}"
            + (
                ""
                if p is Presence.PRESENT
                else " (apologies)"
                if p is Presence.APOLOGIES
                else " (did not attend)"
            )
        )
