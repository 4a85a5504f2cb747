"""Places in a text as JSON: flat `start` and `end`, null where there is no place."""

from __future__ import annotations

from typing import Any

from models.text import Span


def place(span: Span | None, prefix: str = "") -> dict[str, int | None]:
    """`{"start": ..., "end": ...}`, or `{"heading_start": ...}` with the prefix "heading_"."""
    return {
        f"{prefix}start": span.start if span else None,
        f"{prefix}end": span.end if span else None,
    }


def places(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    """A list of places."""
    return [place(span) for span in spans]
