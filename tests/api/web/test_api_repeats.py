"""Requests that are sent again, lists that are read again, and changes to what somebody else has changed."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.web.api_v1 import people
from storage import repeats
from storage.accounts import AccountRole
from storage.repeats import RepeatRow
from tests.api.web.conftest import House

NEW = {"name": "Records office", "role": "coordinator", "areas": None}
KEY = {"Idempotency-Key": "5f0c1f0e-8f6e-4c55-9d0c-6a2f8a1b7c3d"}


def test_a_request_that_is_sent_again_is_done_once_and_answered_the_same(administrator: TestClient) -> None:
    first = administrator.post("/api/v1/accounts", json=NEW, headers=KEY)
    again = administrator.post("/api/v1/accounts", json=NEW, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()  # the password that is told once, too
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert len(administrator.get("/api/v1/accounts").json()["items"]) == 2


def test_files_that_are_sent_again_are_one_document(administrator: TestClient) -> None:
    def send(words: bytes) -> tuple[int, dict[str, object]]:
        answer = administrator.post(
            "/api/v1/documents", data={"case": "C-1"}, files=[("files", ("a.txt", words))], headers=KEY
        )
        return answer.status_code, answer.json()

    first, again = send(b"minutes of Ann"), send(b"minutes of Ann")  # each with a boundary of its own
    assert first[0] == 202
    assert again == first
    assert len(administrator.get("/api/v1/documents").json()["items"]) == 1
    other = send(b"minutes of Bob")
    assert (other[0], other[1]["code"]) == (409, "key-used")


def test_a_key_is_for_one_request_of_one_account(house: House, administrator: TestClient) -> None:
    assert administrator.post("/api/v1/accounts", json=NEW, headers=KEY).status_code == 201
    other = administrator.post("/api/v1/accounts", json={**NEW, "name": "Archive"}, headers=KEY)
    assert (other.status_code, other.json()["code"]) == (409, "key-used")
    colleague = house.member(AccountRole.ADMINISTRATOR, "colleague")
    made = colleague.post("/api/v1/accounts", json={**NEW, "name": "Archive"}, headers=KEY)
    assert made.status_code == 201


def test_what_was_refused_may_be_sent_again_under_its_key(administrator: TestClient) -> None:
    taken = {**NEW, "name": "administrator"}
    for _ in range(2):
        answer = administrator.post("/api/v1/accounts", json=taken, headers=KEY)
        assert answer.status_code == 422
        assert "idempotency-replayed" not in answer.headers
    assert administrator.post("/api/v1/accounts", json=NEW, headers=KEY).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "a b"])
def test_a_key_that_is_none_is_refused(administrator: TestClient, key: str) -> None:
    answer = administrator.post("/api/v1/accounts", json=NEW, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Idempotency-Key")


def test_of_two_at_once_one_is_done(
    house: House, administrator: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, true = threading.Event(), threading.Event(), people.hash_password

    def slowly(password: str, name: str = "") -> str:
        begun.set()
        assert go_on.wait(20)
        return true(password, name)

    monkeypatch.setattr(people, "hash_password", slowly)
    done: list[int] = []
    first = threading.Thread(
        target=lambda: done.append(administrator.post("/api/v1/accounts", json=NEW, headers=KEY).status_code)
    )
    first.start()
    assert begun.wait(20)
    other = house.visitor()
    other.cookies = administrator.cookies
    second = other.post("/api/v1/accounts", json=NEW, headers=KEY)
    assert (second.status_code, second.json()["code"]) == (409, "underway")
    assert int(second.headers["retry-after"]) > 0
    go_on.set()
    first.join()
    assert done == [201]


def test_what_a_killed_server_was_doing_is_not_done_again(
    house: House, administrator: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as for_once:
        for_once.setattr(people, "hash_password", killed)
        for_once.setattr(repeats.Repeats, "drop", lambda *_: None)
        with pytest.raises(BaseException):  # noqa: B017, PT011 - whatever the test client makes of it
            administrator.post("/api/v1/accounts", json=NEW, headers=KEY)
    answer = administrator.post("/api/v1/accounts", json=NEW, headers=KEY)
    assert (answer.status_code, answer.json()["code"]) == (409, "underway")
    with house.shared.store.database.writing() as session:
        row = session.scalars(select(RepeatRow)).one()
        row.begun = datetime.now(UTC) - repeats.UNDERWAY - timedelta(seconds=1)
    answer = administrator.post("/api/v1/accounts", json=NEW, headers=KEY)
    assert (answer.status_code, answer.json()["code"]) == (409, "outcome-unknown")


def test_an_answer_is_kept_for_a_day_and_opens_with_its_key_alone(
    house: House, administrator: TestClient
) -> None:
    first = administrator.post("/api/v1/accounts", json=NEW, headers=KEY).json()
    with house.shared.store.database.writing() as session:
        row = session.scalars(select(RepeatRow)).one()
        kept = f"{row.id} {row.request}".encode() + row.sealed
        row.begun = datetime.now(UTC) - repeats.KEPT - timedelta(seconds=1)
    assert first["password"].encode() not in kept
    assert KEY["Idempotency-Key"].encode() not in kept
    assert administrator.post("/api/v1/accounts", json=NEW, headers=KEY).status_code == 422  # done anew


def test_what_a_reader_has_already_is_not_sent_again(house: House, administrator: TestClient) -> None:
    id = house.sent(administrator, "minutes of Ann")
    for path in (f"/api/v1/documents/{id}", "/api/v1/documents", f"/api/v1/documents/{id}/answers"):
        first = administrator.get(path)
        known = {"If-None-Match": f'"other", W/{first.headers["etag"]}'}
        again = administrator.get(path, headers=known)
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["etag"] == first.headers["etag"]
    house.sent(administrator, "minutes of Bob")
    assert administrator.get("/api/v1/documents", headers=known).status_code == 200


def test_nobody_answers_over_an_answer_that_they_have_not_seen(house: House) -> None:
    chair = house.member(AccountRole.CHAIR)
    id = house.sent(chair, "minutes of Ann with fault one")
    key = chair.get(f"/api/v1/documents/{id}/findings").json()["items"][0]["key"]
    seen = {"If-Match": chair.get(f"/api/v1/documents/{id}/answers").headers["etag"]}
    address, said = f"/api/v1/documents/{id}/findings/{key}/answer", {"answer": "acknowledged"}
    assert chair.post(address, json=said, headers=seen).status_code == 201
    late = chair.post(address, json={"answer": "waived", "reason": "No."}, headers=seen)
    assert (late.status_code, late.json()["code"]) == (412, "changed-meanwhile")
    assert chair.delete(address, headers=seen).status_code == 412
    now = {"If-Match": chair.get(f"/api/v1/documents/{id}/answers").headers["etag"]}
    assert chair.delete(address, headers=now).status_code == 204


@pytest.mark.parametrize("tag", ["", "nonsense", '"d-xyz"', 'W/"d-1"', '"a", "b"', f'"d-{"f" * 20}"'])
def test_a_tag_that_fits_nothing_changes_nothing(house: House, tag: str) -> None:
    officer = house.member(AccountRole.DISCLOSURE_OFFICER)
    id, act = disclosure(house, officer)
    answer = officer.post(f"/api/v1/disclosures/{id}/acts", json=act, headers={"If-Match": tag})
    assert (answer.status_code, answer.json()["code"]) == (412, "changed-meanwhile")


def test_two_officers_do_not_undo_each_other_unseen(house: House) -> None:
    officer = house.member(AccountRole.DISCLOSURE_OFFICER)
    colleague = house.member(AccountRole.DISCLOSURE_OFFICER, "colleague")
    id, act = disclosure(house, officer)
    address = f"/api/v1/disclosures/{id}"
    seen = {"If-Match": colleague.get(address).headers["etag"]}
    assert officer.post(f"{address}/acts", json=act, headers=seen).status_code == 201
    for method, path, body in (
        ("POST", "/acts", act),
        ("DELETE", "/acts/1", None),
        ("POST", "/acts/1/redo", None),
        ("POST", "/summary", None),
        ("DELETE", "/summary", None),
        ("POST", "/steps", {"step": "submit"}),
        ("POST", "/steps", {"step": "withdraw"}),
    ):
        answer = colleague.request(method, address + path, json=body, headers=seen)
        assert (answer.status_code, answer.json()["code"]) == (412, "changed-meanwhile"), path
    now = {"If-Match": colleague.get(address).headers["etag"]}
    assert colleague.delete(f"{address}/acts/1", headers=now).status_code == 204
    assert colleague.post(f"{address}/acts/1/redo").status_code == 204
    assert colleague.get(address).json()["acts"][0]["undone"] is False


def disclosure(house: House, officer: TestClient) -> tuple[str, dict[str, object]]:
    """A draft, and an act that can be done in it."""
    document = house.sent(officer, "minutes of Ann")
    asked = {
        "policy": "third-party",
        "requester": "A solicitor",
        "basis": "Order of the court",
        "purpose": "Family proceedings",
        "recipient": "The family court",
    }
    opened = officer.post(f"/api/v1/documents/{document}/disclosures", json=asked)
    assert opened.status_code == 201, opened.text
    act = {"kind": "add", "type": "PERSON", "spans": [{"start": 0, "end": 7}]}
    return opened.json()["id"], act
