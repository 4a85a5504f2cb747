from __future__ import annotations

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from storage import accounts
from storage.accounts import MOST_FAILURES, AccountRole
from tests.api.web.conftest import PASSWORD, House


def set_up(client: TestClient, code: str, name: str = "Ann Archer", password: str = PASSWORD) -> int:
    sent = {"code": code, "name": name, "password": password}
    return client.post("/set-up", data=sent, follow_redirects=False).status_code


def test_the_first_administrator_is_made_with_the_code_and_is_signed_in(house: House) -> None:
    client = house.visitor()
    assert client.get("/").url.path == "/set-up"
    assert set_up(client, house.shared.setup_code.lower()) == 303
    assert client.get("/").url.path == "/documents"
    assert client.get("/api/v1/session").json()["role"] == "administrator"


def test_set_up_is_gone_once_there_is_an_account(house: House) -> None:
    code = house.shared.setup_code
    assert set_up(house.visitor(), code) == 303
    other = house.visitor()
    assert set_up(other, code, "Ben Baker") == 404
    assert other.get("/set-up").status_code == 404


def test_without_the_code_nobody_is_made_administrator(house: House) -> None:
    client = house.visitor()
    for wrong in ("", "AAAA-AAAA-AAAA-AAAA", "é" * 16):
        assert set_up(client, wrong) == 422
    assert client.get("/documents").url.path == "/set-up"


def test_codes_cannot_be_tried_without_end(house: House) -> None:
    client = house.visitor()
    for _ in range(20):
        set_up(client, "wrong")
    assert set_up(client, house.shared.setup_code) == 422


def test_a_password_that_is_too_short_is_refused_with_the_field_named(house: House) -> None:
    sent = {"code": house.shared.setup_code, "name": "Ann Archer", "password": "short"}
    answer = house.visitor().post("/set-up", data=sent)
    assert answer.status_code == 422
    assert 'href="#password"' in answer.text
    assert "12 to 256 characters" in answer.text


@pytest.mark.parametrize("name", ["chair", "nobody"])
def test_a_wrong_name_and_a_wrong_password_are_told_alike_and_locked_alike(house: House, name: str) -> None:
    house.add(AccountRole.CHAIR)
    client = house.visitor()
    sent = {"name": name, "password": "not the password"}
    answers = [client.post("/api/v1/session", json=sent) for _ in range(MOST_FAILURES + 1)]
    assert [a.status_code for a in answers] == [401] * MOST_FAILURES + [429]
    assert answers[0].json()["detail"] == "The name or the password is wrong."
    assert int(answers[-1].headers["retry-after"]) > 800


def test_a_locked_name_is_locked_for_the_right_password_too_and_opens_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.add(AccountRole.CHAIR)
    client = house.visitor()
    for _ in range(MOST_FAILURES):
        client.post("/sign-in", data={"name": "chair", "password": "wrong"})
    right = {"name": "chair", "password": PASSWORD}
    assert client.post("/sign-in", data=right).status_code == 429
    monkeypatch.setattr(accounts, "LOCKED", timedelta(0))
    assert client.post("/sign-in", data=right).url.path == "/documents"


def test_one_address_may_not_try_many_names(house: House) -> None:
    house.add(AccountRole.CHAIR)
    client = house.visitor()
    for number in range(20):
        client.post("/sign-in", data={"name": f"name {number}", "password": "wrong"})
    assert client.post("/sign-in", data={"name": "chair", "password": PASSWORD}).status_code == 429
    assert ("excess_rate_limit_exceeded", "anonymous", "") in house.events()


def test_names_are_found_whatever_their_capitals_and_spaces(house: House) -> None:
    house.add(AccountRole.CHAIR, "Ann  Archer")
    sent = {"name": " ann ARCHER", "password": PASSWORD}
    assert house.visitor().post("/api/v1/session", json=sent).json()["name"] == "Ann Archer"


def test_the_cookie_is_for_this_site_and_no_script(house: House) -> None:
    house.add(AccountRole.CHAIR)
    sent = {"name": "chair", "password": PASSWORD}
    plain = house.visitor().post("/api/v1/session", json=sent).headers["set-cookie"]
    assert plain.startswith("countersign=")
    assert "HttpOnly" in plain
    assert "SameSite=strict" in plain
    secure = house.visitor("https://countersign.example.org").post("/api/v1/session", json=sent)
    assert secure.headers["set-cookie"].startswith("__Host-countersign=")
    assert "Secure" in secure.headers["set-cookie"]
    assert "strict-transport-security" in secure.headers


def test_signing_out_ends_the_session_on_the_server(house: House) -> None:
    client = house.member(AccountRole.CHAIR)
    token = client.cookies["countersign"]
    assert client.post("/sign-out").url.path == "/sign-in"
    thief = house.visitor()
    thief.cookies.set("countersign", token)
    assert thief.get("/api/v1/session").status_code == 401


@pytest.mark.parametrize("limit", ["IDLE", "LONGEST"])
def test_a_session_ends_by_itself(house: House, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    client = house.member(AccountRole.CHAIR)
    assert client.get("/api/v1/session").status_code == 200
    monkeypatch.setattr(accounts, limit, timedelta(0))
    assert client.get("/api/v1/session").status_code == 401
    assert client.get("/documents").url.path == "/sign-in"


def test_a_session_that_somebody_else_chose_is_none(house: House) -> None:
    house.add(AccountRole.CHAIR)
    client = house.visitor()
    client.cookies.set("countersign", "chosen-by-somebody-else")
    client.post("/sign-in", data={"name": "chair", "password": PASSWORD})
    thief = house.visitor()
    thief.cookies.set("countersign", "chosen-by-somebody-else")
    assert thief.get("/api/v1/session").status_code == 401


def test_a_given_password_has_to_be_changed_before_anything_else(house: House) -> None:
    house.add(AccountRole.CHAIR, must_change=True)
    client = house.visitor()
    answer = client.post("/sign-in", data={"name": "chair", "password": PASSWORD})
    assert answer.url.path == "/password"
    assert client.get("/api/v1/documents").json()["code"] == "change-password"
    changed = client.post("/password", data={"present": PASSWORD, "new": "three unrelated words"})
    assert changed.url.path == "/sign-in"
    assert client.get("/api/v1/session").status_code == 401  # every session ended
    client.post("/sign-in", data={"name": "chair", "password": "three unrelated words"})
    assert client.get("/api/v1/documents").status_code == 200


def test_changing_a_password_takes_the_present_one(house: House) -> None:
    client = house.member(AccountRole.CHAIR)
    sent = {"present": "not the password", "new": "three unrelated words"}
    assert client.put("/api/v1/session/password", json=sent).status_code == 422
    assert client.put("/api/v1/session/password", json={**sent, "present": PASSWORD}).status_code == 204


def test_an_administrator_adds_somebody_who_then_signs_in(house: House, administrator: TestClient) -> None:
    answer = administrator.post("/accounts", data={"name": "Ben Baker", "role": "auditor"})
    password = answer.text.split("<code>")[1].split("</code>")[0]
    client = house.visitor()
    signed = client.post("/sign-in", data={"name": "ben baker", "password": password})
    assert signed.url.path == "/password"
    again = administrator.post("/accounts", data={"name": "BEN BAKER", "role": "chair"})
    assert "There is an account of that name already." in again.text


def test_somebody_kept_out_is_out_at_once(house: House, administrator: TestClient) -> None:
    chair = house.member(AccountRole.CHAIR)
    id = chair.get("/api/v1/session").json()["id"]
    assert administrator.post(f"/accounts/{id}/active", data={"active": "false"}).status_code == 200
    assert chair.get("/api/v1/session").status_code == 401
    sent = {"name": "chair", "password": PASSWORD}
    assert house.visitor().post("/api/v1/session", json=sent).status_code == 401
    administrator.post(f"/accounts/{id}/active", data={"active": "true"})
    assert house.visitor().post("/api/v1/session", json=sent).status_code == 200


def test_the_last_administrator_cannot_be_kept_out(administrator: TestClient) -> None:
    id = administrator.get("/api/v1/session").json()["id"]
    answer = administrator.post(f"/accounts/{id}/active", data={"active": "false"})
    assert "the only administrator" in answer.text
    assert administrator.get("/api/v1/session").status_code == 200


def test_names_and_passwords_are_not_in_the_database(house: House) -> None:
    house.member(AccountRole.CHAIR, "Zebedee Quillfeather")
    folder = house.shared.settings.folder
    kept = b"".join(p.read_bytes() for p in folder.rglob("countersign.sqlite3*"))
    assert b"sessions" in kept
    for canary in (b"Zebedee", b"zebedee", b"Quillfeather", PASSWORD.encode()):
        assert canary not in kept


def test_sign_ins_are_in_the_audit_trail_without_names(house: House) -> None:
    id = house.add(AccountRole.CHAIR)
    client = house.visitor()
    for name, password in (("nobody", "x"), ("chair", "x"), ("chair", PASSWORD)):
        client.post("/sign-in", data={"name": name, "password": password})
    assert [e for e in house.events() if e[0].startswith("authn")] == [
        ("authn_login_fail", "anonymous", "unknown-name"),
        ("authn_login_fail", id, "password"),
        ("authn_login_success", id, ""),
    ]
