"""What an e-mail or archive carried, as pages and the API show it."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.api.web.conftest import House

PARCEL = b"parcel\n2024-03-12 minutes of Ann\ndamaged"


def test_an_archive_shows_what_came_of_the_files_in_it(house: House, administrator: TestClient) -> None:
    sent = [("files", ("june.zip", PARCEL)), ("files", ("m.eml", b"it carries\nminutes of Ben"))]
    answer = administrator.post("/api/v1/documents", data={"case": "C-1"}, files=sent)
    while house.workshop.do_next():
        pass
    parcel, mail = (a["document_id"] for a in answer.json()["accepted"])
    one = administrator.get(f"/api/v1/documents/{parcel}").json()
    assert (one["state"], one["parts"], one["part_of"]) == ("unpacked", {"ready": 1, "refused": 1}, None)
    assert {stage["state"] for stage in one["job"]["stages"]} == {"done"}
    inside = administrator.get(f"/api/v1/documents?part_of={parcel}").json()["items"]
    assert {item["filename"] for item in inside} == {"june.zip > 2024-03-12 m.txt", "june.zip > damaged.txt"}
    assert {item["part_of"] for item in inside} == {parcel}
    page = administrator.get(f"/documents/{parcel}").text
    assert "It was unpacked: 2 files" in page
    assert f"/documents?part_of={parcel}" in page
    listed = administrator.get(f"/documents?part_of={parcel}").text
    assert "damaged.txt" in listed
    assert "m.eml" not in listed
    assert f"/documents?part_of={mail}" in administrator.get(f"/documents/{mail}").text


def test_a_document_that_was_quarantined_unread_has_a_page_that_says_why(
    house: House, administrator: TestClient
) -> None:
    answer = administrator.post(
        "/api/v1/documents", data={"case": "C-1"}, files=[("files", ("a.txt", b"2024-03-12 minutes of Ann"))]
    )
    id = answer.json()["accepted"][0]["document_id"]
    workshop, settings = house.workshop, house.workshop._settings
    workshop._settings = settings.model_copy(update={"clamd": "/nowhere/clamd.sock", "attempts": 1})
    assert workshop.do_next()
    workshop._settings = settings
    page = administrator.get(f"/documents/{id}")
    assert page.status_code == 200
    assert "virus scanner is unavailable" in page.text
    assert "Try again" in page.text
    assert administrator.get("/quarantine").status_code == 200
    job = administrator.get(f"/api/v1/documents/{id}").json()["job"]["id"]
    assert administrator.post(f"/api/v1/jobs/{job}/retry").status_code == 200
    assert workshop.do_next()
    assert administrator.get(f"/api/v1/documents/{id}").json()["state"] == "ready"


def test_readiness_says_whether_files_are_scanned(house: House, administrator: TestClient) -> None:
    house.staffed()
    assert administrator.get("/ready").json()["virus_scanner"].startswith("not configured")
