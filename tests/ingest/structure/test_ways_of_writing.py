"""Ways in which areas write attendance, actions, levels and dates that no form prescribes."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document as WordDocument

import ingest
from ingest.structure import structure
from ingest.structure.people import read_entry
from models.structure import ActionStatus, Presence, SectionState
from tests.building import build
from tests.growth import assert_linear
from tests.ingest.structure.reading import read, said

HELD = "Minutes of MAPPA level 2 meeting held on 6 December 2023\n"


@pytest.mark.parametrize(
    ("entry", "name", "role", "agency"),
    [
        ("PC 4471 Ahmed (MOSOVO)", "PC 4471 Ahmed", "PC", "MOSOVO"),
        ("DS Bloggs 1234, Northshire Police", "DS Bloggs 1234", "DS", "Northshire Police"),
        ("T/Det Supt Wynn Kestrel, Police", "T/Det Supt Wynn Kestrel", "T/Det Supt", "Police"),
        ("Om Prakash (CPN, Eastmoor NHS Trust)", "Om Prakash", "CPN", "Eastmoor NHS Trust"),
        ("Iris di Marco (Chair) - SPO - Housing", "Iris di Marco", "Chair, SPO", "Housing"),
    ],
)  # fmt: skip
def test_who_somebody_is(entry: str, name: str, role: str, agency: str) -> None:
    found = read_entry(entry)
    assert found is not None
    assert (found.name, found.role, found.agency) == (name, role, agency)


def test_a_list_may_name_officers_by_number() -> None:
    document = read(
        "present - Insp Tegan Doyle (chair), PC 4471 Ahmed, Joanne Mbatha (Housing). Apols Ulf Berg (CMHT)"
    )
    assert [(a.name, a.agency) for a in document.attendance][:3] == [
        ("Insp Tegan Doyle", ""), ("PC 4471 Ahmed", ""), ("Joanne Mbatha", "Housing"),
    ]  # fmt: skip


def test_a_list_may_be_headed_by_the_agency() -> None:
    document = read(
        "# Attendance\nPolice: DI Ola Wren (Chair), DS Bo Bell\nApologies - Housing: Ned Fox\n# Risk\nHigh."
    )
    assert [(a.name, a.agency, a.presence) for a in document.attendance] == [
        ("DI Ola Wren", "Police", Presence.PRESENT), ("DS Bo Bell", "Police", Presence.PRESENT),
        ("Ned Fox", "Housing", Presence.APOLOGIES),
    ]  # fmt: skip
    assert document.facts.chair is not None
    assert document.facts.chair.value == "DI Ola Wren"


@pytest.mark.parametrize("head", ["P / A / DNA", "Present, apologies or absent", "Signed in", "Attended Y/N"])
def test_a_column_may_say_in_many_ways_who_came(head: str) -> None:
    marks = ("P", "DNA") if "/ A" in head or "or" in head else ("Yes", "No")
    document = read(
        f"# Attendance\n| Agency | Name | {head} |\n| Police | Bo Bell | {marks[0]} |\n"
        f"| Housing | Ned Fox | {marks[1]} |"
    )
    assert [a.presence for a in document.attendance] == [Presence.PRESENT, Presence.ABSENT]


@pytest.mark.parametrize(
    "heading", ["Level", "MAPPA LEVEL", "LEVEL: stay at 2 because two agencies are needed"]
)
def test_a_decision_headed_level_is_the_review_of_the_level(heading: str) -> None:
    words = "" if ":" in heading else "\nIt was agreed to stay at level 2."
    document = read(
        f"{HELD}MAPPA level: 2\n# Present\nAnn Archer (Police)\n# Risk assessment\nHigh.\n# {heading}{words}"
    )
    assert "stay at" in said(document, "level_review")
    assert document.facts.level is not None
    assert document.facts.level.value == "2"


def test_a_box_with_a_level_is_no_review_of_it() -> None:
    document = read(f"{HELD}# Present\nAnn Archer (Police)\n# MAPPA level\n2\n# Risk assessment\nHigh.")
    review = document.section("level_review")
    assert review is None or review.state is SectionState.MISSING


@pytest.mark.parametrize(
    "line",
    [
        "ACTION: Visit the brother's address (PC Lacey, PPU, by 3 January)",
        "ACTION: PC Lacey to visit the brother's address by 3 January",
        "ACTION (PC Lacey): Visit the brother's address by 3/1",
        "ACTION: Visit the brother's address. Owner: PC Lacey. Due: 3 January",
    ],
)
def test_an_action_stands_in_the_part_that_gave_rise_to_it(line: str) -> None:
    document = read(f"{HELD}# Contingency plan\n{line}\nHe will be recalled.\n# Media\nNone.")
    (action,) = document.actions
    assert (action.owner, action.due_date, action.previous) == ("PC Lacey", date(2024, 1, 3), False)
    assert "He will be recalled." in said(document, "contingency")
    assert document.section("actions") is None or document.section("actions").span is None  # type: ignore[union-attr]


def test_a_day_without_a_year_follows_the_meeting_and_an_earlier_one_lies_near_it() -> None:
    document = read(
        f"{HELD}# Previous actions\n- Bo Bell to ring the landlord by 30 November - done\n# Actions\n"
        "- Bo Bell to visit by 9 February\n# Next meeting\n14 February at 10am"
    )
    assert [a.due_date for a in document.actions] == [date(2023, 11, 30), date(2024, 2, 9)]
    assert document.facts.next_review is not None
    assert document.facts.next_review.value == "2024-02-14"


def test_no_year_is_guessed_where_the_meeting_has_no_date() -> None:
    (action,) = read("# Actions\n- Bo Bell to visit by 9 February").actions
    assert (action.due, action.due_date) == ("9 February", None)


def test_a_colour_and_a_word_of_progress_are_status_and_outcome() -> None:
    (action,) = read(
        "# Outstanding actions\n| Action | Owner | RAG | Progress |\n"
        "| Ring her | Bo Bell | Green - complete | She is well |"
    ).actions
    assert (action.status, action.outcome) == (ActionStatus.DONE, "She is well")


def test_previous_and_new_actions_may_stand_in_one_log() -> None:
    table = "| Action | Owner | Deadline |\n| {} | Bo Bell | 4 Apr 2025 |\n"
    document = read(
        f"# Action log\nPrevious actions\n{table.format('Ring her')}New actions\n{table.format('See him')}"
    )
    assert [(a.text, a.previous) for a in document.actions] == [("Ring her", True), ("See him", False)]
    assert document.section("actions").state is SectionState.PRESENT  # type: ignore[union-attr]


def test_tables_that_run_into_one_another_are_read_apart() -> None:
    document = read(
        "| Offender | Al Reid |\n| Level | 2 |\n| Category | 1 |\n| Name | Agency | Role |\n"
        "| Bo Bell | Police | DS |\n"
        "| Action | Owner | Due |\n| See him | Bo Bell | 4 Apr 2025 |"
    )
    assert document.subject is not None
    assert document.subject.name == "Al Reid"
    assert [a.name for a in document.attendance] == ["Bo Bell"]
    assert [a.text for a in document.actions] == ["See him"]


def test_each_case_of_a_meeting_holds_its_own_parts() -> None:
    case = "# Case {0}\n## Victim\nAged {0}0.\n## Actions\n- Bo Bell to visit house {0} by 4 May 2024\n"
    document = read(
        f"Minutes of the Eastmoor MARAC\n# Present\nBo Bell (Police)\n"
        f"{case.format(1)}{case.format(2)}# AOB\nNone."
    )
    cases = [s for s in document.sections if s.name == "case"]
    assert [s.heading for s in cases] == ["Case 1", "Case 2"]
    inside = [[a.text for a in document.actions if s.span.start <= a.span.start < s.span.end] for s in cases]  # type: ignore[union-attr]
    assert [["house 1" in text for text in one] for one in inside] == [[True], [False]]
    assert document.section("aob").parent == ""  # type: ignore[union-attr]
    assert {s.parent for s in document.sections if s.name in ("victim", "actions")} == {"case"}


def test_a_list_of_contents_is_no_run_of_empty_sections() -> None:
    parts = ["Attendance", "Risk assessment", "Disclosure", "Media"]
    body = "".join(f"# {part}\nSomething was said of it at length.\n" for part in parts)
    document = read("Contents\n" + "\n".join(parts) + "\n" + body)
    assert [s.state for s in document.sections if s.name == "disclosure"] == [SectionState.PRESENT]


def test_what_is_struck_out_was_not_chosen() -> None:
    paper = WordDocument()
    paper.add_paragraph("MAPPA minutes")
    line = paper.add_paragraph("Level: 2 / ")
    line.add_run("3").font.strike = True
    line.add_run(" (delete as appropriate)")
    kind = paper.add_paragraph("Type of meeting: ")
    kind.add_run("Initial").font.strike = True
    kind.add_run(" / Review (delete as appropriate)")
    held = io.BytesIO()
    paper.save(held)
    facts = ingest.read(held.getvalue(), "minutes.docx").facts
    assert facts.level is not None
    assert facts.meeting_kind is not None
    assert (facts.level.value, facts.meeting_kind.value) == ("2", "review")


@pytest.mark.parametrize(
    "lines",
    [
        "☐ Category 1 - registered sexual offender\n☒ Category 2 - violent offender\n☐ Category 3",
        "☐ Registered sexual offender\n☒ Violent offender\n☐ Other dangerous offender",
        "| ☐ | Category 1 |\n| ☒ | Category 2 |",
        "Category 2",
    ],
)
def test_a_category_is_ticked_in_a_list(lines: str) -> None:
    category = read(f"MAPPA A referral\n# Details\n{lines}\n# Risk\nHigh.").facts.category
    assert category is not None
    assert category.value == "2"


def test_a_form_is_scottish_by_its_own_words_only() -> None:
    minute = (
        "MINUTE OF MAPPA LEVEL 2 MEETING\nDate of meeting: 9 February 2022\n# {}\nAnn Archer ({})\n"
        "# Risk assessment\nHigh."
    )
    assert read(minute.format("Sederunt", "Police Scotland")).form.family == "mappa-scotland"
    assert read(minute.format("Present", "Police")).form.family == "mappa"
    assert (
        read("MAPPA minutes: executive summary\n# Executive summary\nHe was discussed.").form.name
        == "mappa-summary"
    )


def test_labels_need_no_room_between_them() -> None:
    document = read(
        "Name: Al Reid DOB: 6/6/1986 Category: 2 Level: 3\n"
        "Chair: Ann Archer Lead agency: Probation Service\n# Risk\nHigh."
    )
    facts = document.facts
    assert document.subject is not None
    assert (document.subject.name, document.subject.date_of_birth) == ("Al Reid", date(1986, 6, 6))
    assert [f.value for f in (facts.category, facts.level, facts.chair, facts.lead_agency) if f] == [
        "2", "3", "Ann Archer", "Probation Service",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "ACTION: see ", "Level 2 3 4 5 ", "Police: A B, C D, ", "Chair: A Lead agency: B ", "PC 4471 A, ",
        "(delete as appropriate ", "A B to do (C, D, ", "T/Det Det Det ", "1.1.1.1 ", ": ",
    ],
)  # fmt: skip
def test_no_line_costs_more_than_its_length(line: str) -> None:
    assert_linear(lambda size: structure(build("# Actions\n" + line * (size // len(line)))), 6000)


def test_many_lines_cost_no_more_than_their_number() -> None:
    part = (
        "# Case {0}\nACTION: PC {0} Bell to visit (Police, by 3 May)\n| Action | Owner |\n"
        "| See him | A B |\nLevel\nStay at two.\n"
    )
    assert_linear(lambda size: structure(build("".join(part.format(n) for n in range(size)))), 20)
