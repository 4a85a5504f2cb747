"""The layouts: those looked at while rules were written, those kept for measuring, and a third set."""

from __future__ import annotations

import random

from bench.structure_drawn.details import (
    detail_in_one,
    detail_lines,
    detail_pairs,
    detail_rows,
    detail_stacked,
    detail_tabs,
)
from bench.structure_drawn.headings import (
    blank_lines,
    bold,
    bold_colon,
    boxed,
    bracket_number,
    capitals,
    capitals_colon,
    decimal,
    item,
    listed,
    marker_number,
    merged_row,
    number_only,
    numbered,
    one_cell,
    paragraph,
    part_dash,
    plain,
    roman,
    section_colon,
    styled,
    styled_numbered,
    sub_numbered,
    two_cell,
)
from bench.structure_drawn.people import (
    people_agency_colon,
    people_agency_dash,
    people_agency_first,
    people_bare,
    people_bars,
    people_brackets,
    people_dashes,
    people_grouped,
    people_lines,
    people_run_on,
    people_spaces,
    people_status_first,
    people_table,
    people_ticks,
    people_two_columns,
)
from bench.structure_drawn.sheet import Layout
from bench.structure_drawn.tasks import (
    tasks_agency_column,
    tasks_bars,
    tasks_brackets,
    tasks_dashes,
    tasks_inline,
    tasks_labels,
    tasks_lead_then_text,
    tasks_owner_first,
    tasks_sentences,
    tasks_table,
    tasks_tabs,
    tasks_when_first,
    tasks_will,
)

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
