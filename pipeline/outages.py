"""Faults that are nobody's document's: the database or the store for originals could not be used.

They are waited out and count as no attempt, or a bucket that is away for a minute would bury the whole queue.
"""

from __future__ import annotations

import errno

from obstore.exceptions import BaseError, NotFoundError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from storage.blobs import StoreAway
from storage.token_keys import KeysUnavailable

WAIT_SECONDS = 5.0
"""How long a job rests that met an outage."""
LONGEST_SECONDS = 24 * 3600.0
"""A job older than this has its outages counted as attempts: one that causes them does not go on for ever."""

_NO_FILE = (errno.ENOENT, errno.EEXIST, errno.ENOTDIR, errno.EISDIR)


def outage(error: BaseException) -> str:
    """What was away, in plain words; empty where the fault is another."""
    if isinstance(error, DBAPIError):
        away = error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
        return "The database could not be used." if away else ""
    if isinstance(error, StoreAway):
        return "The store for originals could not be used."
    if isinstance(error, KeysUnavailable):
        return "The keys could not be used."
    if isinstance(error, BaseError):
        return "" if isinstance(error, NotFoundError) else "The store for originals could not be used."
    if isinstance(error, OSError) and error.errno is not None and error.errno not in _NO_FILE:
        return f"This machine could not be used ({errno.errorcode.get(error.errno, 'unknown')})."
    return ""
