from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.web.attachments import attachment, disposition
from storage.accounts import AccountRole
from tests.api.web.conftest import House


def test_many_files_go_into_a_case_at_once(house: House, administrator: TestClient) -> None:
    files = [("files", (f"{n}.txt", f"minutes {n}".encode())) for n in range(20)]
    answer = administrator.post("/api/v1/documents", data={"case": "C-1"}, files=files)
    assert answer.status_code == 202
    assert [a["filename"] for a in answer.json()["accepted"]] == [f"{n}.txt" for n in range(20)]
    assert administrator.get("/api/v1/documents?limit=200").json()["items"][0]["state"] == "queued"


def test_the_case_may_stand_after_the_files(administrator: TestClient) -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nminutes\r\n'
        b'--b\r\nContent-Disposition: form-data; name="case"\r\n\r\nC-9\r\n--b--\r\n'
    )
    told = {"content-type": "multipart/form-data; boundary=b"}
    assert administrator.post("/api/v1/documents", content=body, headers=told).status_code == 202
    assert administrator.get("/api/v1/cases").json()["items"][0]["reference"] == "C-9"


def test_what_cannot_be_accepted_is_told_beside_what_was(administrator: TestClient) -> None:
    files = [("files", ("good.txt", b"minutes")), ("files", ("empty.txt", b""))]
    answer = administrator.post("/api/v1/documents", data={"case": "C-1"}, files=files)
    assert answer.status_code == 202
    assert [f["filename"] for f in answer.json()["accepted"]] == ["good.txt"]
    assert [(f["filename"], f["code"]) for f in answer.json()["refused"]] == [("empty.txt", "empty")]
    page = administrator.post("/upload", data={"case": "C-1"}, files=files)
    assert "1 of 2 files accepted" in page.text
    assert "Check that it was saved and copied completely" in page.text


def test_a_file_over_the_limit_is_answered_413_and_nothing_is_kept(
    house: House, administrator: TestClient
) -> None:
    files = [("files", ("good.txt", b"minutes")), ("files", ("large.txt", b"x" * (2**20 + 1)))]
    answer = administrator.post("/api/v1/documents", data={"case": "C-1"}, files=files)
    assert (answer.status_code, answer.json()["code"]) == (413, "over-limit")
    assert "File number 2 is larger than 1 MB" in answer.json()["detail"]
    assert administrator.get("/api/v1/documents").json()["items"] == []
    page = administrator.post("/upload", data={"case": "C-1"}, files=files)
    assert page.status_code == 413
    assert "Nothing was kept of this request" in page.text


def test_a_file_of_exactly_the_limit_is_accepted(administrator: TestClient) -> None:
    files = [("files", ("large.txt", b"x" * 2**20))]
    assert administrator.post("/api/v1/documents", data={"case": "C-1"}, files=files).status_code == 202


MULTIPART = "multipart/form-data; boundary=b"
PART = b"--b\r\nContent-Disposition: form-data; %s\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (PART % b'name="files"; filename="a"' + b"minu", MULTIPART, 400),
        (b"nonsense", MULTIPART, 400),
        (b"", MULTIPART, 400),
        (b"x", "multipart/form-data", 415),
        (b"{}", "application/json", 415),
        (b"--b\r\nX: " + b"y" * 9000 + b"\r\n\r\nx\r\n--b--\r\n", MULTIPART, 400),
        (PART % b'name="case"' + b"C" * 2000 + b"\r\n--b--\r\n", MULTIPART, 400),
    ],
)
def test_a_body_that_is_not_what_it_says_is_refused_whole(
    administrator: TestClient, body: bytes, content_type: str, status: int
) -> None:
    answer = administrator.post("/api/v1/documents", content=body, headers={"content-type": content_type})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert administrator.get("/api/v1/documents").json()["items"] == []


def test_a_request_without_a_case_or_without_files_says_which_is_missing(administrator: TestClient) -> None:
    no_case = administrator.post("/api/v1/documents", files=[("files", ("a.txt", b"minutes"))])
    assert no_case.json()["errors"][0]["field"] == "case"
    no_files = administrator.post("/upload", data={"case": "C-1"}, files=[("files", ("", b""))])
    assert no_files.status_code == 422
    assert "Choose at least one file" in no_files.text


def test_a_new_version_takes_the_place_of_the_old_one(house: House, administrator: TestClient) -> None:
    first = house.sent(administrator, "minutes of Ann")
    answer = administrator.post(
        "/api/v1/documents",
        data={"case": "C-1", "supersedes": first},
        files=[("files", ("minutes.txt", b"minutes of Ann, corrected"))],
    )
    assert answer.json()["accepted"][0]["version"] == 2
    second = answer.json()["accepted"][0]["document_id"]
    assert administrator.get(f"/api/v1/documents/{first}").json()["superseded_by"] == second


def test_nothing_that_was_sent_stays_in_the_clear_in_the_temporary_folder(
    house: House, administrator: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    house.sent(administrator, "minutes of Quillfeather " * 1000)
    assert [p for p in tmp_path.rglob("*") if p.is_file() and b"Quillfeather" in p.read_bytes()] == []
    assert list(tmp_path.glob("countersign-*")) == []  # the spool is gone


ODD_NAMES = [
    ("../../etc/passwd.txt", "passwd.txt"),
    ("C:\\Users\\ann\\minutes.txt", "minutes.txt"),
    ('"><script>alert(1)</script>.txt', None),
    ("محضر الاجتماع.txt", "محضر الاجتماع.txt"),
    ("a\r\nSet-Cookie: x=1.txt", None),
    ("minutes\u202etxt.exe", None),
    ("'; DROP TABLE documents; --.txt", "'; DROP TABLE documents; --.txt"),
]


@pytest.mark.parametrize(("sent", "kept"), ODD_NAMES)
def test_a_strange_file_name_is_kept_as_words_and_harms_nothing(
    house: House, administrator: TestClient, sent: str, kept: str | None
) -> None:
    id = house.sent(administrator, "minutes of Ann", sent)
    name = administrator.get(f"/api/v1/documents/{id}").json()["filename"]
    if kept is not None:
        assert name == kept
    assert "/" not in name.replace("</script>", "")
    for path in ("/documents", f"/documents/{id}"):
        ours = '<script type="module" src="/static/govuk.js"></script>'
        assert "<script" not in administrator.get(path).text.replace(ours, "")
    answer = administrator.get(f"/documents/{id}/original")
    assert answer.content == b"minutes of Ann"
    assert "set-cookie" not in answer.headers
    value = answer.headers["content-disposition"]
    assert value.startswith('attachment; filename="')
    assert value.isascii()
    assert value.isprintable()
    assert answer.headers["content-type"] == "application/octet-stream"


def test_a_name_in_a_header_cannot_end_it() -> None:
    said = disposition('a"b\r\nX-Evil: 1\\..\\c;d.docx')
    assert "\r" not in said
    assert "\n" not in said
    assert said.count('"') == 2
    assert "/" not in said.split("filename*")[0]


def test_a_file_goes_out_as_its_own_type_or_as_mere_bytes() -> None:
    assert attachment(b"", "x.pdf", "pdf").headers["content-type"] == "application/pdf"
    assert attachment(b"", "x.html", "html").headers["content-type"] == "application/octet-stream"


def test_with_too_much_waiting_the_answer_is_busy(house: House, administrator: TestClient) -> None:
    settings = house.shared.settings.model_copy(update={"max_waiting_jobs": 1})
    house.shared.service._settings = settings
    for expected in (202, 503):
        files = [("files", ("a.txt", b"minutes"))]
        answer = administrator.post("/api/v1/documents", data={"case": "C-1"}, files=files)
        assert answer.status_code == expected
    assert answer.headers["retry-after"] == "60"
    assert answer.json()["code"] == "busy"


def test_one_file_goes_before_a_load_of_many_that_was_sent_first(
    house: House, administrator: TestClient
) -> None:
    load = [("files", (f"{n}.txt", b"minutes %d" % n)) for n in range(8)]
    administrator.post("/api/v1/documents", data={"case": "C-1"}, files=load)
    alone = [("files", ("now.txt", b"minutes of today"))]
    job = administrator.post("/api/v1/documents", data={"case": "C-2"}, files=alone).json()["accepted"][0]
    house.workshop.do_next()
    assert administrator.get(f"/api/v1/jobs/{job['job_id']}").json()["state"] == "ready"
    assert len(administrator.get("/api/v1/jobs?state=queued").json()["items"]) == 8


def test_a_coordinator_may_send_in_and_an_auditor_may_not(house: House) -> None:
    files = [("files", ("a.txt", b"minutes"))]
    for role, status in ((AccountRole.COORDINATOR, 202), (AccountRole.AUDITOR, 403)):
        answer = house.member(role).post("/api/v1/documents", data={"case": "C-1"}, files=files)
        assert answer.status_code == status
