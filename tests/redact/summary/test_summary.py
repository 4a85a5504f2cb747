"""The executive summary: what it says, what it must not, and that it is a file of its own."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Literal

import docx
import pypdf
import pytest

from ingest.structure import structure
from models.errors import CountersignError, VerificationFailed
from models.summary import Summary, SummaryLine
from redact import load_policy
from redact.decide import decide
from redact.summary import draft, release_summary, spoken_of
from tests.redact.scene import MARKING, Scene, scene

POLICY = load_policy("third-party")
Format = Literal["docx", "pdf"]

MINUTES = """
# MAPPA C: minutes of a level 2 meeting
Date of meeting: <DATE|26 September 2018>
Level: 2
Category: 1
# Attendance
| Name | Role | Agency | Present |
| <P3 professional|Ann Birch> | Chair | Police | Present |
| <P4 professional|Lou Pike> | Officer | Housing | Apologies |
| <P5 professional|Sam Reed> | Manager | Probation | Present |
# Risk assessment
The risk of serious harm to children is high. It is imminent when <P1 subject|Ivo Crane> drinks.
# Disclosure
Disclosure to <P2 family|Nell Crane> was considered. It was decided that she will be told of the order.
<P1|Crane> met <P2|Nell Crane> and <P6 child|Kit Crane> and <P7 public|Jo Marsh> and it was agreed to act.
# Level decision
It was agreed that the case will remain at level 2 because the drinking has not stopped.
# Actions
| No | Action | Owner | Due |
| 1 | Visit <ADDRESS P1|3 Quay Lane> with <P2|Nell Crane> present. | <P5|Sam Reed> | 1 October 2018 |
| 2 | Review the marker. | <P3|Ann Birch> | Ongoing |
# Next review
Date of next meeting: <DATE|16 January 2019>
"""


@pytest.fixture(scope="module")
def drawn() -> Scene:
    made = scene(MINUTES)
    return replace(made, document=structure(made.document))


def told(summary: Summary) -> dict[str, list[str]]:
    return {part.name: [line.text for line in part.lines] for part in summary.parts}


def summary_of(drawn: Scene) -> Summary:
    return draft(drawn.document, decide(drawn.document, drawn.detection, POLICY, seed=3))


def test_it_says_when_the_meeting_was_who_was_there_and_when_the_next_is(drawn: Scene) -> None:
    said = told(summary_of(drawn))
    assert any("26 September 2018" in line for line in said["meeting"])
    assert said["agencies"] == ["Police", "Probation"], "an agency that sent apologies was not there"
    assert said["next-review"] == ["The case will be reviewed on 16 January 2019."]


def test_it_gives_decisions_with_their_reasons_and_marks_for_who_may_not_be_named(drawn: Scene) -> None:
    decisions = " ".join(told(summary_of(drawn))["decisions"])
    assert "remain at level 2 because the drinking has not stopped" in decisions
    assert "Disclosure to [PERSON" in decisions
    assert "will be told of the order" in decisions


def test_a_sentence_that_would_be_nothing_but_marks_is_left_out_and_counted(drawn: Scene) -> None:
    summary = summary_of(drawn)
    assert not any("agreed to act" in line for line in told(summary)["decisions"])
    assert summary.left_out >= 1


def test_actions_are_given_by_agency_and_date_and_never_by_name(drawn: Scene) -> None:
    actions = told(summary_of(drawn))["actions"]
    assert any(
        a.startswith("Probation: Visit [ADDRESS] with [PERSON") and "1 October 2018" in a for a in actions
    )
    assert "Police: Review the marker (Ongoing)." in actions
    assert not any("Birch" in a or "Reed" in a for a in actions)


def test_every_drafted_line_names_the_place_it_comes_from(drawn: Scene) -> None:
    for part in summary_of(drawn).parts:
        for line in part.lines:
            assert line.sources
            assert all(0 <= s.start < s.end <= len(drawn.document.text) for s in line.sources)


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_the_file_opens_carries_its_marking_and_says_what_was_drafted(drawn: Scene, format: Format) -> None:
    decisions = decide(drawn.document, drawn.detection, POLICY, seed=3)
    made = release_summary(drawn.document, decisions, summary_of(drawn), POLICY, format, MARKING)
    assert made.verification.clean
    if format == "docx":
        opened = docx.Document(io.BytesIO(made.copy))
        words = "\n".join(p.text for p in opened.paragraphs)
        assert opened.core_properties.title == "Executive summary"
        assert opened.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    else:
        reader = pypdf.PdfReader(io.BytesIO(made.copy))
        words = "\n".join(page.extract_text() for page in reader.pages)
        assert reader.metadata is not None
        assert reader.metadata.title == "Executive summary"
        assert all("OFFICIAL-SENSITIVE" in page.extract_text() for page in reader.pages)
    assert "Decisions and their reasons" in words
    assert "remain at level 2" in " ".join(words.split())
    assert "Crane" not in words


@pytest.mark.parametrize(
    "typed", ["Mr Crane was seen.", "ring him at 3 quay lane", "K. Crane", "Nell's view"]
)
def test_a_line_that_an_officer_types_cannot_tell_what_was_removed(drawn: Scene, typed: str) -> None:
    decisions = decide(drawn.document, drawn.detection, POLICY, seed=3)
    summary = summary_of(drawn)
    risk = replace(summary.parts[3], lines=(SummaryLine("All is well."), SummaryLine(typed, by="officer-1")))
    changed = replace(summary, parts=(*summary.parts[:3], risk, *summary.parts[4:]))
    assert spoken_of(drawn.document, decisions, changed) == (("risk", 1),)
    with pytest.raises(VerificationFailed) as caught:
        release_summary(drawn.document, decisions, changed, POLICY, "docx", MARKING)
    assert "“Risk”, line 2" in caught.value.message
    assert "rane" not in caught.value.message


def test_an_empty_summary_is_no_file(drawn: Scene) -> None:
    with pytest.raises(CountersignError, match="says nothing"):
        release_summary(drawn.document, (), Summary(()), POLICY, "docx", MARKING)


def test_minutes_in_which_nothing_was_read_give_a_summary_of_nothing() -> None:
    plain = scene("Nothing of the kind.")
    assert not any(part.lines for part in draft(plain.document, ()).parts)


def test_a_withheld_section_gives_no_sentence(drawn: Scene) -> None:
    policy = replace(POLICY, sections_withheld=("disclosure",))
    decisions = decide(drawn.document, drawn.detection, policy, seed=3)
    said = told(draft(drawn.document, decisions))["decisions"]
    assert not any("told of the order" in line for line in said)
