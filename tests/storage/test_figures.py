from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from models.answer import AnswerKind
from models.case import JobState
from models.finding import Finding, Severity, Source
from models.structure import Confidence
from storage.archive import Archive
from storage.figures import Counts
from storage.store import Store
from tests.storage.test_archive import add

MARCH, APRIL = date(2024, 3, 12), date(2024, 4, 9)


def finding(code: str, quote: str = "") -> Finding:
    source = (Source("Guidance"),)
    return Finding(code, Severity.HIGH, Confidence.HIGH, "A fault", "Wrong.", "Mend it.", source, quote=quote)


def minutes(
    store: Store,
    words: str,
    held: date | None = MARCH,
    codes: tuple[str, ...] = (),
    case: str = "C-1",
    supersedes: str | None = None,
    state: JobState = JobState.READY,
    kind: str = "minutes",
) -> str:
    id = add(store, words, case, held, supersedes, state)
    with store.writing() as (_, archive):
        row = archive.row(id)
        row.kind = kind
        row.outcome = "agreed" if state in (JobState.READY, JobState.QUARANTINED) else ""
        archive.keep_findings(row, [finding(code, str(n)) for n, code in enumerate(codes)])
    return id


def counts(archive: Archive) -> Counts:
    return Counts(archive.session, archive.visible())


def found(store: Store, **labels: str) -> dict[tuple[tuple[int, int] | None, str], int]:
    """How many minutes of each month have a fault of a code with that label."""
    given = {code.replace("_", "-"): label for code, label in labels.items()}
    counted: Counter[tuple[tuple[int, int] | None, str]] = Counter()
    with store.reading() as (_, archive):
        for meeting in counts(archive).meetings():
            month = (meeting.held.year, meeting.held.month) if meeting.held else None
            counted.update({(month, given[fault]) for fault in meeting.faults if fault in given})
    return dict(counted)


def held(store: Store) -> list[date | None]:
    with store.reading() as (_, archive):
        return [meeting.held for meeting in counts(archive).meetings()]


def test_minutes_with_a_finding_count_once_in_the_month_of_their_meeting(store: Store) -> None:
    minutes(store, "one", MARCH, ("ACT-01", "ACT-01", "DIS-01"))
    minutes(store, "two", MARCH, ("ACT-01",))
    minutes(store, "three", APRIL, ("DIS-01", "RSK-01"))
    minutes(store, "four", None, ("DIS-01",))
    assert found(store, ACT_01="ACT-01", DIS_01="DIS-01") == {
        ((2024, 3), "ACT-01"): 2,
        ((2024, 3), "DIS-01"): 1,
        ((2024, 4), "DIS-01"): 1,
        (None, "DIS-01"): 1,
    }
    assert found(store, ACT_01="any", DIS_01="any")[(2024, 3), "any"] == 2
    assert sorted(map(str, held(store))) == ["2024-03-12", "2024-03-12", "2024-04-09", "None"]


def test_what_is_no_minutes_or_was_not_checked_is_not_counted(store: Store) -> None:
    minutes(store, "referral", codes=("DIS-01",), kind="referral")
    minutes(store, "refused", state=JobState.REFUSED)
    minutes(store, "waiting", state=JobState.QUEUED)
    assert (held(store), found(store, DIS_01="x")) == ([], {})
    minutes(store, "quarantined", codes=("DIS-01",), state=JobState.QUARANTINED)
    assert (held(store), found(store, DIS_01="x")) == ([MARCH], {((2024, 3), "x"): 1})


def test_a_corrected_version_takes_the_place_of_the_one_before_once_it_was_checked(store: Store) -> None:
    first = minutes(store, "first", codes=("DIS-01",))
    second = minutes(store, "second", supersedes=first, state=JobState.REFUSED)
    assert (len(held(store)), found(store, DIS_01="x")) == (1, {((2024, 3), "x"): 1})
    minutes(store, "third", supersedes=second)
    assert (len(held(store)), found(store, DIS_01="x")) == (1, {})


def test_minutes_are_timed_from_when_their_first_version_came_in(store: Store) -> None:
    first = minutes(store, "first")
    with store.writing() as (_, archive):
        came = archive.row(first).received
    minutes(store, "second", supersedes=first)
    with store.reading() as (_, archive):
        [meeting] = counts(archive).meetings()
        assert (meeting.held, meeting.received) == (MARCH, came)


def test_the_same_file_sent_twice_into_a_case_is_one_meeting(store: Store) -> None:
    minutes(store, "same", codes=("DIS-01",))
    minutes(store, "same", codes=("DIS-01",))
    assert (len(held(store)), found(store, DIS_01="x")) == (1, {((2024, 3), "x"): 1})
    minutes(store, "same", codes=("DIS-01",), case="C-2")
    assert len(held(store)) == 2


def test_the_same_bytes_as_a_corrected_version_stay_counted(store: Store) -> None:
    first = minutes(store, "same")
    minutes(store, "same", supersedes=first)
    assert len(held(store)) == 1


def test_a_waived_finding_is_not_counted_and_an_acknowledged_one_is(store: Store) -> None:
    id = minutes(store, "one", codes=("DIS-01", "ACT-01"))
    for code, number, kind in (("DIS-01", 0, AnswerKind.WAIVED), ("ACT-01", 1, AnswerKind.ACKNOWLEDGED)):
        with store.writing() as (_, archive):
            key = finding(code, str(number)).key
            archive.answers.give(archive.row(id), key, code, kind, "Because.", "u1")
    assert found(store, DIS_01="DIS-01", ACT_01="ACT-01") == {((2024, 3), "ACT-01"): 1}


def test_one_of_two_findings_of_a_rule_waived_leaves_the_other_counted(store: Store) -> None:
    id = minutes(store, "one", codes=("DIS-01", "DIS-01"))
    with store.writing() as (_, archive):
        key = finding("DIS-01", "0").key
        archive.answers.give(archive.row(id), key, "DIS-01", AnswerKind.WAIVED, "Because.", "u1")
    assert found(store, DIS_01="x") == {((2024, 3), "x"): 1}


def test_a_fault_is_told_with_the_section_that_it_is_in(store: Store) -> None:
    id = minutes(store, "one")
    with store.writing() as (_, archive):
        stale = replace(finding("STL-01"), section="rmp")
        archive.keep_findings(archive.row(id), [stale, stale, finding("DIS-01")])
        assert archive.row(id).faults == "DIS-01 STL-01 STL-01@rmp"
    with store.reading() as (_, archive):
        [meeting] = counts(archive).meetings()
        assert meeting.faults == {"DIS-01", "STL-01", "STL-01@rmp"}
        assert meeting.area == "main"


def test_cases_are_told_with_their_documents_and_last_meeting_the_latest_first(store: Store) -> None:
    first = minutes(store, "a", MARCH, case="C-1")
    minutes(store, "b", MARCH, case="C-1", supersedes=first)
    minutes(store, "c", APRIL, case="C-1", kind="referral")
    minutes(store, "d", APRIL, case="C-2")
    minutes(store, "e", None, case="C-3")
    with store.reading() as (_, archive):
        told = counts(archive)
        listed = told.cases(None, 10, 0)
        shown = [(archive.case_reference(c.case_id), c.documents, c.last_meeting) for c in listed]
        assert shown == [("C-2", 1, APRIL), ("C-1", 2, MARCH), ("C-3", 1, None)]
        assert told.cases(None, 1, 1) == listed[1:2]
        assert told.cases([listed[2].case_id], 10, 0) == listed[2:]
        assert told.cases([], 10, 0) == []


def test_a_timeline_keeps_a_checked_version_beside_a_refused_correction(store: Store) -> None:
    first = minutes(store, "first")
    second = minutes(store, "second", supersedes=first, state=JobState.REFUSED)
    other = minutes(store, "other", APRIL)
    with store.reading() as (_, archive):
        case_id = archive.row(first).case_id
        rows = counts(archive).timeline(case_id, 10)
        assert {row.id for row in rows} == {first, second, other}
        assert [row.id for row in counts(archive).timeline(case_id, 1)] == [other]
