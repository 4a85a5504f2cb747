"""Words on a terminal.

Threat: a file name, a heading or a name in a document may hold escape sequences that rewrite a terminal's
screen or title, or characters that reverse the direction of what follows. Rule: everything that comes from
outside passes `safe` before it is printed for people; JSON escapes it by itself. Residual risk: characters
that merely look like others are shown as they are.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")


def safe(words: object) -> str:
    """The words on one line, with control and direction characters made visible as `\\u{...}`."""
    said = " ".join(str(words).split())
    return "".join(
        f"\\u{{{ord(c):x}}}" if unicodedata.category(c) in ("Cc", "Cs") or c in _DIRECTION else c
        for c in said
    )


def named(path: Path | str) -> str:
    """A path as it goes into JSON: bytes that are no UTF-8 become the replacement character."""
    return os.fsencode(path).decode("utf-8", "replace")


def emit(answer: dict[str, Any]) -> None:
    """One JSON object on stdout."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    sys.stdout.flush()


def note(words: str) -> None:
    """One line on stderr, for people."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def console() -> Console:
    """Stdout for people: wide enough for a table where it goes into a file."""
    from rich.console import Console

    wide = None if sys.stdout.isatty() else 120
    return Console(width=wide, highlight=False, markup=False, emoji=False, soft_wrap=False)


def table(title: str, *columns: str) -> Table:
    """An empty table in the house's look."""
    from rich import box
    from rich.table import Table

    made = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    return made
