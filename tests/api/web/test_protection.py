from __future__ import annotations

import logging

import pytest
from fastapi.testclient import TestClient

from api.web.pages import documents as documents_page
from api.web.protection import HEADERS
from storage.accounts import AccountRole
from tests.api.web.conftest import PASSWORD, House

OURS = "http://countersign.example.org"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "cross-site", "origin": OURS}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": OURS}, 200),
        ({"origin": "http://evil.example.net"}, 403),
        ({"origin": "http://countersign.example.org.evil.example.net"}, 403),
        ({"origin": "null"}, 403),
        ({}, 200),  # no browser
    ],
)
def test_what_changes_something_has_to_come_from_our_own_pages(
    house: House, headers: dict[str, str], status: int
) -> None:
    house.add(AccountRole.CHAIR)
    sent = {"name": "chair", "password": PASSWORD}
    answer = house.visitor().post("/api/v1/session", json=sent, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["code"] == "other-site"


def test_reading_may_be_asked_for_from_anywhere(administrator: TestClient) -> None:
    assert administrator.get("/documents", headers={"sec-fetch-site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/sign-in", "/documents", "/api/v1/documents", "/nothing", "/api/v1/nothing"]
)
def test_every_answer_carries_the_protection(administrator: TestClient, path: str) -> None:
    answer = administrator.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy  # our own files, and nothing in a page


@pytest.mark.parametrize(
    "path", ["/sign-in", "/documents", "/upload", "/accounts", "/password", "/quarantine"]
)
def test_no_page_holds_anything_inline(administrator: TestClient, path: str) -> None:
    text = administrator.get(path).text.lower()
    assert "<script>" not in text
    assert "<style" not in text
    assert " style=" not in text
    assert " on" not in [part[:3] for part in text.split("<")]


def test_a_host_of_somebody_elses_choice_leads_nowhere(house: House) -> None:
    house.add(AccountRole.CHAIR)
    client = house.visitor("http://evil.example.net")
    for path in ("/", "/documents", "/sign-in", "/api/v1/documents"):
        answer = client.get(path, follow_redirects=False)
        assert "evil.example.net" not in answer.text + str(answer.headers)


@pytest.mark.parametrize("path", ["//evil.example.net", "/\\evil.example.net", "//evil.example.net/%2e%2e"])
def test_no_redirect_leaves_the_site(house: House, path: str) -> None:
    house.add(AccountRole.CHAIR)
    client = house.visitor()
    answer = client.get(f"{OURS}{path}", follow_redirects=False)
    assert answer.status_code == 404
    signed = client.post(
        "/sign-in?next=https://evil.example.net",
        data={"name": "chair", "password": PASSWORD, "next": "//evil.example.net"},
        follow_redirects=False,
    )
    assert signed.headers["location"] == "/documents"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/documents/..%2f",
    ],
)
def test_no_path_leaves_its_folder(administrator: TestClient, path: str) -> None:
    assert administrator.get(path).status_code in (404, 422)


def test_a_trailing_slash_is_no_redirect_to_another_host(house: House) -> None:
    answer = house.visitor().get("/sign-in/", headers={"x-forwarded-host": "evil.example.net"})
    assert answer.status_code == 404


def test_a_body_that_is_too_large_is_refused_with_and_without_its_length(house: House) -> None:
    house.add(AccountRole.CHAIR)
    client = house.visitor()
    known = client.post("/api/v1/session", content=b"x" * 70_000)
    assert (known.status_code, known.json()["code"]) == (413, "too-large")
    pieces = (b"x" * 10_000 for _ in range(10))
    told = {"content-type": "application/json"}
    unknown = client.post("/api/v1/session", content=pieces, headers=told)
    assert (unknown.status_code, unknown.json()["code"]) == (413, "too-large")


def test_what_nobody_foresaw_is_told_without_its_words_and_logged_without_them(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("Ann Archer of Bramblewick")

    client = house.member(AccountRole.CHAIR)
    monkeypatch.setattr(documents_page, "of_entries", breaks)
    monkeypatch.setattr("pipeline.timeline.CaseBook.listed", breaks)
    with caplog.at_level(logging.INFO, "countersign"):
        page = client.get("/documents")
        answer = client.get("/api/v1/cases")
    assert page.status_code == answer.status_code == 500
    assert "Something went wrong inside the service" in page.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    said = page.text + answer.text + caplog.text
    assert "Archer" not in said
    assert "ZeroDivisionError at tests" in caplog.text


def test_the_access_log_names_routes_and_not_what_was_asked(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    client = house.member(AccountRole.CHAIR)
    with caplog.at_level(logging.INFO, "countersign.access"):
        client.get("/documents?case=Bramblewick")
        client.get("/no/such/Bramblewick")
    lines = [r.getMessage() for r in caplog.records if r.name == "countersign.access"]
    lines = [line for line in lines if "/api/" not in line]  # a server of another test may still be answering
    assert [" ".join(line.split()[:-1]) for line in lines] == ["GET /documents 200", "GET (no route) 404"]
    assert "Bramblewick" not in caplog.text
