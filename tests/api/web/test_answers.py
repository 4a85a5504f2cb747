"""A chair answers findings, sends the minutes back, and sees what the corrected version cleared."""

from __future__ import annotations

import io

import docx
import pytest
from fastapi.testclient import TestClient
from lxml import html

from storage.accounts import AccountRole
from tests.api.web.conftest import House
from tests.api.web.test_pages import HOSTILE, banner, words

FIRST = "2024-03-12 minutes of Quillfeather with fault one, fault two, fault three, fault four"
REASON = "Ms Quillfeather explained it at the meeting."


@pytest.fixture
def chair(house: House) -> TestClient:
    return house.member(AccountRole.CHAIR, "Ines Okoro")


def corrected(house: House, client: TestClient, words: str, id: str) -> str:
    answer = client.post(
        "/api/v1/documents",
        data={"case": "C-1", "supersedes": id},
        files=[("files", ("minutes.txt", words.encode()))],
    )
    while house.workshop.do_next():
        pass
    new: str = answer.json()["accepted"][0]["document_id"]
    return new


def findings(client: TestClient, id: str) -> dict[str, dict[str, object]]:
    return {f["quote"]: f for f in client.get(f"/api/v1/documents/{id}/findings").json()["items"]}


def address(client: TestClient, id: str, quote: str) -> str:
    return f"/documents/{id}/findings/{findings(client, id)[quote]['key']}/answer"


def test_answers_go_through_two_versions_by_the_api(house: House, chair: TestClient) -> None:
    first = house.sent(chair, FIRST)
    waiver = {"answer": "waived", "reason": REASON}
    given = chair.post("/api/v1" + address(chair, first, "fault two"), json=waiver)
    assert given.status_code == 201
    seen = chair.post("/api/v1" + address(chair, first, "fault three"), json={"answer": "acknowledged"})
    assert seen.json()["answer"] == "acknowledged"
    second = corrected(
        house, chair, "2024-03-12 minutes of Ann with fault two, fault three, fault five", first
    )
    told = chair.get(f"/api/v1/documents/{second}/findings").json()
    since = told["since"]
    assert (since["before"], since["still_there"], since["reworded"], since["new"]) == (4, 2, 1, 0)
    assert [f["quote"] for f in since["cleared"]] == ["fault four"]
    by_quote = findings(chair, second)
    assert by_quote["fault two"]["answer"] == given.json()
    assert given.json()["name"] == "Ines Okoro"
    assert (given.json()["reason"], given.json()["version"]) == (REASON, 1)
    assert [by_quote[q]["standing"] for q in by_quote] == ["still-there", "still-there", "reworded"]
    assert [a["answer"] for a in chair.get(f"/api/v1/documents/{second}/answers").json()["items"]] == [
        "waived",
        "acknowledged",
    ]
    assert chair.delete("/api/v1" + address(chair, second, "fault two")).status_code == 204
    assert findings(chair, second)["fault two"]["answer"] is None
    again = chair.delete("/api/v1" + address(chair, second, "fault two"))
    assert (again.status_code, again.json()["code"]) == (404, "no-such-finding")
    older = chair.post("/api/v1" + address(chair, first, "fault one"), json={"answer": "acknowledged"})
    assert (older.status_code, older.json()["code"]) == (409, "not-ready")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"answer": "waived"}, 422),
        ({"answer": "waived", "reason": "  "}, 422),
        ({"answer": "waived", "reason": "x" * 2001}, 422),
        ({"answer": "gone"}, 422),
        ({"reason": "why"}, 422),
        ({"answer": "acknowledged", "by": "somebody else"}, 422),
    ],
)
def test_an_answer_that_cannot_be_one_is_a_problem_that_names_the_field(
    house: House, chair: TestClient, sent: dict[str, str], status: int
) -> None:
    id = house.sent(chair, FIRST)
    answer = chair.post("/api/v1" + address(chair, id, "fault one"), json=sent)
    assert (answer.status_code, answer.json()["code"]) == (status, "invalid")
    assert answer.json()["errors"]
    unknown = chair.post(
        f"/api/v1/documents/{id}/findings/{'0' * 16}/answer", json={"answer": "acknowledged"}
    )
    assert (unknown.status_code, unknown.json()["code"]) == (404, "no-such-finding")


def test_a_chair_waives_and_takes_back_on_the_page_without_a_script(house: House, chair: TestClient) -> None:
    id = house.sent(chair, FIRST)
    page = html.fromstring(chair.get(f"/documents/{id}").text)
    card = page.get_element_by_id("finding-1")
    forms = card.xpath(".//form")
    assert [f.get("method") for f in forms] == ["post", "post"]
    sent = {"number": "1", "answer": "waived", "reason": REASON}
    after = chair.post(forms[1].get("action"), data=sent)
    assert (after.url.path, after.url.fragment) == (f"/documents/{id}", "finding-1")
    said = words(after.text)
    assert f"by Ines Okoro: {REASON}" in said
    assert "1 finding is waived and not counted." in said
    assert "3 High" in said
    back = chair.post(forms[1].get("action"), data={"number": "1", "answer": "open"})
    assert REASON not in back.text
    assert "4 High" in words(back.text)


def test_a_waiver_without_a_reason_is_told_beside_the_field(house: House, chair: TestClient) -> None:
    id = house.sent(chair, FIRST)
    answer = chair.post(
        address(chair, id, "fault one"), data={"number": "1", "answer": "waived", "reason": " "}
    )
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    assert page.findtext(".//title").startswith("Error: ")
    [link] = page.xpath("//*[@role='alert']//a/@href")
    field = page.get_element_by_id(link[1:])
    assert field.tag == "textarea"
    assert "reason-1-error" in field.get("aria-describedby")
    assert page.xpath("//details[@open]//textarea/@id") == ["reason-1"]


def test_the_page_of_a_new_version_says_what_it_cleared_and_what_was_waived_before(
    house: House, chair: TestClient
) -> None:
    first = house.sent(chair, FIRST)
    chair.post(address(chair, first, "fault two"), data={"answer": "waived", "reason": REASON})
    second = corrected(house, chair, "2024-03-12 minutes of Ann with fault two and no other", first)
    said = words(chair.get(f"/documents/{second}").text)
    assert "Version 2 cleared 3 of the 4 findings of version 1 ; 0 are new" in said
    assert "Waived at version 1" in said
    assert "Nothing to put right" in said
    assert "There is a newer version" in words(chair.get(f"/documents/{first}").text)
    assert "Acknowledge" not in chair.get(f"/documents/{first}").text


def test_only_a_chair_is_offered_answers(house: House, chair: TestClient) -> None:
    id = house.sent(chair, FIRST)
    for role in (AccountRole.ADMINISTRATOR, AccountRole.COORDINATOR, AccountRole.DISCLOSURE_OFFICER):
        assert "Acknowledge" not in house.member(role).get(f"/documents/{id}").text
    assert "Acknowledge" in chair.get(f"/documents/{id}").text


def test_another_sites_page_cannot_answer(house: House, chair: TestClient) -> None:
    id = house.sent(chair, FIRST)
    there = address(chair, id, "fault one")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example.org"}):
        for path in (there, "/api/v1" + there):
            assert chair.post(path, data={"answer": "acknowledged"}, headers=headers).status_code == 403
    assert findings(chair, id)["fault one"]["answer"] is None


def test_the_minutes_stand_with_findings_in_the_margin_and_links_both_ways(
    house: House, chair: TestClient
) -> None:
    id = house.sent(chair, FIRST)
    chair.post(address(chair, id, "fault two"), data={"answer": "waived", "reason": REASON})
    answer = chair.get(f"/documents/{id}/text")
    page = html.fromstring(answer.text)
    assert [m.text_content() for m in page.xpath("//mark")] == ["fault one", "fault three", "fault four"]
    cards = html.fromstring(chair.get(f"/documents/{id}").text)
    for link in page.xpath("//ul[contains(@class, 'notes')]//a/@href"):
        path, _, anchor = link.partition("#")
        assert path == f"/documents/{id}"
        assert cards.get_element_by_id(anchor) is not None
    for link in page.xpath("//a[@class='ref']/@href"):
        assert page.get_element_by_id(link[1:]) is not None
    for link in cards.xpath("//p[@class='to-text']/a/@href")[:1]:
        assert page.get_element_by_id(link.partition("#")[2]) is not None
    assert banner(answer.text) == ["Protective marking: OFFICIAL-SENSITIVE"] * 2


def test_the_last_minutes_stand_beside_these_with_how_long_each_sentence_has_stood(
    house: House, chair: TestClient
) -> None:
    kept = "He sees his officer every week at the office in town."
    house.sent(chair, f"2024-03-12 minutes\n{kept}\nHe lives with his mother and her dog.", "march.txt")
    house.sent(chair, f"2024-06-11 minutes\n{kept}", "june.txt")
    id = house.sent(chair, f"2024-09-10 minutes\n{kept}\nHe has moved to a flat of his own.", "september.txt")
    answer = chair.get(f"/documents/{id}/beside")
    page = html.fromstring(answer.text)
    [shaded] = page.xpath("//div[@class='beside']//span[contains(@class, 'age')]")
    assert (shaded.text_content(), shaded.get("class")) == (kept, "age age-3")
    assert "has stood at 3 meetings, since 12 March 2024" in words(answer.text)
    assert "june.txt" in words(answer.text)
    alone = house.sent(chair, "2024-01-01 minutes", "alone.txt", "C-2")
    assert "no earlier minutes" in words(chair.get(f"/documents/{alone}/beside").text)


def test_the_file_for_the_minute_taker_has_a_comment_for_each_finding_that_stands(
    house: House, chair: TestClient
) -> None:
    id = house.sent(chair, FIRST)
    chair.post(address(chair, id, "fault two"), data={"answer": "waived", "reason": REASON})
    for path in (f"/documents/{id}/annotated", f"/api/v1/documents/{id}/annotated"):
        answer = chair.get(path)
        assert answer.status_code == 200
        assert 'filename="minutes.annotated.docx"' in answer.headers["content-disposition"]
        file = docx.Document(io.BytesIO(answer.content))
        assert len(list(file.comments)) == 3
        assert FIRST in [p.text for p in file.paragraphs]
        assert file.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    account = chair.get("/api/v1/session").json()["id"]
    assert ("sensitive_read", account, "annotated") in house.events()
    done = house.sent(chair, "2024-03-12 minutes without any", "done.txt")
    nothing = chair.get(f"/api/v1/documents/{done}/annotated")
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing-to-send")


def test_a_hostile_reason_name_and_text_stay_words_on_every_page(house: House) -> None:
    chair = house.member(AccountRole.CHAIR, HOSTILE)
    first = house.sent(
        chair, f"2024-03-12 minutes fault x{HOSTILE}\n{HOSTILE} and some more words here", HOSTILE
    )
    [quote] = findings(chair, first)
    chair.post(address(chair, first, quote), data={"answer": "waived", "reason": HOSTILE})
    second = corrected(house, chair, f"2024-06-12 minutes fault x{HOSTILE}\n{HOSTILE} and more", first)
    third = house.sent(chair, f"2024-09-12 minutes {HOSTILE} and some more words here", HOSTILE)
    for path in (f"/documents/{first}", f"/documents/{second}/text", f"/documents/{third}/beside"):
        text = chair.get(path).text
        assert "<script>" not in text.lower(), path
        assert "alert(1)" in text, path


def test_the_new_pages_have_one_heading_each_labels_and_unique_names(house: House, chair: TestClient) -> None:
    house.sent(chair, "2024-03-12 minutes of the first meeting of all")
    id = house.sent(chair, FIRST.replace("03-12", "06-12"))
    for path in (f"/documents/{id}", f"/documents/{id}/text", f"/documents/{id}/beside"):
        page = html.fromstring(chair.get(path).text)
        assert page.xpath("count(//h1)") == 1
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert {f.get("id") for f in page.xpath("//textarea")} <= set(page.xpath("//label/@for"))
        assert not page.xpath("//@style | //script[not(@src) or text()] | //style")
