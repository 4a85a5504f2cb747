"""The second factor, by pages and by programs."""

from __future__ import annotations

import base64
import time

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from fastapi.testclient import TestClient

from storage import factors
from storage.accounts import MOST_FAILURES, AccountRole
from tests.api.web.conftest import PASSWORD, House

GIVEN = {"name": "chair", "password": PASSWORD}


class Clock:
    """The time that codes are checked by, moved by the test."""

    now = 2_000_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(factors, "time", clock)
    return clock


def code_at(secret: str, clock: Clock) -> str:
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    return TOTP(key, 6, SHA1(), 30).generate(int(clock.now)).decode()  # noqa: S303


def enrolled(client: TestClient, clock: Clock) -> tuple[str, list[str]]:
    """The secret, and the recovery codes."""
    page = client.get("/second-factor").text
    secret = page.split("<code>")[1].split("</code>")[0]
    done = client.post("/second-factor", data={"code": code_at(secret, clock)})
    assert "Recovery codes" in done.text
    clock.now += 60
    return secret, [part.split("</code>")[0] for part in done.text.split("<code>")[1:]]


def test_it_is_set_up_by_a_picture_or_a_key_and_wanted_from_then_on(house: House, clock: Clock) -> None:
    client = house.member(AccountRole.CHAIR)
    page = client.get("/second-factor")
    assert "otpauth://totp/Countersign:chair?" in page.text.replace("%3A", ":")
    drawn = client.get("/second-factor/code")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert drawn.text.count("<path") >= 1
    assert "script" not in drawn.text
    secret, codes = enrolled(client, clock)
    assert len(codes) == 10
    assert client.get("/second-factor/code").status_code == 404
    assert secret not in client.get("/second-factor").text
    browser = house.visitor()
    asked = browser.post("/sign-in", data=GIVEN)
    assert asked.url.path == "/sign-in/code"
    for closed in ("/documents", "/second-factor", "/password"):
        assert browser.get(closed).url.path == "/sign-in"
    assert browser.get("/api/v1/session").status_code == 401
    done = browser.post("/sign-in/code", data={"code": code_at(secret, clock)})
    assert done.url.path == "/documents"


def test_a_program_sends_both_at_once(house: House, clock: Clock) -> None:
    secret, codes = enrolled(house.member(AccountRole.CHAIR), clock)
    program = house.visitor()
    assert program.post("/api/v1/session", json=GIVEN).json()["code"] == "code-needed"
    assert not program.cookies
    wrong = program.post("/api/v1/session", json={**GIVEN, "code": "000000"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong-code")
    assert program.post("/api/v1/session", json={**GIVEN, "code": codes[0]}).status_code == 200
    assert program.post("/api/v1/session", json={**GIVEN, "code": codes[0]}).status_code == 401
    assert program.post("/api/v1/session", json={**GIVEN, "code": code_at(secret, clock)}).status_code == 200


def test_a_code_that_was_used_is_refused(house: House, clock: Clock) -> None:
    secret, _ = enrolled(house.member(AccountRole.CHAIR), clock)
    code = code_at(secret, clock)
    first, second = house.visitor(), house.visitor()
    for browser in (first, second):
        browser.post("/sign-in", data=GIVEN)
    assert first.post("/sign-in/code", data={"code": code}).url.path == "/documents"
    again = second.post("/sign-in/code", data={"code": code})
    assert (again.status_code, "used already" in again.text) == (401, True)
    assert ("authn_login_fail", "code-reused") in [(e, why) for e, _, why in house.events()]


def test_codes_cannot_be_guessed_for_ever_however_often_the_password_is_right(
    house: House, clock: Clock
) -> None:
    secret, _ = enrolled(house.member(AccountRole.CHAIR), clock)
    answers = []
    for _ in range(MOST_FAILURES + 1):
        browser = house.visitor()
        browser.post("/sign-in", data=GIVEN)
        answers.append(
            browser.post("/sign-in/code", data={"code": "000000"}, follow_redirects=False).status_code
        )
    assert answers[:MOST_FAILURES] == [401] * MOST_FAILURES
    assert answers[-1] == 303  # the name is locked: the password gets nobody to the code
    right = {**GIVEN, "code": code_at(secret, clock)}
    assert house.visitor().post("/api/v1/session", json=right).status_code == 429


def test_the_wait_for_a_code_ends(house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    from storage import accounts

    secret, _ = enrolled(house.member(AccountRole.CHAIR), clock)
    browser = house.visitor()
    browser.post("/sign-in", data=GIVEN)
    monkeypatch.setattr(accounts, "WAITS", timedelta(0))
    assert browser.post("/sign-in/code", data={"code": code_at(secret, clock)}).url.path == "/sign-in"
    assert browser.get("/api/v1/session").status_code == 401


def test_a_role_that_needs_one_opens_nothing_without(house: House, clock: Clock) -> None:
    settings = house.shared.settings.model_copy(update={"second_factor_for": "chair,administrator"})
    from dataclasses import replace

    house.app.state.shared = replace(house.shared, settings=settings)
    client, officer = house.member(AccountRole.CHAIR), house.member(AccountRole.DISCLOSURE_OFFICER)
    assert officer.get("/api/v1/documents").status_code == 200
    closed = client.get("/api/v1/documents")
    assert (closed.status_code, closed.json()["code"]) == (403, "second-factor-needed")
    assert "Set it up at /second-factor." in client.get("/documents").text
    secret, _ = enrolled(client, clock)
    assert client.get("/api/v1/documents").status_code == 200
    kept = client.post("/second-factor/off", data={"code": code_at(secret, clock)})
    assert (kept.status_code, "need a second factor" in kept.text) == (422, True)


def test_taking_it_away_and_new_recovery_codes_want_a_code(house: House, clock: Clock) -> None:
    client = house.member(AccountRole.CHAIR)
    secret, codes = enrolled(client, clock)
    assert client.post("/second-factor/recovery", data={"code": "000000"}).status_code == 422
    fresh = client.post("/second-factor/recovery", data={"code": code_at(secret, clock)})
    assert codes[0] not in fresh.text
    assert house.visitor().post("/api/v1/session", json={**GIVEN, "code": codes[0]}).status_code == 401
    assert client.post("/second-factor/off", data={"code": "111111"}).status_code == 422
    clock.now += 60
    client.post("/second-factor/off", data={"code": code_at(secret, clock)})
    assert house.visitor().post("/api/v1/session", json=GIVEN).status_code == 200


def test_an_administrator_resets_it_on_record_and_the_sessions_end(house: House, clock: Clock) -> None:
    client = house.member(AccountRole.CHAIR)
    id = client.get("/api/v1/session").json()["id"]
    enrolled(client, clock)
    administrator = house.member(AccountRole.ADMINISTRATOR)
    assert "They have a second factor." in administrator.get(f"/accounts/{id}").text
    assert administrator.post(f"/accounts/{id}/second-factor").status_code == 200
    assert client.get("/api/v1/session").status_code == 401
    assert house.visitor().post("/api/v1/session", json=GIVEN).status_code == 200
    assert ("sensitive_update", "second-factor:reset") in [(e, what) for e, _, what in house.events()]


def test_somebody_ends_their_sessions_one_or_all(house: House) -> None:
    here, there, third = (house.member(AccountRole.CHAIR) for _ in range(3))
    page = here.get("/sessions").text
    assert page.count('name="session_id"') == 2
    other = there.get("/api/v1/session/all").json()["items"]
    (id,) = [one["id"] for one in other if one["here"]]
    here.post("/sessions/end", data={"session_id": id})
    assert there.get("/api/v1/session").status_code == 401
    assert third.get("/api/v1/session").status_code == 200
    assert here.post("/sessions/end").url.path == "/sign-in"
    assert third.get("/api/v1/session").status_code == 401
    stranger = house.member(AccountRole.COORDINATOR)
    assert stranger.post("/sessions/end", data={"session_id": id}).status_code == 404


def test_an_administrator_ends_somebodys_sessions(house: House) -> None:
    client, administrator = house.member(AccountRole.CHAIR), house.member(AccountRole.ADMINISTRATOR)
    id = client.get("/api/v1/session").json()["id"]
    administrator.post(f"/accounts/{id}/sessions")
    assert client.get("/api/v1/session").status_code == 401


def test_the_secret_is_sealed(house: House, clock: Clock) -> None:
    secret, codes = enrolled(house.member(AccountRole.CHAIR), clock)
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    kept = b"".join(p.read_bytes() for p in house.shared.settings.folder.rglob("countersign.sqlite3*"))
    for canary in (secret.encode(), key, key.hex().encode(), *(c.encode() for c in codes)):
        assert canary not in kept


def test_the_clock_of_codes_is_the_worlds(house: House) -> None:
    client = house.member(AccountRole.CHAIR)
    secret = client.get("/second-factor").text.split("<code>")[1].split("</code>")[0]
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    code = TOTP(key, 6, SHA1(), 30).generate(int(time.time())).decode()  # noqa: S303
    assert "Recovery codes" in client.post("/second-factor", data={"code": code}).text
