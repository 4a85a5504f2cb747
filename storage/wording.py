"""Where a passage has stood before: an index of keyed hashes, over every document that is kept.

A row is three numbers: a hash, a document, a passage. No words are stored, and the hashes are keyed, so that
who holds the table cannot test guesses. What a form prints on every paper would fill the table and answer
every question with everything: a hash that stands in `WIDE` cases or more is put down once as common, and its
rows go. So a question touches at most `WIDE` cases for each of its hashes, however many documents there are.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, ColumnElement, any_, delete, func, insert, literal, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.tables import CommonWordingRow, WordingDocumentRow, WordingRow

WIDE = 40
"""Cases that hold a piece of wording before it counts as common: more than anybody pastes a passage into."""

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
        those = self._among(WordingRow.value, _unpacked(held.prints))
        self._session.execute(delete(WordingRow).where(those, WordingRow.document == held.number))
        self._session.delete(held)
        self._session.flush()

    def sightings(self, document_id: str, sketches: Sequence[Sketch]) -> Sightings:
        """Where else these passages stand; the document of that id is left out."""
        values = sorted({v for sketch in sketches for v in sketch})
        rows = self._standing(values)
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
            for row in self._session.execute(
                select(
                    WordingDocumentRow.number, WordingDocumentRow.document_id, WordingDocumentRow.case_id
                ).where(self._among(WordingDocumentRow.number, sorted(numbers)))
            )
        }

    def _common(self, values: Iterable[int]) -> set[int]:
        wanted = select(CommonWordingRow.value).where(self._among(CommonWordingRow.value, values))
        return set(self._session.scalars(wanted))

    def _retire(self, values: Sequence[int]) -> None:
        """Put down as common what stands in too many cases by now."""
        often = (
            select(WordingRow.value)
            .where(self._among(WordingRow.value, values))
            .group_by(WordingRow.value)
            .having(func.count() >= WIDE)
        )
        rows = self._standing(self._session.scalars(often).all())
        if not rows:
            return
        known = self._documents({number for _, number, _ in rows})
        cases: dict[int, set[str]] = {}
        for value, number, _ in rows:
            cases.setdefault(value, set()).add(known[number][1])
        common = [value for value, ids in cases.items() if len(ids) >= WIDE]
        if common:
            self._session.execute(delete(WordingRow).where(self._among(WordingRow.value, common)))
            self._session.execute(insert(CommonWordingRow), [{"value": v} for v in common])

    def _standing(self, values: Sequence[int]) -> list[tuple[int, int, int]]:
        """The rows of those hashes: in the order of the primary key, so that no planner reads everything."""
        row = WordingRow
        wanted = (
            select(row.value, row.document, row.passage)
            .where(self._among(row.value, values))
            .order_by(row.value, row.document, row.passage)
        )
        return [(value, number, passage) for value, number, passage in self._session.execute(wanted)]

    def _among(self, column: InstrumentedAttribute[int], values: Iterable[int]) -> ColumnElement[bool]:
        """Whether it is one of those: sent as one parameter, however many there are, in one prepared form."""
        wanted = list(values)
        if self._session.get_bind().dialect.name == "sqlite":
            listed = func.json_each(json.dumps(wanted)).table_valued("value")
            return column.in_(select(listed.c.value))
        return column == any_(literal(wanted, ARRAY(BigInteger)))


def _packed(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}q", *values)


def _unpacked(packed: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(packed) // 8}q", packed)
