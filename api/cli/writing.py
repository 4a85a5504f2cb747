"""Files that a command writes: whole or not at all, and never over somebody else's."""

from __future__ import annotations

import os
from pathlib import Path

from api.cli.faults import usage


def refuse_existing(*paths: Path, remedy: str) -> None:
    """Raise where one of the paths is taken."""
    for path in paths:
        if path.exists():
            raise usage("This file exists already.", remedy, path, "exists")


def place(path: Path, data: bytes, force: bool = False) -> None:
    """Write the file beside its place first, then move it there; with `force` over what is there."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(beside, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if force:
            os.replace(beside, path)
        else:
            os.link(beside, path)  # fails where somebody was quicker, instead of replacing their file
    finally:
        beside.unlink(missing_ok=True)
