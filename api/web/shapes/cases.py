"""A case's timeline, and figures over all documents."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.web.shapes.base import Given
from api.web.shapes.documents import DocumentOut
from pipeline.figures import Figure, Figures, Timeliness
from pipeline.timeline import Moment, Timeline
from storage.figures import Month

MonthName = Annotated[str | None, Field(examples=["2024-03"], description="Null for minutes without a date.")]


class MomentOut(DocumentOut):
    """A document of a timeline. `title` is its form's; `level` and `risk` are empty where not found."""

    title: str
    level: str
    risk: str

    @classmethod
    def at(cls, moment: Moment) -> MomentOut:
        """The document with what was read of it."""
        known = DocumentOut.of(moment.entry).model_dump()
        return cls(**known, title=moment.title, level=moment.level, risk=moment.risk)


class TimelineOut(Given):
    """A case's documents, oldest first, older versions apart; `left_off` where only the last are there."""

    id: str
    reference: str
    items: list[MomentOut]
    left_off: bool

    @classmethod
    def of(cls, found: Timeline) -> TimelineOut:
        """The case and its documents."""
        items = [MomentOut.at(moment) for moment in found.moments]
        return cls(id=found.id, reference=found.reference, items=items, left_off=found.left_off)


class TimelinessOut(Given):
    """One month's minutes; days from the meeting to when the service received them.

    `late` took longer than 14 days; `ahead` came in before the date that they give, and are not measured.
    """

    month: MonthName
    minutes: int
    late: int
    ahead: int
    median_days: float | None
    longest_days: int | None

    @classmethod
    def of(cls, line: Timeliness) -> TimelinessOut:
        """The month as text."""
        return cls(
            month=month_name(line.month),
            minutes=line.minutes,
            late=line.late,
            ahead=line.ahead,
            median_days=line.median_days,
            longest_days=line.longest_days,
        )


class ColumnOut(Given):
    """A rule whose findings are counted."""

    code: str
    title: str


class MonthLineOut(Given):
    """One month: minutes, those with any finding of the figure, those with one of each of `rules`."""

    month: MonthName
    minutes: int
    any: int
    each: list[int]


class FigureOut(Given):
    """One figure; `counts` says what it counts. Minutes without a finding may still hold unjudged rules."""

    name: str
    title: str
    counts: str
    rules: list[ColumnOut]
    months: list[MonthLineOut]

    @classmethod
    def of(cls, figure: Figure) -> FigureOut:
        """The figure with its months as text."""
        months = [
            MonthLineOut(month=month_name(m.month), minutes=m.minutes, any=m.any, each=list(m.each))
            for m in figure.lines
        ]
        rules = [ColumnOut.model_validate(column) for column in figure.columns]
        return cls(name=figure.name, title=figure.title, counts=figure.counts, rules=rules, months=months)


class FiguresOut(Given):
    """All figures, the latest month first."""

    timeliness: list[TimelinessOut]
    figures: list[FigureOut]

    @classmethod
    def of(cls, found: Figures) -> FiguresOut:
        """Every figure."""
        return cls(
            timeliness=[TimelinessOut.of(line) for line in found.timeliness],
            figures=[FigureOut.of(figure) for figure in found.figures],
        )


def month_name(month: Month) -> str | None:
    """Year and month as ISO 8601 writes them."""
    return f"{month[0]}-{month[1]:02}" if month else None
