"""How the templates of reports write dates and sources; the pages of the service write them alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from models.finding import Source


def day(value: date | str | None) -> str:
    """A date, or an ISO date, as "4 March 2024"; anything else as it is."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return f"{value.day} {value:%B %Y}" if value else ""


def by_title(sources: Iterable[Source]) -> list[tuple[str, list[str]]]:
    """Each source once, with all its paragraphs."""
    found: dict[str, list[str]] = {}
    for source in sources:
        found.setdefault(source.title, []).extend([source.paragraph] if source.paragraph else [])
    return list(found.items())


FILTERS: Mapping[str, Callable[..., Any]] = {"day": day, "by_title": by_title}
"""By the names that templates know them by."""
