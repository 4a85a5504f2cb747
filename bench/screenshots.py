"""Pictures of the pages for the guides, and for whoever wants to look at all of them.

    python -m bench.screenshots [--out docs/guides/images] [NAME ...]

A service of its own is filled with the invented cases in every state, as for the tests in a browser, and
each page is drawn by Chromium at the width of a desk (1280) and of a phone (390), down to `TALL`. They
have few colours, so that they stay small.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from storage.accounts import AccountRole
from tests.browser.house import House, furnish, serving

WIDTHS = {"desktop": 1280, "phone": 390}
TALL = {"desktop": 1000, "phone": 1200}
COLOURS = 48
ROLES = {role.value: role for role in AccountRole}
PAGES = {
    "sign-in": "nobody /sign-in",
    "documents": "chair /documents",
    "upload": "administrator /upload",
    "uploaded": "administrator {upload}",
    "filing": "administrator /filing",
    "quarantine": "chair /quarantine",
    "marking-desk": "chair /documents/{unmarked}",
    "refused": "administrator /documents/{damaged}",
    "findings": "chair /documents/{minutes}",
    "finding": "chair /documents/{minutes}#finding-1",
    "margin": "chair /documents/{minutes}/text",
    "beside": "chair /documents/{minutes}/beside",
    "cases": "coordinator /cases",
    "case": "coordinator {case}",
    "figures": "coordinator /figures",
    "disclosures": "disclosure-officer /disclosures",
    "disclosure-new": "disclosure-officer /documents/{note}/disclosures/new",
    "desk": "disclosure-officer /disclosures/{large}#panel",
    "search": "disclosure-officer /disclosures/{open}/search?what=Quillfeather&how=exact",
    "summary": "disclosure-officer /disclosures/{telling}/summary",
    "preview": "disclosure-officer /disclosures/{submitted}/preview",
    "approval": "chair /disclosures/{submitted}/status",
    "release": "disclosure-officer /disclosures/{released}/status",
    "received": "nobody {link}",
    "accounts": "administrator /accounts",
    "audit": "auditor /audit",
    "password": "chair /password",
}
"""Each picture's name, who looks, and at what."""


def main() -> int:
    """Draw them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("docs/guides/images"))
    parser.add_argument("names", nargs="*", help=", ".join(PAGES))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as house,
        sync_playwright() as started,
    ):
        furnish(house)
        places = {**house.documents, **house.disclosures, **house.places}
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        size = 0
        for name in options.names or PAGES:
            who, address = PAGES[name].split(" ", 1)
            for kind, width in WIDTHS.items():
                drawn = draw(browser, house, ROLES.get(who), address.format(**places), width, TALL[kind])
                (options.out / f"{name}-{kind}.png").write_bytes(drawn)
                size += len(drawn)
        browser.close()
    print(f"{len(options.names or PAGES) * 2} pictures, {size // 1024} KB in {options.out}")
    return 0


def draw(
    browser: Browser, house: House, role: AccountRole | None, address: str, width: int, tall: int
) -> bytes:
    """One page as somebody of that role sees it."""
    with browser.new_context(
        base_url=house.address, viewport={"width": width, "height": tall}, reduced_motion="reduce"
    ) as context:
        if role is not None:
            token = house.member(role).cookies["countersign"]
            context.add_cookies([{"name": "countersign", "value": token, "url": house.address}])
        page = context.new_page()
        page.goto(address)
        page.evaluate("() => document.activeElement && document.activeElement.blur()")
        if "#" not in address:
            whole = int(page.evaluate("() => document.documentElement.scrollHeight"))
            page.set_viewport_size({"width": width, "height": min(tall, max(whole, 400))})
        picture = Image.open(io.BytesIO(page.screenshot()))
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
