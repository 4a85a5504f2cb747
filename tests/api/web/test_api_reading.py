"""What a document says and where it belongs, by the API: the same as the pages show."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from storage.accounts import AccountRole
from tests.api.web.conftest import House

FIRST = (
    "2024-03-12 minutes of Quillfeather with fault one. The plan stands. "
    "Quillfeather agreed to tell the panel before she moves house in the spring."
)
SECOND = "2024-06-12 minutes of Quillfeather. The plan stands. Ann was told."


@pytest.fixture
def chair(house: House) -> TestClient:
    return house.member(AccountRole.CHAIR)


def test_places_count_on_the_text(house: House, chair: TestClient) -> None:
    id = house.sent(chair, FIRST)
    told = chair.get(f"/api/v1/documents/{id}/text").json()
    assert "Quillfeather" in told["text"]
    assert told["marking"] == "OFFICIAL-SENSITIVE"
    finding = chair.get(f"/api/v1/documents/{id}/findings").json()["items"][0]
    assert told["text"][finding["start"] : finding["end"]] == finding["quote"] == "fault one"
    mentions = chair.get(f"/api/v1/documents/{id}/people").json()
    named = {told["text"][m["start"] : m["end"]] for m in mentions["items"]}
    assert "Quillfeather" in named
    counts = chair.get(f"/api/v1/documents/{id}/mentions").json()
    assert (mentions["total"], len(mentions["people"])) == (counts["mentions"], counts["people"])
    one = chair.get(f"/api/v1/documents/{id}/people?limit=1").json()
    rest = chair.get(f"/api/v1/documents/{id}/people?limit=200&cursor={one['next']}").json()
    assert one["items"] + rest["items"] == mentions["items"]
    assert rest["next"] is None


def test_all_versions_are_told_from_any_of_them(house: House, chair: TestClient) -> None:
    first = house.sent(chair, FIRST)
    files = [("files", ("corrected.txt", SECOND.encode()))]
    answer = chair.post("/api/v1/documents", data={"case": "C-1", "supersedes": first}, files=files)
    second = answer.json()["accepted"][0]["document_id"]
    for id in (first, second):
        told = chair.get(f"/api/v1/documents/{id}/versions").json()["items"]
        assert [(v["id"], v["version"]) for v in told] == [(first, 1), (second, 2)]
    assert told[1]["filename"] == "corrected.txt"


def test_minutes_stand_beside_those_of_the_last_meeting(house: House, chair: TestClient) -> None:
    first = house.sent(chair, FIRST)
    nothing = chair.get(f"/api/v1/documents/{first}/comparison")
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing-before")
    second = house.sent(chair, SECOND, "june.txt")
    told = chair.get(f"/api/v1/documents/{second}/comparison").json()
    assert (told["last_file"], told["last_held"]) == ("minutes.txt", "2024-03-12")
    words = [(s["text"].strip(), s["gone"]) for p in told["parts"] for line in p["last"] or () for s in line]
    assert any(gone and "Quillfeather agreed to tell" in text for text, gone in words)


def test_cases_are_listed_a_page_at_a_time_and_found_by_a_part(house: House, chair: TestClient) -> None:
    for number in range(3):
        house.sent(chair, f"2024-0{number + 1}-12 minutes of Ann", case=f"C-{number}")
    first = chair.get("/api/v1/cases?limit=2").json()
    rest = chair.get(f"/api/v1/cases?limit=2&cursor={first['next']}").json()
    told = {(c["reference"], c["documents"]) for c in first["items"] + rest["items"]}
    assert told == {("C-0", 1), ("C-1", 1), ("C-2", 1)}
    assert rest["next"] is None
    assert [c["reference"] for c in chair.get("/api/v1/cases?reference=c-1").json()["items"]] == ["C-1"]


def test_a_document_without_a_case_is_filed(house: House, chair: TestClient) -> None:
    files = [("files", ("a.txt", FIRST.encode()))]
    answer = chair.post("/api/v1/documents", data={"unfiled": "yes"}, files=files)
    assert answer.status_code == 202
    while house.workshop.do_next():
        pass
    (waiting,) = chair.get("/api/v1/filing").json()["items"]
    address = f"/api/v1/documents/{waiting['document_id']}"
    filed = chair.put(f"{address}/case", json={"case": "C-9"})
    assert filed.status_code == 200
    assert chair.get(address).json()["case"] == "C-9"
    assert chair.get(address).json()["case_id"] == filed.json()["case_id"]
    assert chair.put(f"{address}/case", json={"case": "C-8"}).status_code == 409
    assert chair.get("/api/v1/filing").json()["items"] == []


def test_one_looks_at_ones_own_sessions_and_ends_them(house: House, chair: TestClient) -> None:
    elsewhere, stranger = house.member(AccountRole.CHAIR), house.member(AccountRole.AUDITOR)
    told = chair.get("/api/v1/session/all").json()["items"]
    assert [s["here"] for s in told].count(True) == 1
    assert len(told) == 2
    other = next(s["id"] for s in told if not s["here"])
    assert stranger.delete(f"/api/v1/session/all/{other}").status_code == 404
    assert chair.delete(f"/api/v1/session/all/{other}").status_code == 204
    assert elsewhere.get("/api/v1/session").status_code == 401
    assert chair.get("/api/v1/session").status_code == 200
    thief = house.visitor()
    thief.cookies.set("countersign", next(s["id"] for s in told if s["here"]))
    assert thief.get("/api/v1/session").status_code == 401


def test_disclosures_are_listed_a_page_at_a_time(house: House) -> None:
    officer = house.member(AccountRole.DISCLOSURE_OFFICER)
    id = house.sent(officer, FIRST)
    asked = {
        "policy": "third-party",
        "requester": "A solicitor",
        "basis": "Order of the court",
        "purpose": "Family proceedings",
        "recipient": "The family court",
    }
    made = [officer.post(f"/api/v1/documents/{id}/disclosures", json=asked).json()["id"] for _ in range(3)]
    first = officer.get("/api/v1/disclosures?limit=2").json()
    rest = officer.get(f"/api/v1/disclosures?limit=2&cursor={first['next']}").json()
    assert [d["id"] for d in first["items"] + rest["items"]] == made[::-1]
    assert rest["next"] is None
