"""The index of wording, on both databases."""

from __future__ import annotations

from sqlalchemy import func, select

from storage.store import Store
from storage.tables import CommonWordingRow, WordingDocumentRow, WordingRow
from storage.wording import WIDE, Place, Sightings
from tests.storage.test_archive import add


def indexed(store: Store, name: str, case: str, *sketches: tuple[int, ...]) -> str:
    id = add(store, name, case)
    with store.writing() as (_, archive):
        archive.wording.keep(id, archive.row(id).case_id, sketches)
    return id


def seen(store: Store, id: str, *sketches: tuple[int, ...]) -> Sightings:
    with store.reading() as (_, archive):
        return archive.wording.sightings(id, sketches)


def rows(store: Store) -> int:
    with store.reading() as (session, _):
        return session.scalar(select(func.count()).select_from(WordingRow)) or 0


def test_a_passage_is_found_where_it_stood_with_its_case_and_its_number(store: Store) -> None:
    first = indexed(store, "march", "C-1", (10, 11), (12,))
    second = indexed(store, "june", "C-1", (12,), (13,))
    other = indexed(store, "other", "C-2", (99,), (12, 98))
    with store.reading() as (_, archive):
        case, elsewhere = archive.row(first).case_id, archive.row(other).case_id
    found = seen(store, second, (12,), (13,))
    assert set(found.places[12]) == {Place(first, case, 1), Place(other, elsewhere, 1)}
    assert 13 not in found.places
    assert found.cases(12, case) == {elsewhere}


def test_a_document_indexed_again_stands_there_once_and_as_it_is_now(store: Store) -> None:
    id = indexed(store, "march", "C-1", (10, 11), (12,))
    with store.writing() as (_, archive):
        archive.wording.keep(id, archive.row(id).case_id, [(10,), (20,)])
    assert rows(store) == 2
    asker = indexed(store, "june", "C-2", (1,))
    assert [p.passage for p in seen(store, asker, (20,)).places[20]] == [1]
    assert not seen(store, asker, (11,)).places


def test_a_destroyed_document_leaves_no_hash_behind(store: Store) -> None:
    id = indexed(store, "march", "C-1", (10, 11), (12,))
    with store.writing() as (session, archive):
        archive.destroy(archive.row(id))
        assert session.scalar(select(func.count()).select_from(WordingDocumentRow)) == 0
    assert rows(store) == 0


def test_what_a_form_prints_in_every_case_is_put_down_once_and_no_longer_answered(store: Store) -> None:
    for number in range(WIDE + 3):
        indexed(store, f"d{number}", f"C-{number}", (5,), (1000 + number,))
    asker = indexed(store, "new", "C-new", (5,), (7,))
    found = seen(store, asker, (5,), (7,), (1000,))
    assert found.common == {5}
    assert 5 not in found.places
    assert found.cases_by_value("") == {5: WIDE, 1000: 1}
    assert rows(store) == WIDE + 4, "one row for each hash that tells something"
    with store.reading() as (session, _):
        assert session.scalars(select(CommonWordingRow.value)).all() == [5]


def test_one_case_that_repeats_itself_for_years_is_not_common_wording(store: Store) -> None:
    for number in range(WIDE + 3):
        indexed(store, f"d{number}", "C-1", (5,))
    asker = indexed(store, "new", "C-2", (5,))
    assert len(seen(store, asker, (5,)).places[5]) == WIDE + 3


def test_more_hashes_than_one_statement_takes_are_asked_for_in_portions(store: Store) -> None:
    many = [(value,) for value in range(2500)]
    first = indexed(store, "long", "C-1", *many)
    asker = indexed(store, "other", "C-2", (1,))
    found = seen(store, asker, *many)
    assert len(found.places) == 2500
    assert {p.document_id for places in found.places.values() for p in places} >= {first}


def test_an_empty_document_is_kept_and_sees_nothing(store: Store) -> None:
    id = indexed(store, "empty", "C-1")
    assert seen(store, id) == Sightings({}, frozenset())
