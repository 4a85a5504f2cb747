"""What a person does in a browser: signs in, saves a file, goes by the keyboard alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.worker import run_forever
from storage.accounts import AccountRole
from tests.browser.house import PASSWORD, House

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST_TABS = 400


@contextmanager
def at_work(house: House) -> Iterator[None]:
    """A worker beside the service, as there is one in an installation."""
    stop = threading.Event()
    worker = threading.Thread(target=run_forever, args=(house.settings, stop), daemon=True)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()


def sign_in(page: Page, house: House, role: AccountRole) -> None:
    """By the form, as anybody does."""
    house.member(role)
    page.goto("/sign-in")
    page.get_by_label("Name").fill(role.value)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/documents")


def saved(page: Page, link: str, folder: Path) -> Path:
    """The file behind a link, as the browser saved it."""
    with page.expect_download() as coming:
        page.locator("a", has_text=link).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


FOCUSED = """() => {
    const e = document.activeElement;
    const label = e.labels && e.labels.length ? e.labels[0].innerText : e.getAttribute("aria-label");
    const named = label || e.innerText || "";
    return (named + " " + (e.value && e.type !== "password" ? e.value : "")).replace(/\\s+/g, " ").trim();
}"""


def tab_to(page: Page, name: str, back: bool = False) -> None:
    """Press Tab until what has that name is reached; nothing else is touched."""
    key = "Shift+Tab" if back else "Tab"
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        if page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


def press(page: Page, name: str) -> None:
    """Reach it by Tab and press Enter, and be where that leads."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
