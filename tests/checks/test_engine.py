"""What a report promises, whatever the rules."""

from dataclasses import replace

import pytest

import ingest
from checks import check
from models.case import History
from models.codec import from_json, to_json
from models.document import ReadProblem
from models.finding import CheckReport
from models.structure import DocumentKind
from tests.building import build
from tests.checks.cases import earlier, minutes


def test_an_unrecognised_document_passes_nothing():
    said = check(build("A letter about something else."))
    assert said.passed == ()
    assert said.findings == ()
    assert any("not recognised" in n.reason for n in said.not_assessed)


def test_a_file_that_was_not_wholly_read_passes_nothing():
    page_missing = ReadProblem("not-read", "Page 3 is an image.", page=3, blocks_release=True)
    said = check(replace(minutes(), problems=(page_missing,)))
    assert said.passed == ()
    assert any("could not be read" in n.reason for n in said.not_assessed)


def test_rules_that_need_other_systems_are_named_as_not_assessed():
    reasons = {n.code: n.reason for n in check(minutes()).not_assessed}
    assert reasons["MIN-24"] == "Not assessed: needs the record in ViSOR."
    assert "ViSOR" in reasons["DIS-17"]


def test_rules_about_earlier_minutes_are_not_passed_without_any():
    said = check(minutes())
    reasons = {n.code: n.reason for n in said.not_assessed}
    for code in ("STL-01", "STL-03", "STL-09", "ACT-05"):
        assert "No earlier" in reasons[code]
        assert code not in said.passed


def test_rules_for_referrals_say_nothing_of_minutes():
    said = check(minutes())
    told = {*said.passed, *(n.code for n in said.not_assessed), *(f.code for f in said.findings)}
    assert "REF-02" not in told
    assert minutes().form.kind is DocumentKind.MINUTES


def test_no_rule_is_in_two_places_and_the_gravest_come_first():
    said = check(minutes("# Disclosure\nN/A\n# Victim issues\nAs above.\n# Diversity\nNo diversity issues."))
    found, unknown = {f.code for f in said.findings}, {n.code for n in said.not_assessed}
    assert not found & set(said.passed)
    assert not unknown & set(said.passed)
    assert [f.severity.rank for f in said.findings] == sorted(f.severity.rank for f in said.findings)
    assert said.findings[0].code == "DIS-01"


def test_a_finding_quotes_the_words_it_points_at_and_names_the_section():
    document = minutes("# Disclosure\nSee summary in body of notes.")
    pointer = next(f for f in check(document).findings if f.code == "MIN-26")
    assert pointer.quote == "See summary in body of notes."
    assert document.quote(pointer.span) == pointer.quote
    assert pointer.section == "disclosure"
    assert str(pointer.sources[0]).startswith("A follow-up inspection of Multi-Agency Public Protection")
    assert "paragraph 5.24" in str(pointer.sources[0])


def test_the_same_fault_keeps_its_key_when_it_moves():
    here = minutes("# Disclosure\nSee summary in body of notes.")
    moved = minutes("# Offence\nA longer account than before.\n# Disclosure\nSee summary in body of notes.")
    key = {f.key for f in check(here).findings if f.code == "MIN-26"}
    assert key == {f.key for f in check(moved).findings if f.code == "MIN-26"}


def test_a_report_goes_to_json_and_back():
    said = check(minutes("# Disclosure\nAs above."), History((earlier("# Disclosure\nAs above."),)))
    assert from_json(CheckReport, to_json(said)) == said


def test_a_document_is_not_compared_with_itself():
    document = minutes()
    assert check(document, History((document,))).findings == ()


@pytest.mark.parametrize(
    ("subject", "marked"),
    [
        ("OFFICIAL-SENSITIVE: minutes", True),
        ("[OFFICIAL-SENSITIVE] minutes", True),
        ("Minutes", False),
        ("Official visit", False),
    ],
)
def test_an_email_bears_its_marking_in_its_subject(subject: str, marked: bool) -> None:
    message = (
        f"From: ann@example.org\nSubject: {subject}\nMIME-Version: 1.0\n\nDear all,\n\nThe room is booked."
    )
    document = ingest.read(message.encode(), "a.eml")
    codes = {finding.code for finding in check(document, History()).findings}
    assert ("MRK-01" not in codes) is marked
