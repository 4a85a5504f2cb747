"""Answers to requests that may be sent twice, by the key that their sender gave them.

Threat: a request is sent again because its answer was lost, and is done twice; the answers that are kept
for that are one more place where a disclosure's words can be read. Rule: a key is claimed in the same breath
as it is looked for, so that of two requests at once one is done; an answer is sealed with a key made from
the sender's own, of which only a keyed hash is kept: nobody opens it who does not send that key again. It
goes after `KEPT`. Residual risk: where the server is killed between the deed and its answer, what became of
it is not known, and the sender is told so.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from storage.sealing import Seal
from storage.store import Store
from storage.tables import Base

KEPT = timedelta(hours=24)
UNDERWAY = timedelta(minutes=15)
"""A request that was not answered for so long was not answered at all: its server was killed."""


class RepeatRow(Base):
    """One key. `sealed` is empty until the request has its answer."""

    __tablename__ = "repeats"

    id: Mapped[str] = mapped_column(primary_key=True)
    request: Mapped[str]
    begun: Mapped[datetime] = mapped_column(index=True)
    sealed: Mapped[bytes]


@dataclass(frozen=True, slots=True)
class Claim:
    """One request under one key, as its sender knows it. `request` is the hash of all that was asked."""

    account: str
    key: str
    request: str


class OtherRequest(Exception):
    """The key was used for another request."""


class Underway(Exception):
    """The same request is being done at this moment."""


class Unknown(Exception):
    """The same request was begun, and its server stopped before it answered."""


class Repeats:
    """The answers of one installation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def claim(self, claim: Claim) -> bytes | None:
        """The answer that was given before; None where there was none, and the key is this request's now.

        Raises `OtherRequest`, `Underway` and `Unknown`.
        """
        id, now = self._id(claim), datetime.now(UTC)
        try:
            with self._store.database.writing() as session:
                session.execute(delete(RepeatRow).where(RepeatRow.begun < now - KEPT))
                row = session.get(RepeatRow, id)
                if row is None:
                    session.add(RepeatRow(id=id, request=self._request(claim), begun=now, sealed=b""))
                    return None
        except IntegrityError:  # PostgreSQL: two at once, and the other one was first
            raise Underway from None
        if not hmac.compare_digest(row.request, self._request(claim)):
            raise OtherRequest
        if not row.sealed:
            raise Underway if row.begun > now - UNDERWAY else Unknown
        return self._seal(claim).open("answer", row.sealed)

    def keep(self, claim: Claim, answer: bytes) -> None:
        """The answer, for whoever sends the request again."""
        sealed = self._seal(claim).close("answer", answer, pack=True)
        with self._store.database.writing() as session:
            row = session.get(RepeatRow, self._id(claim))
            if row is not None:
                row.sealed = sealed

    def drop(self, claim: Claim) -> None:
        """Nothing was changed: the key may be used again."""
        with self._store.database.writing() as session:
            session.execute(delete(RepeatRow).where(RepeatRow.id == self._id(claim)))

    def _id(self, claim: Claim) -> str:
        return self._keyed("repeats", claim.account, claim.key).hex()

    def _request(self, claim: Claim) -> str:
        return self._keyed("repeated-requests", claim.key, claim.request).hex()

    def _seal(self, claim: Claim) -> Seal:
        key = self._keyed("repeated-answers", claim.account, claim.key)
        return Seal(f"repeat {self._id(claim)}", AESGCM(key))

    def _keyed(self, purpose: str, *parts: str) -> bytes:
        said = "\n".join(parts).encode("utf-8", "surrogatepass")
        return hmac.new(self._store.keys.secret(purpose), said, hashlib.sha256).digest()
