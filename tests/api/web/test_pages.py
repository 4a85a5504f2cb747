from __future__ import annotations

from itertools import pairwise

import pytest
from fastapi.testclient import TestClient
from lxml import html

from storage.accounts import AccountRole
from tests.api.web.conftest import House

HOSTILE = "<script>alert(1)</script>"


def words(text: str) -> str:
    return " ".join(" ".join(html.fromstring(text).itertext()).split())


def banner(text: str) -> list[str]:
    return [p.text_content() for p in html.fromstring(text).find_class("marking")]


def test_the_list_says_what_to_do_about_each_document(house: House, administrator: TestClient) -> None:
    house.sent(administrator, "minutes with one fault here", "good.txt")
    house.sent(administrator, "damaged", "bad.txt")
    house.sent(administrator, "unmarked minutes", "bare.txt")
    administrator.post("/upload", data={"case": "C-1"}, files=[("files", ("new.txt", b"waiting"))])
    page = html.fromstring(administrator.get("/documents").text)
    rows = [words(html.tostring(row, encoding="unicode")) for row in page.xpath("//tbody/tr")]
    assert "new.txt" in rows[0]
    assert "Waiting receive, 0 of 7 steps done" in rows[0]
    assert "In quarantine Its marking has to be settled by somebody with the authority." in rows[1]
    assert "Refused The file is damaged. Send it again." in rows[2]
    assert "Ready OFFICIAL-SENSITIVE agreed 1 high" in rows[3]


def test_the_list_can_be_narrowed_and_keeps_saying_by_what(house: House, administrator: TestClient) -> None:
    house.sent(administrator, "minutes one", "one.txt", "C-1")
    house.sent(administrator, "minutes two", "two.txt", "C-2")
    text = administrator.get("/documents?case=C-2&state=ready").text
    assert "two.txt" in text
    assert "one.txt" not in text
    assert 'value="C-2"' in text


def test_a_long_list_goes_on_over_pages(
    house: House, administrator: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.pages.documents.SHOWN", 2)
    for number in range(3):
        house.sent(administrator, f"minutes {number}", f"{number}.txt")
    page = administrator.get("/documents").text
    assert "0.txt" not in page
    [older] = html.fromstring(page).xpath("//a[@rel='next']/@href")
    assert older.startswith("/documents?")
    assert "0.txt" in administrator.get(older).text


def test_the_page_of_a_document_shows_what_is_wrong_why_and_what_to_do(
    house: House, administrator: TestClient
) -> None:
    id = house.sent(administrator, "2024-03-12 minutes of Ann with one fault here")
    said = words(administrator.get(f"/documents/{id}").text)
    for expected in (
        "What to put right first",
        "Something is wrong. High Mend it.",
        "Findings by section",
        "Something is wrong.",
        "fault here",
        "Source Guidance",
        "What to do Mend it.",
        "1 mentions of people and identifiers were found",
    ):
        assert expected in said


def test_every_page_about_a_document_carries_its_marking_above_and_below(
    house: House, administrator: TestClient
) -> None:
    id = house.sent(administrator, "minutes of Ann")
    copy = administrator.post(f"/documents/{id}/copies", data={"policy": "third-party"})
    assert copy.status_code == 200
    for text in (
        administrator.get("/documents").text,
        administrator.get(f"/documents/{id}").text,
        administrator.get("/upload").text,
        copy.text,
    ):
        assert banner(text) == ["Protective marking: OFFICIAL-SENSITIVE"] * 2
    assert banner(house.visitor().get("/sign-in").text) == ["Protective marking: OFFICIAL"] * 2


def test_a_document_that_nobody_has_read_yet_carries_the_highest_marking_there_can_be(
    house: House, administrator: TestClient
) -> None:
    answer = administrator.post("/upload", data={"case": "C-1"}, files=[("files", ("new.txt", b"x"))])
    assert banner(answer.text)[0].endswith("OFFICIAL-SENSITIVE")
    assert banner(administrator.get("/documents").text)[0].endswith("OFFICIAL-SENSITIVE")


def test_a_disclosure_officer_makes_a_copy_and_saves_it_with_its_log(
    house: House, administrator: TestClient
) -> None:
    id = house.sent(administrator, "minutes of Quillfeather on the plan")
    officer = house.member(AccountRole.DISCLOSURE_OFFICER)
    page = officer.post(f"/documents/{id}/copies", data={"policy": "third-party"})
    assert "The redacted copy is ready" in page.text
    assert "none was found" in page.text
    assert "Quillfeather" not in page.text
    for kind in ("file", "log"):
        answer = officer.get(f"{page.url.path}/{kind}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert b"Quillfeather" not in answer.content


def test_a_chair_is_not_offered_a_copy_and_a_coordinator_not_the_original(
    house: House, administrator: TestClient
) -> None:
    id = house.sent(administrator, "minutes of Ann")
    chair = house.member(AccountRole.CHAIR).get(f"/documents/{id}").text
    assert "Make the copy" not in chair
    assert "Save the original" in chair
    coordinator = house.member(AccountRole.COORDINATOR).get(f"/documents/{id}").text
    assert "Save the original" not in coordinator


def test_the_quarantine_is_emptied_by_a_chair_with_a_reason(house: House, administrator: TestClient) -> None:
    id = house.sent(administrator, "unmarked minutes of Ann", "bare.txt")
    chair = house.member(AccountRole.CHAIR)
    assert "bare.txt" in chair.get("/quarantine").text
    assert "Settle the marking" not in administrator.get(f"/documents/{id}").text
    without = chair.post(f"/documents/{id}/marking", data={"marking": "OFFICIAL-SENSITIVE"})
    assert "A marking is settled with a reason." in without.text
    sent = {"marking": "OFFICIAL-SENSITIVE", "reason": "It is about a person."}
    settled = chair.post(f"/documents/{id}/marking", data=sent)
    assert settled.url.path == f"/documents/{id}"
    assert "Nothing is in quarantine." in chair.get("/quarantine").text


def test_a_failed_document_can_be_tried_again_from_its_page(house: House, administrator: TestClient) -> None:
    id = house.sent(administrator, "damaged")
    assert "Try again" in administrator.get(f"/documents/{id}").text
    after = administrator.post(f"/documents/{id}/retry").text
    assert "Look again" in after


def test_a_document_under_way_can_be_stopped_from_its_page_and_taken_up_again(
    house: House, administrator: TestClient
) -> None:
    files = [("files", ("m.txt", b"minutes"))]
    sent = administrator.post("/api/v1/documents", data={"case": "C-1"}, files=files).json()
    id = sent["accepted"][0]["document_id"]
    assert "Stop this document" in administrator.get(f"/documents/{id}").text
    stopped = administrator.post(f"/documents/{id}/cancel").text
    assert "It was cancelled." in stopped
    assert "Try again" in stopped
    assert "Look again" in administrator.post(f"/documents/{id}/retry").text


def test_what_a_document_says_is_shown_and_never_run(house: House, administrator: TestClient) -> None:
    hostile = f"minutes of {HOSTILE} with a fault {HOSTILE}</blockquote><h1>"
    id = house.sent(administrator, hostile.replace("fault <", "fault x<"), f"{HOSTILE}.txt", f"C {HOSTILE}")
    house.add(AccountRole.CHAIR, HOSTILE)
    copy = administrator.post(f"/documents/{id}/copies", data={"policy": "third-party"})
    pages = [
        "/documents",
        f"/documents/{id}",
        "/upload",
        "/accounts",
        copy.url.path,
        f"/documents?case={HOSTILE}",
    ]
    for path in pages:
        text = administrator.get(path).text
        assert "<script>" not in text.lower(), path
    assert html.fromstring(administrator.get(f"/documents/{id}").text).xpath("count(//h1)") == 1


def test_every_field_has_a_label_and_every_page_one_heading_and_a_title(
    house: House, administrator: TestClient
) -> None:
    id = house.sent(administrator, "minutes of Ann with one fault here")
    visitor = house.visitor()
    texts = [
        administrator.get(p).text
        for p in ("/documents", f"/documents/{id}", "/upload", "/accounts", "/password")
    ]
    for text in [*texts, visitor.get("/sign-in").text, visitor.get("/nothing").text]:
        page = html.fromstring(text)
        assert page.get("lang") == "en-GB"
        assert page.xpath("count(//h1)") == 1
        assert page.findtext(".//title").endswith("- Countersign")
        labels = set(page.xpath("//label/@for"))
        fields = page.xpath("//input[not(@type='hidden')] | //select")
        assert {f.get("id") for f in fields} <= labels
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        for described in page.xpath("//@aria-describedby"):
            assert set(described.split()) <= set(ids)
        levels = [
            int(h.tag[1]) for h in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_an_error_page_says_what_to_do_and_is_a_page(administrator: TestClient) -> None:
    answer = administrator.get("/nothing")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "There is nothing at this address. Check the address." in words(answer.text)


def test_an_auditor_sees_no_document(house: House, administrator: TestClient) -> None:
    house.sent(administrator, "minutes of Ann", "ann.txt")
    auditor = house.member(AccountRole.AUDITOR)
    assert "Your role sees no documents." in auditor.get("/documents").text
    assert "ann.txt" not in auditor.get("/audit").text
