"""Retention as programs meet it: the dry run, holds, a disposal by two people, its certificate."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from storage.access import add_area
from storage.accounts import AccountRole
from storage.keys import signed_by
from tests.api.web.conftest import House

OLD = "2009-03-12 minutes of Ann Archer"
HOLD = {"reason": "A claim came.", "review": (datetime.now(UTC).date() + timedelta(days=90)).isoformat()}
LISTS = ("/retention", "/holds", "/disposals", "/certificates")


class Caller:
    """Somebody signed in, who asks the API."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def __call__(self, method: str, path: str, status: int = 200, **sent: Any) -> Any:
        answer = self.client.request(method, f"/api/v1{path}", json=sent or None)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
def proposer(house: House) -> Caller:
    house.keeps()
    return Caller(house.member(AccountRole.COORDINATOR))


@pytest.fixture
def chair(house: House) -> Caller:
    return Caller(house.member(AccountRole.CHAIR))


def test_the_dry_run_judges_each_document_and_counts_them_all(house: House, proposer: Caller) -> None:
    old = house.sent(proposer.client, OLD, "old.txt")
    undated = house.sent(proposer.client, "minutes without a day", "undated.txt")
    found = proposer("GET", "/retention?limit=1")
    [first] = found["items"]
    assert (first["document_id"], first["fate"], first["due"]) == (old, "due", "2019-03-12")
    assert found["totals"] == {"due": 1, "unjudged": 1}
    [second] = proposer("GET", f"/retention?limit=1&cursor={found['next']}")["items"]
    assert (second["document_id"], second["due"]) == (undated, None)
    assert proposer("GET", "/retention?fate=held")["items"] == []


def test_a_hold_is_placed_listed_and_lifted(house: House, proposer: Caller) -> None:
    id = house.sent(proposer.client, OLD)
    case = proposer("GET", "/cases")["items"][0]["id"]
    on_case = proposer("POST", f"/cases/{case}/holds", 201, **HOLD)
    on_document = proposer("POST", f"/documents/{id}/holds", 201, **HOLD)
    assert (on_case["document_id"], on_document["document_id"]) == (None, id)
    assert {h["id"] for h in proposer("GET", "/holds")["items"]} == {on_case["id"], on_document["id"]}
    refused = proposer("POST", "/disposals", 409, documents=[id])
    assert (refused["code"], "legal hold" in refused["detail"]) == ("cannot-dispose", True)
    lifted = proposer("POST", f"/holds/{on_case['id']}/lift", reason="It is over.")
    assert (lifted["lifting"], lifted["lifted"] is None) == ("It is over.", False)
    again = proposer("POST", f"/holds/{on_case['id']}/lift", 404, reason="It is over.")
    assert again["code"] == "no-such-hold"
    assert [h["id"] for h in proposer("GET", "/holds")["items"]] == [on_document["id"]]


@pytest.mark.parametrize(
    "sent",
    [
        {"reason": "A claim"},
        {**HOLD, "reason": "x"},
        {**HOLD, "review": "2031-02-30"},
        {**HOLD, "review": 20310312},
        {**HOLD, "case": "C-1"},
    ],
)
def test_a_hold_that_is_not_in_order_is_refused_by_field(
    house: House, proposer: Caller, sent: dict[str, Any]
) -> None:
    id = house.sent(proposer.client, OLD)
    refused = proposer("POST", f"/documents/{id}/holds", 422, **sent)
    assert (refused["code"], len(refused["errors"])) == ("invalid", 1)
    assert proposer("GET", "/holds")["items"] == []


def test_two_people_dispose_of_a_document_and_the_certificate_is_fetched(
    house: House, proposer: Caller, chair: Caller
) -> None:
    id = house.sent(proposer.client, OLD)
    [made] = proposer("POST", "/disposals", 201, documents=[id])["items"]
    assert [d["id"] for d in chair("GET", "/disposals")["items"]] == [made["id"]]
    assert chair("GET", f"/certificates/{made['id']}", 409)["code"] == "cannot-dispose"
    [done] = chair("POST", f"/disposals/{made['batch']}/confirm")["items"]
    assert (done["state"], done["certified"]) == ("done", True)
    assert chair.client.get(f"/api/v1/documents/{id}/original").status_code == 404
    assert chair("GET", f"/documents/{id}")["state"] == "disposed"
    assert chair("GET", "/disposals")["items"] == []
    auditor = Caller(house.member(AccountRole.AUDITOR))
    assert [d["document_id"] for d in auditor("GET", "/certificates")["items"]] == [id]
    file = auditor("GET", f"/certificates/{made['id']}")
    assert signed_by(file["public_key"], file["certificate"].encode(), bytes.fromhex(file["signature"]))
    assert json.loads(file["certificate"])["document"] == id
    assert chair("POST", f"/disposals/{made['batch']}/confirm", 409)["code"] == "cannot-dispose"


def test_who_proposed_is_refused(house: House, chair: Caller) -> None:
    house.keeps()
    id = house.sent(chair.client, OLD)
    [made] = chair("POST", "/disposals", 201, documents=[id])["items"]
    assert chair("POST", f"/disposals/{made['batch']}/confirm", 409)["code"] == "four-eyes"
    assert chair.client.get(f"/api/v1/documents/{id}/original").content == OLD.encode()


def test_a_proposal_is_withdrawn_once(house: House, proposer: Caller, chair: Caller) -> None:
    id = house.sent(proposer.client, OLD)
    [made] = proposer("POST", "/disposals", 201, documents=[id])["items"]
    [gone] = proposer("POST", f"/disposals/{made['batch']}/withdraw")["items"]
    assert gone["state"] == "withdrawn"
    assert chair("POST", f"/disposals/{made['batch']}/confirm", 409)["code"] == "cannot-dispose"
    assert chair("POST", f"/disposals/{'0' * 16}/confirm", 404)["code"] == "no-such-disposal"
    assert chair.client.get(f"/api/v1/documents/{id}/original").status_code == 200


def test_another_area_sees_nothing_of_it(house: House, proposer: Caller, chair: Caller) -> None:
    id = house.sent(proposer.client, OLD, case="C-1")
    other = house.sent(proposer.client, "2009-05-01 minutes", case="C-2")
    held = proposer("POST", f"/documents/{other}/holds", 201, **HOLD)
    [made] = proposer("POST", "/disposals", 201, documents=[id])["items"]
    with house.shared.store.database.writing() as session:
        add_area(session, "north", "Northshire")
    house.add(AccountRole.CHAIR, "North", areas=["north"])
    stranger = Caller(house.member(AccountRole.CHAIR, "North"))
    for path in LISTS:
        assert stranger("GET", path)["items"] == []
    stranger("POST", f"/documents/{id}/holds", 404, **HOLD)
    stranger("POST", f"/cases/{made['case_id']}/holds", 404, **HOLD)
    stranger("POST", f"/holds/{held['id']}/lift", 404, reason="Nothing here")
    stranger("POST", "/disposals", 409, documents=[id])
    for step in ("confirm", "withdraw"):
        stranger("POST", f"/disposals/{made['batch']}/{step}", 404)
    chair("POST", f"/disposals/{made['batch']}/confirm")
    stranger("GET", f"/certificates/{made['id']}", 404)
    assert stranger("GET", "/certificates")["items"] == []


@pytest.mark.parametrize(
    "role", [AccountRole.ADMINISTRATOR, AccountRole.DISCLOSURE_OFFICER, AccountRole.AUDITOR]
)
def test_without_the_permission_it_is_refused(house: House, role: AccountRole) -> None:
    client = Caller(house.member(role))
    for path in LISTS[:3]:
        assert client("GET", path, 403)["code"] == "forbidden"
    client("GET", "/certificates", 200 if role is AccountRole.AUDITOR else 403)
    client("POST", f"/disposals/{'0' * 16}/confirm", 403)
