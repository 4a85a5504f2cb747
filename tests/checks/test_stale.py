"""Repetition is not a fault; stale repetition is."""

from checks import check
from models.case import History
from models.finding import Severity
from tests.checks.cases import earlier, minutes


def stale(document, *before):
    return {f.code: f for f in check(document, History(before)).findings if f.code.startswith("STL")}


def test_standing_facts_may_repeat():
    found = stale(minutes(), earlier(""))
    assert all(
        f.section not in ("offence", "offender_details", "confidentiality", "licence") for f in found.values()
    )


def test_an_unchanged_plan_matters_more_when_the_level_went_up():
    out = "# Relevant dates\nRelease date: 1 March 2023\n# Children and safeguarding\nNone in the household."
    quiet = stale(minutes(out), earlier(out, 24), earlier(out, 12))["STL-02"]
    changed = stale(minutes("# Level: 3"), earlier(""))["STL-02"]
    assert quiet.severity is Severity.MEDIUM
    assert changed.severity is Severity.HIGH
    assert "the level went from 2 to 3" in changed.message


def test_it_says_through_how_many_documents_a_passage_was_carried():
    same = "# Disclosure\nDisclosure to his employer was considered; not to be made, because he works alone."
    found = stale(minutes(same), earlier(same, 36), earlier(same, 24), earlier(same, 12))["STL-03"]
    assert "in the last 3 documents" in found.message
    assert found.earlier[0].dated == "2024-03-13"


def test_reflowed_and_renumbered_text_is_still_the_same():
    before = (
        "# Disclosure\nDisclosure to his employer was considered; not to be made, because he works alone."
    )
    now = (
        "# Disclosure\n1. Disclosure to his employer was considered -\nnot to be made, because he works alone"
    )
    assert "STL-03" in stale(minutes(now), earlier(before))


def test_a_variation_that_is_recorded_is_not_drift():
    head = "# Licence conditions and orders\n"
    before = f"{head}- Not to enter Ellis Street or go within 200 metres of it at any time."
    now = f"{head}- Not to enter Ellis Street or go within 100 metres of it at any time."
    noted = now + "\nThe zone was varied on 2 May 2024."
    assert "STL-09" in stale(minutes(now), earlier(before))
    assert "STL-09" not in stale(minutes(noted), earlier(before))


def test_other_cases_boilerplate_is_not_taken_for_another_persons_text():
    other = minutes("# Offender details\nName: Leo Vickery\nDate of birth: 9 March 1971\nGender: Male")
    said = check(minutes(), History((), (other,)))
    assert not [f for f in said.findings if f.code == "STL-11"]


def test_another_cases_text_blocks_and_tells_of_a_breach():
    passage = (
        "# Agency updates\nHousing reports that Mr Vickery was seen drinking with two men outside the flats "
        "in Canal Row and shouted at a neighbour who asked them to go; he was warned."
    )
    other = minutes(
        f"# Offender details\nName: Leo Vickery\nDate of birth: 9 March 1971\nGender: Male\n{passage}"
    )
    found = stale_other(minutes(passage), other)
    assert found.severity is Severity.BLOCK
    assert "data breach" in found.hint


def stale_other(document, other):
    return next(f for f in check(document, History((), (other,))).findings if f.code == "STL-11")
