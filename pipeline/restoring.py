"""A back-up put back into an installation that holds nothing.

Threat: a file that is damaged, or made by somebody hostile: members whose names lead elsewhere, links and
devices, sizes that fill the disk, a database with an account of theirs. Rule: tar is read header by header
here, and the only members are plain files of the few names that a back-up has; everything goes into folders
of its own first; the manifest's signature and every hash are compared; only then are both moved into place,
and where that fails, out again. Bytes are bounded by the file's own: nothing in it is compressed, and a
member cannot say that it is larger than what is left. What was disposed of since the back-up was made is
destroyed again before anybody is told that the restore is over, by the list of disposals beside the key file.
Residual risk: a back-up of an earlier day is one of ours and is restored; rights that were taken away since,
and holds that were placed since, are as on that day; and where the list is not put beside the key file, what
was disposed of is there again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import sqlite3
import stat
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from models.errors import RefusalCode, Refused, SettingsError
from pipeline.backup import DATABASE, FORMAT, MANIFEST, ORIGINALS, SIGNATURE, Places, places, signed_words
from pipeline.service import Service, Soundness
from pipeline.settings import Settings
from storage.database import MIGRATIONS
from storage.events import Event
from storage.keys import KeyProvider
from storage.store import Store
from storage.token_keys import open_keys

_PIECE = re.compile(r"originals/[0-9a-z]{2}/[0-9a-z-]{1,64}/[0-9a-z-]{1,64}")
"""No dot and no further slash: such a name leads nowhere else."""
_BLOCK = 512
_CHUNK = 1 << 20
_LINE = 256  # a member's share of the manifest, at most


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, when and by which version it had been written, and whether it is sound.

    `disposed_again` counts documents that had been disposed of since; it is 0 also where `disposals_listed`
    is false, because then nobody knows.
    """

    made: str
    version: str
    pieces: int
    soundness: Soundness
    disposed_again: int
    disposals_listed: bool


def restore(settings: Settings, file: Path) -> Restored:
    """Put the back-up in place; raises `Refused` for one that is not whole or not ours, and leaves nothing.

    Raises `SettingsError` where the key file is missing or the installation holds something.
    """
    where = places(settings)
    _refuse_used(where)
    keys = open_keys(settings.keys, create=False)
    with _staging(where) as staged:
        with file.open("rb") as tar:
            manifest = _unpacked(tar, staged, keys)
        _refuse_newer(staged.database, manifest)
        os.sync()
        _refuse_used(where)
        _move(staged, where)
    store = Store.open(settings.database, settings.store, settings.keys)
    with Service(store, settings) as service:
        service.checkpoints.put_aside()  # the trail is rightly an earlier one now
        again, listed = service.disposals.settle(), service.disposals.listed
        pieces, made = len(manifest["members"]) - 1, str(manifest["made"])
        service.record(Event.SYS_RESTORE, "system", made=made, pieces=pieces, disposed_again=again)
        soundness = service.verify()
    return Restored(made, manifest["version"], pieces, soundness, again, listed)


def _refuse_used(where: Places) -> None:
    """A database's journal beside it would be taken for the restored one's."""
    taken = [where.database.with_name(where.database.name + end) for end in ("", "-wal", "-shm", "-journal")]
    used = [path for path in taken if os.path.lexists(path)]
    if where.originals.exists() and (not where.originals.is_dir() or any(where.originals.iterdir())):
        used.append(where.originals)
    if used:
        raise SettingsError(
            f"There is something here already: {used[0]}.",
            "Restore into an empty folder (COUNTERSIGN_FOLDER) with the key file in place; stop a service "
            "that runs there and move its data away first.",
        )


@contextmanager
def _staging(where: Places) -> Iterator[Places]:
    """Places beside the real ones, on the same file systems; gone at the end, whatever happens."""
    mark = f".restoring-{secrets.token_hex(8)}"
    staged = Places(where.database.parent / f"{mark}.db" / "database", where.originals.parent / mark)
    folders = (staged.database.parent, staged.originals)
    try:
        for folder in folders:
            folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.mkdir(mode=0o700)
        yield staged
    finally:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def _unpacked(tar: IO[bytes], staged: Places, keys: KeyProvider) -> dict[str, Any]:
    """Write every member to its staged place; the manifest, once it is ours and everything is as it says."""
    if not stat.S_ISREG(os.fstat(tar.fileno()).st_mode):
        raise _damaged("it is not a plain file")
    hashes: dict[str, str] = {}
    papers: dict[str, bytes] = {}
    for name, size in _members(tar):
        if name in hashes or name in papers:
            raise _unsafe("it holds two members of one name")
        if name in (MANIFEST, SIGNATURE):
            if size > _LINE * (len(hashes) + 4):
                raise _unsafe("its manifest is larger than what it lists")
            papers[name] = tar.read(size)
        elif name == DATABASE:
            hashes[name] = _out(tar, size, staged.database)
        elif _PIECE.fullmatch(name):
            hashes[name] = _out(tar, size, staged.originals / name.removeprefix(ORIGINALS))
        else:
            raise _unsafe("it holds a member that no back-up has")
    if papers.keys() != {MANIFEST, SIGNATURE}:
        raise _damaged("its manifest is missing, so it was cut short")
    return _agreed(papers, hashes, keys)


def _members(tar: IO[bytes]) -> Iterator[tuple[str, int]]:
    """Name and size of each member, with the file at the beginning of its bytes, up to the end's mark.

    Plain files alone: links, devices, sparse files and headers that change other headers are refused.
    """
    whole = os.fstat(tar.fileno()).st_size
    at = 0
    while True:
        tar.seek(at)
        block = tar.read(_BLOCK)
        if block == bytes(_BLOCK):
            return
        try:
            header = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        except (tarfile.HeaderError, ValueError):
            raise _damaged("it ends early, or a header in it cannot be read") from None
        if header.type not in (tarfile.REGTYPE, tarfile.AREGTYPE):
            raise _unsafe("it holds something that is no plain file")
        start = at + _BLOCK
        if not 0 <= header.size <= whole - start:
            raise _damaged("a member of it is larger than what is left of the file")
        yield header.name, header.size
        at = start + -(-header.size // _BLOCK) * _BLOCK


def _out(tar: IO[bytes], size: int, path: Path) -> str:
    """Write the member's bytes; their SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as written:
        while size:
            chunk = tar.read(min(size, _CHUNK))
            if not chunk:
                raise _damaged("it became shorter while it was read")
            digest.update(chunk)
            written.write(chunk)
            size -= len(chunk)
    return digest.hexdigest()


def _agreed(papers: dict[str, bytes], hashes: dict[str, str], keys: KeyProvider) -> dict[str, Any]:
    """The manifest, where it is signed by our key and lists exactly what there is."""
    if not keys.signed(signed_words(papers[MANIFEST]), papers[SIGNATURE]):
        raise Refused(
            RefusalCode.UNSAFE,
            "The back-up does not fit this key file: it is another installation's, or was changed.",
            "Put the key file in place that the installation had when the back-up was made.",
        )
    manifest: dict[str, Any] = json.loads(papers[MANIFEST])
    if manifest["format"] != FORMAT:
        raise _newer(manifest)
    if DATABASE not in hashes or manifest["members"] != hashes:
        raise _damaged("what it holds is not what its manifest lists")
    return manifest


def _refuse_newer(database: Path, manifest: dict[str, Any]) -> None:
    """Tables of a later version would be taken for ours."""
    with closing(sqlite3.connect(database)) as copy:
        revisions = [revision for (revision,) in copy.execute("SELECT version_num FROM alembic_version")]
    known = {path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("*.py")}
    if not known.issuperset(revisions):
        raise _newer(manifest)


def _move(staged: Places, where: Places) -> None:
    """The originals first: rows without their bytes are lost documents, bytes without rows are harmless."""
    where.originals.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.rename(staged.originals, where.originals)  # over an empty folder, never over one that holds something
    try:
        os.link(staged.database, where.database)  # never over one that is there
    except OSError:
        os.rename(where.originals, staged.originals)
        raise
    os.sync()


def _damaged(why: str) -> Refused:
    return Refused(
        RefusalCode.DAMAGED,
        f"The back-up is damaged: {why}.",
        "Take another copy of it, or an earlier back-up. Nothing was put in place.",
    )


def _unsafe(why: str) -> Refused:
    return Refused(
        RefusalCode.UNSAFE,
        f"This is no back-up that Countersign wrote: {why}.",
        "Find out where the file comes from. Nothing was put in place.",
    )


def _newer(manifest: dict[str, Any]) -> Refused:
    return Refused(
        RefusalCode.UNSUPPORTED,
        f"The back-up was made by a later version, {manifest['version']}, which keeps things differently.",
        "Install that version, then restore. Nothing was put in place.",
    )
