"""Declared and assessed brought together."""

from __future__ import annotations

from pathlib import Path

import pytest

from marking import classify, read_marking
from marking.content import CRITERIA, read_criteria
from models.errors import SettingsError
from models.marking import MarkingOutcome, Tier
from tests.marking.papers import BLANK, MINUTES, NOTICE, marked, paper, unread, verdict


def test_ordinary_minutes_go_through() -> None:
    made = marked("OFFICIAL-SENSITIVE")
    assert made.outcome is MarkingOutcome.AGREED
    assert not made.quarantine
    assert made.problems == ()


def test_completed_minutes_are_official_sensitive_whatever_they_say() -> None:
    made = marked("OFFICIAL")
    assert (made.outcome, str(made.assessed), str(made.proposed)) == (
        MarkingOutcome.UNDER_MARKED,
        "OFFICIAL-SENSITIVE",
        "OFFICIAL-SENSITIVE",
    )
    assert made.quarantine


def test_no_marking_no_storage() -> None:
    assert verdict().outcome is MarkingOutcome.UNMARKED
    assert verdict().quarantine


@pytest.mark.parametrize("header", ["", "OFFICIAL", "OFFICIAL-SENSITIVE WHEN COMPLETE"])
def test_a_blank_form_needs_nothing_yet(header: str) -> None:
    made = verdict(BLANK, header)
    assert made.outcome is MarkingOutcome.AGREED
    assert str(made.assessed) == "OFFICIAL"


def test_a_notice_marked_too_high_is_advice() -> None:
    made = marked("OFFICIAL-SENSITIVE", NOTICE)
    assert made.outcome is MarkingOutcome.OVER_MARKED
    assert not made.quarantine
    assert str(made.proposed) == "OFFICIAL-SENSITIVE"


def test_above_the_ceiling_is_refused() -> None:
    assert marked("SECRET").outcome is MarkingOutcome.ABOVE_CEILING
    assert marked("TOP SECRET - UK EYES ONLY").outcome is MarkingOutcome.ABOVE_CEILING
    ceiling = read_marking("SECRET")
    assert ceiling is not None
    made = classify(paper(header="SECRET", footer="SECRET"), ceiling)
    assert made.outcome is MarkingOutcome.OVER_MARKED


def test_a_line_of_its_own_that_says_secret_is_not_overlooked() -> None:
    assert (
        verdict(MINUTES.replace("# 3.", "SECRET\n# 3."), "OFFICIAL-SENSITIVE").outcome
        is MarkingOutcome.ABOVE_CEILING
    )


def test_what_could_not_be_read_is_unsettled() -> None:
    made = classify(unread(paper(header="OFFICIAL-SENSITIVE")))
    assert made.outcome is MarkingOutcome.UNSETTLED
    assert "not-read" in {p.code for p in made.problems}


def _with(words: str) -> str:
    return (
        f"{MINUTES}# 5. Updates\n{words}\nThe panel thanked all.\nIt closed at four.\nNothing else was "
        f"said.\n"
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (
            "Intelligence from the counter-terrorism unit shows that he met an extremist.",
            "counter-terrorism-intelligence",
        ),
        (
            "The Security Service holds him as a subject of interest for attack-planning.",
            "counter-terrorism-intelligence",
        ),
        ("His wife is a protected witness.", "protected-witness"),
        ("The covert operation against the organised crime group goes on until May.", "organised-crime"),
        ("A threat to life was received from an organised crime group.", "capable-threat"),
    ],
)
def test_what_calls_for_secret_is_proposed_with_its_reason(words: str, code: str) -> None:
    document = paper(_with(words), "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE")
    made = classify(document)
    assert made.outcome is MarkingOutcome.UNDER_MARKED
    assert made.proposed.tier is Tier.SECRET
    (reason,) = [r for r in made.reasons if r.code == code]
    assert reason.why
    assert document.quote(reason.spans[0]) in words


@pytest.mark.parametrize(
    "words",
    [
        "He was convicted of murder.", "A threat to life warning was given to his brother.",
        "He is a category 4 offender under the Terrorism Act.",
        "There is no intelligence from the counter-terrorism unit.",
        "Is there intelligence from the counter-terrorism unit?",
        "Intelligence checks with the counter-terrorism unit came back negative.",
        "The counter-terrorism unit sent apologies.", "There are no protected witnesses.",
        "Police intelligence suggests that he drinks.", "The registered informant was paid.",
    ],
)  # fmt: skip
def test_what_does_not_call_for_secret_does_not_hold_minutes_up(words: str) -> None:
    assert marked("OFFICIAL-SENSITIVE", _with(words)).outcome is MarkingOutcome.AGREED


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("The victim, Jane Invented, has moved to 14 Quince Road.", "victims"),
        ("Maya Invented, aged 7, told her teacher. She is a child of Theo Invented.", "children"),
        ("The witness Omar Invented is afraid.", "witnesses"),
        ("Mr Omar Invented has a diagnosis of schizophrenia.", "medical"),
        ("The CHIS is to be met on Friday.", "covert-sources"),
        ("Directed surveillance begins on Friday.", "surveillance"),
        ("She is in a refuge in the next town.", "safe-address"),
    ],
)
def test_a_loose_note_about_somebody_at_risk_is_sensitive(words: str, code: str) -> None:
    made = marked(
        "OFFICIAL",
        f"Note of a call\n{words}\nThe line was poor.\nThey will ring again.\nNo more was said.\nThe call "
        f"ended.\n",
    )
    assert made.outcome is MarkingOutcome.UNDER_MARKED
    assert code in {r.code for r in made.reasons}


def test_a_policy_on_victims_is_about_none_of_them() -> None:
    policy = (
        "Working with victims\nEvery referral says how victims and children are kept safe.\nWitnesses are "
        "asked what they fear.\nHealth records are kept apart.\nIt is read yearly.\nAsk the unit.\n"
    )
    assert marked("OFFICIAL", policy).outcome is MarkingOutcome.AGREED


def test_numbers_and_addresses_brought_together_are_sensitive() -> None:
    rows = "\n".join(f"CRN X{n:06}, born 0{n}/02/1980" for n in range(1, 8))
    assert "compiled" in {r.code for r in marked("OFFICIAL", f"List\n{rows}\nEnd\nEnd\nEnd").reasons}


def test_every_criterion_explains_itself() -> None:
    assert len({c.code for c in CRITERIA}) == len(CRITERIA)
    assert all(c.title and c.why.endswith(".") for c in CRITERIA)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[criterion]]\ncode = 'x'",
        "[[criterion]]\ncode='x'\ntitle='t'\nwhy='w'\ncalls_for='BLUE'\npersonal=true\nwords=['a']",
        "[[criterion]]\ncode='x'\ntitle='t'\nwhy='w'\ncalls_for='SECRET'\npersonal=true\nwords=['(']",
    ],
)
def test_criteria_that_cannot_be_used_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "criteria.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"criteria\.toml"):
        read_criteria(file)
