"""Which version of a document stands: the newest that was taken in.

A corrected version takes the place of the one before it as soon as it is sent, so that no two people correct
the same one. Where it is then refused, fails or is cancelled it gives the place back: the version before it
is the newest again, can be answered, and another correction can be sent.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.jobs import AGAIN
from storage.tables import DocumentRow


def next_number(session: Session, row: DocumentRow) -> int:
    """The number of the version after every one of the series, those that were not taken in among them."""
    highest = session.scalar(select(func.max(DocumentRow.version)).where(DocumentRow.series == row.series))
    return (highest or row.version) + 1


def give_back(session: Session, row: DocumentRow) -> None:
    """The document was not taken in: the version that it stood for is the newest again."""
    for earlier in session.scalars(select(DocumentRow).where(DocumentRow.superseded_by == row.id)):
        earlier.superseded_by = None


def take_again(session: Session, row: DocumentRow) -> None:
    """The document is tried again: it takes its place again, unless another version has by now."""
    standing = session.scalars(
        select(DocumentRow).where(
            DocumentRow.series == row.series,
            DocumentRow.superseded_by.is_(None),
            DocumentRow.id != row.id,
            DocumentRow.state.not_in(AGAIN),
        )
    ).all()
    if len(standing) == 1 and standing[0].version < row.version:
        standing[0].superseded_by = row.id
