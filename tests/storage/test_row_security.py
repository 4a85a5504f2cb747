"""PostgreSQL holds every row to its area by itself: the application's own checks are off in this module."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, make_url, select, text
from sqlalchemy.exc import DBAPIError

from storage import scope as asking
from storage.database import Database
from storage.row_security import above_policies
from storage.scope import NOBODY, Scope, hangs_on
from storage.store import Store
from storage.tables import Base, CaseAccessRow, CaseRow, DocumentRow, JobRow
from tests.storage.test_archive import add
from tests.storage.test_scope import ANN, BEN, MAIN, NORTH, SEES, area, filled

HELD = sorted(t.name for t in Base.metadata.tables.values() if hangs_on(t))


@pytest.fixture
def database_url(postgresql: str) -> str:
    return postgresql


@pytest.fixture
def house(store: Store) -> dict[str, str]:
    area(store, "north")
    return {
        "main open": filled(store, "one", "C-1", "main"),
        "main kept": filled(store, "two", "C-2", "main", ANN),
        "north open": filled(store, "three", "C-1", "north"),
        "north kept": filled(store, "four", "C-2", "north", ANN),
    }


@pytest.fixture(params=["no owner", "owner"])
def held(
    request: pytest.FixtureRequest,
    store: Store,
    house: dict[str, str],
    postgresql: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Store]:
    """The store as a role that is no superuser has it, with nothing but the database to hold it back."""
    role = f"countersign_{secrets.token_hex(6)}"
    owns = request.param == "owner"
    server = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    tables = sorted({t.name for t in Base.metadata.tables.values()})
    with server.connect() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS"))
        connection.execute(text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"))
        for table in tables:
            connection.execute(text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {role}"))
            if owns:
                connection.execute(text(f"ALTER TABLE {table} OWNER TO {role}"))
    url = make_url(postgresql).set(username=role).render_as_string(hide_password=False)
    monkeypatch.setattr(asking, "_criteria", lambda _: ())
    monkeypatch.setattr(asking, "_refuse_round", lambda _: None)
    opened = Store(Database(url), store.blobs, store.keys)
    yield opened
    opened.close()
    with server.connect() as connection:
        for table in tables:
            connection.execute(text(f"ALTER TABLE {table} OWNER TO CURRENT_USER"))
        connection.execute(text(f"DROP OWNED BY {role}"))
        connection.execute(text(f"DROP ROLE {role}"))
    server.dispose()


def test_every_table_of_cases_is_held_and_its_owner_too(store: Store) -> None:
    asked = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname")
    with store.database.engine.connect() as connection:
        assert [*connection.scalars(asked)] == HELD


@pytest.mark.parametrize(("scope", "expected"), SEES)
def test_the_database_alone_shows_a_scope_its_rows_and_no_others(
    held: Store, house: dict[str, str], scope: Scope, expected: set[str]
) -> None:
    with held.seen_by(scope).reading() as (session, _):
        seen = set(session.scalars(select(DocumentRow.id)))
        assert {name for name, id in house.items() if id in seen} == expected
        for table in HELD:
            if table in ("case_access", "holds", "case_ends", "disposals"):
                continue
            assert session.scalar(text(f"SELECT count(*) FROM {table}")) == len(expected), table  # noqa: S608


def test_lists_of_who_needs_to_know_stay_in_their_area(held: Store) -> None:
    with held.seen_by(Scope(BEN, NORTH)).reading() as (session, _):
        assert session.scalars(select(CaseAccessRow.area)).all() == ["north"]
    with held.seen_by(NOBODY).reading() as (session, _):
        assert session.scalar(select(func.count()).select_from(CaseAccessRow)) == 0


def test_nothing_is_changed_or_taken_away_across_the_border(
    held: Store, store: Store, house: dict[str, str]
) -> None:
    with held.seen_by(Scope(BEN, MAIN)).writing() as (session, _):
        for statement in ("UPDATE documents SET state = 'failed'", "DELETE FROM jobs"):
            session.execute(text(statement))
    with store.database.engine.connect() as connection:
        failed = connection.scalars(text("SELECT id FROM documents WHERE state = 'failed'"))
        assert [*failed] == [house["main open"]]
        assert connection.scalar(text("SELECT count(*) FROM jobs")) == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases SET area = 'north'",
        "UPDATE documents SET case_id = (:there)",
        "UPDATE jobs SET document_id = (:document)",
        "INSERT INTO results SELECT 'r', :document, stage, version, blob, created FROM results",
    ],
)
def test_nothing_is_put_across_the_border(
    held: Store, store: Store, house: dict[str, str], statement: str
) -> None:
    with store.database.engine.connect() as connection:
        asked = text("SELECT case_id FROM documents WHERE id = :id")
        there = connection.scalar(asked, {"id": house["north open"]})
    known = {"there": there, "document": house["north open"]}
    bound = {k: v for k, v in known.items() if f":{k}" in statement}
    with (
        pytest.raises(DBAPIError, match="row-level security"),
        held.seen_by(Scope(BEN, MAIN)).writing() as (session, _),
    ):
        session.execute(text(statement), bound)


def test_what_one_transaction_was_told_is_forgotten_by_the_next(held: Store) -> None:
    with held.seen_by(Scope(ANN, MAIN | NORTH)).reading() as (session, _):
        assert session.scalar(select(func.count()).select_from(CaseRow)) == 4
    with held.database.engine.connect() as connection:  # the same pooled connection, nobody asking
        assert connection.scalar(text("SELECT count(*) FROM cases")) == 0


def test_a_worker_sees_every_job_and_what_it_checks_sees_one_area(held: Store, house: dict[str, str]) -> None:
    with held.reading() as (session, _):
        assert session.scalar(select(func.count()).select_from(JobRow)) == 4


def test_the_service_still_works_where_the_database_holds_it(held: Store, tmp_path: Path) -> None:
    mine = Scope(BEN, MAIN)
    sent = add(held, "five", "C-7", scope=mine)
    with held.seen_by(mine).reading() as (_, archive):
        assert archive.original(archive.row(sent)) == b"five"
        assert "C-7" in {reference for _, reference in archive.cases()}


def test_a_role_that_no_policy_holds_is_told(store: Store, held: Store) -> None:
    with held.database.engine.connect() as connection:
        assert not above_policies(connection)
    with store.database.engine.connect() as connection:
        asked = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert above_policies(connection) == connection.scalar(asked)
