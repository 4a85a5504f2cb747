"""The command line: `countersign`. A contract that others script against; see docs/cli.md.

Nothing heavy is imported before a command needs it, so that `--help` and completion answer at once.
"""

from __future__ import annotations

import sys

from api.cli.app import app
from api.cli.faults import answered
from pipeline.cores import leave_no_cores


def main() -> None:
    """Run the command in `sys.argv` and leave with its exit code."""
    leave_no_cores()
    sys.exit(answered(app, sys.argv[1:]))


__all__ = ["app", "main"]
