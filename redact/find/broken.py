"""Names broken over the end of a line with a hyphen, of which only the first half looks like a name."""

from __future__ import annotations

import re

from redact.find.letters import LOWER

_REST = re.compile(rf"[-‐\u00ad]{{1,2}}[ ]?\n[ ]?[{LOWER}]{{2,20}}(?![\w@])")
_MORE = re.compile(rf"[-‐]{{1,2}}[ ]?\n[ ]?[A-Z][{LOWER}]{{1,20}}(?![\w@])")


def over_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a name with what the next line has of its last word: "Mrs Okon-" and "kwo"."""
    last = text[start:end].split()[-1] if start < end else ""
    if not last[:1].isupper():
        return start, end
    rest = _REST.match(text, end) or _MORE.match(text, end)
    return (start, rest.end()) if rest else (start, end)
