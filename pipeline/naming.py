"""What a redacted copy is called.

Threat: "A Smith minutes.docx", redacted, is still called after A Smith. Rule: of the original's name only
words that are known to be about forms and meetings stay, short numbers, and the year of the meeting; a
mixture of letters and digits may be somebody's number and goes. Residual risk: a name that is also such a
word.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

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
_TOKEN = re.compile(r"[^\W_]+")


def copy_name(original: str, extension: str, held: date | None = None) -> str:
    """A name for the copy of the file called so, in the same sub-folder, without what may name somebody.

    `held` is the date of the document's meeting: its year and month are known to be no more than that.
    """
    path = PurePosixPath(original)
    tokens = _TOKEN.findall(path.stem)
    kept = [t for at, t in enumerate(tokens) if _safe(t, held) or _is_month(tokens, at, held)]
    stem = "-".join(kept).lower() or "document"
    return str(path.parent / f"{stem}.redacted.{extension}")


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
