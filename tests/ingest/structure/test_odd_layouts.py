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
