"""From a request to the recipient's file in a real browser: by the keyboard, with scripts and without."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from pypdf import PdfReader

from pipeline.worker import run_until_idle
from storage.accounts import AccountRole
from tests.browser.conftest import Visit
from tests.browser.house import EXAMPLES, PASSWORD, REQUEST, House
from tests.browser.walking import press, saved, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

OFFICER, CHAIR = AccountRole.DISCLOSURE_OFFICER, AccountRole.CHAIR
FILES = {
    "docx": EXAMPLES / "northshire-2018-0147" / "02 Minutes 14 February 2018.docx",
    "pdf": EXAMPLES / "uppervale-mapp-118" / "PP2 Skelton 28 April 2009.pdf",
}
GONE = {"docx": ("Larkin", "Pennock", "Tia", "Jasmine"), "pdf": ("Denise", "Skelton", "SKELTON")}
"""People of each document of whom nothing may be left: the subject, victims, children."""


def text_of(path: Path) -> str:
    """All that the file holds in words: of a Word file every part of it."""
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    document = docx.Document(io.BytesIO(path.read_bytes()))
    parts = [part.blob for part in document.part.package.iter_parts()]
    return "\n".join(re.sub(r"<[^>]+>", "", blob.decode("utf-8", "replace")) for blob in parts)


def entered(page: Page, house: House, role: AccountRole) -> None:
    """Signed in by the keyboard."""
    house.member(role)
    page.goto("/sign-in")
    tab_to(page, "Name")
    page.keyboard.type(role.value)
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def opened(page: Page, house: House, document: str) -> str:
    """A disclosure of the document, asked for in its form; its address."""
    page.goto(f"/documents/{document}")
    press(page, "Open a disclosure")
    for label, words in (
        ("Who asks?", REQUEST["requester"]),
        ("On what basis?", REQUEST["basis"]),
        ("What for?", REQUEST["purpose"]),
        ("Who gets it?", REQUEST["recipient"]),
    ):
        tab_to(page, label)
        page.keyboard.type(words)
    press(page, "Open it")
    return page.url.split("?")[0].split("#")[0]


def panel(page: Page) -> str:
    return " ".join(page.locator("#panel").inner_text().split())


def quote(page: Page) -> str:
    found = re.search(r"“(.*)”", page.locator("#panel-title").inner_text(), re.DOTALL)
    assert found
    return found[1]


def key(page: Page, letter: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(letter)


def looked_at(page: Page) -> int:
    told = page.inner_text("main")
    found = re.search(r"(\d+) of \d+ looked at", told)
    assert found, told[:400]
    return int(found[1])


def decide_by_keys(page: Page) -> None:
    """One key for each step: there and back, accept, keep, undo, remove."""
    first = quote(page)
    key(page, "n")
    assert "2 of" in panel(page)
    key(page, "p")
    assert quote(page) == first
    key(page, "a")
    assert looked_at(page) >= 1
    seen = looked_at(page)
    key(page, "u")
    assert looked_at(page) < seen
    assert "Undo the last step" not in panel(page)
    while "Kept" not in panel(page):  # one that the policy keeps
        key(page, "n")
    kept, at = quote(page), page.url
    key(page, "r")
    page.goto(at)
    assert quote(page) == kept
    assert "Removed" in panel(page)
    key(page, "k")
    page.goto(at)
    assert "Kept" in panel(page)


def decide_by_tabs(page: Page) -> None:
    """The same by links and buttons, each reached by Tab."""
    first = quote(page)
    press(page, "Next")
    press(page, "Previous")
    assert quote(page) == first
    press(page, "Accept")
    seen = looked_at(page)
    press(page, "Undo the last step")
    assert looked_at(page) < seen
    while "Kept" not in panel(page):
        press(page, "Next")
    at = page.url
    press(page, "Remove")
    page.goto(at)
    assert "Removed" in panel(page)
    press(page, "Keep")
    page.goto(at)
    assert "Kept" in panel(page)


def give_a_role(page: Page, base: str) -> None:
    """The person chosen gets another part in the case, and the policy decides again."""
    page.goto(base)
    while "person," not in panel(page).lower():
        press(page, "Next")
    tab_to(page, "Somebody else, or another part in the case")
    page.keyboard.press("Enter")
    tab_to(page, "Part in the case")
    page.keyboard.type("wit")
    press(page, "Change the part")
    assert "witness" in panel(page)


def add_by_selecting(page: Page) -> str:
    """Words of the document that nothing has found, taken in with the arrow keys; what they were."""
    page.keyboard.press("s")
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    words = page.locator("#add-shown").inner_text()
    assert len(words) > 3
    page.keyboard.press("Enter")
    page.keyboard.type("misc")
    press(page, "Remove it")
    assert words.split()[0] in quote(page) or quote(page) in words
    return words


def search_and_redact(page: Page, base: str, words: str) -> None:
    page.goto(f"{base}")
    press(page, "Search, and remove what is found")
    tab_to(page, "What to look for")
    page.keyboard.type(words)
    press(page, "Search")
    assert "0 places" not in page.inner_text("main")
    press(page, "Remove those ticked")


def summarise_and_submit(page: Page, base: str) -> None:
    page.goto(base)
    press(page, "Executive summary")
    press(page, "Draft a summary")
    press(page, "Keep the summary")
    assert "There is a problem" not in page.inner_text("main")
    press(page, "Preview")
    assert "none was found" in page.inner_text("main")
    press(page, "Steps and approval")
    press(page, "Submit for approval")
    assert "It waits for somebody who had no hand in it." in page.inner_text("main")


def approve(page: Page, house: House, base: str) -> None:
    entered(page, house, CHAIR)
    page.goto(f"{base}/status")
    press(page, "what the recipient would get")
    press(page, "Steps and approval")
    press(page, "Approve")
    assert "Approved by" in page.inner_text("main")


def release(page: Page, base: str) -> str:
    page.goto(f"{base}/status")
    press(page, "Release to the recipient")
    return page.locator("code.link").inner_text()


@pytest.mark.parametrize(("scripts", "kind"), [(True, "docx"), (False, "pdf")], ids=["scripts", "no-scripts"])
def test_from_a_request_to_the_recipients_file(
    house: House, visit: Visit, tmp_path: Path, scripts: bool, kind: str
) -> None:
    house.send(f"asked-{kind}", f"ASKED-{kind}", FILES[kind].name, FILES[kind].read_bytes())
    run_until_idle(house.settings)
    page = visit(None, scripts)
    entered(page, house, OFFICER)
    base = opened(page, house, house.documents[f"asked-{kind}"])
    (decide_by_keys if scripts else decide_by_tabs)(page)
    give_a_role(page, base)
    added = add_by_selecting(page) if scripts else ""
    search_and_redact(page, base, "Bastian" if kind == "docx" else "Whitlow")
    summarise_and_submit(page, base)
    chair = visit(None, scripts)
    approve(chair, house, base)
    link = release(page, base)

    recipient = visit(None, scripts)
    recipient.goto(link)
    for what in ("redacted copy", "executive summary"):
        text = text_of(saved(recipient, f"Save the {what}", tmp_path))
        assert len(text) > 200
        left = [name for name in (*GONE[kind], "Bastian", "Whitlow") if re.search(rf"\b{name}\b", text)]
        assert left == []
        assert not added or added not in text
    assert page.complaints + chair.complaints + recipient.complaints == []
