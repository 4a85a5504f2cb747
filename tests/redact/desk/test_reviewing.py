"""What an officer does to the proposals, and what they cannot do by mistake."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.disclosure import Verdict
from models.people import EntityType, Role
from models.review import Act, ActKind, FoundBy, Reviewed
from models.text import Span
from redact import load_policy, release_decided
from redact.desk import review
from tests.redact.scene import MARKING, Scene, scene

POLICY = load_policy("third-party")
NUMBERS = itertools.count(1)

MINUTES = """
# Victim safety
<P1 victim|Jade Hart> was told. <P1|Jade> lives at <ADDRESS P1|3 Quay Lane>. <P2 family|Tom Hart> came.
<P3 professional|Ann Birch> of Housing will ring <PHONE P1|01632 960123>.
# Actions
<P1|Hart> to be rung by <P3|Ann Birch>. Her teacher Mr Oduya knows. Oduya's number is not held.
"""


def act(kind: ActKind, *spans: Span, **more: object) -> Act:
    return Act(str(next(NUMBERS)), kind, spans, "officer-1", "2026-03-01T10:00:00+00:00", **more)  # type: ignore[arg-type]


def at(drawn: Scene, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = drawn.document.text.index(words, start + 1)
    return Span(start, start + len(words))


def reviewed(drawn: Scene, *acts: Act) -> Reviewed:
    return review(drawn.document, drawn.detection, POLICY, acts, seed=7)


def removed(drawn: Scene, result: Reviewed) -> set[str]:
    return {drawn.words(d.start, d.end) for d in result.decisions if d.verdict is Verdict.REMOVE}


def test_without_acts_the_policy_s_proposals_stand() -> None:
    drawn = scene(MINUTES)
    assert removed(drawn, reviewed(drawn)) == {
        "Jade Hart", "Jade", "3 Quay Lane", "Tom Hart", "01632 960123", "Hart",
    }  # fmt: skip


def test_what_an_officer_removes_goes_everywhere_and_says_who_did_it() -> None:
    drawn = scene(MINUTES)
    result = reviewed(drawn, act(ActKind.REMOVE, at(drawn, "Ann Birch"), everywhere=True, reason="Threats."))
    ours = [d for d in result.decisions if d.role is Role.PROFESSIONAL]
    assert len(ours) == 2
    assert {(d.verdict, d.by, d.reason, d.why) for d in ours} == {
        (Verdict.REMOVE, "officer-1", "officer", "Threats.")
    }


def test_one_place_removed_takes_the_person_s_other_places_along() -> None:
    drawn = scene(MINUTES)
    result = reviewed(drawn, act(ActKind.REMOVE, at(drawn, "Ann Birch")))
    places = [d for d in result.decisions if drawn.words(d.start, d.end) == "Ann Birch"]
    copy = release_decided(drawn.document, result.decisions, POLICY, "docx", MARKING)
    assert {d.verdict for d in places} == {Verdict.REMOVE}
    assert copy.verification.clean


def test_a_person_kept_everywhere_is_kept() -> None:
    drawn = scene(MINUTES)
    result = reviewed(drawn, act(ActKind.KEEP, at(drawn, "Jade Hart"), everywhere=True))
    kept = [d for d in result.decisions if d.verdict is Verdict.KEEP and d.person == "P1"]
    assert not result.conflicts
    assert {drawn.words(d.start, d.end) for d in kept} >= {"Jade Hart", "Jade", "Hart", "3 Quay Lane"}


def test_a_name_kept_in_one_place_and_removed_in_another_is_refused_with_the_remedy() -> None:
    drawn = scene(MINUTES)
    keep = act(ActKind.KEEP, at(drawn, "Jade Hart"))
    result = reviewed(drawn, keep)
    assert "Jade Hart" in removed(drawn, result)
    assert [(c.act, c.span) for c in result.conflicts] == [(keep.id, at(drawn, "Jade Hart"))]
    assert "all places" in result.conflicts[0].remedy


def test_what_nobody_sees_on_the_page_cannot_be_kept() -> None:
    drawn = scene("The plan was agreed.\nCOMMENT: <P3 professional|Ann Birch> wrote this.")
    result = reviewed(drawn, act(ActKind.KEEP, at(drawn, "Ann Birch")))
    assert removed(drawn, result) == {"Ann Birch"}
    assert "comment" in result.conflicts[0].why


def test_what_an_officer_finds_is_removed_wherever_it_stands() -> None:
    drawn = scene(MINUTES)
    found = act(
        ActKind.ADD,
        at(drawn, "Oduya"),
        type=EntityType.PERSON,
        found_by=FoundBy.SELECTION,
        reason="A teacher.",
    )
    result = reviewed(drawn, found)
    ours = [d for d in result.decisions if drawn.words(d.start, d.end).startswith("Oduya")]
    assert len(ours) == 2
    assert all(d.verdict is Verdict.REMOVE for d in ours)
    assert len({d.label for d in ours}) == 1


def test_an_addition_over_part_of_a_mention_swallows_it_whole() -> None:
    drawn = scene("She lives at <ADDRESS|3 Quay Lane>, Eastness.")
    span = Span(at(drawn, "Lane").start, at(drawn, "Eastness").end)
    result = reviewed(drawn, act(ActKind.ADD, span, type=EntityType.ADDRESS))
    assert removed(drawn, result) == {"3 Quay Lane, Eastness"}


def test_another_role_makes_the_policy_decide_again() -> None:
    drawn = scene(MINUTES)
    result = reviewed(drawn, act(ActKind.ROLE, at(drawn, "Ann Birch"), role=Role.VICTIM))
    assert "Ann Birch" in removed(drawn, result)
    assert result.detection.person("P3").role is Role.VICTIM  # type: ignore[union-attr]


def test_somebody_unknown_can_be_given_a_role() -> None:
    drawn = scene("<PERSON|Moss> came for the police.")
    assert removed(drawn, reviewed(drawn)) == {"Moss"}
    assert not removed(drawn, reviewed(drawn, act(ActKind.ROLE, at(drawn, "Moss"), role=Role.PROFESSIONAL)))


def test_two_who_are_one_share_a_mark_and_two_who_are_not_do_not() -> None:
    drawn = scene(MINUTES)
    joined = reviewed(drawn, act(ActKind.JOIN, at(drawn, "Jade Hart"), at(drawn, "Tom Hart")))
    people = [d for d in joined.decisions if d.type is EntityType.PERSON and d.verdict is Verdict.REMOVE]
    assert len({d.label for d in people}) == 1
    parted = reviewed(drawn, act(ActKind.PART, at(drawn, "Hart", 2), role=Role.PUBLIC))
    places = {d.start: d.label for d in parted.decisions if d.verdict is Verdict.REMOVE}
    assert places[at(drawn, "Hart", 2).start] != places[at(drawn, "Jade Hart").start]


def test_a_later_act_has_the_last_word_and_leaving_it_out_undoes_it() -> None:
    drawn = scene(MINUTES)
    one = act(ActKind.REMOVE, at(drawn, "Ann Birch"), everywhere=True)
    other = act(ActKind.KEEP, at(drawn, "Ann Birch"), everywhere=True)
    assert "Ann Birch" not in removed(drawn, reviewed(drawn, one, other))
    assert reviewed(drawn, one) == reviewed(drawn, one)
    assert reviewed(drawn) == reviewed(drawn, *[a for a in (one, other) if a.id == ""])


def test_a_proposal_from_an_earlier_version_removes_but_lets_nothing_through() -> None:
    drawn = scene(MINUTES)
    keep = act(ActKind.KEEP, at(drawn, "Jade Hart"), everywhere=True, proposed=True)
    role = act(ActKind.ROLE, at(drawn, "Tom Hart"), role=Role.PROFESSIONAL, proposed=True)
    add = act(ActKind.ADD, at(drawn, "Oduya"), type=EntityType.PERSON, proposed=True)
    result = reviewed(drawn, keep, role, add)
    assert removed(drawn, result) >= {"Jade Hart", "Tom Hart", "Oduya"}
    assert not result.seen, "nobody has looked at these here"


def test_what_was_looked_at_is_counted() -> None:
    drawn = scene(MINUTES)
    result = reviewed(drawn, act(ActKind.ACCEPT, at(drawn, "Tom Hart")))
    assert result.seen == {at(drawn, "Tom Hart").start}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_done_no_mention_is_lost_and_every_copy_verifies(data: st.DataObject) -> None:
    drawn = scene(MINUTES)
    places = [m.span for m in drawn.detection.mentions]
    acts = [
        act(
            data.draw(st.sampled_from(list(ActKind))),
            *data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=3)),
            everywhere=data.draw(st.booleans()),
            type=data.draw(st.sampled_from([EntityType.PERSON, EntityType.PHONE])),
            role=data.draw(st.sampled_from(list(Role))),
        )
        for _ in range(data.draw(st.integers(0, 5)))
    ]
    result = reviewed(drawn, *acts)
    for mention in drawn.detection.mentions:
        assert any(m.start <= mention.start and mention.end <= m.end for m in result.detection.mentions)
    assert release_decided(drawn.document, result.decisions, POLICY, "docx", MARKING).verification.clean


@pytest.mark.parametrize("kind", [ActKind.ROLE, ActKind.PART, ActKind.KEEP, ActKind.REMOVE])
def test_an_act_about_a_place_where_nothing_was_found_changes_no_decision(kind: ActKind) -> None:
    drawn = scene(MINUTES)
    result = reviewed(drawn, act(kind, at(drawn, "teacher"), role=Role.PUBLIC))
    assert result.decisions == reviewed(drawn).decisions
