"""A chair's evening in a real browser, with scripts and without: read, answer, send back, take in again."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from pipeline.worker import run_until_idle
from storage.accounts import AccountRole
from tests.api.web.test_chair_journey import corrected
from tests.browser.conftest import Visit
from tests.browser.house import EXAMPLES, NORTH, House
from tests.browser.walking import saved, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHAIR = AccountRole.CHAIR
REASON = "The officer was there; the agency has confirmed it in writing."


def sent(house: House, case: str) -> str:
    """The last two meetings of an invented case in a case of that name; the id of the later."""
    for file in sorted((EXAMPLES / NORTH).iterdir())[3:5]:
        house.send(case, case, file.name, file.read_bytes())
    run_until_idle(house.settings)
    return house.documents[case]


def places(path: Path) -> dict[str, str]:
    """What each comment says, and the words that it is put on, as Word would show them."""
    document = docx.Document(io.BytesIO(path.read_bytes()))
    said = {str(c.comment_id): c.text for c in document.comments}
    on, open_now = dict.fromkeys(said, ""), set()
    for element in document.element.body.iter():
        tag = element.tag.rsplit("}", 1)[-1]
        id = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        if tag == "commentRangeStart":
            open_now.add(id)
        elif tag == "commentRangeEnd":
            open_now.discard(id)
        elif tag == "t":
            for one in open_now:
                on[one] += element.text or ""
    return {said[id]: words for id, words in on.items()}


def answer(page: Page) -> tuple[str, str]:
    """Waive the second finding and acknowledge the third; the messages of both."""
    waived, seen = page.locator("#finding-2"), page.locator("#finding-3")
    told = waived.get_by_role("heading").first.inner_text(), seen.get_by_role("heading").first.inner_text()
    waived.get_by_text("Waive finding 2", exact=True).click()
    waived.get_by_label("Why may it stand as it is?").fill(REASON)
    waived.get_by_role("button", name="Waive with this reason").click()
    assert "Waived at version 1" in page.locator("#finding-2").inner_text()
    assert REASON in page.locator("#finding-2").inner_text()
    page.locator("#finding-3").get_by_role("button", name="Acknowledge").click()
    assert "Acknowledged at version 1" in page.locator("#finding-3").inner_text()
    return told


def comments_stand_where_the_findings_are(house: House, id: str, path: Path) -> None:
    found = house.ask(CHAIR, "GET", f"/documents/{id}/findings")["items"]
    standing = [f for f in found if not f["answer"] or f["answer"]["answer"] != "waived"]
    written = places(path)
    assert len(written) == len(standing) == len(found) - 1
    quoted = 0
    for finding in standing:
        [on] = [words for said, words in written.items() if finding["message"] in said] or [""]
        first = " ".join(re.sub(r"\W+", " ", finding["quote"] or "").split()[:4])
        if first and first in " ".join(re.sub(r"\W+", " ", on).split()):
            quoted += 1
    assert quoted >= sum(bool(f["quote"]) for f in standing) * 0.8, "comments away from what they are about"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_the_findings_to_the_corrected_version(
    house: House, visit: Visit, tmp_path: Path, scripts: bool
) -> None:
    id = sent(house, f"CHAIR-{scripts}")
    page = visit(None, scripts)
    sign_in(page, house, CHAIR)
    page.get_by_role("link", name="05 Minutes 16 January 2019.docx").first.click()
    page.goto(f"/documents/{id}")
    assert "Three things to put right first" in page.inner_text("main")

    page.get_by_role("link", name="The minutes, with findings in the margin").click()
    note = page.locator(".notes a").first
    assert note.get_attribute("href").startswith(f"/documents/{id}#finding-")
    note.click()
    page.wait_for_url("**/documents/*#finding-*")
    page.get_by_role("link", name="Beside the last meeting").click()
    assert "has stood at 2 meetings" in page.inner_text("main")
    page.get_by_role("link", name="Back to the findings").click()

    answer(page)
    path = saved(page, "Save the file for the minute-taker", tmp_path)
    comments_stand_where_the_findings_are(house, id, path)

    put_right = tmp_path / "05 corrected.docx"
    put_right.write_bytes(corrected(path.read_bytes()))
    page.get_by_label("The corrected version", exact=True).set_input_files(put_right)
    page.get_by_role("button", name="Send the corrected version").click()
    run_until_idle(house.settings)
    page.goto(f"/documents/{id}")
    page.get_by_role("link", name="a newer version").click()
    told = page.inner_text("main")
    cleared = re.search(r"Version 2 cleared (\d+) of the (\d+) findings of version 1", told)
    assert cleared
    assert int(cleared[1]) >= 1
    assert "Waived at version 1" in told
    assert "Acknowledged at version 1" in told
    assert page.complaints == []
