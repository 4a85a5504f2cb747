"""Systems with tokens: how they get them, what those open, and how they end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from storage import clients
from storage.accounts import AccountRole
from tests.api.web.conftest import House

GRANT = {"grant_type": "client_credentials"}


def system(
    administrator: TestClient, scopes: list[str], role: str = "coordinator", name: str = "Case management"
) -> tuple[str, str]:
    """A new system's id and secret."""
    made = administrator.post(
        "/api/v1/clients", json={"name": name, "role": role, "scopes": scopes, "areas": None}
    )
    assert made.status_code == 201, made.text
    return made.json()["client_id"], made.json()["client_secret"]


def tokened(house: House, basic: tuple[str, str], scope: str = "") -> TestClient:
    """A program that holds a token of the system's and no cookie."""
    program = house.visitor()
    answer = program.post("/api/v1/oauth/token", data={**GRANT, "scope": scope}, auth=basic)
    assert answer.status_code == 200, answer.text
    program.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
    return program


def test_a_system_gets_a_token_and_sends_a_document_with_it(house: House, administrator: TestClient) -> None:
    basic = system(administrator, ["read", "upload"])
    answer = house.visitor().post("/api/v1/oauth/token", data=GRANT, auth=basic)
    told = answer.json()
    assert (told["token_type"], told["expires_in"], told["scope"]) == ("Bearer", 900, "read upload")
    assert answer.headers["cache-control"] == "no-store"
    program = tokened(house, basic)
    id = house.sent(program, "minutes of Ann")
    assert program.get(f"/api/v1/documents/{id}").json()["received_by"] == basic[0]
    assert program.cookies.jar is not None
    assert not list(program.cookies.jar)


def test_id_and_secret_may_stand_in_the_form(house: House, administrator: TestClient) -> None:
    id, secret = system(administrator, ["read"])
    sent = {**GRANT, "client_id": id, "client_secret": secret}
    assert house.visitor().post("/api/v1/oauth/token", data=sent).status_code == 200


@pytest.mark.parametrize(
    ("data", "status", "error"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({}, 400, "unsupported_grant_type"),
        ({**GRANT, "scope": "read audit"}, 400, "invalid_scope"),
        ({**GRANT, "scope": "approve"}, 400, "invalid_scope"),
    ],
)
def test_what_cannot_be_granted_is_told_as_oauth_and_as_a_problem(
    house: House, administrator: TestClient, data: dict[str, str], status: int, error: str
) -> None:
    basic = system(administrator, ["read"])
    answer = house.visitor().post("/api/v1/oauth/token", data=data, auth=basic)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_wrong_secret_is_refused_and_guessing_is_stopped(house: House, administrator: TestClient) -> None:
    id, _ = system(administrator, ["read"])
    program = house.visitor()
    for basic in ((id, "wrong"), ("account-" + "0" * 24, "wrong"), ("", "")):
        answer = program.post("/api/v1/oauth/token", data=GRANT, auth=basic)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert answer.headers["www-authenticate"].startswith("Basic")
    garbled = {"authorization": "Basic !!!"}
    assert program.post("/api/v1/oauth/token", data=GRANT, headers=garbled).status_code == 401
    answers = [program.post("/api/v1/oauth/token", data=GRANT, auth=(id, "no")) for _ in range(20)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0


def test_a_token_opens_what_its_scopes_and_its_role_both_allow(
    house: House, administrator: TestClient
) -> None:
    reading = tokened(house, system(administrator, ["read", "figures"]), "read")
    assert reading.get("/api/v1/documents").status_code == 200
    refused = reading.get("/api/v1/figures")  # was not asked for
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient-scope")
    assert 'error="insufficient_scope", scope="figures"' in refused.headers["www-authenticate"]
    auditing = tokened(house, system(administrator, ["read", "audit"], "auditor", "Archive"))
    assert auditing.get("/api/v1/audit").status_code == 200
    assert auditing.get("/api/v1/documents").status_code == 403  # an auditor's role sees none


@pytest.mark.parametrize("scope", ["approve", "settle", "answer", "accounts", "signed-in", "everything"])
def test_no_system_is_given_what_somebody_has_to_answer_for(administrator: TestClient, scope: str) -> None:
    sent = {"name": "Case management", "role": "chair", "scopes": [scope], "areas": None}
    assert administrator.post("/api/v1/clients", json=sent).status_code == 422


def test_no_system_is_an_administrator(administrator: TestClient) -> None:
    sent = {"name": "Case management", "role": "administrator", "scopes": ["read"], "areas": None}
    assert administrator.post("/api/v1/clients", json=sent).status_code == 422


def test_a_token_ends_by_age_by_revocation_and_with_its_system(
    house: House, administrator: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    basic = system(administrator, ["read"])
    revoked, kept = tokened(house, basic), tokened(house, basic)
    token = revoked.headers["authorization"].split()[1]
    for _ in range(2):  # the second time there is none, which is no error
        ended = house.visitor().post("/api/v1/oauth/revoke", data={"token": token}, auth=basic)
        assert ended.status_code == 200
    told = revoked.get("/api/v1/documents")
    assert (told.status_code, told.json()["code"]) == (401, "invalid-token")
    assert 'error="invalid_token"' in told.headers["www-authenticate"]
    assert kept.get("/api/v1/documents").status_code == 200
    assert administrator.post(f"/api/v1/clients/{basic[0]}/secret").status_code == 200
    assert kept.get("/api/v1/documents").status_code == 401
    other = system(administrator, ["read"], name="Archive")
    open_, monkeyed = tokened(house, other), clients.TOKEN_LIVES
    assert administrator.delete(f"/api/v1/clients/{other[0]}").status_code == 204
    assert open_.get("/api/v1/documents").status_code == 401
    assert house.visitor().post("/api/v1/oauth/token", data=GRANT, auth=other).status_code == 401
    assert administrator.put(f"/api/v1/accounts/{other[0]}", json={"active": True}).status_code == 200
    monkeypatch.setattr(clients, "TOKEN_LIVES", timedelta(0))
    assert tokened(house, other).get("/api/v1/documents").status_code == 401
    assert monkeyed == timedelta(minutes=15)


def test_one_system_cannot_end_anothers_token(house: House, administrator: TestClient) -> None:
    ours, theirs = system(administrator, ["read"]), system(administrator, ["read"], name="Archive")
    program = tokened(house, ours)
    token = program.headers["authorization"].split()[1]
    house.visitor().post("/api/v1/oauth/revoke", data={"token": token}, auth=theirs)
    assert program.get("/api/v1/documents").status_code == 200


def test_nobody_signs_in_as_a_system_and_a_token_opens_no_page(
    house: House, administrator: TestClient
) -> None:
    basic = system(administrator, ["read"])
    sent = {"name": "Case management", "password": basic[1]}
    assert house.visitor().post("/api/v1/session", json=sent).status_code == 401
    program = tokened(house, basic)
    assert program.get("/documents", follow_redirects=False).status_code == 303
    assert program.get("/api/v1/session").json()["name"] == "Case management"


def test_a_token_beside_a_cookie_is_what_counts(house: House, administrator: TestClient) -> None:
    basic = system(administrator, ["read"])
    program = tokened(house, basic)
    cookie = administrator.cookies["countersign"]
    program.cookies.set("countersign", cookie)
    assert program.get("/api/v1/accounts").status_code == 403
    program.headers["authorization"] = "Bearer nonsense"
    assert program.get("/api/v1/accounts").status_code == 401


def test_neither_secret_nor_token_stands_in_the_database_or_the_trail(
    house: House, administrator: TestClient
) -> None:
    basic = system(administrator, ["read"])
    program = tokened(house, basic)
    program.get("/api/v1/documents")
    token = program.headers["authorization"].split()[1]
    folder = house.shared.settings.folder
    kept = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert basic[1].encode() not in kept
    assert token.encode() not in kept
    events = house.events()
    assert any(event == "authn_token_created" and actor == basic[0] for event, actor, _ in events)
    assert ("sensitive_create", "system:coordinator") in {(e, w) for e, _, w in events}


def test_no_more_tokens_are_kept_than_a_system_may_hold(
    house: House, administrator: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clients, "MOST_TOKENS", 3)
    basic = system(administrator, ["read"])
    programs = [tokened(house, basic) for _ in range(4)]
    assert [p.get("/api/v1/documents").status_code for p in programs] == [401, 200, 200, 200]


def test_people_are_let_in_and_kept_out_by_the_api(house: House, administrator: TestClient) -> None:
    sent = {"name": "Records office", "role": "coordinator", "areas": None}
    made = administrator.post("/api/v1/accounts", json=sent)
    assert made.status_code == 201
    assert made.headers["location"] == f"/api/v1/accounts/{made.json()['id']}"
    again = administrator.post("/api/v1/accounts", json=sent)
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "name")
    newcomer = house.visitor()
    credentials = {"name": "Records office", "password": made.json()["password"]}
    assert newcomer.post("/api/v1/session", json=credentials).json()["must_change"] is True
    address = made.headers["location"]
    assert administrator.put(address, json={"active": False}).json()["active"] is False
    assert newcomer.get("/api/v1/session").status_code == 401
    first = administrator.get("/api/v1/accounts?limit=1").json()
    rest = administrator.get(f"/api/v1/accounts?limit=1&cursor={first['next']}").json()
    assert [a["name"] for a in first["items"] + rest["items"]] == ["administrator", "Records office"]
    only = administrator.get("/api/v1/session").json()["id"]
    last = administrator.put(f"/api/v1/accounts/{only}", json={"active": False})
    assert last.status_code == 422
    assert AccountRole.ADMINISTRATOR.value == first["items"][0]["role"]


def test_an_administrator_of_one_area_gives_no_more_than_that_area(
    house: House, administrator: TestClient
) -> None:
    for area in ("north", "south"):
        assert administrator.post("/api/v1/areas", json={"id": area, "title": area}).status_code == 201
    house.add(AccountRole.ADMINISTRATOR, "northerner", areas=["north"])
    northerner = house.member(AccountRole.ADMINISTRATOR, "northerner")
    system_ = {"name": "Case management", "role": "coordinator", "scopes": ["read"]}
    for path, body in (("/accounts", {"name": "New", "role": "chair"}), ("/clients", system_)):
        for areas in (None, ["south"], ["north", "south"]):
            refused = northerner.post(f"/api/v1{path}", json={**body, "areas": areas})
            assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "areas"), (
                path,
                areas,
            )
        assert northerner.post(f"/api/v1{path}", json={**body, "areas": ["north"]}).status_code == 201
    basic = system(administrator, ["read"], name="Of every area")
    address = f"/api/v1/clients/{basic[0]}"
    assert northerner.post(f"{address}/secret").status_code == 404
    assert northerner.delete(address).status_code == 404
    assert northerner.put(f"/api/v1/accounts/{basic[0]}", json={"active": False}).status_code == 404
    assert [c["name"] for c in northerner.get("/api/v1/clients").json()["items"]] == ["Case management"]
    mine = northerner.get("/api/v1/session").json()["id"]
    risen = northerner.put(f"/api/v1/accounts/{mine}", json={"active": True, "areas": None})
    assert risen.status_code == 422
