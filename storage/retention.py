"""What may not be destroyed yet, what was destroyed, and who said so.

Threat: a document that a court has asked for is destroyed, by mistake or because somebody wants it gone; or
one that had to go is kept, in a corner that nobody thought of. Rule: holds are rows of their own that only
lifting ends, by a named account and with a reason; a disposal is proposed by one account and confirmed by
another; what was destroyed leaves a row with a signed certificate that holds no content. Reasons may name
people, so they are sealed with the key of the case or the document that they are about, and go with it.
Residual risk: who can write to the database removes a hold's row; the audit trail still says that it was
placed and that nobody lifted it.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.errors import CountersignError
from storage.sealing import Seal
from storage.tables import Base, CaseRow, DocumentRow, WordingDocumentRow
from storage.wording import Wording

SHORTEST_REASON, LONGEST_REASON = 3, 2000


class NoSuchHold(CountersignError):
    """There is no hold of that id, or it was lifted."""


class NoSuchDisposal(CountersignError):
    """There is no disposal of that id."""


class DisposalState(StrEnum):
    """Where a disposal stands. The last three are its ends."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"  # by somebody else; being carried out
    DESTROYED = "destroyed"  # the keys are gone; what they opened is being cleared away
    DONE = "done"  # and certified
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"  # it was held, used or changed between confirmation and destruction


UNFINISHED = (DisposalState.PROPOSED, DisposalState.CONFIRMED, DisposalState.DESTROYED)


class HoldRow(Base):
    """A hold on a case, or on one document of it where `document_id` is given; active until `lifted`."""

    __tablename__ = "holds"

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    document_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id"), index=True)
    review: Mapped[date]
    placed: Mapped[datetime]
    placed_by: Mapped[str]
    lifted: Mapped[datetime | None]
    lifted_by: Mapped[str] = mapped_column(default="")
    sealed_reason: Mapped[bytes]
    sealed_lifting: Mapped[bytes] = mapped_column(default=b"")


class CaseEndRow(Base):
    """The day that management of a case ended, as a person stated it: some schedules run from then."""

    __tablename__ = "case_ends"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    ended: Mapped[date]
    stated: Mapped[datetime]
    stated_by: Mapped[str]


class DisposalRow(Base):
    """One document's disposal. `facts` says why it was due, `pieces` which bytes of the store are to go.

    Neither holds content: ids, dates, random names and hashes, as JSON. `certificate` is signed as it stands.
    """

    __tablename__ = "disposals"
    __table_args__ = (Index("disposals_by_state", "state", "proposed"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    batch: Mapped[str] = mapped_column(index=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    state: Mapped[str]
    proposed: Mapped[datetime]
    proposed_by: Mapped[str]
    confirmed: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(default="")
    ended: Mapped[datetime | None]
    facts: Mapped[str]
    pieces: Mapped[str] = mapped_column(default="")
    certificate: Mapped[str] = mapped_column(default="")
    signature: Mapped[bytes] = mapped_column(default=b"")


class Retention:
    """The questions about holds and disposals, in one transaction."""

    def __init__(
        self,
        session: Session,
        document_seal: Callable[[DocumentRow], Seal],
        case_seal: Callable[[CaseRow], Seal],
    ) -> None:
        self._session, self._document_seal, self._case_seal = session, document_seal, case_seal

    # holds

    def hold(
        self, case: CaseRow, document: DocumentRow | None, reason: str, review: date, by: str
    ) -> HoldRow:
        """Place a hold. The rows that it is about are locked, so that no disposal runs past it."""
        self._locked(case.id, document.id if document else None)
        id = secrets.token_hex(16)
        seal = self._document_seal(document) if document is not None else self._case_seal(case)
        row = HoldRow(
            id=id,
            case_id=case.id,
            document_id=document.id if document is not None else None,
            review=review,
            placed=datetime.now(UTC),
            placed_by=by,
            lifted=None,
            sealed_reason=seal.close(f"hold {id}", said(reason, "hold").encode()),
        )
        self._session.add(row)
        self._session.flush()
        return row

    def lift(self, id: str, reason: str, by: str) -> HoldRow:
        """End a hold; raises `NoSuchHold`."""
        row = self._session.scalar(select(HoldRow).where(HoldRow.id == id).with_for_update())
        if row is None or row.lifted is not None:
            raise NoSuchHold("There is no such hold, or it was lifted before.", "Look at the list of holds.")
        seal = self._seal_of(row)
        row.lifted, row.lifted_by = datetime.now(UTC), by
        row.sealed_lifting = seal.close(f"lifting {id}", said(reason, "lifting").encode()) if seal else b""
        self._session.flush()
        return row

    def holds(self, active: bool = True, case_id: str | None = None) -> Sequence[HoldRow]:
        """Holds, those to be reviewed first; with `active`, those that nobody lifted."""
        wanted = select(HoldRow).order_by(HoldRow.review, HoldRow.id)
        if active:
            wanted = wanted.where(HoldRow.lifted.is_(None))
        if case_id is not None:
            wanted = wanted.where(HoldRow.case_id == case_id)
        return self._session.scalars(wanted).all()

    def held(self, document: DocumentRow) -> bool:
        """Whether some hold stands against destroying it, of its own or its case's."""
        found = (
            select(HoldRow.id)
            .where(
                HoldRow.lifted.is_(None),
                HoldRow.case_id == document.case_id,
                or_(HoldRow.document_id.is_(None), HoldRow.document_id == document.id),
            )
            .limit(1)
        )
        return self._session.scalar(found) is not None

    def reason(self, row: HoldRow) -> tuple[str, str]:
        """Why it was placed and why it was lifted; empty once what they were about was destroyed."""
        seal = self._seal_of(row)
        if seal is None:
            return "", ""
        lifting = seal.open(f"lifting {row.id}", row.sealed_lifting) if row.sealed_lifting else b""
        return seal.open(f"hold {row.id}", row.sealed_reason).decode(), lifting.decode()

    # the end of a case

    def case_ended(self, case_id: str, ended: date, by: str) -> None:
        """State on which day management of the case ended, in place of what was stated before."""
        row = self._session.get(CaseEndRow, case_id)
        if row is None:
            row = CaseEndRow(case_id=case_id)
            self._session.add(row)
        row.ended, row.stated, row.stated_by = ended, datetime.now(UTC), by
        self._session.flush()

    def case_ends(self) -> dict[str, date]:
        """By case, the day that was stated."""
        return {row.case_id: row.ended for row in self._session.scalars(select(CaseEndRow))}

    # disposals

    def propose(self, document: DocumentRow, batch: str, facts: str, by: str) -> DisposalRow:
        """A disposal that somebody else may confirm."""
        row = DisposalRow(
            id=secrets.token_hex(16),
            batch=batch,
            document_id=document.id,
            case_id=document.case_id,
            state=DisposalState.PROPOSED.value,
            proposed=datetime.now(UTC),
            proposed_by=by,
            facts=facts,
        )
        self._session.add(row)
        self._session.flush()
        return row

    def disposal(self, id: str, lock: bool = False) -> DisposalRow:
        """A disposal's row; raises `NoSuchDisposal`."""
        wanted = select(DisposalRow).where(DisposalRow.id == id)
        row = self._session.scalar(wanted.with_for_update() if lock else wanted)
        if row is None:
            raise NoSuchDisposal("There is no such disposal.", "Look at the list of disposals.")
        return row

    def disposals(
        self, states: Iterable[DisposalState] | None = None, batch: str | None = None, most: int = 1_000_000
    ) -> Sequence[DisposalRow]:
        """Disposals, those proposed last first."""
        wanted = select(DisposalRow).order_by(DisposalRow.proposed.desc(), DisposalRow.id).limit(most)
        if states is not None:
            wanted = wanted.where(DisposalRow.state.in_([state.value for state in states]))
        if batch is not None:
            wanted = wanted.where(DisposalRow.batch == batch)
        return self._session.scalars(wanted).all()

    def lock(self, document: DocumentRow) -> None:
        """Keep holds from being placed on the document until this transaction ends."""
        self._locked(document.case_id, document.id)

    def _locked(self, case_id: str, document_id: str | None) -> None:
        """SQLite has one writer at a time anyway; elsewhere the rows are locked, the case's first."""
        self._session.scalar(select(CaseRow.id).where(CaseRow.id == case_id).with_for_update())
        if document_id is not None:
            wanted = select(DocumentRow.id).where(DocumentRow.id == document_id)
            self._session.scalar(wanted.with_for_update())

    def _seal_of(self, row: HoldRow) -> Seal | None:
        if row.document_id is not None:
            document = self._session.get_one(DocumentRow, row.document_id)
            return self._document_seal(document) if document.wrapped_key else None
        case = self._session.get_one(CaseRow, row.case_id)
        return self._case_seal(case) if case.wrapped_key else None


def sharing(session: Session, document_id: str, wording: Wording) -> set[str]:
    """The ids of other documents that share some of its wording, but for what many cases share."""
    prints = session.scalar(
        select(WordingDocumentRow.prints).where(WordingDocumentRow.document_id == document_id)
    )
    if not prints:
        return set()
    seen = wording.sightings(document_id, [struct.unpack(f"<{len(prints) // 8}q", prints)])
    return {place.document_id for places in seen.places.values() for place in places}


def said(reason: str, what: str) -> str:
    """The reason without outer space; raises `CountersignError` where there is none, or too much of it."""
    reason = reason.strip()
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise CountersignError(
            f"A {what} needs a reason of {SHORTEST_REASON} to {LONGEST_REASON} characters.",
            "Say why, so that whoever reviews it can judge it.",
        )
    return reason
