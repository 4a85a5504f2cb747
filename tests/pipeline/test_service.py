from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.case import JobState
from models.errors import CountersignError, RefusalCode, Refused
from models.marking import ProtectiveMarking, Tier
from pipeline.entries import NotReady, plain_name
from pipeline.service import Accepted, Busy, Service
from pipeline.settings import Settings, load_settings
from pipeline.workshop import Workshop
from storage.archive import NoSuchDocument
from storage.jobs import Priority
from tests.pipeline.quick import SENSITIVE

MINUTES = "2024-03-12 minutes of Ann with one fault here"


def take(service: Service, words: str = MINUTES, case: str = "C-1", **more: object) -> Accepted:
    return service.accept(words.encode(), "minutes.txt", case, "u1", **more)  # type: ignore[arg-type]


def finish(workshop: Workshop) -> None:
    while workshop.do_next():
        pass


def events(service: Service) -> list[str]:
    return [r.event for r in service.trail(most=1000)]


def test_an_accepted_document_becomes_ready_with_its_findings(service: Service, workshop: Workshop) -> None:
    taken = take(service)
    assert service.job(taken.job_id).state is JobState.QUEUED
    finish(workshop)
    assert service.job(taken.job_id).state is JobState.READY
    entry = service.document(taken.document_id, "u1")
    assert (entry.filename, entry.case, entry.held) == ("minutes.txt", "C-1", date(2024, 3, 12))
    assert (entry.state, entry.findings["high"], entry.people) == (JobState.READY, 1, 1)
    assert [f.quote for f in service.findings(taken.document_id, "u1")] == ["fault here"]
    assert service.original(taken.document_id, "u1") == ("minutes.txt", MINUTES.encode())
    assert service.content(taken.document_id, "u1").document.text == MINUTES + "\n"
    assert service.verify().sound


def test_whoever_reads_content_is_in_the_audit_trail(service: Service, workshop: Workshop) -> None:
    id = take(service).document_id
    finish(workshop)
    before = len(events(service))
    service.document(id, "reader-7")
    service.findings(id, "reader-7")
    service.content(id, "reader-7")
    service.original(id, "reader-7")
    service.documents(actor="reader-7")
    service.cases("reader-7")
    read = service.trail(after=before)
    assert [(r.event, r.actor, r.detail["what"]) for r in read] == [
        ("sensitive_read", "reader-7", what)
        for what in ("entry", "findings", "content", "original", "list", "cases")
    ]


def test_without_an_account_nothing_is_given_out(service: Service, workshop: Workshop) -> None:
    id = take(service).document_id
    finish(workshop)
    with pytest.raises(ValueError, match="actor"):
        service.original(id, "Ann Archer")


def test_an_unmarked_document_is_quarantined_until_somebody_settles_it(
    service: Service, workshop: Workshop
) -> None:
    id = take(service, "unmarked minutes of Ann").document_id
    finish(workshop)
    assert service.document(id, "u1").state is JobState.QUARANTINED
    with pytest.raises(CountersignError, match="marking is not settled"):
        service.make_copy(id, "third-party", "u1")
    with pytest.raises(CountersignError, match="lower marking"):
        service.settle(id, ProtectiveMarking(Tier.OFFICIAL), "it is old", "u2")
    with pytest.raises(CountersignError, match="highest that may be held"):
        service.settle(id, ProtectiveMarking(Tier.SECRET), "it is grave", "u2")
    with pytest.raises(CountersignError, match="reason"):
        service.settle(id, SENSITIVE, " ", "u2")
    assert service.settle(id, SENSITIVE, "Ann asked the originator", "u2").state is JobState.READY
    settled = service.content(id, "u1")
    assert not settled.quarantined
    assert settled.marking.reasons[-1].why == "Ann asked the originator"
    assert events(service).count("marking_settled") == 1
    with pytest.raises(NotReady):
        service.settle(id, SENSITIVE, "again", "u2")


def test_nothing_is_kept_of_a_document_above_the_ceiling(
    service: Service, workshop: Workshop, settings: Settings
) -> None:
    taken = take(service, "SECRET minutes of Ann")
    finish(workshop)
    job = service.job(taken.job_id)
    assert (job.state, job.reason) == (JobState.REFUSED, "It is above the ceiling.")
    assert [p for p in (settings.folder / "originals").rglob("*") if p.is_file()] == []
    with pytest.raises(NoSuchDocument):
        service.original(taken.document_id, "u1")
    with pytest.raises(NotReady, match="not kept"):
        service.retry(taken.job_id, "u1")
    assert service.document(taken.document_id, "u1").filename == ""
    assert service.verify().sound


def test_a_refused_file_says_why_and_can_be_tried_again(service: Service, workshop: Workshop) -> None:
    taken = take(service, "damaged")
    finish(workshop)
    job = service.job(taken.job_id)
    assert (job.state, job.reason, job.remedy) == (JobState.REFUSED, "The file is damaged.", "Send it again.")
    assert service.retry(taken.job_id, "u1").state is JobState.QUEUED
    finish(workshop)
    assert service.job(taken.job_id).state is JobState.REFUSED


def test_a_fault_of_our_own_is_tried_as_often_as_allowed_and_then_stands_in_plain_sight(
    service: Service, workshop: Workshop
) -> None:
    taken, other = take(service, "breaks on Ann"), take(service)
    finish(workshop)
    job = service.job(taken.job_id)
    assert (job.state, job.attempts) == (JobState.FAILED, 3)
    assert "ZeroDivisionError" in job.reason
    assert "Ann" not in job.reason
    assert [j.id for j in service.jobs(JobState.FAILED)] == [taken.job_id]
    assert service.job(other.job_id).state is JobState.READY
    with pytest.raises(NotReady):
        service.findings(taken.document_id, "u1")


def test_a_retry_goes_on_from_the_stage_that_failed(
    service: Service, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = take(service, "breaks on Ann")
    finish(workshop)
    from pipeline import stages
    from tests.pipeline.quick import QuickReader, check

    def read_again(self: QuickReader, data: bytes, filename: str) -> object:
        raise AssertionError("it was read already")

    monkeypatch.setattr(QuickReader, "read", read_again)
    monkeypatch.setattr(stages, "check", lambda d, h, s: check(d, h, s) if False else quick_report())
    service.retry(taken.job_id, "u1")
    finish(workshop)
    assert service.job(taken.job_id).state is JobState.READY


def quick_report() -> object:
    from models.finding import CheckReport

    return CheckReport()


def test_a_cancelled_job_ends_and_can_be_taken_up_again(service: Service, workshop: Workshop) -> None:
    taken = take(service)
    assert service.cancel(taken.job_id, "u1").state is JobState.CANCELLED
    assert not workshop.do_next()
    service.retry(taken.job_id, "u1")
    finish(workshop)
    assert service.job(taken.job_id).state is JobState.READY


def test_past_the_limit_the_answer_is_busy_and_nothing_is_kept(tmp_path: Path) -> None:
    settings = load_settings(folder=tmp_path, max_waiting_jobs=2)
    with Service.open(settings) as service:
        take(service), take(service)
        with pytest.raises(Busy, match="2 documents are waiting"):
            take(service)
        assert len(service.documents(actor="u1")) == 2
        assert len([p for p in (tmp_path / "originals").rglob("*") if p.is_file()]) == 2


@pytest.mark.parametrize(
    ("data", "code"), [(b"", RefusalCode.EMPTY), (b"x" * (2**20 + 1), RefusalCode.OVER_LIMIT)]
)
def test_a_file_of_an_impossible_size_is_refused_at_the_door(
    tmp_path: Path, data: bytes, code: RefusalCode
) -> None:
    with Service.open(load_settings(folder=tmp_path, max_file_mb=1)) as service:
        with pytest.raises(Refused) as caught:
            service.accept(data, "minutes.txt", "C-1", "u1")
        assert caught.value.code is code
        assert service.jobs() == []


def test_a_document_without_a_case_is_not_taken(service: Service) -> None:
    with pytest.raises(CountersignError, match="no case"):
        take(service, case="  ")


def test_where_the_row_cannot_be_written_no_bytes_stay(service: Service, settings: Settings) -> None:
    with pytest.raises(ValueError, match="actor"):
        service.accept(b"minutes", "m.txt", "C-1", "Not An Id")
    assert [p for p in (settings.folder / "originals").rglob("*") if p.is_file()] == []
    assert service.documents(actor="u1") == []


def test_the_same_file_twice_is_taken_and_linked(service: Service) -> None:
    first, second = take(service), take(service)
    assert (first.duplicate_of, second.duplicate_of) == (None, first.document_id)


def test_a_new_version_takes_the_place_of_the_old(service: Service, workshop: Workshop) -> None:
    first = take(service)
    second = take(service, MINUTES + " mended", supersedes=first.document_id)
    assert second.version == 2
    finish(workshop)
    assert service.document(first.document_id, "u1").superseded_by == second.document_id
    assert service.document(second.document_id, "u1").series == first.document_id


def test_a_version_that_is_not_taken_in_gives_its_place_back(service: Service, workshop: Workshop) -> None:
    first = take(service)
    bad = take(service, "damaged", supersedes=first.document_id)
    with pytest.raises(CountersignError, match="newer version"):
        take(service, MINUTES + " meanwhile", supersedes=first.document_id)
    finish(workshop)
    assert service.document(bad.document_id, "u1").state is JobState.REFUSED
    assert service.document(first.document_id, "u1").superseded_by is None
    third = take(service, MINUTES + " mended", supersedes=first.document_id)
    assert third.version == 3
    assert service.document(first.document_id, "u1").superseded_by == third.document_id


def test_a_version_that_is_cancelled_and_tried_again_takes_its_place_again(
    service: Service, workshop: Workshop
) -> None:
    first = take(service)
    finish(workshop)
    second = take(service, MINUTES + " mended", supersedes=first.document_id)
    service.cancel(second.job_id, "u1")
    assert service.document(first.document_id, "u1").superseded_by is None
    service.retry(second.job_id, "u1")
    assert service.document(first.document_id, "u1").superseded_by == second.document_id


def compared_with(service: Service, id: str) -> list[str]:
    return [e.quote for f in service.findings(id, "u1") for e in f.earlier]


def test_a_document_is_checked_against_earlier_ones_of_its_case_alone(
    service: Service, workshop: Workshop
) -> None:
    take(service, "2024-01-10 a fault here")
    take(service, "2024-02-10 a fault here", case="C-2")
    id = take(service, "2024-03-10 a fault here").document_id
    finish(workshop)
    assert compared_with(service, id) == ["2"]


def test_an_earlier_document_that_comes_late_has_the_later_one_checked_again(
    service: Service, workshop: Workshop
) -> None:
    id = take(service, "2024-03-10 a fault here").document_id
    finish(workshop)
    assert compared_with(service, id) == []
    take(service, "2024-01-10 minutes")
    finish(workshop)
    assert compared_with(service, id) == ["2"]
    assert service.document(id, "u1").state is JobState.READY


def test_a_document_that_was_compared_before_an_earlier_one_was_ready_is_checked_again(
    service: Service, workshop: Workshop
) -> None:
    """Whatever the order in which two workers finish, the later document has seen the earlier one."""
    late = take(service, "2024-03-10 a fault here", priority=Priority.WAITING)
    take(service, "2024-01-10 minutes", priority=Priority.BULK)
    finish(workshop)
    assert compared_with(service, late.document_id) == ["2"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("minutes.docx", "minutes.docx"),
        ("C:\\cases\\minutes.docx", "minutes.docx"),
        ("../../etc/passwd", "passwd"),
        ("line\nbreak\x00.docx", "linebreak.docx"),
        ("", "unnamed"),
        ("\u0645\u062d\u0636\u0631.docx", "\u0645\u062d\u0636\u0631.docx"),
        ("x" * 300 + ".docx", "x" * 250 + ".docx"),
    ],
)
def test_a_file_name_is_kept_without_folders_and_control_characters(sent: str, kept: str) -> None:
    assert plain_name(sent) == kept


def test_settings_survive_a_restart(settings: Settings, service: Service, workshop: Workshop) -> None:
    id = take(service).document_id
    finish(workshop)
    service.close()
    with Service.open(settings) as again:
        assert again.original(id, "u1")[1] == MINUTES.encode()
        assert again.verify().sound
