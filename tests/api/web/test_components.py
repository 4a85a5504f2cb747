"""The Design System's components as the pages use them: none of the government's own, nothing that runs."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import govuk_frontend_jinja
import pytest
from lxml import html
from markupsafe import Markup

from api.web.components import components, escaped
from storage.accounts import AccountRole
from tests.api.web.conftest import House

WEB = Path(__file__).parents[3] / "api" / "web"
BAD = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("govukButton", {"html": BAD}),
        ("govukTag", {"html": BAD}),
        ("govukNotificationBanner", {"html": BAD}),
        ("govukErrorSummary", {"titleHtml": BAD, "errorList": [{"html": BAD, "href": "#a"}]}),
        ("govukRadios", {"name": "a", "items": [{"value": "1", "html": BAD, "hint": {"html": BAD}}]}),
        ("govukSummaryList", {"rows": [{"key": {"html": BAD}, "value": {"html": BAD}}]}),
        ("govukServiceNavigation", {"slots": {"end": BAD}, "navigation": [{"href": "/", "html": BAD}]}),
    ],
)
def test_html_that_no_template_of_ours_made_does_not_run(name: str, params: dict[str, object]) -> None:
    made = components()[name](params)
    assert not html.fromstring(f"<div>{made}</div>").xpath("//img")
    assert "onerror=alert" in html.fromstring(f"<div>{made}</div>").text_content()


def test_html_that_a_template_made_stays_as_it_is() -> None:
    assert escaped({"html": Markup("<b>1</b>"), "text": "<b>"}) == {"html": "<b>1</b>", "text": "<b>"}


def test_what_is_shipped_has_no_font_and_no_picture_of_the_government() -> None:
    for name in ("govuk.css", "govuk.js", "countersign.css"):
        text = (files("api.web") / "static" / name).read_text("utf-8")
        assert "url(" not in text
        assert not re.search("transport|crown|crest", text, re.IGNORECASE)


def test_the_components_are_of_the_same_release_as_their_style() -> None:
    package = json.loads((WEB / "frontend" / "package.json").read_text())
    frontend = package["devDependencies"]["govuk-frontend"]
    style = (WEB / "static" / "govuk.css").read_text()
    assert f'--govuk-frontend-version:"{frontend}"' in style.replace(" ", "")
    notes = Path(govuk_frontend_jinja.__file__).parents[1].glob("govuk_frontend_jinja-*.dist-info/METADATA")
    assert f"GOV.UK%20Frontend-v{frontend}" in next(notes).read_text()


def test_no_page_has_a_script_or_a_style_in_itself(house: House) -> None:
    chair = house.member(AccountRole.CHAIR)
    id = house.sent(chair, "OFFICIAL\n\nMinutes of the meeting")
    for address in ("/sign-in", "/documents", "/upload", f"/documents/{id}", "/cases", "/figures"):
        page = html.fromstring(chair.get(address).text)
        assert page.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]") == []
        assert set(page.xpath("//script/@src")) <= {"/static/govuk.js", "/static/upload.js"}
