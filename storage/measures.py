"""What a document's plain columns say of it once it was processed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.tables import DocumentRow


@dataclass(frozen=True, slots=True)
class Measures:
    """What a document's plain columns say after processing: kinds, dates and counts, nothing that names."""

    format: str
    form: str
    kind: str
    held: date | None
    declared: str
    proposed: str
    outcome: str
    not_assessed: int
    mentions: int
    people: int


def measure(row: DocumentRow, measures: Measures) -> None:
    """Write the plain columns."""
    row.format, row.form, row.kind = measures.format, measures.form, measures.kind
    row.held, row.not_assessed = measures.held, measures.not_assessed
    row.declared, row.proposed, row.outcome = measures.declared, measures.proposed, measures.outcome
    row.mentions, row.people = measures.mentions, measures.people
