"""Files that have arrived in part.

Threat: half of a document lies about in the clear, or for ever; a sender fills the disk with files that never
end. Rule: what has arrived stands in pieces in the database, each sealed and bound to its upload and its
place, written down before it is acknowledged, so that a killed server loses nothing that it said it had;
senders have a bounded number of open uploads, and one that is not gone on with for `KEPT` is removed.
Residual risk: who holds the key file and the database reads the pieces.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import BigInteger, ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.errors import CountersignError
from storage.keys import KeyProvider
from storage.sealing import Seal
from storage.tables import Base

KEPT = timedelta(hours=24)
MOST_OPEN = 20
PIECE = 2**20
"""Bytes of one piece: so much is lost at most when a connection breaks."""


class PartialRow(Base):
    """One upload. `sealed_end` tells what became of it once all was there; until then it is empty."""

    __tablename__ = "partial_uploads"

    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    length: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger)
    expires: Mapped[datetime] = mapped_column(index=True)
    sealed_about: Mapped[bytes]
    sealed_end: Mapped[bytes]


class PieceRow(Base):
    """Some bytes of an upload, from `start` on."""

    __tablename__ = "partial_pieces"

    upload_id: Mapped[str] = mapped_column(ForeignKey("partial_uploads.id"), primary_key=True)
    start: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    sealed: Mapped[bytes]


class NoSuchUpload(CountersignError):
    """There is no upload of that id, or it is somebody else's, or it has expired."""


class TooManyUploads(CountersignError):
    """The sender has as many uploads open as anybody may."""


class OtherOffset(CountersignError):
    """What was sent does not go on where the upload stopped. `received` is where it did."""

    def __init__(self, received: int) -> None:
        super().__init__(
            f"The upload goes on at byte {received}.", "Ask for its offset with HEAD, and go on from there."
        )
        self.received = received


@dataclass(frozen=True, slots=True)
class About:
    """What the file is called, its case, the document that it is a new version of, a new case's area."""

    filename: str
    case: str
    supersedes: str | None
    area: str | None


@dataclass(frozen=True, slots=True)
class Partial:
    """An upload as its sender sees it. `end` is empty until all of it was there."""

    id: str
    length: int
    received: int
    expires: datetime
    about: About
    end: dict[str, str]


class Partials:
    """The questions about uploads, in one transaction; every one is asked for the account that sends."""

    def __init__(self, session: Session, keys: KeyProvider, account_id: str) -> None:
        self._session, self._keys, self._account = session, keys, account_id

    def begin(self, length: int, about: About) -> Partial:
        """A new upload; raises `TooManyUploads`. Those that have expired go first."""
        self._sweep()
        open_now = select(func.count()).where(
            PartialRow.account_id == self._account, PartialRow.sealed_end == b""
        )
        if (self._session.scalar(open_now) or 0) >= MOST_OPEN:
            raise TooManyUploads(
                f"{MOST_OPEN} uploads are open already.",
                "Go on with one of them, or end it with DELETE.",
            )
        id = secrets.token_hex(16)
        told = json.dumps([about.filename, about.case, about.supersedes, about.area]).encode()
        row = PartialRow(
            id=id,
            account_id=self._account,
            length=length,
            received=0,
            expires=datetime.now(UTC) + KEPT,
            sealed_about=self._seal(id).close("about", told),
            sealed_end=b"",
        )
        self._session.add(row)
        self._session.flush()
        return self._seen(row)

    def find(self, id: str) -> Partial:
        """The upload; raises `NoSuchUpload`."""
        return self._seen(self._row(id))

    def add(self, id: str, start: int, data: bytes) -> Partial:
        """Some more bytes; raises `OtherOffset` where they do not go on where the upload stopped."""
        row = self._row(id)
        if start != row.received:
            raise OtherOffset(row.received)
        if start + len(data) > row.length:
            raise CountersignError(
                f"More was sent than the {row.length} bytes that were announced.",
                "Begin the upload again with the file's true length.",
            )
        sealed = self._seal(id).close(f"piece {start}", data)
        self._session.add(PieceRow(upload_id=id, start=start, sealed=sealed))
        row.received, row.expires = start + len(data), datetime.now(UTC) + KEPT
        self._session.flush()
        return self._seen(row)

    def whole(self, id: str) -> bytes:
        """All the bytes, in order."""
        seal, found = self._seal(id), bytearray()
        pieces = select(PieceRow).where(PieceRow.upload_id == id).order_by(PieceRow.start)
        for piece in self._session.scalars(pieces):
            found += seal.open(f"piece {piece.start}", piece.sealed)
        return bytes(found)

    def finish(self, id: str, end: dict[str, str]) -> Partial:
        """Write down what became of it; its bytes go."""
        row = self._row(id)
        row.sealed_end = self._seal(id).close("end", json.dumps(end).encode())
        self._session.execute(delete(PieceRow).where(PieceRow.upload_id == id))
        self._session.flush()
        return self._seen(row)

    def remove(self, id: str) -> None:
        """Give the upload up; raises `NoSuchUpload`."""
        self._remove([self._row(id).id])

    def _sweep(self) -> None:
        late = select(PartialRow.id).where(PartialRow.expires < datetime.now(UTC))
        self._remove(list(self._session.scalars(late)))

    def _remove(self, ids: list[str]) -> None:
        self._session.execute(delete(PieceRow).where(PieceRow.upload_id.in_(ids)))
        self._session.execute(delete(PartialRow).where(PartialRow.id.in_(ids)))

    def _row(self, id: str) -> PartialRow:
        row = self._session.scalar(select(PartialRow).where(PartialRow.id == id).with_for_update())
        if row is None or row.account_id != self._account or row.expires < datetime.now(UTC):
            raise NoSuchUpload("There is no such upload, or it has expired.", "Begin it again.")
        return row

    def _seen(self, row: PartialRow) -> Partial:
        seal = self._seal(row.id)
        filename, case, supersedes, area = json.loads(seal.open("about", row.sealed_about))
        end: dict[str, str] = json.loads(seal.open("end", row.sealed_end)) if row.sealed_end else {}
        about = About(filename, case, supersedes, area)
        return Partial(row.id, row.length, row.received, row.expires, about, end)

    def _seal(self, id: str) -> Seal:
        return Seal(f"upload {id}", AESGCM(self._keys.secret("uploads")))
