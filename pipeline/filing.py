"""Files that came in without a case: which case they belong to, as far as their words tell.

Threat: a document filed under somebody else's case is read by the wrong people, and its findings are made by
comparing it with another person's meetings. Rule: nothing is filed by itself; a person files it, and what is
proposed says why. A case whose subject has another name and another date of birth is not proposed, however
much wording it shares. Residual risk: who files without reading.

A document waits in a case of its own name in its area. It is read, marked and checked there like any other;
when it is filed, its findings are made again beside the meetings of its case.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from models.case import Job, JobState, Stage
from models.document import Document
from models.errors import CountersignError
from models.structure import Subject
from pipeline.bell import ring
from pipeline.entries import Entry, entries_of
from pipeline.settings import Settings
from storage import audit, company, jobs
from storage.archive import Archive
from storage.events import Event
from storage.figures import Counts
from storage.jobs import Priority, Task
from storage.store import Store
from storage.tables import CaseRow, DocumentRow, WordingDocumentRow

UNFILED = "To be filed"
"""The reference of the case in which documents wait."""
LIKELY = 6
"""Cases with the most shared wording whose subjects are looked at: each means opening a document."""
PROPOSED = 3
FEW_CASES, ENOUGH = 3, 3
"""Wording in no more cases than this tells a case; so many hashes of one passage make it shared."""
SHORTEST = 5
"""Characters of a reference that is looked for in a document: shorter ones stand in many by chance."""


class CannotFile(CountersignError):
    """The document cannot go where it was to be filed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A case that a document may belong to, and what in the document says so."""

    case_id: str
    reference: str
    why: str


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A document that waits, with the likeliest case first; none where its words tell nothing."""

    entry: Entry
    proposals: tuple[Proposal, ...]


class FilingDesk:
    """What the doors ask about documents without a case. What is given out and done is recorded."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings

    def waiting(self, actor: str, most: int) -> list[Unfiled]:
        """Documents that wait, those received first at the top."""
        with self._store.reading() as (_, archive):
            found = []
            for case_id in archive.cases_of(UNFILED):
                rows = archive.rows(case_id, most=most)
                found += [r for r in rows if r.wrapped_key and not r.superseded_by]
            found.sort(key=lambda row: (row.received, row.id))
            shown = found[:most]
            told = [
                Unfiled(entry, _proposals(archive, row))
                for entry, row in zip(entries_of(archive, shown), shown, strict=True)
            ]
        self._note(actor, "all", "list")
        return told

    def proposals(self, ids: Iterable[str]) -> dict[str, tuple[Proposal, ...]]:
        """The same for these documents; nothing is told of one that is not there or was not read."""
        with self._store.reading() as (_, archive):
            return {id: _proposals(archive, archive.row(id)) for id in ids}

    def file(self, id: str, reference: str, actor: str) -> str:
        """Put a document into the case of that reference, a new one where there is none; the case's id.

        Only a document that waits, and that is not being worked on, can be filed.
        """
        wanted = " ".join(reference.split())
        if not wanted or wanted.casefold() == UNFILED.casefold():
            raise CannotFile("The document has no case yet.", "Choose one of the cases, or type a reference.")
        with self._store.writing() as (session, archive):
            row = archive.row(id)
            before = row.case_id
            if archive.case_reference(before).casefold() != UNFILED.casefold():
                raise CannotFile("The document has been filed already.", "Look it up in its case.")
            if not JobState(row.state).terminal or not row.wrapped_key:
                raise CannotFile(
                    "The document is still being read, or is no longer kept.", "Try again in a moment."
                )
            case_id = archive.case(wanted, create=True, area=_area_of(archive, before))
            assert case_id is not None
            row.case_id = case_id
            session.execute(
                update(WordingDocumentRow).where(WordingDocumentRow.document_id == id).values(case_id=case_id)
            )
            session.flush()
            waiting = []
            if row.outcome:
                for one in [row, *company.later(archive, row, row.held)]:
                    if not jobs.has_open(session, one.id):
                        waiting.append(jobs.enqueue(session, one.id, Priority.LATER, Task.CHECK_AGAIN))
            audit.append(session, self._store.keys, Event.SENSITIVE_UPDATE, actor, document=id, what="filed")
        ring(self._settings, waiting)
        return case_id

    def _note(self, actor: str, document: str, what: str) -> None:
        with self._store.writing() as (session, _):
            audit.append(session, self._store.keys, Event.SENSITIVE_READ, actor, document=document, what=what)


def _proposals(archive: Archive, row: DocumentRow) -> tuple[Proposal, ...]:
    document = archive.result(Document, row, Stage.READ) if row.outcome and row.wrapped_key else None
    if document is None:
        return ()
    references = {id: name for id, name in archive.cases() if name.casefold() != UNFILED.casefold()}
    named = _named(f"{document.text} {archive.filename(row)}", references)
    found = dict.fromkeys(named, "Its reference stands in the document.")
    for case_id, shared in _shared(archive, row):
        if case_id not in references or case_id in found:
            continue
        told = _same_subject(document.subject, _subject_of(archive, case_id))
        if told is not None:
            words = f"{shared} {'passage' if shared == 1 else 'passages'} of it stand in that case"
            found[case_id] = f"{told} {words}." if told else f"{words[0].upper()}{words[1:]}."
    return tuple(Proposal(id, references[id], why) for id, why in list(found.items())[:PROPOSED])


def _named(text: str, references: dict[str, str]) -> list[str]:
    """Cases whose references stand in the text as words of their own, the longest first."""
    folded = " ".join(text.casefold().split())
    found = []
    for id, reference in references.items():
        words = " ".join(reference.casefold().split())
        alone = rf"(?<![\w-]){re.escape(words)}(?![\w-])"
        if len(words) >= SHORTEST and words in folded and re.search(alone, folded):
            found.append(id)
    return sorted(found, key=lambda id: -len(references[id]))


def _shared(archive: Archive, row: DocumentRow) -> list[tuple[str, int]]:
    """Cases with wording of the document that few cases have, and in how many passages, the most first."""
    prints = archive.session.scalar(
        select(WordingDocumentRow.prints).where(WordingDocumentRow.document_id == row.id)
    )
    if not prints:
        return []
    seen = archive.wording.sightings(row.id, [struct.unpack(f"<{len(prints) // 8}q", prints)])
    hits: Counter[tuple[str, str, int]] = Counter()
    for value, places in seen.places.items():
        if len(seen.cases(value, row.case_id)) <= FEW_CASES:
            hits.update({(p.case_id, p.document_id, p.passage) for p in places if p.case_id != row.case_id})
    most: dict[str, int] = {}
    for (case_id, _), number in Counter(
        (case_id, document_id) for (case_id, document_id, _), times in hits.items() if times >= ENOUGH
    ).items():
        most[case_id] = max(most.get(case_id, 0), number)
    return sorted(most.items(), key=lambda found: (-found[1], found[0]))[:LIKELY]


def _subject_of(archive: Archive, case_id: str) -> Subject | None:
    """Whom the case's latest document that tells is about."""
    for row in Counts(archive.session, archive.visible()).timeline(case_id, 3):
        document = archive.result(Document, row, Stage.READ) if row.outcome and row.wrapped_key else None
        if document and document.subject:
            return document.subject
    return None


def _same_subject(one: Subject | None, other: Subject | None) -> str | None:
    """What the two subjects say: words where they are the same, empty where unknown, None where another."""
    if one is None or other is None or not one.name or not other.name:
        return ""
    names = _words(one.name) & _words(other.name)
    born = one.date_of_birth, other.date_of_birth
    if None not in born and born[0] == born[1] and names:
        return "The same name and date of birth;"
    if None not in born and born[0] != born[1]:
        return None
    if names == _words(one.name) or names == _words(other.name):
        return "The same name;"
    return None if not names else ""


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold())) - {"mr", "mrs", "ms", "miss", "dr"}


def _area_of(archive: Archive, case_id: str) -> str | None:
    return archive.session.scalar(select(CaseRow.area).where(CaseRow.id == case_id))


def sent_in(store: Store, ids: Sequence[str], actor: str) -> list[tuple[Entry, Job | None]]:
    """Documents of one upload with their latest jobs, in that order; those that may be seen.

    Who sent a document in knows its name: that they look how far it is, is not recorded each time.
    """
    with store.reading() as (session, archive):
        rows = {r.id: r for r in session.scalars(archive.visible().where(DocumentRow.id.in_(ids)))}
        sent = [rows[id] for id in ids if id in rows]
        latest = [jobs.listed(session, None, row.id, 1) for row in sent]
        entries = entries_of(archive, sent)
        found = [(entry, of[0] if of else None) for entry, of in zip(entries, latest, strict=True)]
    if any(entry.received_by != actor for entry, _ in found):
        with store.writing() as (session, _):
            audit.append(session, store.keys, Event.SENSITIVE_READ, actor, document="all", what="list")
    return found
