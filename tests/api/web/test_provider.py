"""Signing in at an identity provider: a real one of the kind used in tests, and one that lies."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from pydantic import SecretStr

from api.web import provider
from api.web.provider import Provider
from storage.access import add_area
from storage.accounts import AccountRole
from tests.api.web.conftest import PASSWORD, House

BACK = "http://countersign.example.org/sign-in/return"
Claims = dict[str, Any]


def configured(house: House, issuer: str, **more: object) -> None:
    """The house with that provider."""
    chosen = {
        "oidc_issuer": issuer,
        "oidc_client_id": "countersign",
        "oidc_redirect_url": BACK,
        "oidc_roles": "mappa-chairs=chair,mappa-admins=administrator",
        "oidc_areas": "northshire=north,everywhere=*",
        **more,
    }
    settings = house.shared.settings.model_copy(update=chosen)
    made = Provider(settings, house.shared.store.keys)
    house.app.state.shared = replace(house.shared, settings=settings, provider=made)
    with house.shared.store.database.writing() as session:
        add_area(session, "north", "Northshire")


@dataclass
class Liar:
    """A provider whose tokens are what a test wants. `asked` is what it was sent for the last code."""

    issuer: str = ""
    keys: list[RSAKey] = field(default_factory=lambda: [_key("one")])
    asked: dict[str, str] = field(default_factory=dict)
    make: Callable[[Claims, RSAKey], str | None] = lambda claims, key: signed(claims, key)
    claims: Claims = field(default_factory=dict)
    said: Claims = field(default_factory=dict)
    fetched: int = 0

    def answer(self, path: str, body: dict[str, str]) -> Claims:
        if path.endswith("openid-configuration"):
            found = {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "end_session_endpoint": f"{self.issuer}/end",
            }
            return {**found, **self.said}
        if path == "/keys":
            self.fetched += 1
            return dict(KeySet(self.keys).as_dict(private=False))
        self.asked = body
        token = self.make(self.claims, self.keys[-1])
        return {"access_token": "a", "token_type": "Bearer", **({"id_token": token} if token else {})}


def _key(id: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": id, "use": "sig"})


def signed(claims: Claims, key: RSAKey) -> str:
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


def unsigned(claims: Claims, _: object) -> str:
    parts = [json.dumps(part).encode() for part in ({"alg": "none"}, claims)]
    return ".".join([*(base64.urlsafe_b64encode(p).decode().rstrip("=") for p in parts), ""])


def by_its_public_key(claims: Claims, key: RSAKey) -> str:
    """The old trick: the public key, which anybody has, taken for a shared secret."""
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "kid": key.kid}, claims)]
    said = ".".join(base64.urlsafe_b64encode(p).decode().rstrip("=") for p in parts)
    mac = hmac.digest(key.as_pem(private=False), said.encode(), "sha256")
    return f"{said}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


@contextmanager
def served(liar: Liar) -> Iterator[Liar]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._say({k: v[0] for k, v in parse_qs(body).items()})

        def _say(self, body: dict[str, str]) -> None:
            said = json.dumps(liar.answer(self.path, body)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    liar.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield liar
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def liar(house: House) -> Iterator[Liar]:
    with served(Liar()) as one:
        configured(house, one.issuer)
        yield one


def began(client: TestClient) -> dict[str, str]:
    """What the browser is sent to the provider with."""
    sent = client.get("/sign-in/outside", follow_redirects=False)
    assert sent.status_code == 303
    return {k: v[0] for k, v in parse_qs(urlsplit(sent.headers["location"]).query).items()}


def came_back(client: TestClient, liar: Liar, **other: Any) -> httpx.Response:
    """A whole sign-in, the token's claims in order but for `other`."""
    asked = began(client)
    now = int(time.time())
    in_order: Claims = {
        "iss": liar.issuer, "aud": "countersign", "sub": "somebody", "iat": now, "exp": now + 300,
        "nonce": asked["nonce"], "name": "Ann Archer", "roles": ["mappa-chairs"], "areas": ["northshire"],
    }  # fmt: skip
    liar.claims = {k: v for k, v in {**in_order, **other}.items() if v is not None}
    return client.get("/sign-in/return", params={"state": asked["state"], "code": "c"})


def test_somebody_signs_in_at_a_real_provider_and_out_again(house: House) -> None:
    mock = pytest.importorskip("oidc_provider_mock")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    ann = mock.User(
        sub="ann", claims={"name": "Ann Archer", "nickname": "mappa-chairs", "locale": "northshire"}
    )
    with mock.run_server_in_thread(user_claims=[ann], require_nonce=True) as server:
        issuer = f"http://localhost:{server.server_port}"
        secret = SecretStr("a secret of the client")
        configured(
            house, issuer, oidc_role_claim="nickname", oidc_area_claim="locale", oidc_client_secret=secret
        )
        house.add(AccountRole.ADMINISTRATOR)
        browser = house.visitor()
        assert "Sign in at your organisation" in browser.get("/sign-in").text
        sent = browser.get("/sign-in/outside", follow_redirects=False).headers["location"]
        assert sent.startswith(f"{issuer}/oauth2/authorize?")
        back = httpx.post(sent, data={"sub": "ann"}, follow_redirects=False).headers["location"]
        assert back.startswith(BACK)
        done = browser.get(back)
        assert (done.status_code, done.headers["refresh"]) == (200, "0; url=/documents")
        who = browser.get("/api/v1/session").json()
        assert (who["name"], who["role"]) == ("Ann Archer", "chair")
        assert [a["id"] for a in browser.get("/api/v1/areas").json()["items"]] == ["north"]
        out = browser.post("/sign-out")
        assert f"{issuer}/oauth2/end_session?client_id=countersign" in out.text
        assert browser.get("/api/v1/session").status_code == 401
        assert browser.get(back).status_code == 403  # the code and the state were for that one time


def test_the_verifier_is_sent_with_the_code_and_belongs_to_what_was_asked(house: House, liar: Liar) -> None:
    seen = set()
    for _ in range(2):
        browser = house.visitor()
        asked = began(browser)
        browser.get("/sign-in/return", params={"state": asked["state"], "code": "c"})
        verifier = liar.asked["code_verifier"]
        hashed = hashlib.sha256(verifier.encode()).digest()
        assert asked["code_challenge_method"] == "S256"
        assert asked["code_challenge"] == base64.urlsafe_b64encode(hashed).decode().rstrip("=")
        assert len(verifier) >= 43
        assert verifier not in "".join(asked.values())
        seen |= {verifier, asked["state"], asked["nonce"]}
    assert len(seen) == 6


def test_a_token_in_order_is_let_in_with_what_it_stands_for(house: House, liar: Liar) -> None:
    browser = house.visitor()
    done = came_back(browser, liar)
    assert done.status_code == 200
    cookie = done.headers["set-cookie"]
    assert "SameSite=strict" in cookie
    assert browser.get("/api/v1/session").json()["role"] == "chair"
    everywhere = house.visitor()
    came_back(everywhere, liar, sub="boss", name="Bo Boss", roles="mappa-admins x", areas=["everywhere"])
    assert {a["id"] for a in everywhere.get("/api/v1/areas").json()["items"]} == {"main", "north"}


NOW = int(time.time())
HOSTILE: dict[str, dict[str, Any]] = {
    "another sign-in's nonce": {"nonce": "of another"},
    "no nonce": {"nonce": None},
    "for another service": {"aud": "another"},
    "for several, given to another": {"aud": ["countersign", "another"], "azp": "another"},
    "for several, given to nobody": {"aud": ["countersign", "another"]},
    "given to another": {"azp": "another"},
    "expired": {"exp": NOW - 3600, "iat": NOW - 7200},
    "without an end": {"exp": None},
    "from the future": {"iat": NOW + 36_000, "exp": NOW + 40_000},
    "of another issuer": {"iss": "https://another.example.org"},
    "of nobody": {"sub": None},
}
MADE_UP: dict[str, Callable[[Claims, RSAKey], str | None]] = {
    "not signed": unsigned,
    "signed by the public key": by_its_public_key,
    "signed by another key": lambda claims, key: signed(claims, _key("stranger")),
    "signed by another key of the same name": lambda claims, key: signed(claims, _key(str(key.kid))),
    "no token": lambda claims, key: None,
    "no token either": lambda claims, key: "a.b.c",
}


def test_no_token_that_is_not_in_order_lets_anybody_in(
    house: House, liar: Liar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.attempts.MOST", 1000)
    wrong = []
    for what, claims in HOSTILE.items():
        browser = house.visitor()
        answer = came_back(browser, liar, **claims)
        if answer.status_code != 403 or browser.get("/api/v1/session").status_code != 401:
            wrong.append(what)
    for what, make in MADE_UP.items():
        liar.make = make
        browser = house.visitor()
        if came_back(browser, liar).status_code != 403 or browser.get("/api/v1/session").status_code != 401:
            wrong.append(what)
    assert wrong == []
    told = [why for event, _, why in house.events() if event == "authn_login_fail"]
    assert len(told) == len(HOSTILE) + len(MADE_UP)
    assert not any(event == "authn_login_success" for event, _, _ in house.events())


def test_an_answer_to_another_browsers_sign_in_is_refused(house: House, liar: Liar) -> None:
    one, other, none = house.visitor(), house.visitor(), house.visitor()
    mine, theirs = began(one), began(other)
    for browser, state in ((one, theirs["state"]), (none, mine["state"]), (one, ""), (one, "é")):
        answer = browser.get("/sign-in/return", params={"state": state, "code": "c"})
        assert (answer.status_code, "in this browser" in answer.text) == (403, True)
    assert liar.asked == {}  # the code was not even asked about
    assert one.get("/sign-in/return", params={"state": mine["state"], "error": "x"}).status_code == 403


def test_a_sign_in_takes_minutes_at_most(house: House, liar: Liar, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = house.visitor()
    monkeypatch.setattr(provider, "SIGN_IN_SECONDS", 0)
    assert "took too long" in came_back(browser, liar).text


def test_an_answer_that_names_another_issuer_is_refused(house: House, liar: Liar) -> None:
    browser = house.visitor()
    asked = began(browser)
    sent = {"state": asked["state"], "code": "c", "iss": "https://another.example.org"}
    assert "another provider" in browser.get("/sign-in/return", params=sent).text


def test_a_provider_may_change_its_keys(house: House, liar: Liar, monkeypatch: pytest.MonkeyPatch) -> None:
    assert came_back(house.visitor(), liar).status_code == 200
    liar.keys = [_key("two")]
    assert came_back(house.visitor(), liar).status_code == 403  # looked up a moment ago: not again yet
    monkeypatch.setattr(provider, "AGAIN_SECONDS", 0.0)
    assert came_back(house.visitor(), liar).status_code == 200
    liar.make = MADE_UP["signed by another key"]
    monkeypatch.setattr(provider, "AGAIN_SECONDS", 60.0)
    before = liar.fetched
    for _ in range(5):
        came_back(house.visitor(), liar)
    assert liar.fetched == before


def test_whose_claims_stand_for_nothing_does_not_come_in(house: House, liar: Liar) -> None:
    for claims in ({"roles": ["staff"]}, {"roles": None}, {"roles": {"chair": True}}, {"roles": "chair"}):
        browser = house.visitor()
        answer = came_back(browser, liar, **claims)
        assert (answer.status_code, "You have no role here." in answer.text) == (403, True)
    nowhere = house.visitor()
    assert came_back(nowhere, liar, areas=["main", "southshire"]).status_code == 200
    assert nowhere.get("/api/v1/areas").json()["items"] == []


def test_the_provider_says_each_time_what_somebody_may(house: House, liar: Liar) -> None:
    first, again = house.visitor(), house.visitor()
    came_back(first, liar)
    came_back(again, liar)
    one, two = (c.get("/api/v1/session").json()["id"] for c in (first, again))
    assert one == two  # the same account, and nothing changed, so that the first session goes on
    changed = house.visitor()
    came_back(changed, liar, roles=["mappa-admins"])
    assert first.get("/api/v1/session").status_code == 401
    assert changed.get("/api/v1/session").json()["role"] == "administrator"


def test_an_account_of_this_installation_is_never_taken_over(house: House, liar: Liar) -> None:
    id = house.add(AccountRole.ADMINISTRATOR, "Ann Archer")
    browser = house.visitor()
    came_back(browser, liar)
    who = browser.get("/api/v1/session").json()
    assert who["id"] != id
    assert who["name"].startswith("Ann Archer (")
    sent = {"name": who["name"], "password": PASSWORD}
    assert house.visitor().post("/api/v1/session", json=sent).status_code == 401


def test_somebody_kept_out_here_stays_out(house: House, liar: Liar, administrator: TestClient) -> None:
    browser = house.visitor()
    came_back(browser, liar)
    id = browser.get("/api/v1/session").json()["id"]
    administrator.post(f"/accounts/{id}/active", data={"active": "false"})
    assert came_back(house.visitor(), liar).status_code == 403


def test_a_provider_that_is_another_or_leads_elsewhere_is_not_used(house: House, liar: Liar) -> None:
    for said in (
        {"issuer": "https://another.example.org"},
        {"token_endpoint": "http://elsewhere.example.org/"},
    ):
        liar.said = said
        fresh = Provider(house.shared.settings, house.shared.store.keys)
        house.app.state.shared = replace(house.shared, provider=fresh)
        assert house.visitor().get("/sign-in/outside").status_code == 403
    plain = house.shared.settings.model_copy(update={"oidc_issuer": "http://idp.example.org"})
    made = Provider(plain, house.shared.store.keys)
    house.app.state.shared = replace(house.shared, settings=plain, provider=made)
    assert house.visitor().get("/sign-in/outside").status_code == 403


def test_without_a_provider_there_is_no_such_way(house: House) -> None:
    house.add(AccountRole.CHAIR)
    assert house.visitor().get("/sign-in/outside").status_code == 404
    assert house.visitor().get("/sign-in/return").status_code == 404
    assert "organisation" not in house.visitor().get("/sign-in").text
