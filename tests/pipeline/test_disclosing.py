"""A disclosure from the request to the file that goes out."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import pytest
from sqlalchemy import select

from models.errors import CountersignError, SettingsError, VerificationFailed
from models.people import EntityType
from models.review import ActKind, DisclosureRequest, DisclosureState, FoundBy
from models.summary import Summary, SummaryLine, SummaryPart
from models.text import Span
from pipeline.disclosing import FourEyes, NotNow, Step
from pipeline.entries import NotReady
from pipeline.service import Service
from pipeline.settings import Settings
from pipeline.workshop import Workshop
from storage.disclosures import DisclosureRow, NoSuchDisclosure
from storage.store import Store

FIRST = "2024-03-12 minutes of Ann. Ann was told by quillfeather that the plan stands. Ann agreed."
SECOND = "2024-03-12 corrected minutes of Ann. Ann was told by quillfeather that the plan stands. Ann agreed."
REQUEST = DisclosureRequest("Ms Marchbanks", "DPA 2018 s.45", "Complaint 12", "The Ombudsman")


def taken(service: Service, workshop: Workshop, words: str = FIRST, supersedes: str | None = None) -> str:
    id = service.accept(words.encode(), "minutes.txt", "C-1", "u1", supersedes=supersedes).document_id
    while workshop.do_next():
        pass
    return id


def opened(service: Service, id: str, actor: str = "officer-1") -> str:
    return service.officers.open(id, "third-party", REQUEST, actor).id


def place(service: Service, id: str, words: str) -> Span:
    text = service.officers.desk(id, "officer-1").document.text
    return Span(text.index(words), text.index(words) + len(words))


def add(service: Service, id: str, words: str = "quillfeather", actor: str = "officer-1") -> None:
    spans = service.officers.search(id, words, FoundBy.EXACT, actor)
    step = Step(ActKind.ADD, spans, type=EntityType.PERSON, found_by=FoundBy.EXACT)
    service.officers.act(id, step, actor)


def copy_text(data: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)


def approved(service: Service, workshop: Workshop) -> str:
    id = opened(service, taken(service, workshop))
    add(service, id)
    service.officers.submit(id, "officer-1")
    service.approvers.approve(id, "chair-1")
    return id


def test_from_the_request_to_the_file_in_the_recipient_s_hands(service: Service, workshop: Workshop) -> None:
    id = opened(service, taken(service, workshop))
    assert "quillfeather" in copy_text(service.officers.preview(id, "officer-1")[0].copy)
    add(service, id)
    assert service.officers.submit(id, "officer-1").state is DisclosureState.SUBMITTED
    assert service.approvers.approve(id, "chair-1", "Agreed.").files == ("copy",)
    overview, secret = service.counter.release(id, 14, "officer-1")
    assert overview.state is DisclosureState.RELEASED
    assert overview.expires is not None
    assert timedelta(days=13) < overview.expires - datetime.now(UTC) < timedelta(days=15)
    words = copy_text(service.counter.received(secret, "copy"))
    assert "quillfeather" not in words
    assert "Ann" not in words
    assert "was told by [PERSON" in words
    assert service.counter.behind_link(secret).request == REQUEST
    assert service.officers.desk(id, "officer-1").overview.downloads == 1
    assert service.verify().sound


def test_whoever_had_a_hand_in_it_cannot_approve_it(service: Service, workshop: Workshop) -> None:
    id = opened(service, taken(service, workshop), "officer-1")
    add(service, id, actor="officer-2")
    service.officers.submit(id, "officer-3")
    for actor in ("officer-1", "officer-2", "officer-3"):
        with pytest.raises(FourEyes):
            service.approvers.approve(id, actor)
    assert service.approvers.approve(id, "chair-1").decided_by == "chair-1"


def test_it_comes_back_with_remarks_and_goes_again(service: Service, workshop: Workshop) -> None:
    id = opened(service, taken(service, workshop))
    service.officers.submit(id, "officer-1")
    with pytest.raises(NotNow, match="remark"):
        service.approvers.send_back(id, "  ", "chair-1")
    service.approvers.send_back(id, "Quillfeather is a neighbour: out.", "chair-1")
    desk = service.officers.desk(id, "officer-1")
    assert (desk.overview.state, desk.remarks[0].text) == (
        DisclosureState.RETURNED,
        "Quillfeather is a neighbour: out.",
    )
    add(service, id)
    service.officers.submit(id, "officer-1")
    assert service.approvers.approve(id, "chair-1").state is DisclosureState.APPROVED


def test_nothing_can_be_changed_while_it_is_with_the_approver_or_after(
    service: Service, workshop: Workshop
) -> None:
    id = opened(service, taken(service, workshop))
    span = place(service, id, "Ann")
    service.officers.submit(id, "officer-1")
    for attempt in (
        lambda: service.officers.act(id, Step(ActKind.KEEP, (span,)), "officer-1"),
        lambda: service.officers.undo(id, 1, "officer-1"),
        lambda: service.officers.draft_summary(id, "officer-1"),
        lambda: service.officers.submit(id, "officer-1"),
        lambda: service.counter.release(id, 7, "officer-1"),
        lambda: service.counter.file(id, "copy", "officer-1"),
    ):
        with pytest.raises(NotNow):
            attempt()


def test_an_act_is_undone_and_redone_and_the_record_keeps_it(service: Service, workshop: Workshop) -> None:
    id = opened(service, taken(service, workshop))
    add(service, id)
    service.officers.undo(id, 1, "officer-1")
    assert "quillfeather" in copy_text(service.officers.preview(id, "officer-1")[0].copy)
    assert [(a.kind, undone) for a, undone in service.officers.desk(id, "officer-1").record] == [
        (ActKind.ADD, True)
    ]
    service.officers.undo(id, 1, "officer-1", again=True)
    assert "quillfeather" not in copy_text(service.officers.preview(id, "officer-1")[0].copy)
    with pytest.raises(NotNow):
        service.officers.undo(id, 9, "officer-1")


def test_a_conflict_stops_the_submission_and_says_what_to_do(service: Service, workshop: Workshop) -> None:
    id = opened(service, taken(service, workshop))
    service.officers.act(id, Step(ActKind.KEEP, (place(service, id, "Ann"),)), "officer-1")
    assert len(service.officers.desk(id, "officer-1").reviewed.conflicts) == 1
    with pytest.raises(NotNow, match="kept cannot be"):
        service.officers.submit(id, "officer-1")
    service.officers.act(id, Step(ActKind.KEEP, (place(service, id, "Ann"),), everywhere=True), "officer-1")
    assert service.officers.submit(id, "officer-1").state is DisclosureState.SUBMITTED


def test_what_was_decided_is_proposed_for_the_next_version(service: Service, workshop: Workshop) -> None:
    first = taken(service, workshop)
    id = opened(service, first)
    add(service, id)
    service.officers.act(
        id, Step(ActKind.KEEP, (place(service, id, "Ann"),), everywhere=True, reason="Dead."), "officer-1"
    )
    second = taken(service, workshop, SECOND, supersedes=first)
    with pytest.raises(NotReady, match="newer version"):
        opened(service, first)
    again = opened(service, second, "officer-2")
    desk = service.officers.desk(again, "officer-2")
    assert [a.kind for a in desk.proposals] == [ActKind.ADD, ActKind.KEEP]
    words = copy_text(service.officers.preview(again, "officer-2")[0].copy)
    assert "quillfeather" not in words, "a proposed removal holds at once"
    assert "Ann" not in words, "a proposed keeping waits for an officer"
    service.officers.confirm(again, 2, "officer-2")
    assert "Ann agreed" in copy_text(service.officers.preview(again, "officer-2")[0].copy)
    with pytest.raises(NotNow):
        service.officers.confirm(again, 2, "officer-2")


def test_the_summary_is_drafted_changed_refused_where_it_tells_and_released(
    service: Service, workshop: Workshop
) -> None:
    id = opened(service, taken(service, workshop))
    add(service, id)
    service.officers.draft_summary(id, "officer-1")
    telling = Summary((SummaryPart("risk", "Risk", (SummaryLine("Quillfeather lives next door."),)),))
    assert service.officers.keep_summary(id, telling, "officer-1") == (("risk", 0),)
    with pytest.raises(VerificationFailed, match="“Risk”, line 1"):
        service.officers.submit(id, "officer-1")
    plain = Summary((SummaryPart("risk", "Risk", (SummaryLine("The risk is managed."),)),))
    assert service.officers.keep_summary(id, plain, "officer-1") == ()
    service.officers.submit(id, "officer-1")
    assert service.approvers.approve(id, "chair-1").files == ("copy", "summary")
    assert "The risk is managed." in copy_text(service.counter.file(id, "summary", "chair-1"))


def test_a_release_ends_on_its_day_and_when_it_is_revoked(service: Service, workshop: Workshop) -> None:
    id = approved(service, workshop)
    _, first = service.counter.release(id, 3, "officer-1")
    _, second = service.counter.release(id, 3, "officer-1")
    with pytest.raises(NotNow, match="nothing here"):
        service.counter.received(first, "copy")
    assert service.counter.received(second, "copy")
    with service._store.writing() as (session, _):
        row = session.scalars(select(DisclosureRow)).one()
        row.expires = datetime.now(UTC) - timedelta(seconds=1)
    with pytest.raises(NotNow, match="nothing here"):
        service.counter.received(second, "copy")
    _, third = service.counter.release(id, 3, "officer-1")
    service.counter.revoke(id, "chair-1")
    for secret in (third, "", "guess"):
        with pytest.raises(NotNow, match="nothing here"):
            service.counter.behind_link(secret)
    with pytest.raises(NotNow):
        service.counter.file(id, "copy", "officer-1")


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_release_lasts_a_sensible_time(service: Service, workshop: Workshop, days: int) -> None:
    with pytest.raises(NotNow, match="days"):
        service.counter.release(approved(service, workshop), days, "officer-1")


def test_bad_steps_are_refused_with_the_remedy(service: Service, workshop: Workshop) -> None:
    id = opened(service, taken(service, workshop))
    span = place(service, id, "Ann")
    for step in (
        Step(ActKind.ADD, (span,)),
        Step(ActKind.ROLE, (span,)),
        Step(ActKind.JOIN, (span,)),
        Step(ActKind.KEEP, ()),
        Step(ActKind.KEEP, (Span(0, 10_000),)),
        Step(ActKind.KEEP, (span,), reason="x" * 3000),
    ):
        with pytest.raises(NotNow) as caught:
            service.officers.act(id, step, "officer-1")
        assert caught.value.remedy
    assert service.officers.desk(id, "officer-1").record == ()


def test_a_request_says_who_asks_on_what_basis_for_what_and_for_whom(
    service: Service, workshop: Workshop
) -> None:
    document = taken(service, workshop)
    for missing in range(4):
        answers = ["a", "b", "c", "d"]
        answers[missing] = " "
        with pytest.raises(CountersignError, match="missing"):
            service.officers.open(document, "third-party", DisclosureRequest(*answers), "officer-1")
    with pytest.raises(SettingsError, match="no disclosure policy"):
        service.officers.open(document, "nonesuch", REQUEST, "officer-1")
    assert service.officers.listed("officer-1") == []


def test_a_document_in_quarantine_is_not_disclosed(service: Service, workshop: Workshop) -> None:
    document = taken(service, workshop, "unmarked minutes of Ann")
    with pytest.raises(CountersignError, match="marking is not settled"):
        opened(service, document)


def test_every_step_is_on_record_and_no_word_of_it(service: Service, workshop: Workshop) -> None:
    before = len(service.trail(most=1000))
    id = approved(service, workshop)
    _, secret = service.counter.release(id, 3, "officer-1")
    service.counter.received(secret, "copy")
    trail = service.trail(after=before, most=1000)
    steps = [r.detail.get("to", r.event) for r in trail if r.event.startswith("disclosure")]
    assert steps == [
        "disclosure_opened", "disclosure_act", "submitted", "approved", "released", "disclosure_fetched",
    ]  # fmt: skip
    assert next(r for r in trail if r.event == "disclosure_fetched").actor == "recipient"
    told = " ".join(str(r) for r in trail)
    assert not any(word in told for word in ("quillfeather", "Ann ", "Marchbanks", "Ombudsman", secret))


def test_no_word_of_a_disclosure_lies_in_the_clear(
    service: Service, workshop: Workshop, settings: Settings
) -> None:
    id = approved(service, workshop)
    _, secret = service.counter.release(id, 3, "officer-1")
    service.close()
    held = b"".join(p.read_bytes() for p in Path(settings.folder).rglob("*") if p.is_file())
    for word in ("quillfeather", "Marchbanks", "Ombudsman", "Complaint 12", secret):
        assert word.encode() not in held


def test_a_destroyed_document_takes_its_disclosures_along(
    service: Service, workshop: Workshop, settings: Settings
) -> None:
    id = approved(service, workshop)
    store = Store.open(settings.database, settings.store, settings.keys)
    with store.writing() as (_, archive):
        row = archive.disclosures.row(id)
        names = archive.destroy(archive.row(row.document_id))
        assert any("disclosure" in name for name in names)
    with store.reading() as (_, archive), pytest.raises(NoSuchDisclosure):
        archive.disclosures.request(archive.disclosures.row(id))
    store.close()


def test_withdrawn_is_withdrawn(service: Service, workshop: Workshop) -> None:
    id = opened(service, taken(service, workshop))
    assert service.officers.withdraw(id, "officer-1").state is DisclosureState.WITHDRAWN
    with pytest.raises(NotNow):
        service.officers.submit(id, "officer-1")
    with pytest.raises(NoSuchDisclosure):
        service.officers.desk("nonesuch", "officer-1")
