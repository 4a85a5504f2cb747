"""Where a passage has stood before: an index of keyed hashes, over every document that is kept.

A row is three numbers: a hash, a document, a passage. No words are stored, and the hashes are keyed, so that
who holds the table cannot test guesses. What a form prints on every paper would fill the table and answer
every question with everything: a hash that stands in `WIDE` cases or more is put down once as common, and its
rows go. So a question touches at most `WIDE` cases for each of its hashes, however many documents there are.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, delete, insert, select, text
from sqlalchemy.orm import Session

from storage.tables import CommonWordingRow, WordingDocumentRow, WordingRow

WIDE = 40
"""Cases that hold a piece of wording before it counts as common: more than anybody pastes a passage into."""

_AT_ONCE = 1000  # values in one statement: both databases take over 30,000

_INSERT_ONE = "INSERT INTO wording (value, document, passage) VALUES (?, ?, ?)"
_INSERT_MANY = text(
    "INSERT INTO wording (value, document, passage) SELECT value, :document, passage "
    "FROM unnest(CAST(:values AS bigint[]), CAST(:passages AS integer[])) AS rows (value, passage)"
)

Sketch = Sequence[int]
"""The keyed hashes (63 bits each) that stand for one passage."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a document, by the passage's number."""

    document_id: str
    case_id: str
    passage: int


@dataclass(frozen=True, slots=True)
class Sightings:
    """By hash, the places where it stands. Those in `common` stand in `WIDE` cases or more."""

    places: Mapping[int, tuple[Place, ...]]
    common: frozenset[int]

    def cases(self, value: int, besides: str) -> set[str]:
        """Ids of the cases that a hash stands in, besides that one; a common one's are no longer known."""
        return {place.case_id for place in self.places.get(value, ()) if place.case_id != besides}

    def cases_by_value(self, besides: str) -> dict[int, int]:
        """In how many cases each hash stands, besides that one: `WIDE` for a common one."""
        return {v: len(self.cases(v, besides)) for v in self.places} | dict.fromkeys(self.common, WIDE)


class Wording:
    """The index, in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, document_id: str, case_id: str, sketches: Sequence[Sketch]) -> None:
        """Put a document's passages in, numbered from 0 in their order, in place of what was there of it."""
        self.forget(document_id)
        values = sorted({v for sketch in sketches for v in sketch})
        kept = WordingDocumentRow(document_id=document_id, case_id=case_id, prints=_packed(values))
        self._session.add(kept)
        self._session.flush()
        common = self._common(values)
        rows = sorted(
            {(v, passage) for passage, sketch in enumerate(sketches) for v in sketch if v not in common}
        )
        self._insert(kept.number, rows)
        self._retire([v for v in values if v not in common])

    def forget(self, document_id: str) -> None:
        """Take a document out."""
        held = self._session.scalar(
            select(WordingDocumentRow).where(WordingDocumentRow.document_id == document_id)
        )
        if held is None:
            return
        for some in _portions(_unpacked(held.prints)):
            self._session.execute(
                delete(WordingRow).where(WordingRow.value.in_(some), WordingRow.document == held.number)
            )
        self._session.delete(held)
        self._session.flush()

    def sightings(self, document_id: str, sketches: Sequence[Sketch]) -> Sightings:
        """Where else these passages stand; the document of that id is left out."""
        values = sorted({v for sketch in sketches for v in sketch})
        rows = [row for some in _portions(values) for row in self._session.execute(_standing(some))]
        known = self._documents({number for _, number, _ in rows})
        places: dict[int, list[Place]] = {}
        for value, number, passage in rows:
            other, case = known.get(number, (document_id, ""))  # what may not be seen was not seen
            if other != document_id:
                places.setdefault(value, []).append(Place(other, case, passage))
        return Sightings({v: tuple(p) for v, p in places.items()}, frozenset(self._common(values)))

    def _insert(self, document: int, rows: Sequence[tuple[int, int]]) -> None:
        """Some hundreds of rows of three numbers: most of what keeping a document writes.

        One prepared statement for all of them, past the building of a statement for each.
        """
        connection = self._session.connection()
        if connection.dialect.name == "sqlite":
            values = [(value, document, passage) for value, passage in rows]
            if values:
                connection.exec_driver_sql(_INSERT_ONE, values)
            return
        columns = {"values": [v for v, _ in rows], "document": document, "passages": [p for _, p in rows]}
        connection.execute(_INSERT_MANY, columns)

    def _documents(self, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Ids of the documents of those numbers, and of their cases."""
        return {
            row.number: (row.document_id, row.case_id)
            for some in _portions(sorted(numbers))
            for row in self._session.execute(
                select(
                    WordingDocumentRow.number, WordingDocumentRow.document_id, WordingDocumentRow.case_id
                ).where(WordingDocumentRow.number.in_(some))
            )
        }

    def _common(self, values: Iterable[int]) -> set[int]:
        return {
            value
            for some in _portions(values)
            for value in self._session.scalars(
                select(CommonWordingRow.value).where(CommonWordingRow.value.in_(some))
            )
        }

    def _retire(self, values: Sequence[int]) -> None:
        """Put down as common what stands in too many cases by now."""
        for some in _portions(values):
            rows = self._session.execute(_standing(some)).all()
            held = Counter(value for value, _, _ in rows)
            rows = [row for row in rows if held[row[0]] >= WIDE]
            known = self._documents({number for _, number, _ in rows})
            cases: dict[int, set[str]] = {}
            for value, number, _ in rows:
                cases.setdefault(value, set()).add(known[number][1])
            common = [value for value, ids in cases.items() if len(ids) >= WIDE]
            if common:
                self._session.execute(delete(WordingRow).where(WordingRow.value.in_(common)))
                self._session.execute(insert(CommonWordingRow), [{"value": v} for v in common])


def _standing(values: Sequence[int]) -> Select[int, int, int]:
    """The rows of those hashes: in the order of the primary key, so that no planner reads the whole table."""
    row = WordingRow
    return (
        select(row.value, row.document, row.passage)
        .where(row.value.in_(values))
        .order_by(row.value, row.document, row.passage)
    )


def _portions(values: Iterable[int]) -> Iterator[list[int]]:
    wanted = list(values)
    for at in range(0, len(wanted), _AT_ONCE):
        yield wanted[at : at + _AT_ONCE]


def _packed(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}q", *values)


def _unpacked(packed: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(packed) // 8}q", packed)
