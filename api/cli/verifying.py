"""`countersign verify`: is what is stored whole, and is the audit trail as it was written?"""

from __future__ import annotations

from api.cli.faults import Exit
from api.cli.terminal import console, emit, safe


def verify_command(as_json: bool) -> int:
    """Check every stored piece and every audit record; exits 4 where one does not hold."""
    from api.cli.signing import installed
    from pipeline import antivirus
    from pipeline.service import Service
    from pipeline.settings import load_settings

    settings = load_settings()
    installed(settings)
    with Service.open(settings, part="verify") as service:
        soundness = service.verify()
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
