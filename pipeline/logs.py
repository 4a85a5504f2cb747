"""What is written to the log: lines for people, or JSON for a collector; never a document's words.

Threat: an exception's message or a traceback quotes a name, a path or a statement with its values. Rule: of
an exception its kind and place are written, never its message; records of others' loggers (the web server,
the database's driver, the broker's client) go through the same formatter, and are kept to warnings. Residual
risk: a message that our own code composes is written as it is; a test looks for names in all of them.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from pipeline.faults import place_of
from pipeline.settings import Settings


class Plainly(logging.Formatter):
    """A line for people; an exception is its kind and place."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        fault = _fault(record)
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {record.getMessage()}"
        return f"{line} [{fault}]" if fault else line


class AsJson(logging.Formatter):
    """An object a line: time, level, logger, message, process and, where there is one, fault."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        fault = _fault(record)
        if fault:
            said["fault"] = fault
        return json.dumps(said, ensure_ascii=False)


def set_up(settings: Settings) -> None:
    """Everything to stderr, in the form that the settings ask for; in place of what was set up before."""
    handler = logging.StreamHandler()
    handler.setFormatter(AsJson() if settings.log_format == "json" else Plainly())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("countersign").setLevel(settings.log_level.upper())


def _fault(record: logging.LogRecord) -> str:
    """Kind and place of the exception that the record is about."""
    error = record.exc_info[1] if record.exc_info else None
    return place_of(error) if error is not None else ""
