"""What went wrong, told so that somebody can put it right, and the exit code that says so to a script."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Any

import typer

from api.cli.terminal import emit, named, note, safe
from models.errors import CountersignError, Refused, SettingsError, VerificationFailed

# Typer carries its own copy of click; the one public way to the root of its faults is through a leaf.
_UsageFault: Any = typer.BadParameter.__mro__[1]
_ClickFault: Any = typer.BadParameter.__mro__[2]


TRACEBACK = "_COUNTERSIGN_TRACEBACK"
"""Not a setting of an installation, so it begins otherwise than those do."""


class Exit(IntEnum):
    """The exit codes of every command. 70 is a fault of the product's own (EX_SOFTWARE of sysexits.h)."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    REFUSED = 3
    UNVERIFIED = 4
    INTERNAL = 70
    INTERRUPTED = 130


class Fault(CountersignError):
    """A fault with the file it is about, the exit code, and a stable code for scripts."""

    def __init__(self, exit: Exit, code: str, message: str, remedy: str = "", file: str = "") -> None:
        super().__init__(message, remedy)
        self.exit = exit
        self.code = code
        self.file = file


def usage(message: str, remedy: str = "", file: Path | str = "", code: str = "usage") -> Fault:
    """Something that the caller has to type differently."""
    return Fault(Exit.USAGE, code, message, remedy, named(file) if file else "")


@contextmanager
def about(file: Path) -> Iterator[None]:
    """Name the file in whatever goes wrong inside."""
    try:
        yield
    except (CountersignError, OSError) as fault:
        named_fault = as_fault(fault)
        if not named_fault.file:
            named_fault.file = named(file)
        raise named_fault from fault


def as_fault(fault: CountersignError | OSError) -> Fault:
    """The fault with its exit code."""
    match fault:
        case Fault():
            return fault
        case Refused():
            return Fault(Exit.REFUSED, fault.code.value, fault.message, fault.remedy)
        case VerificationFailed():
            return Fault(Exit.UNVERIFIED, "verification-failed", fault.message, fault.remedy)
        case SettingsError():
            return Fault(Exit.USAGE, "settings", fault.message, fault.remedy)
        case CountersignError():
            return Fault(Exit.INTERNAL, "internal", fault.message, fault.remedy)
        case _:
            said = f"The path cannot be used: {fault.strerror or type(fault).__name__}."
            return Fault(Exit.USAGE, "path", said, "Check that it exists and that you may read and write it.")


def answered(app: typer.Typer, arguments: list[str]) -> int:
    """Run the command line and turn every fault into words on stderr and an exit code.

    With `--json` the fault is an object on stdout as well. A fault of the product's own tells where it
    happened, never what the document said: set _COUNTERSIGN_TRACEBACK=1 for the whole of it.
    """
    as_json = "--json" in arguments
    try:
        result = app(arguments, prog_name="countersign", standalone_mode=False)
    except CountersignError as fault:
        return _told(as_fault(fault), as_json)
    except BrokenPipeError:
        return _pipe_closed()
    except _ClickFault as fault:
        return _told(_misused(fault), as_json)
    except (KeyboardInterrupt, typer.Abort):
        note("Stopped.")
        return Exit.INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - the boundary: nothing may reach the terminal with document text
        return _told(_internal(fault), as_json)
    return int(result) if isinstance(result, int) else Exit.DONE


def _told(fault: Fault, as_json: bool) -> int:
    where = f"{safe(fault.file)}: " if fault.file else ""
    note(f"countersign: {where}{safe(fault.message)}")
    if fault.remedy:
        note(f"  {safe(fault.remedy)}")
    if as_json:
        emit(
            {
                "error": {
                    "code": fault.code,
                    "exit": int(fault.exit),
                    "file": fault.file or None,
                    "message": fault.message,
                    "remedy": fault.remedy,
                }
            }
        )
    return fault.exit


def _misused(fault: Any) -> Fault:
    path = fault.ctx.command_path if getattr(fault, "ctx", None) else "countersign"
    return usage(fault.format_message(), f"Try: {path} --help")


def _internal(fault: Exception) -> Fault:
    if os.environ.get(TRACEBACK):
        traceback.print_exception(fault)
    frames = traceback.extract_tb(fault.__traceback__)
    last = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "an unknown place"
    said = f"Countersign itself failed: {type(fault).__name__} in {last}."
    remedy = "Please report this line; the document's text is not in it. _COUNTERSIGN_TRACEBACK=1 shows more."
    return Fault(Exit.INTERNAL, "internal", said, remedy)


def _pipe_closed() -> int:
    """The reader of our output went away: stop quietly, as every filter does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE
