"""Minutes in voices of their own: rolls of initials, whole sentences, questions, a field a line, in haste."""

from __future__ import annotations

from datetime import date

import pytest

from models.structure import ActionStatus, Attendee, Presence, SectionState
from tests.ingest.structure.reading import read, said

HELD = "Minutes of MAPPA Level 2 meeting\nDate of meeting: 1 May 2024\n"


def people(source: str) -> list[tuple[str, str, str, Presence]]:
    return [_told(one) for one in read(HELD + source).attendance]


def _told(one: Attendee) -> tuple[str, str, str, Presence]:
    return one.name, one.role, one.agency, one.presence


def tasks(source: str) -> list[tuple[str, str, str, date | None]]:
    return [(a.text, a.owner, a.agency, a.due_date) for a in read(HELD + source).actions]


def test_people_stand_under_the_name_of_their_agency() -> None:
    assert people(
        "# Present\n## Police\nDI Rory Hollis, Public Protection Unit\n## Health\nNkechi Bello"
    ) == [
        ("DI Rory Hollis", "DI, Public Protection Unit", "Police", Presence.PRESENT),
        ("Nkechi Bello", "", "Health", Presence.PRESENT),
    ]
    assert people("# Present\nPolice:\nDI Rory Hollis\nHousing:\nBo Bell") == [
        ("DI Rory Hollis", "DI", "Police", Presence.PRESENT),
        ("Bo Bell", "", "Housing", Presence.PRESENT),
    ]


def test_agencies_that_sent_nobody_by_name_are_entries_of_their_own() -> None:
    assert [one.agency for one in read(f"{HELD}# Present\nPolice\nHousing\nProbation").attendance] == [
        "Police",
        "Housing",
        "Probation",
    ]


def test_initials_before_a_name_are_not_the_name() -> None:
    assert people("# Present\nAB - Ann Bright (Chair), Manager, Probation\nBB - Bo Bell, Housing") == [
        ("Ann Bright", "Chair, Manager", "Probation", Presence.PRESENT),
        ("Bo Bell", "", "Housing", Presence.PRESENT),
    ]


def test_a_list_of_both_those_present_and_apologies_is_of_those_present_unless_it_says_so() -> None:
    told = people(
        "# 1. Welcome, attendance and apologies\n1.1 Ann Bright, Probation\n1.2 Apologies: Bo Bell, Housing"
    )
    assert [(name, presence) for name, _, _, presence in told] == [
        ("Ann Bright", Presence.PRESENT),
        ("Bo Bell", Presence.APOLOGIES),
    ]


def test_who_came_is_told_in_sentences() -> None:
    assert people(
        "# Who came\nAnn Bright from Probation took the chair. DC Nathan Iyer came from the Police and Bo "
        "Bell from Housing. Dr Cai Cole of Health sent apologies."
    ) == [
        ("Ann Bright", "Chair", "Probation", Presence.PRESENT),
        ("DC Nathan Iyer", "DC", "Police", Presence.PRESENT),
        ("Bo Bell", "", "Housing", Presence.PRESENT),
        ("Dr Cai Cole", "", "Health", Presence.APOLOGIES),
    ]


def test_a_list_in_haste_has_no_marks_between_name_post_and_agency() -> None:
    assert people(
        "Present: Ann Bright SPO probation (chair), PC Bo Bell police, Cai Cole housing\nRisk: high"
    ) == [
        ("Ann Bright", "SPO, chair", "probation", Presence.PRESENT),
        ("PC Bo Bell", "PC", "police", Presence.PRESENT),
        ("Cai Cole", "", "housing", Presence.PRESENT),
    ]


def test_a_unit_and_the_force_that_it_belongs_to_are_told_apart() -> None:
    assert people("# Present\nDC Ravi Nair - PPU - Police") == [
        ("DC Ravi Nair", "PPU", "Police", Presence.PRESENT)
    ]


def test_brackets_within_brackets_are_of_one_person() -> None:
    assert people("# Present\nAnn Bright (Manager (Chair), Probation)") == [
        ("Ann Bright", "Manager, Chair", "Probation", Presence.PRESENT)
    ]


def test_a_form_of_four_columns_is_read_across_though_its_first_row_is_marked_as_a_header() -> None:
    rows = "| Name | Gareth Pomfrey | Date of birth | 14/06/1983 |\n| Gender | Male | Ethnicity | White |"
    subject = read(f"{HELD}# Offender\n{rows}").subject
    assert subject is not None
    assert (subject.name, subject.date_of_birth) == ("Gareth Pomfrey", date(1983, 6, 14))


def test_first_names_and_surnames_have_columns_of_their_own() -> None:
    table = (
        "| First name | Surname | Post | Organisation | Attended? |\n| Ann | Bright | Manager | Police | No |"
    )
    assert people(f"# Attendance\n{table}") == [("Ann Bright", "Manager", "Police", Presence.ABSENT)]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Who was there?", "attendance"),
        ("Who should be told?", "disclosure"),
        ("What will each of us do?", "actions"),
        ("What level?", "level_review"),
        ("When do we meet again?", "next_review"),
        ("How we will manage the risk", "rmp"),
        ("Actions from 10 June", "previous_actions"),
        ("Actions b/f", "previous_actions"),
    ],
)
def test_a_section_may_be_headed_by_a_question_or_in_plain_words(heading: str, name: str) -> None:
    assert said(read(f"{HELD}# {heading}\nSomething is said."), name) == "Something is said."


def test_a_decision_is_on_the_level_where_it_opens_with_one() -> None:
    assert said(read(f"{HELD}# Decision\nLevel 2 stays."), "level_review") == "Level 2 stays."
    other = read(f"{HELD}# Decision\nThe shop is told.").section("level_review")
    assert other is not None
    assert other.state is SectionState.MISSING


def test_victim_safety_is_a_part_of_the_plan_only_beside_the_other_parts() -> None:
    plan = "# Risk management plan\n## Supervision\nWeekly.\n## Victim safety\nA zone."
    assert said(read(HELD + plan), "victim_safety") == "A zone."
    assert (
        said(read(f"{HELD}# Victim safety and views\nShe wants to move."), "victim") == "She wants to move."
    )


def test_a_number_before_nothing_leaves_a_section_empty() -> None:
    section = read(f"{HELD}# 11. Media\n11.1 None.\n# 12. Actions\n12.1 None.").section("media")
    assert section is not None
    assert section.state is SectionState.EMPTY


@pytest.mark.parametrize(
    ("line", "task"),
    [
        ("Police (DI Rory Hollis) to serve the notice on the landlord - 10 October 2024",
            ("Police (DI Rory Hollis) to serve the notice on the landlord", "DI Rory Hollis", "Police",
                date(2024, 10, 10))),
        ("Refer to the employment project. HM. 30.04.2024",
            ("Refer to the employment project", "HM", "", date(2024, 4, 30))),
        ("Bo Bell - chase the landlord about the door - 28/5/24",
            ("chase the landlord about the door", "Bo Bell", "", date(2024, 5, 28))),
        ("A3 HM to put a marker on the house (11 July 2024)",
            ("HM to put a marker on the house", "HM", "", date(2024, 7, 11))),
    ],
)  # fmt: skip
def test_one_line_says_who_what_and_when(line: str, task: tuple[str, str, str, date]) -> None:
    assert tasks(f"# Actions\n{line}") == [task]


def test_an_action_may_stand_one_field_a_line() -> None:
    lines = "Action 1\nWhat: Change the depot to fortnightly\nWho: Ann Bright\nBy when: 19 September 2024"
    lines += "\nStatus: Open"
    (action,) = read(f"{HELD}# Actions\n{lines}").actions
    assert (action.text, action.owner, action.due_date, action.status) == (
        "Change the depot to fortnightly",
        "Ann Bright",
        date(2024, 9, 19),
        ActionStatus.OPEN,
    )


def test_two_sentences_that_each_say_who_will_do_what_are_two_actions() -> None:
    line = "DC Bo Bell will speak to the warden by 20 May 2024. Cai Cole will look for a flat by 30 May 2024."
    assert [owner for _, owner, _, _ in tasks(f"# Actions\n{line}")] == ["DC Bo Bell", "Cai Cole"]


def test_actions_stand_under_the_agency_that_is_to_do_them() -> None:
    assert tasks("# Actions\n## Northshire Police\nDC Bo Bell to check the car by 15/05/2024") == [
        ("DC Bo Bell to check the car by 15/05/2024", "DC Bo Bell", "Northshire Police", date(2024, 5, 15))
    ]


def test_minutes_in_one_table_keep_their_actions_beside_their_notes() -> None:
    document = read(
        f"{HELD}| Item | Notes | Action |\n| Previous actions | Bo Bell to check the file - done | |\n"
        "| Risk | High to staff. | Ann Bright to warn the shop by 9 May 2024 |\n"
        "| Victims | She is told. | |\n| Plan | Weekly. | |\n| Disclosure | The shop was told. | |"
    )
    assert [(a.owner, a.previous, a.status) for a in document.actions] == [
        ("Bo Bell", True, ActionStatus.DONE),
        ("Ann Bright", False, ActionStatus.UNKNOWN),
    ]
    assert said(document, "risk_assessment").startswith("High to staff.")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Minutes of the meeting on 5 October 2023 about Derek Hollow", "Derek Hollow"),
        ("kyle denning dob 8/9/01", "kyle denning"),
        ("Case: Callum Strand (b. 30/03/1996)", "Callum Strand"),
        ("Person discussed: Roland Pike", "Roland Pike"),
    ],
)
def test_the_opening_says_whom_the_meeting_was_about(line: str, name: str) -> None:
    subject = read(f"MAPPA minutes\n{line}\n# Risk\nHigh.").subject
    assert subject is not None
    assert subject.name == name
