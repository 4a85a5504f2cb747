"""Another key-encryption key, on both databases."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.review import DisclosureRequest
from storage.keys import CannotUnlock, FileKeys
from storage.rotation import rotate
from storage.store import Store
from tests.storage.test_archive import add


def filled(store: Store, count: int = 3) -> list[str]:
    ids = [add(store, f"words {number}", f"C-{number}") for number in range(count)]
    with store.writing() as (_, archive):
        request = DisclosureRequest("a", "b", "c", "d")
        archive.disclosures.open(archive.row(ids[0]), "third-party", "1.0", request, "officer-1")
    return ids


def test_everything_opens_as_before_and_the_old_key_is_gone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = filled(store)
    before = {p: p.read_bytes() for p in (tmp_path / "originals").rglob("*") if p.is_file()}
    old = store.keys.current
    done = rotate(store)
    assert (done.key, done.rewrapped, done.retired) == (store.keys.current, 7, ())
    assert store.keys.current != old
    monkeypatch.setattr("storage.keys.LINGER_SECONDS", -1.0)
    assert rotate(store, resume=True).retired == (old,)
    with store.reading() as (_, archive):
        assert [archive.original(archive.row(id)).decode() for id in ids] == [f"words {n}" for n in range(3)]
        assert sorted(reference for _, reference in archive.cases()) == ["C-0", "C-1", "C-2"]
        assert archive.disclosures.request(archive.disclosures.rows()[0]).recipient == "d"
    assert before == {p: p.read_bytes() for p in (tmp_path / "originals").rglob("*") if p.is_file()}


def test_a_copy_of_the_old_key_file_opens_nothing_any_more(store: Store, tmp_path: Path) -> None:
    ids = filled(store)
    shutil.copy(tmp_path / "keys" / "file.keys", tmp_path / "stolen.keys")
    rotate(store)
    thief = Store(store.database, store.blobs, FileKeys.open(tmp_path / "stolen.keys", create=False))
    with thief.reading() as (_, archive), pytest.raises(CannotUnlock):
        archive.original(archive.row(ids[0]))


def test_a_process_that_was_open_before_goes_on_reading_and_writing(store: Store, tmp_path: Path) -> None:
    other = Store(store.database, store.blobs, FileKeys.open(tmp_path / "keys" / "file.keys", create=False))
    ids = filled(store)
    rotate(store)
    new = add(other, "written after", "C-9")
    with store.reading() as (_, archive):
        assert archive.row(new).key_id == store.keys.current
        assert archive.original(archive.row(new)) == b"written after"
    with other.reading() as (_, archive):
        assert archive.original(archive.row(ids[1])) == b"words 1"


def test_a_rotation_that_was_stopped_goes_on_where_it_stopped(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = filled(store)
    monkeypatch.setattr("storage.rotation._AT_ONCE", 1)
    wrap, left = store.keys.wrap, [4]

    def breaking(data_key: bytes, context: bytes) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return wrap(data_key, context)

    monkeypatch.setattr(store.keys, "wrap", breaking)
    with pytest.raises(KeyboardInterrupt):
        rotate(store)
    monkeypatch.setattr(store.keys, "wrap", wrap)
    with store.reading() as (_, archive):
        assert archive.original(archive.row(ids[2])) == b"words 2"
    done = rotate(store, resume=True)
    assert done.rewrapped == 3


def test_secrets_and_signatures_outlive_a_rotation(store: Store) -> None:
    before = store.keys.secret("links"), store.keys.public_key, store.keys.sign(b"x")
    rotate(store)
    assert (store.keys.secret("links"), store.keys.public_key) == before[:2]
    assert store.keys.signed(b"x", before[2])
