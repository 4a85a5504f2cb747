"""Facts of the meeting, the subject and dates, by label, table or title."""

from __future__ import annotations

from datetime import date

import pytest

from models.structure import DateKind
from tests.ingest.structure.reading import read

DETAILS = [
    ("Date of meeting", "12 March 2024"), ("Type of meeting", "☐ Initial ☒ Review"),
    ("Venue", "Eastmoor Police Station"),
    ("Chair", "Ann Archer, Senior Probation Officer, Probation Service"),
    ("Area", "Northshire"), ("Name of offender", "Ivor Example"), ("Date of birth", "03/04/1985"),
    ("PNC", "04/1234567X"), ("MAPPA category", "Category 1"),
    ("MAPPA level", "Level 2"), ("Lead agency", "Probation Service"), ("RoSH level", "Very high"),
    ("Date of next meeting", "12/06/2024"),
]  # fmt: skip


def _lines() -> str:
    return "\n".join(f"{label}: {value}" for label, value in DETAILS)


def _table() -> str:
    return "\n".join(f"| {label} | {value} |" for label, value in DETAILS)


def _stacked() -> str:
    return "\n".join(f"{label}:\n{value}" for label, value in DETAILS)


@pytest.mark.parametrize("drawn", [_lines(), _table(), _stacked()], ids=["lines", "table", "stacked"])
def test_the_facts_of_the_first_page(drawn: str) -> None:
    document = read(
        f"Minutes of MAPPA meeting\n{drawn}\n# Disclosure\nNone was needed because nobody is at risk."
    )
    facts = {name: fact.value for name in document.facts.__slots__ if (fact := getattr(document.facts, name))}
    assert facts == {
        "area": "Northshire", "level": "2", "category": "1", "meeting_date": "2024-03-12",
        "meeting_kind": "review", "venue": "Eastmoor Police Station", "chair": "Ann Archer",
        "chair_role": "Senior Probation Officer, Probation Service", "lead_agency": "Probation Service",
        "risk_of_harm": "very high", "next_review": "2024-06-12",
    }  # fmt: skip
    assert document.subject is not None
    assert (document.subject.name, document.subject.date_of_birth) == ("Ivor Example", date(1985, 4, 3))
    assert document.subject.identifiers == (("pnc", "04/1234567X"),)
    assert document.subject.span is not None
    assert document.quote(document.subject.span) == "Ivor Example"


def test_the_highest_level_of_risk_governs() -> None:
    assert (
        read("# Risk assessment\nRoSH: Public medium, known adult high, staff low").facts.risk_of_harm.value
        == "high"
    )  # type: ignore[union-attr]


def test_two_levels_ticked_are_no_level() -> None:
    assert read("MAPPA level: ☒ 1 ☒ 2 ☐ 3").facts.level is None
    assert read("MAPPA level: ☐ 1 ☒ 2 ☐ 3").facts.level.value == "2"  # type: ignore[union-attr]


def test_the_chair_is_told_by_the_list_where_no_label_says_it() -> None:
    document = read(
        "# Attendance\nAnn Archer, Detective Chief Inspector, Police (Chair)\nBo Begum, Social Worker, "
        "Children's Services"
    )
    assert document.facts.chair is not None
    assert document.facts.chair.value == "Ann Archer"


def test_a_victim_s_name_and_birthday_are_not_the_subject_s() -> None:
    document = read(
        "# Victim details\n| Name | Jane Invented |\n| Date of birth | 01/01/1990 |\n# Offender "
        "information\n| Name | Ivor Example |\n| Date of birth | 03/04/1985 |"
    )
    assert document.subject is not None
    assert (document.subject.name, document.subject.date_of_birth) == ("Ivor Example", date(1985, 4, 3))


def test_other_names_are_aliases() -> None:
    document = read("Name of offender: Ivor Example (aka Ive Example)\nNicknames: Chip, Sticks")
    assert document.subject is not None
    assert document.subject.aliases == ("Ive Example", "Chip", "Sticks")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("SED 12/03/2027", DateKind.SENTENCE_EXPIRY),
        ("Licence expires on 12/03/2027", DateKind.LICENCE_EXPIRY),
        ("PED: 12/03/2027", DateKind.PAROLE_ELIGIBILITY),
        ("Conditional release date 12/03/2027", DateKind.CONDITIONAL_RELEASE),
        ("He was convicted on 12/03/2017 of theft", DateKind.CONVICTION),
        ("sentenced on 12/03/2017", DateKind.SENTENCE), ("DOB 12/03/1987", DateKind.BIRTH),
        ("OASys completed 12/03/2017", DateKind.ASSESSMENT),
        ("released from custody on 12/03/2017", DateKind.RELEASE),
        ("SHPO expires 12/03/2027", DateKind.ORDER_EXPIRY), ("Minutes issued on 12/03/2017", DateKind.ISSUED),
        ("Date of last meeting: 12/03/2017", DateKind.PREVIOUS_MEETING),
        ("The bus came on 12/03/2017", DateKind.OTHER), ("She died on 12/03/2017", DateKind.DEATH),
    ],
)  # fmt: skip
def test_what_a_date_is_the_date_of(words: str, kind: DateKind) -> None:
    assert [d.kind for d in read(f"# Relevant information\n{words}.").dates] == [kind]


def test_the_label_of_a_cell_tells_the_date_beside_it() -> None:
    document = read("# Relevant dates\n| Release date | 12/03/2024 |\n| Sentence expiry date | 12/03/2027 |")
    assert [d.kind for d in document.dates] == [DateKind.RELEASE, DateKind.SENTENCE_EXPIRY]


def test_a_referral_is_dated_by_its_referral() -> None:
    document = read(
        "MAPPA A\nReferral to MAPPA\nDate of referral: 5 January 2023\n# Reason for referral\nTwo agencies "
        "must meet."
    )
    assert document.facts.meeting_date is not None
    assert document.facts.meeting_date.value == "2023-01-05"
    assert document.dates[0].kind is DateKind.REFERRAL
