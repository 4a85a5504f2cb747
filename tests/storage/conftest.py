"""A store on SQLite, and one on PostgreSQL in a database of its own where a server can be reached."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from storage.store import Store

SERVER = "postgresql+pg8000://{user}@127.0.0.1:5432/{name}"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of an empty database, dropped at the end."""
    pytest.importorskip("pg8000")
    import getpass

    name = f"countersign_{secrets.token_hex(6)}"
    server = create_engine(
        SERVER.format(user=getpass.getuser(), name="test"),
        isolation_level="AUTOCOMMIT",
        connect_args={"timeout": 60},
    )
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except (SQLAlchemyError, OSError) as error:
        pytest.skip(f"no PostgreSQL server with a database `test` at 127.0.0.1:5432 ({type(error).__name__})")
    yield SERVER.format(user=getpass.getuser(), name=name)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite3"
    url: str = request.getfixturevalue("postgresql")
    return url


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(database_url, (tmp_path / "originals").as_uri(), tmp_path / "keys" / "file.keys")
    yield opened
    opened.database.migrate("base")
    opened.close()
