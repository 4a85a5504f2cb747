"""A back-up is worth what comes back out of it: these tests restore, or are refused and leave nothing."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.case import JobState
from models.errors import CountersignError, RefusalCode, Refused, SettingsError
from pipeline import backup
from pipeline.backup import back_up
from pipeline.restoring import restore
from pipeline.service import Service
from pipeline.settings import Settings, load_settings
from pipeline.workshop import Workshop
from storage.accounts import AccountRole, Accounts, SessionRow
from storage.keys import FileKeys
from storage.store import Store
from tests.pipeline import quick
from tests.pipeline.test_service import finish, take

WORDS = [f"2024-03-{day:02} minutes of Ann with one fault here" for day in range(1, 29)]


@pytest.fixture
def fresh(tmp_path: Path, settings: Settings, service: Service) -> Settings:
    """Another installation, to which the key file alone has been copied."""
    made = load_settings(folder=tmp_path / "fresh")
    made.keys.parent.mkdir(parents=True)
    shutil.copy(settings.keys, made.keys)
    return made


@pytest.fixture
def whole(tmp_path: Path, settings: Settings, service: Service, workshop: Workshop) -> Path:
    """A back-up of four documents."""
    for words in WORDS[:4]:
        take(service, words)
    finish(workshop)
    back_up(settings, tmp_path / "whole.tar")
    return tmp_path / "whole.tar"


def holds(settings: Settings) -> list[str]:
    """Everything in the installation's folder."""
    return sorted(path.relative_to(settings.folder).as_posix() for path in settings.folder.rglob("*"))


def refused(settings: Settings, file: Path) -> RefusalCode:
    """Restoring is refused, and nothing but the key file is there afterwards."""
    with pytest.raises(Refused) as fault:
        restore(settings, file)
    assert fault.value.remedy
    assert holds(settings) == ["keys", "keys/countersign.keys"]
    return fault.value.code


def members(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as tar:
        return {name: tar.extractfile(name).read() for name in tar.getnames()}  # type: ignore[union-attr]


def test_everything_opens_in_the_restored_installation(
    whole: Path, service: Service, fresh: Settings
) -> None:
    done = restore(fresh, whole)
    assert done.soundness.sound
    with Service.open(fresh) as restored:
        assert [e.id for e in restored.documents(actor="u1")] == [e.id for e in service.documents(actor="u1")]
        for entry in restored.documents(actor="u1"):
            assert entry.state is JobState.READY
            assert restored.original(entry.id, "u1")[1].decode() in WORDS
            assert [f.quote for f in restored.findings(entry.id, "u1")] == ["fault here"]
            assert restored.content(entry.id, "u1").document.text.strip() in WORDS
        more = take(restored, WORDS[9])
        assert restored.job(more.job_id).state is JobState.QUEUED


def test_a_back_up_under_load_is_of_one_moment(
    tmp_path: Path, settings: Settings, service: Service, workshop: Workshop, fresh: Settings
) -> None:
    """Documents come in, are worked on, and are destroyed, while one back-up after the other is made."""
    stop, sent = threading.Event(), []

    def send() -> None:
        for number in range(10_000):
            if stop.is_set():
                return
            kind = "SECRET things" if number % 3 == 0 else WORDS[number % 28]
            sent.append(take(service, f"{kind} number {number}"))

    def work() -> None:
        while not stop.is_set():
            workshop.do_next()

    threads = [threading.Thread(target=send), threading.Thread(target=work)]
    for thread in threads:
        thread.start()
    try:
        made = []
        for number in range(4):
            before = len(sent)
            while len(sent) < before + 5:
                time.sleep(0.01)
            made.append(back_up(settings, tmp_path / f"{number}.tar"))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert [done.missing for done in made] == [()] * 4
    assert made[-1].pieces > made[0].pieces
    for number in range(4):
        one = load_settings(folder=tmp_path / f"fresh{number}")
        shutil.copytree(fresh.folder, one.folder)
        assert restore(one, tmp_path / f"{number}.tar").soundness.sound
    store = Store.open(one.database, one.store, one.keys)
    resumed = Workshop(store, quick.QuickReader(), one, "after the restore")
    with Service.open(one) as restored:
        with store.writing() as (session, _):  # what was in hand at that moment is taken up later
            session.connection().exec_driver_sql("UPDATE jobs SET lease_until = 0")
        finish(resumed)
        assert all(job.state.terminal for job in restored.jobs(most=10_000))
        assert restored.verify().sound
    store.close()


def test_a_document_destroyed_while_it_is_backed_up_is_not_missed(
    tmp_path: Path,
    settings: Settings,
    service: Service,
    workshop: Workshop,
    fresh: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take(service, "SECRET things")
    kept = take(service)
    copy, copies = backup._snapshot, []

    def copied_then_worked(database: Path, to: Path) -> set[str]:
        names = copy(database, to)
        copies.append(names)
        finish(workshop)
        return names

    monkeypatch.setattr(backup, "_snapshot", copied_then_worked)
    assert back_up(settings, tmp_path / "b.tar").missing == ()
    assert len(copies) == 2
    assert restore(fresh, tmp_path / "b.tar").soundness.sound
    with Service.open(fresh) as restored:
        assert restored.job(kept.job_id).state is JobState.READY


def test_what_the_store_had_lost_before_is_named(
    tmp_path: Path, settings: Settings, service: Service, workshop: Workshop, fresh: Settings
) -> None:
    taken = take(service)
    finish(workshop)
    original = next((settings.folder / "originals").rglob("original-*"))
    original.unlink()
    done = back_up(settings, tmp_path / "b.tar")
    assert done.missing == (original.relative_to(settings.folder / "originals").as_posix(),)
    assert [f.document_id for f in restore(fresh, tmp_path / "b.tar").soundness.faults] == [taken.document_id]


def test_neither_keys_nor_sessions_nor_words_are_in_it(
    tmp_path: Path, settings: Settings, service: Service, workshop: Workshop
) -> None:
    store = Store.open(settings.database, settings.store, settings.keys)
    with store.database.writing() as session:
        accounts = Accounts(session, store.keys)
        accounts.begin(accounts.add("Ines Okoro", "hashed", AccountRole.CHAIR).id)
        hashed = session.query(SessionRow).one().id
    store.close()
    take(service, "2024-03-12 minutes of Quillfeather")
    finish(workshop)
    back_up(settings, tmp_path / "b.tar")
    data = (tmp_path / "b.tar").read_bytes()
    held = json.loads(settings.keys.read_text())
    secrets = [held["root"], held["signing"], *held["keys"].values(), hashed, "Quillfeather", "Okoro"]
    assert [secret for secret in secrets if secret.encode() in data] == []
    assert (tmp_path / "b.tar").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_manifest_lists_what_any_tar_finds(whole: Path) -> None:
    found = members(whole)
    manifest = json.loads(found["manifest.json"])
    contents = {n: d for n, d in found.items() if not n.startswith("manifest.")}
    assert manifest["members"] == {n: hashlib.sha256(d).hexdigest() for n, d in contents.items()}
    assert len(contents) == 1 + 4 * 5


def test_a_file_that_is_there_is_never_written_over(whole: Path, settings: Settings) -> None:
    before = whole.read_bytes()
    with pytest.raises(SettingsError, match="there already"):
        back_up(settings, whole)
    assert whole.read_bytes() == before


@pytest.mark.parametrize("more", [{"database_url": "postgresql+pg8000://u@h/n"}, {"store_url": "s3://b/p"}])
def test_what_is_not_in_files_is_left_to_its_own_tools(tmp_path: Path, more: dict[str, str]) -> None:
    grown = load_settings(folder=tmp_path, **more)
    for command in (back_up, restore):
        with pytest.raises(SettingsError) as fault:
            command(grown, tmp_path / "b.tar")
        assert "pg_dump" in fault.value.remedy or "replication" in fault.value.remedy
    assert list(tmp_path.iterdir()) == []


# refused


def test_without_the_key_file_nothing_is_restored(whole: Path, fresh: Settings) -> None:
    fresh.keys.unlink()
    with pytest.raises(SettingsError, match="key file"):
        restore(fresh, whole)
    assert holds(fresh) == ["keys"]


def test_with_the_key_file_of_another_installation_nothing_is_restored(whole: Path, fresh: Settings) -> None:
    fresh.keys.unlink()
    FileKeys.open(fresh.keys, create=True)
    assert refused(fresh, whole) is RefusalCode.UNSAFE


@pytest.mark.parametrize("left", ["countersign.sqlite3", "countersign.sqlite3-wal", "originals/ab"])
def test_an_installation_that_holds_something_is_left_as_it_is(
    whole: Path, fresh: Settings, left: str
) -> None:
    (fresh.folder / left).parent.mkdir(exist_ok=True)
    (fresh.folder / left).write_bytes(b"somebody's")
    before = holds(fresh)
    with pytest.raises(SettingsError, match="something here already"):
        restore(fresh, whole)
    assert holds(fresh) == before
    assert (fresh.folder / left).read_bytes() == b"somebody's"


def test_where_the_last_step_fails_the_first_is_taken_back(
    whole: Path, fresh: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", full)
        with pytest.raises(OSError, match="No space"):
            restore(fresh, whole)
    assert holds(fresh) == ["keys", "keys/countersign.keys"]
    assert restore(fresh, whole).soundness.sound


def test_cut_short_anywhere(whole: Path, fresh: Settings, tmp_path: Path) -> None:
    data, cut = whole.read_bytes(), tmp_path / "cut.tar"
    with tarfile.open(whole) as tar:
        starts = [at for member in tar for at in (member.offset, member.offset + 99, member.offset_data + 1)]
        end = member_end(tar.getmembers()[-1])
    for at in [0, *starts, end, end + 511]:
        cut.write_bytes(data[:at])
        assert refused(fresh, cut) is RefusalCode.DAMAGED, at


def test_one_bit_changed_anywhere(whole: Path, fresh: Settings, tmp_path: Path) -> None:
    data, changed = whole.read_bytes(), tmp_path / "changed.tar"
    with tarfile.open(whole) as tar:
        places = [at for m in tar for at in (m.offset + 3, m.offset + 130, m.offset_data + m.size // 2)]
    for at in places:
        changed.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert refused(fresh, changed) in (RefusalCode.DAMAGED, RefusalCode.UNSAFE), at


def member_end(member: tarfile.TarInfo) -> int:
    return member.offset_data + -(-member.size // 512) * 512


def written(path: Path, contents: dict[str, bytes], add: Callable[[tarfile.TarFile], None]) -> Path:
    """A tar of the contents, with something of somebody else's before them."""
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as tar:
        add(tar)
        for name, data in contents.items():
            plain(tar, name, data)
    return path


def plain(tar: tarfile.TarFile, name: str, data: bytes = b"theirs") -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    tar.addfile(member, io.BytesIO(data))


def special(kind: bytes, name: str = "originals/ab/cd/original-1", to: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, to
    return member


HOSTILE: dict[str, Callable[[tarfile.TarFile], None]] = {
    "a path that leads out": lambda tar: plain(tar, "originals/../../escaped"),
    "a path from the root": lambda tar: plain(tar, "/tmp/escaped"),  # noqa: S108 - a name in a tar
    "a dot for a folder": lambda tar: plain(tar, "originals/ab/./cd"),
    "a name that no back-up has": lambda tar: plain(tar, "keys/countersign.keys"),
    "a second database": lambda tar: plain(tar, "database.sqlite3"),
    "a long name": lambda tar: plain(tar, "originals/ab/" + "c" * 120 + "/original-1"),
    "a link": lambda tar: tar.addfile(special(tarfile.SYMTYPE, to="/etc")),
    "a hard link": lambda tar: tar.addfile(special(tarfile.LNKTYPE, to="../keys/countersign.keys")),
    "a device": lambda tar: tar.addfile(special(tarfile.CHRTYPE)),
    "a pipe": lambda tar: tar.addfile(special(tarfile.FIFOTYPE)),
    "a folder": lambda tar: tar.addfile(special(tarfile.DIRTYPE)),
    "a sparse file": lambda tar: tar.addfile(special(tarfile.GNUTYPE_SPARSE)),
    "a header for all others": lambda tar: tar.addfile(special(tarfile.XGLTYPE)),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_no_back_up_holds(what: str, whole: Path, fresh: Settings, tmp_path: Path) -> None:
    hostile = written(tmp_path / "hostile.tar", members(whole), HOSTILE[what])
    assert refused(fresh, hostile) is RefusalCode.UNSAFE
    assert not list(tmp_path.glob("**/escaped"))


def test_a_piece_more_a_piece_less(whole: Path, fresh: Settings, tmp_path: Path) -> None:
    more = written(
        tmp_path / "more.tar", members(whole), lambda tar: plain(tar, "originals/ab/cd/original-1")
    )
    assert refused(fresh, more) is RefusalCode.DAMAGED
    fewer = members(whole)
    del fewer[next(name for name in fewer if name.startswith("originals/"))]
    less = written(tmp_path / "less.tar", fewer, lambda tar: None)
    assert refused(fresh, less) is RefusalCode.DAMAGED


def test_a_member_that_says_it_is_huge(whole: Path, fresh: Settings, tmp_path: Path) -> None:
    member = tarfile.TarInfo("database.sqlite3")
    for size in (1 << 50, -1):
        member.size = size
        (tmp_path / "huge.tar").write_bytes(member.tobuf(tarfile.GNU_FORMAT) + bytes(4096))
        assert refused(fresh, tmp_path / "huge.tar") is RefusalCode.DAMAGED


def test_a_database_that_somebody_changed_with_its_hash(
    whole: Path, fresh: Settings, tmp_path: Path, settings: Settings
) -> None:
    """Everything fits together, and only who has the key could have signed it."""
    contents = members(whole)
    theirs = tmp_path / "theirs.sqlite3"
    theirs.write_bytes(contents["database.sqlite3"])
    with sqlite3.connect(theirs) as database:
        database.execute("DELETE FROM findings")
    contents["database.sqlite3"] = theirs.read_bytes()
    manifest = json.loads(contents["manifest.json"])
    manifest["members"]["database.sqlite3"] = hashlib.sha256(contents["database.sqlite3"]).hexdigest()
    contents["manifest.json"] = json.dumps(manifest).encode()
    assert refused(fresh, written(tmp_path / "t.tar", contents, lambda tar: None)) is RefusalCode.UNSAFE


def test_one_of_a_later_version(whole: Path, fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.restoring.MIGRATIONS", fresh.folder)
    assert refused(fresh, whole) is RefusalCode.UNSUPPORTED


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n" * 400, bytes(10_240), b"\x1f\x8b\x08" + bytes(2000)])
def test_what_is_no_back_up_at_all(data: bytes, fresh: Settings, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(data)
    assert refused(fresh, tmp_path / "other") is RefusalCode.DAMAGED


def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(
    tmp_path: Path, settings: Settings, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(service)
    copy = backup.named

    def damaged(session: object) -> set[str]:
        names = copy(session)  # type: ignore[arg-type]
        session.connection().exec_driver_sql("PRAGMA writable_schema = ON")  # type: ignore[attr-defined]
        session.connection().exec_driver_sql(  # type: ignore[attr-defined]
            "UPDATE sqlite_master SET rootpage = 2 WHERE name = 'findings'"
        )
        return names

    monkeypatch.setattr(backup, "named", damaged)
    with pytest.raises(CountersignError, match="damaged"):
        back_up(settings, tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()
