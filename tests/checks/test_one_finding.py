"""One fault gives one finding, in words that a person can act on."""

from checks import check
from models.case import History
from models.finding import Severity
from tests.checks.cases import earlier, found, minutes, report


def codes(example):
    return [f.code for f in report(example).findings]


def test_a_blank_box_with_a_rule_of_its_own_is_told_by_that_rule_alone():
    assert codes("# Disclosure\nN/A") == ["DIS-01"]
    assert codes("=== referral\n# Line manager's countersignature\n") == ["REF-12"]


def test_a_blank_box_without_one_is_still_told():
    assert "MIN-25" in codes("# Interventions and treatment\nN/A")


def test_old_time_words_in_a_carried_section_are_told_with_the_section():
    news = (
        "# Agency updates\nProbation: he is to meet the new key worker tomorrow at the hostel; "
        "staff know of the risk. He says that he is content with the room."
    )
    said = check(minutes(news), History((earlier(news),))).findings
    (one,) = [f for f in said if f.section == "updates"]
    assert one.code == "STL-01"
    assert "“tomorrow” was written for an earlier meeting" in one.message
    assert one.severity is Severity.HIGH


def test_drift_is_shown_as_was_and_now():
    head = "# Licence conditions and orders\n"
    before = f"{head}- Not to enter Ellis Street or go within 200 metres of it at any time."
    now = f"{head}- Not to enter Ellis Street or go within 100 metres of it at any time."
    said = check(minutes(now), History((earlier(before),))).findings
    (one,) = [f for f in said if f.code == "STL-09"]
    assert "was: “… go within 200 metres of …”; now: “… go within 100 metres of …”" in one.message


def test_an_old_score_of_a_tool_that_is_scored_once_is_not_out_of_date():
    old = "# Risk assessment\nRM2000 of 3 May 2019: high. High risk of serious harm to women, by assault."
    assert found("RSK-08", old) == []
    reviewed = old + " The level of risk was reviewed on 20 May 2024."
    assert found("RSK-08", reviewed) == []
    assert found("RSK-08", old.replace("RM2000", "OASys"))


def test_a_plan_may_be_taken_over_once_while_nothing_has_changed():
    quiet = "# Relevant dates\nRelease date: 1 March 2023\n# Children and safeguarding\nNone at home."
    said = check(minutes(quiet), History((earlier(quiet),))).findings
    assert "STL-02" not in [f.code for f in said]


def test_an_owner_who_sent_apologies_is_said_to_have():
    action = (
        "# Actions\n| No | Action | Owner | Agency | By when |\n"
        "| 1 | Review his medication | Olive Marsh | Northmoor NHS Trust | 20/06/2024 |"
    )
    (one,) = found("ACT-08", action)
    assert "who sent apologies" in one.message


def test_conditions_that_are_only_named_are_told_once_with_both_sources():
    said = report("# Licence conditions and orders\nLicence conditions.").findings
    (one,) = [f for f in said if f.section == "licence"]
    assert one.code == "MIN-12"
    assert "“Licence conditions.” is named but not spelt out" in one.message
    paragraphs = {source.paragraph for source in one.sources}
    assert {"paragraph 5.17", "paragraph 5.15"} <= paragraphs
