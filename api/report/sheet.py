"""The look of a report, and the one environment that renders it with everything escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from models.finding import Source
from models.marking import ProtectiveMarking

_PLAIN = re.compile(r"[A-Z0-9 /-]+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's style, and the policy that allows this style and nothing else."""

    css: Markup
    policy: str


def sheet(marking: ProtectiveMarking) -> Sheet:
    """The style with the marking in the margins of every printed page.

    A caveat's words come from the document, so only capitals, figures and plain marks reach the style; a
    marking with others is printed without its caveats.
    """
    words = str(marking)
    printed = words if _PLAIN.fullmatch(words) else str(ProtectiveMarking(marking.tier, marking.sensitive))
    margins = (
        f'@page {{ @top-center {{ content: "{printed}" }} @bottom-center {{ content: "{printed}" }} }}\n'
    )
    css = _stylesheet() + margins
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return Sheet(
        Markup(css),  # noqa: S704 - our own file and a string of the characters that _PLAIN allows
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )


def render(template: str, **values: Any) -> str:
    """A template with its values, all of them escaped."""
    return _environment().get_template(template).render(**values)


@cache
def _stylesheet() -> str:
    return (files("api.report") / "report.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("api.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["day"] = _day
    made.filters["by_title"] = _by_title
    return made


def _day(value: date | str | None) -> str:
    """A date, or an ISO date, as "4 March 2024"; anything else as it is."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return f"{value.day} {value:%B %Y}" if value else ""


def _by_title(sources: Iterable[Source]) -> list[tuple[str, list[str]]]:
    """Each source once, with all its paragraphs."""
    found: dict[str, list[str]] = {}
    for source in sources:
        found.setdefault(source.title, []).extend([source.paragraph] if source.paragraph else [])
    return list(found.items())
