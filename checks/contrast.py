"""What differs between two wordings of one passage, for a person to read."""

from __future__ import annotations

from difflib import SequenceMatcher

AROUND = 2
"""Words shown on either side of what differs."""

LONGEST = 24
"""Words shown of one wording at most."""


def was_and_now(old: str, new: str, first: str = "was", second: str = "now") -> str:
    """`was: “… 200 metres of …”; now: “… 100 metres of …”`, from the first difference to the last.

    Case and punctuation that differ are shown too, since a person reads them. Nothing where the two are the
    same word for word.
    """
    before, after = old.split(), new.split()
    parts = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [p for p in parts if p[0] != "equal"]
    if not changed:
        return ""
    was = _excerpt(before, changed[0][1], changed[-1][2])
    now = _excerpt(after, changed[0][3], changed[-1][4])
    return f"{first}: “{was}”; {second}: “{now}”"


def _excerpt(words: list[str], start: int, end: int) -> str:
    """The words of a stretch with a few around it, cut where there are too many."""
    first, last = max(0, start - AROUND), min(len(words), end + AROUND)
    shown = words[first:last]
    if len(shown) > LONGEST:
        shown = [*shown[: LONGEST // 2], "…", *shown[-LONGEST // 2 :]]
    return f"{'… ' if first else ''}{' '.join(shown)}{' …' if last < len(words) else ''}"
