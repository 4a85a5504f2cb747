"""Areas, and cases that are kept to named people, as people and programs meet them."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from storage.access import add_area
from storage.accounts import AccountRole
from tests.api.web.conftest import House


@pytest.fixture
def north(house: House) -> House:
    with house.shared.store.database.writing() as session:
        add_area(session, "north", "Northshire")
    return house


def person(house: House, role: AccountRole, name: str, *areas: str) -> TestClient:
    house.add(role, name, areas=areas)
    return house.member(role, name)


def id_of(client: TestClient) -> str:
    id: str = client.get("/api/v1/session").json()["id"]
    return id


def test_a_new_account_sees_nothing_until_it_is_given_an_area(house: House) -> None:
    everywhere = house.member(AccountRole.COORDINATOR)
    sent = house.sent(everywhere, "Minutes of a meeting")
    newcomer = person(house, AccountRole.COORDINATOR, "Newcomer")
    assert newcomer.get("/api/v1/documents").json()["items"] == []
    assert newcomer.get(f"/api/v1/documents/{sent}").status_code == 404
    assert newcomer.get("/api/v1/areas").json()["items"] == []
    administrator = house.member(AccountRole.ADMINISTRATOR)
    answer = administrator.post(f"/accounts/{id_of(newcomer)}/areas", data={"areas": "main"})
    assert answer.status_code == 200
    assert newcomer.get("/api/v1/documents").status_code == 401  # signed out: sign in with the new rights
    again = house.member(AccountRole.COORDINATOR, "Newcomer")
    assert again.get(f"/api/v1/documents/{sent}").status_code == 200
    done = [what for event, _, what in house.events() if event == "sensitive_update"]
    assert done[-1] == "area-given:main"


def test_two_areas_have_a_case_of_the_same_reference_and_neither_sees_the_others(north: House) -> None:
    here = person(north, AccountRole.COORDINATOR, "Main", "main")
    there = person(north, AccountRole.COORDINATOR, "North", "north")
    first, second = north.sent(here, "One thing", case="C-1"), north.sent(there, "Another", case="C-1")
    for client, own, other in ((here, first, second), (there, second, first)):
        assert client.get(f"/api/v1/documents/{own}").status_code == 200
        hidden, nothing = (
            client.get(f"/api/v1/documents/{other}"),
            client.get(f"/api/v1/documents/{'0' * 32}"),
        )
        assert (hidden.status_code, hidden.json()) == (404, nothing.json())
        assert [d["id"] for d in client.get("/api/v1/documents").json()["items"]] == [own]
        assert len(client.get("/api/v1/cases").json()["items"]) == 1
        assert client.get(f"/documents/{other}").status_code == 404


def test_whoever_works_in_two_areas_says_which(north: House) -> None:
    both = person(north, AccountRole.COORDINATOR, "Both", "main", "north")
    sent = {"case": "C-7"}
    file = [("files", ("minutes.txt", b"Minutes"))]
    answer = both.post("/api/v1/documents", data=sent, files=file)
    assert (answer.status_code, answer.json()["code"]) == (422, "which-area")
    assert answer.json()["errors"][0]["field"] == "area"
    assert both.post("/api/v1/documents", data={**sent, "area": "north"}, files=file).status_code == 202
    assert both.post("/api/v1/documents", data={**sent, "area": "south"}, files=file).status_code == 422


def test_a_case_is_kept_to_named_people_and_opened_again(house: House) -> None:
    chair, officer = house.member(AccountRole.CHAIR), house.member(AccountRole.DISCLOSURE_OFFICER)
    sent = house.sent(chair, "Minutes of a meeting")
    case = chair.get("/api/v1/cases").json()["items"][0]["id"]
    assert "Everybody who works in its area" in chair.get(f"/cases/{case}/access").text
    body = {"restricted": True, "people": [id_of(chair)]}
    kept = chair.put(f"/api/v1/cases/{case}/access", json=body).json()
    assert (kept["restricted"], kept["people"]) == (True, [id_of(chair)])
    assert chair.get(f"/api/v1/documents/{sent}").status_code == 200
    for address in (f"/api/v1/documents/{sent}", f"/documents/{sent}", f"/cases/{case}"):
        assert officer.get(address).status_code == 404
    assert officer.get("/api/v1/documents").json()["items"] == []
    assert officer.get("/api/v1/cases").json()["items"] == []
    administrator = house.member(AccountRole.ADMINISTRATOR)
    assert administrator.put(f"/api/v1/cases/{case}/access", json=body).status_code == 404
    again = chair.post(f"/cases/{case}/access", data={"people": []})
    assert "Everybody who works in its area" in again.text
    assert officer.get(f"/api/v1/documents/{sent}").status_code == 200
    done = [what for event, _, what in house.events() if event == "sensitive_update"]
    listed = f"listed:{id_of(chair)}"
    assert done == [f"case:{listed}", "case:restricted", f"case:un{listed}", "case:opened"]


def test_figures_count_what_may_be_seen_and_nothing_else(house: House) -> None:
    chair, coordinator = house.member(AccountRole.CHAIR), house.member(AccountRole.COORDINATOR)
    house.sent(chair, "Minutes of a meeting")
    with house.shared.store.writing() as (_, archive):
        for row in archive.rows():
            row.kind = "minutes"
    assert sum(m["minutes"] for m in coordinator.get("/api/v1/figures").json()["timeliness"]) == 1
    case = chair.get("/api/v1/cases").json()["items"][0]["id"]
    chair.put(f"/api/v1/cases/{case}/access", json={"restricted": True, "people": [id_of(chair)]})
    assert coordinator.get("/api/v1/figures").json()["timeliness"] == []
    assert sum(m["minutes"] for m in chair.get("/api/v1/figures").json()["timeliness"]) == 1


def test_nothing_is_sent_into_a_case_that_is_kept_from_the_sender(house: House) -> None:
    chair, officer = house.member(AccountRole.CHAIR), house.member(AccountRole.DISCLOSURE_OFFICER)
    house.sent(chair, "Minutes of a meeting", case="C-3")
    case = chair.get("/api/v1/cases").json()["items"][0]["id"]
    chair.put(f"/api/v1/cases/{case}/access", json={"restricted": True, "people": [id_of(chair)]})
    file = [("files", ("minutes.txt", b"Other minutes"))]
    answer = officer.post("/api/v1/documents", data={"case": "C-3"}, files=file)
    assert answer.status_code == 409
    assert officer.get("/api/v1/documents").json()["items"] == []
    assert len(chair.get("/api/v1/documents").json()["items"]) == 1


def test_a_list_always_holds_somebody_of_the_area(north: House) -> None:
    chair = person(north, AccountRole.CHAIR, "Chair", "main")
    stranger = person(north, AccountRole.CHAIR, "Stranger", "north")
    north.sent(chair, "Minutes of a meeting")
    case = chair.get("/api/v1/cases").json()["items"][0]["id"]
    for people in ([], [id_of(stranger)], [id_of(chair), id_of(stranger)]):
        sent = {"restricted": True, "people": people}
        assert chair.put(f"/api/v1/cases/{case}/access", json=sent).status_code == 422
    page = chair.post(f"/cases/{case}/access", data={"restricted": "true"})
    assert (page.status_code, "Choose at least one person." in page.text) == (422, True)


def test_an_administrator_of_one_area_deals_with_that_area_alone(north: House) -> None:
    chief = north.member(AccountRole.ADMINISTRATOR)
    local = person(north, AccountRole.ADMINISTRATOR, "Local", "north")
    own, other = (
        id_of(person(north, AccountRole.CHAIR, "North chair", "north")),
        id_of(person(north, AccountRole.CHAIR, "Main chair", "main")),
    )
    assert {a["name"] for a in local.get("/api/v1/accounts").json()["items"]} == {"Local", "North chair"}
    page = local.get("/accounts").text
    assert "Main chair" not in page
    for id in (other, id_of(chief)):
        assert local.get(f"/api/v1/accounts/{id}").status_code == 404
        assert local.get(f"/accounts/{id}").status_code == 404
        assert local.post(f"/accounts/{id}/active", data={"active": "false"}).status_code == 404
        assert local.post(f"/accounts/{id}/areas", data={"areas": "north"}).status_code == 404
        assert local.put(f"/api/v1/accounts/{id}", json={"active": False}).status_code == 404
    for wanted in (["main"], None, ["north", "main"]):
        sent = {"active": True, "areas": wanted}
        assert local.put(f"/api/v1/accounts/{own}", json=sent).status_code == 422
        new = {"name": "New", "role": "chair", "areas": wanted}
        assert local.post("/api/v1/accounts", json=new).status_code == 422
    assert local.post(f"/accounts/{own}/areas", data={"every": "true"}).status_code == 422
    assert local.post("/api/v1/areas", json={"id": "south", "title": "South"}).status_code == 403
    assert "some areas only" in local.post("/areas", data={"area": "south", "title": "South"}).text
    assert chief.post("/areas", data={"area": "south", "title": "Southshire"}).status_code == 200
    assert "south" in {a["id"] for a in chief.get("/api/v1/areas").json()["items"]}
    assert local.post("/accounts", data={"name": "New", "role": "chair", "areas": "north"}).status_code == 200


def test_a_copy_is_not_fetched_any_more_once_its_document_is_kept_from_whoever_made_it(house: House) -> None:
    chair, officer = house.member(AccountRole.CHAIR), house.member(AccountRole.DISCLOSURE_OFFICER)
    sent = house.sent(chair, "2024-03-12 minutes of Ann. Ann agreed.")
    made = officer.post(f"/api/v1/documents/{sent}/copies", json={"policy": "third-party"}).json()
    page = f"/documents/{sent}/copies/{made['id']}"
    addresses = [made["href"], f"{made['href']}/log", page, f"{page}/file", f"{page}/log"]
    assert [officer.get(a).status_code for a in addresses] == [200] * 5
    case = chair.get("/api/v1/cases").json()["items"][0]["id"]
    chair.put(f"/api/v1/cases/{case}/access", json={"restricted": True, "people": [id_of(chair)]})
    assert [officer.get(a).status_code for a in addresses] == [404] * 5
