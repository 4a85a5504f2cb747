"""The rows. Only ids, dates, states and counts are plain; what may name somebody is sealed bytes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, ForeignKey, Index, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A time in UTC, aware of it, also where the database is not (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a time without a zone is a fault of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Always with its zone."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    """The declarative base of all tables."""

    type_annotation_map = {datetime: Moment}  # noqa: RUF012 - SQLAlchemy reads it off the class


class AreaRow(Base):
    """A part of the installation with cases and people of its own. `id` is a short word, such as `north`."""

    __tablename__ = "areas"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    created: Mapped[datetime]


FIRST_AREA = "main"
"""The area that there is from the start. An installation with one area never needs another."""


class CaseRow(Base):
    """One person under management. `reference_key` is the keyed hash of the sealed reference and the area.

    A `restricted` case is seen by those whom its list names (`CaseAccessRow`), and by nobody else.
    """

    __tablename__ = "cases"

    id: Mapped[str] = mapped_column(primary_key=True)
    reference_key: Mapped[str] = mapped_column(unique=True)
    sealed_reference: Mapped[bytes]
    key_id: Mapped[str]
    wrapped_key: Mapped[bytes]
    created: Mapped[datetime]
    area: Mapped[str] = mapped_column(index=True)
    restricted: Mapped[bool] = mapped_column(default=False)


class CaseAccessRow(Base):
    """Somebody on a case's list of those who need to know. `area` is the case's: see `row_security`."""

    __tablename__ = "case_access"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(primary_key=True, index=True)
    area: Mapped[str]
    given: Mapped[datetime]
    given_by: Mapped[str]


class DocumentRow(Base):
    """One immutable original and what is known of it. `wrapped_key` is empty once its key was destroyed.

    `faults` are the codes of its findings, each once, and each with the form's name of the section it is in
    ("STL-01 STL-01@rmp"): what figures count, without a look at the findings themselves.
    `series` is the id of the first version. `part_of` is the e-mail or archive that the file came in, and
    `part_number` its number there, from 0. The marking's columns hold tier, -SENSITIVE and outcome, never
    caveats, which may name a recipient.
    """

    __tablename__ = "documents"
    __table_args__ = (
        Index("documents_of_case", "case_id", "held"),
        Index("documents_counted", "case_id", "superseded_by", "kind", "held"),
        Index("documents_by_hash", "sha256"),
        Index("documents_by_receipt", "received"),
        Index("documents_parts", "part_of", "part_number", unique=True),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    series: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    superseded_by: Mapped[str | None]
    duplicate_of: Mapped[str | None]
    part_of: Mapped[str | None] = mapped_column(default=None)
    part_number: Mapped[int | None] = mapped_column(default=None)
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(index=True)
    received: Mapped[datetime]
    received_by: Mapped[str]
    key_id: Mapped[str]
    wrapped_key: Mapped[bytes]
    sealed_filename: Mapped[bytes]
    original: Mapped[str]
    format: Mapped[str] = mapped_column(default="")
    form: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    held: Mapped[date | None]
    declared: Mapped[str] = mapped_column(default="")
    proposed: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    faults: Mapped[str] = mapped_column(default="")
    blocking: Mapped[int] = mapped_column(default=0)
    high: Mapped[int] = mapped_column(default=0)
    medium: Mapped[int] = mapped_column(default=0)
    low: Mapped[int] = mapped_column(default=0)
    not_assessed: Mapped[int] = mapped_column(default=0)
    mentions: Mapped[int] = mapped_column(default=0)
    people: Mapped[int] = mapped_column(default=0)


class ResultRow(Base):
    """What a stage made of a document, sealed in the store. The same stage and version is made once."""

    __tablename__ = "results"
    __table_args__ = (UniqueConstraint("document_id", "stage", "version"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"))
    stage: Mapped[str]
    version: Mapped[int]
    blob: Mapped[str]
    created: Mapped[datetime]


class FindingRow(Base):
    """One finding. `key` is the keyed hash of `Finding.key`, the same in a later version of the document."""

    __tablename__ = "findings"

    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    number: Mapped[int]
    code: Mapped[str]
    severity: Mapped[str]
    confidence: Mapped[str]
    key: Mapped[str]
    sealed: Mapped[bytes]


class WordingRow(Base):
    """A keyed hash of some of a passage's words, and where it stands: see `storage.wording`."""

    __tablename__ = "wording"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it off the class

    value: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    document: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    passage: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class CommonWordingRow(Base):
    """A keyed hash that stands in so many cases that it tells nothing."""

    __tablename__ = "wording_common"

    value: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class WordingDocumentRow(Base):
    """A document in the index of wording: its short number, and all its hashes, to take them out by."""

    __tablename__ = "wording_documents"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), unique=True)
    case_id: Mapped[str]
    prints: Mapped[bytes]


class JobRow(Base):
    """One document's way through the pipeline: the truth about it, whatever a queue says.

    Lease times are seconds since 1970 by the database's clock. `lease_token` changes with every lease: who
    does not hold the present one can change nothing.
    """

    __tablename__ = "jobs"
    __table_args__ = (Index("jobs_to_do", "state", "priority", "created"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    task: Mapped[str]
    state: Mapped[str]
    stage: Mapped[str]
    priority: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime]
    updated: Mapped[datetime]
    not_before: Mapped[float] = mapped_column(default=0.0)
    lease_owner: Mapped[str] = mapped_column(default="")
    lease_token: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[float] = mapped_column(default=0.0)
    code: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    remedy: Mapped[str] = mapped_column(default="")


class ProcessRow(Base):
    """A process of the service: when it was last heard of, and what it has counted, as JSON."""

    __tablename__ = "processes"

    id: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str]
    started: Mapped[datetime]
    seen: Mapped[float]  # seconds since 1970 by the database's clock
    counted: Mapped[str] = mapped_column(default="{}")


class AuditRow(Base):
    """One event. `chained` is the keyed hash over the event and the hash before it."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[str]  # ISO 8601, UTC: as hashed, so that no database's idea of a time changes it
    event: Mapped[str]
    actor: Mapped[str]
    detail: Mapped[str]  # JSON with the event's exact keys, sorted
    chained: Mapped[str]


class AuditHeadRow(Base):
    """The last event's number and hash, signed: shows that events were cut off the end."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    chained: Mapped[str]
    signature: Mapped[bytes]
