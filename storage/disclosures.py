"""Disclosures: what was asked, what an officer did to the proposals, what was approved and what went out.

Every disclosure has a data key of its own, apart from the document's: with it are sealed the request, the
acts, the summary, the approver's remarks, the seed that tells which person a mark stands for, and the files
that were approved. Destroying that key leaves the document, and a person's marks stand for nobody any more.
Acts are only ever added; one that was undone says so and stays.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.codec import from_json, to_json
from models.errors import CountersignError
from models.review import Act, DisclosureRequest, DisclosureState, Remark
from models.summary import Summary
from storage.blobs import Blobs
from storage.keys import KeyProvider, WrappedKey
from storage.sealing import Seal
from storage.tables import Base, DocumentRow

T = TypeVar("T")


class DisclosureRow(Base):
    """One disclosure of one document. Names, words and files are sealed; `expires` ends a release.

    `link_key` is the keyed hash of the secret in the recipient's link, empty where there is none.
    """

    __tablename__ = "disclosures"

    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    policy: Mapped[str]
    policy_version: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    created: Mapped[datetime]
    created_by: Mapped[str]
    changed: Mapped[datetime]
    submitted_by: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    expires: Mapped[datetime | None]
    downloads: Mapped[int] = mapped_column(default=0)
    key_id: Mapped[str]
    wrapped_key: Mapped[bytes]
    sealed_request: Mapped[bytes]
    sealed_seed: Mapped[bytes]
    sealed_summary: Mapped[bytes] = mapped_column(default=b"")
    sealed_remarks: Mapped[bytes] = mapped_column(default=b"")
    link_key: Mapped[str] = mapped_column(default="", index=True)
    copy_blob: Mapped[str] = mapped_column(default="")
    summary_blob: Mapped[str] = mapped_column(default="")


class ActRow(Base):
    """One act of an officer, in order of `number`. Never removed by itself: `undone` leaves it out."""

    __tablename__ = "disclosure_acts"

    disclosure_id: Mapped[str] = mapped_column(ForeignKey("disclosures.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    by: Mapped[str]
    undone: Mapped[bool] = mapped_column(default=False)
    sealed: Mapped[bytes]


class NoSuchDisclosure(CountersignError):
    """There is no disclosure of that id, or its key was destroyed."""


class Disclosures:
    """The questions about disclosures, in one transaction."""

    def __init__(self, session: Session, keys: KeyProvider, blobs: Blobs) -> None:
        self._session, self._keys, self._blobs = session, keys, blobs

    def open(
        self, document: DocumentRow, policy: str, version: str, request: DisclosureRequest, actor: str
    ) -> DisclosureRow:
        """A new draft, with marks of its own."""
        id, now = secrets.token_hex(16), datetime.now(UTC)
        seal, wrapped = Seal.new(self._keys, _owner(id))
        row = DisclosureRow(
            id=id,
            document_id=document.id,
            policy=policy,
            policy_version=version,
            state=DisclosureState.DRAFT.value,
            created=now,
            created_by=actor,
            changed=now,
            expires=None,
            key_id=wrapped.key_id,
            wrapped_key=wrapped.wrapped,
            sealed_request=seal.close("request", to_json(request), pack=True),
            sealed_seed=seal.close("seed", secrets.token_bytes(8)),
        )
        self._session.add(row)
        self._session.flush()
        return row

    def row(self, id: str) -> DisclosureRow:
        """The disclosure's row; raises `NoSuchDisclosure`."""
        found = self._session.get(DisclosureRow, id)
        if found is None:
            raise NoSuchDisclosure("There is no such disclosure.", "Check the id.")
        return found

    def by_link(self, secret: str) -> DisclosureRow | None:
        """The disclosure that a recipient's link opens."""
        return self._session.scalar(
            select(DisclosureRow).where(DisclosureRow.link_key == self._keyed(secret)).limit(1)
        )

    def new_link(self, row: DisclosureRow) -> str:
        """A secret for the recipient's link, in place of any before. It is kept as a keyed hash alone."""
        secret = secrets.token_urlsafe(32)
        row.link_key = self._keyed(secret)
        return secret

    def rows(
        self, document_id: str | None = None, state: DisclosureState | None = None, most: int = 200
    ) -> Sequence[DisclosureRow]:
        """Disclosures, those changed last first."""
        wanted = select(DisclosureRow).order_by(DisclosureRow.changed.desc(), DisclosureRow.id)
        if document_id is not None:
            wanted = wanted.where(DisclosureRow.document_id == document_id)
        if state is not None:
            wanted = wanted.where(DisclosureRow.state == state.value)
        return self._session.scalars(wanted.limit(most)).all()

    def latest_of_series(self, document: DocumentRow, policy: str) -> DisclosureRow | None:
        """The last disclosure of this document, or of an earlier version of it, under that policy."""
        return self._session.scalar(
            select(DisclosureRow)
            .join(DocumentRow, DocumentRow.id == DisclosureRow.document_id)
            .where(
                DocumentRow.series == document.series,
                DocumentRow.version <= document.version,
                DisclosureRow.policy == policy,
                DisclosureRow.wrapped_key != b"",
            )
            .order_by(DocumentRow.version.desc(), DisclosureRow.created.desc())
            .limit(1)
        )

    def request(self, row: DisclosureRow) -> DisclosureRequest:
        """Who asked, and for what."""
        return self._opened(DisclosureRequest, row, "request", row.sealed_request)

    def seed(self, row: DisclosureRow) -> int:
        """What the numbers in the marks are drawn by."""
        return int.from_bytes(self._seal(row).open("seed", row.sealed_seed))

    def acts(self, row: DisclosureRow) -> tuple[Act, ...]:
        """The acts that stand, in order."""
        return tuple(act for act, undone in self.record(row) if not undone)

    def record(self, row: DisclosureRow) -> list[tuple[Act, bool]]:
        """Every act ever done, in order, and whether it was undone."""
        rows = self._session.scalars(
            select(ActRow).where(ActRow.disclosure_id == row.id).order_by(ActRow.number)
        )
        return [(self._opened(Act, row, f"act {r.number}", r.sealed), r.undone) for r in rows]

    def add(self, row: DisclosureRow, act: Act) -> None:
        """Put an act at the end of the record."""
        number = int(act.id)
        sealed = self._seal(row).close(f"act {number}", to_json(act), pack=True)
        self._session.add(ActRow(disclosure_id=row.id, number=number, by=act.by, sealed=sealed, undone=False))
        self._session.flush()

    def next_number(self, row: DisclosureRow) -> int:
        """The number of the act that comes next."""
        last = self._session.scalar(
            select(ActRow.number)
            .where(ActRow.disclosure_id == row.id)
            .order_by(ActRow.number.desc())
            .limit(1)
        )
        return (last or 0) + 1

    def set_undone(self, row: DisclosureRow, number: int, undone: bool) -> bool:
        """Undo or redo an act; False where there is none of that number in the other state."""
        act = self._session.get(ActRow, (row.id, number))
        if act is None or act.undone is undone:
            return False
        act.undone = undone
        return True

    def actors(self, row: DisclosureRow) -> set[str]:
        """Whoever had a hand in it: none of them may approve it."""
        acted = self._session.scalars(select(ActRow.by).where(ActRow.disclosure_id == row.id).distinct())
        return {row.created_by, row.submitted_by, *acted} - {""}

    def summary(self, row: DisclosureRow) -> Summary | None:
        """The summary as the officer has it, if there is one."""
        return self._opened(Summary, row, "summary", row.sealed_summary) if row.sealed_summary else None

    def keep_summary(self, row: DisclosureRow, summary: Summary | None) -> None:
        """Replace the summary, or take it out."""
        row.sealed_summary = (
            self._seal(row).close("summary", to_json(summary), pack=True) if summary is not None else b""
        )

    def remarks(self, row: DisclosureRow) -> tuple[Remark, ...]:
        """What approvers wrote, in order."""
        return (
            self._opened(tuple[Remark, ...], row, "remarks", row.sealed_remarks) if row.sealed_remarks else ()
        )

    def remark(self, row: DisclosureRow, text: str, by: str) -> None:
        """Add a remark."""
        said = (*self.remarks(row), Remark(text, by, datetime.now(UTC).isoformat(timespec="seconds")))
        row.sealed_remarks = self._seal(row).close("remarks", to_json(said), pack=True)

    def put_file(self, row: DisclosureRow, what: str, data: bytes) -> str:
        """Seal an approved file into the store; its name there, which the caller puts into the row."""
        return self._blobs.put(f"disclosure-{row.id}", what, self._seal(row).close(what, data))

    def file(self, row: DisclosureRow, what: str) -> bytes:
        """An approved file; raises `NoSuchDisclosure` where there is none."""
        name = row.copy_blob if what == "copy" else row.summary_blob
        if not name:
            raise NoSuchDisclosure("This disclosure has no such file.", "Look at what was approved.")
        return self._seal(row).open(what, self._blobs.get(name))

    def forget(self, document_id: str) -> list[str]:
        """Destroy the keys of a document's disclosures; the names of their files, to remove after commit."""
        gone: list[str] = []
        for row in self.rows(document_id, most=1_000_000):
            gone += [name for name in (row.copy_blob, row.summary_blob) if name]
            self._session.execute(delete(ActRow).where(ActRow.disclosure_id == row.id))
            row.key_id, row.wrapped_key = "", b""
            row.sealed_request = row.sealed_seed = row.sealed_summary = row.sealed_remarks = b""
            row.copy_blob = row.summary_blob = ""
        return gone

    def _keyed(self, secret: str) -> str:
        return hmac.new(self._keys.secret("links"), secret.encode(), hashlib.sha256).hexdigest()

    def _seal(self, row: DisclosureRow) -> Seal:
        if not row.wrapped_key:
            raise NoSuchDisclosure(
                "The content of this disclosure was not kept.", "It cannot be shown again."
            )
        return Seal.of(self._keys, _owner(row.id), WrappedKey(row.key_id, row.wrapped_key))

    def _opened(self, kind: type[T], row: DisclosureRow, what: str, sealed: bytes) -> T:
        return from_json(kind, self._seal(row).open(what, sealed))


def _owner(id: str) -> str:
    return f"disclosure {id}"
