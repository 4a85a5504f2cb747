"""What a redacted copy is called.

Threat: "A Smith minutes.docx", redacted, is still called after A Smith. Rule: of the original's name only
words that are known to be about forms and meetings stay, short numbers, and the year of the meeting; a
mixture of letters and digits may be somebody's number and goes. Residual risk: a name that is also such a
word.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import PurePosixPath

from ingest import INSIDE

SAFE_WORDS = frozenset(
    {
        "a", "agenda", "and", "annex", "approved", "apr", "archived", "area", "aug", "b", "board", "c",
        "case", "chair", "dec", "december", "disclosure", "draft", "e", "f", "feb", "february", "final",
        "first", "form", "fourth", "i", "initial", "issued", "january", "jul", "july", "jun", "level", "m",
        "mapp", "mappa", "mappp", "mar", "marac", "march", "meeting", "minute", "minutes", "n", "nov",
        "november", "oct", "october", "of", "panel", "planning", "q", "record", "referral", "report",
        "restricted", "review", "risk", "rmp", "second", "section", "sep", "sept", "september", "signed",
        "summary", "the", "third", "update", "v", "version",
    }
)  # fmt: skip
"""Months that people are called after (April, May, June, August) are not among them."""

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_LONGEST = 200  # bytes of a file's name, of 255 that most file systems take
_TOKEN = re.compile(r"[^\W_]+")


def copy_name(original: str, extension: str, held: date | None = None) -> str:
    """A name for the copy of the file called so, in the same sub-folder, without what may name somebody.

    `held` is the date of the document's meeting: its year and month are known to be no more than that. A file
    that came inside another is called by its own name alone.
    """
    path = PurePosixPath(original.partition(INSIDE)[0])
    tokens = _TOKEN.findall(PurePosixPath(original.rpartition(INSIDE)[2]).stem)
    kept = [t for at, t in enumerate(tokens) if _safe(t, held) or _is_month(tokens, at, held)]
    stem = "-".join(kept).lower() or "document"
    return str(path.parent / f"{stem}.redacted.{extension}")


def flat_name(original: str) -> PurePosixPath:
    """Where what is written about a file belongs: for one inside another, beside what is about that one."""
    outer, _, inner = original.partition(INSIDE)
    path = PurePosixPath(outer)
    name = " - ".join([path.name, *inner.replace("/", "_").split(INSIDE)]) if inner else path.name
    return path.with_name(_shortened(name))


def _shortened(name: str) -> str:
    """At most as long as file systems take with an ending, the start and the end of it kept."""
    if len(name.encode()) <= _LONGEST:
        return name
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{_cut(name, _LONGEST // 2)} {digest} {_cut(name[::-1], _LONGEST // 4)[::-1]}"


def _cut(name: str, size: int) -> str:
    return name.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")


def _safe(token: str, held: date | None) -> bool:
    if token.isdecimal():
        return len(token) <= 2 or (held is not None and token == str(held.year))
    return token.casefold() in SAFE_WORDS


def _is_month(tokens: list[str], at: int, held: date | None) -> bool:
    """Whether the word is the meeting's month, with a number beside it: then "May" is nobody."""
    beside = tokens[max(0, at - 1) : at + 2]
    return (
        held is not None
        and tokens[at].casefold() == MONTHS[held.month - 1]
        and any(map(str.isdecimal, beside))
    )
