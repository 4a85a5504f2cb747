"""What a chair reads beside the findings: the last meeting's minutes, how long each sentence has stood, and
the annotated file that goes back to the minute-taker.

What is given out is written down first. A Word file is opened only in the locked-down child, which is started
when the first file is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Self

from models.case import History, Stage
from models.document import Document
from models.errors import CountersignError
from pipeline.annotating import annotated, annotated_name
from pipeline.answers import Answered, answered
from pipeline.entries import processed_of, whole
from pipeline.settings import Settings
from storage import audit, company
from storage.archive import Archive
from storage.events import Event
from storage.store import Store
from storage.tables import DocumentRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from checks.survival import Past
    from ingest import ReaderPool
    from pipeline.stages import Processed


class NothingToSend(CountersignError):
    """There is no fault left that the minute-taker could put right."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A checked document, what was said to its findings, and what went before; empty where not asked for."""

    content: Processed
    answered: Answered
    past: Past


class Opening:
    """The child that opens files, started for the first of them and shared by everybody's desks."""

    def __init__(self) -> None:
        self._pool: ReaderPool | None = None
        self._lock = Lock()

    def reader(self, settings: Settings) -> ReaderPool:
        """The child, running."""
        from ingest import ReaderPool

        with self._lock:
            if self._pool is None:
                self._pool = ReaderPool(limits=settings.limits, forms=settings.forms)
            return self._pool

    def close(self) -> None:
        """End it, where it runs."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()


class ReviewDesk:
    """One installation's papers as a chair reads them. `actor` is always an account's id."""

    def __init__(self, store: Store, settings: Settings, opening: Opening | None = None) -> None:
        self._store, self._settings, self._opening = store, settings, opening or Opening()

    def seen_by(self, store: Store) -> Self:
        """The same desk on a store that shows less, with the same child to open files."""
        return type(self)(store, self._settings, self._opening)

    def close(self) -> None:
        """End the child that opens files, where there is one."""
        self._opening.close()

    def read(self, id: str, actor: str, beside: bool = True) -> Reviewed:
        """The document with its findings and answers; raises `NotReady` before it was checked.

        `beside` compares it with the last meeting's minutes too, which then count as read.
        """
        from checks.survival import past

        with self._store.reading() as (_, archive):
            row = whole(archive.row(id))
            processed, said = processed_of(archive, row), answered(archive, row)
            earlier = self._earlier(archive, row) if beside else ()
        found = past(processed.document, History(tuple(document for _, document in earlier)))
        shown = [other for other, document in earlier if document is found.last]
        with self._store.writing() as (session, _):
            for read in (id, *shown):
                self._note(session, actor, read, "content")
        return Reviewed(processed, said, found)

    def annotated(self, id: str, actor: str) -> tuple[str, bytes]:
        """The name and bytes of a Word file with a comment for each finding that nobody has waived.

        Raises `NotReady`, `NothingToSend` where there is no such finding, and `Refused`.
        """
        with self._store.reading() as (_, archive):
            row = whole(archive.row(id))
            processed = processed_of(archive, row)
            faults = answered(archive, row).standing_faults
            filename, original = archive.filename(row), archive.original(row)
        if not faults:
            raise NothingToSend(
                "There is nothing to send back: no finding is left that was not waived.",
                "Take a waiver back if the minute-taker is to see that finding after all.",
            )
        marking = processed.marking.highest
        reader = self._opening.reader(self._settings)
        made = annotated(processed.document, original, faults, marking, reader)
        with self._store.writing() as (session, _):
            self._note(session, actor, id, "annotated")
        return annotated_name(filename), made

    def _earlier(self, archive: Archive, row: DocumentRow) -> Sequence[tuple[str, Document]]:
        """The case's documents before this one, with their ids, oldest first."""
        rows = company.earlier(archive, row, row.held, self._settings.earlier_documents)
        found = ((r.id, archive.result(Document, r, Stage.READ)) for r in rows)
        return [(id, document) for id, document in found if document is not None]

    def _note(self, session: Session, actor: str, id: str, what: str) -> None:
        audit.append(session, self._store.keys, Event.SENSITIVE_READ, actor, document=id, what=what)
