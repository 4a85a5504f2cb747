"""Disclosures through the doors: the pages without a script, and the API."""

from __future__ import annotations

import io
import re

import docx
import pytest
from fastapi.testclient import TestClient

from storage.accounts import AccountRole
from tests.api.web.conftest import House

MINUTES = "2024-03-12 minutes of Ann. Ann was told by quillfeather that the plan stands. Ann agreed."
REQUEST = {
    "policy": "third-party",
    "requester": "A <b>solicitor</b>",
    "basis": "Order of 3 March",
    "purpose": "Proceedings",
    "recipient": "The family court",
}


@pytest.fixture
def officer(house: House) -> TestClient:
    return house.member(AccountRole.DISCLOSURE_OFFICER)


@pytest.fixture
def chair(house: House) -> TestClient:
    return house.member(AccountRole.CHAIR)


@pytest.fixture
def document(house: House, administrator: TestClient) -> str:
    return house.sent(administrator, MINUTES)


def words_of(data: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)


def started(officer: TestClient, document: str) -> str:
    answer = officer.post(f"/documents/{document}/disclosures", data=REQUEST)
    assert answer.status_code == 200, answer.text
    return str(answer.url).rsplit("/", 1)[-1]


def test_an_officer_goes_from_the_request_to_the_release_by_pages_alone(
    house: House, officer: TestClient, chair: TestClient, document: str
) -> None:
    id = started(officer, document)
    desk = officer.get(f"/disclosures/{id}")
    assert "A &lt;b&gt;solicitor" in officer.get(f"/disclosures/{id}/status").text
    assert re.search(r'class="d remove[^"]*"[^>]*>Ann<', desk.text)
    assert "quillfeather that the plan" in desk.text
    found = officer.get(f"/disclosures/{id}/search", params={"what": "Quillfeather"})
    places = re.findall(r'name="place" value="(\d+-\d+)"', found.text)
    assert len(places) == 1
    done = officer.post(
        f"/disclosures/{id}/acts",
        data={"kind": "add", "place": places, "type": "PERSON", "found_by": "exact", "reason": "A neighbour"},
    )
    assert "added by disclosure-officer; A neighbour" in done.text
    assert "quillfeather" not in officer.get(f"/disclosures/{id}/preview").text
    assert "Draft a summary" in officer.get(f"/disclosures/{id}/summary").text
    officer.post(f"/disclosures/{id}/summary/draft")
    telling = officer.post(f"/disclosures/{id}/summary", data={"risk": "Quillfeather lives next door."})
    assert telling.status_code == 200
    assert "Risk, line 1: it tells what is removed" in telling.text
    officer.post(f"/disclosures/{id}/summary", data={"risk": "The risk is managed."})
    waiting = officer.post(f"/disclosures/{id}/steps", data={"step": "submit"})
    assert "Waiting for approval" in waiting.text
    assert officer.post(f"/disclosures/{id}/approval", data={"step": "approve"}).status_code == 403
    back = chair.post(f"/disclosures/{id}/approval", data={"step": "send-back", "remark": ""})
    assert "sent back with a remark" in back.text
    chair.post(f"/disclosures/{id}/approval", data={"step": "approve", "remark": "Agreed"})
    released = officer.post(f"/disclosures/{id}/release", data={"days": "7"})
    address = re.search(r"http://[^<\s]+/received/[\w-]+", released.text)
    assert address
    stranger = house.visitor()
    assert "Save the redacted copy" in stranger.get(address.group()).text
    copy = words_of(stranger.get(f"{address.group()}/copy").content)
    assert "was told by [PERSON" in copy
    assert "Ann" not in copy
    assert "The risk is managed." in words_of(stranger.get(f"{address.group()}/summary").content)
    officer.post(f"/disclosures/{id}/steps", data={"step": "revoke"})
    assert stranger.get(address.group()).status_code == 404


def test_a_link_that_leads_nowhere_says_the_same_whatever_the_reason(house: House) -> None:
    stranger = house.visitor()
    for path in ("/received/" + "A" * 43, "/received/" + "A" * 43 + "/copy"):
        answer = stranger.get(path)
        assert answer.status_code == 404
        assert "nothing at this address" in answer.text


def test_a_request_that_says_too_little_comes_back_with_what_was_typed(
    officer: TestClient, document: str
) -> None:
    answer = officer.post(f"/documents/{document}/disclosures", data={**REQUEST, "basis": " "})
    assert answer.status_code == 422
    assert "Say on what basis." in answer.text
    assert 'value="The family court"' in answer.text


def test_a_chair_who_opened_nothing_sees_but_does_not_change(
    officer: TestClient, chair: TestClient, document: str
) -> None:
    id = started(officer, document)
    page = chair.get(f"/disclosures/{id}")
    assert page.status_code == 200
    assert "<button" not in page.text.split("<main", 1)[1]
    assert chair.post(f"/disclosures/{id}/undo", data={"number": "1"}).status_code == 403


def test_undo_and_redo_by_pages(officer: TestClient, document: str) -> None:
    id = started(officer, document)
    place = re.findall(r'name="place" value="(\d+-\d+)"', officer.get(f"/disclosures/{id}").text)[0]
    officer.post(f"/disclosures/{id}/acts", data={"kind": "keep", "place": place, "everywhere": "true"})
    assert "was told by" in words_of(officer.get(f"/disclosures/{id}/preview/copy").content)
    undone = officer.post(f"/disclosures/{id}/undo", data={"number": "1"})
    assert "(undone)" in undone.text
    again = officer.post(f"/disclosures/{id}/undo", data={"number": "1", "again": "true"})
    assert "(undone)" not in again.text


def test_a_conflict_is_shown_with_its_remedy_and_stops_the_submission(
    officer: TestClient, document: str
) -> None:
    id = started(officer, document)
    places = re.findall(
        r'href="/disclosures/\w+\?at=(\d+)#panel">Ann<', officer.get(f"/disclosures/{id}").text
    )
    start = int(places[0])
    page = officer.post(f"/disclosures/{id}/acts", data={"kind": "keep", "place": f"{start}-{start + 3}"})
    assert "kept by hand, and removed all the same" in page.text
    assert "Keep them in all places" in page.text
    stopped = officer.post(f"/disclosures/{id}/steps", data={"step": "submit"})
    assert "There is a problem" in stopped.text


def test_the_api_goes_the_same_way(
    house: House, officer: TestClient, chair: TestClient, document: str
) -> None:
    made = officer.post(f"/api/v1/documents/{document}/disclosures", json=REQUEST)
    assert made.status_code == 201
    base = made.headers["Location"]
    assert officer.get("/api/v1/disclosures").json()["items"][0]["id"] == made.json()["id"]
    spans = officer.get(f"{base}/search", params={"what": "quillfether", "how": "sounds-like"}).json()[
        "items"
    ]
    assert len(spans) == 1
    act = officer.post(f"{base}/acts", json={"kind": "add", "spans": spans, "type": "PERSON"})
    assert (act.status_code, act.json()["number"]) == (201, 1)
    desk = officer.get(base).json()
    assert [a["kind"] for a in desk["acts"]] == ["add"]
    assert "Ann" not in str(desk)
    assert officer.delete(f"{base}/acts/1").status_code == 204
    assert officer.delete(f"{base}/acts/1").json()["code"] == "not-now"
    officer.post(f"{base}/acts", json={"kind": "add", "spans": spans, "type": "PERSON"})
    assert officer.get(f"{base}/summary").json()["code"] == "not-now"
    assert officer.post(f"{base}/summary").status_code == 201
    told = officer.put(f"{base}/summary", json={"parts": {"risk": ["Quillfeather is near."]}}).json()
    assert told["telling"] == [{"part": "risk", "line": 0}]
    assert officer.post(f"{base}/steps", json={"step": "submit"}).json()["code"] == "verification-failed"
    assert officer.delete(f"{base}/summary").status_code == 204
    assert officer.post(f"{base}/steps", json={"step": "submit"}).json()["state"] == "submitted"
    assert chair.post(f"{base}/approval", json={"answer": "approve"}).json()["files"] == ["copy"]
    assert "Quillfeather" not in words_of(chair.get(f"{base}/files/copy").content)
    release = officer.post(f"{base}/release", json={"days": 3}).json()
    assert house.visitor().get(release["link"] + "/copy").status_code == 200


def test_a_chair_with_a_hand_in_it_is_told_why_they_cannot_approve(house: House, document: str) -> None:
    service = house.shared.service
    from models.review import DisclosureRequest

    chair = house.member(AccountRole.CHAIR)
    id = chair.get("/api/v1/session").json()["id"]
    opened = service.officers.open(document, "third-party", DisclosureRequest("a", "b", "c", "d"), id)
    service.officers.submit(opened.id, id)
    answer = chair.post(f"/api/v1/disclosures/{opened.id}/approval", json={"answer": "approve"})
    assert (answer.status_code, answer.json()["code"]) == (409, "four-eyes")


def test_there_is_no_disclosure_of_an_id_that_is_none(officer: TestClient) -> None:
    assert officer.get("/api/v1/disclosures/" + "0" * 32).json()["code"] == "no-such-disclosure"
    assert officer.get("/disclosures/" + "0" * 32).status_code == 404
