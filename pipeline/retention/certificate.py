"""The certificate of a disposal: what went, when, by whom and by which schedule, and that its key is gone.

It holds no content and no name: ids of accounts, dates, counts and hashes. The signature is over the words
as they stand, with the installation's signing key, so that an outsider can check it with the public key.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.keys import KeyProvider
from storage.traces import Searched

FORMAT = "countersign disposal 1"

REMAINS_SQLITE = (
    "Back-ups made before it: they open with a copy of the key file of their day. Destroy them when their "
    "time is over. A back-up restored into this installation destroys the document again.",
    "Blocks of the disk that the file system gave up: not searched.",
)
REMAINS_SERVER = (
    "Old row versions in the database server until VACUUM FULL, and its log until it is recycled: wrapped "
    "keys, which open with the key-encryption key of their day alone. `countersign rotate-keys` makes them "
    "worthless.",
    "The server's back-ups and the store's, until they expire.",
)


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What the destruction took: the hashes of the wrapped keys, and how many pieces of the store."""

    at: datetime
    key_sha256: tuple[str, ...]
    pieces: int


def written(
    facts: dict[str, Any],
    proposed: tuple[str, datetime],
    confirmed: tuple[str, datetime],
    destroyed: Destroyed,
    searched: Searched,
    pieces_left: int,
    now: datetime,
) -> str:
    """The certificate's words: JSON with sorted keys."""
    remains = REMAINS_SQLITE if searched.database == "sqlite" else REMAINS_SERVER
    return json.dumps(
        {
            "format": FORMAT,
            **facts,
            "proposed": {"by": proposed[0], "at": _moment(proposed[1])},
            "confirmed": {"by": confirmed[0], "at": _moment(confirmed[1])},
            "destroyed": {
                "at": _moment(destroyed.at),
                "wrapped_keys_sha256": list(destroyed.key_sha256),
                "pieces": destroyed.pieces,
            },
            "checked": {
                "at": _moment(now),
                "key_in_row": False,
                "pieces_left": pieces_left,
                "database": searched.database,
                "bytes_searched": searched.bytes_searched,
                "written_anew": searched.written_anew,
                "key_found": 0 if searched.database == "sqlite" else None,
            },
            "remains": list(remains),
        },
        sort_keys=True,
    )


def sha256_of(certificate: str) -> str:
    """The hash by which the audit trail names it."""
    return hashlib.sha256(certificate.encode()).hexdigest()


def file_of(certificate: str, signature: bytes, keys: KeyProvider) -> str:
    """What is downloaded: the certificate with its signature and the key to check it by."""
    return json.dumps(
        {"certificate": certificate, "signature": signature.hex(), "public_key": keys.public_key}, indent=1
    )


def day(value: date | None) -> str:
    """A date as it stands in certificates."""
    return value.isoformat() if value else ""


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")
