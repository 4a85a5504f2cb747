"""Answers to findings: who said what to which fault of a document, and why.

An answer hangs on the document's series and the finding's keyed hash, so that it holds in the next version
for as long as the fault is the same. The reason may name people, so it is sealed with the key of the version
that it was given at; where that version is destroyed its answers go too, and the fault is open again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import ForeignKey, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.answer import Answer, AnswerKind
from storage.sealing import Seal
from storage.tables import Base, DocumentRow


class AnswerRow(Base):
    """The answer to one finding of a series. `key` is the keyed hash of `Finding.key`."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("series", "key"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(index=True)
    key: Mapped[str]
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    code: Mapped[str]
    kind: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    sealed: Mapped[bytes]


class Answers:
    """The questions about answers, in one transaction. `keyed` hashes a finding's key, `seal` opens a row."""

    def __init__(
        self, session: Session, seal: Callable[[DocumentRow], Seal], keyed: Callable[[str], str]
    ) -> None:
        self._session, self._seal, self._keyed = session, seal, keyed

    def give(
        self, row: DocumentRow, finding_key: str, code: str, kind: AnswerKind, reason: str, by: str
    ) -> str:
        """Answer a finding of this version, in place of any answer before; its keyed hash."""
        key = self._keyed(finding_key)
        self._remove(row.series, key)
        sealed = self._seal(row).close(f"answer {key}", f"{finding_key} {reason}".encode(), pack=True)
        self._session.add(
            AnswerRow(
                id=secrets.token_hex(16),
                series=row.series,
                key=key,
                document_id=row.id,
                code=code,
                kind=kind.value,
                by=by,
                at=datetime.now(UTC),
                sealed=sealed,
            )
        )
        self._session.flush()
        return key

    def withdraw(self, row: DocumentRow, finding_key: str) -> tuple[str, str] | None:
        """Take an answer back: the rule's code and the finding's keyed hash, or None where there was none."""
        key = self._keyed(finding_key)
        found = self._session.scalar(
            select(AnswerRow).where(AnswerRow.series == row.series, AnswerRow.key == key)
        )
        if found is None:
            return None
        self._remove(row.series, key)
        return found.code, key

    def of(self, row: DocumentRow) -> dict[str, Answer]:
        """The answers of the document's series, by the findings' own keys."""
        rows = self._session.execute(
            select(AnswerRow, DocumentRow)
            .join(DocumentRow, DocumentRow.id == AnswerRow.document_id)
            .where(AnswerRow.series == row.series)
            .order_by(AnswerRow.at, AnswerRow.id)
        )
        found: dict[str, Answer] = {}
        for kept, given_at in rows:
            words = self._seal(given_at).open(f"answer {kept.key}", kept.sealed).decode()
            key, _, reason = words.partition(" ")
            found[key] = Answer(key, AnswerKind(kept.kind), reason, kept.by, kept.at, given_at.version)
        return found

    def forget(self, document_id: str) -> None:
        """Forget the answers that were given at a version that is destroyed."""
        self._session.execute(delete(AnswerRow).where(AnswerRow.document_id == document_id))

    def _remove(self, series: str, key: str) -> None:
        self._session.execute(delete(AnswerRow).where(AnswerRow.series == series, AnswerRow.key == key))
