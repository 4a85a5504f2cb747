from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime

import docx
import pytest
from fastapi.testclient import TestClient

from storage.accounts import AccountRole
from tests.api.web.conftest import House

MINUTES = "2024-03-12 minutes of Quillfeather with one fault here and another fault there"
NOBODY = "0" * 32


@pytest.fixture
def id(house: House, administrator: TestClient) -> str:
    return house.sent(administrator, MINUTES)


def test_a_document_is_told_with_its_job_and_its_progress(administrator: TestClient, id: str) -> None:
    told = administrator.get(f"/api/v1/documents/{id}").json()
    assert (told["state"], told["held"], told["findings"]["high"]) == ("ready", "2024-03-12", 2)
    assert told["job"]["state"] == "ready"
    assert {s["state"] for s in told["job"]["stages"]} == {"done"}
    assert told["received"].startswith(f"{datetime.now(UTC):%Y-%m-%d}")


def test_documents_are_listed_by_case_and_state_and_page_by_page(
    house: House, administrator: TestClient
) -> None:
    for number in range(5):
        house.sent(administrator, f"minutes {number}", f"{number}.txt", "C-1" if number < 3 else "C-2")
    seen, cursor = [], ""
    while True:
        page = administrator.get("/api/v1/documents", params={"limit": 2, "cursor": cursor}).json()
        seen += [d["filename"] for d in page["items"]]
        if page["next"] is None:
            break
        cursor = page["next"]
    assert seen == ["4.txt", "3.txt", "2.txt", "1.txt", "0.txt"]
    of_case = administrator.get("/api/v1/documents?case=c-2").json()["items"]
    assert [d["filename"] for d in of_case] == ["4.txt", "3.txt"]
    assert administrator.get("/api/v1/documents?state=failed").json()["items"] == []
    assert administrator.get("/api/v1/documents?case=none").json()["items"] == []


def test_findings_come_page_by_page_with_what_was_not_judged(administrator: TestClient, id: str) -> None:
    first = administrator.get(f"/api/v1/documents/{id}/findings?limit=1").json()
    assert (first["items"][0]["quote"], first["total"], first["passed"]) == ("fault here", 2, ["P01"])
    rest = administrator.get(f"/api/v1/documents/{id}/findings?cursor={first['next']}").json()
    assert [f["quote"] for f in rest["items"]] == ["fault there"]
    assert rest["next"] is None


def test_mentions_are_counted_and_nobody_is_named(administrator: TestClient, id: str) -> None:
    answer = administrator.get(f"/api/v1/documents/{id}/mentions")
    assert answer.json() == {
        "mentions": 1,
        "people": 1,
        "by_type": {"PERSON": 1},
        "by_role": {"unknown": 1},
    }
    assert "Quillfeather" not in answer.text


def test_a_copy_is_made_then_fetched_and_the_name_is_not_in_it(administrator: TestClient, id: str) -> None:
    made = administrator.post(f"/api/v1/documents/{id}/copies", json={"policy": "third-party"})
    assert made.status_code == 201
    told = made.json()
    assert made.headers["location"] == told["href"]
    assert told["verification"]["clean"] is True
    assert (told["removed"], told["filename"]) == (1, "minutes.redacted.docx")
    file = administrator.get(told["href"])
    assert hashlib.sha256(file.content).hexdigest() == told["log"]["copy_sha256"]
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(file.content)).paragraphs)
    assert "with one fault here" in text
    assert "Quillfeather" not in text
    log = administrator.get(f"{told['href']}/log")
    assert "Policy: third-party" in log.text
    assert "Quillfeather" not in log.text


def test_a_copy_is_for_whoever_made_it_and_for_a_while(
    house: House, administrator: TestClient, id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    href = administrator.post(f"/api/v1/documents/{id}/copies", json={}).json()["href"]
    other = house.member(AccountRole.DISCLOSURE_OFFICER)
    assert other.get(href).json()["code"] == "no-such-copy"
    assert administrator.get(href.replace(id, NOBODY)).status_code == 404
    monkeypatch.setattr("api.web.shelf.time.monotonic", lambda: 1e12)
    assert administrator.get(href).status_code == 404


@pytest.mark.parametrize("policy", ["none-such", "../../etc/passwd", "/srv/own.toml", "third-party.toml", ""])
def test_only_policies_by_name_are_used(administrator: TestClient, id: str, policy: str) -> None:
    for answer in (
        administrator.post(f"/api/v1/documents/{id}/copies", json={"policy": policy}),
        administrator.post(f"/documents/{id}/copies", data={"policy": policy}),
    ):
        assert answer.status_code == 422


def test_no_copy_is_made_of_a_document_in_quarantine_until_a_chair_settles_it(
    house: House, administrator: TestClient
) -> None:
    id = house.sent(administrator, "unmarked minutes of Ann")
    told = administrator.get(f"/api/v1/documents/{id}/marking").json()
    assert (told["outcome"], told["quarantine"], told["declared"]) == ("unmarked", True, None)
    refused = administrator.post(f"/api/v1/documents/{id}/copies", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "not-possible")
    chair = house.member(AccountRole.CHAIR)
    low = {"marking": "OFFICIAL", "reason": "It is short."}
    assert chair.put(f"/api/v1/documents/{id}/marking", json=low).status_code == 409
    right = {"marking": "OFFICIAL-SENSITIVE", "reason": "It is about a person."}
    assert chair.put(f"/api/v1/documents/{id}/marking", json=right).json()["state"] == "ready"
    assert administrator.post(f"/api/v1/documents/{id}/copies", json={}).status_code == 201


def test_a_refused_file_says_why_and_can_be_tried_again(house: House, administrator: TestClient) -> None:
    id = house.sent(administrator, "damaged")
    job = administrator.get(f"/api/v1/documents/{id}").json()["job"]
    assert (job["state"], job["reason"], job["remedy"]) == (
        "refused",
        "The file is damaged.",
        "Send it again.",
    )
    assert [j["id"] for j in administrator.get("/api/v1/jobs?state=refused").json()["items"]] == [job["id"]]
    assert administrator.get(f"/api/v1/documents/{id}/findings").json()["code"] == "not-ready"
    again = administrator.post(f"/api/v1/jobs/{job['id']}/retry").json()
    assert again["state"] == "queued"
    ended = administrator.post(f"/api/v1/jobs/{job['id']}/cancel").json()
    assert (ended["state"], ended["reason"]) == ("cancelled", "It was cancelled.")
    assert administrator.post(f"/api/v1/jobs/{job['id']}/cancel").status_code == 409


def test_a_document_above_the_ceiling_is_not_kept(house: House, administrator: TestClient) -> None:
    id = house.sent(administrator, "SECRET minutes")
    assert administrator.get(f"/api/v1/documents/{id}").json()["filename"] == ""
    assert administrator.get(f"/api/v1/documents/{id}/original").status_code == 404
    assert "It is above the ceiling." in administrator.get(f"/documents/{id}").text


def test_what_is_read_is_in_the_audit_trail_with_who_read_it(house: House, id: str) -> None:
    reader = house.member(AccountRole.DISCLOSURE_OFFICER)
    account = reader.get("/api/v1/session").json()["id"]
    href = reader.post(f"/api/v1/documents/{id}/copies", json={}).json()["href"]
    for path in (f"/api/v1/documents/{id}/findings", f"/documents/{id}", f"/documents/{id}/original", href):
        assert reader.get(path).status_code == 200
    reader.get("/documents")
    told = [(event, what) for event, actor, what in house.events() if actor == account]
    assert told == [
        ("authn_login_success", ""),
        ("sensitive_read", "entry"),
        ("copy_released", ""),
        ("sensitive_read", "content"),
        ("sensitive_read", "entry"),
        ("sensitive_read", "content"),
        ("sensitive_read", "original"),
        ("sensitive_read", "copy"),
        ("sensitive_read", "list"),
    ]
    auditor = house.member(AccountRole.AUDITOR)
    trail = auditor.get("/api/v1/audit?limit=200").json()["items"]
    assert [r["event"] for r in trail if r["actor"] == account] == [event for event, _ in told]
    assert "copy_released" in auditor.get("/audit").text


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "code"),
    [
        ("GET", f"/api/v1/documents/{NOBODY}", None, 404, "no-such-document"),
        ("GET", "/api/v1/documents/not-an-id", None, 422, "invalid"),
        ("GET", f"/api/v1/jobs/{NOBODY}", None, 404, "not-found"),
        ("POST", f"/api/v1/jobs/{NOBODY}/retry", None, 404, "not-found"),
        ("GET", "/api/v1/nothing", None, 404, "not-found"),
        ("DELETE", "/api/v1/documents", None, 405, "method-not-allowed"),
        ("GET", "/api/v1/documents?limit=0", None, 422, "invalid"),
        ("GET", "/api/v1/documents?limit=1000", None, 422, "invalid"),
        ("GET", "/api/v1/documents?state=lost", None, 422, "invalid"),
        ("GET", "/api/v1/documents?cursor=b2g6MQ==", None, 422, "invalid"),
        ("GET", "/api/v1/documents?cursor=%C3%A9", None, 422, "invalid"),
        ("POST", "/api/v1/session", {"name": "Ann Archer"}, 422, "invalid"),
        ("POST", "/api/v1/session", {"name": 1, "password": "Ann Archer"}, 422, "invalid"),
        ("POST", "/api/v1/session", {"name": "a", "password": "b", "Ann Archer": 1}, 422, "invalid"),
        ("POST", "/api/v1/session", ["Ann Archer"], 422, "invalid"),
    ],
)
def test_every_error_is_a_problem_that_repeats_nothing(
    administrator: TestClient, method: str, path: str, sent: object, status: int, code: str
) -> None:
    answer = administrator.request(method, path, json=sent) if sent else administrator.request(method, path)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["detail"]
    assert problem["remedy"]
    assert "Ann Archer" not in answer.text
    if status == 405:
        assert "GET" in answer.headers["allow"]


def test_health_and_readiness_are_for_everybody(house: House) -> None:
    client = house.visitor()
    assert client.get("/health").json() == {"status": "ok"}
    nobody = client.get("/ready")
    assert nobody.status_code == 503
    assert "the workers" in nobody.json()["detail"]
    house.staffed()
    assert client.get("/ready").json() == {
        "status": "ready",
        "waiting": 0,
        "virus_scanner": "not configured: files are not scanned for viruses",
    }


def test_a_service_without_its_database_is_not_ready(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise OSError("no database")

    monkeypatch.setattr("storage.database.Database.reading", gone)
    client = house.visitor()
    assert client.get("/ready").status_code == 503
    assert client.get("/health").status_code == 200
