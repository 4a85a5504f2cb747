"""The look of a report, and the one environment that renders it with everything escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from api.report.filters import FILTERS
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
    return "".join((files("api.report") / name).read_text("utf-8") for name in ("report.css", "parts.css"))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("api.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    return made
