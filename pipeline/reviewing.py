"""What a chair reads beside the findings: the last meeting's minutes, how long each sentence has stood, and
the annotated file that goes back to the minute-taker.

What is given out is written down first. A Word file is opened only in the locked-down child, which is started
when the first file is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from models.case import History, Stage
from models.document import Document
from models.errors import CountersignError
from pipeline.annotating import annotated, annotated_name
from pipeline.answers import answered
from pipeline.entries import processed_of, whole
from pipeline.settings import Settings
from storage import audit, company
from storage.archive import Archive
from storage.events import Event
from storage.store import Store
from storage.tables import DocumentRow

if TYPE_CHECKING:
    from checks.survival import Past
    from ingest import ReaderPool


class NothingToSend(CountersignError):
    """There is no fault left that the minute-taker could put right."""


class ReviewDesk:
    """One installation's papers as a chair reads them. `actor` is always an account's id."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._pool: ReaderPool | None = None
        self._lock = Lock()

    def close(self) -> None:
        """End the child that opens files, where there is one."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def past(self, id: str, actor: str) -> Past:
        """The minutes before this document and how long its sentences have stood; raises `NotReady`."""
        from checks.survival import past

        with self._store.reading() as (_, archive):
            row = whole(archive.row(id))
            document = processed_of(archive, row).document
            rows = company.earlier(archive, row, row.held, self._settings.earlier_documents)
            found = past(document, History(_documents(archive, rows)))
        if found.last is not None:
            last = next(r for r in rows if found.last.sha256 == r.sha256)
            self._record(actor, last.id, "content")
        return found

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
        made = annotated(processed.document, original, faults, marking, self._reader())
        self._record(actor, id, "annotated")
        return annotated_name(filename), made

    def _reader(self) -> ReaderPool:
        from ingest import ReaderPool

        with self._lock:
            if self._pool is None:
                self._pool = ReaderPool(limits=self._settings.limits)
            return self._pool

    def _record(self, actor: str, id: str, what: str) -> None:
        with self._store.writing() as (session, _):
            audit.append(session, self._store.keys, Event.SENSITIVE_READ, actor, document=id, what=what)


def _documents(archive: Archive, rows: Sequence[DocumentRow]) -> tuple[Document, ...]:
    found = (archive.result(Document, row, Stage.READ) for row in rows)
    return tuple(d for d in found if d is not None)
