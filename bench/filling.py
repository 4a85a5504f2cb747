"""A large installation for the benches of the pages: the invented cases, read once and kept many times.

Each document has a key, a name and findings of its own, sealed as the product seals them; only the reading is
not done again for each. The newest `WHOLE` of them have all their results besides, so that their pages can be
opened. Four documents make a case; dates go back over more than a year.
"""

from __future__ import annotations

import secrets
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from models.case import JobState, Stage
from models.document import Document
from models.finding import CheckReport
from models.marking import MarkingVerdict
from models.people import Detection
from pipeline.service import Service
from pipeline.settings import Settings
from pipeline.worker import run_until_idle
from storage.archive import seal_original
from storage.measures import Measures, measure
from storage.store import Store
from storage.tables import DocumentRow

if TYPE_CHECKING:
    from storage.archive import Archive

EXAMPLES = Path(__file__).parents[1] / "examples"
PER_CASE, AT_ONCE, WHOLE = 4, 100, 200
STAGES = {
    Stage.READ: Document,
    Stage.MARK: MarkingVerdict,
    Stage.CHECK: CheckReport,
    Stage.DETECT: Detection,
}


def fill(settings: Settings, documents: int, findings: int = 20) -> None:
    """So many documents with so many findings each, beside the invented cases themselves."""
    store = Store.open(settings.database, settings.store, settings.keys)
    with Service(store, settings) as service:
        for path in sorted(p for p in EXAMPLES.rglob("*") if p.is_file()):
            service.accept(path.read_bytes(), path.name, path.parent.name, "bench")
        run_until_idle(settings)
        began = time.monotonic()
        with store.reading() as (_, archive):
            models = [_copied(archive, row) for row in archive.rows() if row.outcome]
        for first in range(0, documents, AT_ONCE):
            with store.writing() as (_, archive):
                for number in range(first, min(first + AT_ONCE, documents)):
                    _keep(store, archive, models[number % len(models)], number, findings)
            print(f"\r{first + AT_ONCE} documents", end="", file=sys.stderr, flush=True)
        print(f"\nfilled in {time.monotonic() - began:.0f} s", file=sys.stderr)


def _copied(archive: Archive, row: DocumentRow) -> tuple[DocumentRow, dict[Stage, object]]:
    return row, {stage: archive.result(kind, row, stage) for stage, kind in STAGES.items()}


def _keep(
    store: Store,
    archive: Archive,
    model: tuple[DocumentRow, dict[Stage, object]],
    number: int,
    findings: int,
) -> None:
    like, results = model
    new = seal_original(store.keys, store.blobs, secrets.token_bytes(64))
    case = archive.case(f"BENCH-{number // PER_CASE:05}", create=True)
    assert case is not None
    row = archive.add(new, case, f"Minutes {number}.docx", "bench")
    row.received = datetime.now(UTC) - timedelta(hours=number)
    held = row.received.date() - timedelta(days=number % 30)
    measure(
        row,
        Measures(
            like.format, like.form, like.kind, held, like.declared, like.proposed, like.outcome,
            like.not_assessed, like.mentions, like.people,
        ),
    )  # fmt: skip
    row.state = JobState.QUARANTINED.value if number % 40 == 0 else JobState.READY.value
    for stage, value in results.items() if number < WHOLE else ():
        archive.note_result(row, stage, 1, archive.store_result(row, stage, value))
    report = results[Stage.CHECK]
    assert isinstance(report, CheckReport)
    archive.keep_findings(row, (report.findings * (findings // max(len(report.findings), 1) + 1))[:findings])
