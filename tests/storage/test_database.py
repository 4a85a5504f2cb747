from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from models.errors import SettingsError
from storage.database import Database
from storage.store import Store
from storage.tables import Base


def test_migrations_make_exactly_the_tables_that_the_code_uses(store: Store) -> None:
    with store.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrations_run_down_and_up_again(database_url: str) -> None:
    database = Database(database_url)
    database.migrate()
    database.migrate("base")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    database.migrate()
    assert "documents" in inspect(database.engine).get_table_names()
    database.migrate("base")
    database.close()


@pytest.mark.parametrize("url", ["", "nonsense", "oracle+nodriver://x", "sqlite:////proc/none/x.sqlite3"])
def test_a_database_that_cannot_be_opened_is_told_in_plain_words(url: str) -> None:
    with pytest.raises((SettingsError, OSError), match=r"COUNTERSIGN_DATABASE_URL|No such file"):
        Database(url).migrate()


def test_the_database_url_is_not_repeated_in_the_fault(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        Database("nodialect://keeper:hunter2@example.test/x").migrate()
    assert "hunter2" not in str(caught.value)
