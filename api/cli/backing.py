"""`countersign backup` and `countersign restore`."""

from __future__ import annotations

from pathlib import Path

from api.cli.faults import Exit, about
from api.cli.terminal import console, emit, named, safe


def backup_command(file: Path, as_json: bool) -> int:
    """Write everything but the keys into one file; exits 4 where the store had lost something before."""
    from api.cli.signing import installed
    from pipeline.backup import back_up
    from pipeline.settings import load_settings

    settings = load_settings()
    installed(settings)
    with about(file):
        done = back_up(settings, file)
    if as_json:
        emit(
            {
                "file": named(file),
                "pieces": done.pieces,
                "bytes": done.size,
                "missing": list(done.missing),
                "key_file": named(str(settings.keys)),
            }
        )
        return Exit.UNVERIFIED if done.missing else Exit.DONE
    out = console()
    out.print(f"The database and {done.pieces} encrypted pieces, {done.size:,} bytes: {safe(named(file))}")
    for name in done.missing:
        out.print(f"Missing from the store, and so from this back-up: {safe(name)}")
    out.print(f"The keys are not in it: keep a copy of {safe(named(str(settings.keys)))} in another place.")
    return Exit.UNVERIFIED if done.missing else Exit.DONE


def restore_command(file: Path, as_json: bool) -> int:
    """Put a back-up in place and verify it; exits 4 where something does not hold."""
    from pipeline.restoring import restore
    from pipeline.settings import load_settings

    settings = load_settings()
    with about(file):
        done = restore(settings, file)
    trail, faults = done.soundness.trail, done.soundness.faults
    if as_json:
        emit(
            {
                "file": named(file),
                "made": done.made,
                "version": done.version,
                "pieces": done.pieces,
                "sound": done.soundness.sound,
                "audit": {"records": trail.records, "whole": trail.whole},
                "faults": [{"document": f.document_id, "what": f.what, "why": f.why} for f in faults],
                "disposed_again": done.disposed_again,
                "disposals_listed": done.disposals_listed,
            }
        )
    else:
        out = console()
        out.print(f"Restored: the database of {done.made} and {done.pieces} encrypted pieces.")
        out.print(f"Audit trail: {trail.records} records, {'whole' if trail.whole else safe(trail.why)}.")
        for fault in faults:
            out.print(f"Document {fault.document_id}, {fault.what}: {safe(fault.why)}")
        if not faults:
            out.print("Stored documents: all open, and are what was received.")
        if done.disposed_again:
            out.print(f"Destroyed again: {done.disposed_again} documents that were disposed of since.")
        if not done.disposals_listed:
            out.print(
                "No list of disposals (disposals.jsonl) lies beside the key file: what was disposed of since "
                "the back-up is there again. Put the list there, and run `countersign dispose --resume`."
            )
        out.print("Everybody signs in anew. Accounts and rights are those of the day of the back-up.")
    return Exit.DONE if done.soundness.sound else Exit.UNVERIFIED
