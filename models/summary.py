"""An executive summary: what a meeting decided, in sentences that may leave the building."""

from __future__ import annotations

from dataclasses import dataclass

from models.text import Span


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A sentence of a summary, or one entry of a list.

    `sources` are the places of the document that it was drafted from, for the officer and never for the
    recipient. `by` is empty for a drafted line, else the id of the account that wrote or changed it.
    """

    text: str
    sources: tuple[Span, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """One heading of a summary and what stands under it. `name` is stable ("decisions")."""

    name: str
    heading: str
    lines: tuple[SummaryLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary, part by part. `left_out` counts sentences that would have told what is removed."""

    parts: tuple[SummaryPart, ...]
    left_out: int = 0
