"""A virus scanner sees every file first, and a scanner that does not answer lets none pass."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.case import JobState
from models.errors import RefusalCode, Refused, SettingsError
from pipeline import antivirus
from pipeline.antivirus import ScannerUnavailable, scan
from pipeline.entries import NotReady
from pipeline.folder import run_folder
from pipeline.rows import RowState
from pipeline.service import Service
from pipeline.settings import Settings, load_settings
from pipeline.workshop import Workshop
from storage.store import Store
from tests.pipeline import quick

CLEAN = b"2024-03-04 The panel met."
BAD = b"2024-03-04 The panel met. WEEVIL-IN-THE-MINUTES"
ABSENT = Path("/nowhere/clamd.sock")


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The real scanner, with one signature of our own and streams of at most a megabyte; its socket."""
    program = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if program is None:
        pytest.skip("clamd is not installed (Debian: clamav-daemon)")
    top = tmp_path_factory.mktemp("c")
    (top / "db").mkdir()
    (top / "db" / "ours.ndb").write_text(f"Ours.Weevil:0:*:{b'WEEVIL-IN-THE-MINUTES'.hex()}\n")
    place = top / "s"
    (top / "conf").write_text(
        f"LocalSocket {place}\nDatabaseDirectory {top}/db\nForeground yes\nStreamMaxLength 1M\n"
        f"LogFile {top}/log\nTemporaryDirectory {top}\nUser root\n"
    )
    daemon = subprocess.Popen([program, "-c", str(top / "conf")], stdout=subprocess.DEVNULL)
    settings = load_settings(clamd=str(place))
    until = time.monotonic() + 60
    while antivirus.state(settings) != "answers":
        if daemon.poll() is not None or time.monotonic() > until:
            daemon.kill()
            pytest.skip(f"clamd did not start here: {(top / 'log').read_text()[-300:]}")
        time.sleep(0.1)
    yield place
    daemon.kill()
    daemon.wait()


def test_a_clean_file_passes_and_a_bad_one_is_refused(clamd: Path) -> None:
    settings = load_settings(clamd=str(clamd))
    scan(CLEAN, settings)
    with pytest.raises(Refused) as caught:
        scan(BAD, settings)
    assert caught.value.code is RefusalCode.INFECTED


def test_a_file_over_the_scanners_limit_is_not_clean(clamd: Path) -> None:
    with pytest.raises(ScannerUnavailable, match=r"larger|broke|too long|reset") as caught:
        scan(b"x" * 3_000_000, load_settings(clamd=str(clamd)))
    assert caught.value.code is RefusalCode.SCANNER


def test_a_bad_file_in_a_case_is_refused_and_stops_no_other(clamd: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.md").write_bytes(CLEAN)
    (folder / "bad.md").write_bytes(BAD)
    done = run_folder(
        folder, tmp_path / "out", settings=load_settings(clamd=str(clamd)), policy="third-party"
    )
    states = {row.file: (row.state, row.code) for row in done.rows}
    assert states["bad.md"] == (RowState.REFUSED, "infected")
    assert states["good.md"][0] is RowState.QUARANTINED  # for its marking: it was read
    assert states["good.md"][1] == ""


def reopened(settings: Settings, **changed: object) -> Settings:
    return settings.model_copy(update=changed)


def worker(settings: Settings) -> Workshop:
    return Workshop(
        Store.open(settings.database, settings.store, settings.keys), quick.QuickReader(), settings, "t"
    )


@pytest.mark.usefixtures("workshop")
def test_nothing_but_the_hash_is_kept_of_a_bad_file(
    clamd: Path, settings: Settings, service: Service
) -> None:
    job = service.accept(BAD, "bad.txt", "case", "alice")
    worker(reopened(settings, clamd=str(clamd))).do_next()
    ended = service.job(job.job_id)
    assert (ended.state, ended.remedy != "") == (JobState.REFUSED, True)
    entry = service.document(job.document_id, "alice")
    assert (entry.filename, len(entry.sha256)) == ("", 64)
    with pytest.raises(Exception, match="not kept"):
        service.original(job.document_id, "alice")
    assert any(r.detail.get("code") == "infected" for r in service.trail())


@pytest.mark.usefixtures("workshop")
def test_without_the_scanner_a_file_is_quarantined_unread_and_can_be_tried_again(
    clamd: Path, settings: Settings, service: Service
) -> None:
    job = service.accept(CLEAN, "a.txt", "case", "alice")
    blind = worker(reopened(settings, clamd=str(ABSENT), attempts=2))
    while blind.do_next():
        pass
    ended = service.job(job.job_id)
    assert ended.state is JobState.QUARANTINED
    assert "virus scanner is unavailable" in ended.reason
    with pytest.raises(NotReady):
        service.content(job.document_id, "alice")
    service.retry(job.job_id, "alice")
    worker(reopened(settings, clamd=str(clamd))).do_next()
    assert service.job(job.job_id).state is JobState.READY


@pytest.mark.parametrize("answer", [b"", b"stream: OK", b"ERROR\x00", b"something else: OK\x00"])
def test_only_the_answer_to_the_whole_stream_counts(answer: bytes, tmp_path: Path) -> None:
    """A scanner that breaks off, says half an answer, or answers another question."""
    place = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        listening.listen()

        def serve() -> None:
            line, _ = listening.accept()
            with line:
                line.recv(1000)
                line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(ScannerUnavailable):
            scan(CLEAN, load_settings(clamd=str(place), clamd_seconds=5))
        thread.join()


def test_an_unreachable_scanner_and_a_strange_address_are_told_apart() -> None:
    assert antivirus.state(load_settings()) == antivirus.NOT_CONFIGURED
    assert antivirus.state(load_settings(clamd=str(ABSENT))) == "does not answer"
    assert antivirus.state(load_settings(clamd="127.0.0.1:1")) == "does not answer"
    with pytest.raises(SettingsError, match="COUNTERSIGN_CLAMD"):
        scan(CLEAN, load_settings(clamd="somewhere"))
    scan(BAD, load_settings())
