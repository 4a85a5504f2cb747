"""No core dumps: a process that crashes must not leave its memory, and so documents' text, on the disk.

Threat: a worker or the server dies of a fault in a native library, and the system writes all that it held
into a file that nobody looks after. Rule: the limit for core files is set to nothing when a command starts or
a worker opens, and whatever they start inherits it. Residual risk: a machine whose `core_pattern` pipes cores
to a program takes no notice of the limit. See deploy/README.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

_PATTERN = Path("/proc/sys/kernel/core_pattern")


def leave_no_cores() -> bool:
    """Forbid core files to this process and what it starts; False where the machine writes them yet."""
    if sys.platform == "win32":
        return False
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        return not _PATTERN.read_text().startswith("|")
    except OSError:
        return True
