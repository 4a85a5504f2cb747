"""Every page in every state: no fault that axe can see, nothing wider than the screen, a silent console."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from storage.accounts import AccountRole
from tests.browser.conftest import DESKTOP, PHONE, Visit, complaints_of
from tests.browser.house import PASSWORD, House, serving

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ADMINISTRATOR, CHAIR = AccountRole.ADMINISTRATOR, AccountRole.CHAIR
OFFICER, AUDITOR = AccountRole.DISCLOSURE_OFFICER, AccountRole.AUDITOR
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
ROLES = {
    "administrator": ADMINISTRATOR,
    "chair": CHAIR,
    "officer": OFFICER,
    "auditor": AUDITOR,
    "nobody": None,
}

ADDRESSES = {
    "sign in": "nobody /sign-in",
    "received": "nobody {link}",
    "problem, nobody": "nobody /received/" + "A" * 43,
    "documents": "chair /documents",
    "documents, none": "chair /documents?case=none",
    "upload": "chair /upload",
    "quarantine": "chair /quarantine",
    "to file": "administrator /filing",
    "how far": "administrator {upload}",
    "figures": "chair /figures",
    "cases": "chair /cases",
    "case": "chair {case}",
    "password": "chair /password",
    "findings": "chair /documents/{minutes}",
    "findings, officer": "officer /documents/{minutes}",
    "text": "chair /documents/{minutes}/text",
    "beside": "chair /documents/{minutes}/beside",
    "beside nothing": "chair /documents/{note}/beside",
    "quarantined": "chair /documents/{unmarked}",
    "quarantined, officer": "officer /documents/{unmarked}",
    "refused": "chair /documents/{damaged}",
    "waiting": "chair /documents/{waiting}",
    "problem": "chair /documents/" + "0" * 32,
    "disclosures": "officer /disclosures",
    "new disclosure": "officer /documents/{note}/disclosures/new",
    "desk": "officer /disclosures/{open}",
    "desk, large": "officer /disclosures/{large}",
    "desk, chair": "chair /disclosures/{submitted}",
    "desk, conflict": "officer /disclosures/{conflict}",
    "desk, returned": "officer /disclosures/{returned}",
    "search": "officer /disclosures/{open}/search",
    "search, finds": "officer /disclosures/{open}/search?what=Quillfeather&how=exact",
    "search, no pattern": "officer /disclosures/{open}/search?what=*&how=pattern",
    "summary, none": "officer /disclosures/{open}/summary",
    "summary": "officer /disclosures/{telling}/summary",
    "summary, chair": "chair /disclosures/{submitted}/summary",
    "preview": "officer /disclosures/{submitted}/preview",
    "preview, conflict": "officer /disclosures/{conflict}/preview",
    "status, open": "officer /disclosures/{open}/status",
    "status, submitted": "officer /disclosures/{submitted}/status",
    "status, to approve": "chair /disclosures/{submitted}/status",
    "status, returned": "officer /disclosures/{returned}/status",
    "status, approved": "officer /disclosures/{approved}/status",
    "status, released": "officer /disclosures/{released}/status",
    "status, revoked": "officer /disclosures/{revoked}/status",
    "retention": "chair /retention",
    "retention, none": "chair /retention?fate=kept",
    "holds": "chair /retention/holds",
    "hold a case": "chair {case}/hold",
    "hold a document": "chair /documents/{held}/hold",
    "disposals": "chair /retention/disposals",
    "certificates": "auditor /retention/certificates",
    "accounts": "administrator /accounts",
    "areas": "administrator /areas",
    "second factor": "chair /second-factor",
    "sessions": "chair /sessions",
    "audit": "auditor /audit",
    "nothing to read": "auditor /",
}


def refused_sign_in(page: Page, house: House) -> None:
    page.goto("/sign-in")
    page.get_by_label("Name").fill("nobody")
    page.get_by_role("button", name="Sign in").click()


def nothing_uploaded(page: Page, house: House) -> None:
    page.goto("/upload")
    page.get_by_role("button", name="Upload").click()


def uploaded(page: Page, house: House) -> None:
    page.goto("/upload")
    page.get_by_label("Case").fill("FARROW-9")
    files = [("a very long name of a file " * 5 + ".txt", b"Minutes of a meeting"), ("empty.txt", b"")]
    page.get_by_label("Files").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files]
    )
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("Not accepted", exact=True).wait_for()


def said_too_little(page: Page, house: House) -> None:
    page.goto(f"/documents/{house.documents['note']}/disclosures/new")
    page.get_by_label("Who asks?").fill("A solicitor")
    page.get_by_role("button", name="Open it").click()


def waived_without_a_reason(page: Page, house: House) -> None:
    page.goto(f"/documents/{house.documents['minutes']}")
    page.get_by_text("Waive finding 3", exact=True).click()
    page.locator("#finding-3").get_by_role("button", name="Waive with this reason").click()


def told_too_much(page: Page, house: House) -> None:
    page.goto(f"/disclosures/{house.disclosures['telling']}/summary")
    page.get_by_label("Risk").first.fill("Martin Farrow lives next door.")
    page.get_by_role("button", name="Keep the summary").click()


def sent_back_without_a_remark(page: Page, house: House) -> None:
    page.goto(f"/disclosures/{house.disclosures['submitted']}/status")
    page.get_by_role("button", name="Send it back").click()


def copied(page: Page, house: House) -> None:
    page.goto(f"/documents/{house.documents['note']}")
    page.get_by_role("button", name="Make a working copy").click()


def released(page: Page, house: House) -> None:
    page.goto(f"/disclosures/{house.disclosures['approved']}/status")
    page.get_by_role("button", name="Release to the recipient").click()


def held_without_a_reason(page: Page, house: House) -> None:
    page.goto(f"/documents/{house.documents['held']}/hold")
    page.get_by_role("button", name="Place the hold").click()


def lifted_without_a_reason(page: Page, house: House) -> None:
    page.goto("/retention/holds")
    page.get_by_role("button", name="Lift the hold").first.click()


def nothing_proposed(page: Page, house: House) -> None:
    page.goto("/retention?fate=due")
    page.get_by_role("button", name="Propose what is chosen").click()


def account_made(page: Page, house: House) -> None:
    page.goto("/accounts")
    page.get_by_label("Name").fill("Ines Okoro")
    page.get_by_label("Coordinator").check()
    page.get_by_role("button", name="Add", exact=True).click()


DEEDS: dict[str, tuple[AccountRole | None, Callable[[Page, House], None], str]] = {
    "sign-in refused": (None, refused_sign_in, "There is a problem"),
    "nothing uploaded": (CHAIR, nothing_uploaded, "There is a problem"),
    "uploaded": (CHAIR, uploaded, "What was sent"),
    "disclosure with errors": (OFFICER, said_too_little, "There is a problem"),
    "waived without a reason": (CHAIR, waived_without_a_reason, "There is a problem"),
    "summary with a telling line": (OFFICER, told_too_much, "it tells what is removed"),
    "sent back without a remark": (CHAIR, sent_back_without_a_remark, "There is a problem"),
    "working copy": (OFFICER, copied, "The redacted copy is ready"),
    "just released": (OFFICER, released, "Released until"),
    "hold without a reason": (CHAIR, held_without_a_reason, "There is a problem"),
    "lifted without a reason": (CHAIR, lifted_without_a_reason, "There is a problem"),
    "nothing proposed": (CHAIR, nothing_proposed, "Choose what is to be proposed"),
    "account made": (ADMINISTRATOR, account_made, "may sign in now"),
}


def faults_of(page: Page) -> list[str]:
    """What axe finds, one line for each kind, with the first places."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options={"runOnly": list(TAGS), "resultTypes": ["violations"]}).response[
        "violations"
    ]
    return [
        f"{v['id']}: {v['help']}: " + "; ".join(f"{n['target'][0]} {n['html'][:120]}" for n in v["nodes"][:3])
        for v in found
    ]


def too_wide(page: Page) -> list[str]:
    """What sticks out of the page sideways, but for what scrolls in a region of its own."""
    return page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return [];
            return [...document.querySelectorAll("body *")]
                .filter(e => !e.closest(".scroll") && e.getBoundingClientRect().right > wide + 1)
                .map(e => e.outerHTML.slice(0, 160)).concat(["the page"]);
        }"""
    )


def assert_good(page: Page) -> None:
    faults = faults_of(page)
    page.set_viewport_size(PHONE)
    faults += [f"wider than the screen: {piece}" for piece in too_wide(page)]
    faults += [f"on a small screen: {fault}" for fault in faults_of(page)]
    assert faults + page.complaints == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_is_for_everybody(house: House, visit: Visit, name: str) -> None:
    role, address = ADDRESSES[name].split(" ", 1)
    page = visit(ROLES[role])
    page.goto(address.format(**house.documents, **house.disclosures, **house.places))
    assert_good(page)


@pytest.mark.parametrize("name", DEEDS)
def test_what_comes_after_a_deed_is_for_everybody(house: House, visit: Visit, name: str) -> None:
    role, deed, told = DEEDS[name]
    page = visit(role)
    deed(page, house)
    assert told in page.inner_text("main")
    assert_good(page)


def test_a_fresh_house_is_set_up_by_everybody(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as fresh, browser.new_context(base_url=fresh.address, viewport=DESKTOP) as context:
        page = context.new_page()
        page.complaints = complaints_of(page)
        page.goto("/")
        page.get_by_label("Set-up code").fill("wrong")
        page.get_by_role("button", name="Make the administrator").click()
        assert "There is a problem" in page.inner_text("main")
        assert_good(page)
        page.get_by_label("Set-up code").fill(fresh.shared.setup_code)
        page.get_by_label("Your name").fill("Ines Okoro")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Make the administrator").click()
        page.wait_for_url("**/documents")
        assert_good(page)
