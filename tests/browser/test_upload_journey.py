"""An administrator's load in a real browser: many files, one of them bad, seen on their way and filed."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage.accounts import AccountRole
from tests.browser.conftest import DESKTOP, complaints_of
from tests.browser.house import EXAMPLES, NORTH, House, serving
from tests.browser.walking import at_work, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ADMINISTRATOR = AccountRole.ADMINISTRATOR
FILES = sorted((EXAMPLES / NORTH).iterdir())
PATIENCE = 120_000


@contextmanager
def scanner(place: Path) -> Iterator[None]:
    """Something that answers as clamd does, that every file is clean."""
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind(str(place))
        listening.listen()
        threading.Thread(target=_answer, args=(listening,), daemon=True).start()
        yield


def _answer(listening: socket.socket) -> None:
    while True:
        try:
            asked, _ = listening.accept()
        except OSError:
            return
        with asked:
            said = b""
            while not said.endswith((b"\0\0\0\0", b"PING\0", b"PING\n", b"VERSION\0", b"VERSION\n")):
                more = asked.recv(65536)
                if not more:
                    break
                said += more
            asked.sendall(b"PONG\0" if b"PING" in said else b"stream: OK\0")


def choose(page: Page, files: list[Path]) -> None:
    bad = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nnothing follows"}
    given = [{"name": f.name, "mimeType": "", "buffer": f.read_bytes()} for f in files]
    page.get_by_label("Files").set_input_files([*given, bad])


def drop(page: Page, files: list[Path]) -> None:
    """Drag the files onto the page and let go, as the browser tells the page of it."""
    page.evaluate(
        """async files => {
            const data = new DataTransfer();
            for (const [name, text] of files) {
                const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
                data.items.add(new File([bytes], name));
            }
            document.getElementById("drop").dispatchEvent(
                new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        [[f.name, _base64(f.read_bytes())] for f in files],
    )


def _base64(data: bytes) -> str:
    import base64

    return base64.b64encode(data).decode()


def row(page: Page, name: str) -> str:
    return " ".join(page.locator("#rows tr", has_text=name).first.inner_text().split())


def look_until(page: Page, words: str, scripts: bool) -> None:
    """Wait for the rows to say so: with scripts they do by themselves, without by a link."""
    for _ in range(200):
        told = page.locator("#sent-told")
        if words in told.inner_text():
            return
        if not scripts and page.get_by_role("button", name="Look again").count():
            page.get_by_role("button", name="Look again").click()
        page.wait_for_timeout(300)
    raise AssertionError(page.inner_text("main"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_load_from_sign_in_to_filed(browser: Browser, tmp_path: Path, scripts: bool) -> None:
    place = tmp_path / "clamd.sock"
    with (
        serving(tmp_path / "house", clamd=str(place), attempts=1) as house,
        browser.new_context(base_url=house.address, viewport=DESKTOP, java_script_enabled=scripts) as context,
        at_work(house),
    ):
        page = context.new_page()
        page.complaints = complaints_of(page)
        sign_in(page, house, ADMINISTRATOR)
        page.get_by_role("link", name="Upload", exact=True).click()

        # no scanner answers yet: nothing passes, and each file says why
        page.get_by_label("Case").fill(NORTH)
        choose(page, FILES[:2])
        page.get_by_role("button", name="Upload").click()
        look_until(page, "3 of 3 done, 3 to look at", scripts)
        assert "Needs attention" in row(page, FILES[0].name)
        assert "scanner" in row(page, FILES[0].name)

        # it answers again: what failed is tried again, with nothing to send or type a second time
        with scanner(place):
            if scripts:
                page.get_by_role("link", name="The page of this upload").click()
            page.get_by_role("button", name="Try again the 3 that need attention").click()
            look_until(page, "3 of 3 done, 1 to look at", scripts)
            assert "Ready" in row(page, FILES[0].name)
            told = row(page, "scan.pdf")
            assert "Needs attention" in told
            assert "Send another copy" in told
            assert page.get_by_role("button", name="Try again the one that needs attention").count() == 1

            # later minutes without a case: what they say points to it, and a person says yes
            page.goto("/upload")
            if scripts:
                drop(page, FILES[2:3])
            else:
                page.get_by_label("Files").set_input_files(FILES[2])
                page.get_by_role("button", name="Upload").click()
            look_until(page, "1 of 1 done", scripts)
            page.get_by_role("button", name=f"File under {NORTH}").click()
            page.wait_for_url("**/upload/progress?of=*")
            assert f"Case {NORTH}" in row(page, FILES[2].name)
            filed(house)
        assert page.complaints == []


def filed(house: House) -> None:
    """The minutes are in the case, and are compared with the meetings before them."""
    found = house.ask(ADMINISTRATOR, "GET", f"/documents?case={NORTH}")["items"]
    assert {f.name for f in FILES[:3]} <= {d["filename"] for d in found}
