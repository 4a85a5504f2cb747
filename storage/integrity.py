"""Whether everything that was kept is still there and as it was, and nothing is there that should not be."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import CountersignError
from storage.archive import Archive
from storage.blobs import Blobs
from storage.disclosures import DisclosureRow
from storage.store import Store
from storage.tables import DocumentRow, ResultRow

SETTLING_SECONDS = 3600.0
"""Bytes younger than this may belong to a transaction that is about to name them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of a document that is missing or does not open."""

    document_id: str
    what: str
    why: str


def faults(store: Store) -> Iterator[Fault]:
    """Open every original and every result of every document, and compare originals with their hashes."""
    with store.reading() as (session, archive):
        for id in session.scalars(select(DocumentRow.id)).all():
            row = archive.row(id)
            if not row.wrapped_key:
                continue  # destroyed, on purpose
            try:
                if row.original and hashlib.sha256(archive.original(row)).hexdigest() != row.sha256:
                    yield Fault(id, "original", "It is not the file that was received.")
                archive.filename(row)
                archive.findings(row)
            except CountersignError as error:
                yield Fault(id, "original", error.message)
            yield from _results(archive, row, store.blobs)
            yield from _disclosures(archive, row)


def _disclosures(archive: Archive, document: DocumentRow) -> Iterator[Fault]:
    """Open everything that was kept of a document's disclosures."""
    kept = archive.disclosures
    for row in kept.rows(document.id, most=1_000_000):
        try:
            kept.request(row)
            kept.seed(row)
            kept.record(row)
            kept.summary(row)
            kept.remarks(row)
            for what, name in (("copy", row.copy_blob), ("summary", row.summary_blob)):
                if name:
                    kept.file(row, what)
        except CountersignError as error:
            yield Fault(document.id, "disclosure", error.message)


def sweep(store: Store) -> int:
    """Remove bytes that no row names, as a crash between store and database leaves them; how many."""
    with store.reading() as (session, _):
        kept = named(session)
    before = time.time() - SETTLING_SECONDS
    stray = [name for name, written in store.blobs.names() if name not in kept and written < before]
    for name in stray:
        store.blobs.remove(name)
    return len(stray)


def named(session: Session) -> set[str]:
    """The names of all bytes that some row names."""
    columns = (DocumentRow.original, ResultRow.blob, DisclosureRow.copy_blob, DisclosureRow.summary_blob)
    return {name for column in columns for name in session.scalars(select(column)) if name}


def _results(archive: Archive, row: DocumentRow, blobs: Blobs) -> Iterator[Fault]:
    seal = archive.seal(row)
    for result in archive.session.scalars(select(ResultRow).where(ResultRow.document_id == row.id)):
        try:
            seal.open(f"{result.stage}-result", blobs.get(result.blob))
        except CountersignError as error:
            yield Fault(row.id, f"{result.stage} result", error.message)
