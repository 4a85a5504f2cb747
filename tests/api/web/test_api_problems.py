"""Every error of the API is a problem, and nothing that is sent gets into a header or another answer."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from storage.accounts import AccountRole
from tests.api.web.conftest import PASSWORD, House

KEYS = {"type", "title", "status", "code", "detail", "remedy", "errors"}
JSON = {"content-type": "application/json"}
ID = "0" * 32
SYSTEM = {"role": "coordinator", "scopes": ["read"], "areas": None}
SCRIPT = '"><script>alert(1)</script>'
HOSTILE = '"><script>alert(1)</script>\r\nSet-Cookie: stolen=1'


@pytest.mark.parametrize(
    ("method", "path", "more", "status", "code"),
    [
        ("GET", "/api/v1/nothing", {}, 404, "not-found"),
        ("GET", f"/api/v1/documents/{ID}", {}, 404, "no-such-document"),
        ("GET", f"/api/v1/jobs/{ID}", {}, 404, "not-found"),
        ("GET", f"/api/v1/uploads/{ID}", {}, 404, "no-such-upload"),
        ("GET", "/api/v1/documents/short", {}, 422, "invalid"),
        ("TRACE", "/api/v1/documents", {}, 405, "method-not-allowed"),
        ("PATCH", "/api/v1/documents", {}, 405, "method-not-allowed"),
        ("POST", "/api/v1/accounts", {"content": b"{", "headers": JSON}, 422, "invalid"),
        ("POST", "/api/v1/accounts", {"content": b"\xff\xfe", "headers": JSON}, 422, "invalid"),
        ("POST", "/api/v1/accounts", {"json": {"name": "a", "more": 1}}, 422, "invalid"),
        ("POST", "/api/v1/accounts", {"json": [["deep"] * 50] * 50}, 422, "invalid"),
        ("POST", "/api/v1/accounts", {"content": b"x" * 70_000, "headers": JSON}, 413, "too-large"),
        (
            "POST",
            "/api/v1/accounts",
            {"content": b"<name/>", "headers": {"content-type": "application/xml"}},
            415,
            "unsupported-media-type",
        ),
        ("POST", "/api/v1/documents", {"json": {}}, 415, "unsupported-media-type"),
        ("GET", "/api/v1/documents", {"headers": {"authorization": "Bearer no"}}, 401, "invalid-token"),
        ("GET", "/api/v1/audit", {}, 403, "forbidden"),
        ("GET", "/api/v1/documents?cursor=none", {}, 422, "invalid"),
        ("GET", "/api/v1/documents?cursor=YWZ0ZXI6LTE=", {}, 422, "invalid"),
        ("GET", "/api/v1/documents?limit=201", {}, 422, "invalid"),
        ("GET", "/api/v1/documents/%00", {}, 422, "invalid"),
    ],
)
def test_every_error_is_a_problem(
    administrator: TestClient, method: str, path: str, more: dict[str, object], status: int, code: str
) -> None:
    answer = administrator.request(method, path, **more)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told.keys() == KEYS
    assert (told["status"], told["code"]) == (status, code)
    assert told["detail"]
    assert told["remedy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    if status == 405:
        assert "GET" in answer.headers["allow"]


def test_a_place_that_ends_before_it_begins_is_told_so(house: House) -> None:
    """It was an error of the service's own, found by asking at random."""
    officer = house.member(AccountRole.DISCLOSURE_OFFICER)
    document = house.sent(officer, "minutes of Ann")
    asked = {"policy": "third-party", "requester": "A", "basis": "B", "purpose": "C", "recipient": "D"}
    id = officer.post(f"/api/v1/documents/{document}/disclosures", json=asked).json()["id"]
    act = {"kind": "add", "type": "PERSON", "spans": [{"start": 9, "end": 3}]}
    answer = officer.post(f"/api/v1/disclosures/{id}/acts", json=act)
    assert (answer.status_code, answer.json()["code"]) == (409, "not-now")
    page = officer.post(f"/disclosures/{id}/acts", data={"kind": "add", "type": "PERSON", "place": "9-3"})
    assert "The places do not lie in the document" in page.text
    assert page.status_code < 500


def test_what_was_sent_is_in_no_problem(administrator: TestClient) -> None:
    for answer in (
        administrator.post("/api/v1/accounts", json={"name": HOSTILE, HOSTILE: HOSTILE}),
        administrator.put(f"/api/v1/disclosures/{ID}/summary", json={"parts": {HOSTILE: []}}),
        administrator.get("/api/v1/documents", params={"state": HOSTILE}),
        administrator.get("/api/v1/documents", params={"cursor": HOSTILE}),
        administrator.get(f"/api/v1/documents/{'<script>'}"),
        administrator.post("/api/v1/oauth/token", data={"grant_type": HOSTILE, "scope": HOSTILE}),
    ):
        assert answer.status_code >= 400
        assert "alert" not in answer.text
        assert "<script" not in answer.text
        assert "set-cookie" not in answer.headers


def test_a_hostile_name_stays_words_in_json_and_in_no_header(house: House, administrator: TestClient) -> None:
    made = administrator.post(
        "/api/v1/clients",
        json={
            "name": '"><script>alert(1)</script>',
            "role": "coordinator",
            "scopes": ["read"],
            "areas": None,
        },
    )
    assert made.status_code == 201
    listed = administrator.get("/api/v1/clients")
    assert listed.headers["content-type"] == "application/json"
    assert listed.headers["x-content-type-options"] == "nosniff"
    assert listed.json()["items"][0]["name"] == SCRIPT
    page = administrator.get("/accounts")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text
    broken = administrator.post(
        "/api/v1/clients",
        json={**SYSTEM, "name": "a\r\nSet-Cookie: x=1"},
    )
    assert "set-cookie" not in broken.headers
    assert house.events()


def test_a_file_name_adds_no_header(house: House, administrator: TestClient) -> None:
    names = [
        'a"; filename="b.exe',
        "a\r\nSet-Cookie: x=1.txt",
        "a\x00b.txt",
        "../../etc/passwd",
        "ü\u202e.txt",
    ]
    for number, name in enumerate(names):
        id = house.sent(administrator, f"minutes of Ann {number}", name)
        answer = administrator.get(f"/api/v1/documents/{id}/original")
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        told = answer.headers["content-disposition"]
        assert told.startswith('attachment; filename="')
        assert told.count('"') == 2
        assert not set(told) & {"\r", "\n", "\x00", "\u202e", "/"}
        assert answer.headers["content-security-policy"] == "sandbox"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(house: House) -> None:
    house.add(AccountRole.CHAIR)
    sent = {"name": "chair", "password": PASSWORD}
    for base, name, secure in (
        ("http://countersign.example.org", "countersign", False),
        ("https://countersign.example.org", "__Host-countersign", True),
    ):
        answer = house.visitor(base).post("/api/v1/session", json=sent)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith(f"{name}=")
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
        assert ("Secure" in cookie) is secure
        assert ("strict-transport-security" in answer.headers) is secure


def test_no_other_site_can_read_or_frame_what_a_browser_gets(administrator: TestClient) -> None:
    asked = {"origin": "https://evil.example.net", "sec-fetch-site": "cross-site"}
    answer = administrator.get("/api/v1/documents", headers=asked)
    assert [name for name in answer.headers if name.startswith("access-control")] == []
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["x-frame-options"] == "DENY"
    flight = administrator.options(
        "/api/v1/documents", headers={**asked, "access-control-request-method": "POST"}
    )
    assert flight.status_code == 405
    assert [name for name in flight.headers if name.startswith("access-control")] == []
    refused = administrator.post("/api/v1/accounts", json={}, headers=asked)
    assert (refused.status_code, refused.json()["code"]) == (403, "other-site")
