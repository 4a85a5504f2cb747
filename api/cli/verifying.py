"""`countersign verify`: is what is stored whole, and is the audit trail as it was written?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.faults import Exit, about
from api.cli.terminal import console, emit, safe
from pipeline.checkpoints import read, written
from storage.audit import Anchor, TrailBroken

if TYPE_CHECKING:
    from pipeline.service import Service
    from pipeline.settings import Settings


def verify_command(anchors: list[Path], write_anchor: Path | None, as_json: bool) -> int:
    """Check every stored piece and every audit record; exits 4 where one does not hold."""
    from api.cli.signing import installed
    from pipeline import antivirus
    from pipeline.settings import load_settings

    settings = load_settings()
    installed(settings)
    with _opened(settings) as service:
        given = [_checkpoint(path) for path in anchors]
        soundness = service.verify(given)
        if write_anchor is not None and soundness.trail.whole:
            with about(write_anchor):
                write_anchor.write_text(written(service.anchor()) + "\n", encoding="utf-8")
    trail, scanner = soundness.trail, antivirus.state(settings)
    if as_json:
        emit(
            {
                "sound": soundness.sound,
                "audit": {
                    "records": trail.records,
                    "whole": trail.whole,
                    "first_bad": trail.bad,
                    "why": trail.why,
                },
                "faults": [
                    {"document": f.document_id, "what": f.what, "why": f.why} for f in soundness.faults
                ],
                "swept": soundness.swept,
                "virus_scanner": scanner,
            }
        )
        return Exit.DONE if soundness.sound else Exit.UNVERIFIED
    out = console()
    if trail.whole:
        out.print(f"Audit trail: {trail.records} records, whole.")
    else:
        out.print(f"Audit trail: record {trail.bad} does not hold. {safe(trail.why)}", style="bold")
    for fault in soundness.faults:
        out.print(f"Document {fault.document_id}, {fault.what}: {safe(fault.why)}")
    if not soundness.faults:
        out.print("Stored documents: all open, and are what was received.")
    out.print(f"Virus scanner: {safe(scanner)}.")
    return Exit.DONE if soundness.sound else Exit.UNVERIFIED


def _opened(settings: Settings) -> Service:
    """The installation; where its trail is broken nothing can be recorded, and that is what is to be told."""
    from pipeline.service import Service
    from storage.store import Store

    try:
        return Service.open(settings, part="verify")
    except TrailBroken:
        return Service(Store.open(settings.database, settings.store, settings.keys), settings)


def _checkpoint(path: Path) -> Anchor:
    with about(path):
        return read(path.read_text(encoding="utf-8"))
