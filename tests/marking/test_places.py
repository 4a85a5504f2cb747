"""Where a marking counts, and what is wrong with how it stands."""

from __future__ import annotations

import pytest

from marking import classify
from models.document import Channel
from models.marking import MarkingOutcome
from tests.marking.papers import MINUTES, OLD_MINUTES, marked, paged, paper, verdict


@pytest.mark.parametrize(
    "made",
    [
        verdict(header="OFFICIAL-SENSITIVE"), verdict(footer="OFFICIAL-SENSITIVE"),
        verdict(label="OFFICIAL-SENSITIVE"), verdict(f"OFFICIAL-SENSITIVE\n{MINUTES}"),
        verdict(f"{MINUTES}\nOFFICIAL-SENSITIVE"),
        verdict(header="Northshire MAPPA minutes OFFICIAL-SENSITIVE"),
        verdict(header="MAPPA C   OFFICIAL-SENSITIVE   Page 2"),
        verdict(f"Protective marking: Official-Sensitive\n{MINUTES}"),
        verdict(f"| Protective marking | OFFICIAL-SENSITIVE |\n{MINUTES}"),
        verdict(MINUTES.replace("# 3.", "OFFICIAL-SENSITIVE\n# 3.")),
    ],
    ids=["header", "footer", "label", "first line", "last line", "beside a title", "in a column",
        "labelled line", "labelled cell", "line of its own"],
)  # fmt: skip
def test_a_marking_is_read_where_one_may_stand(made) -> None:  # type: ignore[no-untyped-def]
    assert str(made.declared) == "OFFICIAL-SENSITIVE"
    assert made.outcome is MarkingOutcome.AGREED


@pytest.mark.parametrize(
    "prose",
    [
        "Keep these minutes in the RESTRICTED or CONFIDENTIAL section of agency files.",
        "He is a restricted patient.", "She spoke in confidence.", "It is a secret.", "Confidential",
        "Secret", "Restricted", "Official",
        "CONFIDENTIAL", "RESTRICTED", "PROTECT", "CONFIDENTIALITY AND DIVERSITY STATEMENT",
        "RESTRICTED PATIENT",
    ],
)  # fmt: skip
def test_prose_and_headings_are_no_marking(prose: str) -> None:
    body = MINUTES.replace("# 3.", f"{prose}\n# 3.")
    assert verdict(body).outcome is MarkingOutcome.UNMARKED
    assert verdict(body, "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE").outcome is MarkingOutcome.AGREED


def test_each_place_can_be_shown() -> None:
    document = paper(header="OFFICIAL-SENSITIVE", footer="OFFICIAL-SENSITIVE")
    places = classify(document).places
    assert [p.channel for p in places] == [Channel.HEADER, Channel.FOOTER]
    assert all(document.quote(p.span) == p.text for p in places)


def _codes(made) -> set[str]:  # type: ignore[no-untyped-def]
    return {problem.code for problem in made.problems}


def test_pages_without_the_marking_are_told_and_do_not_hold_the_document_up() -> None:
    made = classify(paged(paper(header="OFFICIAL-SENSITIVE"), marked_pages=3))
    assert "missing-on-pages" in _codes(made)
    assert made.outcome is MarkingOutcome.AGREED


def test_header_against_footer_waits_for_a_person() -> None:
    made = verdict(header="OFFICIAL-SENSITIVE", footer="OFFICIAL")
    assert (made.outcome, str(made.proposed)) == (MarkingOutcome.CONFLICTING, "OFFICIAL-SENSITIVE")
    assert "header-against-footer" in _codes(made)


def test_a_label_below_the_page_is_a_fault_of_the_label_alone() -> None:
    made = verdict(header="OFFICIAL-SENSITIVE", footer="OFFICIAL-SENSITIVE", label="OFFICIAL")
    assert made.outcome is MarkingOutcome.AGREED
    assert "label-against-page" in _codes(made)


def test_a_label_above_the_page_waits_for_a_person() -> None:
    assert (
        verdict(header="OFFICIAL", footer="OFFICIAL", label="OFFICIAL-SENSITIVE").outcome
        is MarkingOutcome.CONFLICTING
    )


def test_minutes_of_2012_marked_restricted_were_right_in_their_day() -> None:
    made = marked("RESTRICTED", OLD_MINUTES)
    assert made.outcome is MarkingOutcome.AGREED
    assert str(made.proposed) == "OFFICIAL-SENSITIVE"
    (problem,) = [p for p in made.problems if p.code == "legacy-scheme"]
    assert "originator" in problem.remedy


def test_an_old_level_after_april_2014_is_out_of_date_and_never_lowered() -> None:
    made = marked("CONFIDENTIAL")
    assert made.outcome is MarkingOutcome.AGREED
    assert {"obsolete-scheme", "ask-originator"} <= _codes(made)
    assert made.proposed.sensitive


def test_a_marking_in_a_sentence_alone_is_told() -> None:
    made = verdict(
        MINUTES
        + "All documentation will be marked OFFICIAL SENSITIVE and kept apart.\nRead it.\nSign it.\nSend "
        "it.\n"
    )
    assert made.outcome is MarkingOutcome.UNMARKED
    assert "prose-only" in _codes(made)


def test_words_of_a_blank_form_on_a_completed_one_are_told() -> None:
    made = marked("OFFICIAL-SENSITIVE WHEN COMPLETE")
    assert made.outcome is MarkingOutcome.AGREED
    assert "when-complete" in _codes(made)


@pytest.mark.parametrize(
    "made",
    [
        verdict(header="OFFICIAL-SENSITIVE"),
        verdict(header="OFFICIAL", footer="OFFICIAL-SENSITIVE"),
        marked("RESTRICTED"),
        verdict(),
    ],
)
def test_every_problem_says_what_to_do(made) -> None:  # type: ignore[no-untyped-def]
    assert all(p.message.endswith(".") and p.remedy.endswith(".") for p in made.problems)
