"""Looking documents up by what is known of them: case, kind, date, state, marking. Never by their words.

Every question goes through the statement that knows who asks, so that nobody finds, or counts, what they may
not see. Case references are sealed: a part of one is looked for among those that may be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.case import JobState
from models.structure import DocumentKind
from pipeline.entries import Entry, entries_of
from storage import audit
from storage.archive import Archive
from storage.events import Event
from storage.store import Store
from storage.tables import DocumentRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty or None is not asked.

    `case` is a reference or a part of one, whatever its capitals. Dates are those that documents give
    themselves, both inclusive. `marking` is the tier, with -SENSITIVE where it has it.
    """

    case: str = ""
    state: JobState | None = None
    kind: DocumentKind | None = None
    marking: str = ""
    since: date | None = None
    until: date | None = None
    part_of: str = ""


def found(store: Store, wanted: Wanted, actor: str, *, most: int, skip: int = 0) -> list[Entry]:
    """Documents that fit, those received last first. That the list was read is recorded: it holds names."""
    with store.reading() as (_, archive):
        cases = _cases(archive, wanted.case) if wanted.case else None
        statement = archive.visible().order_by(DocumentRow.received.desc(), DocumentRow.id)
        for column, value in (
            (DocumentRow.state, wanted.state),
            (DocumentRow.kind, wanted.kind),
            (DocumentRow.proposed, wanted.marking),
            (DocumentRow.part_of, wanted.part_of),
        ):
            if value:
                statement = statement.where(column == str(value))
        if cases is not None:
            statement = statement.where(DocumentRow.case_id.in_(cases))
        if wanted.since:
            statement = statement.where(DocumentRow.held >= wanted.since)
        if wanted.until:
            statement = statement.where(DocumentRow.held <= wanted.until)
        entries = entries_of(archive, archive.session.scalars(statement.limit(most).offset(skip)).all())
    of = cases[0] if cases and len(cases) == 1 else "all"
    with store.writing() as (session, _):
        audit.append(session, store.keys, Event.SENSITIVE_READ, actor, document=of, what="list")
    return entries


def _cases(archive: Archive, reference: str) -> list[str]:
    """The cases of exactly that reference, or all whose reference holds it."""
    exact = archive.cases_of(reference)
    if exact:
        return list(exact)
    part = " ".join(reference.casefold().split())
    return [id for id, name in archive.cases() if part in " ".join(name.casefold().split())]
