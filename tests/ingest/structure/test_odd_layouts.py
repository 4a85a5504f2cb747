"""Layouts that casework is found in and no form prescribes."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.structure import structure
from models.document import Block, BlockKind, CellPosition, Document, FileFormat
from models.structure import ActionStatus, Presence
from tests.ingest.structure.reading import read, said


def boxed_headings(*parts: tuple[str, str]) -> Document:
    """A document whose parts open with "[...]" for a one-cell table or "#" for a heading of Word's own."""
    text, blocks = "", []
    for table, (heading, words) in enumerate(parts):
        boxed = heading.startswith("[")
        for piece, is_heading in ((heading.strip("[]# "), True), (words, False)):
            if not piece:
                continue
            start = len(text)
            text += piece + "\n"
            kind = BlockKind.PARAGRAPH
            if is_heading:
                kind = BlockKind.CELL if boxed else BlockKind.HEADING
            cell = CellPosition(table, 0, 0) if is_heading and boxed else None
            blocks.append(
                Block(start, len(text), kind, level=2 if kind is BlockKind.HEADING else 0, cell=cell)
            )
    return structure(Document("plan.docx", "", FileFormat.DOCX, text, tuple(blocks)))


def test_a_plan_in_a_box_holds_pillars_that_are_headings_of_word() -> None:
    document = boxed_headings(
        ("[Section 7: Victims]", "She has moved."),
        ("[Section 8: Risk management plan (draft)]", ""),
        ("# Supervision", "Twice a week."),
        ("# Monitoring and control", "Curfew."),
        ("# Contingency", "Recall."),
        ("[Section 9: Agencies to be invited]", "DC Farrukh Iqbal (Northshire Police)"),
        ("[Section 10: Reports attached]", "The SARA of the same date is attached."),
    )
    within = {s.name: s.parent for s in document.sections if s.heading_span is not None}
    assert said(document, "rmp").startswith("Supervision")
    assert within["supervision"] == within["monitoring_control"] == within["contingency"] == "rmp"
    assert within["invitees"] == ""
    assert within["unrecognised"] == ""
    assert [a.name for a in document.attendance] == ["DC Farrukh Iqbal"]


def test_one_heading_may_open_two_sections() -> None:
    document = read(
        "# Risk assessment\nHigh.\n# Disclosure and media\nThe school was told.\n# Actions\nNone."
    )
    assert said(document, "disclosure") == said(document, "media") == "The school was told."


def test_an_outcome_on_the_level_is_a_review_of_it() -> None:
    document = read("# Category and level\nCategory 2, level 2.\n# Outcome: level of management\nStays at 2.")
    assert said(document, "level_review") == "Stays at 2."


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "| Ref | Owner | What was agreed | By | Progress |",
            "| 3.1 | DC Zhang | Call her | 20/2/24 | Done |",
        ),
        ("| By | By when | Action agreed | Progress |", "| DC Zhang | 20/2/24 | Call her | Done |"),
        ("| What | By | When | Status |", "| Call her | DC Zhang | 20/2/24 | Done |"),
    ],
)
def test_by_is_who_beside_when_and_when_beside_owner(header: str, row: str) -> None:
    (action,) = read(f"# Review of previous actions\n{header}\n{row}").actions
    assert (action.text, action.owner, action.due_date) == ("Call her", "DC Zhang", date(2024, 2, 20))
    assert action.previous
    assert action.status is ActionStatus.DONE


@pytest.mark.parametrize(
    ("entry", "name", "role", "agency", "presence"),
    [
        ("Mohammed al-Rashid, Adult Social Care (via Teams)", "Mohammed al-Rashid", "", "Adult Social Care",
            Presence.BY_PHONE),
        ("Det Con Wei Zhang, MOSOVO", "Det Con Wei Zhang", "Det Con", "MOSOVO", Presence.PRESENT),
        ("Sinead d'Arcy, Probation Service", "Sinead d'Arcy", "", "Probation Service", Presence.PRESENT),
        ("Custodial manager Lee Thornhill, HMP Calder Vale", "Lee Thornhill", "Custodial manager",
            "HMP Calder Vale", Presence.PRESENT),
    ],
)  # fmt: skip
def test_an_entry_is_told_apart(entry: str, name: str, role: str, agency: str, presence: Presence) -> None:
    (one,) = read(f"PRESENT\n{entry}\nRISK\nHigh.").attendance
    assert (one.name, one.role, one.agency, one.presence) == (name, role, agency, presence)


def test_a_chair_has_a_rank_and_a_force() -> None:
    facts = read("PRESENT\nSupt. Alun Prydderch (Chair), Dyfed Constabulary\nRISK\nHigh.").facts
    assert facts.chair is not None
    assert facts.chair.value == "Supt. Alun Prydderch"
    assert facts.chair_role is not None
    assert facts.chair_role.value == "Supt, Dyfed Constabulary"


def test_birth_and_numbers_are_read_beside_the_name() -> None:
    subject = read(
        "Subject: Mr Jermaine Okonkwo-Blythe (DOB 3rd Nov 1988) PNC 08/1234567L ViSOR ref: 12/0098761"
    ).subject
    assert subject is not None
    assert subject.name == "Mr Jermaine Okonkwo-Blythe"
    assert subject.date_of_birth == date(1988, 11, 3)
    assert dict(subject.identifiers) == {"pnc": "08/1234567L", "visor": "12/0098761"}


def test_a_form_for_two_levels_does_not_say_which_is_proposed() -> None:
    document = read(
        "MAPPA A - Referral at Level 2 or Level 3\n| Level of management proposed | 2 |\n| Area | Eastmoor |"
    )
    assert document.facts.level is not None
    assert document.facts.level.value == "2"
    assert read("MAPPA A - Referral at Level 2 or Level 3\nReason for referral\nHigh.").facts.level is None


def test_no_meeting_was_held_on_a_form_of_later_years() -> None:
    source = "Minutes of a MAPPA level 2 meeting held on 4 May {}\n# Present\nAnn Archer (Police)\n"
    assert read(source.format(2023)).form.name == "mappa-c-2022"
    assert read(source.format(2009)).form.name not in ("mappa-c-2022", "mappa-b-2012")


def test_a_risk_stated_in_a_sentence_is_read() -> None:
    facts = read("# Risk assessment\nRisk of serious harm is assessed as very high to known adults.").facts
    assert facts.risk_of_harm is not None
    assert facts.risk_of_harm.value == "very high"


def test_who_came_may_be_told_in_sentences() -> None:
    document = read(
        "Those present were Mary Holt, Senior Probation Officer (in the chair), DS Yusuf Demir of Northshire "
        "Police and Carys Hughes from Housing. Apologies had been received from Ben Ross (NHS Trust). "
        "Liz Pope of Children's Services did not attend.\n# Risk\nHigh."
    )
    assert [(a.name, a.agency, a.presence) for a in document.attendance] == [
        ("Mary Holt", "", Presence.PRESENT),
        ("DS Yusuf Demir", "Northshire Police", Presence.PRESENT),
        ("Carys Hughes", "Housing", Presence.PRESENT),
        ("Ben Ross", "NHS Trust", Presence.APOLOGIES),
        ("Liz Pope", "Children's Services", Presence.ABSENT),
    ]


def test_prose_after_a_sentence_on_attendance_names_nobody() -> None:
    document = read("Those present were Mary Holt (Police).\nThe panel heard of Ann Archer, who is at risk.")
    assert [a.name for a in document.attendance] == ["Mary Holt"]


def test_an_action_in_the_middle_of_an_update_is_an_action() -> None:
    (action,) = read(
        "# Updates\nHe has arrears. ACTION: Mary Holt to write to the landlord by 14.6.24\nAction was swift."
    ).actions
    assert (action.owner, action.due_date) == ("Mary Holt", date(2024, 6, 14))


@pytest.mark.parametrize(
    "row",
    [
        "| MAPPA level | ☐ 1 | ☒ 2 | ☐ 3 |",
        "| MAPPA level | 1 ☐ | 2 ☒ | 3 ☐ |",
        "| Level 1 | ☐ | Level 2 | ☒ | Level 3 | ☐ |",
        "MAPPA LEVEL     [ ] 1   [x] 2   [ ] 3\nMAPPA CATEGORY     [x] 1   [ ] 2   [ ] 3",
    ],
)
def test_the_ticked_one_of_boxes_in_cells_of_their_own_is_read(row: str) -> None:
    level = read(f"MAPPA minutes\n{row}\n# Risk\nHigh.").facts.level
    assert level is not None
    assert level.value == "2"


def test_names_in_two_languages_are_known_by_either() -> None:
    document = read(
        "Dyddiad y cyfarfod / Date of meeting: 1 March 2024\n# Yma / Present\nRhian Powell (Police)\n"
        "# Camau gweithredu / Actions\n| Gweithred / Action | Pwy / Owner | Erbyn / By when |\n"
        "| Visit the chapel | Rhian Powell | 15 March 2024 |"
    )
    assert document.facts.meeting_date is not None
    assert document.facts.meeting_date.value == "2024-03-01"
    assert [a.name for a in document.attendance] == ["Rhian Powell"]
    assert [(a.text, a.due_date) for a in document.actions] == [("Visit the chapel", date(2024, 3, 15))]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Has disclosure been considered?", "disclosure"), ("Who sent apologies?", "apologies"),
        ("What actions were agreed?", "actions"), ("When will the case be reviewed?", "next_review"),
        ("What is the risk of serious harm?", "risk_assessment"),
    ],
)  # fmt: skip
def test_a_question_may_be_a_heading(question: str, name: str) -> None:
    assert said(read(f"## Victims\nNone.\n## {question}\nMo Bell, 3 May 2024"), name) == "Mo Bell, 3 May 2024"


def test_minutes_in_one_table_have_their_sections_down_a_column() -> None:
    document = read(
        "| No | Item | Discussion | Action by |\n"
        "| 1 | Welcome and attendance | Present: Fay Dunn (Probation), PC Al Reid. Apologies: Meg Orr. | |\n"
        "| 2 | Previous actions | All complete. | |\n| 3 | Risk assessment | High. | |\n"
        "| 4 | Disclosure | None needed, as he lives alone. | PC Al Reid |"
    )
    assert said(document, "risk_assessment") == "High."
    assert [(a.name, a.presence) for a in document.attendance] == [
        ("Fay Dunn", Presence.PRESENT), ("PC Al Reid", Presence.PRESENT), ("Meg Orr", Presence.APOLOGIES),
    ]  # fmt: skip


def test_a_header_printed_again_within_a_table_is_no_row() -> None:
    document = read(
        "# Actions\n| No. | Description | Initials | Target |\n| 1 | Apply for an SHPO | AB | 30.09.22 |\n"
        "| No. | Description | Initials | Target |\n| 2 | Complete ARMS | CD | 7/10/22 |"
    )
    assert [(a.number, a.owner) for a in document.actions] == [("1", "AB"), ("2", "CD")]


def test_numbered_points_are_no_headings() -> None:
    document = read(
        "8. Actions\n8.1 PC Shah to visit by 9 February 2024\n8.2 Ann Archer to vary it by 16 February 2024\n"
        "9. Next meeting\n9.1 23 April 2024 at 10am"
    )
    assert [(a.owner, a.due_date) for a in document.actions] == [
        ("PC Shah", date(2024, 2, 9)), ("Ann Archer", date(2024, 2, 16)),
    ]  # fmt: skip
    assert document.facts.next_review is not None
    assert document.facts.next_review.value == "2024-04-23"


def test_the_day_a_message_was_sent_is_not_the_day_of_the_meeting() -> None:
    document = read(
        "From: Sam\nTo: all\nDate: 3 May 2023\nNote of the MAPPA meeting held on 2 May 2023.\n# Risk\nHigh."
    )
    assert document.facts.meeting_date is not None
    assert document.facts.meeting_date.value == "2023-05-02"


def test_lists_of_people_may_stand_side_by_side() -> None:
    document = read(
        "# Attendance\n| Present | Agency | Apologies | Agency |\n| Ola Wren | Prison | Ned Fox | Housing |\n"
        "| DC Ivy Lane | Police | | |"
    )
    assert [(a.name, a.agency, a.presence) for a in document.attendance] == [
        ("Ola Wren", "Prison", Presence.PRESENT),
        ("Ned Fox", "Housing", Presence.APOLOGIES),
        ("DC Ivy Lane", "Police", Presence.PRESENT),
    ]


def test_a_sentence_after_an_entry_is_no_part_of_the_agency() -> None:
    (one,) = read(
        "# Apologies\nDr Marek Zielinski, Psychiatrist, Eastmoor Trust. A written report was received."
    ).attendance
    assert (one.agency, one.presence) == ("Eastmoor Trust", Presence.REPORT)
