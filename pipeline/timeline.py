"""Cases, and one case's meetings and referrals in their order.

Level and risk of serious harm are not in plain columns: they are read from what the reading stage kept of
each document, so a timeline opens the case's documents, and is recorded as reading the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.case import Stage
from models.document import Document
from models.errors import CountersignError
from models.structure import DocumentKind, Fact
from pipeline.entries import Entry, entries_of
from pipeline.order import Dated, ordered
from storage import audit
from storage.archive import Archive
from storage.events import Event
from storage.figures import Counts
from storage.store import Store
from storage.tables import DocumentRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 100
"""Documents of one timeline: each is opened."""


class NoSuchCase(CountersignError):
    """There is no case of that id, or none that may be seen."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case of the list. `last_meeting` is the latest date of its minutes."""

    id: str
    reference: str
    documents: int
    last_meeting: date | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A document of a timeline. `title` is its form's; `level` and `risk` are empty where not found."""

    entry: Entry
    title: str
    level: str
    risk: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A case's documents, oldest first, older versions apart; `left_off` where only the last are there."""

    id: str
    reference: str
    moments: tuple[Moment, ...]
    left_off: bool


class CaseBook:
    """What the doors ask about cases. What is given out is recorded."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listed(self, wanted: str, actor: str, *, most: int, skip: int = 0) -> list[CaseLine]:
        """Cases, those whose last meeting was latest first.

        `wanted` is a reference or a part of one, whatever its capitals; empty for all cases.
        """
        with self._store.reading() as (session, archive):
            only = _of_reference(archive, wanted) if wanted else None
            counted = Counts(session, archive.visible()).cases(only, most, skip)
            found = [
                CaseLine(c.case_id, archive.case_reference(c.case_id), c.documents, c.last_meeting)
                for c in counted
            ]
        self._note(actor, "all", "cases")
        return found

    def timeline(self, id: str, actor: str) -> Timeline:
        """The case's documents in order; raises `NoSuchCase`."""
        with self._store.reading() as (session, archive):
            found, left_off = _in_order(session, archive, id)
            moments = tuple(_moment(archive, row, entry) for row, entry in found)
        self._note(actor, id, "case")
        return Timeline(id, moments[0].entry.case, moments, left_off)

    def entries(self, id: str, actor: str) -> list[Entry]:
        """The same documents, none of them opened; raises `NoSuchCase`."""
        with self._store.reading() as (session, archive):
            found, _ = _in_order(session, archive, id)
        self._note(actor, id, "case")
        return [entry for _, entry in found]

    def _note(self, actor: str, document: str, what: str) -> None:
        with self._store.writing() as (session, _):
            audit.append(session, self._store.keys, Event.SENSITIVE_READ, actor, document=document, what=what)


def _of_reference(archive: Archive, wanted: str) -> list[str]:
    """The case of exactly that reference, or all whose reference holds it."""
    exact = archive.case(wanted)
    if exact:
        return [exact]
    part = " ".join(wanted.casefold().split())
    return [id for id, reference in archive.cases() if part in " ".join(reference.casefold().split())]


def _in_order(session: Session, archive: Archive, id: str) -> tuple[list[tuple[DocumentRow, Entry]], bool]:
    """The case's documents, oldest first, and whether there are more of them than `MOST`."""
    rows = Counts(session, archive.visible()).timeline(id, MOST + 1)
    if not rows:
        raise NoSuchCase("There is no such case.", "Check the id.")
    found = list(zip(rows[:MOST], entries_of(archive, rows[:MOST]), strict=True))
    kinds = [DocumentKind(entry.kind or "unknown") for _, entry in found]
    order = ordered([Dated(e.filename, e.held, kind) for (_, e), kind in zip(found, kinds, strict=True)])
    return [found[number] for number in order], len(rows) > MOST


def _moment(archive: Archive, row: DocumentRow, entry: Entry) -> Moment:
    document = archive.result(Document, row, Stage.READ) if row.wrapped_key and row.outcome else None
    if document is None:
        return Moment(entry, "", "", "")
    facts, form = document.facts, document.form
    return Moment(entry, form.title or form.name, _value(facts.level), _value(facts.risk_of_harm))


def _value(fact: Fact | None) -> str:
    return fact.value if fact else ""
