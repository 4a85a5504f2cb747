"""Documents that come in without a case: what is proposed, and what filing does."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient
from lxml import html

from pipeline.filing import UNFILED
from storage.accounts import AccountRole
from tests.api.web.conftest import House
from tests.api.web.test_pages import words

CHAIR = AccountRole.CHAIR


def sent_without_a_case(house: House, client: TestClient, text: str, name: str = "minutes.txt") -> str:
    page = client.post(
        "/upload", data={"unfiled": "yes", "case": ""}, files=[("files", (name, text.encode()))]
    )
    assert page.status_code == 200, page.text
    while house.workshop.do_next():
        pass
    [id] = html.fromstring(page.text).xpath("//tr/@data-id")
    return str(id)


def test_a_case_whose_reference_stands_in_the_document_is_proposed_and_taken(house: House) -> None:
    chair = house.member(CHAIR)
    house.sent(chair, "OFFICIAL\n\nMinutes of a meeting", case="NS-2018-0147")
    id = sent_without_a_case(house, chair, "OFFICIAL\n\nMinutes about ns-2018-0147, held on 4 March")
    assert chair.get(f"/api/v1/documents/{id}").json()["case"] == UNFILED
    told = words(chair.get("/filing").text)
    assert "NS-2018-0147" in told
    assert "Its reference stands in the document." in told
    answer = chair.post(f"/documents/{id}/case", data={"case": "NS-2018-0147"})
    assert answer.status_code == 200
    assert "Nothing waits to be filed." in words(answer.text)
    assert chair.get(f"/api/v1/documents/{id}").json()["case"] == "NS-2018-0147"
    assert ("sensitive_update", "filed") in [(e, w) for e, _, w in house.events()]
    [job, *_] = chair.get(f"/api/v1/jobs?document={id}").json()["items"]
    assert job["state"] == "queued", "its findings are not made again beside the meetings of its case"


def test_a_reference_within_a_longer_one_is_not_proposed(house: House) -> None:
    chair = house.member(CHAIR)
    house.sent(chair, "OFFICIAL\n\nMinutes of a meeting", case="NS-2018")
    id = sent_without_a_case(house, chair, "OFFICIAL\n\nMinutes about NS-2018-0147")
    page = html.fromstring(chair.get("/filing").text)
    assert page.xpath(f"//form[@action='/documents/{id}/case']//input[@type='radio']") == []


def test_it_goes_into_a_new_case_where_somebody_says_so_and_only_once(house: House) -> None:
    chair = house.member(CHAIR)
    id = sent_without_a_case(house, chair, "OFFICIAL\n\nMinutes of a meeting")
    refused = chair.post(f"/documents/{id}/case", data={"other": "  "})
    assert refused.status_code == 422
    assert "The document has no case yet." in words(refused.text)
    chair.post(f"/documents/{id}/case", data={"other": "N-12345"})
    assert chair.get(f"/api/v1/documents/{id}").json()["case"] == "N-12345"
    again = chair.post(f"/documents/{id}/case", data={"other": "N-99999"})
    assert "has been filed already" in words(again.text)
    assert chair.get(f"/api/v1/documents/{id}").json()["case"] == "N-12345"


def test_the_page_of_an_upload_is_for_who_may_see_its_documents(house: House) -> None:
    chair = house.member(CHAIR)
    sent_without_a_case(house, chair, "OFFICIAL\n\nMinutes of a meeting")
    page = chair.post(
        "/upload", data={"case": "C-1"}, files=[("files", ("a.txt", b"OFFICIAL\n\nMinutes"))]
    ).text
    [of] = set(re.findall(r"data-of=\"([\w-]+)\"", page))
    assert "1 file accepted" in words(chair.get(f"/upload/progress?of={of}").text)
    for wrong in ("AAAA", of[:-2], "A" * 22):
        assert chair.get(f"/upload/progress?of={wrong}").status_code == 404
