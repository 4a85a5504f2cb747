from __future__ import annotations

import hashlib
from datetime import date

import pytest

from models.case import JobState, Stage
from models.errors import CountersignError
from models.finding import Finding, Severity, Source
from models.structure import Confidence
from models.text import Span
from storage import company
from storage.archive import NoSuchDocument, seal_original
from storage.blobs import BlobMissing
from storage.integrity import faults, sweep
from storage.scope import INSTALLATION, Scope
from storage.store import Store
from storage.wording import Sightings
from tests.building import build


def add(
    store: Store,
    words: str,
    case: str = "C-1",
    held: date | None = None,
    supersedes: str | None = None,
    state: JobState = JobState.READY,
    prints: tuple[int, ...] = (),
    area: str | None = None,
    scope: Scope = INSTALLATION,
) -> str:
    with store.seen_by(scope).writing() as (_, archive):
        version = archive.version_after(supersedes) if supersedes else 1
        new = seal_original(store.keys, store.blobs, words.encode(), version)
        case_id = archive.case(case, create=True, area=area)
        assert case_id
        row = archive.add(new, case_id, f"{words}.txt", "u1", supersedes)
        row.held, row.state = held, state.value
        archive.wording.keep(row.id, row.case_id, [(value,) for value in prints])
        return row.id


def earlier(store: Store, id: str, held: date | None, most: int = 10) -> list[str]:
    with store.reading() as (_, archive):
        return [archive.filename(r)[:-4] for r in company.earlier(archive, archive.row(id), held, most)]


def test_an_original_comes_back_byte_by_byte_under_its_name(store: Store) -> None:
    id = add(store, "Protokoll \u0645\u062d\u0636\u0631")
    with store.reading() as (_, archive):
        row = archive.row(id)
        assert archive.original(row) == "Protokoll \u0645\u062d\u0636\u0631".encode()
        assert archive.filename(row) == "Protokoll \u0645\u062d\u0636\u0631.txt"
        assert row.sha256 == hashlib.sha256(archive.original(row)).hexdigest()


def test_a_case_is_found_by_its_reference_whatever_its_capitals(store: Store) -> None:
    with store.writing() as (_, archive):
        id = archive.case("MAPPA  2024/017", create=True)
        assert archive.case(" mappa 2024/017 ") == id
        assert archive.case("MAPPA 2024/018") is None
        assert archive.cases() == [(id, "MAPPA  2024/017")]


def test_the_same_bytes_are_linked_to_the_first_of_the_same_case(store: Store) -> None:
    elsewhere = add(store, "minutes", "C-2")
    first = add(store, "minutes")
    second = add(store, "minutes")
    with store.reading() as (_, archive):
        assert archive.row(first).duplicate_of == elsewhere
        assert archive.row(second).duplicate_of == first


def test_a_new_version_follows_the_latest_and_no_other(store: Store) -> None:
    first = add(store, "minutes")
    second = add(store, "minutes, corrected", supersedes=first)
    with store.reading() as (_, archive):
        assert (archive.row(second).series, archive.row(second).version) == (first, 2)
        assert archive.row(first).superseded_by == second
    with pytest.raises(CountersignError, match="newer version"):
        add(store, "minutes, corrected otherwise", supersedes=first)


def test_a_destroyed_document_cannot_be_opened_by_anything_that_is_left(store: Store) -> None:
    id = add(store, "minutes")
    with store.writing() as (_, archive):
        names = archive.destroy(archive.row(id))
    for name in names:
        store.blobs.remove(name)
    with store.reading() as (_, archive):
        row = archive.row(id)
        assert (row.wrapped_key, row.sealed_filename, row.original) == (b"", b"", "")
        assert archive.filename(row) == ""
        with pytest.raises(NoSuchDocument):
            archive.original(row)
    with pytest.raises(BlobMissing):
        store.blobs.get(names[0])
    assert list(faults(store)) == []


def test_earlier_documents_are_those_with_an_earlier_date_oldest_first(store: Store) -> None:
    add(store, "june", held=date(2024, 6, 1))
    add(store, "march", held=date(2024, 3, 1))
    add(store, "elsewhere", "C-2", held=date(2024, 1, 1))
    add(store, "waiting", held=date(2024, 2, 1), state=JobState.QUEUED)
    old = add(store, "january, first", held=date(2024, 1, 1))
    add(store, "january", held=date(2024, 1, 1), supersedes=old)
    id = add(store, "may", held=date(2024, 5, 1))
    add(store, "may", held=date(2024, 4, 1))  # the same bytes under another date repeat nobody
    assert earlier(store, id, date(2024, 5, 1)) == ["january", "march"]
    assert earlier(store, id, date(2024, 5, 1), most=1) == ["march"]


def test_without_a_date_the_order_of_receipt_decides(store: Store) -> None:
    add(store, "first")
    id = add(store, "second")
    add(store, "third")
    assert earlier(store, id, None) == ["first"]


def test_documents_with_a_later_date_are_those_to_check_again(store: Store) -> None:
    late = add(store, "june", held=date(2024, 6, 1))
    id = add(store, "march", held=date(2024, 3, 1))
    with store.reading() as (_, archive):
        assert [r.id for r in company.later(archive, archive.row(id), date(2024, 3, 1))] == [late]
        assert company.later(archive, archive.row(id), None) == []


def test_likeness_counts_what_few_cases_share_and_not_the_form_that_all_share(store: Store) -> None:
    form = (1, 2, 3)
    for number in range(5):
        add(store, f"form {number}", f"C-{number}", prints=form)
    alike = add(store, "alike", "C-9", prints=(*form, 100, 101))
    id = add(store, "new", "C-10", prints=(*form, 100, 101))
    add(store, "own case", "C-10", prints=(100, 101))
    with store.reading() as (_, archive):
        seen = archive.wording.sightings(id, [(value,) for value in (*form, 100, 101)])
        found = company.most_like(archive, archive.row(id), seen, 2)
        assert found[0].id == alike
        assert len(found) == 2
        assert company.most_like(archive, archive.row(id), Sightings({}, frozenset()), 2) == []


def finding(quote: str) -> Finding:
    return Finding(
        "ACT01",
        Severity.HIGH,
        Confidence.HIGH,
        "An action has no owner",
        "Nobody is named.",
        "Name one.",
        (Source("MAPPA Guidance", "13.4"),),
        span=Span(3, 9),
        quote=quote,
    )


def test_findings_and_results_come_back_as_they_were(store: Store) -> None:
    id, document = add(store, "minutes"), build("# Actions\nvisit weekly")
    found = [finding("visit weekly"), finding("call")]
    with store.writing() as (_, archive):
        row = archive.row(id)
        archive.note_result(row, Stage.READ, 1, archive.store_result(row, Stage.READ, document))
        archive.keep_findings(row, [finding("old")])
        archive.keep_findings(row, found)
    with store.reading() as (_, archive):
        row = archive.row(id)
        assert archive.findings(row) == found
        assert (row.high, row.blocking) == (2, 0)
        assert archive.result(type(document), row, Stage.READ, 1) == document
        assert archive.result(type(document), row, Stage.READ, 2) is None


def test_verification_names_what_is_missing_or_changed(store: Store, tmp_path: object) -> None:
    lost, spoilt, good = add(store, "lost"), add(store, "spoilt"), add(store, "good")
    assert list(faults(store)) == []
    with store.reading() as (_, archive):
        names = {id: archive.row(id).original for id in (lost, spoilt, good)}
    store.blobs.remove(names[lost])
    path = tmp_path / "originals" / names[spoilt]  # type: ignore[operator]
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    path.write_bytes(sealed)
    assert {f.document_id for f in faults(store)} == {lost, spoilt}


def test_bytes_that_no_row_names_are_swept_once_they_are_old(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = add(store, "kept")
    seal_original(store.keys, store.blobs, b"a crash came between the store and the database")
    assert sweep(store) == 0, "a transaction may be about to name them"
    monkeypatch.setattr("storage.integrity.SETTLING_SECONDS", -1.0)
    assert sweep(store) == 1
    with store.reading() as (_, archive):
        assert archive.original(archive.row(id)) == b"kept"
    assert len(list(store.blobs.names())) == 1


def test_bytes_in_the_store_are_written_once(store: Store) -> None:
    import obstore
    from obstore.exceptions import AlreadyExistsError

    name = store.blobs.put("abcd", "original", b"first")
    with pytest.raises(AlreadyExistsError):
        obstore.put(store.blobs._store, name, b"second", mode="create")
    assert store.blobs.get(name) == b"first"
