"""A back-up: one file that holds all that an installation keeps, but for its keys.

Threat: a back-up that cannot be restored, found out on the day it is needed; one that gives away what the
installation keeps; one that somebody changed (a role, a password's hash) and that is trusted all the same.
Rule: the database is copied by SQLite's own online back-up and then every piece that the copy names, as
encrypted as it is; the manifest holds each member's SHA-256 and is signed with the installation's key; the
key file is never in it; the file is written beside its place, for its owner alone, and moved there whole. The
service may run meanwhile: pieces are never changed, and where one was removed since, the database is copied
again. Sessions are left out, so that nobody is signed in after a restore. Residual risk: dates, states and
counts in the database are plain, as in the installation; who also has the key file reads everything.

A plain tar file, so that it can be looked at without this product: `database.sqlite3`, `originals/...`,
`manifest.json`, and `manifest.signature` (Ed25519) as the last. The manifest comes after what it lists,
because only then is it known: a file without it was cut short.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit
from urllib.request import url2pathname

from sqlalchemy import delete, make_url

from models.errors import CountersignError, SettingsError
from pipeline.service import Service
from pipeline.settings import Settings
from storage.accounts import SessionRow
from storage.blobs import BlobMissing, Blobs
from storage.database import BUSY_SECONDS, Database
from storage.events import Event
from storage.integrity import named
from storage.scope import INSTALLATION
from storage.store import Store

FORMAT = 1
DATABASE, ORIGINALS = "database.sqlite3", "originals/"
MANIFEST, SIGNATURE = "manifest.json", "manifest.signature"
LONGEST_NAME = 100
"""A member's name is no longer: then each has one header, and a reader needs to know no extension of tar."""


@dataclass(frozen=True, slots=True)
class BackUp:
    """What was written: pieces and bytes; `missing` names what the store had lost before."""

    pieces: int
    size: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where an installation keeps things that a back-up holds."""

    database: Path
    originals: Path


def places(settings: Settings) -> Places:
    """Where the database and the originals lie; raises `SettingsError` where they are not files."""
    database = make_url(settings.database)
    if database.get_backend_name() != "sqlite" or not database.database:
        raise SettingsError(
            "This installation's database is not a SQLite file, which alone this command backs up.",
            "Use pg_dump and pg_restore, and copy the store of originals after the dump: deploy/README.md.",
        )
    if not settings.store.startswith("file://"):
        raise SettingsError(
            "This installation's originals are not in a folder, which alone this command backs up.",
            "Use the store's own replication or versioning, after the database's copy: deploy/README.md.",
        )
    return Places(Path(database.database), Path(url2pathname(urlsplit(settings.store).path)))


def back_up(settings: Settings, file: Path) -> BackUp:
    """Write the back-up; raises `SettingsError` where the file is there already."""
    database = places(settings).database
    if os.path.lexists(file):
        raise SettingsError("This file is there already.", "Name a file that does not exist yet.")
    if not database.is_file():
        raise SettingsError(f"There is no database at {database}.", "Use the settings of the service.")
    store = Store.open(settings.database, settings.store, settings.keys)
    with Service(store, settings) as service:
        service.record(Event.SYS_STARTUP, "system", version=version("countersign"), part="backup")
        with tempfile.TemporaryDirectory(prefix=".backing-up-", dir=file.absolute().parent) as beside:
            done = _written(store, database, Path(beside), file)
        service.record(
            Event.SYS_BACKUP, "system", pieces=done.pieces, bytes=done.size, missing=len(done.missing)
        )
        service.checkpoints.add(service.anchor())
        return done


def signed_words(manifest: bytes) -> bytes:
    """What the signature is over."""
    return f"countersign back-up {FORMAT}|".encode() + manifest


def _written(store: Store, database: Path, beside: Path, file: Path) -> BackUp:
    whole = beside / "whole.tar"
    with _Tar.to(whole) as tar:
        missing = _copy(store.blobs, database, beside / "database", tar)
        with (beside / "database").open("rb") as copied:
            tar.add(DATABASE, copied)
        manifest = json.dumps(
            {
                "format": FORMAT,
                "made": datetime.now(UTC).isoformat(timespec="seconds"),
                "version": version("countersign"),
                "members": tar.hashes,
            },
            indent=0,
        ).encode()
        tar.add(MANIFEST, io.BytesIO(manifest))
        tar.add(SIGNATURE, io.BytesIO(store.keys.sign(signed_words(manifest))))
    size = whole.stat().st_size
    try:
        os.link(whole, file)  # fails where somebody was quicker, instead of replacing their file
    except FileExistsError:
        raise SettingsError("This file is there already.", "Name a file that does not exist yet.") from None
    _settle(file.absolute().parent)
    return BackUp(sum(name.startswith(ORIGINALS) for name in tar.hashes), size, missing)


def _copy(blobs: Blobs, database: Path, copied: Path, tar: _Tar) -> tuple[str, ...]:
    """The database, then what it names. A piece that went meanwhile is no longer named by a later copy.

    One that a later copy still names was lost before: pieces are written before the row that names them is
    committed, and removed after the row is.
    """
    lost: set[str] = set()
    while True:
        wanted = _snapshot(database, copied)
        gone = set()
        for name in sorted(wanted):
            if ORIGINALS + name in tar.hashes:
                continue
            try:
                tar.add(ORIGINALS + name, io.BytesIO(blobs.get(name)))
            except BlobMissing:
                gone.add(name)
        if gone <= lost:
            return tuple(sorted(gone))
        lost |= gone


def _snapshot(database: Path, copied: Path) -> set[str]:
    """Copy the database as it is at one moment, without its sessions; the pieces that the copy names."""
    copied.unlink(missing_ok=True)
    with closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as live, closing(_new(copied)) as copy:
        live.backup(copy)
    reader = Database(f"sqlite:///{copied}")
    with reader.writing(INSTALLATION) as session:
        session.execute(delete(SessionRow))
        names = named(session)
    reader.close()
    with closing(sqlite3.connect(copied)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE").close()  # one file, with nothing beside it
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise CountersignError(
                "The database is damaged: a copy of it does not pass SQLite's own check.",
                "Keep the installation as it is, and restore the last back-up beside it.",
            )
    return names


def _new(path: Path) -> sqlite3.Connection:
    """An empty database in a file for its owner alone."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return sqlite3.connect(path)


@dataclass(slots=True)
class _Tar:
    """A tar file being written, and the SHA-256 of each member."""

    _tar: tarfile.TarFile
    hashes: dict[str, str] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def to(cls, path: Path) -> Iterator[_Tar]:
        """Open a new file for its owner alone; it is on disk at the end."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as tar:
                yield cls(tar)
            file.flush()
            os.fsync(file.fileno())

    def add(self, name: str, data: IO[bytes]) -> None:
        """Append a member."""
        if len(name) > LONGEST_NAME:
            raise ValueError("a member's name is too long for one header")
        member = tarfile.TarInfo(name)
        member.mode, member.mtime = 0o600, int(time.time())
        member.size = data.seek(0, os.SEEK_END)
        data.seek(0)
        self.hashes[name] = hashlib.file_digest(data, "sha256").hexdigest()  # type: ignore[arg-type]
        data.seek(0)
        self._tar.addfile(member, data)


def _settle(folder: Path) -> None:
    """Have the file's name on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
