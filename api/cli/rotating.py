"""`countersign rotate-keys`: another key-encryption key, while the service runs."""

from __future__ import annotations

from api.cli.faults import Exit
from api.cli.terminal import console, emit


def rotate_command(resume: bool, as_json: bool) -> int:
    """Wrap every data key with a new key, or go on with it."""
    from api.cli.signing import installed
    from pipeline.service import Service
    from pipeline.settings import load_settings

    settings = load_settings()
    installed(settings)
    with Service.open(settings, part="rotate-keys") as service:
        done = service.rotate_keys("system", resume)
    if as_json:
        emit({"key": done.key, "rewrapped": done.rewrapped, "retired": list(done.retired)})
        return Exit.DONE
    console().print(f"{done.rewrapped} keys are wrapped with {done.key} now.")
    if done.retired:
        console().print(f"Destroyed: {', '.join(done.retired)}.")
    console().print("Copy the key file, or the token, to where its copy is. Keys before go at a later run.")
    return Exit.DONE
