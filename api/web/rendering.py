"""Pages from templates, everything escaped, each with its marking.

Threat: a file name, a heading or a person's name that a browser would run; a page that shows a document's
words and does not say how it is to be protected. Rule: every template escapes everything, and no page is
rendered without a marking. Residual risk: none known.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from api.report.filters import FILTERS
from api.web.components import components
from api.web.permissions import Permission, may
from models.case import JobState
from models.marking import ProtectiveMarking, Tier
from models.review import DisclosureState
from storage.figures import Month

PLAIN = ProtectiveMarking(Tier.OFFICIAL)
"""The marking of a page that shows nothing of any document."""

STATES: dict[JobState, tuple[str, str]] = {
    JobState.QUEUED: ("Waiting", "plain"),
    JobState.RUNNING: ("In progress", "low"),
    JobState.READY: ("Ready", "good"),
    JobState.QUARANTINED: ("In quarantine", "medium"),
    JobState.REFUSED: ("Refused", "high"),
    JobState.FAILED: ("Failed", "high"),
    JobState.UNPACKED: ("Unpacked", "good"),
    JobState.DISPOSED: ("Disposed of", "plain"),
    JobState.CANCELLED: ("Cancelled", "plain"),
}
"""What each state is called, and the kind of tag that shows it."""


STANDS: dict[DisclosureState, tuple[str, str]] = {
    DisclosureState.DRAFT: ("Draft", "plain"),
    DisclosureState.SUBMITTED: ("Waiting for approval", "medium"),
    DisclosureState.RETURNED: ("Sent back", "high"),
    DisclosureState.APPROVED: ("Approved", "good"),
    DisclosureState.RELEASED: ("Released", "good"),
    DisclosureState.REVOKED: ("Revoked", "high"),
    DisclosureState.WITHDRAWN: ("Withdrawn", "plain"),
}
"""The same for disclosures."""


def page(
    request: Request,
    template: str,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    marking: ProtectiveMarking = PLAIN,
    **values: Any,
) -> HTMLResponse:
    """The page. `marking` is that of the gravest thing it shows."""
    account = getattr(request.state, "account", None)
    written = (
        _environment()
        .get_template(template)
        .render(
            marking=marking,
            account=account,
            path=request.url.path,
            allowed={p.value for p in Permission if account and may(account.role, p)},
            **values,
        )
    )
    return HTMLResponse(written, status_code=status)


@cache
def stylesheet() -> str:
    """The pages' style: the Design System's, what they have in common with reports, and their own."""
    shared = (files("api.report") / "parts.css").read_text("utf-8")
    return script("govuk.css") + shared + script("countersign.css")


@cache
def script(name: str) -> str:
    """A file of `static/`; no page has a script or a style in itself."""
    return (files("api.web") / "static" / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=ChoiceLoader([PackageLoader("api.web"), PackageLoader("api.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    made.filters["moment"] = _moment
    made.filters["month"] = _month
    made.filters["size"] = _size
    made.globals.update(components())
    made.globals["STATES"] = STATES
    made.globals["STANDS"] = STANDS
    return made


def _moment(value: datetime) -> str:
    return f"{value.day} {value:%B %Y, %H:%M} UTC"


def _month(value: Month) -> str:
    return f"{date(*value, 1):%B %Y}" if value else "No date found"


def _size(number: int) -> str:
    return f"{number / 2**20:.1f} MB" if number >= 2**20 else f"{max(1, number // 1024)} KB"
