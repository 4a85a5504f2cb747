"""How often somebody may ask, and by what name."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.web import pace
from api.web.hosts import Hosts
from api.web.pace import Pace
from storage.accounts import AccountRole
from tests.api.web.conftest import House


def test_who_asks_too_often_is_told_how_long_to_wait(house: House, administrator: TestClient) -> None:
    other = house.member(AccountRole.CHAIR)
    house.shared.pace._step = 30.0  # two a minute
    answers = [administrator.get("/api/v1/documents") for _ in range(4)]
    assert [a.status_code for a in answers] == [200, 200, 429, 429]
    assert (answers[-1].json()["code"], answers[-1].headers["content-type"]) == (
        "too-many-requests",
        "application/problem+json",
    )
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert other.get("/api/v1/documents").status_code == 200  # somebody else
    assert administrator.get("/health").status_code == 200  # whoever watches the service goes on
    told = [e for e in house.events() if e[0] == "excess_rate_limit_exceeded"]
    assert len(told) == 1  # a flood of requests is no flood of events


def test_those_who_are_not_signed_in_share_what_their_address_may(house: House) -> None:
    house.add(AccountRole.CHAIR)
    house.shared.pace._step = 60.0
    visitor = house.visitor()
    found = [visitor.get("/sign-in").status_code for _ in range(2)]
    assert found == [200, 429]


def test_the_pace_goes_on_as_time_does(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    three = Pace(3)
    assert [three.wait("a") for _ in range(4)] == [0, 0, 0, 20]
    now[0] += 20
    assert [three.wait("a") for _ in range(2)] == [0, 20]
    now[0] += 3600
    assert [three.wait("a") for _ in range(4)] == [0, 0, 0, 20]
    assert [Pace(0).wait("a") for _ in range(100)] == [0] * 100


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost:8000", True),
        ("127.0.0.1", True),
        ("[::1]:8000", True),
        ("countersign.example.org", True),
        ("COUNTERSIGN.example.org:443", True),
        ("countersign.example.org.", True),
        ("a.area.example.org", True),
        ("area.example.org", False),
        ("evilarea.example.org", False),
        ("countersign.example.org.evil.example.net", False),
        ("countersign.example.org@evil.example.net", False),
        ("evil.example.net/countersign.example.org", False),
        ("evil.example.net#.area.example.org", False),
        ("countersign.example.org:80:80", False),
        ("127.0.0.1.evil.example.net", False),
        ("", False),
        ("[::2]", False),
        ("localhost\t", False),
    ],
)
def test_only_its_own_names_are_the_services(host: str, known: bool) -> None:
    assert Hosts(["countersign.example.org", " *.area.example.org", ""]).know(host) is known


def test_a_request_by_another_name_is_refused_before_anything_else(house: House) -> None:
    house.add(AccountRole.CHAIR)
    visitor = house.visitor("http://evil.example.net")
    for path in ("/", "/sign-in", "/api/v1/documents", "/api/v1/openapi.json", "/received/" + "A" * 43):
        answer = visitor.get(path, follow_redirects=False)
        assert answer.status_code == 421, path
        assert "evil.example.net" not in answer.text + str(answer.headers)
        assert answer.headers["content-security-policy"]
    assert visitor.get("/health").status_code == 200


def test_a_recipients_link_bears_the_name_of_the_service(house: House) -> None:
    """The link is built from the name of the request: so that name has to be one of ours."""
    house.add(AccountRole.DISCLOSURE_OFFICER)
    client = house.member(AccountRole.DISCLOSURE_OFFICER)
    forged = {"host": "evil.example.net", "x-forwarded-host": "evil.example.net"}
    answer = client.post(f"/api/v1/disclosures/{'0' * 32}/release", json={"days": 1}, headers=forged)
    assert answer.status_code == 421
