"""The reports of a run: a page for each document as soon as it is done, and an index at the end."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from api.report import Copy, Reviewed, carried, document_page, index_page
from api.report import Row as IndexRow
from models.finding import Severity
from models.marking import ProtectiveMarking, Tier
from pipeline.naming import flat_name

if TYPE_CHECKING:
    from pipeline.desk import Judged
    from pipeline.folder import FolderResult, Outcome
    from pipeline.outbox import Outbox
    from pipeline.rows import Row

INDEX = "index.html"


class Reports:
    """What the run writes for people, through its outbox."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._outbox: Outbox | None = None
        self._pages: dict[str, str] = {}
        self._comments: dict[str, str] = {}
        self._taken: set[str] = {INDEX}
        self._highest = ProtectiveMarking(Tier.OFFICIAL)

    def of(self, file: str) -> str:
        """The path of a file's report below the output folder; empty where it has none."""
        return self._pages.get(file, "")

    def write(self, outcome: Outcome, outbox: Outbox) -> None:
        """Write one document's page. A file that was refused has a line in the index instead."""
        self._outbox = outbox
        if outcome.judged is None:
            return
        processed, row = outcome.judged.processed, outcome.row
        self._highest = max(self._highest, carried(processed.marking), key=lambda m: m.rank)
        original = flat_name(row.file)
        name = outbox.free(str(original.parent / f"{original.name}.report.html"), self._taken)
        home = os.path.relpath(INDEX, str(original.parent))
        annotated = self._annotated(outcome.judged, row.file, outbox)
        reviewed = Reviewed(
            processed.document,
            processed.marking,
            processed.report,
            in_words(datetime.now().astimezone()),
            case=row.case,
            copy=_copy(outcome.judged, row, original.parent),
            past=outcome.judged.past,
            annotated=annotated,
            not_annotated=outcome.judged.not_annotated,
        )
        outbox.write(name, document_page(reviewed, _why, home).encode())
        self._pages[row.file] = name

    def index(self, result: FolderResult, made: datetime) -> Path:
        """Write the page that lists them all; where the run had no document, it says so."""
        from pipeline.outbox import Outbox

        rows = [self._line(row) for row in result.rows]
        outbox = self._outbox or Outbox(result.out, result.out)
        return outbox.write(INDEX, index_page(rows, self._highest, in_words(made.astimezone())).encode())

    def _annotated(self, judged: Judged, file: str, outbox: Outbox) -> str:
        """Write the file for the minute-taker; its name, which lies beside the report."""
        if not judged.annotated:
            return ""
        from pipeline.annotating import annotated_name

        original = PurePosixPath(file)
        name = outbox.free(str(original.parent / annotated_name(original.name)), self._taken)
        outbox.write(name, judged.annotated)
        self._comments[file] = name
        return PurePosixPath(name).name

    def _line(self, row: Row) -> IndexRow:
        from api.cli.running import state

        return IndexRow(
            row.file,
            row.case,
            row.form,
            row.dated,
            row.marking,
            row.outcome,
            tuple((s, row.findings.get(s.value, 0)) for s in Severity),
            row.removed,
            row.verified,
            state(row),
            row.reason,
            row.remedy,
            self._pages.get(row.file, ""),
            row.copy,
            self._comments.get(row.file, ""),
        )


def in_words(moment: datetime) -> str:
    """A date and time as it is said in a letter."""
    return f"{moment.day} {moment:%B %Y at %H:%M}"


def _copy(judged: Judged, row: Row, folder: PurePosixPath) -> Copy:
    if judged.release is None:
        return Copy(reason=judged.no_copy or row.reason, remedy=judged.remedy or row.remedy)
    file = os.path.relpath(row.copy, str(folder)) if row.copy else ""
    return Copy(file, judged.release.log, judged.release.verification, row.reason, row.remedy)


def _why(code: str) -> str:
    import checks

    return checks.rule(code).why
