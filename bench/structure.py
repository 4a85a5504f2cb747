# ruff: noqa: D103 - a layout's name says how it sets things out
"""How well structure is read, over layouts that the rules were not written on.

    python -m bench.structure            the layouts kept for measuring
    python -m bench.structure --seen     those that were looked at while writing the rules
    python -m bench.structure --misses   with what was missed and what was wrong

Draws invented documents: each layout sets headings, tables, lists, order and wording in its own way, each
section is filled, left empty, pointed elsewhere or left as the template had it, and what was put in is
compared with what is read. Prints precision and recall for each field.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bench.structure_heldout.measuring import measure
from ingest.structure import structure
from models.document import Block, BlockKind, CellPosition, Document, Emphasis, FileFormat
from models.structure import Presence, SectionState

FIRST = [
    "Ann",
    "Bilal",
    "Carys",
    "Dmitri",
    "Esther",
    "Farah",
    "Gwen",
    "Hamid",
    "Isla",
    "Jakub",
    "Keisha",
    "Liam",
    "Mei",
    "Nuala",
    "Omar",
    "Priti",
    "Quentin",
    "Rosa",
    "Sanjay",
    "Tomos",
    "Una",
    "Viktor",
    "Wanda",
    "Yusuf",
    "Zoe",
]
LAST = [
    "Archer",
    "Begum",
    "Cole",
    "Dunn",
    "Eastwood",
    "Farrow",
    "Grzyb",
    "Hussain",
    "Ingram",
    "Jarrett",
    "Kowal",
    "Lindqvist",
    "Mbeki",
    "Nuttall",
    "O'Dowd",
    "Pemberton",
    "Quayle",
    "Rees-Hart",
    "Sandhu",
    "Tolley",
    "Underhill",
    "Vance",
    "Whitcombe",
    "Yilmaz",
    "Zielinski",
]
POSTS = [
    ("Senior Probation Officer", "Probation Service"), ("Detective Sergeant", "Northshire Police"),
    ("Housing Options Manager", "Eastmoor Council"),
    ("Social Worker", "Children's Services"), ("Consultant Psychiatrist", "Northshire NHS Trust"),
    ("Victim Liaison Officer", "Victim Contact Unit"),
    ("Head of Offender Management", "HMP Coldbrook"), ("Team Manager", "Youth Justice Service"),
    ("Work Coach", "Jobcentre Plus"), ("Offender Manager", "Northshire Police"),
]  # fmt: skip
TASKS = [
    "Visit the home address unannounced",
    "Send the exclusion map to the supervising officer",
    "Speak to the housing provider about the tenancy",
    "Check the telephone for contact with children",
    "Arrange a joint visit with the nurse",
    "Update the ViSOR record with today's decisions",
    "Tell the school of the release date",
    "Refer to the community mental health team",
    "Apply to vary the licence",
    "Obtain the pre-sentence report",
]
PRESENT = {
    "risk_assessment": "He is assessed as posing a high risk of serious harm to known adults. The most "
    "likely harm is physical assault in drink.",
    "rmp": "He will report weekly on Tuesdays and be visited at home by two officers each month.",
    "disclosure": "Disclosure to the new partner was considered. She will be told because she has a child "
    "of six.",
    "victim": "The victim has asked for a wider exclusion zone and is in touch with her liaison officer.",
    "diversity": "He reads slowly and letters will be explained to him in person.",
    "media": "Local press reported the trial. The press office has a holding line.",
    "level_review": "To remain at level 2 because two agencies need to meet to manage the move.",
    "offence": "Wounding with intent on a former partner in a public house, with one previous for the like.",
    "contingency": "If he misses an appointment the officer on duty is told the same day and recall is "
    "considered.",
    "human_rights": "The interference with private life is proportionate to the risk described above it.",
    "children": "A child of six lives at the new address; an assessment has been opened.",
}
STATES: list[tuple[SectionState, list[str]]] = [
    (SectionState.EMPTY, [""]),
    (SectionState.EMPTY, ["N/A", "None", "n/a.", "Not applicable"]),
    (SectionState.POINTER,
        ["As above.", "See summary in body of notes", "See minutes of last meeting",
            "As per previous minutes", "Please refer to the OASys report", "See attached report."]),
    (SectionState.EMPTY, ["Please describe the position here.", "Click or tap here to enter text."]),
]  # fmt: skip


@dataclass
class Sheet:
    """Paper to draw a document on."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0

    def line(
        self,
        words: str,
        kind: BlockKind = BlockKind.PARAGRAPH,
        level: int = 0,
        bold: bool = False,
        marker: str = "",
    ) -> None:
        """One paragraph."""
        start = len(self.text)
        self.text += words + "\n"
        strong = (Emphasis(start, start + len(words), bold=True),) if bold else ()
        self.blocks.append(Block(start, len(self.text), kind, level=level, marker=marker, emphasis=strong))

    def table(self, rows: list[list[str]], merged: bool = False) -> None:
        """A table; with `merged`, a row of one cell runs across."""
        width = max(len(row) for row in rows)
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                span = width if merged and len(row) == 1 else 1
                start = len(self.text)
                self.text += words + ("\t" if column + 1 < len(row) else "\n")
                place = CellPosition(self.tables, number, column, column_span=span)
                self.blocks.append(Block(start, len(self.text), BlockKind.CELL, cell=place))
        self.tables += 1

    def document(self) -> Document:
        """What was drawn, structure not yet read."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return Document("drawn.docx", digest, FileFormat.DOCX, self.text, tuple(self.blocks), reader="bench")


@dataclass
class Truth:
    """What was put into a document."""

    form: str = ""
    states: dict[str, SectionState] = field(default_factory=dict)
    attendance: set[tuple[str, str, str]] = field(default_factory=set)  # name, agency, presence
    actions: set[tuple[str, str, str, bool]] = field(default_factory=set)  # text, owner, due, previous
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """One way of setting a form out."""

    name: str
    heading: Callable[[Sheet, int, str], None]
    body: Callable[[Sheet, str], None]
    details: Callable[[Sheet, list[tuple[str, str]]], None]
    people: Callable[[Sheet, list[tuple[str, str, str, Presence]]], None]
    tasks: Callable[[Sheet, list[tuple[str, str, str, str, str]], bool], None]
    names: dict[str, list[str]]


def styled(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(words, BlockKind.HEADING, 1)


def styled_numbered(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{number}. {words}", BlockKind.HEADING, 2)


def numbered(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{number}. {words}")


def section_colon(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"Section {number}: {words}", bold=True)


def capitals(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(words.upper())


def bold(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(words, bold=True)


def roman(sheet: Sheet, number: int, words: str) -> None:
    numerals = [
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
        "xiii",
        "xiv",
        "xv",
        "xvi",
        "xvii",
        "xviii",
        "xix",
        "xx",
    ]
    sheet.line(f"{numerals[number - 1]}) {words}", bold=True)


def bold_colon(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{words}:", bold=True)


def part_dash(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"PART {number} - {words.upper()}")


def plain(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(words)


def marker_number(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(words, bold=True, marker=f"{number}.")


def decimal(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{number}.0  {words}", bold=True)


def one_cell(sheet: Sheet, number: int, words: str) -> None:
    sheet.table([[f"{number}. {words}"]])


def two_cell(sheet: Sheet, number: int, words: str) -> None:
    sheet.table([[str(number), words]])


def paragraph(sheet: Sheet, words: str) -> None:
    for part in words.split("\n"):
        if part:
            sheet.line(part)


def boxed(sheet: Sheet, words: str) -> None:
    sheet.table([[words]])


def blank_lines(sheet: Sheet, words: str) -> None:
    sheet.line("")
    paragraph(sheet, words)
    sheet.line("")


def listed(sheet: Sheet, words: str) -> None:
    for part in words.split(". "):
        if part:
            sheet.line(part, BlockKind.LIST_ITEM)


def detail_rows(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    sheet.table([[label, value] for label, value in details])


def detail_lines(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    for label, value in details:
        sheet.line(f"{label}: {value}")


def detail_pairs(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    rows = []
    for first, second in zip(details[::2], [*details[1::2], ("", "")], strict=False):
        rows.append([f"{first[0]}:", first[1], f"{second[0]}:" if second[0] else "", second[1]])
    sheet.table(rows)


def detail_stacked(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    for label, value in details:
        sheet.line(f"{label}:", bold=True)
        sheet.line(value)


def detail_tabs(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    for label, value in details:
        sheet.line(f"{label}:\t{value}")


def detail_in_one(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    for first, second in zip(details[::2], [*details[1::2], ("", "")], strict=False):
        sheet.line(f"{first[0]}: {first[1]}" + (f"    {second[0]}: {second[1]}" if second[0] else ""))


def _status(presence: Presence, words: dict[Presence, str]) -> str:
    return words[presence]


YES = {Presence.PRESENT: "Yes", Presence.APOLOGIES: "Apologies", Presence.ABSENT: "No"}
LETTER = {Presence.PRESENT: "P", Presence.APOLOGIES: "A", Presence.ABSENT: "DNA"}
WHOLE = {Presence.PRESENT: "Present", Presence.APOLOGIES: "Apologies", Presence.ABSENT: "Absent"}
TICK = {Presence.PRESENT: "✓", Presence.APOLOGIES: "Apologies", Presence.ABSENT: "✗"}
People = list[tuple[str, str, str, Presence]]


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


Tasks = list[tuple[str, str, str, str, str]]  # text, owner, agency, due, outcome


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


SEEN_NAMES = {
    "attendance": ["Attendance"], "previous_actions": ["Actions from previous meeting"],
    "offence": ["Index offence"], "risk_assessment": ["Risk assessment"],
    "rmp": ["Risk management plan"], "contingency": ["Contingency plan"], "disclosure": ["Disclosure"],
    "victim": ["Victim issues"], "diversity": ["Diversity"],
    "media": ["Media"], "human_rights": ["Human rights"], "children": ["Child protection"],
    "actions": ["Actions"], "level_review": ["Level decision"], "next_review": ["Date of next meeting"],
}  # fmt: skip
OTHER_NAMES = {
    "attendance": ["Those present", "Members in attendance", "Attendees & apologies",
        "People at the meeting"],
    "previous_actions": ["Matters Arising", "Review of the previous actions",
        "Progress on previous actions", "Follow-up of actions from last meeting"],
    "offence": ["Conviction / Caution Information", "Details of index offence(s)",
        "Current offence & sentence", "Index Offense"],
    "risk_assessment": ["Assessment of risk", "RoSH", "Risk analysis and assessment", "Risk Asessment"],
    "rmp": ["MAPPA Risk Management Plan", "RMP", "Management plan", "Multi-agency risk managment plan"],
    "contingency": ["Contingency planning", "Trigger plan", "Contingency arrangements"],
    "disclosure": ["Third-party disclosure", "Disclosure considerations", "Consideration of disclosure",
        "Disclosure decision & rationale"],
    "victim": ["Victim concerns/perspective", "Victims", "Victim liaison officer's report",
        "Victim contact update"],
    "diversity": ["Equality & diversity", "Diversity considerations", "Diversity issues"],
    "media": ["Media handling", "Press interest", "Media interest and strategy"],
    "human_rights": ["ECHR", "Proportionality", "Human Rights considerations"],
    "children": ["Safeguarding", "Child protection and vulnerable adults", "Safeguarding children"],
    "actions": ["Action points", "Agreed actions", "SMART Actions", "Summary of actions agreed"],
    "level_review": ["Review of level", "Level of management decision", "Decision on MAPPA level"],
    "next_review": ["Next meeting", "Review date", "Date and time of next review"],
}  # fmt: skip

SEEN = [
    Layout("styled, tables", styled, paragraph, detail_rows, people_table, tasks_table, SEEN_NAMES),
    Layout(
        "numbered, sentences", numbered, paragraph, detail_lines, people_lines, tasks_sentences, SEEN_NAMES
    ),
    Layout(
        "capitals, brackets", capitals, paragraph, detail_lines, people_brackets, tasks_brackets, SEEN_NAMES
    ),
    Layout(
        "section:, labels",
        section_colon,
        paragraph,
        detail_rows,
        people_agency_colon,
        tasks_labels,
        SEEN_NAMES,
    ),
    Layout(
        "one-cell tables", one_cell, boxed, detail_rows, people_agency_first, tasks_agency_column, SEEN_NAMES
    ),
]
_H = [
    styled,
    styled_numbered,
    numbered,
    section_colon,
    capitals,
    bold,
    roman,
    bold_colon,
    part_dash,
    plain,
    marker_number,
    decimal,
    one_cell,
    two_cell,
]
_B = [paragraph, boxed, blank_lines, listed]
_D = [detail_rows, detail_lines, detail_pairs, detail_stacked, detail_tabs, detail_in_one]
_P = [
    people_table,
    people_agency_first,
    people_two_columns,
    people_ticks,
    people_bare,
    people_lines,
    people_brackets,
    people_dashes,
    people_agency_colon,
    people_bars,
    people_spaces,
]
_T = [
    tasks_table,
    tasks_agency_column,
    tasks_owner_first,
    tasks_sentences,
    tasks_brackets,
    tasks_labels,
    tasks_dashes,
    tasks_inline,
    tasks_bars,
]


def unseen(count: int = 42) -> list[Layout]:
    """Layouts in which every way of setting each part is met, in combinations drawn by chance once."""
    draw = random.Random(20_141_002)
    return [
        Layout(
            f"unseen {i}",
            _H[i % len(_H)],
            _B[draw.randrange(len(_B))],
            _D[i % len(_D)],
            _P[i % len(_P)],
            _T[i % len(_T)],
            OTHER_NAMES,
        )
        for i in range(count)
    ]


def number_only(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{number} {words}", bold=True)


def capitals_colon(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{words.upper()}:")


def item(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"Item {number}. {words}")


def bracket_number(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{number}) {words}:", bold=True)


def sub_numbered(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"3.{number} {words}", BlockKind.HEADING, 3)


def merged_row(sheet: Sheet, number: int, words: str) -> None:
    sheet.table([[f"SECTION {number} – {words.upper()}"], ["", ""]], merged=True)


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


THIRD_NAMES = {
    "attendance": ["Present at the meeting", "List of attendees", "Attendance record"],
    "previous_actions": [
        "Outstanding actions from previous meeting",
        "Minutes of the last meeting and matters arising",
        "Update on actions from the last meeting",
    ],
    "offence": ["Offence information", "Antecedents", "Index offence and previous convictions"],
    "risk_assessment": ["Current risk assessment", "Risk of serious harm analysis", "Risk summary"],
    "rmp": ["Risk Management Plan (RMP)", "Agreed risk management plan", "The risk management plan"],
    "contingency": ["Contingency plans", "Recall and contingency plan", "Contingency measures"],
    "disclosure": [
        "Disclosure to third parties",
        "Disclosure (including CSODS and DVDS)",
        "Is disclosure required?",
    ],
    "victim": ["Victim issues and contact", "Victim's views and contact", "Information about victims"],
    "diversity": ["Equality and diversity issues", "Diversity and responsivity", "Diversity needs"],
    "media": ["Media considerations", "Press & media", "Media/communications"],
    "human_rights": ["Human Rights Act", "Necessity and proportionality", "Human rights & proportionality"],
    "children": ["Safeguarding of children", "Children and young people", "Child safeguarding issues"],
    "actions": ["Actions arising from this meeting", "New actions", "Action log"],
    "level_review": ["MAPPA level review", "Level review decision", "Outcome: level of management"],
    "next_review": ["Next MAPPA meeting", "Date of next review meeting", "Review arrangements"],
}


def third(count: int = 36) -> list[Layout]:
    """Layouts with other headings, tables and wording again, first run after the rules had been written."""
    draw = random.Random(31_337)
    headings = [number_only, capitals_colon, item, bracket_number, sub_numbered, merged_row]
    peoples = [people_status_first, people_agency_dash, people_grouped, people_run_on, people_two_columns]
    tasks = [tasks_when_first, tasks_lead_then_text, tasks_tabs, tasks_will]
    return [
        Layout(
            f"third {i}",
            headings[i % 6],
            _B[draw.randrange(len(_B))],
            _D[(i * 5) % 6],
            peoples[i % 5],
            tasks[i % 4],
            THIRD_NAMES,
        )
        for i in range(count)
    ]


def draw(layout: Layout, chance: random.Random) -> tuple[Document, Truth]:
    """A set of minutes in this layout, and what is in it."""
    sheet, truth = Sheet(), Truth()
    modern = chance.random() < 0.5
    truth.form = "mappa-c-2022" if modern else "mappa-b-2012"
    year = chance.randrange(2022, 2026) if modern else chance.randrange(2013, 2021)
    level, category = chance.choice("123"), chance.choice("1234" if modern else "123")
    sheet.line(
        chance.choice(["MAPPA {0}", "MAPPA {0} - MINUTES", "MAPPA {0}: Minutes of meeting"]).format(
            "C" if modern else "B"
        ),
        bold=True,
    )
    sheet.line(
        chance.choice(
            [
                "Minutes of MAPPA Level {0} Meeting",
                "MINUTES OF A LEVEL {0} MAPPA MEETING",
                "MAPPA Level {0} Review Meeting - Minutes",
            ]
        ).format(level),
        bold=True,
    )
    held, following = f"{chance.randrange(1, 28)} March {year}", f"{chance.randrange(1, 28)} June {year}"
    subject = _name(chance)
    chair = _name(chance)
    details = [
        (chance.choice(["Date of meeting", "Meeting date"]), held),
        (chance.choice(["Name", "Name of offender", "Offender"]), subject),
        (chance.choice(["Date of birth", "DOB"]), "03/04/1985"),
        (chance.choice(["MAPPA category", "Category"]), chance.choice([category, f"Category {category}"])),
        (
            chance.choice(["MAPPA level", "Level", "Level of management"]),
            chance.choice([level, f"Level {level}"]),
        ),
        ("Lead agency", "Probation Service"),
        (chance.choice(["Chair", "Chaired by"]), f"{chair}, Senior Probation Officer"),
        (chance.choice(["Venue", "Location"]), "Eastmoor Police Station"),
        (
            chance.choice(["RoSH level", "Risk of serious harm", "Current RoSH"]),
            chance.choice(["High", "Very High", "Medium"]),
        ),
    ]
    layout.details(sheet, details)
    truth.facts = {
        "meeting_date": _iso(held), "subject": subject, "category": category, "level": level,
        "lead_agency": "Probation Service",
        "chair": chair, "venue": "Eastmoor Police Station", "risk_of_harm": details[-1][1].lower(),
        "next_review": _iso(following), "date_of_birth": "1985-04-03",
    }  # fmt: skip
    for number, section in enumerate(_order(chance), 1):
        layout.heading(sheet, number, chance.choice(layout.names[section]))
        _fill(section, layout, sheet, truth, chance, year, following)
    return sheet.document(), truth


def _order(chance: random.Random) -> list[str]:
    middle = [
        "offence",
        "risk_assessment",
        "rmp",
        "contingency",
        "victim",
        "children",
        "diversity",
        "disclosure",
        "media",
        "human_rights",
    ]
    chance.shuffle(middle)
    ends = ["actions", "level_review", "next_review"]
    chance.shuffle(ends)
    return ["attendance", "previous_actions", *middle, *ends]


def _fill(
    section: str, layout: Layout, sheet: Sheet, truth: Truth, chance: random.Random, year: int, following: str
) -> None:
    if section == "attendance":
        people = [
            (_name(chance), *post, presence)
            for post, presence in zip(
                chance.sample(POSTS, 6),
                [Presence.PRESENT] * 4 + [Presence.APOLOGIES, Presence.ABSENT],
                strict=True,
            )
        ]
        layout.people(sheet, people)
        truth.attendance = {(n, a, p.value) for n, _, a, p in people}
        truth.states[section] = SectionState.PRESENT
    elif section in ("actions", "previous_actions"):
        previous = section == "previous_actions"
        tasks = [
            (
                task,
                _name(chance),
                chance.choice(POSTS)[1],
                f"{chance.randrange(1, 28)} {chance.choice(['April', 'May'])} {year}",
                "Completed: no concerns were found" if previous else "",
            )
            for task in chance.sample(TASKS, 3)
        ]
        layout.tasks(sheet, tasks, previous)
        truth.actions |= {(_core(t), o, _iso(d), previous) for t, o, _, d, _ in tasks}
        truth.states[section] = SectionState.PRESENT
    elif section == "next_review":
        layout.body(sheet, f"{following} at 10.00")
        truth.states[section] = SectionState.PRESENT
    elif chance.random() < 0.55:
        layout.body(sheet, PRESENT[section])
        truth.states[section] = SectionState.PRESENT
    else:
        state, words = chance.choice(STATES)
        layout.body(sheet, chance.choice(words))
        truth.states[section] = state


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def _iso(words: str) -> str:
    from models.dates import read_date

    found = read_date(words)
    return found.isoformat() if found else ""


def _core(text: str) -> str:
    """An action's words without who is to do it and by when, which some layouts write into the sentence."""
    import re

    text = re.sub(r"^[A-Z][\w'’-]+ [A-Z][\w'’-]+(?: \([^)]*\))? to ", "", text)
    return re.sub(r"\s+by \d.*$", "", text).strip(" .;").lower()


def read(document: Document) -> Truth:
    """What the product reads, in the terms of `Truth`."""
    made = structure(document)
    facts = made.facts
    found = Truth(made.form.name)
    for section in made.sections:
        if section.name in OTHER_NAMES and section.state is not SectionState.MISSING:
            found.states.setdefault(section.name, section.state)
    found.attendance = {(a.name, a.agency, a.presence.value) for a in made.attendance}
    found.actions = {
        (_core(a.text), a.owner, a.due_date.isoformat() if a.due_date else "", a.previous)
        for a in made.actions
    }
    found.facts = {
        name: fact.value
        for name in (
            "meeting_date",
            "category",
            "level",
            "lead_agency",
            "chair",
            "venue",
            "risk_of_harm",
            "next_review",
        )
        if (fact := getattr(facts, name))
    }
    if made.subject:
        found.facts["subject"] = made.subject.name
        if made.subject.date_of_birth:
            found.facts["date_of_birth"] = made.subject.date_of_birth.isoformat()
    return found


@dataclass
class Score:
    """Right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, true: set[object], found: set[object]) -> None:
        """Count one comparison."""
        self.right += len(true & found)
        self.wrong += len(found - true)
        self.missed += len(true - found)

    @property
    def precision(self) -> float:
        """Of what was read, the share that is right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of what is there, the share that was read."""
        return self.right / max(self.right + self.missed, 1)


def compare(true: Truth, found: Truth) -> Iterator[tuple[str, set[object], set[object]]]:
    """Field by field, what is there and what was read."""
    yield "form", {true.form}, {found.form} if found.form else set()
    yield "sections found", set(true.states), set(found.states)
    for state in SectionState:
        if state is not SectionState.MISSING:
            yield (
                f"section {state}",
                {n for n, s in true.states.items() if s is state},
                {n for n, s in found.states.items() if s is state},
            )
    yield "attendance: names", {a[0] for a in true.attendance}, {a[0] for a in found.attendance}
    yield "attendance: whole", set(true.attendance), set(found.attendance)
    yield "actions: text", {a[0] for a in true.actions}, {a[0] for a in found.actions}
    yield "actions: whole", set(true.actions), set(found.actions)
    for name, value in true.facts.items():
        yield f"fact {name}", {value}, {found.facts[name]} if name in found.facts else set()


def main() -> None:
    """Draw, read, compare, print."""
    parser = argparse.ArgumentParser(description="Precision and recall of structure over generated layouts.")
    parser.add_argument("--seen", action="store_true", help="the layouts that the rules were written on")
    parser.add_argument(
        "--third", action="store_true", help="a further set, with other headings, tables and wording"
    )
    parser.add_argument(
        "--heldout", nargs="?", const="both", choices=["both", "used", "kept"],
        help="pages set out by hand, as Word files and PDFs",
    )  # fmt: skip
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was wrong")
    parser.add_argument("--each", type=int, default=5, help="documents for each layout")
    chosen = parser.parse_args()
    if chosen.heldout:
        measure(chosen.heldout, chosen.misses)
        return
    layouts = SEEN if chosen.seen else third() if chosen.third else unseen()
    scores: dict[str, Score] = {}
    faults: Counter[str] = Counter()
    spent, characters = 0.0, 0
    for number, layout in enumerate(layouts):
        for copy in range(chosen.each):
            document, true = draw(layout, random.Random(number * 1000 + copy))
            began = time.perf_counter()
            found = read(document)
            spent += time.perf_counter() - began
            characters += len(document.text)
            for field_name, want, got in compare(true, found):
                scores.setdefault(field_name, Score()).add(want, got)
                if want != got:
                    ways = (layout.heading, layout.body, layout.details, layout.people, layout.tasks)
                    parts = "/".join(way.__name__ for way in ways)
                    faults[
                        f"{field_name} [{parts}] missed {sorted(map(str, want - got))[:2]} wrong "
                        f"{sorted(map(str, got - want))[:2]}"
                    ] += 1
    documents = len(layouts) * chosen.each
    print(
        f"{documents} documents in {len(layouts)} layouts, {spent / documents * 1000:.1f} ms each, "
        f"{characters // documents} characters"
    )
    print(f"{'field':<24}{'precision':>10}{'recall':>10}{'right':>8}{'wrong':>8}{'missed':>8}")
    for name, score in scores.items():
        print(
            f"{name:<24}{score.precision:>10.3f}{score.recall:>10.3f}{score.right:>8}{score.wrong:>8}{score.missed:>8}"
        )
    if chosen.misses:
        for fault, count in sorted(faults.items()):
            print(count, fault)


if __name__ == "__main__":
    main()
