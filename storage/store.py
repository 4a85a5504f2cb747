"""Database, encrypted bytes and keys, opened together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.archive import Archive
from storage.blobs import Blobs
from storage.database import Database
from storage.keys import KeyProvider
from storage.scope import INSTALLATION, Scope
from storage.tables import AuditRow, CaseRow
from storage.token_keys import TokenAt, open_keys


@dataclass(frozen=True, slots=True)
class Store:
    """What the service and its workers share. Every process opens its own.

    Whoever opens it holds the key file and sees everything; `seen_by` gives what somebody else may see.
    """

    database: Database
    blobs: Blobs
    keys: KeyProvider
    scope: Scope = INSTALLATION

    @classmethod
    def open(cls, database_url: str, store_url: str, keys: Path | TokenAt) -> Store:
        """Bring the tables up to date and open everything; a key file is made where nothing is kept yet."""
        database = Database(database_url)
        database.migrate()
        with database.reading(INSTALLATION) as session:
            empty = not any(session.scalars(select(c).limit(1)).all() for c in (CaseRow.id, AuditRow.seq))
        return cls(database, Blobs(store_url), open_keys(keys, create=empty))

    def seen_by(self, scope: Scope) -> Self:
        """The same store, as far as that scope sees it."""
        return replace(self, scope=scope)

    @contextmanager
    def reading(self) -> Iterator[tuple[Session, Archive]]:
        """A transaction that changes nothing."""
        with self.database.reading(self.scope) as session:
            yield session, Archive(session, self.keys, self.blobs)

    @contextmanager
    def writing(self) -> Iterator[tuple[Session, Archive]]:
        """A transaction: committed at the end, undone where anything is raised."""
        with self.database.writing(self.scope) as session:
            yield session, Archive(session, self.keys, self.blobs)

    def close(self) -> None:
        """Give the database's connections back."""
        self.database.close()
