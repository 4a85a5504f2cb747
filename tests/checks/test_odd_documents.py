"""Documents that are no tidy set of minutes: what a chair is told of them, and what is not made up."""

import pytest

from checks import check
from ingest.structure import structure
from models.finding import CheckReport
from tests.building import build
from tests.checks.cases import MINUTES, joined, minutes, splice
from tests.growth import assert_linear


def codes(report: CheckReport) -> set[str]:
    return {finding.code for finding in report.findings}


def in_capitals(fragment: str) -> CheckReport:
    return check(structure(build(splice(MINUTES, fragment).upper(), "minutes.docx")))


def test_an_empty_document_is_judged_by_no_rule_and_passes_none():
    said = check(structure(build("", "minutes.docx")))
    assert said.findings == ()
    assert said.passed == ()
    assert said.not_assessed


def test_minutes_in_capitals_throughout_are_judged_like_others():
    assert in_capitals("").findings == ()


@pytest.mark.parametrize(
    ("code", "fragment"),
    [
        ("DIS-01", "# Disclosure\nConsidered."),
        ("RMP-04", "# Monitoring and control\nLicence conditions. SHPO."),
        ("MIN-18", "# Level decision\nTo remain at level 2."),
        ("RSK-02", "# Risk assessment\nRisk of serious harm is high. OASys of 3 May 2024. OGRS 54%, medium."),
    ],
)
def test_what_is_wrong_is_found_in_capitals_too(code, fragment):
    assert code in codes(in_capitals(fragment))


def test_people_who_were_not_made_out_are_not_said_to_lack_a_role():
    present = "Petra Lund; Probation Service; Sunil Mistry; Probation Service; Ivor Mellis; Northmoor Police"
    said = check(minutes(f"# Attendance\n| {present} |"))
    assert "ATT-02" not in codes(said)
    assert "ATT-02" in {rule.code for rule in said.not_assessed}


AGENDA = """
# Agenda: licensing committee
Date of meeting: 5 June 2024
# Apologies
# Applications
# Transfers of licence
# Any other business
"""


def test_nothing_of_public_protection_is_asked_of_another_body_s_agenda():
    said = check(structure(build(AGENDA, "agenda.docx")))
    assert {code for code in codes(said) if not code.startswith("MRK")} == set()
    assert {"AGD-03", "AGD-04"} <= {rule.code for rule in said.not_assessed}


def test_the_same_agenda_of_a_public_protection_panel_is_judged():
    assert {"AGD-03", "AGD-04"} <= codes(
        check(structure(build(AGENDA.replace("licensing committee", "MAPPA level 2 panel"), "agenda.docx")))
    )


ENTRY = (
    "Probation: he kept appointment {n} and said that he would be at home on {d} May 2024 "
    "because of the curfew; "
    "police saw nothing that bears on the risk to Ms Archer."
)


def test_a_long_document_is_judged_in_time_that_grows_with_its_length():
    def judge(size: int) -> CheckReport:
        log = "\n".join(ENTRY.format(n=i, d=1 + i % 28) for i in range(size))
        return check(structure(build(joined(splice(MINUTES, f"# Agency updates\n{log}")), "minutes.docx")))

    assert_linear(judge, 100)
