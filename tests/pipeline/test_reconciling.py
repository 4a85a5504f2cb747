"""Declared and assessed brought together before storage, through the real reader and the real marking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.case import JobState
from models.errors import CountersignError
from models.marking import MarkingOutcome, ProtectiveMarking, Tier
from pipeline import stages
from pipeline.service import Service
from pipeline.settings import Settings
from pipeline.worker import open_workshop
from tests.pipeline import quick

SENSITIVE, OFFICIAL = ProtectiveMarking(Tier.OFFICIAL, True), ProtectiveMarking(Tier.OFFICIAL)
CHILD = """{0}

Record of concern
Maya Invented, aged 7, told her teacher that she is afraid at home.
Date of birth 02/03/2017, of 9 Larch Close.

{0}
"""
ROOMS = """{0}

Room bookings from May
The large meeting room may be booked by every team. Chairs are to be put back.

{0}
"""
Send = Callable[[str], str]


@pytest.fixture
def send(settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[Send]:
    """Take a text in, through the locked-down child and the real marking; checks and people are quick."""
    for name in ("check", "detect"):
        monkeypatch.setattr(stages, name, getattr(quick, name))
    with open_workshop(settings) as workshop:

        def sent(words: str) -> str:
            taken = service.accept(words.encode(), "paper.txt", "C-1", "u1")
            while workshop.do_next():
                pass
            return taken.document_id

        yield sent


def test_what_is_under_marked_waits_until_it_is_settled_high_enough_and_with_a_reason(
    service: Service, send: Send
) -> None:
    id = send(CHILD.format("OFFICIAL"))
    entry = service.document(id, "u1")
    assert (entry.state, entry.outcome) == (JobState.QUARANTINED, MarkingOutcome.UNDER_MARKED)
    with pytest.raises(CountersignError, match="reason"):
        service.settle(id, SENSITIVE, "  ", "chair")
    with pytest.raises(CountersignError, match="lower marking cannot be settled"):
        service.settle(id, OFFICIAL, "It is only a draft", "chair")
    with pytest.raises(CountersignError):
        service.settle(id, ProtectiveMarking(Tier.SECRET), "To be safe", "chair")
    assert service.document(id, "u1").state is JobState.QUARANTINED
    settled = service.settle(id, SENSITIVE, "It names a child", "chair")
    assert (settled.state, settled.proposed) == (JobState.READY, "OFFICIAL-SENSITIVE")
    reasons = service.content(id, "u1").marking.reasons
    assert reasons[-1].why == "It names a child"
    told = [r for r in service.trail(most=999) if r.event == "marking_settled"]
    assert [(r.actor, r.detail["marking"]) for r in told] == [("chair", "OFFICIAL-SENSITIVE")]
    with pytest.raises(CountersignError, match="not in quarantine"):
        service.settle(id, SENSITIVE, "Once more", "chair")


def test_what_is_over_marked_is_kept_at_its_own_marking_with_advice(service: Service, send: Send) -> None:
    id = send(ROOMS.format("OFFICIAL-SENSITIVE"))
    entry = service.document(id, "u1")
    assert (entry.state, entry.outcome) == (JobState.READY, MarkingOutcome.OVER_MARKED)
    assert (entry.declared, entry.proposed) == ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE")


def test_what_is_above_the_ceiling_is_refused_and_no_byte_of_it_kept(
    service: Service, send: Send, settings: Settings
) -> None:
    id = send(CHILD.format("SECRET"))
    entry = service.document(id, "u1")
    assert (entry.state, entry.filename) == (JobState.REFUSED, "")
    with pytest.raises(CountersignError):
        service.original(id, "u1")
    originals = Path(settings.folder) / "originals"
    assert not [p for p in originals.rglob("*") if p.is_file()]
    job = service.jobs(document_id=id)[0]
    assert job.remedy
    assert "Maya" not in job.reason
    assert [r.detail["code"] for r in service.trail(most=999) if r.event == "upload_validation"] == [
        "above-ceiling"
    ]


def test_an_agreed_marking_needs_nobody(service: Service, send: Send) -> None:
    entry = service.document(send(CHILD.format("OFFICIAL-SENSITIVE")), "u1")
    assert (entry.state, entry.outcome) == (JobState.READY, MarkingOutcome.AGREED)
