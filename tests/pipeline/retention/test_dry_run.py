"""What the dry run says of each document, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.case import JobState
from models.errors import CountersignError, SettingsError
from pipeline.retention import Fate, Schedules, schedules
from pipeline.retention.judging import Paper, judge
from pipeline.retention.schedules import SHIPPED, Period, read_schedule
from pipeline.settings import load_settings
from tests.pipeline.retention.conftest import SCHEDULE, Office

TODAY = date(2024, 6, 1)


def fates(office: Office) -> dict[str, Fate]:
    return {s.judgement.document_id: s.judgement.fate for s in office.service.retention.standings("u1")}


def test_what_is_due_stands_first_with_its_reason_and_its_name(office: Office) -> None:
    kept = office.send("2020-03-12 minutes of a meeting", name="young.txt")
    due = office.send("2009-03-12 minutes of a meeting", name="old.txt")
    first, second = office.service.retention.standings("u1", today=TODAY)
    assert (first.judgement.document_id, first.filename, first.case) == (due, "old.txt", "C-1")
    assert first.judgement.fate is Fate.DUE
    assert first.judgement.why == "Papers: 10 years from the date of the meeting, 2009-03-12: 2019-03-12."
    assert (second.judgement.document_id, second.judgement.fate) == (kept, Fate.KEPT)
    assert second.judgement.due == date(2030, 3, 12)


def test_a_document_without_a_date_cannot_be_judged(office: Office) -> None:
    office.send("minutes of a meeting")
    [only] = office.service.retention.standings("u1")
    assert only.judgement.fate is Fate.UNJUDGED
    assert "No date of the meeting" in only.judgement.why


def test_a_date_that_is_too_early_to_be_true_destroys_nothing(office: Office) -> None:
    office.send("1924-03-12 minutes of a meeting")
    [only] = office.service.retention.standings("u1")
    assert only.judgement.fate is Fate.UNJUDGED
    assert "misread" in only.judgement.why


def test_a_file_that_was_never_read_is_told_so(office: Office) -> None:
    office.send("damaged")
    [only] = office.service.retention.standings("u1")
    assert only.judgement.fate is Fate.UNJUDGED
    assert only.judgement.why.startswith("Files that could not be read: the area has not set")


def test_a_hold_on_a_document_holds_it_and_no_other(office: Office) -> None:
    held, free = (office.send(f"2009-03-1{n} minutes") for n in (1, 2))
    office.service.retention.hold("u1", "A claim", soon(), document_id=held)
    assert fates(office) == {held: Fate.HELD, free: Fate.DUE}


def test_a_hold_on_a_case_holds_every_document_of_it(office: Office) -> None:
    one, two = (office.send(f"2009-03-1{n} minutes") for n in (1, 2))
    other = office.send("2009-03-13 minutes", case="C-2")
    hold = office.service.retention.hold("u1", "An inquest", soon(), case_ref="C-1")
    assert fates(office) == {one: Fate.HELD, two: Fate.HELD, other: Fate.DUE}
    office.service.retention.lift("u2", hold.id, "It is over")
    assert set(fates(office).values()) == {Fate.DUE}


def test_holds_say_why_by_whom_until_when_and_how_they_ended(office: Office) -> None:
    id = office.send("2009-03-11 minutes", name="march.txt")
    hold = office.service.retention.hold("u1", " A claim of Ann's ", soon(), document_id=id)
    office.service.retention.lift("u2", hold.id, "Settled")
    [kept] = office.service.retention.holds("u1", active=False)
    assert (kept.reason, kept.placed_by, kept.review, kept.filename) == (
        "A claim of Ann's",
        "u1",
        soon(),
        "march.txt",
    )
    assert (kept.lifting, kept.lifted_by) == ("Settled", "u2")
    assert office.service.retention.holds("u1") == []
    events = [r.event for r in office.service.trail(most=1000)]
    assert "hold_placed" in events
    assert "hold_lifted" in events


def test_a_hold_whose_review_has_passed_stands_and_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = office.send("2009-03-11 minutes")
    hold = office.service.retention.hold("u1", "A claim", soon(), document_id=id)
    with office.service._store.writing() as (_, archive):
        archive.retention.holds()[0].review = date(2020, 1, 1)
    assert office.service.retention.holds("u1")[0].overdue
    assert fates(office) == {id: Fate.HELD}
    assert hold.id


@pytest.mark.parametrize(("reason", "review"), [("", 30), ("  ", 30), ("A claim", 0), ("A claim", -5)])
def test_a_hold_needs_a_reason_and_a_review_to_come(office: Office, reason: str, review: int) -> None:
    id = office.send("2009-03-11 minutes")
    day = datetime.now(UTC).date() + timedelta(days=review)
    with pytest.raises(CountersignError):
        office.service.retention.hold("u1", reason, day, document_id=id)
    assert office.service.retention.holds("u1") == []


def test_files_of_one_parcel_go_together_or_not_at_all(office: Office) -> None:
    office.send("parcel\n2009-03-11 old minutes\n2020-03-11 young minutes")
    found = {s.filename: s.judgement for s in office.service.retention.standings("u1", today=TODAY)}
    assert len(found) == 3
    assert {j.fate for j in found.values()} == {Fate.KEPT}
    assert {j.due for j in found.values()} == {date(2030, 3, 11)}


def test_shipped_schedules_cover_every_kind_and_name_no_period_that_no_source_gives() -> None:
    shipped = schedules()
    assert all(s.keep is None and "No period is given" in s.source for s in shipped.all)
    from models.structure import DocumentKind

    assert all(shipped.of("", kind.value) for kind in DocumentKind)
    assert shipped.of("", "unread")


def test_without_an_areas_schedule_nothing_is_ever_due(office: Office) -> None:
    bare = load_settings(folder=office.settings.folder)
    office.send("2009-03-11 minutes")
    from pipeline.retention import RetentionBook

    [only] = RetentionBook(office.service._store, bare).standings("u1")
    assert only.judgement.fate is Fate.UNJUDGED
    assert "the area has not set how long" in only.judgement.why


def paper(**changes: object) -> Paper:
    plain: dict[str, object] = {
        "id": "d1",
        "case_id": "c1",
        "family": "d1",
        "state": JobState.READY.value,
        "form": "mappa-b-2012",
        "kind": "minutes",
        "held": date(2010, 2, 28),
        "received": date(2010, 3, 5),
        "on_hold": False,
        "disclosure_open": False,
        "disclosure_changed": None,
    }
    return Paper(**{**plain, **changes})  # type: ignore[arg-type]


def one(text: str, name: str = "minutes.toml") -> Schedules:
    return Schedules((read_schedule(name, text),))


MINUTES = SCHEDULE.format(title="Minutes", kinds='["minutes"]')


@pytest.mark.parametrize(
    ("clock", "ended", "due"),
    [
        ("meeting", None, date(2020, 2, 28)),
        ("received", None, date(2020, 3, 5)),
        ("last-of-case", None, date(2022, 7, 9)),
        ("case-end", date(2012, 2, 29), date(2022, 3, 1)),
        ("case-end", None, None),
    ],
)
def test_the_clock_starts_on_the_day_that_the_schedule_names(
    clock: str, ended: date | None, due: date | None
) -> None:
    known = one(MINUTES.replace('"meeting"', f'"{clock}"'))
    papers = [paper(), paper(id="d2", family="d2", received=date(2012, 7, 9), held=None)]
    ends = {"c1": ended} if ended else {}
    assert judge(papers, known, ends, TODAY)[0].due == due


def test_a_disclosure_keeps_its_document_for_its_own_time() -> None:
    known = one(MINUTES + 'disclosures = "6 years"\n')
    [kept] = judge([paper(disclosure_changed=date(2022, 1, 1))], known, {}, TODAY)
    assert (kept.fate, kept.due) == (Fate.KEPT, date(2028, 1, 1))
    [open_] = judge([paper(disclosure_open=True)], known, {}, TODAY)
    assert open_.fate is Fate.UNJUDGED


def test_a_schedule_for_a_form_goes_before_one_for_its_kind() -> None:
    special = MINUTES.replace('kinds = ["minutes"]', 'forms = ["mappa-b-*"]').replace("10", "40")
    known = Schedules((read_schedule("minutes.toml", MINUTES), read_schedule("special.toml", special)))
    assert judge([paper()], known, {}, TODAY)[0].due == date(2050, 2, 28)
    assert judge([paper(form="marac-minutes")], known, {}, TODAY)[0].due == date(2020, 2, 28)


def test_a_review_is_no_disposal_and_for_ever_is_never() -> None:
    review = one(MINUTES + 'then = "review"\n')
    assert judge([paper()], review, {}, TODAY)[0].fate is Fate.REVIEW
    ever = one(MINUTES.replace("10 years", "for ever"))
    assert judge([paper()], ever, {}, TODAY)[0].fate is Fate.KEPT


@pytest.mark.parametrize(
    ("period", "day", "over"),
    [
        (Period(10, "year"), date(2012, 2, 29), date(2022, 3, 1)),
        (Period(1, "month"), date(2024, 1, 31), date(2024, 3, 1)),
        (Period(18, "month"), date(2024, 12, 5), date(2026, 6, 5)),
        (Period(12, "month"), date(2023, 12, 31), date(2024, 12, 31)),
        (Period(90, "day"), date(2024, 12, 5), date(2025, 3, 5)),
    ],
)
def test_periods_run_by_the_calendar(period: Period, day: date, over: date) -> None:
    assert period.after(day) == over


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ('keep = "ten years"', "is no period"),
        ('clock = "moon"', "moon"),
        ('kinds = ["minuets"]', "no kind 'minuets'"),
        ("kinds = []", "neither"),
        ('source = ""', "source"),
        ("stray = 1", "stray"),
        ("= broken", "line"),
    ],
)
def test_a_schedule_that_cannot_be_used_is_told_by_file_and_fault(
    tmp_path: Path, fault: str, told: str
) -> None:
    key = fault.split(" =")[0]
    lines = [line for line in MINUTES.splitlines() if not line.startswith(f"{key} =")]
    (tmp_path / "ours.toml").write_text("\n".join([*lines, fault]))
    with pytest.raises(SettingsError, match=r"ours\.toml") as caught:
        schedules(tmp_path)
    assert told in caught.value.message


def test_two_schedules_for_one_kind_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(MINUTES)
    with pytest.raises(SettingsError, match=r"minutes is in minutes\.toml already"):
        schedules(tmp_path)
    assert (SHIPPED / "minutes.toml").exists()


def soon() -> date:
    return datetime.now(UTC).date() + timedelta(days=90)
