"""What a folder run says of each file: a row of its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from models.disclosure import Verdict
from models.errors import CountersignError, RefusalCode
from pipeline.crew import Lost
from pipeline.order import own_date
from pipeline.survey import Candidate, Skipped

if TYPE_CHECKING:
    from pipeline.desk import Judged


class RowState(StrEnum):
    """What came of a file."""

    DONE = "done"  # checked, and a verified copy written
    NO_COPY = "no-copy"  # checked; a copy could not be made or verified, the reason says why
    QUARANTINED = "quarantined"  # no copy before its marking is settled; or not read, for want of the scanner
    REFUSED = "refused"
    FAILED = "failed"  # a fault of the product's own
    SKIPPED = "skipped"  # not a document
    UNPACKED = "unpacked"  # an archive: no document itself, each file in it has a row of its own


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the folder. `findings` counts by severity; `copy` is the path below the output folder.

    `verified` is None where no copy was attempted. `marking` is as declared, `proposed` what it should carry.
    """

    file: str
    case: str
    state: RowState
    form: str = ""
    kind: str = ""
    dated: str = ""
    marking: str = ""
    proposed: str = ""
    outcome: str = ""
    findings: dict[str, int] = field(default_factory=dict)
    not_assessed: int = 0
    removed: int = 0
    people: int = 0
    verified: bool | None = None
    copy: str = ""
    same_as: str = ""  # another file of the run with the same bytes
    parts: tuple[str, ...] = ()  # the files that this one carried, each with a row of its own
    code: str = ""  # of a refusal
    reason: str = ""
    remedy: str = ""
    seconds: float = 0.0


def of_document(file: Candidate, judged: Judged, reading_seconds: float) -> Row:
    """The row of a document that went through all stages; its copy's path is added when it is written."""
    processed, release = judged.processed, judged.release
    document, marking = processed.document, processed.marking
    held = own_date(document)
    state = RowState.DONE if release is not None else RowState.NO_COPY
    return Row(
        file.name,
        file.case,
        RowState.QUARANTINED if processed.quarantined else state,
        form=document.form.title or document.form.name,
        kind=document.form.kind.value,
        dated=held.isoformat() if held else "",
        marking=marking.declared.as_declared if marking.declared else "",
        proposed=str(marking.proposed),
        outcome=marking.outcome.value,
        findings=dict(Counter(f.severity.value for f in processed.report.findings)),
        not_assessed=len(processed.report.not_assessed),
        removed=sum(d.verdict is Verdict.REMOVE for d in release.decisions) if release is not None else 0,
        people=len(processed.detection.people),
        verified=_verified(judged),
        reason=judged.no_copy,
        remedy=judged.remedy,
        seconds=judged.seconds + reading_seconds,
    )


def of_failure(file: Candidate, result: object) -> Row:
    """The row of a file that was refused, or that the product failed on."""
    if isinstance(result, Lost):
        remedy = "Run the folder again; if it fails again, process this file by itself."
        return Row(file.name, file.case, RowState.FAILED, reason=result.reason, remedy=remedy)
    from pipeline.desk import WasRefused

    assert isinstance(result, WasRefused)
    unscanned = result.code == RefusalCode.SCANNER.value
    return Row(
        file.name,
        file.case,
        RowState.QUARANTINED if unscanned else RowState.REFUSED,
        code=result.code,
        reason=result.message,
        remedy=result.remedy,
        seconds=result.seconds,
    )


def of_archive(file: Candidate, seconds: float) -> Row:
    """The row of an archive; `with_parts` says what came of the files in it."""
    return Row(file.name, file.case, RowState.UNPACKED, seconds=seconds)


def with_parts(row: Row, parts: Sequence[Row]) -> Row:
    """The row again, with what came of the files that it carried."""
    states = Counter("ready" if part.state is RowState.DONE else part.state.value for part in parts)
    files = "1 file" if len(parts) == 1 else f"{len(parts)} files"
    said = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    told = f"It carries {files}, each with a row of its own: {said}."
    return replace(row, parts=tuple(part.file for part in parts), reason=f"{row.reason} {told}".strip())


def of_skipped(file: Skipped) -> Row:
    """The row of a file that is no document."""
    return Row(file.name, file.case, RowState.SKIPPED, reason=f"Not looked at: {file.reason}.")


def without_copy(row: Row, error: CountersignError | OSError) -> Row:
    """The row again, where the verified copy could not be written into the output folder."""
    reason, remedy = _unwritten("copy", error)
    return replace(row, state=RowState.NO_COPY, reason=reason, remedy=remedy)


def without_report(row: Row, error: CountersignError | OSError) -> Row:
    """The row again, where its report could not be written."""
    reason, remedy = _unwritten("report", error)
    return replace(row, state=RowState.FAILED, reason=reason, remedy=remedy)


def _unwritten(what: str, error: CountersignError | OSError) -> tuple[str, str]:
    if isinstance(error, CountersignError):
        return error.message, error.remedy
    return (
        f"The {what} could not be written: {error.strerror or type(error).__name__}.",
        "Check the output folder's space and permissions, then run again.",
    )


def _verified(judged: Judged) -> bool | None:
    """False where a copy was made and did not hold; None where none was attempted."""
    if judged.release is not None:
        return bool(judged.release.verification.clean)
    return False if judged.leaked else None
