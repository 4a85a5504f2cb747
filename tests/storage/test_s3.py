"""Originals in an S3 bucket: real HTTP to a server of moto's in this process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from models.errors import CountersignError
from pipeline.outages import outage
from pipeline.service import Service
from pipeline.settings import load_settings
from storage.archive import seal_original
from storage.blobs import BlobMissing, Blobs, StoreAway
from storage.integrity import faults, sweep
from storage.keys import FileKeys
from storage.store import Store
from tests.storage.test_archive import add


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    threaded = pytest.importorskip("moto.server").ThreadedMotoServer
    running = threaded(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A fresh bucket, and the variables that an operator sets for it."""
    name = f"originals-{id(monkeypatch)}"
    for key, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "invented",
        "AWS_SECRET_ACCESS_KEY": "invented",
    }.items():
        monkeypatch.setenv(key, value)
    httpx.put(f"{server}/{name}").raise_for_status()
    return f"s3://{name}/north"


def opened(bucket: str, folder: Path) -> Store:
    return Store.open(f"sqlite:///{folder}/store.sqlite3", bucket, folder / "keys" / "file.keys")


def test_an_original_goes_to_the_bucket_and_comes_back(bucket: str, tmp_path: Path) -> None:
    store = opened(bucket, tmp_path)
    id = add(store, "words")
    with store.reading() as (_, archive):
        assert archive.original(archive.row(id)) == b"words"
    assert [name.split("/")[1] for name, _ in store.blobs.names()] == [id]
    assert list(faults(store)) == []
    assert not [p for p in tmp_path.rglob("*") if "original" in p.name], "nothing lies in a folder"
    store.close()


def test_what_is_there_is_never_written_over(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = Blobs(bucket)
    monkeypatch.setattr("storage.blobs.secrets.token_hex", lambda _: "the-same")
    name = blobs.put("ab", "original", b"first")
    with pytest.raises(CountersignError) as caught:
        blobs.put("ab", "original", b"second")
    assert "already" in caught.value.message
    assert blobs.get(name) == b"first"


def test_what_is_missing_is_told_and_what_no_row_names_is_swept(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(bucket, tmp_path)
    id = add(store, "words")
    stray = store.blobs.put("zz", "original", b"left by a crash")
    monkeypatch.setattr("storage.integrity.SETTLING_SECONDS", -5.0)
    assert sweep(store) == 1
    assert not store.blobs.holds(stray)
    with store.reading() as (_, archive):
        name = archive.row(id).original
    store.blobs.remove(name)
    with store.reading() as (_, archive), pytest.raises(BlobMissing):
        archive.original(archive.row(id))
    assert [fault.document_id for fault in faults(store)] == [id]
    store.close()


@pytest.mark.parametrize("wrong", ["bucket", "server"])
def test_a_store_that_is_away_keeps_nothing_half_and_says_so(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    if wrong == "server":
        monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    url = bucket if wrong == "server" else "s3://no-such-bucket/north"
    monkeypatch.setattr("storage.blobs.RETRY", {"max_retries": 0, "retry_timeout": timedelta(seconds=2)})
    settings = load_settings(folder=tmp_path, store_url=url)
    with Service.open(settings) as service:
        with pytest.raises(StoreAway, match="Nothing was kept") as caught:
            service.accept(b"words", "minutes.txt", "C-1", "u1")
        assert "invented" not in str(caught.value)
        assert outage(caught.value)
        assert service.documents(actor="u1") == []
        assert service.jobs() == []


def test_a_bucket_copied_with_its_database_is_whole_elsewhere(bucket: str, tmp_path: Path) -> None:
    """What deploy/README.md says of back-ups with S3: the database first, the bucket after it."""
    store = opened(bucket, tmp_path)
    ids = [add(store, f"words {n}") for n in range(3)]
    store.close()
    database = (tmp_path / "store.sqlite3").read_bytes()
    late = opened(bucket, tmp_path)
    add(late, "after the dump")
    copy = Blobs(bucket.replace("/north", "/copied"))
    source = Blobs(bucket)
    import obstore

    for name, _ in source.names():
        obstore.put(copy._store, name, source.get(name))
    late.close()
    there = tmp_path / "there"
    there.mkdir()
    (there / "store.sqlite3").write_bytes(database)
    keys = FileKeys.open(tmp_path / "keys" / "file.keys", create=False)
    restored = Store.open(
        f"sqlite:///{there}/store.sqlite3",
        bucket.replace("/north", "/copied"),
        tmp_path / "keys" / "file.keys",
    )
    with restored.reading() as (_, archive):
        assert sorted(row.id for row in archive.rows()) == sorted(ids)
    assert list(faults(restored)) == []
    assert keys.public_key == restored.keys.public_key
    restored.close()


def test_a_new_original_that_cannot_be_written_leaves_no_row(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(bucket, tmp_path)
    new = seal_original(store.keys, store.blobs, b"words")
    assert store.blobs.holds(new.original)
    with store.reading() as (_, archive):
        assert archive.rows() == []
    store.close()
