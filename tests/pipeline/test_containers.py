"""An e-mail or archive sent to the service: one upload, and each file in it a document with its own end."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest import ReaderPool
from models.case import JobState
from models.errors import CountersignError
from pipeline import stages
from pipeline.entries import Entry
from pipeline.service import Service
from pipeline.settings import Settings
from pipeline.workshop import Workshop
from storage.jobs import Priority
from storage.store import Store
from tests.ingest.packages import docx, p
from tests.pipeline import quick
from tests.pipeline.quick_worker import quick_settings

PARCEL = b"parcel\n2024-03-12 minutes of Ann\nunmarked minutes\ndamaged"


def entries(service: Service) -> dict[str, Entry]:
    return {entry.filename: entry for entry in service.documents(actor="u1")}


def work(settings: Settings, reader: stages.Opener) -> None:
    store = Store.open(settings.database, settings.store, settings.keys)
    worker = Workshop(store, reader, settings, "t")
    while worker.do_next():
        pass
    store.close()


@pytest.mark.usefixtures("workshop")
def test_every_file_in_an_archive_ends_by_itself(settings: Settings, service: Service) -> None:
    sent = service.accept(PARCEL, "june.zip", "C-1", "u1", priority=Priority.BULK)
    assert len(service.jobs()) == 1
    work(settings, quick.QuickReader())
    found = entries(service)
    states = {name: entry.state.value for name, entry in found.items()}
    assert states == {
        "june.zip": "unpacked",
        "june.zip > 2024-03-12 m.txt": "ready",
        "june.zip > unmarked min.txt": "quarantined",
        "june.zip > damaged.txt": "refused",
    }
    parent = found["june.zip"]
    assert parent.parts == {"ready": 1, "quarantined": 1, "refused": 1}
    assert {entry.part_of for entry in found.values()} == {None, sent.document_id}
    assert len(service.documents(part_of=sent.document_id, actor="u1")) == 3
    assert service.job(sent.job_id).state is JobState.UNPACKED
    assert service.job(sent.job_id).reason.startswith("It was unpacked: 3 files")
    assert service.verify().sound


@pytest.mark.usefixtures("workshop")
def test_a_message_is_a_document_itself_beside_what_it_carries(settings: Settings, service: Service) -> None:
    service.accept(b"2024-03-12 Ann carries this\nminutes of Ben", "m.eml", "C-1", "u1")
    work(settings, quick.QuickReader())
    assert {n: e.state.value for n, e in entries(service).items()} == {
        "m.eml": "ready",
        "m.eml > minutes of B.txt": "ready",
    }


@pytest.mark.usefixtures("workshop")
@pytest.mark.parametrize("first", [b"parcel", b"2024-03-12 Ann carries"])
def test_a_file_above_the_ceiling_leaves_with_the_bytes_it_came_in(
    settings: Settings, service: Service, first: bytes
) -> None:
    sent = service.accept(first + b"\nSECRET minutes\n2024-03-12 minutes of Ben", "june.zip", "C-1", "u1")
    work(settings, quick.QuickReader())
    parts = {e.filename: e.state for e in service.documents(part_of=sent.document_id, actor="u1")}
    assert parts == {"": JobState.REFUSED, "june.zip > 2024-03-12 m.txt": JobState.READY}
    with pytest.raises(CountersignError, match="not kept"):
        service.original(sent.document_id, "u1")
    assert service.document(sent.document_id, "u1").state in (JobState.UNPACKED, JobState.READY)
    deleted = [r.detail for r in service.trail(most=1000) if r.event == "upload_delete"]
    assert deleted == [{"document": sent.document_id, "why": "holds-above-ceiling"}]
    assert service.verify().sound


@pytest.mark.usefixtures("workshop")
def test_nothing_is_taken_out_of_a_message_above_the_ceiling(settings: Settings, service: Service) -> None:
    service.accept(b"SECRET carries this\nminutes of Ben", "m.eml", "C-1", "u1")
    work(settings, quick.QuickReader())
    assert [entry.state for entry in service.documents(actor="u1")] == [JobState.REFUSED]


MESSAGE = b"2024-03-12 it carries\nminutes of Ann\nminutes of Ben\nmore"


@pytest.mark.parametrize(
    ("sent", "point"),
    [(PARCEL, "sealed"), (PARCEL, "taken"), (PARCEL, "committed"), (MESSAGE, "taken"), (MESSAGE, "check")],
)
def test_a_worker_killed_while_it_unpacks_makes_each_file_exactly_once(
    tmp_path: Path, point: str, sent: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mark", "check", "detect"):
        monkeypatch.setattr(stages, name, getattr(quick, name))
    settings = quick_settings(tmp_path)
    with Service.open(settings) as service:
        taken = service.accept(sent, "june.zip", "C-1", "u1")
        killed = subprocess.Popen([sys.executable, "-m", "tests.pipeline.quick_worker", str(tmp_path), point])
        assert killed.wait(120) == -9
        until = time.monotonic() + 60
        while not all(job.state.terminal for job in service.jobs()):
            assert time.monotonic() < until
            work(settings, quick.QuickReader())
            time.sleep(0.05)
        parts = service.documents(part_of=taken.document_id, actor="u1")
        assert len(parts) == 3
        assert len({entry.filename for entry in parts}) == 3
        assert len(service.jobs()) == 4
        assert service.verify().sound


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Ann Archer <ann@example.org>", "ben@example.org"
    message["Subject"] = "OFFICIAL-SENSITIVE: minutes"
    message["Date"] = "Tue, 04 Mar 2025 10:00:00 +0000"
    message.set_content("The minutes are attached.")
    words = docx(p("OFFICIAL-SENSITIVE") + p("MAPPA Level 2 meeting minutes") + p("OFFICIAL-SENSITIVE"))
    message.add_attachment(words, maintype="application", subtype="octet-stream", filename="june.docx")
    message.add_attachment(
        b"\x89PNG\r\n\x1a\n" + bytes(30), maintype="image", subtype="png", filename="map.png"
    )
    return message.as_bytes()


def test_real_files_go_through_the_locked_down_reader(settings: Settings, service: Service) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("post/mail.eml", mail())
        archive.writestr("../outside.docx", b"x")
    sent = service.accept(buffer.getvalue(), "post.zip", "C-1", "u1")
    with ReaderPool(limits=settings.limits) as reader:
        work(settings, reader)
    found = entries(service)
    codes = {name: entry.state.value for name, entry in found.items()}
    assert codes == {
        "post.zip": "unpacked",
        "post.zip > post > mail.eml": "ready",
        "post.zip > post > mail.eml > june.docx": "ready",
        "post.zip > post > mail.eml > map.png": "refused",
        "post.zip > .. > outside.docx": "refused",
    }
    outside = service.jobs(document_id=found["post.zip > .. > outside.docx"].id)[0]
    assert "outside the archive" in outside.reason
    assert "could not be taken out" in service.job(sent.job_id).reason
    assert found["post.zip > post > mail.eml"].declared == "OFFICIAL-SENSITIVE"
