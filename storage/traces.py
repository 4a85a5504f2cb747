"""Whether a key that was destroyed can still be found in the database's files, and how it is got out of them.

Threat: a row is overwritten, and what stood there before goes on standing in the write-ahead log, in a free
page, or in the slack of a page that was split. Rule: on SQLite what is deleted is overwritten with zeros
(`secure_delete`), the log is written back and cut to nothing, and then the files' bytes are searched; where
something is found still, the whole database is written anew (`VACUUM`) and searched again. A disposal is
certified only after that. Residual risk: the disk keeps blocks that a file system gave up, as solid-state
disks and snapshots do; on PostgreSQL the server keeps old row versions until `VACUUM FULL`, and its log until
it is recycled, and neither can be searched from here. Both hold wrapped keys alone: `countersign rotate-keys`
makes them worthless as soon as the old key-encryption key is destroyed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from models.errors import CountersignError
from storage.database import Database

WINDOW = 20
"""A key counts as found where this many of its bytes in a row are."""
PATIENCE_SECONDS = 20.0
"""How long to wait for readers that keep the log from being written back."""


class StillWritten(CountersignError):
    """Bytes of a destroyed key are in the database's files; the disposal is not over."""


@dataclass(frozen=True, slots=True)
class Searched:
    """How the database's files were searched: bytes, and whether the database was written anew for it.

    `database` is "sqlite", or the name of a server whose files cannot be searched from here.
    """

    database: str
    bytes_searched: int = 0
    written_anew: bool = False


def clear(database: Database, keys: Collection[bytes] | None) -> Searched:
    """Get the wrapped keys, which no row holds any more, out of the files; raises `StillWritten`.

    None stands for keys that are not known any more (the process that destroyed them died): then the
    database is written anew in any case.
    """
    if not database.sqlite:
        return Searched(database.engine.dialect.name)
    _write_back(database)
    anew = keys is None or found(database, keys)[0] > 0
    if anew:
        with database.engine.connect() as connection:
            connection.connection.driver_connection.execute("VACUUM").close()  # type: ignore[union-attr]
        _write_back(database)
    hits, size = found(database, keys or ())
    if hits:
        raise StillWritten(
            "A key that was destroyed can still be found in the database's files.",
            "Stop everything that uses the database, then run `countersign dispose --resume`.",
        )
    return Searched("sqlite", size, anew)


def found(database: Database, keys: Collection[bytes]) -> tuple[int, int]:
    """How many windows of those keys stand in the database's files, and how many bytes were searched.

    A process of its own reads them: closing a file drops every lock that this process holds on it (POSIX),
    and another process would then take SQLite's log for nobody's and remove it, with what was written last.
    """
    windows = {key[at : at + WINDOW] for key in keys for at in range(0, len(key) - WINDOW + 1, WINDOW)}
    asked = json.dumps(
        {"files": [str(path) for path in files(database)], "windows": [w.hex() for w in windows]}
    )
    command = [sys.executable, "-I", "-c", _SEARCH]
    told = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)  # noqa: S603
    if told.returncode:
        raise StillWritten(
            "The database's files could not be searched for the keys that were destroyed.",
            "Run `countersign dispose --resume` as the account that the service runs as.",
        )
    hits, size = told.stdout.split()
    return int(hits), int(size)


_SEARCH = """
import json, sys
asked = json.load(sys.stdin)
windows = [bytes.fromhex(window) for window in asked["windows"]]
hits = size = 0
for path in asked["files"]:
    before = b""
    with open(path, "rb") as file:
        while chunk := file.read(1 << 22):
            size += len(chunk)
            here = before + chunk
            hits += sum(window in here for window in windows)
            before = here[-(max(map(len, windows), default=1) - 1):]
print(hits, size)
"""


def files(database: Database) -> list[Path]:
    """The files that SQLite keeps the database in, those of them that are there."""
    main = Path(str(database.engine.url.database))
    every = [main.with_name(main.name + end) for end in ("", "-wal", "-shm", "-journal")]
    return [path for path in every if path.exists()]


def _write_back(database: Database) -> None:
    """Write the log back and cut it to nothing; waits for readers of an earlier state."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        with database.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            cursor = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
            cursor.close()
        if not busy:
            return
        if time.monotonic() > until:
            raise StillWritten(
                "The database's log cannot be written back: something has been reading it all the time.",
                "Wait for it to end, then run `countersign dispose --resume`.",
            )
        time.sleep(0.05)
