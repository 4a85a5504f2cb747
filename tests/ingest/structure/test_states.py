"""Whether a section says anything."""

from __future__ import annotations

import pytest

from ingest.structure.states import judge
from models.structure import Hollow, SectionState
from tests.ingest.structure.reading import read, section


def state(words: str) -> tuple[SectionState, Hollow | None]:
    found = section(f"# Disclosure\n{words}\n# Media\nThe press office has a line.", "disclosure")
    return found.state, found.hollow


def test_nothing_is_empty() -> None:
    assert state("") == (SectionState.EMPTY, None)


@pytest.mark.parametrize(
    "words", ["N/A", "n/a.", "None", "Not applicable", "Nil", "-\nN/A\n-", "None known."]
)
def test_a_bare_answer_of_none_is_empty(words: str) -> None:
    assert state(words) == (SectionState.EMPTY, Hollow.NOT_APPLICABLE)


@pytest.mark.parametrize(
    "words",
    [
        "N/A - because he is in custody until May.",
        "None: nobody lives with him or near him.",
        "No, because the employer already knows.",
    ],
)
def test_none_with_its_reason_is_an_answer(words: str) -> None:
    assert state(words) == (SectionState.PRESENT, None)


@pytest.mark.parametrize(
    "words",
    [
        "As above", "As above.", "see summary in body of notes", "See minutes of last meeting",
        "As per previous minutes", "Please refer to the OASys report.",
        "Refer to section 4 above", "See attached report by Ann Archer",
        "As per minutes dated 12 March 2024", "Ditto above",
        "As recorded in the minutes of the last meeting.",
        "As above\nSee also appendix 2",
    ],
)  # fmt: skip
def test_words_that_only_point_elsewhere_are_a_pointer(words: str) -> None:
    assert state(words)[0] is SectionState.POINTER


@pytest.mark.parametrize(
    "words",
    [
        "As above. The police will tell the new employer by Friday.",
        "See licence conditions: he may not go near the school.",
        "Refer to the mental health team.", "See Ann Archer at the office every Tuesday.",
        "As above, but the head teacher has now been told.",
    ],
)  # fmt: skip
def test_a_pointer_with_substance_is_present(words: str) -> None:
    assert state(words)[0] is SectionState.PRESENT


@pytest.mark.parametrize(
    "words",
    [
        "Please describe what was disclosed and to whom.",
        "Click or tap here to enter text.",
        "[insert details]",
    ],
)
def test_the_form_s_own_words_were_written_by_nobody(words: str) -> None:
    assert state(words) == (SectionState.EMPTY, Hollow.PROMPT)


def test_boxes_without_a_tick_are_no_answer() -> None:
    assert state("☐ Yes ☐ No")[0] is SectionState.EMPTY
    assert state("Has disclosure been considered? ☐ Yes ☐ No")[0] is SectionState.EMPTY
    assert state("☒ Yes ☐ No")[0] is SectionState.PRESENT


@pytest.mark.parametrize(
    "words", ["Discussed.", "Noted", "TBC", "The panel noted this.", "Disclosure was considered."]
)
def test_words_that_say_next_to_nothing_are_present_and_hollow(words: str) -> None:
    assert state(words) == (SectionState.PRESENT, Hollow.CONTENT_FREE)


@pytest.mark.parametrize(
    "words",
    [
        "No change",
        "No change since last meeting.",
        "Remains the same",
        "There has been no change since the previous review.",
        "Unchanged",
    ],
)
def test_no_change_is_said_to_be_so(words: str) -> None:
    assert state(words) == (SectionState.PRESENT, Hollow.NO_CHANGE)


def test_an_empty_table_of_actions_is_empty_whatever_its_columns_are_called() -> None:
    found = section("# Actions\n| No | Action | Owner | Due |\n| 1 | | | |\n| 2 | | | |", "actions")
    assert found.state is SectionState.EMPTY


def test_a_table_full_of_nothing_is_empty() -> None:
    rows = "\n".join("| N/A | None |" for _ in range(9))
    found = section(f"# Disclosure\n{rows}", "disclosure")
    assert (found.state, found.hollow) == (SectionState.EMPTY, Hollow.NOT_APPLICABLE)


def test_words_in_brackets_are_somebody_s_unless_they_tell_what_to_insert() -> None:
    assert state("(name withheld at her request)")[0] is SectionState.PRESENT
    assert state("(please state who was told)") == (SectionState.EMPTY, Hollow.PROMPT)


def test_labels_without_values_are_empty() -> None:
    assert section("# Countersignature\n| Name | |\n| Date | |", "endorsement").state is SectionState.EMPTY


def test_what_a_form_needs_and_has_not_is_missing() -> None:
    document = read(
        "MAPPA B\nMinutes of MAPPA Level 2 meeting\n# Attendance\nAnn Archer (Probation)\n# Risk "
        "assessment\nHigh.\n# Actions\n1. DS Bell to visit."
    )
    missing = {s.name for s in document.sections if s.state is SectionState.MISSING}
    assert {"disclosure", "rmp", "victim"} <= missing
    assert all(s.span is None and s.required for s in document.sections if s.state is SectionState.MISSING)


def test_a_box_of_the_first_page_answers_for_its_section() -> None:
    document = read(
        "MAPPA B\nMinutes of MAPPA Level 2 meeting\nCategory: 1\nLead responsible authority for the case "
        "is Probation\n# Attendance\nAnn Archer (Probation)"
    )
    assert "category_level" not in {s.name for s in document.sections if s.state is SectionState.MISSING}


def test_a_marking_at_the_foot_of_a_page_is_no_answer() -> None:
    assert judge(["See body of notes.", "OFFICIAL-SENSITIVE", "Page 2 of 3"])[0] is SectionState.POINTER
    assert judge(["OFFICIAL SENSITIVE WHEN COMPLETE"])[0] is SectionState.EMPTY
    assert judge(["His file is RESTRICTED to two readers."])[0] is SectionState.PRESENT
