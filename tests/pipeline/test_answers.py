from __future__ import annotations

import pytest

from models.answer import AnswerKind, Standing, progress
from models.finding import Finding, Severity, Source
from models.structure import Confidence
from pipeline.answers import NoReason, NoSuchFinding
from pipeline.entries import NotReady
from pipeline.service import Service
from pipeline.settings import Settings
from pipeline.workshop import Workshop
from storage.archive import NoSuchDocument
from storage.store import Store

FIRST = "2024-03-12 minutes with fault one, fault two, fault three"
REASON = "Ms Quillfeather explained it at the meeting."


def taken(service: Service, workshop: Workshop, words: str, supersedes: str | None = None) -> str:
    id = service.accept(words.encode(), "minutes.txt", "C-1", "u1", supersedes=supersedes).document_id
    while workshop.do_next():
        pass
    return id


def key(service: Service, id: str, quote: str) -> str:
    return next(f.key for f in service.findings(id, "u1") if f.quote == quote)


def found(code: str, section: str, quote: str) -> Finding:
    source = (Source("Guidance"),)
    return Finding(
        code, Severity.HIGH, Confidence.HIGH, "A fault", "It is wrong.", "Mend it.", source, section,
        quote=quote,
    )  # fmt: skip


def test_a_waiver_is_kept_with_who_when_and_why(service: Service, workshop: Workshop) -> None:
    id = taken(service, workshop, FIRST)
    one = key(service, id, "fault one")
    service.answers.give(id, one, AnswerKind.WAIVED, f"  {REASON}\n", "chair-1")
    answer = service.answers.of(id, "u1").answers[one]
    assert (answer.kind, answer.reason, answer.by, answer.version) == (
        AnswerKind.WAIVED,
        REASON,
        "chair-1",
        1,
    )
    assert [f.quote for f in service.answers.of(id, "u1").standing_faults] == ["fault two", "fault three"]


def test_a_waiver_needs_a_reason_and_an_acknowledgement_does_not(
    service: Service, workshop: Workshop
) -> None:
    id = taken(service, workshop, FIRST)
    one = key(service, id, "fault one")
    with pytest.raises(NoReason, match="with a reason"):
        service.answers.give(id, one, AnswerKind.WAIVED, " \n", "chair-1")
    with pytest.raises(NoReason, match="longer"):
        service.answers.give(id, one, AnswerKind.WAIVED, "x" * 2001, "chair-1")
    assert service.answers.of(id, "u1").answers == {}
    service.answers.give(id, one, AnswerKind.ACKNOWLEDGED, "", "chair-1")
    after = service.answers.of(id, "u1")
    assert after.answers[one].kind is AnswerKind.ACKNOWLEDGED
    assert len(after.standing_faults) == 3


def test_an_answer_is_changed_and_taken_back(service: Service, workshop: Workshop) -> None:
    id = taken(service, workshop, FIRST)
    one = key(service, id, "fault one")
    service.answers.give(id, one, AnswerKind.WAIVED, REASON, "chair-1")
    changed = service.answers.give(id, one, AnswerKind.ACKNOWLEDGED, "", "chair-2")
    assert (changed.answers[one].kind, changed.answers[one].by) == (AnswerKind.ACKNOWLEDGED, "chair-2")
    assert service.answers.withdraw(id, one, "chair-1").answers == {}
    with pytest.raises(NoSuchFinding):
        service.answers.withdraw(id, one, "chair-1")


def test_a_new_version_says_what_it_cleared_and_keeps_the_waivers_of_what_is_still_there(
    service: Service, workshop: Workshop
) -> None:
    first = taken(service, workshop, FIRST)
    for quote in ("fault one", "fault two"):
        service.answers.give(first, key(service, first, quote), AnswerKind.WAIVED, REASON, "chair-1")
    second = taken(service, workshop, "2024-03-12 minutes with fault two, and all else is well", first)
    now = service.answers.of(second, "u1")
    assert now.progress is not None
    assert now.before is not None
    assert (now.before.document_id, now.before.number) == (first, 1)
    assert [f.quote for f in now.progress.cleared] == ["fault one", "fault three"]
    assert (now.progress.before, now.progress.new) == (3, 0)
    [two] = now.findings
    assert now.standing(0) is Standing.STILL_THERE
    answer = now.answer(two)
    assert answer is not None
    assert (answer.version, answer.reason) == (1, REASON)
    assert now.standing_faults == ()


def test_an_answer_does_not_reach_another_document_with_the_same_fault(
    service: Service, workshop: Workshop
) -> None:
    first = taken(service, workshop, FIRST)
    one = key(service, first, "fault one")
    service.answers.give(first, one, AnswerKind.WAIVED, REASON, "chair-1")
    other = taken(service, workshop, "2024-06-12 minutes with fault one")
    assert key(service, other, "fault one") == one
    assert service.answers.of(other, "u1").answers == {}
    assert service.answers.of(other, "u1").progress is None


def test_a_version_that_could_not_be_read_is_passed_over(service: Service, workshop: Workshop) -> None:
    first = taken(service, workshop, FIRST)
    broken = taken(service, workshop, "damaged", first)
    third = taken(service, workshop, "2024-03-12 minutes with fault two", broken)
    now = service.answers.of(third, "u1")
    assert now.before is not None
    assert now.before.number == 1
    assert now.progress is not None
    assert len(now.progress.cleared) == 2


def test_only_the_newest_version_and_only_what_it_says_can_be_answered(
    service: Service, workshop: Workshop
) -> None:
    first = taken(service, workshop, FIRST)
    one = key(service, first, "fault one")
    with pytest.raises(NoSuchFinding):
        service.answers.give(first, "0" * 16, AnswerKind.ACKNOWLEDGED, "", "chair-1")
    taken(service, workshop, "2024-03-12 minutes with fault two", first)
    with pytest.raises(NotReady, match="newer version"):
        service.answers.give(first, one, AnswerKind.ACKNOWLEDGED, "", "chair-1")
    with pytest.raises(NoSuchDocument):
        service.answers.of("0" * 32, "u1")


def test_the_trail_says_who_answered_what_and_never_why(service: Service, workshop: Workshop) -> None:
    id = taken(service, workshop, FIRST)
    one = key(service, id, "fault one")
    service.answers.give(id, one, AnswerKind.WAIVED, REASON, "chair-1")
    service.answers.withdraw(id, one, "chair-2")
    given, withdrawn = service.trail(most=1000)[-2:]
    assert (given.event, given.actor, given.detail["code"], given.detail["answer"]) == (
        "answer_given",
        "chair-1",
        "F01",
        "waived",
    )
    assert (withdrawn.event, withdrawn.actor) == ("answer_withdrawn", "chair-2")
    assert withdrawn.detail["finding"] == given.detail["finding"] != one
    assert "Quillfeather" not in str([r.detail for r in service.trail(most=1000)])


def test_no_word_of_a_reason_lies_in_the_database_in_the_clear(
    service: Service, workshop: Workshop, settings: Settings
) -> None:
    id = taken(service, workshop, FIRST)
    one = key(service, id, "fault one")
    service.answers.give(id, one, AnswerKind.WAIVED, REASON, "chair-1")
    files = [p for p in settings.folder.rglob("*") if p.is_file()]
    assert files
    for path in files:
        held = path.read_bytes()
        assert b"Quillfeather" not in held, path
        assert one.encode() not in held, path


def test_answers_go_with_the_version_they_were_given_at_when_it_is_destroyed(
    service: Service, workshop: Workshop, settings: Settings
) -> None:
    first = taken(service, workshop, FIRST)
    two = key(service, first, "fault two")
    service.answers.give(first, two, AnswerKind.WAIVED, REASON, "chair-1")
    second = taken(service, workshop, "2024-03-12 minutes with fault two", first)
    store = Store.open(settings.database, settings.store, settings.keys)
    with store.writing() as (_, archive):
        archive.destroy(archive.row(first))
    store.close()
    now = service.answers.of(second, "u1")
    assert (now.answers, now.progress) == ({}, None)


def test_findings_of_one_rule_in_one_section_are_paired_and_called_neither_cleared_nor_new() -> None:
    before = [found("A", "plan", "old words"), found("A", "risk", "x"), found("B", "", "y")]
    now = [found("A", "plan", "other words"), found("A", "plan", "more words"), found("B", "", "y")]
    became = progress(before, now)
    assert became.standings == (Standing.REWORDED, Standing.NEW, Standing.STILL_THERE)
    assert [f.quote for f in became.cleared] == ["x"]


def test_findings_of_one_key_are_counted_one_for_one() -> None:
    twice = [found("A", "", "same"), found("A", "", "same")]
    became = progress(twice, twice[:1])
    assert (became.standings, len(became.cleared)) == ((Standing.STILL_THERE,), 1)
    became = progress(twice[:1], twice)
    assert became.standings == (Standing.STILL_THERE, Standing.NEW)
    assert became.cleared == ()
