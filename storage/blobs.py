"""Where encrypted bytes lie: a folder or an S3 bucket, written once and never over.

Create-only writes mean that no fault and no second worker can replace an original by something else. Names
are random, so that a stage that is done again after a crash writes beside its first attempt; what no row
names is swept.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from models.errors import CountersignError, SettingsError


class BlobMissing(CountersignError):
    """Bytes that a row names are not in the store."""


class StoreAway(CountersignError):
    """The store cannot be used: out of reach, refusing us, full. Nothing was kept; it may be tried again."""


RETRY: Any = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
"""How often a bucket is asked before it counts as away: somebody is waiting, and workers come back."""


@contextmanager
def _told() -> Iterator[None]:
    """What the store says, as something that a person can act on; its own words are for programmers."""
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise
    except AlreadyExistsError:
        raise StoreAway(
            "There is a piece of that name in the store for originals already; it was not written over.",
            "Try again: a new name is drawn each time.",
        ) from None
    except BaseError as fault:
        raise _away(type(fault).__name__) from None


def _away(why: str) -> StoreAway:
    return StoreAway(
        f"The store for originals cannot be used ({why}). Nothing was kept.",
        "Check COUNTERSIGN_STORE_URL, the bucket and the AWS_ variables; then try again.",
    )


class Blobs:
    """The store at a URL: file:///FOLDER, s3://BUCKET/PREFIX."""

    def __init__(self, url: str) -> None:
        self._folder: Path | None = None
        try:
            if url.startswith("file://"):
                self._folder = Path(url2pathname(urlsplit(url).path))
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._store: ObjectStore = LocalStore(self._folder)
            else:
                self._store = from_url(url, retry_config=RETRY)
        except Exception as error:
            raise SettingsError(
                f"The store for originals cannot be opened ({type(error).__name__}).",
                "Check COUNTERSIGN_STORE_URL: file:///FOLDER or s3://BUCKET/PREFIX.",
            ) from error

    def put(self, owner: str, what: str, data: bytes) -> str:
        """Write the bytes under a new name, which is returned; they are on disk when it returns."""
        name = f"{owner[:2]}/{owner}/{what}-{secrets.token_hex(8)}"
        first = self._folder is not None and not (self._folder / name).parent.exists()
        try:
            with _told():
                obstore.put(self._store, name, data, mode="create")
        except FileNotFoundError:
            raise _away("there is no such bucket or folder") from None
        if self._folder is not None:
            _settle(self._folder / name, first)
        return name

    def get(self, name: str) -> bytes:
        """The bytes of that name; raises `BlobMissing`."""
        try:
            with _told():
                return bytes(obstore.get(self._store, name).bytes())
        except FileNotFoundError:
            raise BlobMissing(
                f"{name} is missing from the store for originals.", "Restore it from a back-up."
            ) from None

    def remove(self, name: str) -> None:
        """Destroy the bytes of that name; where there are none, nothing happens."""
        try:
            with _told():
                obstore.delete(self._store, name)
        except FileNotFoundError:
            return

    def holds(self, name: str) -> bool:
        """Whether there are bytes of that name."""
        try:
            with _told():
                obstore.head(self._store, name)
        except FileNotFoundError:
            return False
        return True

    def names(self) -> Iterator[tuple[str, float]]:
        """All names, each with the time it was last written, in seconds since 1970."""
        with _told():
            for batch in obstore.list(self._store):
                for entry in batch:
                    yield entry["path"], entry["last_modified"].timestamp()


def _settle(path: Path, first: bool) -> None:
    """Have the file and its name on disk before anybody is told that it was accepted.

    The folder's own name is, once the first piece in it was settled.
    """
    for place in (path, path.parent, path.parent.parent) if first else (path, path.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
