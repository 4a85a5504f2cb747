"""What counts as a heading, however it is set, and what does not."""

from __future__ import annotations

import pytest

from ingest.structure import structure
from models.structure import UNRECOGNISED
from tests.building import build
from tests.growth import assert_linear
from tests.ingest.structure.reading import read, said


@pytest.mark.parametrize(
    "heading",
    [
        "# Disclosure", "# 5. Disclosure", "5. Disclosure", "Section 5: Disclosure", "5.1 Disclosure",
        "V. Disclosure", "DISCLOSURE",
        "Disclosure", "Disclosure:", "# THIRD PARTY DISCLOSURE", "# Disclosure considerations",
        "5) Third-party disclosure",
        "# Consideration of disclosure to third parties", "# Disclosure (must be completed)",
        "# Disclosre considerations", "| 5 | Disclosure |",
    ],
)  # fmt: skip
def test_a_section_is_known_however_its_heading_is_set(heading: str) -> None:
    document = read(f"# Risk assessment\nHigh.\n{heading}\nThe school was told.\n# Media\nNone.")
    assert said(document, "disclosure") == "The school was told."


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Victim Concerns & Perspective", "victim"), ("RoSH", "risk_assessment"), ("Four pillars", "rmp"),
        ("Matters arising", "previous_actions"),
        ("De-registration", "level_review"), ("SHPO", "licence"), ("MHA status", "hospital"),
        ("CPPC", "cppc"), ("ECHR", "human_rights"),
        ("Conviction/Caution Information", "offence"), ("Conditionality statement", "confidentiality"),
        ("Invited but did not attend", "apologies"),
        ("Minute summary", "exec_summary"), ("Risk managment plan", "rmp"),
        ("Safeguarding children and vulnerable adults", "children"),
    ],
)  # fmt: skip
def test_the_names_that_areas_use(heading: str, name: str) -> None:
    assert name in {s.name for s in read(f"# {heading}\nSomething is said here.").sections}


@pytest.mark.parametrize(
    "line",
    [
        "Disclosure was considered at the meeting and refused.",
        "The risk management plan is to be read with the licence.",
        "We then turned to the victim and her children.",
        "His risk assessment, OASys, is out of date.",
        "- disclosure to the employer",
    ],
)
def test_a_sentence_that_holds_a_section_s_name_is_no_heading(line: str) -> None:
    assert {s.name for s in read(f"# Agency updates\n{line}\nMore was said.").sections} == {"updates"}


def test_offence_information_is_not_a_misspelling_of_offender_information() -> None:
    assert [s.name for s in read("# Offence information\nWounding.").sections] == ["offence"]


def test_children_in_a_list_of_who_is_at_risk_are_no_section() -> None:
    document = read("# Risk assessment\nPublic: high\nChildren: medium\nKnown adult: low\nStaff: low")
    assert [s.name for s in document.sections] == ["risk_assessment"]


def test_a_date_is_not_a_numbered_heading() -> None:
    document = read("1. Disclosure\nNone was made this time.\n2. Date of next meeting\n12 June 2024 at 10.00")
    assert said(document, "next_review") == "12 June 2024 at 10.00"


def test_agencies_under_updates_do_not_end_the_section() -> None:
    document = read(
        "UPDATES\nPOLICE\nTwo calls.\nPROBATION\nHe attends.\nDISCLOSURE\nNone needed because he is in "
        "custody."
    )
    assert "He attends." in said(document, "updates")
    assert "None needed" not in said(document, "updates")


def test_the_pillars_lie_within_the_plan_even_where_they_are_set_alike() -> None:
    document = read(
        "RISK MANAGEMENT PLAN\nSUPERVISION\nWeekly visits.\nMONITORING AND CONTROL\nA curfew.\nMEDIA\nNone."
    )
    assert said(document, "rmp").endswith("A curfew.")
    assert document.section("supervision").parent == "rmp"  # type: ignore[union-attr]
    assert document.section("media").parent == ""  # type: ignore[union-attr]


def test_a_label_stands_inside_the_section_around_it() -> None:
    document = read(
        "# Offence\nVictim: a neighbour\nWounding with intent.\n# Victim issues\nShe wants a wider zone."
    )
    assert said(document, "victim") == "She wants a wider zone."
    assert "Wounding" in said(document, "offence")


def test_the_left_cell_of_a_row_is_a_heading_and_the_right_one_its_section() -> None:
    document = read("| Disclosure | The school was told. |\n| Name of GP | Dr Green |\n| Media | |")
    assert said(document, "disclosure") == "The school was told."
    assert said(document, "media") == ""


def test_columns_of_a_table_of_data_are_no_headings() -> None:
    document = read(
        "# Antecedents\n| Offence | Victim | Sentence |\n| Theft | A shop | Fine |\n| Assault | A man | 2 "
        "years |"
    )
    assert [s.name for s in document.sections] == ["offence"]


def test_a_heading_that_nobody_knows_still_ends_the_section_before_it() -> None:
    document = read("# Disclosure\nNone.\n# Parking arrangements\nAt the rear.")
    assert said(document, "disclosure") == "None."
    assert document.sections[-1].name == UNRECOGNISED


@pytest.mark.parametrize(
    "line",
    [
        "Disclosure",
        "5. Disclosure",
        "| Disclosure | yes |",
        "Present: Ann Archer; DS Bell",
        "POLICE",
        "12 June 2024",
        "x" * 40,
        "Name: Ann   Level: 2",
    ],
)
def test_time_grows_with_the_length_and_no_faster(line: str) -> None:
    assert_linear(lambda count: structure(build("\n".join([line] * count))), 300)
