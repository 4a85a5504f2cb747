"""Where a redacted copy lies between being made and being fetched.

Threat: a copy that stays about is one more place to steal from, and a link to it is passed on. Rule: copies
lie in an encrypted spool whose key is in this process's memory alone, for `KEPT_SECONDS`, and only the
account that had a copy made can fetch it. Residual risk: who reads this process's memory reads the copies. A
restart forgets them: they are made again from the document.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from models.disclosure import Decision, DisclosureLog, Verification
from pipeline.spool import Spool

KEPT_SECONDS = 30 * 60
MOST = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy on the shelf, without its bytes. `until` is by the monotonic clock."""

    id: str
    document_id: str
    account_id: str
    filename: str
    decisions: tuple[Decision, ...]
    log: DisclosureLog
    verification: Verification
    until: float

    @property
    def extension(self) -> str:
        """ "docx" or "pdf"."""
        return self.filename.rsplit(".", 1)[-1]


class Shelf:
    """The copies that can be fetched now."""

    def __init__(self) -> None:
        self._spool = Spool.open()
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def put(
        self,
        document_id: str,
        account_id: str,
        filename: str,
        copy: bytes,
        decisions: tuple[Decision, ...],
        log: DisclosureLog,
        verification: Verification,
    ) -> Kept:
        """Keep a copy; the oldest goes where there are too many."""
        id = secrets.token_hex(16)
        until = time.monotonic() + KEPT_SECONDS
        kept = Kept(id, document_id, account_id, filename, decisions, log, verification, until)
        self._spool.put(id, copy)
        with self._lock:
            self._kept[id] = kept
            self._sweep()
        return kept

    def find(self, id: str, document_id: str, account_id: str) -> Kept | None:
        """The copy, where it is there and that account's."""
        with self._lock:
            self._sweep()
            kept = self._kept.get(id)
        if kept is None or (kept.document_id, kept.account_id) != (document_id, account_id):
            return None
        return kept

    def read(self, kept: Kept) -> bytes:
        """Its bytes; `KeyError` where it went in the meantime."""
        return self._spool.get(kept.id)

    def close(self) -> None:
        """Throw everything away."""
        self._spool.close()

    def _sweep(self) -> None:
        now = time.monotonic()
        while self._kept:
            id, kept = next(iter(self._kept.items()))
            if kept.until > now and len(self._kept) <= MOST:
                return
            del self._kept[id]
            (self._spool.folder / id).unlink(missing_ok=True)
