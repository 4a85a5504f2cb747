"""The database: SQLite by default, PostgreSQL by URL. One transaction a piece of work, opened in one place.

SQLite: write-ahead log, full synchronisation (an accepted document survives a power cut), and every writing
transaction takes the write lock at its start (`BEGIN IMMEDIATE`), so that two workers never both believe that
they lease a job. PostgreSQL: the same statements lock rows.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session

from models.errors import SettingsError
from storage.scope import INSTALLATION, NOBODY, Asking, Scope, tell

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30
_WRITES = "countersign_writes"
_MIGRATION_LOCK = 0x434F554E  # any number, the same in every process


class Database:
    """An engine and the two kinds of transaction on it."""

    def __init__(self, url: str) -> None:
        try:
            parsed = make_url(url)
            self.sqlite = parsed.get_backend_name() == "sqlite"
            if self.sqlite and parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.engine: Engine = create_engine(parsed, **_options(self.sqlite))
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
            raise SettingsError(
                "The database's URL cannot be used, or the driver that it names is not installed.",
                "Check COUNTERSIGN_DATABASE_URL: sqlite:///PATH or postgresql+pg8000://USER@HOST/NAME.",
            ) from None
        if self.sqlite:
            event.listen(self.engine, "connect", _prepare)
            event.listen(self.engine, "begin", _begin)

    @contextmanager
    def reading(self, scope: Scope = NOBODY) -> Iterator[Session]:
        """A transaction that changes nothing. Without a scope it sees nothing of any case."""
        with Asking.of(self.engine, scope) as session:
            yield session

    @contextmanager
    def writing(self, scope: Scope = NOBODY) -> Iterator[Session]:
        """A transaction: committed at the end, rolled back where anything is raised."""
        writer = self.engine.execution_options(**{_WRITES: True})
        with Asking.of(writer, scope) as session, session.begin():
            yield session

    def migrate(self, to: str = "head") -> None:
        """Bring the tables to that revision, up or down; safe to call from several processes at once."""
        try:
            with self.engine.execution_options(**{_WRITES: True}).begin() as connection:
                if not self.sqlite:
                    connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
                    tell(connection, INSTALLATION)  # a migration reads and changes every area's rows
                _alembic(connection, to)
        except OperationalError as error:
            raise SettingsError(
                f"The database cannot be opened ({type(error.orig).__name__}).",
                "Check COUNTERSIGN_DATABASE_URL, and that the folder or server it names is there.",
            ) from None

    def now(self, session: Session) -> float:
        """Seconds since 1970 by one clock for all workers: the server's, or this machine's for SQLite."""
        if self.sqlite:
            return time.time()
        return float(session.scalar(text("SELECT extract(epoch FROM clock_timestamp())")) or 0.0)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _options(sqlite: bool) -> dict[str, Any]:
    return {"connect_args": {"timeout": BUSY_SECONDS}} if sqlite else {"pool_pre_ping": True}


def _alembic(connection: Connection, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    if to in ("head", "+1"):
        command.upgrade(config, to)
    else:
        command.downgrade(config, to)


def _prepare(connection: Any, record: object) -> None:
    connection.isolation_level = None  # the driver is not to begin transactions by itself
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is deleted is overwritten, not only forgotten
        f"busy_timeout = {BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
