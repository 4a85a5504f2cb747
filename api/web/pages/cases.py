"""The list of cases, one case through time, and the figures over all of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from api.web.attachments import attachment
from api.web.chart import findings_chart
from api.web.markings import of_entries
from api.web.paging import Cursor, following, start
from api.web.permissions import Permission, needs
from api.web.rendering import page
from api.web.shapes.cases import month_name
from api.web.state import actor_of, shared
from models.finding import Severity
from pipeline.figures import WITHIN_DAYS, Figures

router = APIRouter()

SHOWN = 50
Area = Annotated[str, Query(max_length=100)]
SHORT = {
    "rmp": "Risk management plan",
    "cppc": "Critical public protection case",
    "visor": "ViSOR",
}
"""Sections whose names in the forms are short for something."""
CaseId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.get("/cases")
@needs(Permission.READ)
def cases(
    request: Request, reference: Annotated[str, Query(max_length=100)] = "", cursor: Cursor = ""
) -> Response:
    """Cases, those that met last first."""
    here, begin = shared(request), start(cursor)
    wanted = " ".join(reference.split())
    found = here.service.case_book.listed(wanted, actor_of(request), most=SHOWN + 1, skip=begin)
    after = following(begin, SHOWN, len(found))
    filters = {"reference": wanted} if wanted else {}
    return page(
        request,
        "cases.html.j2",
        marking=here.settings.ceiling,
        cases=found[:SHOWN],
        reference=wanted,
        first=begin == 0,
        again=urlencode(filters),
        more=urlencode({**filters, "cursor": after}) if after else "",
        query_of=lambda case: urlencode({"case": case}),
    )


@router.get("/cases/{id}")
@needs(Permission.READ)
def case(request: Request, id: CaseId) -> Response:
    """A case's meetings and referrals in order."""
    here = shared(request)
    found = here.service.case_book.timeline(id, actor_of(request))
    entries = [moment.entry for moment in found.moments]
    return page(
        request,
        "case.html.j2",
        marking=of_entries(entries, here.settings),
        found=found,
        severities=list(Severity),
        charted=sum(bool(entry.outcome) for entry in entries) > 1,
        query=urlencode({"case": found.reference}),
    )


@router.get("/cases/{id}/findings.svg")
@needs(Permission.READ)
def chart(request: Request, id: CaseId) -> Response:
    """The counts of a case's findings through time, drawn; the table of the case says the same in words."""
    entries = shared(request).service.case_book.entries(id, actor_of(request))
    return Response(findings_chart(entries), media_type="image/svg+xml")


@router.get("/figures")
@needs(Permission.FIGURES)
def figures(request: Request, area: Area = "") -> Response:
    """What inspectors ask for, by month. Counts alone: nothing of any document is shown."""
    found = shared(request).service.figure_book.all(actor_of(request), area)
    return page(
        request,
        "figures.html.j2",
        found=found,
        within=WITHIN_DAYS,
        heading=heading,
        query=urlencode({"area": area}) if area else "",
    )


@router.get("/figures.csv")
@needs(Permission.FIGURES)
def figures_file(request: Request, area: Area = "") -> Response:
    """The same figures, one count a line: of the areas that may be seen, each for itself."""
    book, actor = shared(request).service.figure_book, actor_of(request)
    first = book.all(actor, area)
    found = [first] if area or len(first.areas) < 2 else [book.all(actor, one) for one in first.areas]
    return attachment(_as_csv(found), "figures.csv", "csv")


def heading(section: str) -> str:
    """A section as people call it."""
    return SHORT.get(section, section.replace("_", " ").capitalize())


def _as_csv(all_areas: Sequence[Figures]) -> bytes:
    """Lines of month (empty where the minutes give no date), figure, rule, what is counted, number, area."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(("month", "figure", "rule", "what", "number", "area"))
    for found in all_areas:
        area = found.area or (found.areas[0] if len(found.areas) == 1 else "")
        for told in _lines(found):
            lines.writerow((*told, area))
    return written.getvalue().encode()


def _lines(found: Figures) -> Iterator[tuple[str, str, str, str, float]]:
    for took in found.timeliness:
        month = month_name(took.month) or ""
        yield month, "timeliness", "", "minutes", took.minutes
        yield month, "timeliness", "", f"received after more than {WITHIN_DAYS} days", took.late
        yield month, "timeliness", "", "received before the date they give", took.ahead
        if took.median_days is not None and took.longest_days is not None:
            yield month, "timeliness", "", "median days to receipt", took.median_days
            yield month, "timeliness", "", "longest days to receipt", took.longest_days
    for figure in found.figures:
        for line in figure.lines:
            month = month_name(line.month) or ""
            yield month, figure.name, "", "minutes with a finding of any of these rules", line.any
            for column, number in zip(figure.columns, line.each, strict=True):
                yield month, figure.name, column.code, column.title, number
    for by_section in found.stale_sections.lines:
        month = month_name(by_section.month) or ""
        for section, number in zip(found.stale_sections.sections, by_section.each, strict=True):
            yield month, "stale-sections", "", heading(section), number
