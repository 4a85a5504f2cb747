"""A chair's evening on the real server: read, waive, send back, take the corrected version in."""

from __future__ import annotations

import io
import re
import subprocess
from contextlib import closing
from pathlib import Path

import docx
import httpx
from lxml import html

from tests.api.web.test_pages import words
from tests.api.web.test_server import PASSWORD, line, processed, server

__all__ = ["server"]
CASE = Path(__file__).parents[3] / "examples" / "northshire-2018-0147"
LAST, THESE = CASE / "04 Minutes 26 September 2018.docx", CASE / "05 Minutes 16 January 2019.docx"
REASON = "The officer was there; the agency has confirmed it in writing."
DISCLOSURE = (
    "Disclosure to the childminder opposite was considered. PC Delroy Bastian will make it by 25 January "
    "2019, because children come to the house every day. He has been told, and may make it himself first."
)


def chair_at(address: str, code: str) -> httpx.Client:
    """A chair signed in on a fresh installation."""
    with httpx.Client(base_url=address, timeout=60, follow_redirects=True) as first:
        first.post("/set-up", data={"code": code, "name": "Records office", "password": PASSWORD})
        made = first.post("/accounts", data={"name": "Ines Okoro", "role": "chair", "areas": "main"}).text
    given = html.fromstring(made).findtext(".//code")
    chair = httpx.Client(base_url=address, timeout=60, follow_redirects=True)
    chair.post("/sign-in", data={"name": "Ines Okoro", "password": given})
    chair.post("/password", data={"present": given, "new": f"{PASSWORD} new"})
    assert (
        chair.post("/sign-in", data={"name": "Ines Okoro", "password": f"{PASSWORD} new"}).status_code == 200
    )
    return chair


def sent_in(chair: httpx.Client, path: Path) -> str:
    files = {"files": (path.name, path.read_bytes())}
    taken = chair.post("/api/v1/documents", data={"case": CASE.name}, files=files).json()
    id: str = taken["accepted"][0]["document_id"]
    assert processed(chair, id)["state"] == "ready"
    return id


def corrected(annotated: bytes) -> bytes:
    """What a minute-taker does to the file that came back: writes the section on disclosure."""
    document = docx.Document(io.BytesIO(annotated))
    paragraphs = document.paragraphs
    at = next(n for n, p in enumerate(paragraphs) if re.search(r"\bDisclosure$", p.text))
    paragraphs[at + 1].insert_paragraph_before(DISCLOSURE)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_from_the_findings_to_the_corrected_version(server: subprocess.Popen[str]) -> None:
    address = re.search(r"http://127\.0\.0\.1:\d+", line(server))
    code = re.search(r"Set-up code: (\S+)", line(server))
    assert address
    assert code
    with closing(chair_at(address[0], code[1])) as chair:
        sent_in(chair, LAST)
        id = sent_in(chair, THESE)
        page = html.fromstring(chair.get(f"/documents/{id}").text)
        findings = chair.get(f"/api/v1/documents/{id}/findings").json()["items"]
        codes = [f["code"] for f in findings]
        assert {"DIS-01", "ATT-04"} <= set(codes)
        assert "has stood at 2 meetings" in words(chair.get(f"/documents/{id}/beside").text)

        card = next(c for c in page.xpath("//article") if "ATT-04" in c.text_content())
        waive = card.xpath(".//form[.//textarea]")[0]
        number = waive.xpath(".//input[@name='number']/@value")[0]
        form = {"number": number, "reason": REASON, "answer": "waived"}
        assert REASON in words(chair.post(waive.get("action"), data=form).text)

        link = page.xpath("//a[contains(@href, '/annotated')]/@href")[0]
        annotated = chair.get(link).content
        comments = [c.text for c in docx.Document(io.BytesIO(annotated)).comments]
        assert len(comments) == len(findings) - 1
        assert not any("(ATT-04)" in said for said in comments)

        [upload] = page.xpath("//form[@action='/upload']")
        fields = {i.get("name"): i.get("value") for i in upload.xpath(".//input[@type='hidden']")}
        files = {"files": ("05 corrected.docx", corrected(annotated))}
        assert chair.post("/upload", data=fields, files=files).status_code == 200
        new = chair.get(f"/api/v1/documents/{id}").json()["superseded_by"]
        assert processed(chair, new)["state"] == "ready"
        told = chair.get(f"/api/v1/documents/{new}/findings").json()
        assert "DIS-01" in [f["code"] for f in told["since"]["cleared"]]
        assert told["since"]["before"] == len(findings)
        waived = next(f for f in told["items"] if f["code"] == "ATT-04")
        assert (waived["answer"]["reason"], waived["answer"]["version"]) == (REASON, 1)
        said = words(chair.get(f"/documents/{new}").text)
        assert f"Version 2 cleared {len(told['since']['cleared'])} of the {len(findings)} findings" in said
        assert "Waived at version 1" in said
