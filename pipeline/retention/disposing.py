"""Secure disposal: proposed by one, confirmed by another, carried out to the end, certified.

Threat: a document is destroyed that was not due, or was held, or because one person alone wanted it gone; or
it is destroyed by a fault in a schedule. Rule: what is proposed is judged again when it is confirmed, by the
schedules and dates of that day; who proposed cannot confirm; both are on record. How it is then destroyed is
`pipeline.retention.destroying`. Residual risk: two people who agree may destroy what is due.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import CountersignError
from pipeline.retention import certificate
from pipeline.retention.book import RetentionBook, kept, papers_of
from pipeline.retention.destroying import Destruction
from pipeline.retention.judging import Fate, Judgement, judge
from pipeline.settings import Settings
from storage import audit
from storage.archive import Archive
from storage.events import Event
from storage.retention import UNFINISHED, DisposalRow, DisposalState, NoSuchDisposal
from storage.store import Store
from storage.tables import DocumentRow

_MAY_GO = (Fate.DUE, Fate.REVIEW)


class CannotDispose(CountersignError):
    """What was asked for may not be destroyed, or not by this person."""


class OwnProposal(CannotDispose):
    """Who proposed it would confirm it as well."""


@dataclass(frozen=True, slots=True)
class Disposal:
    """A disposal as lists show it: ids, dates and the schedule, no content."""

    id: str
    batch: str
    document_id: str
    case_id: str
    state: DisposalState
    schedule: str
    due: str
    proposed: datetime
    proposed_by: str
    confirmed: datetime | None
    confirmed_by: str
    ended: datetime | None
    certified: bool


class Disposals:
    """What a page or a command does about disposal. `actor` is an account's id."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._book = RetentionBook(store, settings)
        self._destruction = Destruction(store, settings)

    # by people

    def propose(self, actor: str, documents: Sequence[str], today: date | None = None) -> list[Disposal]:
        """Propose documents together; each has to be due, with whatever came in the same e-mail or archive.

        Raises `CannotDispose`, and then nothing is proposed.
        """
        wanted = set(documents)
        with self._store.writing() as (session, archive):
            judged = self._judged(archive, today)
            unknown = wanted - judged.keys()
            if unknown or not wanted:
                raise CannotDispose(
                    "There is no such document, or it is not kept.", "Take ids from the list."
                )
            family = {
                j.document_id for j in judged.values() if j.family in {judged[w].family for w in wanted}
            }
            for id in sorted(family):
                self._refuse(judged[id])
                if self._underway(session, id):
                    raise CannotDispose(f"{id} is proposed already.", "Confirm or withdraw that proposal.")
            batch = secrets.token_hex(8)
            made = []
            for id in sorted(family):
                row = archive.retention.propose(
                    archive.row(id),
                    batch,
                    json.dumps(_facts(archive.row(id), judged[id]), sort_keys=True),
                    actor,
                )
                made.append(_seen(row))
            for one in made:
                self._note(
                    session,
                    Event.DISPOSAL_PROPOSED,
                    actor,
                    disposal=one.id,
                    document=one.document_id,
                    schedule=one.schedule,
                )
        return made

    def withdraw(self, actor: str, batch: str) -> list[Disposal]:
        """Take a proposal back before it is confirmed; the proposer may, and anybody else who may propose.

        Raises `NoSuchDisposal`, and `CannotDispose` once it was decided on.
        """
        with self._store.writing() as (session, archive):
            rows = _proposed(archive, batch)
            for row in rows:
                row.state, row.ended = DisposalState.WITHDRAWN.value, datetime.now(UTC)
            for row in rows:
                self._note(
                    session, Event.DISPOSAL_WITHDRAWN, actor, disposal=row.id, document=row.document_id
                )
            return [_seen(row) for row in rows]

    def confirm(self, actor: str, batch: str, today: date | None = None) -> list[Disposal]:
        """Confirm what somebody else proposed, and carry it out; how each ended.

        Raises `NoSuchDisposal`, `OwnProposal` where the actor proposed it, and `CannotDispose` where
        something in it may no longer go; then nothing is destroyed.
        """
        with self._store.writing() as (session, archive):
            rows = _proposed(archive, batch)
            if actor in {row.proposed_by for row in rows}:
                raise OwnProposal(
                    "Who proposes a disposal cannot confirm it.", "Ask somebody else who may to look at it."
                )
            judged = self._judged(archive, today)
            for row in rows:
                if row.document_id not in judged:
                    raise CannotDispose(f"{row.document_id} is not kept any more.", "Withdraw the proposal.")
                self._refuse(judged[row.document_id])
            for row in rows:
                facts = _facts(archive.row(row.document_id), judged[row.document_id])
                row.facts = json.dumps(facts, sort_keys=True)
                row.state = DisposalState.CONFIRMED.value
                row.confirmed, row.confirmed_by = datetime.now(UTC), actor
            for row in rows:
                self._note(
                    session,
                    Event.DISPOSAL_CONFIRMED,
                    actor,
                    disposal=row.id,
                    document=row.document_id,
                    proposed_by=row.proposed_by,
                )
            ids = [row.id for row in rows]
        self._destruction.carry_out(ids)
        return self._listed(ids)

    # lists

    def disposals(self, actor: str, unfinished: bool = False) -> list[Disposal]:
        """Disposals, those proposed last first."""
        with self._store.reading() as (_, archive):
            rows = archive.retention.disposals(UNFINISHED if unfinished else None)
            found = [_seen(row) for row in rows]
        with self._store.writing() as (session, _):
            self._note(session, Event.SENSITIVE_READ, actor, document="all", what="disposals")
        return found

    def certificate(self, actor: str, id: str) -> str:
        """The certificate as it is downloaded; raises `NoSuchDisposal`, `CannotDispose` before it is done."""
        with self._store.reading() as (_, archive):
            row = archive.retention.disposal(id)
            if not row.certificate:
                raise CannotDispose(
                    "This disposal is not done, so that nothing is certified.", "Wait for it."
                )
            words = certificate.file_of(row.certificate, row.signature, self._store.keys)
            document = row.document_id
        with self._store.writing() as (session, _):
            self._note(session, Event.SENSITIVE_READ, actor, document=document, what="certificate")
        return words

    # by itself

    def settle(self) -> int:
        """Go on with what a killed process left, and destroy again what a back-up brought back: how many."""
        return self._destruction.settle()

    @property
    def listed(self) -> bool:
        """Whether there is a list of disposals beside the keys, as after every disposal."""
        return self._destruction.listed

    # within

    def _judged(self, archive: Archive, today: date | None) -> dict[str, Judgement]:
        rows = kept(archive)
        day = today or datetime.now(UTC).date()
        found = judge(papers_of(archive, rows), self._book.schedules(), archive.retention.case_ends(), day)
        return {judgement.document_id: judgement for judgement in found}

    def _refuse(self, judgement: Judgement) -> None:
        if judgement.fate not in _MAY_GO:
            raise CannotDispose(
                f"{judgement.document_id} may not be disposed of. {judgement.why}",
                "Leave it out; the dry run says what may go.",
            )

    def _underway(self, session: Session, document_id: str) -> bool:
        states = [state.value for state in UNFINISHED]
        wanted = select(DisposalRow.id).where(
            DisposalRow.document_id == document_id, DisposalRow.state.in_(states)
        )
        return session.scalar(wanted.limit(1)) is not None

    def _listed(self, ids: Iterable[str]) -> list[Disposal]:
        with self._store.reading() as (_, archive):
            return [_seen(archive.retention.disposal(id)) for id in ids]

    def _note(self, session: Session, event: Event, actor: str, **detail: str | int) -> None:
        audit.append(session, self._store.keys, event, actor, **detail)


def _proposed(archive: Archive, batch: str) -> Sequence[DisposalRow]:
    """What was proposed together; raises `NoSuchDisposal`, `CannotDispose` once it was decided on."""
    rows = archive.retention.disposals([DisposalState.PROPOSED], batch)
    if rows:
        return rows
    if archive.retention.disposals(batch=batch, most=1):
        raise CannotDispose("This proposal was confirmed or withdrawn already.", "Look at the list.")
    raise NoSuchDisposal("There is no such proposal.", "Look at the list of disposals.")


def _facts(row: DocumentRow, judgement: Judgement) -> dict[str, Any]:
    """What a certificate says of the document and of why it was due."""
    schedule = judgement.schedule
    assert schedule is not None
    return {
        "document": row.id,
        "case": row.case_id,
        "version": row.version,
        "sha256": row.sha256,
        "size": row.size,
        "received": row.received.date().isoformat(),
        "form": row.form,
        "kind": row.kind,
        "schedule": {
            "name": schedule.name,
            "title": schedule.title,
            "keep": str(schedule.keep or ""),
            "clock": schedule.clock.value,
            "source": schedule.source,
            "sha256": schedule.digest,
            "started": certificate.day(judgement.started),
            "due": certificate.day(judgement.due),
        },
    }


def _seen(row: DisposalRow) -> Disposal:
    schedule = json.loads(row.facts)["schedule"]
    return Disposal(
        row.id,
        row.batch,
        row.document_id,
        row.case_id,
        DisposalState(row.state),
        schedule["name"],
        schedule["due"],
        row.proposed,
        row.proposed_by,
        row.confirmed,
        row.confirmed_by,
        row.ended,
        bool(row.certificate),
    )
