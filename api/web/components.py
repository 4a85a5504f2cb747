"""The components of the GOV.UK Design System, as our templates call them.

Threat: the components take `html` as it comes, so that a file name or a person's name that is handed over
by that key would run in a browser. Rule: what is handed over as HTML and was not made by one of our own
templates is escaped here, whatever the component thinks of it. Residual risk: none known.

The components read keys that were never given, which our own templates may not (`StrictUndefined`); they live
in an environment of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

_PACKAGE = "govuk_frontend_jinja"
_NAMES = {
    "back-link": "govukBackLink",
    "button": "govukButton",
    "checkboxes": "govukCheckboxes",
    "details": "govukDetails",
    "error-message": "govukErrorMessage",
    "error-summary": "govukErrorSummary",
    "fieldset": "govukFieldset",
    "file-upload": "govukFileUpload",
    "input": "govukInput",
    "inset-text": "govukInsetText",
    "notification-banner": "govukNotificationBanner",
    "pagination": "govukPagination",
    "panel": "govukPanel",
    "password-input": "govukPasswordInput",
    "radios": "govukRadios",
    "select": "govukSelect",
    "service-navigation": "govukServiceNavigation",
    "skip-link": "govukSkipLink",
    "summary-list": "govukSummaryList",
    "table": "govukTable",
    "tabs": "govukTabs",
    "tag": "govukTag",
    "textarea": "govukTextarea",
    "warning-text": "govukWarningText",
}
"""The folder of each component, and its macro."""

Component = Callable[[Mapping[str, Any]], Markup]


def components() -> dict[str, Component]:
    """Each component by the name of its macro."""
    loader = PrefixLoader({_PACKAGE: PackageLoader(_PACKAGE)})
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return {name: _component(environment, folder, name) for folder, name in _NAMES.items()}


def _component(environment: Environment, folder: str, name: str) -> Component:
    macro = getattr(environment.get_template(f"{_PACKAGE}/components/{folder}/macro.html").module, name)

    def component(params: Mapping[str, Any]) -> Markup:
        made: Markup = macro(escaped(params))
        return made

    return component


def escaped(value: Any, as_html: bool = False) -> Any:
    """The parameters with every piece of HTML that no template of ours made turned into plain text."""
    match value:
        case Markup():
            return value
        case str():
            return escape(value) if as_html else value
        case Mapping():
            return {
                key: escaped(inner, as_html or str(key).lower().endswith("html") or key == "slots")
                for key, inner in value.items()
            }
        case list() | tuple():
            return [escaped(inner, as_html) for inner in value]
        case _:
            return value
