"""What became of an action, by the words that say so."""

from __future__ import annotations

import re

from models.dates import find_dates
from models.structure import ActionStatus

_STATUS: tuple[tuple[re.Pattern[str], ActionStatus], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), status)
    for pattern, status in (
        (
            r"\b(not (?:yet )?(?:been )?(?:complet\w+|done|actioned|discharged|progressed|started)"
            r"|incomplete|uncompleted|outstanding|overdue|not achieved|unable to complete|no progress)\b",
            ActionStatus.NOT_DONE,
        ),
        (
            r"\b(?:on-?\s?going|in progress|continu(?:e|es|ing)|carr(?:y|ied) (?:forward|over)|partially"
            r"|part[- ]complete\w*|c/f|in hand|underway|under way)\b",
            ActionStatus.ONGOING,
        ),
        (
            r"\b(?:complete[d]?|done|discharged|closed|actioned|achieved|finished|carried out|fulfilled)\b",
            ActionStatus.DONE,
        ),
        (r"\b(?:open|pending|new|not due|awaiting|awaited|live)\b", ActionStatus.OPEN),
    )
)
_YES_NO = {
    "y": ActionStatus.DONE,
    "yes": ActionStatus.DONE,
    "✓": ActionStatus.DONE,
    "✔": ActionStatus.DONE,
    "n": ActionStatus.NOT_DONE,
    "no": ActionStatus.NOT_DONE,
}
NO_ACTION = frozenset(
    {
        "none",
        "na",
        "n a",
        "nil",
        "no action",
        "none agreed",
        "no new action",
        "not applicable",
        "no outstanding action",
        "no previous action",
        "none set",
        "tbc",
        "no action agreed",
        "no further action",
    }
)


def status_of(status: str, outcome: str = "") -> ActionStatus:
    """The status that the words of either column name; the status first."""
    if status.strip().lower() in _YES_NO:
        return _YES_NO[status.strip().lower()]
    for words in (status, outcome[:80]):
        for pattern, meant in _STATUS:
            if pattern.search(words):
                return meant
    return ActionStatus.UNKNOWN


def beyond_status(status: str) -> str:
    """What a status says besides the status: "Completed: phone examined, nothing found"."""
    match = next((m for pattern, _ in _STATUS if (m := pattern.match(status.strip()))), None)
    rest = status.strip()[match.end() :].strip(" .:;,–—-") if match else ""
    return rest if len(rest.split()) > 1 and not (len(rest) < 16 and find_dates(rest)) else ""
