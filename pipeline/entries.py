"""Documents as the doors show them, made from their rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from models.case import JobState, Stage
from models.document import Document
from models.errors import CountersignError
from models.finding import CheckReport
from models.marking import MarkingVerdict
from models.people import Detection
from storage.archive import Archive
from storage.tables import DocumentRow

if TYPE_CHECKING:
    from pipeline.stages import Processed

LONGEST_NAME = 255
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class NotReady(CountersignError):
    """The document has not come so far, or never will."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as lists show it. Names are decrypted for whoever may see the list.

    `declared` and `proposed` hold the tier and -SENSITIVE alone. `findings` counts by severity. `part_of` is
    the e-mail or archive that the file came in; `parts` counts the files that came in this one, by state.
    """

    id: str
    filename: str
    case_id: str
    case: str
    series: str
    version: int
    superseded_by: str | None
    duplicate_of: str | None
    part_of: str | None
    parts: dict[str, int]
    sha256: str
    size: int
    state: JobState
    received: datetime
    received_by: str
    format: str
    form: str
    kind: str
    held: date | None
    declared: str
    proposed: str
    outcome: str
    findings: dict[str, int]
    not_assessed: int
    mentions: int
    people: int


def plain_name(filename: str) -> str:
    """The file's name without folders and control characters, and no longer than a file system takes."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return _CONTROL.sub("", last)[-LONGEST_NAME:].strip() or "unnamed"


def entry_of(archive: Archive, row: DocumentRow) -> Entry:
    """What lists show of the document."""
    return entries_of(archive, [row])[0]


def entries_of(archive: Archive, rows: Sequence[DocumentRow]) -> list[Entry]:
    """What lists show of these documents. What they have in common is asked for once, however many."""
    held = archive.cases_named({row.case_id for row in rows})
    references = {case.id: archive.case_reference(case.id) for case in held}
    parts = archive.parts([row.id for row in rows if row.part_of is None])
    return [_entry(archive, row, references.get(row.case_id, ""), parts.get(row.id, {})) for row in rows]


def _entry(archive: Archive, row: DocumentRow, case: str, parts: dict[str, int]) -> Entry:
    counts = {"block": row.blocking, "high": row.high, "medium": row.medium, "low": row.low}
    return Entry(
        row.id,
        archive.filename(row),
        row.case_id,
        case,
        row.series,
        row.version,
        row.superseded_by,
        row.duplicate_of,
        row.part_of,
        parts,
        row.sha256,
        row.size,
        JobState(row.state),
        row.received,
        row.received_by,
        row.format,
        row.form,
        row.kind,
        row.held,
        row.declared,
        row.proposed,
        row.outcome,
        counts,
        row.not_assessed,
        row.mentions,
        row.people,
    )


def whole(row: DocumentRow) -> DocumentRow:
    """The row of a document that went through all stages."""
    if row.state in (JobState.READY.value, JobState.QUARANTINED.value) and row.outcome:
        return row
    waiting = row.state in (JobState.QUEUED.value, JobState.RUNNING.value)
    raise NotReady(
        "The document is not processed yet." if waiting else f"The document was {row.state}.",
        "Ask again in a moment." if waiting else "Its job says why, and what to do.",
    )


def processed_of(archive: Archive, row: DocumentRow) -> Processed:
    """All that the stages made of the document; raises `NotReady` where something is missing."""
    from pipeline.stages import Processed

    document = archive.result(Document, row, Stage.READ)
    verdict = archive.result(MarkingVerdict, row, Stage.MARK)
    report = archive.result(CheckReport, row, Stage.CHECK)
    detection = archive.result(Detection, row, Stage.DETECT)
    if document is None or verdict is None or report is None or detection is None:
        raise NotReady("A result of this document is missing.", "Run `countersign verify`.")
    return Processed(document, verdict, report, detection)
