"""Chromium without a window, pointed at a service of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from storage.accounts import AccountRole
from tests.browser.house import House, furnish, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
"""In CSS pixels; the second is also what 1280 pixels are at 400% zoom."""


Visit = Callable[..., "Page"]
"""A page that a person of a role would open (None: nobody is signed in), with or without scripts."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with serving(tmp_path_factory.mktemp("house")) as made:
        furnish(made)
        yield made


@pytest.fixture
def visit(house: House, browser: Browser) -> Iterator[Visit]:
    with ExitStack() as contexts:

        def opened(role: AccountRole | None, scripts: bool = True) -> Page:
            context = browser.new_context(
                base_url=house.address, viewport=DESKTOP, java_script_enabled=scripts, accept_downloads=True
            )
            contexts.callback(context.close)
            if role is not None:
                token = house.member(role).cookies["countersign"]
                context.add_cookies([{"name": "countersign", "value": token, "url": house.address}])
            page = context.new_page()
            page.complaints = complaints_of(page)
            return page

        yield opened


def complaints_of(page: Page) -> list[str]:
    """What the page's console says is wrong, as it comes: errors, broken policy, failed requests.

    That the page itself was answered with an error is no complaint: some are meant to be.
    """
    said: list[str] = []

    def console(message: object) -> None:
        own = message.location["url"].split("#")[0] == page.url.split("#")[0]
        if message.type in ("error", "warning") and not (own and "the server responded with" in message.text):
            said.append(f"{message.type}: {message.text} ({message.location['url']})")

    page.on("console", console)
    page.on("pageerror", lambda error: said.append(f"thrown: {error}"))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url} {request.failure}"))
    return said
